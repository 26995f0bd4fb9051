"""Calls that can write their result into memory that is there: which function does it, and how it is called."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from engine.plan.module import NAMED, is_elementwise
from engine.plan.trace import Call, Value, values_in

REDUCTIONS = {
    "sum": "add",
    "prod": "multiply",
    "amax": "maximum",
    "max": "maximum",
    "amin": "minimum",
    "min": "minimum",
    "any": "logical_or",
    "all": "logical_and",
}
LARGE = 1 << 16
"""Bytes of a product from which on matmul is quicker than dot: it has more to find out, but clears no memory before."""
CREATED = {"zeros": 0, "ones": 1, "zeros_like": 0, "ones_like": 1}
POWERS = {2: "square", 1: "positive", 0.5: "sqrt", -1: "reciprocal"}
"""What the operator ** of arrays does with such exponents."""


class Form(NamedTuple):
    """A call with a place for its result: `function(*before, out, *after, **options)`."""

    function: Callable[..., Any]
    before: tuple[Any, ...]
    after: tuple[Any, ...] = ()
    options: dict[str, Any] = {}  # noqa: RUF012

    @property
    def values(self) -> tuple[Value, ...]:
        """The values among the arguments."""
        return tuple(values_in((self.before, self.after, tuple(self.options.values()))))

    def into(self, out: Value) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """The arguments and options that let it write there."""
        if getattr(self.function, "__name__", "") in NAMED:
            return self.before, {**self.options, "out": out}
        return (*self.before, out, *self.after), self.options

    def anew(self) -> tuple[Any, ...] | None:
        """The arguments that let it make its result in new memory; None where it cannot."""
        if not self.after:
            return self.before
        return (*self.before, None, *self.after) if getattr(self.function, "__name__", "") == "reduce" else None


def forms(call: Call, xp: Any) -> Sequence[Form] | None:
    """Calls that together do what a call does, into memory that is there; None where it has to make its own."""
    if call.written or len(call.results) != 1 or type(call.gives) is not Value:
        return None
    result = call.results[0].array
    if result.base is not None or not result.flags.c_contiguous:
        return None
    function, args, options = call.function, call.args, dict(call.options)
    name = getattr(function, "__name__", "")
    if is_elementwise(function):
        if len(args) != function.nin:  # type: ignore[attr-defined]
            return None
        return [Form(function, args if options else _in_one_dtype(xp, args), (), options)]
    if function is operator.pow:
        return [_power(xp, *args)]
    if function is xp.matmul and not options:
        flat = all(type(one) is Value and one.array.ndim == 2 for one in args) and result.dtype.kind in "fc"
        return [Form(xp.dot if flat and result.nbytes < LARGE else xp.matmul, args)]
    if name in ("copy", "astype") and type(args[0]) is Value:
        return [Form(xp.copyto, (), (args[0], "unsafe"))]
    if name in REDUCTIONS or name == "mean":
        return _reduction(xp, name, call)
    if name == "concatenate" and set(options) <= {"axis"} and len(args) <= 2:
        return [Form(xp.concatenate, (args[0], options.get("axis", args[1] if len(args) > 1 else 0)))]
    return None


def filling(call: Call) -> Any:
    """The number that a call fills new memory with, `...` for none; None if it is no such call."""
    name = getattr(call.function, "__name__", "")
    if name in ("empty", "empty_like"):
        return ...
    if name in ("full", "full_like"):
        number = call.args[1] if len(call.args) > 1 else call.options.get("fill_value")
        return None if type(number) is Value else number
    return CREATED.get(name)


def _reduction(xp: Any, name: str, call: Call) -> Sequence[Form] | None:
    names = ("axis", "dtype", "out", "keepdims") if name in ("sum", "prod", "mean") else ("axis", "out", "keepdims")
    given = {**dict(zip(names, call.args[1:], strict=False)), **call.options}
    axis, keepdims = given.pop("axis", None), given.pop("keepdims", False)
    if any(value is not None for value in given.values()):
        return None
    array, result = call.args[0].array, call.results[0].array
    ufunc = getattr(xp, REDUCTIONS.get(name, "add"))
    total = Form(ufunc.reduce, (call.args[0], axis, None), (bool(keepdims),))
    if name != "mean":
        return [total]
    return [total, Form(_divide(xp), (), (array.size // result.size,))] if result.dtype.char in "fd" else None


def _in_one_dtype(xp: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """Arguments with an array for each number among arrays of one floating dtype, as the function makes it anew."""
    dtypes = {one.array.dtype for one in args if type(one) is Value}
    if len(dtypes) != 1 or next(iter(dtypes)).char not in "fd":
        return args
    (dtype,) = dtypes
    return tuple(xp.asarray(one, dtype) if type(one) in (int, float) else one for one in args)


def _power(xp: Any, base: Any, exponent: Any) -> Form:
    if type(base) is Value and type(exponent) in (int, float) and exponent in POWERS:
        return Form(getattr(xp, POWERS[exponent]), (base,))
    return Form(xp.power, (base, exponent))


def _divide(xp: Any) -> Callable[..., Any]:
    """How NumPy's mean divides a sum, which is exact for counts below 2**24."""

    def divide(total: Any, count: int) -> None:
        xp.true_divide(total, count, total)

    return divide
