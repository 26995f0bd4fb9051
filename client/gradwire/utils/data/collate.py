"""Collation: one batch of many samples.

https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.default_collate
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, MutableSequence, Sequence
from copy import copy
from typing import Any

import numpy as np

from gradwire._generated.functions import stack
from gradwire.creation import as_tensor, tensor
from gradwire.dtypes import DTYPES
from gradwire.tensors.tensor import Tensor


def default_collate(batch: Any) -> Any:
    """A batch of samples as one object of their kind, whose tensors have a further first dimension.

    NumPy arrays are put together here and uploaded as one; numbers become a tensor, texts stay a list, and mappings
    and sequences are collated entry by entry. Raises TypeError for anything else, RuntimeError for unequal lengths.
    """
    first = batch[0]
    if isinstance(first, Tensor):
        return stack(batch, 0)
    if isinstance(first, np.ndarray):
        return _collate_arrays(batch)
    if isinstance(first, (np.bool_, np.number)):
        return as_tensor(np.array(batch))
    if isinstance(first, float):
        return tensor(batch, dtype=DTYPES["float64"])
    if isinstance(first, int):
        return tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, Mapping):
        return _like_mapping(first, {key: default_collate([sample[key] for sample in batch]) for key in first})
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return type(first)(*map(default_collate, zip(*batch, strict=False)))
    if isinstance(first, Sequence):
        if any(len(sample) != len(first) for sample in batch):
            raise RuntimeError("the samples of a batch have different lengths: pad them in a collate_fn of your own")
        parts = list(map(default_collate, zip(*batch, strict=True)))
        return parts if isinstance(first, tuple) else _like_sequence(first, parts)
    raise TypeError(_refusal(type(first)))


def default_convert(data: Any) -> Any:
    """One sample with its NumPy arrays as tensors; everything else stays what it is, but tuples become lists."""
    if isinstance(data, np.ndarray):
        return data if data.dtype.kind in "SUO" else as_tensor(data)
    if isinstance(data, np.generic) and not isinstance(data, (np.str_, np.bytes_)):
        return as_tensor(data)
    if isinstance(data, Mapping):
        return _like_mapping(data, {key: default_convert(data[key]) for key in data})
    if isinstance(data, tuple) and hasattr(data, "_fields"):
        return type(data)(*map(default_convert, data))
    if isinstance(data, tuple):
        return list(map(default_convert, data))
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return _like_sequence(data, list(map(default_convert, data)))
    return data


def _collate_arrays(batch: Sequence[np.ndarray[Any, Any]]) -> Tensor:
    first = batch[0]
    if first.dtype.kind in "SUO":
        raise TypeError(_refusal(first.dtype))
    alike = all(array.dtype == first.dtype and array.shape == first.shape for array in batch)
    if alike:
        return as_tensor(np.stack(batch))
    return stack([as_tensor(array) for array in batch], 0)  # which promotes, or says what does not fit


def _refusal(kind: Any) -> str:
    return (
        f"a batch is made of tensors, NumPy arrays, numbers, texts, mappings and sequences, and not of {kind}: give "
        "DataLoader a collate_fn that makes one"
    )


def _like_mapping(like: Mapping[Any, Any], entries: dict[Any, Any]) -> Any:
    def filled() -> Any:
        if not isinstance(like, MutableMapping):
            return type(like)(entries)  # type: ignore[call-arg]
        twin = copy(like)
        twin.update(entries)
        return twin

    return _or_plain(filled, entries)


def _like_sequence(like: Sequence[Any], entries: list[Any]) -> Any:
    def filled() -> Any:
        if not isinstance(like, MutableSequence):
            return type(like)(entries)  # type: ignore[call-arg]
        twin = copy(like)
        for place, entry in enumerate(entries):
            twin[place] = entry
        return twin

    return _or_plain(filled, entries)


def _or_plain(filled: Callable[[], Any], entries: Any) -> Any:
    """An object of the samples' own class, or the plain entries where that class cannot be made of entries."""
    try:
        return filled()
    except TypeError:
        return entries
