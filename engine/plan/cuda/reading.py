"""Elementwise calls as what CuPy's functions do to an element."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy

from engine.plan.module import is_elementwise
from engine.plan.trace import Call, Value

HALVES = ("float16", "bfloat16")
POWERS = {(int, 2): "square", (float, 2.0): "square", (float, 0.5): "sqrt", (float, -1.0): "reciprocal"}
"""What the operator ** of CuPy's arrays of floating point does with such exponents."""
INTEGERS = range(-(1 << 63), 1 << 63)


class Reading(NamedTuple):
    """An expression, its operands, values or NumPy's numbers, and where its result goes."""

    expression: Any
    operands: tuple[Any, ...]
    out: Value


def read(call: Call, fusion: Any, xp: Any, exact: bool) -> Reading | None:
    """What an elementwise call does to an element; None for any other, and where it cannot be part of a kernel."""
    outs = (*call.results, *call.written)
    if len(outs) != 1 or call.expected is not None or (call.results and type(call.gives) is not Value):
        return None
    (out,) = outs
    if not out.array.flags.c_contiguous or not out.array.size:
        return None
    found = _found(call, out, fusion, xp, exact)
    if found is None or found[0] is None:
        return None
    expression, operands = found
    if call.results and expression.output != out.array.dtype.name and not _is_copy(call):
        return None
    given = tuple(map(_operand, operands, expression.inputs))
    return None if None in given else Reading(expression, given, out)


def _found(call: Call, out: Value, fusion: Any, xp: Any, exact: bool) -> tuple[Any, Sequence[Any]] | None:
    """The expression of a call, and its operands."""
    function, args, options = call.function, call.args, call.options
    if is_elementwise(function):
        operands, dtype = args[: function.nin], options.get("dtype")  # type: ignore[attr-defined]
        if set(options) - {"out", "dtype"} or len(args) - len(operands) + ("out" in options) != len(call.written):
            return None
        kinds = _kinds(operands)
        return kinds and (fusion.expression(function, kinds, dtype, exact), operands)
    if function is xp.where and len(args) == 3 and not options:
        return fusion.choosing(out.array.dtype), args
    if _is_copy(call) and type(args[0]) is Value:
        return fusion.copying(args[0].array.dtype), args[:1]
    if (function is operator.setitem and args[1] is ...) or (function is xp.copyto and len(args) + len(options) < 4):
        copied = args[2] if function is operator.setitem else args[1]
        return fusion.copying((copied if type(copied) is Value else out).array.dtype), [copied]
    if function is operator.pow and all(type(one) is not Value or one.array.dtype.kind == "f" for one in args):
        name = POWERS.get((type(args[1]), args[1])) if type(args[1]) in (int, float) else None
        ufunc, operands = (xp.power, args) if name is None else (getattr(xp, name), args[:1])
        kinds = _kinds(operands)
        return kinds and (fusion.expression(ufunc, kinds, None, exact), operands)
    return None


def _is_copy(call: Call) -> bool:
    return bool(call.results) and getattr(call.function, "__name__", "") in ("copy", "astype")


def _kinds(operands: Sequence[Any]) -> tuple[Any, ...] | None:
    """Those of all operands; None where one has none."""
    kinds = tuple(map(_kind, operands))
    return None if any(kind is None for kind in kinds) else kinds  # to NumPy, float64 and None are equal


def _kind(operand: Any) -> Any:
    """A dtype, or int or float for a number of Python's; None for anything else."""
    if type(operand) is Value:
        return operand.array.dtype
    if isinstance(operand, numpy.generic):
        return operand.dtype
    if type(operand) is bool:
        return numpy.dtype(bool)
    return type(operand) if type(operand) is float or (type(operand) is int and operand in INTEGERS) else None


def _operand(operand: Any, dtype: str) -> Any:
    """An operand; a number as NumPy's of the dtype that it is for, or of one that holds all of these."""
    if type(operand) is Value:
        return operand
    if _kind(operand) is None or (type(operand) is int and dtype[0] in "iu" and operand not in _range(dtype)):
        return None
    number = numpy.asarray(operand).astype(numpy.dtype(dtype))[()]
    return numpy.float32(number) if dtype in HALVES else number


def _range(dtype: str) -> range:
    limits = numpy.iinfo(dtype)
    return range(int(limits.min), int(limits.max) + 1)
