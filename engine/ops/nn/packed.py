"""Packed sequences: sequences of several lengths, the longest first, as rows without what fills them up.

The rows are those of all sequences at the first time, then at the second, and so on; batch_sizes says how many there
are at each time.
https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.rnn.PackedSequence.html
"""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.errors import OpFailed
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.parameters import Array, Boolean, Integer, Number, Ops, Plain, Xp

_PACKED: dict[str, Any] = {"batch_sizes": [2, 2, 1]}


@operation(
    NETWORK,
    sized_by="contents",
    grad_fn=("PackPaddedSequenceBackward0",),
    cases=({"input": (4, 2, 3), **_PACKED},),
)
def _packed(xp: Xp, input: Array, batch_sizes: Plain) -> Any:
    """The rows of an input of [time, batch, ...] that belong to a sequence."""
    return input.reshape(-1, *input.shape[2:])[_places(xp, batch_sizes, input.shape[1])]


@operation(
    NETWORK,
    sized_by="contents",
    cases=(
        {"data": (5, 3), **_PACKED, "value": 0.0, "length": 3},
        {"data": (5,), **_PACKED, "value": 1.5, "length": 4},
    ),
)
def _padded(xp: Xp, data: Array, batch_sizes: Plain, value: Number, length: Integer) -> Any:
    """Rows of sequences as [length, batch, ...], filled up with a value."""
    batch = int(batch_sizes[0])
    out = xp.full((length * batch, *data.shape[1:]), value, data.dtype)
    out[_places(xp, batch_sizes, batch)] = data
    return out.reshape(length, batch, *data.shape[1:])


_packed.gradient(input=lambda ops, g, input_shape, batch_sizes: ops._padded(g, batch_sizes, 0.0, input_shape[0]))
_padded.gradient(data=lambda ops, g, batch_sizes: ops._packed(g, batch_sizes))


@operation(NETWORK, sized_by="contents", cases=(_PACKED,))
def _reversed_rows(xp: Xp, batch_sizes: Plain) -> Any:
    """Which row stands in the place of each when every sequence is turned around: twice is as it was."""
    lengths, first = _lengths(xp, batch_sizes), _first_rows(xp, batch_sizes)
    places = _places(xp, batch_sizes, int(batch_sizes[0]))
    time, sample = places // lengths.size, places % lengths.size
    return first[lengths[sample] - 1 - time] + sample


@operation(NETWORK, sized_by="contents", cases=(_PACKED,))
def _last_rows(xp: Xp, batch_sizes: Plain) -> Any:
    """Which row is the last of each sequence."""
    lengths = _lengths(xp, batch_sizes)
    return _first_rows(xp, batch_sizes)[lengths - 1] + xp.arange(lengths.size)


@composite(
    NETWORK,
    outputs=("data", "batch_sizes"),
    detached=("batch_sizes",),
    sized_by="contents",
    variants=FUNCTION,
    hidden=False,
    cases=({"input": (3, 2, 2), "lengths": [3, 2], "batch_first": False},),
)
def _pack_padded_sequence(ops: Ops, input: Array, lengths: Plain, batch_first: Boolean) -> Any:
    """The rows of sequences of given lengths, the longest first, and how many there are at each time."""
    sequence = ops.transpose(input, 0, 1) if batch_first else input
    batch_sizes = ops._batch_sizes(lengths, sequence.shape[0], sequence.shape[1])
    return ops._packed(sequence, batch_sizes), batch_sizes


@composite(
    NETWORK,
    outputs=("padded", "lengths"),
    detached=("lengths",),
    sized_by="contents",
    variants=FUNCTION,
    hidden=False,
    cases=({"data": (5, 2), **_PACKED, "batch_first": True, "padding_value": 0.5},),
)
def _pad_packed_sequence(
    ops: Ops,
    data: Array,
    batch_sizes: Plain,
    batch_first: Boolean,
    padding_value: Number,
    total_length: Integer | None = None,
) -> Any:
    """Rows of sequences in [time, batch, ...], or with batch_first in [batch, time, ...], and the lengths of them."""
    length = batch_sizes.shape[0] if total_length is None else total_length
    if length < batch_sizes.shape[0]:
        raise OpFailed(
            f"total_length must be {batch_sizes.shape[0]} at least, the length of the longest sequence, not {length}.",
            op="_pad_packed_sequence",
        )
    padded = ops._padded(data, batch_sizes, padding_value, length)
    return ops.transpose(padded, 0, 1) if batch_first else padded, ops._sequence_lengths(batch_sizes)


@operation(NETWORK, sized_by="contents", cases=({"lengths": [3, 1], "time": 4, "batch": 2},))
def _batch_sizes(xp: Xp, lengths: Plain, time: Integer, batch: Integer) -> Any:
    """How many sequences go on at each time, given their lengths in falling order."""
    if lengths.shape != (batch,) or not batch:
        raise OpFailed(f"a batch of {batch} sequences needs as many lengths, not {list(lengths.shape)}.")
    if bool((lengths[1:] > lengths[:-1]).any()):
        raise OpFailed("lengths must fall: sort the sequences, or pass enforce_sorted=False.")
    longest = int(lengths[0])
    if int(lengths[-1]) < 1 or longest > time:
        raise OpFailed(f"lengths must be at least 1 and at most {time}, the length of the input.")
    return (xp.arange(longest)[:, None] < lengths).sum(1).astype(dtypes.int64)


@operation(NETWORK, sized_by="contents", cases=(_PACKED,))
def _sequence_lengths(xp: Xp, batch_sizes: Plain) -> Any:
    """The length of each sequence."""
    return _lengths(xp, batch_sizes)


def _places(xp: Xp, batch_sizes: Any, batch: int) -> Any:
    """Where in [time * batch] the rows are."""
    if bool((batch_sizes[1:] > batch_sizes[:-1]).any()) or int(batch_sizes[0]) > batch or int(batch_sizes[-1]) < 1:
        raise OpFailed(
            f"batch_sizes must fall from {batch} at most, and be positive: they are pack_sequence's to make."
        )
    return xp.nonzero((xp.arange(batch) < batch_sizes[:, None]).reshape(-1))[0]


def _lengths(xp: Xp, batch_sizes: Any) -> Any:
    return (xp.arange(int(batch_sizes[0])) < batch_sizes[:, None]).sum(0).astype(dtypes.int64)


def _first_rows(xp: Xp, batch_sizes: Any) -> Any:
    """Which row is the first at each time."""
    return xp.cumsum(batch_sizes) - batch_sizes
