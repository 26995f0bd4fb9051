"""DataLoader: the samples of a dataset in batches, in an order that a sampler gives.

https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from multiprocessing.context import BaseContext
from typing import Any, Final, Generic, TypeVar

from gradwire.recording.origins import warn
from gradwire.utils.data.batches import Batches
from gradwire.utils.data.collate import default_collate, default_convert
from gradwire.utils.data.dataset import IterableDataset
from gradwire.utils.data.sampler import BatchSampler, RandomSampler, SequentialSampler

Sample = TypeVar("Sample", covariant=True)
FIXED: Final = frozenset({"batch_size", "batch_sampler", "sampler", "drop_last", "dataset", "persistent_workers"})
PREFETCHED: Final = 2


class DataLoader(Generic[Sample]):
    """The samples of a dataset, batch by batch.

    Batches of a TensorDataset (or of a Subset, of tensors, of a StackDataset of them) are gathered on the server, one
    operation a tensor; shuffled or not, no request is needed for it. NumPy arrays are put together here, and a batch
    of them is uploaded as one.

    `num_workers` may be more than 0, and makes no difference: batches are made in this thread, when they are asked
    for, since the arithmetic is done elsewhere. What would only work in worker processes is refused (an
    IterableDataset, which each worker would repeat) or announced by a warning (`worker_init_fn`, which is not called).
    `pin_memory`, `prefetch_factor`, `in_order` and `timeout` are taken as PyTorch takes them, and change nothing.
    """

    __initialized = False

    def __init__(
        self,
        dataset: Any,
        batch_size: int | None = 1,
        shuffle: bool | None = None,
        sampler: Any = None,
        batch_sampler: Any = None,
        num_workers: int = 0,
        collate_fn: Callable[[Any], Any] | None = None,
        pin_memory: bool = False,
        drop_last: bool = False,
        timeout: float = 0,
        worker_init_fn: Callable[[int], Any] | None = None,
        multiprocessing_context: Any = None,
        generator: Any = None,
        *,
        prefetch_factor: int | None = None,
        persistent_workers: bool = False,
        pin_memory_device: str = "",
        in_order: bool = True,
    ) -> None:
        _check_workers(num_workers, timeout, prefetch_factor, persistent_workers)
        self.is_stream = isinstance(dataset, IterableDataset)
        self.dataset = dataset
        self.num_workers = num_workers
        self.prefetch_factor = PREFETCHED if num_workers and prefetch_factor is None else prefetch_factor
        self.pin_memory = pin_memory
        self.pin_memory_device = pin_memory_device
        self.timeout = timeout
        self.worker_init_fn = worker_init_fn
        self.multiprocessing_context = _context(multiprocessing_context, num_workers)
        self.in_order = in_order
        self._check_order(batch_size, shuffle, sampler, batch_sampler, drop_last)
        if sampler is None:
            sampler = (
                _Endless()
                if self.is_stream
                else RandomSampler(dataset, generator=generator)
                if shuffle
                else SequentialSampler(dataset)
            )
        if batch_sampler is not None:
            batch_size = None
        elif batch_size is not None:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        self.generator = generator
        self.collate_fn = collate_fn or (default_convert if batch_sampler is None else default_collate)
        self.persistent_workers = persistent_workers
        self.told_length: int | None = None
        """What `len` said of a stream."""
        self._batches: Batches | None = None
        if num_workers:
            self._check_alone()
        self.__initialized = True

    def _check_order(
        self, batch_size: int | None, shuffle: bool | None, sampler: Any, batch_sampler: Any, drop_last: bool
    ) -> None:
        if self.is_stream:
            for name, value in (("shuffle", shuffle), ("sampler", sampler), ("batch_sampler", batch_sampler)):
                if value is not None and value is not False:
                    raise ValueError(f"an IterableDataset has its own order: {name} cannot be {value!r}")
        if sampler is not None and shuffle:
            raise ValueError("sampler and shuffle exclude each other: the sampler decides about the order")
        if batch_sampler is not None and (batch_size != 1 or shuffle or sampler is not None or drop_last):
            raise ValueError("batch_sampler excludes batch_size, shuffle, sampler and drop_last: it decides about all")
        if batch_sampler is None and batch_size is None and drop_last:
            raise ValueError("without batch_size there are no batches, and no last one to drop")

    def _check_alone(self) -> None:
        """Refuse, or warn of, what only worker processes could do."""
        if self.is_stream:
            raise NotImplementedError(
                "an IterableDataset needs num_workers=0: there are no worker processes here, each of which would go "
                "through the whole dataset or through its share of it"
            )
        if self.worker_init_fn is not None:
            warn("worker_init_fn is not called: batches are made in this process, whatever num_workers is")

    def __setattr__(self, name: str, value: Any) -> None:
        if self.__initialized and name in FIXED:
            raise ValueError(f"{name} is settled when the {type(self).__name__} is made: make another one")
        super().__setattr__(name, value)

    @property
    def indices(self) -> Any:
        """What gives the indices of one fetch: of a batch, or of a sample where there are no batches."""
        return self.sampler if self.batch_sampler is None else self.batch_sampler

    def __iter__(self) -> Iterator[Any]:
        if not self.persistent_workers:
            return Batches(self)
        if self._batches is None:
            self._batches = Batches(self)
        else:
            self._batches.begin()
        return self._batches

    def __len__(self) -> int:
        if not self.is_stream:
            return len(self.indices)
        self.told_length = length = len(self.dataset)
        if self.batch_size is None:
            return length
        whole, left = divmod(length, self.batch_size)
        return whole + (left > 0 and not self.drop_last)


class _Endless:
    """The sampler of a stream, whose samples have no indices."""

    def __iter__(self) -> Iterator[None]:
        while True:
            yield None


def get_worker_info() -> None:
    """None: this is no worker process."""
    return


def _check_workers(workers: int, timeout: float, prefetch_factor: int | None, persistent: bool) -> None:
    if workers < 0:
        raise ValueError(f"num_workers must not be negative, and is {workers}")
    if timeout < 0:
        raise ValueError(f"timeout must not be negative, and is {timeout}")
    if prefetch_factor is not None and not workers:
        raise ValueError("prefetch_factor is for num_workers > 0: leave it out")
    if prefetch_factor is not None and prefetch_factor < 0:
        raise ValueError(f"prefetch_factor must not be negative, and is {prefetch_factor}")
    if persistent and not workers:
        raise ValueError("persistent_workers is for num_workers > 0: leave it out")


def _context(context: Any, workers: int) -> Any:
    if context is None:
        return None
    if not workers:
        raise ValueError("multiprocessing_context is for num_workers > 0: leave it out")
    if isinstance(context, str):
        methods = multiprocessing.get_all_start_methods()
        if context not in methods:
            raise ValueError(f"multiprocessing_context is one of {methods}, and not {context!r}")
        return multiprocessing.get_context(context)
    if not isinstance(context, BaseContext):
        raise TypeError(f"multiprocessing_context is a context or its name, not a {type(context).__name__}")
    return context
