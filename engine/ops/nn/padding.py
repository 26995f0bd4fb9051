"""Padding: tensors enlarged or cropped at their borders.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import composite, operation, reshaping
from engine.ops.creation.filled import representable
from engine.parameters import Array, Integers, Number, Ops, Text, Xp

Shape = tuple[int, ...]
REFLECT, REPLICATE, CIRCULAR = "reflect", "replicate", "circular"


def _pairs(pad: Sequence[int], rank: int) -> list[tuple[int, int, int]]:
    """(axis, how much before, how much after) for each dimension that pad names, which is from the last on."""
    return [(rank - 1 - place, pad[2 * place], pad[2 * place + 1]) for place in range(len(pad) // 2)]


def _padded(input: Shape, pad: Sequence[int], mode: str = "", **attributes: Any) -> Shape:
    """The shape that padding gives. Where nothing is mirrored or repeated, what is cropped must be there."""
    if len(pad) % 2 or len(pad) > 2 * len(input):
        raise ShapeMismatch(
            f"pad needs two numbers for each of at most {len(input)} dimensions of {list(input)}, got {list(pad)}.",
            shapes=[list(input)],
        )
    shape = list(input)
    for axis, before, after in _pairs(pad, len(input)):
        shape[axis] += before + after
        if shape[axis] < 0 or (not mode and input[axis] + min(before, 0) + min(after, 0) < 0):
            raise ShapeMismatch(
                f"A pad of {list(pad)} takes more from {list(input)} than dimension {axis} has.", shapes=[list(input)]
            )
    return tuple(shape)


def _along(rank: int, axis: int, start: int, stop: int) -> tuple[slice, ...]:
    """The key of a part along one axis."""
    return (slice(None),) * axis + (slice(start, stop),) + (slice(None),) * (rank - 1 - axis)


@reshaping(
    shape=_padded,
    grows=True,
    variants=("function",),
    cases=({"input": (2, 3), "pad": (1, 2, 0, 1), "value": 0.5}, {"input": (2, 3), "pad": (-1, 2)}),
)
def constant_pad_nd(xp: Xp, input: Array, pad: Integers, value: Number = 0) -> Any:
    """input with value around it: two numbers of pad for each dimension, from the last on; negative ones crop."""
    shape = _padded(input.shape, pad)
    inner: list[slice] = [slice(None)] * input.ndim
    outer: list[slice] = [slice(None)] * input.ndim
    for axis, before, after in _pairs(pad, input.ndim):
        inner[axis] = slice(max(-before, 0), max(input.shape[axis] + min(after, 0), max(-before, 0)))
        outer[axis] = slice(max(before, 0), max(shape[axis] - max(after, 0), max(before, 0)))
    out = xp.full(shape, representable("constant_pad_nd", value, input.dtype), input.dtype)
    out[tuple(outer)] = input[tuple(inner)]
    return out


constant_pad_nd.gradient(input=lambda ops, g, pad: ops.constant_pad_nd(g, tuple([-one for one in pad])))


@reshaping(
    shape=_padded,
    grows=True,
    grad_fn=(
        *(f"ReflectionPad{rank}DBackward0" for rank in (1, 2, 3)),
        *(f"ReplicationPad{rank}DBackward0" for rank in (1, 2, 3)),
        "CopySlices",
    ),
    variant=lambda inputs, attributes: (
        6
        if attributes["mode"] == CIRCULAR
        else (len(attributes["pad"]) // 2 - 1) + 3 * (attributes["mode"] == REPLICATE)
    ),
    cases=(
        {"input": (2, 4), "pad": (3, 2), "mode": REFLECT},
        {"input": (3, 4), "pad": (1, 2, 2, 0), "mode": REFLECT},
        {"input": (3, 4), "pad": (1, 2, 2, 0), "mode": REPLICATE},
        {"input": (3, 4), "pad": (1, 4, 2, 0), "mode": CIRCULAR},
    ),
)
def _pad_edges(xp: Xp, input: Array, pad: Integers, mode: Text) -> Any:
    """input continued at its borders by itself: mirrored, repeated or wrapped around."""
    if min(pad) < 0:
        grown, cropped = _signed(pad)
        if mode == CIRCULAR:  # what is left wraps around
            return _pad_edges.function(xp, constant_pad_nd.function(xp, input, cropped), grown, mode)
        return constant_pad_nd.function(xp, _pad_edges.function(xp, input, grown, mode), cropped)
    shape, rank = _padded(input.shape, pad, mode), input.ndim
    out = xp.empty(shape, input.dtype)
    pairs = _pairs(pad, rank)
    inner: list[slice] = [slice(None)] * rank
    for axis, before, _ in pairs:
        inner[axis] = slice(before, before + input.shape[axis])
    out[tuple(inner)] = input
    for axis, before, after in pairs:  # each takes along what those before have filled
        for border, source in _borders(rank, axis, shape[axis], before, after, mode):
            out[border] = xp.flip(out[source], axis) if mode == REFLECT else out[source]
    return out


def _signed(pad: Sequence[int], sign: int = 1) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The positive numbers of pad, and the negative ones times sign."""
    return tuple([max(one, 0) for one in pad]), tuple([sign * min(one, 0) for one in pad])


def _borders(rank: int, axis: int, size: int, before: int, after: int, mode: str) -> Any:
    """The borders along an axis, each with the part that it shows."""
    end = size - after
    sources = {
        REFLECT: ((before + 1, 2 * before + 1), (end - 1 - after, end - 1)),
        REPLICATE: ((before, before + 1), (end - 1, end)),
        CIRCULAR: ((end - before, end), (before, before + after)),
    }[mode]
    for (start, stop), source in zip(((0, before), (end, size)), sources, strict=True):
        if start < stop:
            yield _along(rank, axis, start, stop), _along(rank, axis, *source)


_pad_edges.gradient(input=lambda ops, g, pad, mode: ops._pad_edges_backward(g, pad, mode))


@operation(
    "shape", cases=({"g": (2, 9), "pad": (3, 2), "mode": REFLECT}, {"g": (2, 7), "pad": (1, 2), "mode": REPLICATE})
)
def _pad_edges_backward(xp: Xp, g: Array, pad: Integers, mode: Text) -> Any:
    """The transpose of _pad_edges: every border added to the part that it shows."""
    if min(pad) < 0:
        grown, cropped = _signed(pad, -1)
        if mode == CIRCULAR:
            return constant_pad_nd.function(xp, _pad_edges_backward.function(xp, g, grown, mode), cropped)
        return _pad_edges_backward.function(xp, constant_pad_nd.function(xp, g, cropped), grown, mode)
    rank, pairs = g.ndim, _pairs(pad, g.ndim)
    out = g.copy()
    for axis, before, after in reversed(pairs):
        for border, source in _borders(rank, axis, g.shape[axis], before, after, mode):
            part = out[border]
            if mode == REPLICATE:
                part = xp.sum(part, axis, g.dtype, None, True)
            out[source] += xp.flip(part, axis) if mode == REFLECT else part
        out = out[_along(rank, axis, before, out.shape[axis] - after)]
    return out


_pad_edges_backward.gradient(g=lambda ops, g, pad, mode: ops._pad_edges(g, pad, mode))


@composite(
    "neural network",
    name="nn.functional.pad",
    variants=("function",),
    cases=(
        {"input": (2, 3), "pad": (1, 2), "value": 0.5},
        {"input": (2, 4), "pad": (3, 2), "mode": REFLECT},
        {"input": (1, 3, 4), "pad": (1, -1, 2, 0), "mode": REPLICATE},
        {"input": (1, 2, 4), "pad": (-1, 2), "mode": CIRCULAR},
    ),
)
def pad(ops: Ops, input: Array, pad: Integers, mode: Text = "constant", value: Number | None = None) -> Any:
    """input enlarged at its borders: by value, or mirrored, repeated or wrapped around; negative numbers crop."""
    if mode == "constant":
        return ops.constant_pad_nd(input, pad, 0 if value is None else value)
    if mode not in (REFLECT, REPLICATE, CIRCULAR):
        raise OpFailed(
            f"pad: mode must be constant, reflect, replicate or circular, not {mode!r}.",
            exception="NotImplementedError",
        )
    if value:
        raise OpFailed(f"pad: value is for mode='constant' alone, not for {mode!r}.")
    _check(input, pad, mode)
    return ops._pad_edges(input, tuple(pad), mode)


def _check(input: Any, pad: Sequence[int], mode: str) -> None:
    """Refuse what a mode cannot do: too many dimensions, borders wider than what they show, empty tensors."""
    shape, spatial = tuple(input.shape), len(pad) // 2
    _padded(shape, (0,) * len(pad))
    if len(pad) not in (2, 4, 6) or len(shape) - spatial not in (1, 2):
        raise ShapeMismatch(
            f"pad with mode={mode!r} takes two numbers for each of the last 1, 2 or 3 dimensions, before which "
            f"are one or two others; got {list(pad)} for {list(shape)}.",
            shapes=[list(shape)],
            exception="NotImplementedError",
        )
    new = _padded(shape, pad, mode)
    if mode != CIRCULAR and (0 in shape[-spatial - 1 :] or max(new[-spatial:]) == 0):
        raise ShapeMismatch(f"pad with mode={mode!r} finds no elements in {list(shape)}.", shapes=[list(shape)])
    for axis, before, after in _pairs(pad, len(shape)):
        size = shape[axis]
        left = size + min(before, 0) + min(after, 0) if mode == CIRCULAR else size - 1
        if mode != REPLICATE and max(before, after) > left:
            raise ShapeMismatch(
                f"pad with mode={mode!r} can add at most {left} to dimension {axis} of {list(shape)} on a side, "
                f"got {list(pad)}.",
                shapes=[list(shape)],
            )
    if mode != CIRCULAR and input.dtype.kind == "b":
        raise DtypeMismatch(
            f"pad of booleans has no mode={mode!r}: convert them with to().", exception="NotImplementedError"
        )
