"""Checkpoints: what runs within a region is not kept for backward, but computed again when a pass needs it.

A region keeps a tape of the kernels that ran in it. What its nodes save of their results are promises; the first that a
pass needs makes the region run its tape again: by the same kernels on what came from outside, hence equal to the bit.

https://docs.pytorch.org/docs/stable/checkpoint.html
"""

from __future__ import annotations

import contextlib
import functools
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from engine import storage
from engine.errors import OpFailed
from engine.journal import Restorable
from engine.kernels import compute
from engine.node import Edge
from engine.tape import Entry, Kernel, Outside, Recomputed, Result, run
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context
    from engine.op import Op


class Region(Restorable):
    """What runs in one checkpoint, and what it takes to run it again."""

    def __init__(self, context: Context) -> None:
        context.tensors += 1
        self.id = context.tensors
        self.context = context
        self.begin: Final = context.nodes
        """The nodes recorded in it are newer than this one."""
        self.changes: dict[int, int] = {}
        """The storages that were made in it, and how often each was changed in place."""
        self._tape: list[Entry] = []
        self._numbers: dict[int, tuple[int, weakref.ref[Any]]] = {}  # of results, by the tensor's, and the array
        self._outside: dict[int, tuple[Outside, weakref.ref[Any]]] = {}
        self._versions: dict[int, int] = {}  # of storages, after the last change that the tape knows of
        self._elements: dict[int, tuple[Any, int]] = {}  # of storages from outside, before the tape changes them
        self._apart: set[int] = set()  # the storages that no tape can follow any more: they are taken as they are
        self._count = 0
        self._promised: set[int] = set()
        self._needed = 0  # entries up to the last that gives what was promised
        self._values: dict[int, Tensor] = {}

    def snapshot(self) -> Any:
        tables = self.changes, self._numbers, self._outside, self._versions, self._elements
        return len(self._tape), self._count, self._needed, [dict(table) for table in tables], set(self._apart)

    def restore(self, snapshot: Any) -> None:
        length, self._count, self._needed, tables, self._apart = snapshot
        del self._tape[length:]
        self.changes, self._numbers, self._outside, self._versions, self._elements = tables
        self._values = {}

    def follow(self, moved: Callable[[Any], Any], snapshot: Any = None) -> None:
        tables: Sequence[Any] = (self._numbers, self._outside) if snapshot is None else snapshot[3][1:3]
        for table in tables:
            for number, (known, array) in table.items():
                if (data := array()) is not None:
                    table[number] = known, weakref.ref(moved(data))

    def note(self, kernel: Kernel, inputs: Sequence[Any], results: Sequence[Tensor], around: Sequence[Region]) -> None:
        """Remember a kernel that ran, within the regions `around`."""
        context = self.context
        context.keep(self)
        read = [self._read(value, around) for value in inputs]
        numbers = tuple(range(self._count, self._count + len(results)))
        self._count += len(results)
        for number, tensor in zip(numbers, results, strict=True):
            self._numbers[tensor.id] = number, weakref.ref(tensor.data)
            if tensor.storage_id == tensor.id:
                self.changes.setdefault(tensor.id, 0)
            self._versions.setdefault(tensor.storage_id, tensor.version)
        self._tape.append(Entry(kernel, read, numbers, context.drawn, (context.dtype, context.levels)))

    def note_change(self, kernel: Kernel, inputs: Sequence[Any], around: Sequence[Region]) -> None:
        """Remember a kernel that is about to write into its first input."""
        target: Tensor = inputs[0]
        number = target.storage_id
        if number in self.changes and self._number(target) is None:
            self.context.keep(self)
            del self.changes[number]
            self._apart.add(number)
        if number in self._apart:
            return
        self.note(kernel, inputs, (), around)
        if number in self.changes:
            self.changes[number] += 1
        elif number not in self._elements:
            if target.device.levels:
                raise OpFailed("Within a checkpoint under vmap, tensors from outside cannot be changed in place.")
            self._elements[number] = storage.memory(target.data).copy(), target.version
        self._versions[number] = target.version + 1

    def promise(self, tensor: Tensor, edge: Edge | None) -> Recomputed | None:
        """A promise of a tensor as it is now; None where it is not the region's."""
        if tensor.storage_id not in self.changes or tensor.is_inference:
            return None
        number = self._number(tensor)
        if number is None:
            return None
        self.context.keep(self)
        self._promised.add(number)
        self._needed = len(self._tape)
        return Recomputed(self, number, tensor, edge)

    def _read(self, value: Any, around: Sequence[Region]) -> Any:
        """What stands in the tape for an input."""
        if isinstance(value, list):
            return [self._read(item, around) for item in value]
        if not isinstance(value, Tensor):
            return value
        self.context.number(value)  # a literal has none yet
        number = self._number(value)
        return self._take(value, around) if number is None else Result(number)

    def _number(self, tensor: Tensor) -> int | None:
        """The number of the result that a tensor is, unless it was changed by what no tape can follow."""
        known = None if tensor.storage_id in self._apart else self._numbers.get(tensor.id)
        if known is None or known[1]() is not tensor.data or tensor.version != self._versions[tensor.storage_id]:
            return None
        return known[0]

    def _take(self, tensor: Tensor, around: Sequence[Region]) -> Outside:
        """What stands for a tensor from outside, as it is now or as the tape changed it."""
        known = self._outside.get(tensor.id)
        if known is not None and known[1]() is tensor.data:
            outside, _ = known
            if tensor.version == self._versions.get(tensor.storage_id, outside.version):
                return outside
        array = tensor.data
        promise = next((one for region in reversed(around) if (one := region.promise(tensor, None))), None)
        window = array.shape, storage.strides(array), storage.offset(array), array.dtype
        outside = Outside(promise or tensor.twin(), tensor.version, window)
        self._outside[tensor.id] = outside, weakref.ref(array)
        return outside

    def value(self, number: int) -> Tensor:
        """A result that was promised, outside of the graph; all that were are at hand until the pass forgets them."""
        if number not in self._values:
            if self not in self.context.recomputed:
                self.context.recomputed.append(self)
            self._values = run(self.context, self._tape[: self._needed], self._promised, self._elements)
        return self._values[number]

    def forget(self) -> None:
        """Drop what was computed again."""
        self._values = {}

    def held(self) -> Iterator[Any]:
        """The arrays that it keeps in memory, and promises of regions around it."""
        for outside, _ in self._outside.values():
            yield outside.value.data if isinstance(outside.value, Tensor) else outside.value
        yield from (elements for elements, _ in self._elements.values())
        yield from (value.data for value in self._values.values())


@contextlib.contextmanager
def checkpoint(context: Context, name: str | None = None, continues: bool = False) -> Iterator[None]:
    """A block whose results are computed again for backward: in a new region, or as more of the last of that name.

    A name holds its region, with what came from outside, until another begins under it.
    """
    region = context.named_regions.get(name or "") if continues else None
    if region is None:
        region = Region(context)
        if name is not None:
            context.named_regions = {**context.named_regions, name: region}
    around = context.regions
    if region not in around:
        context.regions = (*around, region)
    try:
        yield
    finally:
        context.regions = around
        context.drawn = None  # by what gave nothing that is noted


def note(
    context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any], results: Sequence[Tensor]
) -> None:
    """Let the regions at work remember an operation that ran."""
    _note(context, functools.partial(_computed, context, op, attributes), inputs, results)


def note_new(context: Context, make: Callable[[], Tensor], result: Tensor) -> None:
    """Let the regions at work remember a new tensor, which `make()` gives again."""
    _note(context, lambda _: [make()], (), [result])


def note_copy(context: Context, tensor: Tensor, copy: Tensor) -> None:
    """Let the regions at work remember a copy of a tensor."""
    _note(context, functools.partial(_copied, context), [tensor], [copy])


def note_change(context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]) -> None:
    """Let the regions at work remember an operation that is about to write into its first input."""
    kernel = functools.partial(_changed, context, op, attributes)
    for place in reversed(range(len(context.regions))):  # outer ones last: they change what inner ones take from them
        context.regions[place].note_change(kernel, inputs, context.regions[:place])
    context.drawn = None


def kept(context: Context, value: Any) -> Any:
    """What a node keeps of a value: a promise where a region at work computed it; a leaf itself."""
    if isinstance(value, list):
        return [kept(context, item) for item in value]
    if not isinstance(value, Tensor):
        return value
    edge = value.edge() if value.requires_grad else None
    if edge is not None and isinstance(edge[0], Tensor):
        return value
    return next((one for region in reversed(context.regions) if (one := region.promise(value, edge))), value)


def forget(context: Context, age: int = 0) -> None:
    """Drop what was computed again for nodes newer than this one."""
    for region in [region for region in context.recomputed if region.begin >= age]:
        region.forget()
        context.recomputed.remove(region)


def _note(context: Context, kernel: Kernel, inputs: Sequence[Any], results: Sequence[Tensor]) -> None:
    for place, region in enumerate(context.regions):
        region.note(kernel, inputs, results, context.regions[:place])
    context.drawn = None


def _computed(context: Context, op: Op, attributes: dict[str, Any], inputs: Sequence[Any]) -> list[Tensor]:
    results, _, device, _ = compute(context, op, inputs, attributes)
    tensors = []
    for array in results if type(results) is tuple else (results,):
        where, adopted = (device, array) if type(array) is device.array_type else device.adopt(array)
        tensors.append(Tensor(context, adopted, where))
    return tensors


def _copied(context: Context, inputs: Sequence[Any]) -> list[Tensor]:
    (tensor,) = inputs
    with context.on(tensor.device):
        return [Tensor(context, tensor.data.copy(), tensor.device)]


def _changed(context: Context, op: Op, attributes: dict[str, Any], inputs: Sequence[Any]) -> list[Tensor]:
    with context.on(inputs[0].device):
        inputs[0].data[...] = compute(context, op, inputs, attributes)[0]
    return []


def known(context: Context, tensor: Tensor, inputs: Sequence[Any] = ()) -> list[Tensor]:
    """A new tensor whose values are known, in the place of a function that makes it."""
    data = tensor.data
    with context.on(tensor.device):
        copy = data.copy("K") if tensor.device.levels else storage.Copies(tensor.device.xp).copy(data)
        return [Tensor(context, copy, tensor.device)]


KERNELS = {function.__name__: function for function in (_computed, _copied, _changed, known)}
"""The kernels of tapes that are data: these functions, with their first arguments."""
