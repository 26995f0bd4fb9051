"""Handles: what registering a hook returns."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from copy import deepcopy
from itertools import count
from typing import Any, Final
from weakref import ref

Table = OrderedDict[int, Any]
"""Hooks by the ids of their handles, in the order of their calls."""
_ids: Final = count()


class RemovableHandle:
    """What registering a hook returns: `remove()` ends it; as a context manager it ends with the block.

    https://docs.pytorch.org/docs/stable/generated/torch.utils.hooks.RemovableHandle.html
    """

    def __init__(self, hooks_dict: Table, *, extra_dict: Table | Sequence[Table] | None = None) -> None:
        self.id = next(_ids)
        others = () if extra_dict is None else (extra_dict,) if isinstance(extra_dict, dict) else extra_dict
        self._tables = [ref(table) for table in (hooks_dict, *others)]

    def remove(self) -> None:
        """Call the hook no more. Doing it twice does no harm."""
        for found in self._tables:
            table = found()
            if table is not None:
                table.pop(self.id, None)

    def __deepcopy__(self, memo: dict[int, Any]) -> RemovableHandle:
        """The handle of the same hook in the copies of its tables."""
        handle = object.__new__(type(self))
        handle.__dict__.update(self.__dict__)
        found = [table() for table in self._tables]
        handle._tables = [ref(deepcopy(table, memo)) for table in found if table is not None]
        return handle

    def __enter__(self) -> RemovableHandle:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


def enter(table: Table, hook: Callable[..., Any] | tuple[Any, ...], prepend: bool = False) -> RemovableHandle:
    """Put a hook into a table, as the last one or the first, and return its handle."""
    handle = RemovableHandle(table)
    table[handle.id] = hook
    if prepend:
        table.move_to_end(handle.id, last=False)
    return handle
