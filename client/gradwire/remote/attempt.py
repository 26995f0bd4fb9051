"""Attempt: a request as it was sent over HTTP, which is sent again where its answer did not come."""

from __future__ import annotations

from time import monotonic
from typing import Final, NamedTuple

from gradwire.recording.exchange import Request
from gradwire.remote.calls import Call

PATIENCE: Final = 50.0
"""Seconds after which the server may have given up a pass that nobody answered, and forgotten the request."""


class Attempt(NamedTuple):
    """A request as it was sent by itself."""

    request: Request
    call: Call
    asks: bool
    """Whether owners here may be asked in the midst of it."""
    retired: list[str]
    """The tags of owners that are gone when it was carried out."""
    begun: float

    @property
    def may_repeat(self) -> bool:
        """Whether the server has its answer still, if it came to one."""
        return not self.request.is_heavy and not (self.asks and monotonic() - self.begun > PATIENCE)
