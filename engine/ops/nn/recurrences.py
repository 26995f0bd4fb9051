"""Recurrences: one layer of a recurrent network along sequences of [time, batch, ...], as one operation.

What the input tells is computed before, for all times at once. So it is on the way back: gates are computed again, and
what remains for each step are the products with what comes from the step after.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.families import NETWORK, operation
from engine.op import SAME
from engine.ops.nn.activations import relu, sigmoid
from engine.parameters import Array, Boolean, Ops, Xp

# The simplest: h' = tanh(told + w_hh h), or relu of it.


@operation(
    NETWORK,
    promotion=SAME,
    shape=lambda told, h, w_hh, rectified: (*told[:2], h[1]),
    cases=({"told": (3, 2, 2), "h": (2, 2), "w_hh": (2, 2), "rectified": False},),
)
def _rnn_layer(xp: Xp, told: Array, h: Array, w_hh: Array, rectified: Boolean) -> Any:
    """The states after each step."""
    hidden = []
    for now in told:
        now = now + xp.matmul(h, w_hh.T)
        h = relu.function(xp, now) if rectified else xp.tanh(now)
        hidden.append(h)
    return xp.stack(hidden)


def _rnn_back(ops: Ops, g: Any, out: Any, h: Any, w_hh: Any, rectified: bool) -> tuple[Any, ...]:
    slopes = ops.to(ops.gt(out, 0), out.dtype) if rectified else 1 - out * out
    after, found = None, []
    for now, slope in _back(ops, g, slopes):
        found.append((now if after is None else now + after) * slope)
        after = ops.matmul(found[-1], w_hh)
    told = ops.stack(found[::-1])
    return told, after, _of_weight(ops, told, _before(ops, h, out))


_rnn_layer.sharing(back=_rnn_back)
_rnn_layer.gradient(
    told=lambda ops, g, back: back[0], h=lambda ops, g, back: back[1], w_hh=lambda ops, g, back: back[2]
)


# Gated: h' = n + z (h - n), between what is new, n = tanh(told_n + r kept_n), and what was; kept = w_hh h + b_hh.


@operation(
    NETWORK,
    promotion=SAME,
    shape=lambda told, h, w_hh, b_hh=(): (*told[:2], h[1]),
    cases=(
        {"told": (3, 2, 6), "h": (2, 2), "w_hh": (6, 2), "b_hh": (6,)},
        {"told": (1, 2, 6), "h": (2, 2), "w_hh": (6, 2)},
    ),
)
def _gru_layer(xp: Xp, told: Array, h: Array, w_hh: Array, b_hh: Array | None = None) -> Any:
    """The states after each step."""
    size, hidden = h.shape[-1], []
    for now in told:
        kept = xp.matmul(h, w_hh.T)
        if b_hh is not None:
            kept = kept + b_hh
        open = sigmoid.function(xp, now[:, : 2 * size] + kept[:, : 2 * size])
        n = xp.tanh(now[:, 2 * size :] + open[:, :size] * kept[:, 2 * size :])
        h = n + open[:, size:] * (h - n)
        hidden.append(h)
    return xp.stack(hidden)


def _gru_back(ops: Ops, g: Any, out: Any, told: Any, h: Any, w_hh: Any, b_hh: Any) -> tuple[Any, ...]:
    before = _before(ops, h, out)
    kept = ops.nn.functional.linear(before, w_hh, b_hh)
    (told_r, told_z, told_n), (kept_r, kept_z, kept_n) = ops.chunk(told, 3, -1), ops.chunk(kept, 3, -1)
    r, z = ops.sigmoid(told_r + kept_r), ops.sigmoid(told_z + kept_z)
    n = ops.tanh(told_n + r * kept_n)
    to_n = (1 - z) * (1 - n * n)
    to_gates = ops.cat([to_n * kept_n * r * (1 - r), (before - n) * z * (1 - z)], -1)
    after, found = None, []
    slopes = ops.cat([to_gates, to_n * r], -1)
    for now, slope, stays in _back(ops, g, slopes, z):
        found.append(now if after is None else now + after)
        after = found[-1] * stays + ops.matmul(ops.cat([found[-1]] * 3, -1) * slope, w_hh)
    states = ops.stack(found[::-1])
    thrice = ops.cat([states] * 3, -1)
    of_kept = thrice * slopes
    of_told = thrice * ops.cat([to_gates, to_n], -1)
    return of_told, after, _of_weight(ops, of_kept, before), ops.sum(of_kept, (0, 1))


_gru_layer.sharing(back=_gru_back)
_gru_layer.gradient(
    told=lambda ops, g, back: back[0],
    h=lambda ops, g, back: back[1],
    w_hh=lambda ops, g, back: back[2],
    b_hh=lambda ops, g, back: back[3],
)


# With a memory: c' = f c + i n and h' = o tanh c', where i, f, n and o are of told + w_hh h; w_hr makes h' smaller.


@operation(
    NETWORK,
    promotion=SAME,
    outputs=("hidden", "cells"),
    shape=lambda told, h, c, w_hh, w_hr=(): [(*told[:2], h[1]), (*told[:2], c[1])],
    cases=(
        {"told": (3, 2, 8), "h": (2, 2), "c": (2, 2), "w_hh": (8, 2)},
        {"told": (2, 2, 8), "h": (2, 1), "c": (2, 2), "w_hh": (8, 1), "w_hr": (1, 2)},
    ),
)
def _lstm_layer(xp: Xp, told: Array, h: Array, c: Array, w_hh: Array, w_hr: Array | None = None) -> Any:
    """The hidden and the cell states after each step."""
    size, hidden, cells = c.shape[-1], [], []
    for now in told:
        now = now + xp.matmul(h, w_hh.T)
        open = sigmoid.function(xp, now)
        n = xp.tanh(now[:, 2 * size : 3 * size])
        c = open[:, size : 2 * size] * c + open[:, :size] * n
        h = open[:, 3 * size :] * xp.tanh(c)
        if w_hr is not None:
            h = xp.matmul(h, w_hr.T)
        hidden.append(h)
        cells.append(c)
    return xp.stack(hidden), xp.stack(cells)


def _lstm_back(
    ops: Ops, g: Any, hidden: Any, cells: Any, told: Any, h: Any, c: Any, w_hh: Any, w_hr: Any
) -> tuple[Any, ...]:
    of_hidden, of_cells = (
        ops.new_zeros(like, like.shape) if one is None else one for one, like in zip(g, (hidden, cells), strict=True)
    )
    before, earlier = _before(ops, h, hidden), _before(ops, c, cells)
    i, f, n, o = ops.chunk(told + ops.matmul(before, ops.transpose(w_hh, 0, 1)), 4, -1)
    i, f, n, o = ops.sigmoid(i), ops.sigmoid(f), ops.tanh(n), ops.sigmoid(o)
    risen = ops.tanh(cells)
    slopes = ops.cat([n * i * (1 - i), earlier * f * (1 - f), i * (1 - n * n), risen * o * (1 - o)], -1)
    after, after_c, found, wide = None, None, [], []
    for now, now_c, slope, to_c, stays in _back(ops, of_hidden, of_cells, slopes, o * (1 - risen * risen), f):
        d = now if after is None else now + after
        wide.append(d)
        if w_hr is not None:
            d = ops.matmul(d, w_hr)
        d_c = d * to_c + now_c
        if after_c is not None:
            d_c = d_c + after_c
        found.append(ops.cat([d_c, d_c, d_c, d], -1) * slope)
        after, after_c = ops.matmul(found[-1], w_hh), d_c * stays
    of_told = ops.stack(found[::-1])
    of_w_hr = None if w_hr is None else _of_weight(ops, ops.stack(wide[::-1]), o * risen)
    return of_told, after, after_c, _of_weight(ops, of_told, before), of_w_hr


_lstm_layer.sharing(back=_lstm_back)
_lstm_layer.gradient(
    told=lambda ops, g, back: back[0],
    h=lambda ops, g, back: back[1],
    c=lambda ops, g, back: back[2],
    w_hh=lambda ops, g, back: back[3],
    w_hr=lambda ops, g, back: back[4],
)


def _back(ops: Ops, *sequences: Any) -> Iterable[tuple[Any, ...]]:
    """What several sequences are at each time, the last first."""
    return zip(*(reversed(ops.unbind(one)) for one in sequences), strict=True)


def _before(ops: Ops, first: Any, states: Any) -> Any:
    """The states before each step, given the first and those after."""
    return ops.cat([ops.unsqueeze(first, 0), ops._slice(states, 0, 0, states.shape[0] - 1)])


def _of_weight(ops: Ops, g: Any, input: Any) -> Any:
    """The gradient of the weight of a linear function at all times, given that of what it gave."""
    rows, others = (ops.reshape(one, (-1, one.shape[-1])) for one in (g, input))
    return ops.mm(ops.transpose(rows, 0, 1), others)
