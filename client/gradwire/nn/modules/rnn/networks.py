"""Networks: RNN, GRU and LSTM."""

from __future__ import annotations

from typing import Any, Final

from gradwire._generated.functions import gru, lstm, rnn_relu, rnn_tanh
from gradwire.nn.modules.rnn.base import RNNBase
from gradwire.nn.utils.rnn import PackedSequence

MODES: Final = {"tanh": "RNN_TANH", "relu": "RNN_RELU"}


class _OneState(RNNBase):
    """A network whose cells have one state, of `hidden_size` numbers."""

    def forward(self, input: Any, hx: Any = None) -> tuple[Any, Any]:
        """The last layer's states, and all layers' last ones; `hx` are the first, zeros unless given."""
        given = [] if hx is None else [hx]
        if isinstance(input, PackedSequence):
            return self._forward_packed(input, given)[:2]
        sequence, states = self._batch(input, given, [self.hidden_size])
        operation: Any = {"RNN_TANH": rnn_tanh, "RNN_RELU": rnn_relu, "GRU": gru}[self.mode]
        out, hidden = operation(sequence, *states, self._flat_weights, *self._options())
        out, hidden = self._unbatch(input.ndim == 3, out, hidden)
        return out, hidden


class RNN(_OneState):
    """Cells of tanh or relu: [time, batch, input_size] to [time, batch, hidden_size], and [layers, batch, hidden_size].

    With `batch_first` the batch comes first; there may be none.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        nonlinearity: str = "tanh",
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        device: Any = None,
        dtype: Any = None,
        *,
        proj_size: int = 0,
    ) -> None:
        _refuse(proj_size)
        if nonlinearity not in MODES:
            raise ValueError(f"Unknown nonlinearity {nonlinearity!r}. Select from 'tanh' or 'relu'.")
        options = (bias, batch_first, dropout, bidirectional, 0, device, dtype)
        super().__init__(MODES[nonlinearity], input_size, hidden_size, num_layers, *options)
        self.nonlinearity = nonlinearity


class GRU(_OneState):
    """Gated recurrent units: [time, batch, input_size] to [time, batch, hidden_size], and [layers, batch, hidden_size].

    With `batch_first` the batch comes first; there may be none.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        dropout: float = 0.0,
        bidirectional: bool = False,
        device: Any = None,
        dtype: Any = None,
        *,
        proj_size: int = 0,
    ) -> None:
        _refuse(proj_size)
        options = (bias, batch_first, dropout, bidirectional, 0, device, dtype)
        super().__init__("GRU", input_size, hidden_size, num_layers, *options)


class LSTM(RNNBase):
    """Cells with a memory: [time, batch, input_size] to [time, batch, hidden_size], and two of [layers, batch, size].

    With `batch_first` the batch comes first; there may be none. With `proj_size` hidden states have that size.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html
    """

    def __init__(
        self,
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
        options = (bias, batch_first, dropout, bidirectional, proj_size, device, dtype)
        super().__init__("LSTM", input_size, hidden_size, num_layers, *options)

    def forward(self, input: Any, hx: tuple[Any, Any] | None = None) -> tuple[Any, tuple[Any, Any]]:
        """The last layer's hidden states, and all layers' last hidden and cell states; `hx` are the first."""
        given = [] if hx is None else list(hx)
        if isinstance(input, PackedSequence):
            packed, hidden, cells = self._forward_packed(input, given)
            return packed, (hidden, cells)
        sequence, states = self._batch(input, given, [self._state_size, self.hidden_size])
        out, hidden, cells = lstm(sequence, states, self._flat_weights, *self._options())
        out, hidden, cells = self._unbatch(input.ndim == 3, out, hidden, cells)
        return out, (hidden, cells)


def _refuse(proj_size: int) -> None:
    if proj_size:
        raise ValueError("proj_size is for LSTM: the states of RNN and GRU are not projected")
