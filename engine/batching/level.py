"""Levels: each call of vmap is one, and every tensor that is batched by it hides one dimension of its size."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from engine.errors import InvalidArgument

Levels = tuple["Level", ...]
RANDOMNESS: Final = ("error", "different", "same")


class Level:
    """One vmap: how many examples there are, and whether each draws random numbers of its own.

    Levels are ordered by `number`: those within another have larger ones. Hidden dimensions lie in this order.
    """

    def __init__(
        self,
        number: int,
        size: int,
        randomness: str = "error",
        name: str | None = None,
        looped: Callable[[str], None] = lambda what: None,
    ) -> None:
        if randomness not in RANDOMNESS:
            raise InvalidArgument(
                f"randomness of vmap is one of {', '.join(RANDOMNESS)}, not {randomness!r}.",
                argument="randomness",
                exception="RuntimeError",
            )
        self.number = number
        self.size = size
        self.randomness = randomness
        self.name = name
        self.looped = looped
        """Called with what was computed for one example after the other."""
        self.devices: dict[Any, Any] = {}
        """Devices as they are seen at levels of which this is the last; see `device.batching`."""

    def __repr__(self) -> str:
        return f"<level {self.number} of {self.size}>"


def union(sets: Iterable[Levels]) -> Levels:
    """All levels of some, in their order."""
    result: Levels = ()
    for levels in sets:
        if levels is not result and levels:
            result = tuple(sorted({*result, *levels}, key=lambda level: level.number)) if result else levels
    return result
