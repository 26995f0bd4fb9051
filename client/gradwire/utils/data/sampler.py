"""Samplers: in which order a DataLoader takes the samples, with PyTorch's random numbers.

https://docs.pytorch.org/docs/stable/data.html#data-loading-order-and-sampler
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, Generic, TypeVar

import numpy as np

from gradwire._generated.functions import arange, cat, empty, multinomial, randint, randperm
from gradwire.creation import as_tensor
from gradwire.dtypes import DTYPES
from gradwire.generators import Generator
from gradwire.tensors.tensor import Tensor

Index = TypeVar("Index", covariant=True)
CHUNK: Final = 32
"""How many indices PyTorch draws at a time with replacement."""


class Sampler(Generic[Index]):
    """Gives the indices of samples, or lists of them; a subclass has __iter__, and mostly __len__."""

    def __iter__(self) -> Iterator[Index]:
        raise NotImplementedError(f"{type(self).__name__} is a Sampler and needs a method __iter__(self)")


class Drawn(Sampler[int]):
    """A sampler whose indices exist on the server: where nobody here needs to know them, they stay there."""

    def draws(self) -> Iterator[Tensor]:
        """The indices, a tensor at a time, each drawn when PyTorch draws it."""
        raise NotImplementedError

    def __iter__(self) -> Iterator[int]:
        for indices in self.draws():
            if len(indices):
                yield from indices.tolist()


class SequentialSampler(Drawn):
    """All samples in their order."""

    def __init__(self, data_source: Any) -> None:
        self.data_source = data_source

    def draws(self) -> Iterator[Tensor]:
        """The indices, as one tensor."""
        yield arange(len(self.data_source))

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self.data_source)))

    def __len__(self) -> int:
        return len(self.data_source)


class RandomSampler(Drawn):
    """All samples in random order, as often as it takes to make `num_samples`; with `replacement`, any at any time.

    Without a generator each pass draws a seed from the session's, and its order from a generator of that seed: no
    request is needed for either.
    """

    def __init__(
        self, data_source: Any, replacement: bool = False, num_samples: int | None = None, generator: Any = None
    ) -> None:
        self.data_source = data_source
        self.replacement = replacement
        self._num_samples = num_samples
        self.generator = generator
        if not isinstance(replacement, bool):
            raise TypeError(f"replacement must be True or False, not {replacement!r}")
        if self.num_samples is not True:  # which PyTorch takes for 1 here
            _check_positive("num_samples", self.num_samples)

    @property
    def num_samples(self) -> int:
        """How many indices a pass gives; the size of the data source, as it is then, unless said otherwise."""
        return len(self.data_source) if self._num_samples is None else self._num_samples

    def draws(self) -> Iterator[Tensor]:
        """The indices; all at once from a generator of its own, else bit by bit, since others may draw in between."""
        size, wanted = len(self.data_source), self.num_samples
        if self.generator is not None:
            yield from self._bit_by_bit(size, wanted)
            return
        generator = Generator.named("sampler", empty((), dtype=DTYPES["int64"]).random_())
        if self.replacement:
            yield randint(size, (wanted,), generator=generator)
            return
        orders = [randperm(size, generator=generator) for _ in range(-(-wanted // size))]
        order = orders[0] if len(orders) == 1 else cat(orders)
        yield order[:wanted] if wanted % size else order

    def _bit_by_bit(self, size: int, wanted: int) -> Iterator[Tensor]:
        if self.replacement:
            for start in range(0, wanted, CHUNK):
                yield randint(size, (min(CHUNK, wanted - start),), generator=self.generator)
            return
        for _ in range(wanted // size):
            yield randperm(size, generator=self.generator)
        yield randperm(size, generator=self.generator)[: wanted % size]  # PyTorch draws it even if nothing is left

    def __len__(self) -> int:
        return self.num_samples


class SubsetRandomSampler(Drawn):
    """The given indices in random order."""

    def __init__(self, indices: Sequence[Any], generator: Any = None) -> None:
        self.indices = indices
        self.generator = generator

    def draws(self) -> Iterator[Tensor]:
        """The indices, as one tensor; they must be integers."""
        order = randperm(len(self.indices), generator=self.generator)
        yield as_tensor(np.asarray(self.indices, np.int64))[order]

    def __iter__(self) -> Iterator[Any]:
        for place in randperm(len(self.indices), generator=self.generator).tolist():
            yield self.indices[place]

    def __len__(self) -> int:
        return len(self.indices)


class WeightedRandomSampler(Drawn):
    """Indices up to the number of weights, each as likely as its weight is large."""

    def __init__(self, weights: Any, num_samples: int, replacement: bool = True, generator: Any = None) -> None:
        _check_positive("num_samples", num_samples)
        if not isinstance(replacement, bool):
            raise ValueError(f"replacement must be True or False, not {replacement!r}")
        self.weights = as_tensor(weights, dtype=DTYPES["float64"])
        if self.weights.ndim != 1:
            raise ValueError(f"weights must have one dimension, and have shape {tuple(self.weights.shape)}")
        self.num_samples = num_samples
        self.replacement = replacement
        self.generator = generator

    def draws(self) -> Iterator[Tensor]:
        """The indices, as one tensor."""
        yield multinomial(self.weights, self.num_samples, self.replacement, generator=self.generator)

    def __len__(self) -> int:
        return self.num_samples


class BatchSampler(Sampler[list[int]]):
    """The indices of another sampler in lists of `batch_size`; the last may be shorter, unless `drop_last`."""

    def __init__(self, sampler: Iterable[int], batch_size: int, drop_last: bool) -> None:
        _check_positive("batch_size", batch_size)
        if not isinstance(drop_last, bool):
            raise ValueError(f"drop_last must be True or False, not {drop_last!r}")
        self.sampler = sampler
        self.batch_size = batch_size
        self.drop_last = drop_last

    def __iter__(self) -> Iterator[list[int]]:
        indices = iter(self.sampler)
        while batch := list(islice(indices, self.batch_size)):
            if len(batch) == self.batch_size or not self.drop_last:
                yield batch

    def __len__(self) -> int:
        whole, left = divmod(len(self.sampler), self.batch_size)  # type: ignore[arg-type]
        return whole + (left > 0 and not self.drop_last)


def _check_positive(name: str, number: Any) -> None:
    if not isinstance(number, int) or isinstance(number, bool) or number <= 0:
        raise ValueError(f"{name} must be a positive integer, not {number!r}")
