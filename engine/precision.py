"""How precise products of float32 matrices are, where the hardware has faster ones than the dtype promises.

https://docs.pytorch.org/docs/stable/generated/torch.set_float32_matmul_precision.html
"""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import Iterator

HIGHEST = "highest"
"""As the dtype promises."""
PRECISIONS = (HIGHEST, "high", "medium")
"""With the others CUDA multiplies in TF32, numbers of 10 bits after the point, and adds in float32."""
_matmul = contextvars.ContextVar("matmul", default=HIGHEST)


def of_matmul() -> str:
    """The precision of the products that are made here."""
    return _matmul.get()


@contextlib.contextmanager
def matmul(name: str) -> Iterator[None]:
    """A block whose products have the precision of that name."""
    token = _matmul.set(name)
    try:
        yield
    finally:
        _matmul.reset(token)
