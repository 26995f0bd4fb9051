"""Gathering: batches of rows of tensors on the server, one operation a tensor, whose indices need not be known here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from gradwire._generated.functions import cat, zeros
from gradwire.creation import as_tensor
from gradwire.devices import default_device
from gradwire.differentiation.grad_modes import inference_mode
from gradwire.dtypes import DTYPES
from gradwire.recording.state import state
from gradwire.tensors.tensor import Tensor
from gradwire.utils.data.collate import default_collate
from gradwire.utils.data.dataset import StackDataset, Subset, TensorDataset, samples
from gradwire.utils.data.sampler import (
    BatchSampler,
    RandomSampler,
    SequentialSampler,
    SubsetRandomSampler,
    WeightedRandomSampler,
)

DRAWN: Final = (SequentialSampler, RandomSampler, SubsetRandomSampler, WeightedRandomSampler)


def gatherable(dataset: Any) -> bool:
    """Whether a batch of its samples, collated as usual, is rows of tensors, outside any graph."""
    while type(dataset) is Subset and are_integers(dataset.indices):
        dataset = dataset.dataset
    return _has_rows(dataset)


def _has_rows(dataset: Any) -> bool:
    kind = type(dataset)
    if kind is Tensor:
        recorder = state.recorder()
        indexed = dataset.is_cuda or dataset.device == (default_device() or recorder.device)
        return dataset._r is recorder and indexed and dataset.ndim > 0 and not dataset.requires_grad
    if kind is TensorDataset:
        return all(map(_has_rows, dataset.tensors))
    return kind is StackDataset and all(map(_has_rows, dataset.parts()))


def gather(dataset: Any, rows: Tensor) -> Any:
    """What default_collate makes of the samples in these rows."""
    if isinstance(dataset, Tensor):
        return dataset[rows]
    if isinstance(dataset, TensorDataset):
        return [column[rows] for column in dataset.tensors]
    batches = [gather(part, rows) for part in dataset.parts()]
    return dict(zip(dataset.datasets, batches, strict=True)) if isinstance(dataset.datasets, dict) else batches


def gather_known(dataset: Any, indices: Any) -> Any:
    """What default_collate makes of the samples of these indices, which are uploaded as one array."""
    if not are_integers(indices):
        return default_collate(samples(dataset, indices))
    while isinstance(dataset, Subset):
        indices = [dataset.indices[index] for index in indices]
        dataset = dataset.dataset
    return gather(dataset, as_tensor(np.asarray(indices, np.int64)))


def whole(dataset: Any, rows: Tensor) -> tuple[Any, Tensor]:
    """The dataset that a subset is of, and the rows there of these rows of the subset."""
    while isinstance(dataset, Subset):
        rows = as_tensor(np.asarray(dataset.indices, np.int64))[rows]
        dataset = dataset.dataset
    return dataset, rows


def windows(dataset: Any, batches: BatchSampler) -> Iterator[tuple[Any, Tensor]]:
    """The rows of batch after batch, and the dataset that they are rows of.

    The window moves on the server, so that all batches of one size are the same steps, and each draw is made when
    PyTorch makes it.
    """
    size = batches.batch_size
    rest: Tensor | None = None
    for drawn in batches.sampler.draws():  # type: ignore[attr-defined]
        source, rows = whole(dataset, drawn)
        if rest is not None:
            rows = cat([rest, rows])
        count = len(rows)
        with inference_mode(False):  # what is made in that mode cannot be changed outside it
            start = zeros((), dtype=DTYPES["int64"])
        for _ in range(count // size):
            yield source, rows.narrow(0, start, size)
            start.add_(size)
        rest = rows[count - count % size :] if count % size else None
    if rest is not None and not batches.drop_last:
        yield source, rest


def are_drawn(batches: Any) -> bool:
    """Whether a batch sampler is PyTorch's own, on a sampler whose indices exist on the server."""
    if type(batches) is not BatchSampler or type(batches.sampler) not in DRAWN:
        return False
    return not isinstance(batches.sampler, SubsetRandomSampler) or are_integers(batches.sampler.indices)


def are_integers(indices: Any) -> bool:
    """Whether all of them are integers, of Python's or NumPy's."""
    if isinstance(indices, np.ndarray):
        return indices.ndim == 1 and indices.dtype.kind in "iu"
    if isinstance(indices, range):
        return True
    return isinstance(indices, (list, tuple)) and all(type(index) is int for index in indices)
