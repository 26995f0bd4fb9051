"""Tapes: kernels that ran within a checkpoint, and running them once more."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from engine import storage
from engine.errors import SavedValueModified
from engine.node import Edge
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.checkpoints import Region
    from engine.context import Context

Kernel = Callable[[Sequence[Any]], Sequence[Tensor]]
Elements = Mapping[int, tuple[Any, int]]


class Result(NamedTuple):
    """Stands for a value that the tape computes, by its number."""

    number: int


class Outside(NamedTuple):
    """Stands for a value from outside: a tensor, or a promise of the region around."""

    value: Any
    version: int
    window: tuple[Any, ...]
    """What it shows of its storage: shape, strides, offset, dtype."""


class Entry(NamedTuple):
    """One kernel that ran: on what, which results it gave, and what held then."""

    kernel: Kernel
    inputs: Sequence[Any]
    results: tuple[int, ...]
    drawn: tuple[Any, Any] | None
    """The generator that it drew from, and its state before."""
    modes: tuple[Any, ...]
    """The default dtype, and the levels of vmap."""


class Recomputed:
    """A promise of a tensor that a region computed; `edge` is its place in the graph, None for none."""

    def __init__(self, region: Region, number: int, tensor: Tensor, edge: Edge | None) -> None:
        self.region = region
        self.number = number
        self.id, self.storage_id = tensor.id, tensor.storage_id
        self.shape, self.dtype, self.device = tensor.shape, tensor.dtype, tensor.device
        self.requires_grad = edge is not None
        self._edge = edge
        self._promised_at = self.version

    @property
    def version(self) -> int:
        """How often the region changed it in place; -1 where it lost sight of it."""
        return self.region.changes.get(self.storage_id, -1)

    @property
    def is_outdated(self) -> bool:
        """Whether the region changed it in place since."""
        return self.version != self._promised_at

    def at(self, edge: Edge) -> Recomputed:
        """The same with another place in the graph."""
        other = copy.copy(self)
        other.requires_grad, other._edge = True, edge
        return other

    def tensor(self) -> Tensor:
        """The tensor, computed again unless the pass at work has done so, in its place in the graph."""
        value = self.region.value(self.number)
        tensor = Tensor(self.region.context, value.data, value.device, self.id)
        if self._edge is not None:
            tensor.make_node(*self._edge)
        return tensor


def again(value: Any) -> Any:
    """The tensor of a promise, those of a list of them; anything else as it is."""
    if isinstance(value, list):
        return [again(item) for item in value]
    return value.tensor() if isinstance(value, Recomputed) else value


def run(context: Context, tape: Sequence[Entry], wanted: set[int], elements: Elements) -> dict[int, Tensor]:
    """The wanted results of a tape; nothing outside changes, and generators go on from where they are.

    `elements` are those of storages from outside which the tape changes, from before, with their versions.
    """
    last = {one.number: place for place, entry in enumerate(tape) for one in _results(entry.inputs)}
    values: dict[int, Tensor] = {}
    copies: dict[int, Any] = {}
    generators: dict[Any, Any] = {}
    before = context.dtype, context.levels, context.regions
    with context.mode(False, False):
        try:
            context.regions = ()
            for place, entry in enumerate(tape):
                if entry.drawn is not None:
                    generator, state = entry.drawn
                    with context.on(*generator.where):
                        context.keep(generator)
                        generators.setdefault(generator, generator.snapshot())
                        generator.restore(state)
                context.dtype, context.levels = entry.modes
                made = entry.kernel([_resolve(value, values, elements, copies) for value in entry.inputs])
                values.update(zip(entry.results, made, strict=True))
                for number in {*entry.results, *(one.number for one in _results(entry.inputs))} - wanted:
                    if last.get(number, -1) <= place:
                        del values[number]
        finally:
            context.dtype, context.levels, context.regions = before
            for generator, state in generators.items():
                with context.on(*generator.where):
                    generator.restore(state)
    return values


def _resolve(value: Any, values: Mapping[int, Tensor], elements: Elements, copies: dict[int, Any]) -> Any:
    """An input of a kernel that runs again."""
    if isinstance(value, list):
        return [_resolve(item, values, elements, copies) for item in value]
    if isinstance(value, Result):
        return values[value.number]
    return _bring(value, elements, copies) if isinstance(value, Outside) else value


def _bring(outside: Outside, elements: Elements, copies: dict[int, Any]) -> Tensor:
    """A tensor from outside as it was when it was taken; of a storage that the tape changes, in a copy."""
    value, version, window = outside
    before = elements.get(value.storage_id)
    if before is None:
        if value.is_outdated if isinstance(value, Recomputed) else value.version != version:
            raise _modified(value)
        return again(value)  # type: ignore[no-any-return]
    memory, known = before
    if known != version:
        raise _modified(value)
    context = value.context if isinstance(value, Tensor) else value.region.context
    shape, strides, offset, dtype = window
    with context.on(value.device):
        if value.storage_id not in copies:
            copies[value.storage_id] = memory.copy()
        array = storage.strided(value.device.xp, copies[value.storage_id].view(dtype), shape, strides, offset)
    return Tensor(context, array, value.device)


def _modified(value: Any) -> SavedValueModified:
    return SavedValueModified(
        f"A {value.dtype.name} tensor of shape {list(value.shape)}, which a checkpoint needs to compute its values "
        "again, was changed in place after it was used there. Change a clone instead.",
        shapes=[list(value.shape)],
        dtypes=[value.dtype.name],
    )


def _results(inputs: Sequence[Any]) -> Iterator[Result]:
    for value in inputs:
        if isinstance(value, Result):
            yield value
        elif isinstance(value, list):
            yield from _results(value)
