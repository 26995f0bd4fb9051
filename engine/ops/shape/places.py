"""A tensor's place in the graph, and its storage outside of it.

https://docs.pytorch.org/docs/stable/autograd.html#tensor-autograd-functions
"""

from __future__ import annotations

from typing import Any

from engine.errors import OpFailed
from engine.families import METHOD, attribute, operation
from engine.parameters import Array, Boolean, Dtype, Plain, Xp
from engine.storage import offset, strides

FLOATS = ({"input": (2, 3)},)


@operation("tensor", view=True, cases=FLOATS)
def detach(xp: Xp, input: Array) -> Any:
    """The same storage outside the graph; in-place changes show in both and are noticed by backward."""
    return input


@operation("tensor", view=True, variants=METHOD, cases=({"input": [[1, 2], [3, -4]], "dtype": "int16"},))
def view_dtype(xp: Xp, input: Array, dtype: Dtype) -> Any:
    """The same storage outside the graph, its bytes read as another dtype, whose size may change the last size."""
    if input.itemsize != dtype.itemsize:
        ratio = max(dtype.itemsize // input.itemsize, 1)
        if not input.ndim or input.strides[-1] != input.itemsize or _odd(input, ratio):
            raise OpFailed(
                f"view: {list(input.shape)} of {input.dtype.name} cannot be seen as {dtype.name}, which is of another "
                f"size: the last dimension, the offset and the other strides must be multiples of {ratio}, and the "
                "elements of the last dimension side by side.",
                op="view",
                shapes=[list(input.shape)],
            )
    return input.view(dtype)


def _odd(array: Any, ratio: int) -> bool:
    """Whether elements cannot be taken together in groups of that many."""
    return ratio > 1 and any(n % ratio for n in (array.shape[-1], offset(array), *strides(array)[:-1]))


@attribute(variants=("function", "method"), cases=FLOATS)
def detach_(context: Any, input: Array) -> Any:
    """Take input out of the graph, as a leaf that requires no grad."""
    return input.detach_()


@attribute(cases=FLOATS)
def data(context: Any, input: Array) -> Any:
    """The same storage outside the graph; in-place changes show in both and are not noticed by backward."""
    return input.variable_data()


@attribute(variants=(), cases=FLOATS)
def base(context: Any, input: Array) -> Any:
    """The tensor that input is a view of, as far as gradients follow; input itself where it is no view."""
    return input if input.base is None else input.base


@attribute(cases=({"input": (2, 3), "data": (2, 3)},))
def set_data(context: Any, input: Array, data: Plain) -> Any:
    """Give input the storage, shape and dtype of data, and leave its place in the graph as it is; input comes back."""
    return input.set_data(data)


@attribute(cases=FLOATS)
def requires_grad_(context: Any, input: Array, requires_grad: Boolean = True) -> Any:
    """Start or stop recording what is done to a leaf, which comes back."""
    return input.requires_grad_(requires_grad)


@attribute(cases=FLOATS)
def retain_grad(context: Any, input: Array) -> Any:
    """Keep the gradient of a result in `.grad` when backward passes it; input comes back."""
    input.retain_grad()
    return input
