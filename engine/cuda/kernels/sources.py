"""The source of kernels, for the dtypes that they are launched with."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.cuda.source import kernel

_HERE = Path(__file__).parent
_HALF = "#include <cuda_fp16.h>\n"
_BFLOAT16 = "#include <cuda_bf16.h>\n"
FLOATS = {"float32": ("float", "float"), "float64": ("double", "double")}
"""The type in memory and that of the arithmetic."""
INTEGERS = {"int8": "signed char", "uint8": "unsigned char", "int16": "short", "int32": "int", "int64": "long long"}
ADDED = {
    **FLOATS,
    **{name: (f"unsigned {text.removeprefix('un').removeprefix('signed ')}",) * 2 for name, text in INTEGERS.items()},
    "bool": ("bool", "bool"),
    "float16": ("__half", "float"),
    "bfloat16": ("__nv_bfloat16", "float"),
}
"""The same of sums; signed integers add as unsigned ones, which may overflow."""
PACKS = {"float32": 4, "float64": 2}
"""How many elements are read at a time where they are aligned: 16 bytes."""


@functools.cache
def row_kernel(file: str, name: str, dtype: str, pack: int) -> Any:
    """A kernel over rows, which reads so many elements at a time."""
    return kernel(_row_source(file, dtype, pack), name)


@functools.cache
def sum_kernel(file: str, name: str, dtype: str) -> Any:
    """A kernel that adds numbers of a dtype."""
    return kernel(_sum_source(file, dtype), name)


@functools.cache
def class_kernel(file: str, name: str, dtype: str, classes: str) -> Any:
    """A kernel that reads integers besides."""
    return kernel(_class_source(file, dtype, classes), name)


@functools.cache
def index_kernel(file: str, name: str, dtype: str) -> Any:
    """A kernel that reads integers."""
    return kernel(_index_source(file, dtype), name)


def samples() -> Iterator[tuple[str, str]]:
    """Every source that can be launched, with a name that tells its file and its types."""
    for dtype in FLOATS:
        for file in ("softmax.cu", "norms.cu", "sums.cu"):
            for pack in (1, PACKS[dtype]):
                yield f"{file} {dtype} {pack}", _row_source(file, dtype, pack)
        for classes in ("int64", "uint8"):
            yield f"losses.cu {dtype} {classes}", _class_source("losses.cu", dtype, classes)
    for dtype in ADDED:
        yield f"scatter.cu {dtype}", _sum_source("scatter.cu", dtype)
    for dtype in INTEGERS:
        yield f"indices.cu {dtype}", _index_source("indices.cu", dtype)


def _row_source(file: str, dtype: str, pack: int) -> str:
    stored, computed = FLOATS[dtype]
    return f"using T = {stored};\nusing A = {computed};\nconstexpr int W = {pack};\n{_text('common.cuh')}{_text(file)}"


def _sum_source(file: str, dtype: str) -> str:
    stored, computed = ADDED[dtype]
    header = {"float16": _HALF, "bfloat16": _BFLOAT16}.get(dtype, "")
    return f"{header}using T = {stored};\nusing A = {computed};\n{_text(file)}"


def _class_source(file: str, dtype: str, classes: str) -> str:
    return f"using I = {INTEGERS[classes]};\n{_row_source(file, dtype, 1)}"


def _index_source(file: str, dtype: str) -> str:
    return f"using T = {INTEGERS[dtype]};\n{_text(file)}"


@functools.cache
def _text(file: str) -> str:
    return (_HERE / file).read_text(encoding="utf-8")
