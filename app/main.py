"""The application: routes, handlers and state, put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response

from app import openapi
from app.errors import Problem, problem_of
from app.frame import Counters, Frame
from app.program.call import Programs
from app.replays import Replays
from app.routes import catalogue, graph, health, programs, sessions, stream, suspensions, tensors
from app.settings import Settings
from app.store import SessionStore

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
RESOURCES = (programs, suspensions, tensors, sessions, graph, catalogue, health, stream)
DAY = 86400.0
log = logging.getLogger("gradwire")
SWEEP = 5.0  # seconds between looks for expired sessions and silent clients


def create_app(settings: Settings | None = None) -> FastAPI:
    """The server as an ASGI application of these settings."""
    settings = settings or Settings()
    app = FastAPI(
        title="gradwire",
        version=version("gradwire"),
        description=DESCRIPTION,
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        openapi_tags=[{"name": name, "description": text} for name, text in TAGS.items()],
        lifespan=_lifespan,
    )
    state = app.state
    state.settings = settings
    state.store = SessionStore(settings)
    state.replays = Replays(settings.replay_bytes, DAY)
    state.programs = Programs(settings.session_programs)
    state.counters = Counters()
    state.ready = True
    # Routes are tried in order, and FastAPI looks twice into included routers: the busiest stand first, in one list.
    app.router.routes[:0] = [route for resource in RESOURCES for route in resource.routes.routes]
    for kind in (Problem, HTTPException, RequestValidationError, ValidationError):
        app.add_exception_handler(kind, answer_error)
    openapi.install(app)
    app.add_middleware(Frame, settings=settings, counters=state.counters)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
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
    sweeping = asyncio.create_task(_sweep(app.state.store))
    yield
    app.state.ready = False
    sweeping.cancel()
    app.state.store.pool.shutdown(cancel_futures=True)


async def _sweep(store: SessionStore) -> None:
    while True:
        await asyncio.sleep(SWEEP)
        for session in store.all():
            if not session.lock.locked():
                try:
                    await store.end_silence(session)
                except Exception:  # the others are to be looked after all the same
                    log.exception("a pass that waited too long could not be given up")
