"""What tensors offer beside arithmetic: copies, casts and moves.

https://docs.pytorch.org/docs/stable/tensors.html
"""

from __future__ import annotations

from typing import Any

from engine import dtypes, shapes
from engine.errors import ShapeMismatch
from engine.families import attribute, composite, operation
from engine.op import Op
from engine.ops.creation.filled import representable
from engine.parameters import Array, Boolean, Device, Dtype, Ops, Plain, Size, Xp
from engine.tensor import Tensor

FLOATS = ({"input": (2, 3)},)


@operation("tensor", shape=shapes.same, cases=FLOATS)
def clone(xp: Xp, input: Array) -> Any:
    """A copy with a storage of its own, through which gradients flow."""
    return input.copy("K")


@operation("tensor", shape=shapes.same, grad_fn=("CloneBackward0",), cases=FLOATS)
def _contiguous(xp: Xp, input: Array) -> Any:
    """A copy in row-major order."""
    return input.copy()


for _op in (clone, _contiguous):
    _op.gradient(input=lambda ops, g: g)


@operation(
    "tensor",
    in_place=True,
    gathers=True,
    shape=shapes.same,
    variants=(),
    grad_fn=("CopyBackwards",),
    cases=({"input": (2, 3), "src": (3,)}, {"input": (2, 3), "src": 1.5}),
)
def copy(xp: Xp, input: Array, src: Array) -> Any:
    """The values of src, broadcast to the shape of input and in its dtype."""
    source = cast(xp, src, input.dtype)
    try:
        return xp.broadcast_to(source, input.shape).copy()
    except ValueError:
        raise ShapeMismatch(
            f"copy of {list(source.shape)} into {list(input.shape)}: sizes must be equal, or 1 in what is copied.",
            op="copy",
            shapes=[list(input.shape), list(source.shape)],
        ) from None


copy.gradient(input=lambda ops, g: ops.zeros_like(g), src=lambda ops, g: g)


@operation("tensor", shape=shapes.same, cases=({"input": (2, 3), "dtype": "float64"},))
def _to_copy(xp: Xp, input: Array, dtype: Dtype, copy: Boolean = False) -> Any:
    """The elements in another dtype."""
    if input.dtype == dtype:
        return input.copy() if copy else input
    return cast(xp, input, dtype)


_to_copy.gradient(input=lambda ops, g: g)


def cast(xp: Xp, value: Any, dtype: dtypes.Dtype) -> Any:
    """An array or a number in another dtype; of complex ones the real part, where the dtype is real."""
    array = xp.asarray(value)
    if array.dtype == dtype:
        return array
    if array.dtype.kind == "c" and dtype.kind not in "cb":
        array = array.real
    return array.astype(dtype)


@composite("tensor", variants=("method",), cases=({"input": (2, 3), "dtype": "float64"}, {"input": (2, 3)}))
def to(ops: Ops, input: Array, dtype: Dtype | None = None, device: Device | None = None, copy: Boolean = False) -> Any:
    """input in another dtype or on another device; input itself where nothing changes, unless copy."""
    if device is not None and device.name != input.device.name:
        input, copy = ops._to_device(input, device, input.device), False
    if dtype is None or dtype is input.dtype:
        return ops._to_copy(input, input.dtype, True) if copy else input
    return ops._to_copy(input, dtype)


@operation("tensor", shape=shapes.same, moves=True, grad_fn=("ToCopyBackward0",))
def _to_device(xp: Xp, input: Array, device: Device, source: Device) -> Any:
    """The elements on another device."""
    return device.bring(input, source)


_to_device.gradient(input=lambda ops, g, device, source: ops._to_device(g, source, device))


@composite("tensor", variants=("method",), cases=({"input": (2, 3), "other": (2,)},))
def type_as(ops: Ops, input: Array, other: Plain) -> Any:
    """input in the dtype and on the device of other."""
    return ops.to(input, other.dtype, other.device)


def _register_cast(name: str, dtype: dtypes.Dtype) -> Op:
    def converted(ops: Ops, input: Array) -> Any:
        return ops.to(input, dtype)

    converted.__doc__ = f"input as {dtype.name}; input itself where it is that already."
    return composite("tensor", name=name, variants=("method",), cases=FLOATS)(converted)


for _name, _dtype in {
    "float": dtypes.float32, "double": dtypes.float64, "half": dtypes.float16, "bfloat16": dtypes.bfloat16,
    "cfloat": dtypes.complex64, "cdouble": dtypes.complex128, "char": dtypes.int8, "short": dtypes.int16,
    "int": dtypes.int32, "long": dtypes.int64, "byte": dtypes.uint8, "bool": dtypes.bool,
}.items():  # fmt: skip
    _register_cast(_name, _dtype)


@composite("tensor", variants=("method",), cases=FLOATS)
def contiguous(ops: Ops, input: Array) -> Any:
    """input with its elements in row-major order: input itself where they are."""
    array = input.data if isinstance(input, Tensor) else input
    return input if array.flags.c_contiguous else ops._contiguous(input)


@composite("tensor", variants=("method",), cases=({"input": (2, 3), "size": (1, 3)}, {"input": (2, 3), "size": ()}))
def sum_to_size(ops: Ops, input: Array, size: Size) -> Any:
    """input summed over the dimensions that broadcasting size to its shape would stretch."""
    shape = input.shape
    if not size:
        return ops.sum(input)
    lead = len(shape) - len(size)
    if lead < 0 or any(one not in (1, full) for one, full in zip(size, shape[lead:], strict=True)):
        raise ShapeMismatch(
            f"sum_to_size: {list(size)} does not broadcast to {list(shape)}.",
            op="sum_to_size",
            shapes=[list(shape), list(size)],
        )
    dims = tuple(range(lead)) + tuple(i for i, one in enumerate(size, lead) if one == 1 != shape[i])
    if dims:
        input = ops.sum(input, dims, True)
    return ops.view(input, tuple(size)) if lead else input


VALUES = ({"input": (2, 3), "value": 1.5}, {"input": (2, 3), "value": ()})


def _is_tensor(inputs: Any, attributes: Any) -> bool:
    return hasattr(inputs[1], "dtype")


@operation(
    "tensor",
    shape=shapes.same,
    variants=("function",),
    grad_fn=("FillBackward0", "FillBackward1"),
    variant=_is_tensor,
    cases=VALUES,
)
def fill(xp: Xp, input: Array, value: Array) -> Any:
    """A tensor like input, with value (a number or a 0-dim tensor) everywhere."""
    return _filled(xp, input, value)


@operation(
    "tensor",
    in_place=True,
    shape=shapes.same,
    grad_fn=("FillBackward2", "FillBackward3"),
    variant=_is_tensor,
    cases=VALUES,
)
def _fill(xp: Xp, input: Array, value: Array) -> Any:
    """What is written by fill_."""
    return _filled(xp, input, value)


@attribute(cases=VALUES)
def fill_(context: Any, input: Array, value: Array) -> Any:
    """Fill input with value, a number or a 0-dim tensor."""
    return context.ops._fill_(input, value)


def _filled(xp: Xp, input: Any, value: Any) -> Any:
    if getattr(value, "ndim", 0):
        raise ShapeMismatch(
            f"fill needs a number or a 0-dim tensor, got {list(value.shape)}: use copy_ to broadcast.",
            op="fill",
            shapes=[list(input.shape), list(value.shape)],
        )
    number = value if hasattr(value, "dtype") else representable("fill", value, input.dtype)
    return xp.broadcast_to(cast(xp, number, input.dtype), input.shape).copy()


for _op in (fill, _fill):
    _op.gradient(input=lambda ops, g: ops.zeros_like(g), value=lambda ops, g: g)


@operation("tensor", in_place=True, shape=shapes.same, variants=(), cases=FLOATS)
def zero(xp: Xp, input: Array) -> Any:
    """Zeros like input."""
    return xp.zeros_like(input)


zero.gradient(input=lambda ops, g: ops.zeros_like(g))
