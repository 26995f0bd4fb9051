"""Python's garbage collector, as a server has it that records large graphs."""

from __future__ import annotations

import gc

THRESHOLDS = 10_000, 10, 10
"""New objects after which the youngest are gone through, and how many times that until the older ones are.

Graphs have no cycles and are freed at once, so going through them finds nothing; with Python's own 700 it costs half as
much again as recording them. What does have cycles waits for some more objects.
"""


def settle() -> None:
    """Leave out what is loaded by now, since it stays, and look at what is new less often."""
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
