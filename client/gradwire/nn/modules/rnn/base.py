"""RNNBase: layers of cells along sequences, in one direction or both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from gradwire._generated.functions import _packed_rnn, zeros
from gradwire.nn import init
from gradwire.nn.modules.module import Module
from gradwire.nn.parameter import unfilled
from gradwire.nn.utils.rnn import PackedSequence
from gradwire.recording.origins import warn

GATES: Final = {"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1}
"""Of how many sums each number of a state is made, by mode."""


class RNNBase(Module):
    """`num_layers` layers of cells, each along what the layer before gave, with dropout between them."""

    def __init__(
        self,
        mode: str,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        proj_size: int = 0,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        self.mode = mode
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.num_layers = num_layers
        self.bias = bias
        self.batch_first = batch_first
        self.dropout = float(dropout)
        self.bidirectional = bidirectional
        self.proj_size = proj_size
        self._check(dropout)
        self._all_weights = [self._add(run, device, dtype) for run in range(num_layers * self._directions)]
        self.reset_parameters()

    def _check(self, dropout: Any) -> None:
        if isinstance(dropout, bool) or not isinstance(dropout, (int, float)) or not 0 <= dropout <= 1:
            raise ValueError(f"dropout is a number in [0, 1], the probability to be left out, and not {dropout}")
        if self.dropout and self.num_layers == 1:
            warn(f"dropout={dropout} is between layers, and there is but one: use num_layers")
        for name, kind in (("bias", bool), ("batch_first", bool), ("input_size", int), ("hidden_size", int)):
            value = getattr(self, name)
            if not isinstance(value, kind):
                raise TypeError(f"{name} should be of type {kind.__name__}, got: {type(value).__name__}")
        for name in ("input_size", "hidden_size", "num_layers"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be greater than zero, and is {getattr(self, name)}")
        if not 0 <= self.proj_size < self.hidden_size:
            raise ValueError(f"proj_size must be at least 0 and smaller than hidden_size, and is {self.proj_size}")
        if self.mode not in GATES:
            raise ValueError(f"Unrecognized RNN mode: {self.mode}; there are {', '.join(GATES)}")

    @property
    def _directions(self) -> int:
        return 2 if self.bidirectional else 1

    @property
    def _state_size(self) -> int:
        return self.proj_size or self.hidden_size

    def _add(self, run: int, device: Any, dtype: Any) -> list[str]:
        """Make the parameters of a layer in one direction, and tell their names."""
        layer, backwards = divmod(run, self._directions)
        rows, inputs = GATES[self.mode] * self.hidden_size, self._state_size * self._directions
        sizes: dict[str, tuple[int, ...]] = {
            "weight_ih": (rows, self.input_size if layer == 0 else inputs),
            "weight_hh": (rows, self._state_size),
        }
        if self.bias:
            sizes |= {"bias_ih": (rows,), "bias_hh": (rows,)}
        if self.proj_size:
            sizes["weight_hr"] = (self.proj_size, self.hidden_size)
        names = {name: f"{name}_l{layer}{'_reverse' if backwards else ''}" for name in sizes}
        for name, size in sizes.items():
            self.register_parameter(names[name], unfilled(*size, device=device, dtype=dtype))
        return list(names.values())

    def reset_parameters(self) -> None:
        """Draw all parameters anew, uniform in ±1/√hidden_size."""
        bound = 1.0 / math.sqrt(self.hidden_size)
        for parameter in self.parameters():
            init.uniform_(parameter, -bound, bound)

    @property
    def all_weights(self) -> list[list[Any]]:
        """The parameters, a list for each layer and direction."""
        return [[getattr(self, name) for name in names] for names in self._all_weights]

    @property
    def _flat_weights(self) -> list[Any]:
        return [weight for weights in self.all_weights for weight in weights]

    def flatten_parameters(self) -> None:
        """Do nothing: it is the server that lays parameters out."""

    def extra_repr(self) -> str:
        """The sizes, and what is not as it is by default."""
        parts = [f"{self.input_size}, {self.hidden_size}"]
        usual = {"proj_size": 0, "num_layers": 1, "bias": True, "batch_first": False, "dropout": 0}
        for name, value in {**usual, "bidirectional": False}.items():
            if getattr(self, name) != value:
                parts.append(f"{name}={getattr(self, name)}")
        return ", ".join(parts)

    # what forward is made of

    def _forward_packed(self, input: PackedSequence, states: Sequence[Any]) -> tuple[PackedSequence, Any, Any]:
        """What packed sequences come to; states are in the order that the sequences had before they were packed."""
        self._check_input(input.data, 2)
        if input.sorted_indices is not None:
            states = [state.index_select(1, input.sorted_indices) for state in states]
        sequences, options = (input.data, input.batch_sizes), (self.mode.lower(), *self._options()[:-1])
        out, *last = _packed_rnn(*sequences, list(states), self._flat_weights, *options)
        if input.unsorted_indices is not None:
            last = [None if one is None else one.index_select(1, input.unsorted_indices) for one in last]
        return PackedSequence(out, *input[1:]), *last

    def _check_input(self, input: Any, rank: int) -> None:
        if input.ndim != rank:
            raise RuntimeError(f"the input must have {rank} dimensions, not {input.ndim}")
        weight = self._parameters[self._all_weights[0][0]]
        assert weight is not None
        if input.dtype != weight.dtype:
            raise ValueError(f"the input is of {input.dtype}, and the weights of {weight.dtype}: convert one with to()")
        if input.shape[-1] != self.input_size:
            raise RuntimeError(f"the input's last size must be input_size, {self.input_size}, not {input.shape[-1]}")

    def _batch(self, input: Any, states: Sequence[Any], sizes: Sequence[int]) -> tuple[Any, list[Any]]:
        """The input and states with a batch, states of zeros where there are none, checked."""
        if input.ndim not in (2, 3):
            raise ValueError(f"{type(self).__name__} takes an input of 2 or 3 dimensions, not of {input.ndim}")
        batched = input.ndim == 3
        for state in states:
            if state.ndim != input.ndim:
                raise RuntimeError(f"with an input of {input.ndim} dimensions states have as many, not {state.ndim}")
        if not batched:
            input, states = input.unsqueeze(self._batch_dim), [state.unsqueeze(1) for state in states]
        self._check_input(input, 3)
        lead = (self.num_layers * self._directions, input.shape[self._batch_dim])
        if not states:
            return input, [zeros(*lead, size, dtype=input.dtype, device=input.device) for size in sizes]
        for state, size in zip(states, sizes, strict=True):
            if tuple(state.shape) != (*lead, size):
                raise RuntimeError(f"Expected hidden size {(*lead, size)}, got {list(state.shape)}")
        return input, list(states)

    @property
    def _batch_dim(self) -> int:
        return 0 if self.batch_first else 1

    def _options(self) -> tuple[Any, ...]:
        """What the operation is told besides tensors."""
        return self.bias, self.num_layers, self.dropout, self.training, self.bidirectional, self.batch_first

    def _unbatch(self, batched: bool, out: Any, *states: Any) -> tuple[Any, ...]:
        """What comes of an input, without a batch where it had none."""
        return (out, *states) if batched else (out.squeeze(self._batch_dim), *(state.squeeze(1) for state in states))
