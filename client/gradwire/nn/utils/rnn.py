"""torch.nn.utils.rnn: sequences of several lengths, filled up to one, or packed without what would fill them up.

What packed sequences hold is known to the server alone, so one is asked about when it is used.
https://docs.pytorch.org/docs/stable/nn.html#utility-functions
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Self

from gradwire._generated.functions import _pack_padded_sequence, _pad_packed_sequence, index_select, sort, stack
from gradwire._generated.nn_functional import pad
from gradwire.creation import tensor
from gradwire.dtypes import DTYPES
from gradwire.tensors.tensor import Tensor

Lengths = Tensor | Sequence[int]

__all__ = [
    "PackedSequence",
    "invert_permutation",
    "pack_padded_sequence",
    "pack_sequence",
    "pad_packed_sequence",
    "pad_sequence",
    "unpack_sequence",
    "unpad_sequence",
]


class _Packed(NamedTuple):
    data: Any
    batch_sizes: Any
    sorted_indices: Any
    unsorted_indices: Any


class PackedSequence(_Packed):
    """The rows of sequences, time by time and the longest first; how many there are at each; and how they were sorted.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.PackedSequence.html
    """

    __module__ = "torch.nn.utils.rnn"

    def __new__(
        cls, data: Any, batch_sizes: Any = None, sorted_indices: Any = None, unsorted_indices: Any = None
    ) -> Self:
        if batch_sizes is None:
            if not (isinstance(data, (list, tuple)) and len(data) == 2):
                raise AssertionError("without batch_sizes, data is a pair of rows and batch_sizes")
            data, batch_sizes = data
        if unsorted_indices is None:
            unsorted_indices = invert_permutation(sorted_indices)
        return super().__new__(cls, data, batch_sizes, sorted_indices, unsorted_indices)

    def to(self, *args: Any, **kwargs: Any) -> Self:
        """The same with its rows in another dtype or on another device."""
        data = self.data.to(*args, **kwargs)
        if data is self.data:
            return self
        moved = [None if one is None else one.to(data.device) for one in self[2:]]
        return type(self)(data, self.batch_sizes, *moved)

    def double(self) -> Self:
        """The same with rows of float64."""
        return self.to(dtype=DTYPES["float64"])

    def float(self) -> Self:
        """The same with rows of float32."""
        return self.to(dtype=DTYPES["float32"])

    def half(self) -> Self:
        """The same with rows of float16."""
        return self.to(dtype=DTYPES["float16"])

    def long(self) -> Self:
        """The same with rows of int64."""
        return self.to(dtype=DTYPES["int64"])

    def int(self) -> Self:
        """The same with rows of int32."""
        return self.to(dtype=DTYPES["int32"])

    def cpu(self) -> Self:
        """The same on the CPU."""
        return self.to("cpu")

    def cuda(self) -> Self:
        """The same on a GPU."""
        return self.to("cuda")

    @property
    def is_cuda(self) -> bool:
        """Whether it is on a GPU."""
        return bool(self.data.is_cuda)


def invert_permutation(permutation: Tensor | None) -> Tensor | None:
    """The permutation that undoes one; None undoes None."""
    return None if permutation is None else permutation.argsort()


def pack_padded_sequence(
    input: Tensor, lengths: Lengths, batch_first: bool = False, enforce_sorted: bool = True
) -> PackedSequence:
    """The sequences of given lengths in [time, batch, ...]; they may be in any order if not `enforce_sorted`.

    Raises RuntimeError for lengths that do not fall with `enforce_sorted`, or do not fit.
    """
    given = lengths if isinstance(lengths, Tensor) else tensor(list(lengths), dtype=DTYPES["int64"])
    given = given.to(dtype=DTYPES["int64"])
    order = None
    if not enforce_sorted:
        given, order = sort(given, descending=True)
        input = index_select(input, 0 if batch_first else 1, order)
    data, batch_sizes = _pack_padded_sequence(input, given, batch_first)
    return PackedSequence(data, batch_sizes, order)


def pad_packed_sequence(
    sequence: PackedSequence, batch_first: bool = False, padding_value: float = 0.0, total_length: int | None = None
) -> tuple[Tensor, Tensor]:
    """Packed sequences as [time, batch, ...], and their lengths.

    Raises ValueError for a `total_length` below the longest one's.
    """
    longest = sequence.batch_sizes.shape[0]
    if total_length is not None and total_length < longest:
        raise ValueError(f"total_length must be at least the longest sequence's, {longest}, not {total_length}")
    options = (batch_first, padding_value, total_length)
    padded, lengths = _pad_packed_sequence(sequence.data, sequence.batch_sizes, *options)
    order = sequence.unsorted_indices
    if order is None:
        return padded, lengths
    return index_select(padded, 0 if batch_first else 1, order), lengths[order]


def pad_sequence(
    sequences: Iterable[Tensor], batch_first: bool = False, padding_value: float = 0.0, padding_side: str = "right"
) -> Tensor:
    """Sequences of [length, ...] as [longest, batch, ...], filled up at one side."""
    if not isinstance(sequences, Iterable):
        raise RuntimeError(f"pad_sequence takes an iterable of tensors, not {type(sequences).__name__}")
    if padding_side not in ("left", "right"):
        raise RuntimeError(f"padding_side is left or right, not {padding_side!r}")
    rows = list(sequences)
    if not rows:
        raise RuntimeError("pad_sequence needs a sequence at least")
    longest = max(row.shape[0] for row in rows)

    def filled(row: Tensor) -> Tensor:
        lacking = longest - row.shape[0]
        sides = (lacking, 0) if padding_side == "left" else (0, lacking)
        return pad(row, (0, 0) * (row.ndim - 1) + sides, value=padding_value) if lacking else row

    return stack([filled(row) for row in rows], 0 if batch_first else 1)


def unpad_sequence(padded_sequences: Tensor, lengths: Tensor, batch_first: bool = False) -> list[Tensor]:
    """The sequences of [time, batch, ...], each of its length. The lengths are asked for."""
    rows = padded_sequences if batch_first else padded_sequences.transpose(0, 1)
    return [rows[place, :length] for place, length in enumerate(lengths.tolist())]


def pack_sequence(sequences: Sequence[Tensor], enforce_sorted: bool = True) -> PackedSequence:
    """Sequences of [length, ...], packed; they may be in any order if not `enforce_sorted`."""
    lengths = [sequence.shape[0] for sequence in sequences]
    return pack_padded_sequence(pad_sequence(sequences), lengths, enforce_sorted=enforce_sorted)


def unpack_sequence(packed_sequences: PackedSequence) -> list[Tensor]:
    """The sequences that were packed. Their lengths are asked for."""
    return unpad_sequence(*pad_packed_sequence(packed_sequences, batch_first=True), batch_first=True)
