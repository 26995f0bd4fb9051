"""Addresses of API.md that this server does not offer yet: a clear answer instead of a silent one."""

from __future__ import annotations

from starlette.types import ASGIApp

from app.errors import Problem
from app.openapi import router
from app.request import Request
from app.routes.sessions import ONE

routes = router()


@routes.get(ONE + "/stream", include_in_schema=False)
async def stream(request: Request) -> ASGIApp:
    raise Problem("not-found", "The stream is not offered by this server yet: POST programs instead.")
