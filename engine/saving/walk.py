"""Walking over all that a context and its variables lead to."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.checkpoints import known
from engine.node import UNSHARED, Node, slots
from engine.saving.objects import ENDS, OBJECTS
from engine.saving.values import TUPLES, Unsaveable
from engine.tape import Entry, run

if TYPE_CHECKING:
    from engine.context import Context


PARTS: dict[type, Callable[[Any], Iterable[Any]]] = {
    **dict.fromkeys((tuple, list, *TUPLES.values()), iter),
    dict: dict.values,
    MappingProxyType: lambda value: value.values(),
    slice: lambda value: (value.start, value.stop, value.step),
    functools.partial: lambda value: value.args,
}
"""What values lead to that are no objects themselves."""


class Table:
    """The objects of one class that have the same attributes."""

    def __init__(self, kind: type, names: tuple[str, ...]) -> None:
        self.kind = kind
        self.names = names
        self.objects: list[Any] = []
        leading = [name for name in names if name not in ENDS]
        self.leads: Callable[[Any], Iterable[Any]] = (
            attrgetter(*leading) if len(leading) > 1 else lambda one: [getattr(one, name) for name in leading]
        )
        """What one of the objects may lead by to others."""


class Walk:
    """Meets each object once, and notes it in a table. No call nests as deep as a graph may be."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.tables: dict[Any, Table] = {}
        self.entries: dict[int, Entry] = {}
        """What stands for entries of tapes whose kernels are no data, by the id of these."""
        self._seen = {id(UNSHARED)}
        self._waiting: list[Any] = []

    def meet(self, values: Iterable[Any]) -> None:
        """Note all objects that values lead to."""
        self._look(values)
        waiting, tables = self._waiting, self.tables
        while waiting:
            one = waiting.pop()
            kind: Any = type(one)
            key = (kind, *vars(one)) if hasattr(one, "__dict__") else kind
            table = tables.get(key)
            if table is None:
                own = slots(kind)[0] if isinstance(one, Node) else ()
                table = tables[key] = Table(kind, (*own, *getattr(one, "__dict__", ())))
            table.objects.append(one)
            self._look(table.leads(one))

    def _look(self, values: Iterable[Any]) -> None:
        seen = self._seen
        for one in values:
            kind = type(one)
            if kind in OBJECTS:
                if id(one) not in seen:
                    seen.add(id(one))
                    self._waiting.append(one)
            elif kind in PARTS and one:
                self._look(PARTS[kind](self._entry(one) if kind is Entry else one))

    def _entry(self, entry: Entry) -> Entry:
        """An entry of a tape; with a kernel that is no data, which makes a new tensor, one that knows what it makes."""
        if type(entry.kernel) is functools.partial:
            return entry
        if entry.inputs or len(entry.results) != 1:
            raise Unsaveable("a kernel that is no data")
        (made,) = run(self._context, [entry], set(entry.results), {}).values()
        found = entry._replace(kernel=functools.partial(known, self._context, made))
        self.entries[id(entry)] = found
        return found
