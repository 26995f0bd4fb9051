"""Cells of recurrent networks: the state after a step, of the input at that step and the state before.

https://docs.pytorch.org/docs/stable/nn.html#recurrent-layers
"""

from __future__ import annotations

from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite
from engine.parameters import Array, Arrays, Ops

GATES = {"rnn_tanh": 1, "rnn_relu": 1, "gru": 3, "lstm": 4}
"""How many numbers each part of the state is made of, by kind of network."""


def _case(gates: int, **state: Any) -> dict[str, Any]:
    weights = {"w_ih": (2 * gates, 3), "w_hh": (2 * gates, 2), "b_ih": (2 * gates,), "b_hh": (2 * gates,)}
    return {"input": (2, 3), "hx": (2, 2), **state, **weights}


@composite(NETWORK, variants=FUNCTION, cases=(_case(1),))
def rnn_tanh_cell(
    ops: Ops, input: Array, hx: Array, w_ih: Array, w_hh: Array, b_ih: Array | None = None, b_hh: Array | None = None
) -> Any:
    """tanh(w_ih input + b_ih + w_hh hx + b_hh), for each sample."""
    check(input, hx, w_ih, w_hh, "rnn_tanh")
    return ops.tanh(ops.nn.functional.linear(input, w_ih, b_ih) + ops.nn.functional.linear(hx, w_hh, b_hh))


@composite(NETWORK, variants=FUNCTION, cases=(_case(1),))
def rnn_relu_cell(
    ops: Ops, input: Array, hx: Array, w_ih: Array, w_hh: Array, b_ih: Array | None = None, b_hh: Array | None = None
) -> Any:
    """relu(w_ih input + b_ih + w_hh hx + b_hh), for each sample."""
    check(input, hx, w_ih, w_hh, "rnn_relu")
    return ops.relu(ops.nn.functional.linear(input, w_ih, b_ih) + ops.nn.functional.linear(hx, w_hh, b_hh))


@composite(NETWORK, variants=FUNCTION, cases=(_case(3),))
def gru_cell(
    ops: Ops, input: Array, hx: Array, w_ih: Array, w_hh: Array, b_ih: Array | None = None, b_hh: Array | None = None
) -> Any:
    """The state between hx and what is new, a gate says where, of a gated recurrent unit (Cho et al., 2014)."""
    check(input, hx, w_ih, w_hh, "gru")
    told, kept = ops.nn.functional.linear(input, w_ih, b_ih), ops.nn.functional.linear(hx, w_hh, b_hh)
    told_r, told_z, told_n = ops.chunk(told, 3, -1)
    kept_r, kept_z, kept_n = ops.chunk(kept, 3, -1)
    r, z = ops.sigmoid(told_r + kept_r), ops.sigmoid(told_z + kept_z)
    n = ops.tanh(told_n + r * kept_n)
    return (hx - n) * z + n


@composite(
    NETWORK,
    outputs=("h", "c"),
    variants=FUNCTION,
    cases=(_case(4, hx=[(2, 2), (2, 2)]),),
)
def lstm_cell(
    ops: Ops, input: Array, hx: Arrays, w_ih: Array, w_hh: Array, b_ih: Array | None = None, b_hh: Array | None = None
) -> Any:
    """The hidden and cell state of a long short-term memory (Hochreiter, Schmidhuber, 1997), given both before."""
    if len(hx) != 2:
        raise OpFailed(f"lstm_cell needs a hidden and a cell state, got {len(hx)} tensors.", op="lstm_cell")
    h, c = hx
    check(input, h, w_ih, w_hh, "lstm")
    check(input, c, w_ih, w_hh, "lstm")
    told = ops.nn.functional.linear(h, w_hh, b_hh) + ops.nn.functional.linear(input, w_ih, b_ih)
    i, f, n, o = ops.chunk(told, 4, -1)
    c = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(n)
    return ops.sigmoid(o) * ops.tanh(c), c


def check(input: Any, h: Any, w_ih: Any, w_hh: Any, kind: str) -> None:
    """Refuse a cell's input and state that do not fit to each other or to its weights."""
    size = w_hh.shape[0] // GATES[kind]
    shapes = [list(one.shape) for one in (input, h, w_ih, w_hh)]
    fits = len(shapes[0]) == len(shapes[1]) == 2 and shapes[0][0] == shapes[1][0] and shapes[1][1] == size
    if not fits or shapes[0][1:] != shapes[2][1:]:
        raise ShapeMismatch(
            f"{kind}_cell needs an input of [batch, inputs] and a state of [batch, {size}], weights of "
            f"[{GATES[kind] * size}, inputs] and [{GATES[kind] * size}, {size}]; got {shapes}.",
            op=f"{kind}_cell",
            shapes=shapes,
        )
