"""How endpoints that read bytes by hand are documented: bodies, answers and problems in the OpenAPI document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app import schemas
from app.bodies import JSON, NPY, OCTETS, SAFETENSORS
from app.errors import MEDIA_TYPE
from app.program import schemas as language
from gradwire.wire.problems import PROBLEMS

DOCUMENTED: tuple[type[BaseModel], ...] = (
    *language.DOCUMENTED,
    *(
        model
        for model in vars(schemas).values()
        if isinstance(model, type) and issubclass(model, BaseModel) and model.__module__ == schemas.__name__
    ),
)
REFERENCE = "#/components/schemas/{model}"
BINARY = {"type": "string", "format": "binary"}
BINARIES = {NPY: BINARY, OCTETS: BINARY, SAFETENSORS: BINARY}

ANY = ("malformed-request", "not-found", "not-acceptable", "uri-too-long", "headers-too-large", "internal")
SESSION = ("session-not-found", "session-suspended", "wrong-worker", "invalid-request")
BODY = ("request-timeout", "body-too-large", "unsupported-media-type", "invalid-request")
CHANGE = (*SESSION, "precondition-failed", "out-of-memory", "device-unavailable")
KEYED = ("idempotency-key-in-flight", "idempotency-key-reused")
STEPS = (
    *("tensor-not-found", "gradient-not-found", "invalid-name", "unknown-op", "shape-mismatch", "dtype-mismatch"),
    *("index-out-of-range", "op-failed", "gradient-required", "wrong-gradients", "no-graph", "in-place-on-leaf"),
    *("not-differentiable", "ambiguous-condition", "loop-limit", "limit-exceeded", "graph-freed"),
    *("saved-value-modified", "not-a-number", "not-found", "deadline-exceeded", "out-of-memory", "device-unavailable"),
)

Schema = Mapping[str, Any] | type[BaseModel]


class HandRoute(APIRoute):
    """A route whose endpoint takes the request and returns the response: nothing is parsed on the way."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        return self.endpoint


def router() -> APIRouter:
    """A router of endpoints that read by hand."""
    return APIRouter(route_class=HandRoute)


def described(
    path: str,
    *,
    answers: Mapping[int, Schema | None],
    problems: tuple[str, ...] = (),
    body: Schema | None = None,
    binary_body: tuple[str, ...] = (),
    binary_answer: tuple[str, ...] = (),
    text_answer: tuple[str, ...] = (),
    body_required: bool = True,
    query: Mapping[str, Mapping[str, Any]] | None = None,
    headers: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The arguments that tell FastAPI's route decorators what an endpoint takes and answers."""
    extra: dict[str, Any] = {"parameters": [_parameter("path", name, {"type": "string"}) for name in _names(path)]}
    extra["parameters"] += [_parameter("query", name, schema) for name, schema in (query or {}).items()]
    extra["parameters"] += [_parameter("header", name, {"type": "string"}) for name in headers]
    if body is not None:
        content = {JSON: {"schema": _schema(body)}} | {media: {"schema": BINARY} for media in binary_body}
        extra["requestBody"] = {"required": body_required, "content": content}
    responses: dict[int | str, Any] = {}
    for status, schema in answers.items():
        responses[status] = {"description": "Done."}
        if schema is not None:
            media = {JSON: {"schema": _schema(schema)}} | {media: {"schema": BINARY} for media in binary_answer}
            responses[status]["content"] = media | {media: {"schema": {"type": "string"}} for media in text_answer}
    by_status = defaultdict(list)
    for slug in dict.fromkeys((*ANY, *problems)):
        by_status[PROBLEMS[slug].status].append(slug)
    for status, slugs in by_status.items():
        responses[status] = {
            "description": "; ".join(f"`{slug}`" for slug in slugs),
            "content": {MEDIA_TYPE: {"schema": _schema(schemas.Problem)}},
        }
    return {
        "path": path,
        "status_code": next(iter(answers)),
        "responses": responses,
        "openapi_extra": extra,
        "response_class": Response,
    }


def install(app: FastAPI) -> None:
    """Let the app's OpenAPI document hold the schemas that hand-read endpoints refer to."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            _, definitions = models_json_schema([(model, "validation") for model in DOCUMENTED], ref_template=REFERENCE)
            components = document.setdefault("components", {}).setdefault("schemas", {})
            components.update(definitions["$defs"])
            for name in ("HTTPValidationError", "ValidationError"):
                components.pop(name, None)
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _names(path: str) -> list[str]:
    return re.findall(r"\{(\w+)", path)


def _parameter(place: str, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": dict(schema)}


def _schema(schema: Schema) -> dict[str, Any]:
    if isinstance(schema, Mapping):
        return dict(schema)
    return {"$ref": REFERENCE.format(model=schema.__name__)}
