"""Channels rearranged: into pixels and back, and among groups.

https://docs.pytorch.org/docs/stable/nn.functional.html#vision-functions
"""

from __future__ import annotations

from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import reshaping
from engine.parameters import Array, Integer, Xp

Shape = tuple[int, ...]


def _needs(op: str, input: Shape, factor: int, rank: int, fits: bool, what: str) -> None:
    """Refuse a factor below 1, too few dimensions, and sizes that the factor does not divide."""
    if factor < 1:
        raise OpFailed(f"{op}: the factor must be at least 1, not {factor}.", op=op)
    if len(input) < rank or not fits:
        raise ShapeMismatch(f"{op} by {factor} of {list(input)} needs {what}.", op=op, shapes=[list(input)])


def _shuffled(input: Shape, upscale_factor: int) -> Shape:
    square = upscale_factor * upscale_factor
    fits = len(input) > 2 and square > 0 and input[-3] % square == 0
    what = f"at least three dimensions, with channels in the third from last that {square} divides"
    _needs("pixel_shuffle", input, upscale_factor, 3, fits, what)
    return (*input[:-3], input[-3] // square, input[-2] * upscale_factor, input[-1] * upscale_factor)


@reshaping(
    shape=_shuffled,
    aliases=("nn.functional.pixel_shuffle",),
    variants=("function",),
    cases=({"input": (1, 4, 2, 3), "upscale_factor": 2},),
)
def pixel_shuffle(xp: Xp, input: Array, upscale_factor: Integer) -> Any:
    """input with upscale_factor ** 2 channels each made a square of pixels: fewer channels, larger images."""
    shape, factor = _shuffled(input.shape, upscale_factor), upscale_factor
    parts = input.reshape(*input.shape[:-3], shape[-3], factor, factor, *input.shape[-2:])
    return xp.moveaxis(parts, (-4, -3), (-3, -1)).reshape(shape)


pixel_shuffle.gradient(input=lambda ops, g, upscale_factor: ops.pixel_unshuffle(g, upscale_factor))


def _unshuffled(input: Shape, downscale_factor: int) -> Shape:
    factor = downscale_factor
    fits = len(input) > 2 and factor > 0 and input[-2] % factor == 0 and input[-1] % factor == 0
    what = "at least three dimensions, the last two of them divided by the factor"
    _needs("pixel_unshuffle", input, factor, 3, fits, what)
    return (*input[:-3], input[-3] * factor * factor, input[-2] // factor, input[-1] // factor)


@reshaping(
    shape=_unshuffled,
    aliases=("nn.functional.pixel_unshuffle",),
    variants=("function",),
    cases=({"input": (1, 1, 2, 4), "downscale_factor": 2},),
)
def pixel_unshuffle(xp: Xp, input: Array, downscale_factor: Integer) -> Any:
    """input with squares of pixels each made downscale_factor ** 2 channels: more channels, smaller images."""
    shape, factor = _unshuffled(input.shape, downscale_factor), downscale_factor
    parts = input.reshape(*input.shape[:-2], shape[-2], factor, shape[-1], factor)
    return xp.moveaxis(parts, (-3, -1), (-4, -3)).reshape(shape)


pixel_unshuffle.gradient(input=lambda ops, g, downscale_factor: ops.pixel_shuffle(g, downscale_factor))


def _grouped(input: Shape, groups: int) -> Shape:
    fits = len(input) > 2 and groups > 0 and input[1] % groups == 0
    what = "at least three dimensions, with channels in the second that the groups divide"
    _needs("channel_shuffle", input, groups, 3, fits, what)
    return input


@reshaping(
    shape=_grouped,
    aliases=("nn.functional.channel_shuffle", "native_channel_shuffle"),
    variants=("function",),
    cases=({"input": (1, 6, 2), "groups": 3},),
)
def channel_shuffle(xp: Xp, input: Array, groups: Integer) -> Any:
    """input with its channels in another order: the first of each group, then the second of each, and so on."""
    _grouped(input.shape, groups)
    parts = input.reshape(input.shape[0], groups, input.shape[1] // groups, *input.shape[2:])
    return parts.swapaxes(1, 2).reshape(input.shape).copy()


channel_shuffle.gradient(
    input=lambda ops, g, input_shape, groups: ops.channel_shuffle(g, input_shape[1] // groups) if input_shape[1] else g
)
