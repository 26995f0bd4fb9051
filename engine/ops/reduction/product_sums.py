"""Sums of products over some axes, without the products.

https://numpy.org/doc/stable/reference/generated/numpy.einsum.html
"""

from __future__ import annotations

from typing import Any

from engine.families import operation
from engine.libraries import kernels
from engine.op import PROMOTE
from engine.parameters import Array, Integers, Xp

Shape = tuple[int, ...]
_RUN = 1 << 10  # elements that are summed in one go: more would lose digits


def _without(input: Shape, other: Shape, axes: Shape) -> Shape:
    return tuple([1 if axis in axes else size for axis, size in enumerate(input)])


@operation(
    "reduction",
    name="_product_sum",
    promotion=PROMOTE,
    shape=_without,
    cases=({"input": (2, 3), "other": (2, 3), "axes": (0,)},),
)
def product_sum(xp: Xp, input: Array, other: Array, axes: Integers) -> Any:
    """The sum of input * other over axes, which keep the size 1; the product itself takes no memory."""
    if (own := kernels(xp)) and input.size and input.dtype.kind == "f":
        return own.product_sum(input, other, axes)
    if len(axes) == input.ndim and input.size >= 2 * _RUN and input.flags.c_contiguous and other.flags.c_contiguous:
        lines, whole = [input.reshape(-1), other.reshape(-1)], input.size - input.size % _RUN
        sums = xp.einsum("ij,ij->i", *[line[:whole].reshape(-1, _RUN) for line in lines])
        total = xp.sum(sums) + xp.sum(lines[0][whole:] * lines[1][whole:])
        return xp.asarray(total).reshape((1,) * input.ndim)
    letters = list(range(input.ndim))
    out = xp.einsum(input, letters, other, letters, [axis for axis in letters if axis not in axes])
    return out.reshape(_without(input.shape, other.shape, axes))


product_sum.gradient(input=lambda ops, g, other: g * other, other=lambda ops, g, input: g * input)
