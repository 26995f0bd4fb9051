"""The short way to an endpoint: found by path and method, it takes the request and gives what answers it."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from fastapi.routing import APIRoute
from starlette.types import ASGIApp, Receive, Scope

from app.request import Request

Endpoint = Callable[[Request], Awaitable[ASGIApp]]
PATHS = 4096  # whose endpoints are remembered: matching is a search through all routes


class Dispatch:
    """The endpoints of routes that read by hand, without the layers that FastAPI puts around them.

    The routes stand in the application as well, which documents them and answers what fits none.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[APIRoute]) -> None:
        self.app = app
        self.routes = routes
        self.find = functools.lru_cache(PATHS)(self._find)

    def __call__(self, scope: Scope, receive: Receive) -> Awaitable[ASGIApp] | None:
        """The endpoint at work for what answers a request; None where that is the application."""
        found = self.find(scope["path"]).get(scope["method"]) if scope["type"] == "http" else None
        if found is None:
            return None
        endpoint, parameters = found
        return endpoint(Request(scope, receive, parameters))

    def _find(self, path: str) -> dict[str, tuple[Endpoint, dict[str, Any]]]:
        """The endpoints at a path by method, each with what the path says."""
        found: dict[str, tuple[Endpoint, dict[str, Any]]] = {}
        for route in self.routes:
            if match := route.path_regex.match(path):
                for method in route.methods or ():
                    found.setdefault(method, (route.endpoint, match.groupdict()))
        return found
