"""Dropout: elements or whole channels set to zero by chance, while a network is trained.

https://docs.pytorch.org/docs/stable/nn.functional.html#dropout-functions
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

from engine import dtypes
from engine.batching import levels_of
from engine.errors import DtypeMismatch, InvalidValue, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.ops.random.layouts import arranged
from engine.ops.random.sampling import Stream
from engine.parameters import Array, Boolean, Number, Ops, Xp

register = functools.partial(composite, NETWORK, variants=FUNCTION, in_place=True)
STILL: tuple[dict[str, Any], ...] = ({"input": (2, 3), "training": False},)
SELU_FLOOR = 1.7580993408473766  # what SELU tends to for small numbers, negated


@operation(NETWORK, random=True, shape=lambda input, *, features, **attributes: _kept_shape(input, features))
def _kept(xp: Xp, input: Array, p: Number, features: Boolean, fused: Boolean, *, generator: Stream = None) -> Any:
    """Ones with probability 1 - p, else zeros, in the dtype of input: for each element, or for each channel."""
    if input.dtype.kind == "c":
        raise DtypeMismatch(
            f"Dropout is not there for {input.dtype.name}.", dtypes=[input.dtype.name], exception="NotImplementedError"
        )
    shape = _kept_shape(input.shape, features)
    source: Any = generator
    drawn = source.kept(math.prod(shape), input.dtype, 1 - p, fused).astype(input.dtype)
    if features or levels_of(input):  # which PyTorch draws into new memory
        return xp.asarray(drawn).reshape(shape)
    return arranged(xp, drawn, input)


def _kept_shape(input: tuple[int, ...], features: bool) -> tuple[int, ...]:
    if not features:
        return input
    if len(input) < 2:
        raise ShapeMismatch(f"Dropout of channels needs at least two dimensions, got {list(input)}.")
    return (*input[:2], *(1 for _ in input[2:]))


def _is_still(op: str, input: Any, p: float, training: bool) -> bool:
    """Whether nothing is dropped."""
    if not 0 <= p <= 1:
        raise InvalidValue(f"{op}: p must lie from 0 to 1, not {p}.", op=op)
    return not training or p == 0 or 0 in input.shape


def _scaled(ops: Ops, op: str, input: Any, p: float, training: bool, features: bool) -> Any:
    """The input with parts of it dropped, and the others scaled so that the mean stays."""
    if _is_still(op, input, p, training):
        return input
    if p == 1:
        return ops.mul(input, ops._full(input, (), 0))
    _check_floating(op, input)
    return ops.mul(input, ops.div(ops._kept(input, p, features, not features), 1 - p))


def _shifted(ops: Ops, op: str, input: Any, p: float, training: bool, features: bool) -> Any:
    """The input with parts of it at the floor of SELU, scaled and shifted so that mean and variance stay."""
    if _is_still(op, input, p, training):
        return input
    if p == 1:
        return ops.mul(input, ops._full(input, (), 0))
    _check_floating(op, input)
    scale = 1 / math.sqrt((SELU_FLOOR**2 * p + 1) * (1 - p))
    kept = ops._kept(input, p, features, False)
    floor = SELU_FLOOR * scale
    return ops.add(ops.mul(input, ops.mul(kept, scale)), ops.add(ops.mul(ops.sub(kept, 1), floor), floor * p))


def _check_floating(op: str, input: Any) -> None:
    if dtypes.CATEGORY[input.dtype] < dtypes.FLOATING:
        raise DtypeMismatch(f"{op} scales by fractions, which {input.dtype.name} cannot hold.", op=op)


@register(name="nn.functional.dropout", cases=STILL)
def dropout(ops: Ops, input: Array, p: Number = 0.5, training: Boolean = True) -> Any:
    """input with elements set to 0 with probability p and the others scaled by 1 / (1 - p), while training."""
    return _scaled(ops, "nn.functional.dropout", input, p, training, False)


def _alone(ops: Ops, input: Any, rank: int, drop: Callable[[Any], Any]) -> Any:
    """What `drop` makes of the input, which gets a batch dimension for it where it has not that rank."""
    if len(input.shape) == rank:
        return drop(input)
    return ops.squeeze(drop(ops.unsqueeze(input, 0)), 0)


@register(name="nn.functional.dropout1d", cases=STILL)
def dropout1d(ops: Ops, input: Array, p: Number = 0.5, training: Boolean = True) -> Any:
    """input, of shape (N, C, L) or (C, L), with channels dropped with probability p, while training."""
    op = "nn.functional.dropout1d"
    _is_still(op, input, p, training)
    if len(input.shape) not in (2, 3):
        raise OpFailed(f"{op} needs an input of 2 or 3 dimensions, got {list(input.shape)}.", op=op)
    return _alone(ops, input, 3, lambda one: _scaled(ops, op, one, p, training, True))


@register(name="nn.functional.dropout2d", cases=STILL)
def dropout2d(ops: Ops, input: Array, p: Number = 0.5, training: Boolean = True) -> Any:
    """input, of shape (N, C, ...), with channels dropped with probability p, while training."""
    return _scaled(ops, "nn.functional.dropout2d", input, p, training, True)


@register(name="nn.functional.dropout3d", cases=STILL)
def dropout3d(ops: Ops, input: Array, p: Number = 0.5, training: Boolean = True) -> Any:
    """input, of shape (N, C, D, H, W) or without N, with channels dropped with probability p, while training."""
    op = "nn.functional.dropout3d"
    return _alone(ops, input, 5, lambda one: _scaled(ops, op, one, p, training, True))


@register(name="nn.functional.alpha_dropout", cases=STILL)
def alpha_dropout(ops: Ops, input: Array, p: Number = 0.5, training: Boolean = False) -> Any:
    """Dropout for SELU networks: elements go to SELU's floor with probability p; mean and variance stay."""
    return _shifted(ops, "nn.functional.alpha_dropout", input, p, training, False)


@register(name="nn.functional.feature_alpha_dropout", cases=STILL)
def feature_alpha_dropout(ops: Ops, input: Array, p: Number = 0.5, training: Boolean = False) -> Any:
    """Like alpha_dropout, for whole channels of an input of shape (N, C, ...)."""
    return _shifted(ops, "nn.functional.feature_alpha_dropout", input, p, training, True)
