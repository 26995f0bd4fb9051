"""torch.nn.modules.rnn: layers that go along sequences, and their cells.

https://docs.pytorch.org/docs/stable/nn.html#recurrent-layers
"""

from __future__ import annotations

from gradwire.nn.modules.rnn.base import RNNBase
from gradwire.nn.modules.rnn.cells import GRUCell, LSTMCell, RNNCell, RNNCellBase
from gradwire.nn.modules.rnn.networks import GRU, LSTM, RNN

__all__ = ["GRU", "LSTM", "RNN", "GRUCell", "LSTMCell", "RNNBase", "RNNCell", "RNNCellBase"]
