"""The application: routes, handlers and state, put together."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import openapi
from app.archive import Archive
from app.at_once import AtOnce
from app.dispatch import Dispatch
from app.durable.log import Log
from app.errors import problem_of
from app.frame import Frame
from app.recovery import Recovery
from app.routes import catalogue, graph, health, memory, openings, programs, sessions, stream, suspensions, tensors
from app.settings import Settings
from app.state import State
from app.upkeep import compact_all, look_after_all

DESCRIPTION = """Autograd as a service. A session is a set of variables, a step does something to them, a program is a
list of steps. Errors are problem details (RFC 9457); `GET /problems/{slug}` explains a type.

`GET /v1/sessions/{session}/stream` is a WebSocket (subprotocol `gradwire.v1`), which OpenAPI cannot describe: frames
are programs with an `id`, and each is answered by a frame; section 9 of docs/api.md shows it."""
TAGS = {
    "changes": "Operations and programs.",
    "gradients": "Backward passes, gradients, grad modes, and passes that wait for their client.",
    "tensors": "Tensors and their gradients by name, in four formats.",
    "sessions": "Sessions: each a set of variables with a graph.",
    "graph": "The recorded graph, as data and drawn.",
    "catalogue": "What the server offers, and what its problems mean.",
    "health": "For operators.",
}
EXPOSED = ["ETag", "Location", "X-Request-ID", "Idempotency-Replayed", "Retry-After", "Tensor-Dtype", "Tensor-Shape"]
RESOURCES = (programs, suspensions, tensors, openings, sessions, memory, graph, catalogue, health, stream)


class Application(FastAPI):
    """FastAPI behind an `entrance` of our own, which lets requests for endpoints that read by hand go no further."""

    entrance: ASGIApp
    frame: Frame
    state: State  # type: ignore[assignment]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        await self.entrance(scope, receive, send)


class Cors(CORSMiddleware):
    """Starlette's CORS, past which no answer is written: it adds headers to what is sent."""

    async def simple_response(self, scope: Scope, receive: Receive, send: Send, request_headers: Headers) -> None:
        scope["extensions"] = {}
        await super().simple_response(scope, receive, send, request_headers)


def create_app(settings: Settings | None = None, log: Log | None = None) -> Application:
    """The server as an ASGI application of these settings; its sessions outlive it in a log, if it is given one."""
    settings = settings or Settings()
    app = Application(
        title="gradwire",
        version=version("gradwire"),
        description=DESCRIPTION,
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        openapi_tags=[{"name": name, "description": text} for name, text in TAGS.items()],
        lifespan=_lifespan,
    )
    app.state = State(settings)
    routes = [route for resource in RESOURCES for route in resource.routes.routes]
    app.router.routes[:0] = routes
    for kind in (HTTPException, Exception):
        app.add_exception_handler(kind, answer_error)
    openapi.install(app)
    documented = functools.partial(FastAPI.__call__, app)
    dispatch = Dispatch(documented, [route for route in routes if isinstance(route, APIRoute)])
    if log is not None:
        archive = Archive(log, settings, Recovery(dispatch.find, settings))
        app.state.store.keep_in(archive)
        app.state.replays.restore(archive.openings())
    app.entrance = app.frame = Frame(dispatch, AtOnce(app.state), settings, app.state.access, app.state.counters)
    if settings.cors_origins:
        app.entrance = Cors(
            app.entrance,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["*"],
            expose_headers=EXPOSED,
        )
    return app


async def answer_error(request: Request, error: Exception) -> Response:
    """The problem of an error as an answer."""
    problem = problem_of(error)
    if "Allow" in problem.headers:
        problem.headers["Allow"] = ", ".join(_methods(request.scope["path"]))
    return problem.response(request.scope["request_id"])


def _methods(path: str) -> list[str]:
    routes = [route for resource in RESOURCES for route in resource.routes.routes if isinstance(route, APIRoute)]
    return sorted({method for route in routes if route.path_regex.match(path) for method in route.methods or ()})


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.store.begin()
    sweeping = asyncio.create_task(look_after_all(app.state.store))
    yield
    app.state.ready = False
    sweeping.cancel()
    await compact_all(app.state.store)
