"""Access: who may call, by bearer tokens (RFC 6750)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.types import Scope

from app import tokens
from app.errors import Problem
from app.settings import Settings

OPEN = re.compile(r"/health/(live|ready)|/docs|/redoc|/openapi\.json|/problems/[^/]*")
"""What tells nothing of anybody's, and is asked for without a token: by probes, and by readers of documentation."""
SUBPROTOCOL = "bearer."
"""How the token is offered by web pages, which cannot give a WebSocket headers."""


class Access:
    """Lets pass who has a token, or everybody where the settings say so."""

    def __init__(self, settings: Settings) -> None:
        self._tokens = None if settings.asks_nobody() else settings.known_tokens()

    def refuse(self, scope: Scope, headers: Mapping[str, str]) -> Problem | None:
        """The problem of a request without a valid token."""
        if self._tokens is None:
            return None
        given = _offered(scope, headers)
        if given is not None and tokens.digest(given) in self._tokens:
            return None
        if OPEN.fullmatch(scope["path"]):
            return None
        challenge = 'Bearer realm="gradwire"'
        detail = "Send a token of this server as `Authorization: Bearer TOKEN`; its operator has one."
        if given is not None:
            challenge += ', error="invalid_token"'
            detail = "This server does not know the token that was sent; its operator has one that it knows."
        return Problem("unauthorized", detail, headers={"WWW-Authenticate": challenge})


def _offered(scope: Scope, headers: Mapping[str, str]) -> str | None:
    """The token that a request comes with."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return token.strip() or None
    return next(
        (name.removeprefix(SUBPROTOCOL) for name in scope.get("subprotocols", ()) if name.startswith(SUBPROTOCOL)), None
    )
