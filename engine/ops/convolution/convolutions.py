"""Convolutions as layers of neural networks have them.

https://docs.pytorch.org/docs/stable/nn.functional.html#convolution-functions
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite
from engine.op import Op
from engine.ops.convolution.sliding import at_least, per_dim
from engine.parameters import Array, Integer, Ops, Padding, PerDim

Shape = tuple[int, ...]

_PLACES = {1: "dimension", 2: "two dimensions", 3: "three dimensions"}
_CASES: dict[int, dict[str, Any]] = {
    1: {"input": (1, 2, 5), "weight": (2, 2, 2), "bias": (2,)},
    2: {"input": (1, 2, 3, 3), "weight": (2, 1, 2, 2), "bias": (2,), "groups": 2},
    3: {"input": (1, 1, 2, 3, 2), "weight": (1, 1, 2, 2, 2), "bias": (1,)},
}


def _convolution(rank: int) -> Op:
    """Convolution over the last dimensions, under PyTorch's two names: of `torch`, and of `torch.nn.functional`."""
    op = f"conv{rank}d"

    def convolve(
        ops: Ops,
        input: Array,
        weight: Array,
        bias: Array | None = None,
        stride: PerDim = 1,
        padding: Padding = 0,
        dilation: PerDim = 1,
        groups: Integer = 1,
    ) -> Any:
        _check(op, rank, input, weight, bias, groups, transposed=False)
        step, apart = _steps(op, rank, stride, dilation)
        spans = [(kernel - 1) * between + 1 for kernel, between in zip(weight.shape[2:], apart, strict=True)]
        before, total = _padding(op, rank, padding, step, spans)
        sizes = input.shape[-rank:]
        size = [(one + pad - span) // move + 1 for one, pad, span, move in zip(sizes, total, spans, step, strict=True)]
        _fits(op, input, weight, size)
        geometry = {"stride": step, "before": before, "dilation": apart, "groups": groups, "size": tuple(size)}
        return _batched(ops, rank, input, lambda batch: ops._convolution(batch, weight, bias, **geometry))

    convolve.__doc__ = f"Sums over a window that moves over the last {_PLACES[rank]} of input, times weight."
    return _layer(op, convolve, [{}, {"padding": "same"}, {"stride": 2, "padding": 1}])


def _transposed_convolution(rank: int) -> Op:
    """The transpose of a convolution, under PyTorch's two names."""
    op = f"conv_transpose{rank}d"

    def convolve(
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
        _check(op, rank, input, weight, bias, groups, transposed=True)
        step, apart = _steps(op, rank, stride, dilation)
        before, extra = per_dim(op, "padding", padding, rank), per_dim(op, "output_padding", output_padding, rank)
        at_least(op, "padding", before, 0)
        at_least(op, "output_padding", extra, 0)
        if any(more >= max(move, between) for more, move, between in zip(extra, step, apart, strict=True)):
            raise OpFailed(
                f"nn.functional.{op}: output_padding {list(extra)} must be smaller than stride or dilation.",
                op=f"nn.functional.{op}",
            )
        sizes = zip(input.shape[-rank:], step, before, weight.shape[2:], apart, extra, strict=True)
        size = [
            (one - 1) * move - 2 * pad + (kernel - 1) * between + 1 + more
            for one, move, pad, kernel, between, more in sizes
        ]
        _fits(op, input, weight, size)
        geometry = {"stride": step, "before": before, "dilation": apart, "groups": groups, "size": tuple(size)}
        return _batched(ops, rank, input, lambda batch: ops._convolution_input(batch, weight, bias, **geometry))

    convolve.__doc__ = f"The transpose of conv{rank}d: every element of input adds weight, times itself, to the output."
    return _layer(op, convolve, [{}, {"stride": 2, "padding": 1, "output_padding": 1}])


def _layer(op: str, function: Callable[..., Any], variations: list[dict[str, Any]]) -> Op:
    """The registration of a convolution, with cases for each variation: the last one without a batch."""
    case = _CASES[int(op[-2])]
    cases = [{**case, **variation} for variation in variations]
    cases[-1] |= {"input": case["input"][1:], "bias": None}
    return composite(NETWORK, name=f"nn.functional.{op}", aliases=(op,), variants=FUNCTION, cases=cases)(function)


def _steps(op: str, rank: int, stride: Any, dilation: Any) -> tuple[Shape, Shape]:
    """Stride and dilation per dimension."""
    step, apart = per_dim(op, "stride", stride, rank), per_dim(op, "dilation", dilation, rank)
    at_least(op, "stride", step, 1)
    at_least(op, "dilation", apart, 1)
    return step, apart


def _fits(op: str, input: Any, weight: Any, size: list[int]) -> None:
    """Refuse an output of no size."""
    if min(size) < 1:
        raise ShapeMismatch(
            f"nn.functional.{op} of {list(input.shape)} with {list(weight.shape)} would give the size {size}, without "
            "an element: mind kernel and padding.",
            op=f"nn.functional.{op}",
            shapes=[list(input.shape), list(weight.shape)],
        )


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


conv1d, conv2d, conv3d = map(_convolution, (1, 2, 3))
conv_transpose1d, conv_transpose2d, conv_transpose3d = map(_transposed_convolution, (1, 2, 3))
