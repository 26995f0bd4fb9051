"""What is the same in every replay: computed once, when the plan is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.plan.simplify import Aliases
from engine.plan.trace import Call, Storage, Value

Array = Any


class Constants:
    """The values that depend on nothing, are never written, and belong to nobody outside: what is `left` does."""

    def __init__(self, calls: Sequence[Call], left: set[Storage], aliases: Aliases) -> None:
        self.aliases = aliases
        self.arrays: dict[Value, Array] = {}
        """The arrays that a plan owns, by value."""
        self._memories: set[Storage] = set()
        self._fixed: set[Call] = set()
        written = {aliases.memory(value) for call in calls for value in call.written}
        for call in calls:
            memories = {aliases.memory(value) for value in call.results}
            fixed = bool(call.results) and all(aliases.memory(value) in self._memories for value in call.values)
            if fixed and not call.written and call.expected is None and not memories & (written | left):
                self._memories |= memories
                self._fixed.add(call)
                self.arrays |= {value: value.array for value in call.results}

    def is_constant(self, call: Call) -> bool:
        """Whether all that a call gives is known."""
        return call in self._fixed
