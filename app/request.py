"""A request as endpoints take it: Starlette's, with its headers read once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import starlette.requests
from starlette.types import Receive, Scope

_READ = "headers by name"


class Request(starlette.requests.Request):
    """Starlette's request, with what every endpoint asks it for as plain attributes."""

    __slots__ = ("app", "headers", "method", "path_params", "receive")
    app: Any
    method: str
    path_params: dict[str, Any]
    receive: Receive
    headers: Mapping[str, str]  # type: ignore[assignment]
    """The headers by their names in lower case; of several the first."""

    def __init__(self, scope: Scope, receive: Receive, path_params: dict[str, Any]) -> None:
        self.scope = scope
        self.receive = receive
        self.headers = read_headers(scope)
        self.app = scope["app"]
        self.method = scope["method"]
        self.path_params = path_params


def read_headers(scope: Scope) -> dict[str, str]:
    """The headers of a request by their names in lower case, of several the first; kept in the scope."""
    headers: dict[str, str] | None = scope.get(_READ)
    if headers is None:
        pairs = reversed(scope["headers"])
        headers = scope[_READ] = {name.decode("latin-1"): value.decode("latin-1") for name, value in pairs}
    return headers
