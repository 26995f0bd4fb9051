"""The order of calls: choices first where they can be, so that a replay that deviates has changed nothing yet."""

from __future__ import annotations

from collections.abc import Sequence

from engine.plan.simplify import Aliases
from engine.plan.trace import Call, Storage


def choices_first(calls: Sequence[Call], aliases: Aliases) -> list[Call]:
    """The calls, each choice and what it depends on moved to the front, unless it depends on what was written."""
    makers: dict[Storage, list[Call]] = {}
    for call in calls:
        for value in (*call.results, *call.written):
            makers.setdefault(aliases.memory(value), []).append(call)
    first: set[Call] = set()
    for call in calls:
        if call.expected is not None:
            needed = _needed(call, makers, aliases)
            if needed is not None:
                first |= needed
    return [call for call in calls if call in first] + [call for call in calls if call not in first]


def _needed(choice: Call, makers: dict[Storage, list[Call]], aliases: Aliases) -> set[Call] | None:
    """A choice and all calls that it depends on; None where one of these writes, or reads what is written."""
    needed = {choice}
    waiting = [choice]
    while waiting:
        for value in waiting.pop().values:
            for maker in makers.get(aliases.memory(value), ()):
                if maker.written:
                    return None
                if maker not in needed:
                    needed.add(maker)
                    waiting.append(maker)
    return needed
