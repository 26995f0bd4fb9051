"""The elements of windows side by side, and the way back.

https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import operation
from engine.op import PROMOTE
from engine.ops.convolution.pooling import pooling
from engine.ops.convolution.sliding import Windows, at_least, padded, per_dim, seen
from engine.parameters import Array, Integers, Ops, PerDim, Xp

Shape = tuple[int, ...]
_GEOMETRY: dict[str, Any] = {"kernel": (2, 2), "stride": (1, 2), "before": (0, 1), "dilation": (2, 1), "size": (2, 2)}


def _patches_shape(
    input: Shape, *, kernel: Shape, stride: Shape, before: Shape, dilation: Shape, size: Shape
) -> list[Shape]:
    *lead, channels = input[: -len(size)]
    out = (*lead, channels * math.prod(kernel), math.prod(size))
    return [out, (*lead, channels, *Windows(kernel, stride, before, dilation, size).extent)]


def _patched_shape(
    input: Shape, *, kernel: Shape, stride: Shape, before: Shape, dilation: Shape, places: Shape, size: Shape
) -> list[Shape]:
    planes = (*input[:-2], input[-2] // math.prod(kernel))
    return [(*planes, *size), (*planes, *Windows(kernel, stride, before, dilation, places).extent)]


@operation(
    "neural network",
    promotion=PROMOTE,
    grad_fn=("Im2ColBackward0",),
    shape=_patches_shape,
    grows=True,
    cases=({"input": (1, 2, 4, 3), **_GEOMETRY},),
)
def _patches(
    xp: Xp, input: Array, *, kernel: Integers, stride: Integers, before: Integers, dilation: Integers, size: Integers
) -> Any:
    """What windows over the last dimensions of each channel meet: a column per window."""
    windows = Windows(kernel, stride, before, dilation, size)
    met = seen(xp, padded(xp, input, before, windows.extent), windows)
    lead = input.shape[: -len(size) - 1]
    return xp.ascontiguousarray(met).reshape(*lead, input.shape[-len(size) - 1] * math.prod(kernel), math.prod(size))


_patches.gradient(
    input=lambda ops, g, input_shape, kernel, stride, before, dilation, size: ops._patched(
        g,
        kernel=kernel,
        stride=stride,
        before=before,
        dilation=dilation,
        places=size,
        size=tuple(input_shape[-len(size) :]),
    )
)


@operation(
    "neural network",
    promotion=PROMOTE,
    grad_fn=("Col2ImBackward0",),
    shape=_patched_shape,
    grows=True,
    cases=({"input": (1, 4, 4), **_GEOMETRY, "places": (2, 2), "size": (4, 3)},),
)
def _patched(
    xp: Xp,
    input: Array,
    *,
    kernel: Integers,
    stride: Integers,
    before: Integers,
    dilation: Integers,
    places: Integers,
    size: Integers,
) -> Any:
    """The transpose of `_patches`: what windows met is added up where they met it."""
    windows = Windows(kernel, stride, before, dilation, places)
    lead = (*input.shape[:-2], input.shape[-2] // math.prod(kernel))
    columns = input.reshape(*lead, math.prod(kernel), *places)
    out = xp.zeros((*lead, *windows.extent), input.dtype)
    for number, offset in enumerate(windows) if columns.size else ():
        met = [
            slice(k * apart, k * apart + (count - 1) * step + 1, step)
            for k, apart, count, step in zip(offset, dilation, places, stride, strict=True)
        ]
        out[(..., *met)] += columns[(..., number, *(slice(None),) * len(places))]
    return padded(xp, out, tuple([-front for front in before]), size)


_patched.gradient(
    input=lambda ops, g, kernel, stride, before, dilation, places: ops._patches(
        g, kernel=kernel, stride=stride, before=before, dilation=dilation, size=places
    )
)


def _windows(op: str, size: Shape, kernel_size: Any, dilation: Any, padding: Any, stride: Any) -> dict[str, Shape]:
    """The windows over planes of a size, checked."""
    name = f"nn.functional.{op}"
    kernel, apart = per_dim(name, "kernel_size", kernel_size, 2), per_dim(name, "dilation", dilation, 2)
    before, step = per_dim(name, "padding", padding, 2), per_dim(name, "stride", stride, 2)
    for what, values in (("kernel_size", kernel), ("dilation", apart), ("stride", step)):
        at_least(name, what, values, 1)
    at_least(name, "padding", before, 0)
    places = tuple(
        [
            (one + 2 * pad - between * (width - 1) - 1) // move + 1
            for one, pad, between, width, move in zip(size, before, apart, kernel, step, strict=True)
        ]
    )
    if min(places) < 1:
        raise OpFailed(f"{name}: a kernel of {list(kernel)} does not fit into {list(size)} with its padding.", op=name)
    return {"kernel": kernel, "stride": step, "before": before, "dilation": apart, "size": places}


@pooling("unfold", {"input": (1, 1, 3, 3), "kernel_size": 2}, {"input": (2, 3, 3), "kernel_size": 2, "padding": 1})
def unfold(
    ops: Ops, input: Array, kernel_size: PerDim, dilation: PerDim = 1, padding: PerDim = 0, stride: PerDim = 1
) -> Any:
    """What windows over the last two dimensions of all channels meet, side by side: a column per window."""
    if len(input.shape) not in (3, 4) or 0 in input.shape[-3:]:
        raise ShapeMismatch(
            f"nn.functional.unfold needs [batch, channels, height, width] or without the batch, got "
            f"{list(input.shape)}.",
            op="nn.functional.unfold",
            shapes=[list(input.shape)],
        )
    return ops._patches(input, **_windows("unfold", input.shape[-2:], kernel_size, dilation, padding, stride))


@pooling("fold", {"input": (1, 4, 4), "output_size": 3, "kernel_size": 2})
def fold(
    ops: Ops,
    input: Array,
    output_size: PerDim,
    kernel_size: PerDim,
    dilation: PerDim = 1,
    padding: PerDim = 0,
    stride: PerDim = 1,
) -> Any:
    """Planes of output_size in which columns of windows, as unfold gives them, are added up where they lie."""
    size = per_dim("nn.functional.fold", "output_size", output_size, 2)
    at_least("nn.functional.fold", "output_size", size, 1)
    windows = _windows("fold", size, kernel_size, dilation, padding, stride)
    places = windows.pop("size")
    width, count = math.prod(windows["kernel"]), math.prod(places)
    if len(input.shape) not in (2, 3) or input.shape[-2] % width or input.shape[-1] != count:
        raise ShapeMismatch(
            f"nn.functional.fold: {list(input.shape)} must be [batch, channels * {width}, {count}] or without the "
            "batch: the product of kernel_size, and the number of windows.",
            op="nn.functional.fold",
            shapes=[list(input.shape)],
        )
    return ops._patched(input, **windows, places=places, size=size)
