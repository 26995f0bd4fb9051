"""uvicorn's HTTP/1.1 without two of its copies of a body."""

from __future__ import annotations

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class Protocol(HttpToolsProtocol):
    """uvicorn's protocol, which hands a piece of a body on as it came."""

    def on_body(self, body: bytes) -> None:
        # uvicorn adds pieces to a bytearray and makes bytes of it; added to no bytes, a piece is itself the sum
        if not self.cycle.body:
            self.cycle.body = b""  # type: ignore[assignment]
        super().on_body(body)
