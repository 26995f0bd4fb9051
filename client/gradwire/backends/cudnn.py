"""torch.backends.cudnn: there is no cuDNN, and its flags may be set without effect.

Convolutions are matrix products, which come to the same numbers each time, as `deterministic` wants it. Their precision
is that of torch.backends.cuda.matmul.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

enabled = True
benchmark = False
deterministic = False
allow_tf32 = True


def is_available() -> bool:
    """Whether there is cuDNN: no."""
    return False


def version() -> None:
    """The version of cuDNN: None."""


@contextmanager
def flags(
    enabled: bool = False,
    benchmark: bool = False,
    benchmark_limit: int = 10,
    deterministic: bool = False,
    allow_tf32: bool = True,
) -> Iterator[None]:
    """`with torch.backends.cudnn.flags(...):` changes nothing."""
    yield
