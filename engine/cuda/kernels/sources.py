"""The source of kernels, for the dtypes that they are launched with."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.cuda.source import kernel

HERE = Path(__file__).parent
FLOATS = {
    "float32": ("float", "float"),
    "float64": ("double", "double"),
}
"""The type in memory and that of the arithmetic."""


@functools.cache
def row_kernel(file: str, name: str, dtype: str, pack: int) -> Any:
    """A kernel over rows, which reads so many elements at a time."""
    return kernel(row_source(file, dtype, pack), name)


def row_source(file: str, dtype: str, pack: int) -> str:
    """The source of a file of kernels over rows."""
    stored, computed = FLOATS[dtype]
    return f"using T = {stored};\nusing A = {computed};\nconstexpr int W = {pack};\n{text('common.cuh')}{text(file)}"


@functools.cache
def text(file: str) -> str:
    """What is in a file of this folder."""
    return (HERE / file).read_text(encoding="utf-8")


def samples() -> Iterator[tuple[str, str]]:
    """Every source that can be launched, by a name that tells its file and its types."""
    for file in ("softmax.cu", "norms.cu", "sums.cu"):
        for dtype in FLOATS:
            for pack in (1, packs(dtype)):
                yield f"{file} {dtype} {pack}", row_source(file, dtype, pack)


def packs(dtype: Any) -> int:
    """How many elements are read at a time where they are aligned: 16 bytes."""
    return 16 // {"float32": 4, "float64": 8}[str(dtype)]
