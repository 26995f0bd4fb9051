"""Batches: one pass over a DataLoader's dataset."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from gradwire._generated.functions import empty
from gradwire.cuda import is_available
from gradwire.dtypes import DTYPES
from gradwire.recording.origins import warn
from gradwire.recording.state import state
from gradwire.utils.data.collate import default_collate
from gradwire.utils.data.dataset import samples
from gradwire.utils.data.gathering import are_drawn, gather, gather_known, gatherable, windows

if TYPE_CHECKING:
    from gradwire.utils.data.dataloader import DataLoader

Fetch = Callable[[Any], Any]


class Batches(Iterator[Any]):
    """What iter(loader) returns."""

    def __init__(self, loader: DataLoader[Any]) -> None:
        self._loader = loader
        if loader.pin_memory and not (state.recorder().waits and is_available()):
            warn("pin_memory makes no difference: there is no GPU, and the server pins what it copies")
        if loader.timeout and not loader.num_workers:
            raise AssertionError("timeout is for num_workers > 0: leave it out")
        self._gathers = (
            not loader.is_stream
            and loader.batch_sampler is not None
            and loader.collate_fn is default_collate
            and gatherable(loader.dataset)
        )
        self._gathers_drawn = self._gathers and are_drawn(loader.batch_sampler)
        self.begin()
        # PyTorch draws a seed for its workers, even if there are none
        empty((), dtype=DTYPES["int64"]).random_(generator=loader.generator)
        self._fetch = self._fetching()

    def begin(self) -> None:
        """Begin a pass."""
        loader = self._loader
        self._given, self._told = 0, loader.told_length
        self._indices = windows(loader.dataset, loader.batch_sampler) if self._gathers_drawn else iter(loader.indices)

    def _fetching(self) -> Fetch:
        loader = self._loader
        if self._gathers_drawn:
            return lambda place: gather(*place)
        if self._gathers:
            return lambda indices: gather_known(loader.dataset, indices)
        return _from_stream(loader) if loader.is_stream else _from_samples(loader)

    def __next__(self) -> Any:
        batch = self._fetch(next(self._indices))
        self._given += 1
        if self._told is not None and self._given > self._told:
            warn(f"len() of the IterableDataset said {self._told}, and this is number {self._given} that it gave")
        return batch

    def __iter__(self) -> Self:
        return self

    def __len__(self) -> int:
        return len(self._loader.indices)


def _from_samples(loader: DataLoader[Any]) -> Fetch:
    dataset, collate = loader.dataset, loader.collate_fn
    if loader.batch_sampler is None:
        return lambda index: collate(dataset[index])
    return lambda indices: collate(samples(dataset, indices))


def _from_stream(loader: DataLoader[Any]) -> Fetch:
    stream, collate = iter(loader.dataset), loader.collate_fn

    def fetch(indices: list[None]) -> Any:
        batch = list(islice(stream, len(indices)))
        if not batch or (loader.drop_last and len(batch) < len(indices)):
            raise StopIteration
        return collate(batch)

    return (lambda _: collate(next(stream))) if loader.batch_sampler is None else fetch
