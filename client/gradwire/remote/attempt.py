"""Attempt: a request as it was sent over HTTP, and is sent again where its answer did not come."""

from __future__ import annotations

from time import monotonic
from typing import NamedTuple

from gradwire.recording.exchange import Request
from gradwire.remote.calls import Call


class Attempt(NamedTuple):
    """A request as it was sent by itself."""

    request: Request
    call: Call
    retired: list[str]
    """The tags of owners that are gone when it was carried out."""

    @property
    def may_repeat(self) -> bool:
        """Whether the server has its answer still, if it came to one."""
        return monotonic() < self.call.until
