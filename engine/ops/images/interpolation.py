"""Interpolation: images and signals in another size.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, InvalidValue, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE
from engine.ops.images import resampling
from engine.parameters import Array, Boolean, Number, Numbers, Ops, Size, Split, Text, Xp

Shape = tuple[int, ...]

NEAREST = ("nearest", "nearest-exact")
RANKS = {"linear": 3, "bilinear": 4, "bicubic": 4, "trilinear": 5, "lanczos": 4}  # the modes that know align_corners
SMOOTH = "smooth "  # before the name of an antialiased mode
NAMES = {
    "nearest": ("UpsampleNearest1DBackward0", "UpsampleNearest2DBackward0", "UpsampleNearest3DBackward0"),
    "nearest-exact": (
        *("UpsampleNearestExact1DBackward0", "UpsampleNearestExact2DBackward0", "UpsampleNearestExact3DBackward0"),
    ),
    "area": ("SqueezeBackward1", "AdaptiveAvgPool2DBackward0", "AdaptiveAvgPool3DBackward0"),
    "mean": ("SqueezeBackward1", "MeanBackward1", "MeanBackward1"),
    "linear": ("UpsampleLinear1DBackward0",),
    "bilinear": ("UpsampleBilinear2DBackward0",),
    "trilinear": ("UpsampleTrilinear3DBackward0",),
    "bicubic": ("UpsampleBicubic2DBackward0",),
    f"{SMOOTH}bilinear": ("UpsampleBilinear2DAaBackward0",),
    f"{SMOOTH}bicubic": ("UpsampleBicubic2DAaBackward0",),
    f"{SMOOTH}lanczos": ("UpsampleLanczos2DAaBackward0",),
}
_ALL_NAMES = tuple(name for names in NAMES.values() for name in names)


def _name(inputs: Any, attributes: Any) -> int:
    mode = attributes["mode"]
    names = NAMES["mean" if mode == "area" and set(attributes["size"]) == {1} else mode]
    return _ALL_NAMES.index(names[(len(inputs[0].shape) - 3) % len(names)])


def _maps(
    xp: Xp, size: Sequence[int], mode: str, corners: bool, scales: Sequence[float] | None, dtype: dtypes.Dtype
) -> resampling.Maps:
    """The maps of a mode. As in PyTorch a size that stays leaves all as it is, whatever the scale, in most modes."""

    def along(place: int, old: int) -> resampling.Map | None:
        new, scale = size[place], scales[place] if scales else None
        if old == new and mode not in (*NEAREST, "bicubic"):
            return None
        if mode in NEAREST:
            return resampling.nearest(xp, old, new, scale, mode != "nearest", dtype)
        if mode == "area":
            return resampling.area(xp, old, new, dtype)
        if mode.startswith(SMOOTH):
            return resampling.smoothed(xp, old, new, corners, scale, dtype, mode.removeprefix(SMOOTH))
        method = resampling.cubic if mode == "bicubic" else resampling.linear
        return method(xp, old, new, corners, scale, dtype)

    return along


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=lambda input, size, **attributes: (*input[: len(input) - len(size)], *size),
    grows=True,
    grad_fn=_ALL_NAMES,
    variant=_name,
    cases=(
        {"input": (1, 2, 3), "size": (5,), "mode": "nearest"},
        {"input": (1, 2, 3), "size": (5,), "mode": "linear", "corners": True},
        {"input": (1, 1, 4, 3), "size": (2, 5), "mode": "bicubic"},
        {"input": (1, 1, 4, 3), "size": (3, 2), "mode": "area"},
        {"input": (1, 1, 4, 3), "size": (2, 5), "mode": f"{SMOOTH}bilinear"},
    ),
)
def _resample(
    xp: Xp, input: Array, size: Size, mode: Text, corners: Boolean = False, scales: Numbers | None = None
) -> Any:
    """input with its last dimensions resampled to size."""
    dtype = input.dtype if input.dtype.kind == "f" else dtypes.float32
    return resampling.resample(xp, input, size, _maps(xp, size, mode, corners, scales, dtype))


def _resample_gradient(ops: Ops, g: Any, input_shape: Shape, size: Any, mode: str, corners: bool, scales: Any) -> Any:
    old = tuple(input_shape[len(input_shape) - len(size) :])
    return ops._resample_backward(g, old, size, mode, corners, scales)


_resample.gradient(input=_resample_gradient)


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=lambda g, old, **attributes: (*g[: len(g) - len(old)], *old),
    cases=({"g": (1, 2, 5), "old": (3,), "size": (5,), "mode": "linear"},),
)
def _resample_backward(
    xp: Xp, g: Array, old: Size, size: Size, mode: Text, corners: Boolean = False, scales: Numbers | None = None
) -> Any:
    """The transpose of _resample, from size back to old."""
    return resampling.spread(xp, g, old, _maps(xp, size, mode, corners, scales, g.dtype))


_resample_backward.gradient(g=lambda ops, g, size, mode, corners, scales: ops._resample(g, size, mode, corners, scales))


@composite(
    NETWORK,
    name="nn.functional.interpolate",
    variants=FUNCTION,
    cases=(
        {"input": (1, 2, 3), "size": 5},
        {"input": (1, 2, 3), "scale_factor": 1.7, "mode": "linear"},
        {"input": (1, 1, 4, 3), "size": (2, 5), "mode": "bilinear", "align_corners": True},
        {"input": (1, 1, 4, 3), "scale_factor": (0.5, 2.0), "mode": "bicubic"},
        {"input": (1, 1, 4, 3), "size": (3, 2), "mode": "area"},
    ),
)
def interpolate(
    ops: Ops,
    input: Array,
    size: Split | None = None,
    scale_factor: Numbers | None = None,
    mode: Text = "nearest",
    align_corners: Boolean | None = None,
    recompute_scale_factor: Boolean | None = None,
    antialias: Boolean = False,
) -> Any:
    """input, [batch, channels, ...], with its other dimensions in a new size or scaled, by the method named mode."""
    op = "nn.functional.interpolate"
    if mode in (*NEAREST, "area") and align_corners is not None:
        raise InvalidValue(f"{op}: mode={mode!r} knows no align_corners: leave it out.", op=op)
    rank = len(input.shape) - 2
    if (size is None) == (scale_factor is None):
        raise InvalidValue(f"{op} takes either size or scale_factor.", op=op)
    if recompute_scale_factor and size is not None:
        raise InvalidValue(f"{op}: recompute_scale_factor is of use with scale_factor alone.", op=op)
    scales = None
    if size is not None:
        sizes = _each(op, "size", size, rank)
    else:
        scales = _each(op, "scale_factor", scale_factor, rank)
        sizes = tuple([int(old * scale) for old, scale in zip(input.shape[2:], scales, strict=True)])
    if recompute_scale_factor or mode == "area":
        scales = None
    if antialias and not (mode in resampling.FILTERS and rank == 2):
        raise InvalidValue(
            f"{op}: antialias is for bilinear, bicubic and lanczos on [batch, channels, height, width], not for "
            f"{mode!r} on {list(input.shape)}.",
            op=op,
        )
    if mode == "lanczos" and rank == 2 and (align_corners or not antialias):
        raise InvalidValue(f"{op}: mode='lanczos' needs antialias=True and knows no align_corners.", op=op)
    if rank not in (1, 2, 3) or RANKS.get(mode, rank + 2) != rank + 2 or mode not in (*NEAREST, "area", *RANKS):
        raise ShapeMismatch(
            f"{op}: mode={mode!r} does not go with {list(input.shape)}: linear takes 3 dimensions, bilinear, "
            "bicubic and lanczos take 4, trilinear takes 5, and nearest, nearest-exact and area take 3 to 5.",
            op=op,
            shapes=[list(input.shape)],
            exception="NotImplementedError",
        )
    method = SMOOTH * antialias + mode
    _check(op, input, sizes, method)
    return ops._resample(input, sizes, method, bool(align_corners), scales)


def _each(op: str, name: str, value: Any, rank: int) -> tuple[Any, ...]:
    """A value per dimension, of one for all or one for each."""
    if isinstance(value, int | float):
        return (value,) * rank
    if len(value) != rank:
        raise InvalidValue(f"{op}: {name} must be one number or {rank}, got {list(value)}.", op=op, argument=name)
    return tuple(value)


def _check(op: str, input: Any, sizes: Sequence[int], mode: str) -> None:
    """Refuse empty images and dtypes that have nothing between their numbers."""
    if 0 in input.shape[1:] or min(sizes) < (mode != "area"):
        raise OpFailed(
            f"{op} of {list(input.shape)} to {list(sizes)}: neither channels nor sizes may be empty.",
            op=op,
            shapes=[list(input.shape)],
        )
    offered = {dtypes.float32, dtypes.float64}
    if not mode.startswith(SMOOTH):
        offered |= dtypes.HALVES | ({dtypes.uint8} if mode in NEAREST else set())
    if input.dtype not in offered:
        raise DtypeMismatch(
            f"{op}: mode={mode!r} is not offered for {input.dtype.name}: convert with to().",
            op=op,
            dtypes=[input.dtype.name],
            exception="NotImplementedError",
        )


_SIZES: tuple[dict[str, Any], ...] = (
    {"input": (1, 1, 2, 3), "size": (3, 5)},
    {"input": (1, 1, 2, 3), "scale_factor": 2},
)


@composite(NETWORK, name="nn.functional.upsample", variants=FUNCTION, cases=_SIZES)
def upsample(
    ops: Ops,
    input: Array,
    size: Split | None = None,
    scale_factor: Numbers | None = None,
    mode: Text = "nearest",
    align_corners: Boolean | None = None,
) -> Any:
    """The older name of interpolate."""
    return ops.nn.functional.interpolate(input, size, scale_factor, mode, align_corners)


@composite(NETWORK, name="nn.functional.upsample_nearest", variants=FUNCTION, cases=_SIZES)
def upsample_nearest(ops: Ops, input: Array, size: Split | None = None, scale_factor: Numbers | None = None) -> Any:
    """interpolate with the nearest pixels."""
    return ops.nn.functional.interpolate(input, size, scale_factor)


@composite(NETWORK, name="nn.functional.upsample_bilinear", variants=FUNCTION, cases=_SIZES)
def upsample_bilinear(ops: Ops, input: Array, size: Split | None = None, scale_factor: Numbers | None = None) -> Any:
    """interpolate between four pixels, with the corners of both images at the same place."""
    return ops.nn.functional.interpolate(input, size, scale_factor, "bilinear", True)


def _antialiased(mode: str) -> Callable[..., Any]:
    """ATen's own function of an antialiased mode, which takes sizes, scales or both."""

    def resized(
        ops: Ops,
        input: Array,
        output_size: Size | None = None,
        align_corners: Boolean = False,
        scales_h: Number | None = None,
        scales_w: Number | None = None,
        *,
        scale_factors: Numbers | None = None,
    ) -> Any:
        scales: Any = scale_factors or (None if scales_h is None else (scales_h, scales_w))
        sizes = output_size
        if sizes is None:
            sizes = tuple([int(old * scale) for old, scale in zip(input.shape[2:], scales, strict=True)])
        _check(f"_upsample_{mode}2d_aa", input, sizes, SMOOTH + mode)
        return ops._resample(input, tuple(sizes), SMOOTH + mode, align_corners, scales)

    resized.__doc__ = f"interpolate with mode={mode!r} and antialias=True, as ATen calls it."
    return resized


for _mode in ("bilinear", "bicubic"):
    composite(NETWORK, name=f"_upsample_{_mode}2d_aa", variants=FUNCTION)(_antialiased(_mode))
