"""Convolutions as layers of neural networks have them.

https://docs.pytorch.org/docs/stable/nn.functional.html#convolution-functions
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import Register, composite
from engine.ops.losses import FAMILY, FUNCTION
from engine.ops.windows import at_least, per_dim
from engine.parameters import Array, Integer, Ops, Padding, PerDim

Shape = tuple[int, ...]

_LINE: dict[str, Any] = {"input": (1, 2, 5), "weight": (2, 2, 2), "bias": (2,)}
_PLANE: dict[str, Any] = {"input": (1, 2, 3, 3), "weight": (2, 1, 2, 2)}
_SPACE: dict[str, Any] = {"input": (1, 1, 2, 3, 2), "weight": (1, 1, 2, 2, 2), "bias": (1,)}


def _layer(name: str, *cases: dict[str, Any]) -> Register:
    """A convolution under PyTorch's two names: of `torch`, and of `torch.nn.functional`."""
    return composite(FAMILY, name=f"nn.functional.{name}", aliases=(name,), variants=FUNCTION, cases=cases)


@_layer("conv1d", _LINE, {**_LINE, "stride": 2, "padding": 1}, {**_LINE, "input": (2, 5), "padding": "same"})
def conv1d(
    ops: Ops,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: PerDim = 1,
    padding: Padding = 0,
    dilation: PerDim = 1,
    groups: Integer = 1,
) -> Any:
    """Sums over a window that moves along the last dimension of input, [batch, channels, length], times weight."""
    return _convolved(ops, "conv1d", 1, input, weight, bias, stride, padding, dilation, groups)


@_layer("conv2d", {**_PLANE, "groups": 2}, {**_PLANE, "groups": 2, "padding": "same"}, {**_PLANE, "input": (1, 4, 3)})
def conv2d(
    ops: Ops,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: PerDim = 1,
    padding: Padding = 0,
    dilation: PerDim = 1,
    groups: Integer = 1,
) -> Any:
    """Sums over a window that moves over input, [batch, channels, height, width], times weight."""
    return _convolved(ops, "conv2d", 2, input, weight, bias, stride, padding, dilation, groups)


@_layer("conv3d", _SPACE, {**_SPACE, "padding": (0, 1, 0), "stride": 2})
def conv3d(
    ops: Ops,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: PerDim = 1,
    padding: Padding = 0,
    dilation: PerDim = 1,
    groups: Integer = 1,
) -> Any:
    """Sums over a window that moves over input, [batch, channels, depth, height, width], times weight."""
    return _convolved(ops, "conv3d", 3, input, weight, bias, stride, padding, dilation, groups)


@_layer("conv_transpose1d", {**_LINE, "stride": 2, "padding": 1, "output_padding": 1}, {**_LINE, "input": (2, 5)})
def conv_transpose1d(
    ops: Ops,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: PerDim = 1,
    padding: PerDim = 0,
    output_padding: PerDim = 0,
    groups: Integer = 1,
    dilation: PerDim = 1,
) -> Any:
    """The transpose of conv1d: every element of input adds weight, scaled by it, to the output."""
    return _transposed(
        ops, "conv_transpose1d", 1, input, weight, bias, stride, padding, output_padding, groups, dilation
    )


@_layer("conv_transpose2d", {**_PLANE, "groups": 2, "stride": (1, 2)}, {**_PLANE, "groups": 2, "padding": 1})
def conv_transpose2d(
    ops: Ops,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: PerDim = 1,
    padding: PerDim = 0,
    output_padding: PerDim = 0,
    groups: Integer = 1,
    dilation: PerDim = 1,
) -> Any:
    """The transpose of conv2d: every element of input adds weight, scaled by it, to the output."""
    return _transposed(
        ops, "conv_transpose2d", 2, input, weight, bias, stride, padding, output_padding, groups, dilation
    )


@_layer("conv_transpose3d", _SPACE, {**_SPACE, "padding": (0, 1, 0)})
def conv_transpose3d(
    ops: Ops,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: PerDim = 1,
    padding: PerDim = 0,
    output_padding: PerDim = 0,
    groups: Integer = 1,
    dilation: PerDim = 1,
) -> Any:
    """The transpose of conv3d: every element of input adds weight, scaled by it, to the output."""
    return _transposed(
        ops, "conv_transpose3d", 3, input, weight, bias, stride, padding, output_padding, groups, dilation
    )


def _convolved(
    ops: Ops,
    op: str,
    rank: int,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    groups: int,
) -> Any:
    _check(op, rank, input, weight, bias, groups, transposed=False)
    stride, dilation = per_dim(op, "stride", stride, rank), per_dim(op, "dilation", dilation, rank)
    at_least(op, "stride", stride, 1)
    at_least(op, "dilation", dilation, 1)
    spans = [(kernel - 1) * step + 1 for kernel, step in zip(weight.shape[2:], dilation, strict=True)]
    before, total = _padding(op, rank, padding, stride, spans)
    sizes = input.shape[-rank:]
    size = tuple(
        [(one + pad - span) // step + 1 for one, pad, span, step in zip(sizes, total, spans, stride, strict=True)]
    )
    if min(size) < 1:
        raise ShapeMismatch(
            f"nn.functional.{op}: a kernel that spans {spans} does not fit into {list(sizes)} padded by {list(total)}.",
            op=f"nn.functional.{op}",
            shapes=[list(input.shape), list(weight.shape)],
        )

    def convolve(batch: Any) -> Any:
        return ops._convolution(
            batch, weight, bias, stride=stride, before=before, dilation=dilation, groups=groups, size=size
        )

    return _batched(ops, rank, input, convolve)


def _padding(op: str, rank: int, padding: Any, stride: Shape, spans: list[int]) -> tuple[Shape, Shape]:
    """Per dimension, how many zeros come in front and in all."""
    if not isinstance(padding, str):
        padding = per_dim(op, "padding", padding, rank)
        at_least(op, "padding", padding, 0)
        return padding, tuple([2 * one for one in padding])
    if padding not in ("same", "valid"):
        raise OpFailed(
            f"nn.functional.{op}: padding must be 'same', 'valid' or integers, not {padding!r}.",
            op=f"nn.functional.{op}",
        )
    if padding == "valid":
        return (0,) * rank, (0,) * rank
    if max(stride) > 1:
        raise OpFailed(f"nn.functional.{op}: padding='same' needs a stride of 1.", op=f"nn.functional.{op}")
    return tuple([(span - 1) // 2 for span in spans]), tuple([span - 1 for span in spans])


def _transposed(
    ops: Ops,
    op: str,
    rank: int,
    input: Any,
    weight: Any,
    bias: Any,
    stride: Any,
    padding: Any,
    output_padding: Any,
    groups: int,
    dilation: Any,
) -> Any:
    _check(op, rank, input, weight, bias, groups, transposed=True)
    stride, dilation = per_dim(op, "stride", stride, rank), per_dim(op, "dilation", dilation, rank)
    before, extra = per_dim(op, "padding", padding, rank), per_dim(op, "output_padding", output_padding, rank)
    at_least(op, "stride", stride, 1)
    at_least(op, "dilation", dilation, 1)
    at_least(op, "padding", before, 0)
    at_least(op, "output_padding", extra, 0)
    if any(more >= max(step, apart) for more, step, apart in zip(extra, stride, dilation, strict=True)):
        raise OpFailed(
            f"nn.functional.{op}: output_padding {list(extra)} must be smaller than stride or dilation.",
            op=f"nn.functional.{op}",
        )
    size = tuple(
        [
            (one - 1) * step - 2 * pad + (kernel - 1) * apart + 1 + more
            for one, step, pad, kernel, apart, more in zip(
                input.shape[-rank:], stride, before, weight.shape[2:], dilation, extra, strict=True
            )
        ]
    )
    if min(size) < 1:
        raise ShapeMismatch(
            f"nn.functional.{op}: the output would have the size {list(size)}: use less padding.",
            op=f"nn.functional.{op}",
            shapes=[list(input.shape), list(weight.shape)],
        )

    def convolve(batch: Any) -> Any:
        return ops._convolution_input(
            batch, weight, bias, stride=stride, before=before, dilation=dilation, groups=groups, size=size
        )

    return _batched(ops, rank, input, convolve)


def _batched(ops: Ops, rank: int, input: Any, function: Callable[[Any], Any]) -> Any:
    """A function of batches, of one input."""
    if len(input.shape) == rank + 1:
        return ops.squeeze(function(ops.unsqueeze(input, 0)), 0)
    return function(input)


def _check(op: str, rank: int, input: Any, weight: Any, bias: Any, groups: int, transposed: bool) -> None:
    """Refuse what does not fit together."""
    name, facts = f"nn.functional.{op}", [list(input.shape), list(weight.shape)]
    if groups < 1:
        raise OpFailed(f"{name}: groups must be at least 1, got {groups}.", op=name)
    if input.dtype.kind == "b":
        raise DtypeMismatch(f"{name} of booleans is not defined: convert them with to().", op=name, dtypes=["bool"])
    if len(weight.shape) != rank + 2 or len(input.shape) not in (rank + 1, rank + 2):
        raise ShapeMismatch(
            f"{name} needs a weight of {rank + 2} dimensions and an input of {rank + 2}, or {rank + 1} without a "
            f"batch, got {facts[1]} and {facts[0]}.",
            op=name,
            shapes=facts,
        )
    channels, first, second = input.shape[-rank - 1], weight.shape[0], weight.shape[1]
    filters, needed = (second * groups, first) if transposed else (first, second * groups)
    if first % groups or first < groups or channels != needed:
        raise ShapeMismatch(
            f"{name}: an input of {channels} channels and a weight of {facts[1]} do not make {groups} groups: the "
            f"weight is for {needed} channels.",
            op=name,
            shapes=facts,
        )
    if bias is not None and tuple(bias.shape) != (filters,):
        raise ShapeMismatch(
            f"{name}: the bias must have the shape [{filters}], a number per output channel, got {list(bias.shape)}.",
            op=name,
            shapes=[*facts, list(bias.shape)],
        )
    if min(weight.shape[2:]) < 1:
        raise ShapeMismatch(f"{name}: a weight of {facts[1]} has an empty kernel.", op=name, shapes=facts)
