"""Cells: a single step of a recurrent layer."""

from __future__ import annotations

import math
from typing import Any

from gradwire._generated.functions import gru_cell, lstm_cell, rnn_relu_cell, rnn_tanh_cell, zeros
from gradwire.nn import init
from gradwire.nn.modules.module import Module
from gradwire.nn.parameter import Parameter, unfilled


class RNNCellBase(Module):
    """What has a state of `hidden_size` numbers, of which each is made of `num_chunks` sums."""

    weight_ih: Parameter
    weight_hh: Parameter
    bias_ih: Parameter | None
    bias_hh: Parameter | None

    def __init__(
        self, input_size: int, hidden_size: int, bias: bool, num_chunks: int, device: Any = None, dtype: Any = None
    ) -> None:
        super().__init__()
        self.input_size = input_size
        self.hidden_size = hidden_size
        self.bias = bias
        rows = num_chunks * hidden_size
        self.weight_ih = unfilled(rows, input_size, device=device, dtype=dtype)
        self.weight_hh = unfilled(rows, hidden_size, device=device, dtype=dtype)
        for name in ("bias_ih", "bias_hh"):
            self.register_parameter(name, unfilled(rows, device=device, dtype=dtype) if bias else None)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw all parameters anew, uniform in ±1/√hidden_size."""
        bound = 1.0 / math.sqrt(self.hidden_size) if self.hidden_size > 0 else 0
        for parameter in self.parameters():
            init.uniform_(parameter, -bound, bound)

    def extra_repr(self) -> str:
        """The sizes, and what is not as it is by default."""
        parts = [f"{self.input_size}, {self.hidden_size}"]
        if self.bias is not True:
            parts.append(f"bias={self.bias}")
        return ", ".join(parts)

    def _weights(self) -> tuple[Any, ...]:
        return self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh

    def _batch(self, input: Any, states: Any) -> tuple[Any, tuple[Any, ...], bool]:
        """The input and states in two dimensions, states of zeros where there are none, and whether it was so."""
        for what, one in (("input", input), *(("hidden", state) for state in states)):
            if one.ndim not in (1, 2):
                raise ValueError(f"{type(self).__name__} takes {what} of 1 or 2 dimensions, not of {one.ndim}")
        batched = input.ndim == 2
        if not batched:
            input, states = input.unsqueeze(0), [state.unsqueeze(0) for state in states]
        if not states:
            states = [zeros(input.shape[0], self.hidden_size, dtype=input.dtype, device=input.device)]
        return input, tuple(states), batched


class RNNCell(RNNCellBase):
    """A step of an RNN, of tanh or relu: [batch, input_size] and [batch, hidden_size] to [batch, hidden_size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        bias: bool = True,
        nonlinearity: str = "tanh",
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 1, device, dtype)
        self.nonlinearity = nonlinearity

    def forward(self, input: Any, hx: Any = None) -> Any:
        """The state after the step."""
        input, (hx,), batched = self._batch(input, [] if hx is None else [hx])
        steps = {"tanh": rnn_tanh_cell, "relu": rnn_relu_cell}
        if self.nonlinearity not in steps:
            raise RuntimeError(f"Unknown nonlinearity: {self.nonlinearity}; there are tanh and relu")
        hidden = steps[self.nonlinearity](input, hx, *self._weights())
        return hidden if batched else hidden.squeeze(0)

    def extra_repr(self) -> str:
        """The sizes, and what is not as it is by default."""
        text = super().extra_repr()
        return text if self.nonlinearity == "tanh" else f"{text}, nonlinearity={self.nonlinearity}"


class GRUCell(RNNCellBase):
    """A step of a GRU: [batch, input_size] and [batch, hidden_size] to [batch, hidden_size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html
    """

    def __init__(
        self, input_size: int, hidden_size: int, bias: bool = True, device: Any = None, dtype: Any = None
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 3, device, dtype)

    def forward(self, input: Any, hx: Any = None) -> Any:
        """The state after the step."""
        input, (hx,), batched = self._batch(input, [] if hx is None else [hx])
        hidden = gru_cell(input, hx, *self._weights())
        return hidden if batched else hidden.squeeze(0)


class LSTMCell(RNNCellBase):
    """A step of an LSTM: [batch, input_size] and two of [batch, hidden_size] to two of [batch, hidden_size].

    https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html
    """

    def __init__(
        self, input_size: int, hidden_size: int, bias: bool = True, device: Any = None, dtype: Any = None
    ) -> None:
        super().__init__(input_size, hidden_size, bias, 4, device, dtype)

    def forward(self, input: Any, hx: tuple[Any, Any] | None = None) -> tuple[Any, Any]:
        """The hidden and the cell state after the step."""
        input, states, batched = self._batch(input, [] if hx is None else list(hx))
        h, c = lstm_cell(input, states if len(states) == 2 else states * 2, *self._weights())
        return (h, c) if batched else (h.squeeze(0), c.squeeze(0))
