"""Recurrent networks: cells that go along sequences, layer upon layer.

A sequence is of [time, batch, inputs], with batch_first of [batch, time, inputs]. States are of [layers, batch, size],
with a network that is bidirectional two for each layer. The parameters come in the order of the layers, directions and
of w_ih, w_hh, b_ih, b_hh.
https://docs.pytorch.org/docs/stable/nn.html#recurrent-layers
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite
from engine.ops.nn.cells import GATES
from engine.parameters import Array, Arrays, Boolean, Integer, Number, Ops, Plain, Text

State = tuple[Any, ...]


def _case(gates: int, hx: Any = (1, 2, 2), **options: Any) -> dict[str, Any]:
    params = [(2 * gates, 3), (2 * gates, 2), (2 * gates,), (2 * gates,)]
    rest = {"has_biases": True, "num_layers": 1, "dropout": 0.0, "train": False, "bidirectional": False}
    return {"input": (2, 2, 3), "hx": hx, "params": params, **rest, "batch_first": False, **options}


@composite(NETWORK, outputs=("out", "h"), variants=FUNCTION, cases=(_case(1),))
def rnn_tanh(
    ops: Ops,
    input: Array,
    hx: Array,
    params: Arrays,
    has_biases: Boolean,
    num_layers: Integer,
    dropout: Number,
    train: Boolean,
    bidirectional: Boolean,
    batch_first: Boolean,
) -> Any:
    """rnn_tanh_cell along sequences: the last layer's states, and all layers' last ones."""
    shape = (has_biases, num_layers, dropout if train else 0.0, bidirectional, batch_first)
    return _network(ops, "rnn_tanh", input, (hx,), params, *shape)


@composite(NETWORK, outputs=("out", "h"), variants=FUNCTION, cases=(_case(1),))
def rnn_relu(
    ops: Ops,
    input: Array,
    hx: Array,
    params: Arrays,
    has_biases: Boolean,
    num_layers: Integer,
    dropout: Number,
    train: Boolean,
    bidirectional: Boolean,
    batch_first: Boolean,
) -> Any:
    """rnn_relu_cell along sequences: the last layer's states, and all layers' last ones."""
    shape = (has_biases, num_layers, dropout if train else 0.0, bidirectional, batch_first)
    return _network(ops, "rnn_relu", input, (hx,), params, *shape)


@composite(NETWORK, outputs=("out", "h"), variants=FUNCTION, cases=(_case(3),))
def gru(
    ops: Ops,
    input: Array,
    hx: Array,
    params: Arrays,
    has_biases: Boolean,
    num_layers: Integer,
    dropout: Number,
    train: Boolean,
    bidirectional: Boolean,
    batch_first: Boolean,
) -> Any:
    """gru_cell along sequences: the last layer's states, and all layers' last ones."""
    shape = (has_biases, num_layers, dropout if train else 0.0, bidirectional, batch_first)
    return _network(ops, "gru", input, (hx,), params, *shape)


@composite(NETWORK, outputs=("out", "h", "c"), variants=FUNCTION, cases=(_case(4, [(1, 2, 2), (1, 2, 2)]),))
def lstm(
    ops: Ops,
    input: Array,
    hx: Arrays,
    params: Arrays,
    has_biases: Boolean,
    num_layers: Integer,
    dropout: Number,
    train: Boolean,
    bidirectional: Boolean,
    batch_first: Boolean,
) -> Any:
    """lstm_cell along sequences: the last layer's hidden states, and all layers' last hidden and cell states.

    Where hidden states are smaller than cell states, there is a further parameter that projects them.
    """
    if len(hx) != 2:
        raise OpFailed(f"lstm needs a hidden and a cell state, got {len(hx)} tensors.", op="lstm")
    shape = (has_biases, num_layers, dropout if train else 0.0, bidirectional, batch_first)
    return _network(ops, "lstm", input, tuple(hx), params, *shape)


@composite(
    NETWORK,
    outputs=("out", "h", "c"),
    sized_by="contents",
    variants=FUNCTION,
    hidden=False,
    cases=(
        {
            "data": (5, 3),
            "batch_sizes": [2, 2, 1],
            "hx": [(2, 2, 2), (2, 2, 2)],
            "params": [(8, 3), (8, 2), (8, 3), (8, 2)],
            "mode": "lstm",
            "has_biases": False,
            "num_layers": 1,
            "dropout": 0.0,
            "train": False,
            "bidirectional": True,
        },
    ),
)
def _packed_rnn(
    ops: Ops,
    data: Array,
    batch_sizes: Plain,
    hx: Arrays,
    params: Arrays,
    mode: Text,
    has_biases: Boolean,
    num_layers: Integer,
    dropout: Number,
    train: Boolean,
    bidirectional: Boolean,
) -> Any:
    """rnn_tanh, rnn_relu, gru or lstm along packed sequences, from zeros where no states are given; c may be None."""
    if not hx:
        batch, (rows, size) = int(batch_sizes.data[0]), params[1].shape
        sizes = [size, rows // GATES[mode]] if mode == "lstm" else [size]
        hx = [ops.new_zeros(data, (num_layers * (1 + bidirectional), batch, one)) for one in sizes]
    shape = (has_biases, num_layers, dropout if train else 0.0, bidirectional, False)
    out, h, *others = _network(ops, mode, data, tuple(hx), params, *shape, batch_sizes)
    return out, h, others[0] if others else None


def _network(
    ops: Ops,
    kind: str,
    input: Any,
    states: State,
    params: Sequence[Any],
    has_biases: bool,
    num_layers: int,
    dropout: float,
    bidirectional: bool,
    batch_first: bool,
    batch_sizes: Any = None,
) -> tuple[Any, ...]:
    """What the last layer gives, and of each kind of state the last ones of all layers."""
    projects = len(states) == 2 and states[0].shape[-1] != states[1].shape[-1]
    each, runs = 2 + 2 * has_biases + projects, num_layers * (1 + bidirectional)
    if len(params) != each * runs:
        raise OpFailed(
            f"{kind} of {runs} layers and directions needs {each * runs} parameters, got {len(params)}.", op=kind
        )
    _check(kind, input, states, runs, batch_first, batch_sizes is not None)
    sequence = ops.transpose(input, 0, 1) if batch_first else input
    before = list(zip(*(ops.unbind(state) for state in states), strict=True))
    hidden_size, size = states[0].shape[-1], states[-1].shape[-1]
    rows = GATES[kind] * size
    after: list[State] = []
    for layer in range(num_layers):
        found = []
        for backwards in (False, True)[: 1 + bidirectional]:
            run = len(after)
            own = params[each * run : each * (run + 1)]
            fits = [(rows, sequence.shape[-1]), (rows, hidden_size), *[(rows,)] * (2 * has_biases)]
            _check_params(kind, own, [*fits, (hidden_size, size)] if projects else fits)
            w_ih, w_hh, *others = own
            biases = others[:2] if has_biases else (None, None)
            weights = (w_ih, w_hh, *biases, others[-1] if projects else None)
            hidden, last = _along(ops, kind, sequence, before[run], weights, backwards, batch_sizes)
            found.append(hidden)
            after.append(last)
        sequence = ops.cat(found, -1) if bidirectional else found[0]
        if dropout and layer < num_layers - 1:
            sequence = ops.nn.functional.dropout(sequence, dropout)
    out = ops.transpose(sequence, 0, 1) if batch_first else sequence
    return out, *(ops.stack(list(state)) for state in zip(*after, strict=True))


def _along(
    ops: Ops,
    kind: str,
    sequence: Any,
    state: State,
    weights: tuple[Any, ...],
    backwards: bool,
    batch_sizes: Any,
) -> tuple[Any, State]:
    """The hidden states of a layer along a sequence, in its order, and the last states."""
    w_ih, w_hh, b_ih, b_hh, w_hr = weights
    told = ops.nn.functional.linear(sequence, w_ih, b_ih)
    if kind != "gru" and b_hh is not None:
        told = told + b_hh
    if backwards:
        told = _turned(ops, told, batch_sizes)
    if batch_sizes is not None:
        told = ops._padded(told, batch_sizes, 0.0, batch_sizes.shape[0])
    found: State
    if kind == "lstm":
        found = ops._lstm_layer(told, *state, w_hh, w_hr)
    elif kind == "gru":
        found = (ops._gru_layer(told, *state, w_hh, b_hh),)
    else:
        found = (ops._rnn_layer(told, *state, w_hh, kind == "rnn_relu"),)
    if batch_sizes is None:
        last = tuple([ops.select(states, 0, -1) for states in found])
    else:
        found = tuple([ops._packed(states, batch_sizes) for states in found])
        last = tuple([ops.index_select(states, 0, ops._last_rows(batch_sizes)) for states in found])
    return _turned(ops, found[0], batch_sizes) if backwards else found[0], last


def _turned(ops: Ops, sequence: Any, batch_sizes: Any) -> Any:
    """Sequences the other way around."""
    if batch_sizes is None:
        return ops.flip(sequence, (0,))
    return ops.index_select(sequence, 0, ops._reversed_rows(batch_sizes))


def _check(kind: str, input: Any, states: State, runs: int, batch_first: bool, packed: bool) -> None:
    form = "[rows, inputs]" if packed else "[batch, time, inputs]" if batch_first else "[time, batch, inputs]"
    shapes = [list(one.shape) for one in (input, *states)]
    fits = len(shapes[0]) == (2 if packed else 3) and all(len(shape) == 3 and shape[0] == runs for shape in shapes[1:])
    if fits:
        time, batch = shapes[0][1::-1] if batch_first else shapes[0][:2]
        fits = time > 0 and (packed or all(shape[1] == batch for shape in shapes[1:]))
    if not fits:
        raise ShapeMismatch(
            f"{kind} needs an input of {form}, of a step at least, and states of [{runs}, batch, size]; got {shapes}.",
            op=kind,
            shapes=shapes,
        )


def _check_params(kind: str, params: Sequence[Any], needed: Sequence[tuple[int, ...]]) -> None:
    """Refuse parameters of a layer in one direction that do not have the shapes that are needed."""
    shapes = [tuple(one.shape) for one in params]
    if shapes != needed:
        raise ShapeMismatch(
            f"{kind}: the parameters of a layer must be of {[list(shape) for shape in needed]} here, and are of "
            f"{[list(shape) for shape in shapes]}.",
            op=kind,
            shapes=[list(shape) for shape in shapes],
        )
