"""The operators of tensors, as gradient rules use them; everything else is called through `ops`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.context import Context


class Operators:
    """Python's operators, recorded in the tensor's context."""

    context: Context

    def __add__(self, other: Any) -> Any:
        return self.context.ops.add(self, other)

    def __radd__(self, other: Any) -> Any:
        return self.context.ops.add(self, other)

    def __sub__(self, other: Any) -> Any:
        return self.context.ops.sub(self, other)

    def __rsub__(self, other: Any) -> Any:
        return self.context.ops.rsub(self, other)

    def __mul__(self, other: Any) -> Any:
        return self.context.ops.mul(self, other)

    def __rmul__(self, other: Any) -> Any:
        return self.context.ops.mul(self, other)

    def __truediv__(self, other: Any) -> Any:
        return self.context.ops.div(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.context.ops.mul(self.context.ops.reciprocal(self), other)

    def __pow__(self, other: Any) -> Any:
        return self.context.ops.pow(self, other)

    def __rpow__(self, other: Any) -> Any:
        return self.context.ops.pow(other, self)

    def __neg__(self) -> Any:
        return self.context.ops.neg(self)

    def __matmul__(self, other: Any) -> Any:
        return self.context.ops.matmul(self, other)

    def __lt__(self, other: Any) -> Any:
        return self.context.ops.lt(self, other)

    def __le__(self, other: Any) -> Any:
        return self.context.ops.le(self, other)

    def __gt__(self, other: Any) -> Any:
        return self.context.ops.gt(self, other)

    def __ge__(self, other: Any) -> Any:
        return self.context.ops.ge(self, other)

    def __and__(self, other: Any) -> Any:
        return self.context.ops.bitwise_and(self, other)

    def __or__(self, other: Any) -> Any:
        return self.context.ops.bitwise_or(self, other)

    def __invert__(self) -> Any:
        return self.context.ops.bitwise_not(self)
