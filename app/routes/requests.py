"""What endpoints share: how a request's query, body and pages are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from app.bodies import Body, read_json
from app.errors import invalid
from app.program.parse import Limits
from app.request import Request
from app.store import SessionStore

Model = TypeVar("Model", bound=BaseModel)
LONGEST_PAGE = 1000
PAGE = 100


def store(request: Request) -> SessionStore:
    """The sessions of the application."""
    return request.app.state.store


def limits(request: Request) -> Limits:
    """The limits of programs."""
    return store(request).limits


def read_model(body: Body, model: type[Model]) -> Model:
    """A body as a model; `invalid-request` says which field is wrong."""
    return model.model_validate(read_json(body))


def read_query(request: Request, *allowed: str) -> dict[str, str]:
    """The query, where it says nothing but what is allowed."""
    query: dict[str, str] = {}
    if not request.scope["query_string"]:
        return query
    for name, value in request.query_params.multi_items():
        if name not in allowed:
            raise invalid(f"There is no query parameter {name[:60]!r} here.", parameter=name[:60])
        if name in query:
            raise invalid(f"The query says {name!r} twice.", parameter=name)
        query[name] = value
    return query


def read_flag(query: dict[str, str], name: str) -> bool:
    """A truth value of the query: `true`, `false`, or the bare name for true."""
    value = query.get(name, "false").lower()
    if value in ("", "true", "1"):
        return True
    if value in ("false", "0"):
        return False
    raise invalid(f"{name} is true or false.", parameter=name)


def read_page(query: dict[str, str]) -> tuple[int, str | None]:
    """How many items a page has, and after which one it begins."""
    text = query.get("limit", str(PAGE))
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= LONGEST_PAGE:
        raise invalid(f"limit is an integer from 1 to {LONGEST_PAGE}.", parameter="limit")
    return int(text), query.get("after")


def page_of(keys: Sequence[str], limit: int) -> tuple[Sequence[str], str | None]:
    """The first keys, and the `next` that leads to those behind."""
    return keys[:limit], keys[limit - 1] if len(keys) > limit else None


def document(items: Sequence[Any], after: str | None) -> dict[str, Any]:
    """A page as its JSON object."""
    return {"items": items, "next": after}
