"""Addresses of API.md that this server does not offer yet: a clear answer instead of a silent one."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from app.errors import Problem
from app.openapi import router
from app.routes.sessions import ONE

routes = router()


@routes.get(ONE + "/stream", include_in_schema=False)
async def stream(request: Request) -> Response:
    raise Problem("not-found", "The stream is not offered by this server yet: POST programs instead.")
