"""Datasets: samples by number, or one after the other, and what is made of several datasets.

https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.Dataset
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import floor, isclose
from typing import Any, Generic, TypeVar

from gradwire._generated.functions import randperm
from gradwire.generators import Generator
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor

Sample = TypeVar("Sample", covariant=True)


class Dataset(Generic[Sample]):
    """Samples by their number; a subclass has __getitem__, mostly __len__, and for many at once __getitems__."""

    def __getitem__(self, index: Any) -> Sample:
        raise NotImplementedError(f"{type(self).__name__} is a Dataset and needs a method __getitem__(self, index)")

    def __add__(self, other: Dataset[Any]) -> Any:
        return ConcatDataset([self, other])


class IterableDataset(Dataset[Sample], Iterable[Sample]):
    """Samples one after the other, as from a stream; a subclass has __iter__."""

    def __add__(self, other: Dataset[Any]) -> Any:
        return ChainDataset([self, other])


class TensorDataset(Dataset[tuple[Tensor, ...]]):
    """The rows of tensors of one length: sample i is a tuple of each tensor's row i."""

    def __init__(self, *tensors: Tensor) -> None:
        if any(tensor.size(0) != tensors[0].size(0) for tensor in tensors):
            raise AssertionError(f"the tensors have different numbers of rows: {[len(tensor) for tensor in tensors]}")
        self.tensors = tensors

    def __getitem__(self, index: Any) -> tuple[Tensor, ...]:
        return tuple([tensor[index] for tensor in self.tensors])

    def __len__(self) -> int:
        return int(self.tensors[0].size(0))


class StackDataset(Dataset[Any]):
    """Datasets of one length side by side: sample i is a tuple of their samples, or a dict where they have names."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if bool(args) == bool(kwargs):
            raise ValueError("StackDataset takes datasets, either all by position or all by name")
        self.datasets: Any = args or kwargs
        lengths = [len(dataset) for dataset in self.parts()]
        if any(length != lengths[0] for length in lengths):
            raise ValueError(f"the datasets have different lengths: {lengths}")
        self._length = lengths[0]

    def parts(self) -> list[Any]:
        """The datasets, whether they have names or not."""
        return list(self.datasets.values() if isinstance(self.datasets, dict) else self.datasets)

    def _sample(self, parts: Iterable[Any]) -> Any:
        return dict(zip(self.datasets, parts, strict=True)) if isinstance(self.datasets, dict) else tuple(parts)

    def __getitem__(self, index: Any) -> Any:
        return self._sample([dataset[index] for dataset in self.parts()])

    def __getitems__(self, indices: list[Any]) -> list[Any]:
        columns = [samples(dataset, indices) for dataset in self.parts()]
        for column in columns:
            if len(column) != len(indices):
                raise ValueError(f"a dataset's __getitems__ gave {len(column)} samples for {len(indices)} indices")
        return [self._sample(parts) for parts in zip(*columns, strict=True)]

    def __len__(self) -> int:
        return self._length


class ConcatDataset(Dataset[Sample]):
    """Datasets one behind the other."""

    @staticmethod
    def cumsum(sequence: Iterable[Any]) -> list[int]:
        """Where each dataset ends."""
        return list(accumulate(len(dataset) for dataset in sequence))

    def __init__(self, datasets: Iterable[Any]) -> None:
        self.datasets = list(datasets)
        if not self.datasets:
            raise AssertionError("ConcatDataset needs at least one dataset")
        if any(isinstance(dataset, IterableDataset) for dataset in self.datasets):
            raise AssertionError("an IterableDataset has no samples by number: join such datasets with ChainDataset")
        self.cumulative_sizes = self.cumsum(self.datasets)

    def __len__(self) -> int:
        return self.cumulative_sizes[-1]

    def __getitem__(self, idx: int) -> Any:
        if idx < 0:
            if -idx > len(self):
                raise ValueError(f"there are {len(self)} samples, so {idx} is none of them")
            idx += len(self)
        place = bisect_right(self.cumulative_sizes, idx)
        return self.datasets[place][idx - (self.cumulative_sizes[place - 1] if place else 0)]


class ChainDataset(IterableDataset[Sample]):
    """Iterable datasets one after the other."""

    def __init__(self, datasets: Iterable[Any]) -> None:
        self.datasets = datasets

    def _parts(self) -> Iterator[Any]:
        for dataset in self.datasets:
            if not isinstance(dataset, IterableDataset):
                raise AssertionError(f"ChainDataset chains IterableDatasets, and not a {type(dataset).__name__}")
            yield dataset

    def __iter__(self) -> Iterator[Sample]:
        for dataset in self._parts():
            yield from dataset

    def __len__(self) -> int:
        return sum(map(len, self._parts()))


class Subset(Dataset[Sample]):
    """The samples of a dataset that have these indices."""

    def __init__(self, dataset: Any, indices: Sequence[Any]) -> None:
        self.dataset = dataset
        self.indices = indices
        cls = type(self)
        if cls.__getitem__ is not Subset.__getitem__ and cls.__getitems__ is Subset.__getitems__:
            raise NotImplementedError(
                f"{cls.__name__} has its own __getitem__ and needs its own __getitems__(self, indices), which a "
                "DataLoader calls: it may return [self[index] for index in indices]"
            )

    def __getitem__(self, idx: Any) -> Any:
        if isinstance(idx, list):
            return self.dataset[[self.indices[one] for one in idx]]
        return self.dataset[self.indices[idx]]

    def __getitems__(self, indices: list[Any]) -> list[Any]:
        return samples(self.dataset, [self.indices[index] for index in indices])

    def __len__(self) -> int:
        return len(self.indices)


def samples(dataset: Any, indices: list[Any]) -> list[Any]:
    """The samples of these indices, at once where the dataset can."""
    several = getattr(dataset, "__getitems__", None)
    return several(indices) if callable(several) else [dataset[index] for index in indices]


def random_split(dataset: Any, lengths: Sequence[int | float], generator: Generator | None = None) -> list[Subset[Any]]:
    """Subsets of these lengths, or these fractions of the whole, of a dataset in random order.

    What rounding leaves goes to the first subsets, a sample each.
    https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split
    """
    size = len(dataset)
    if isclose(sum(lengths), 1) and sum(lengths) <= 1:
        for place, share in enumerate(lengths):
            if not 0 <= share <= 1:
                raise ValueError(f"fraction {share} at index {place} does not lie between 0 and 1")
        whole = [floor(size * share) for share in lengths]
        for place in range(size - sum(whole)):
            whole[place % len(whole)] += 1
        for place, length in enumerate(whole):
            if length == 0:
                warn(f"the subset at index {place} is empty: {lengths[place]} of {size} samples is less than one")
        lengths = whole
    if sum(lengths) != size:
        raise ValueError(f"lengths {list(lengths)} add up to {sum(lengths)}, and the dataset has {size} samples")
    order = randperm(size, generator=generator).tolist()
    ends = accumulate(lengths, initial=0)
    return [Subset(dataset, order[start:stop]) for start, stop in pairwise(ends)]
