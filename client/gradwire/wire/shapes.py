"""Shapes from outside: believed only after their product is checked."""

from __future__ import annotations

import math
from typing import Any, Final

from gradwire.wire.errors import WireError

MAX_DIMENSIONS: Final = 64
MAX_BYTES: Final = 2**63 - 1


def check(shape: Any, itemsize: int = 1, pointer: str = "") -> tuple[int, ...]:
    """The shape as a tuple, if it is a list of sizes whose array could exist at all.

    Zeros do not make other absurd sizes good: the product is taken over the sizes that are not zero.
    """
    if not isinstance(shape, (list, tuple)):
        raise WireError("a shape is a list of sizes such as [2, 3]", pointer)
    if len(shape) > MAX_DIMENSIONS:
        raise WireError(f"a shape has at most {MAX_DIMENSIONS} dimensions, not {len(shape)}", pointer)
    for place, size in enumerate(shape):
        if type(size) is not int or size < 0:
            raise WireError("a size is an integer that is not negative", f"{pointer}/{place}")
    if math.prod(size or 1 for size in shape) * itemsize > MAX_BYTES:
        raise WireError("a tensor of this shape is larger than any memory", pointer)
    return tuple(shape)
