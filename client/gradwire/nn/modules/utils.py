"""torch.nn.modules.utils: one number said for several dimensions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

Several = tuple[Any, ...]


def _ntuple(n: int, name: str = "parse") -> Callable[[Any], Several]:
    """What makes a tuple of whatever is iterable, and of anything else a tuple of it `n` times."""

    def parse(x: Any) -> Several:
        return tuple(x) if isinstance(x, Iterable) else tuple(repeat(x, n))

    parse.__name__ = name
    return parse


_single = _ntuple(1, "_single")
_pair = _ntuple(2, "_pair")
_triple = _ntuple(3, "_triple")
_quadruple = _ntuple(4, "_quadruple")


def _reverse_repeat_tuple(t: Several, n: int) -> Several:
    """The last entry `n` times, and so on to the first: as functional.pad wants what lies around an input."""
    return tuple(x for x in reversed(t) for _ in range(n))
