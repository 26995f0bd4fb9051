"""Absence: a server that does not answer is asked again, ever more seldom, until patience is over."""

from __future__ import annotations

import logging
from math import inf
from random import SystemRandom
from time import monotonic
from typing import Final

from gradwire.errors import reason, unreachable

DEFAULT_PATIENCE: Final = 60.0
FIRST: Final = 0.05
"""Seconds before the second attempt; the first one follows at once, and before each other are twice as many."""
LONGEST: Final = 1.0
"""Seconds between two attempts, at most: so late may it be noticed that the server is there again."""
MOST_LOSSES: Final = 8
"""So many connections that broke without an answer are no accident: what is sent makes the server end them."""
CHANCE: Final = SystemRandom()
"""Many who lost the same server come back at different times. It is no business of the user's seeds."""

log = logging.getLogger("gradwire")


class Absence:
    """How long the server at `url` has been away, and when it is asked again.

    It is waited for `patience` seconds at a time, and not beyond the moment `until`.
    """

    def __init__(self, url: str, patience: float, until: float = inf) -> None:
        self.url = url
        self._patience = patience
        self._until = until
        self._began: float | None = None
        """When it was found away; None where it is there."""
        self._since = 0.0
        """When it was last there, for all that is known: it had taken the connection that broke."""
        self._busy: float | None = None
        """When it was found at work on what was sent before."""
        self._pause = 0.0
        self._losses = 0
        self._may_have_arrived = False

    def pause(self, error: Exception, lost: bool = False, arrived: bool = False, after: float = 0.0) -> float:
        """Seconds until the next attempt, at least `after`; raises what the error means where there is none.

        `lost` is a connection that broke; with it, and where it `arrived`, the server may have got what was sent.
        """
        now = monotonic()
        is_new = self._began is None
        if self._began is None:
            self._began = now
        if is_new or lost:
            self._since = now
        self._losses += lost
        self._may_have_arrived |= lost or arrived
        pause = max(after, self._back_off())
        if self._losses > MOST_LOSSES:
            raise unreachable(self.url, error, self._may_have_arrived, losses=self._losses) from None
        if now + pause >= min(self._since + self._patience, self._until):
            raise unreachable(self.url, error, self._may_have_arrived, now - self._began) from None
        if is_new:
            log.info("%s does not answer (%s): it is asked again for %g s", self.url, reason(error), self._patience)
        return pause

    def await_the_first(self, error: Exception, most: float) -> float:
        """Seconds until the next attempt, where the server is at work on one before; it may be for `most` seconds."""
        self.end()
        now = monotonic()
        if self._busy is None:
            self._busy = now
        if now - self._busy > most:
            raise unreachable(self.url, error, sent=True, tried=now - self._busy) from None
        self._may_have_arrived = True
        return self._back_off()

    def end(self) -> None:
        """The server is there again; whether it answers is another matter."""
        if self._began is not None:
            log.info("%s is there again after %.1f s", self.url, monotonic() - self._began)
            self._began = None

    def answered(self) -> None:
        """The server answered, so that a connection that breaks next is another accident."""
        self._pause, self._losses = 0.0, 0

    def _back_off(self) -> float:
        pause, self._pause = self._pause, min(LONGEST, 2 * self._pause or FIRST)
        return pause * CHANCE.uniform(0.5, 1.0)
