"""Lookout: for a moment what is waited for is looked for without sleep."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from time import perf_counter, sleep
from typing import Final

CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Those that this process may run on."""
MOMENT: Final = 0.0005 if CORES > 1 else 0.0
"""Seconds: to wake a core that sleeps takes time, and its caches are cold then."""
FEW: Final = 4
"""The next answer may come that soon where the last one took no longer than so many moments."""
GAP: Final = 0.0001
"""Seconds between two looks in which others must have had the core."""
REST: Final = 1.0
"""Seconds without a look after that: who only looks uses up its share of the core, and waits when there is work."""
YIELD: Final[Callable[[], None]] = getattr(os, "sched_yield", partial(sleep, 0))


class Lookout:
    """Whether to look once more instead of sleeping, by how long answers took and who else wants the core."""

    def __init__(self) -> None:
        self._is_near = True
        self._rested = 0.0
        self._begun = self._looked = 0.0

    def begin(self) -> None:
        """An answer is waited for from now on."""
        self._begun = self._looked = perf_counter()

    def goes_on(self) -> bool:
        """Whether to look once more; the server may have been given this very core, so it is let go of first."""
        if not self._is_near or self._looked < self._rested:
            return False
        YIELD()
        before, self._looked = self._looked, perf_counter()
        if self._looked - before > GAP:
            self._rested = self._looked + REST
        return self._looked - self._begun < MOMENT

    def end(self) -> None:
        """The answer came."""
        self._is_near = perf_counter() - self._begun < FEW * MOMENT
