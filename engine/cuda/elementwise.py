"""What CuPy's elementwise functions do to an element: their own CUDA C++, so that fused they round as they do alone."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import cupy
import numpy

Dtype = Any
Kind = Any
"""What an operand is: a dtype, or int or float for one of Python's numbers, which adapts itself to arrays."""

TYPES = {
    "bool": "bool",
    "int8": "signed char",
    "int16": "short",
    "int32": "int",
    "int64": "long long",
    "uint8": "unsigned char",
    "uint16": "unsigned short",
    "uint32": "unsigned int",
    "uint64": "unsigned long long",
    "float16": "float16",
    "bfloat16": "bfloat16",
    "float32": "float",
    "float64": "double",
}
"""CuPy's types in CUDA C++, by dtype. Complex functions are not fused."""
RANKS = {"b": 0, "i": 1, "u": 1}
SPECIAL = frozenset({"cupyx_scipy_special_erf", "cupyx_scipy_special_erfinv"})
"""What is fused of SciPy's functions: those whose machine code is the same whether products and sums in it may be
joined, as in CuPy's own kernels, or not, as in fused ones."""
CONTRACTED = {
    **dict.fromkeys(("arccos", "arccosh", "arcsinh", "arctanh", "exp2", "float_power"), ("float64",)),
    **dict.fromkeys(("log", "log10", "log1p", "log2", "logaddexp", "power"), ("float64",)),
    **dict.fromkeys(("i0", "logaddexp2", "remainder"), ("float16", "bfloat16", "float32", "float64")),
}
"""CuPy's own functions whose code is not the same so, and for which dtypes."""
_DIRECTIVES = re.compile(r"#\s*(?:include|define)\s+(?!NAN\b)")
"""What a function's preamble may not have, where other functions stand before and after it."""


class Expression(NamedTuple):
    """What a function does to an element: `text` sets out0 from in0, in1, ..., which have these dtypes."""

    inputs: tuple[str, ...]
    output: str
    text: str
    preamble: str = ""


def copying(dtype: Dtype) -> Expression | None:
    """An element as it is; what it is stored in casts it."""
    name = numpy.dtype(dtype).name
    return Expression((name,), name, "out0 = in0") if name in TYPES else None


def choosing(dtype: Dtype) -> Expression | None:
    """One of two elements, as a third says."""
    name = numpy.dtype(dtype).name
    return Expression(("bool", name, name), name, "out0 = in0 ? in1 : in2") if name in TYPES else None


def expression(function: Any, given: Sequence[Kind], dtype: Dtype | None, exact: bool) -> Expression | None:
    """What one of CuPy's ufuncs does to operands, told to give a dtype or not; None where it cannot be fused.

    `exact` is to the bits that the function has by itself.
    """
    if function.nout != 1 or function._loop_prep or _DIRECTIVES.search(function._preamble):
        return None
    loop = _told(function, dtype) if dtype is not None else _fitting(function, tuple(given))
    if loop is None or not isinstance(loop.routine, str):
        return None
    inputs = tuple(numpy.dtype(one).name for one in loop.in_types)
    output = numpy.dtype(loop.out_types[0]).name
    if not {*inputs, output} <= TYPES.keys() or (exact and not _is_same(function.name, inputs[0])):
        return None
    return Expression(inputs, output, loop.routine, function._preamble)


def _is_same(name: str, dtype: str) -> bool:
    """Whether a function comes to the same bits in a kernel that joins no products and sums."""
    own = name.removeprefix("cupy_")
    return name in SPECIAL or (name != own and hasattr(cupy, own) and dtype not in CONTRACTED.get(own, ()))


def _told(function: Any, dtype: Dtype) -> Any:
    """The first of a function's loops that gives a dtype."""
    loops = (function._out_ops or function._ops).ops
    return next((loop for loop in loops if all(one == dtype for one in loop.out_types)), None)


@functools.lru_cache(maxsize=4096)
def _fitting(function: Any, given: tuple[Kind, ...]) -> Any:
    """The first of a function's loops to which all operands are cast safely, or adapt themselves: what CuPy takes."""
    adapts = [isinstance(one, type) for one in given]
    dtypes = [numpy.dtype(one) for one in given]
    ranks = [RANKS.get(dtype.kind, 2) for dtype in dtypes]
    if all(adapts) or max(ranks) > max(rank for rank, one in zip(ranks, adapts, strict=True) if not one):
        adapts = [False] * len(given)
    if function._ops.promote_types is not None and all(
        rank == 1 for rank in ranks
    ):  # integers are compared as they are
        adapts = [False] * len(given)  # integers are compared as they are
    for loop in function._ops.ops:
        if all(map(_suits, dtypes, adapts, loop.in_types)):
            return loop
    return None


def _suits(dtype: Dtype, adapts: bool, to: Any) -> bool:
    if numpy.can_cast(dtype, to):
        return True
    number = 0 if dtype.kind == "i" else 0.0
    try:
        return bool(adapts and numpy.result_type(number, to) == to)
    except TypeError:
        return False
