"""NumPy's exact elementwise functions in LLVM's instructions: the same result to the bit, in registers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TYPES = frozenset({"bool", "uint8", "int8", "int16", "int32", "int64", "float32", "float64"})
OPERATIONS = {
    **dict.fromkeys(("add", "multiply", "maximum", "minimum", "copyto"), "biuf"),
    **dict.fromkeys(("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"), "biuf"),
    **dict.fromkeys(("subtract", "negative", "positive", "square", "absolute"), "iuf"),
    **dict.fromkeys(("bitwise_and", "bitwise_or", "bitwise_xor", "invert"), "biu"),
    **dict.fromkeys(("logical_and", "logical_or", "logical_xor", "logical_not"), "b"),
    **dict.fromkeys(("divide", "reciprocal", "sqrt", "floor", "ceil", "trunc", "rint", "copysign"), "f"),
    **dict.fromkeys(("isnan", "isinf", "isfinite"), "f"),
}
"""The functions, and the kinds of dtypes that they take here."""

COMPARED = {"equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">="}
FLOATS = {"add": "fadd", "subtract": "fsub", "multiply": "fmul", "divide": "fdiv", "negative": "fneg"}
INTRINSICS = {
    **{name: name for name in ("floor", "ceil", "trunc", "sqrt", "copysign")},
    "rint": "roundeven",
    "absolute": "fabs",
}
BITS = {"bitwise_and": "and_", "bitwise_or": "or_", "bitwise_xor": "xor", "invert": "not_"}
INTEGERS = {**BITS, "add": "add", "subtract": "sub", "multiply": "mul", "negative": "neg"}
BOOLEANS = {
    **BITS,
    **dict.fromkeys(("multiply", "minimum", "logical_and"), "and_"),
    **dict.fromkeys(("add", "maximum", "logical_or"), "or_"),
    "logical_xor": "xor",
    "logical_not": "not_",
}


class Arithmetic:
    """The instructions of calls, where a builder stands; values of dtype bool are single bits."""

    def __init__(self, module: Any, builder: Any) -> None:
        from llvmlite import ir

        self._ir = ir
        self._module = module
        self._builder = builder

    def type(self, dtype: str) -> Any:
        """The type of a value."""
        if dtype in ("float32", "float64"):
            return self._ir.FloatType() if dtype == "float32" else self._ir.DoubleType()
        return self._ir.IntType(1 if dtype == "bool" else int(dtype.lstrip("uint")))

    def number(self, number: float, dtype: str) -> Any:
        """A constant."""
        return self.type(dtype)(float(number) if dtype[0] == "f" else int(number))

    def cast(self, value: Any, dtype: str, other: str) -> Any:
        """A value as one of another dtype; from floats to integers it is not exactly defined, and not done here."""
        builder, kind, target = self._builder, dtype[0], self.type(other)
        if dtype == other:
            return value
        if other == "bool":
            return self._compare("!=", kind, value, self.number(0, dtype))
        if kind == "f":
            return builder.fpext(value, target) if other == "float64" else builder.fptrunc(value, target)
        if other[0] == "f":
            return builder.sitofp(value, target) if kind == "i" else builder.uitofp(value, target)
        if target.width <= value.type.width:
            return builder.trunc(value, target) if target.width < value.type.width else value
        return builder.sext(value, target) if kind == "i" else builder.zext(value, target)

    def result(self, name: str, dtype: str, operands: Sequence[Any]) -> tuple[Any, str]:
        """What a function gives for operands of one dtype, and of which dtype that is."""
        one, *others = operands
        kind = dtype[0]
        if name in COMPARED:
            return self._compare(COMPARED[name], kind, *operands), "bool"
        if name in ("isnan", "isinf", "isfinite"):
            return self._class(name, one), "bool"
        direct = {"f": FLOATS, "b": BOOLEANS}.get(kind, INTEGERS).get(name)
        if direct is not None:
            return getattr(self._builder, direct)(*operands), dtype
        if kind == "f" and name in INTRINSICS:
            return self._intrinsic(INTRINSICS[name], *operands), dtype
        if name in ("maximum", "minimum"):
            return self._extreme(">" if name == "maximum" else "<", kind, one, *others), dtype
        if name == "square":
            return self.result("multiply", dtype, (one, one))
        if name == "reciprocal":
            return self._builder.fdiv(self.number(1, dtype), one), dtype
        if name == "absolute":
            below = self._compare("<", kind, one, self.number(0, dtype))
            return self._builder.select(below, self._builder.neg(one), one), dtype
        return one, dtype  # positive, copyto

    def _compare(self, sign: str, kind: str, one: Any, other: Any) -> Any:
        builder = self._builder
        if kind != "f":
            return (builder.icmp_signed if kind == "i" else builder.icmp_unsigned)(sign, one, other)
        return (builder.fcmp_unordered if sign == "!=" else builder.fcmp_ordered)(sign, one, other)

    def _extreme(self, sign: str, kind: str, one: Any, other: Any) -> Any:
        """The first where it is further or NaN, else the second: so of zeros of both signs the second."""
        first = self._compare(sign, kind, one, other)
        if kind == "f":
            first = self._builder.or_(first, self._class("isnan", one))
        return self._builder.select(first, one, other)

    def _class(self, name: str, one: Any) -> Any:
        if name == "isnan":
            return self._builder.fcmp_unordered("uno", one, one)
        size = self._intrinsic("fabs", one)
        return self._builder.fcmp_ordered("==" if name == "isinf" else "<", size, one.type(float("inf")))

    def _intrinsic(self, name: str, *operands: Any) -> Any:
        kind = operands[0].type
        signature = self._ir.FunctionType(kind, [kind] * len(operands))
        return self._builder.call(self._module.declare_intrinsic(f"llvm.{name}", [kind], signature), operands)
