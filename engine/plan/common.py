"""Equal calls, and memory that is built by equal calls: made once.

Values are equal where they show the same part of the same memory, which was written as often.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy

from engine.plan.simplify import Aliases, Effects
from engine.plan.trace import Call, Storage, Value

Key = Any


def without_common(calls: Sequence[Call], left: set[Storage], aliases: Aliases) -> list[Call]:
    """One call of each that are equal and read the same; what is `left` is nobody else's."""
    effects = Effects(calls, aliases)
    builders = _builders(calls, left, effects, aliases)
    first: dict[Key, Call] = {}
    built: dict[Key, Value] = {}
    dropped: set[Call] = set()
    for place, call in enumerate(calls):
        told = _telling(place, effects, aliases, call.is_view)
        if call.results and not call.written and call not in builders:
            memories = () if call.is_view else [aliases.memory(one) for one in call.results]
            if any(memory in left or effects.writes.get(memory) for memory in memories):
                continue
            key = _key(call, told)
            if key is None or first.setdefault(key, call) is call:
                continue
            dropped.add(call)
            for value, other in zip(call.results, first[key].results, strict=True):
                aliases.replace(value, other)
        elif call in builders and builders[call][-1][1] is call:
            key = _key_of_memory(builders[call], effects, aliases)
            value = builders[call][0][1].results[0]
            if key is None or built.setdefault(key, value) is value:
                continue
            dropped |= {one for _, one in builders[call]}
            aliases.replace(value, built[key])
    return [call for call in calls if call not in dropped]


Builders = list[tuple[int, Call]]


def _builders(calls: Sequence[Call], left: set[Storage], effects: Effects, aliases: Aliases) -> dict[Call, Builders]:
    """By each call that makes a memory or writes into it before it is read: all that do, with their places."""
    writers: dict[Storage, Builders] = {}
    for place, call in enumerate(calls):
        made = call.results if not call.is_view else ()
        for memory in {aliases.memory(value) for value in (*made, *call.written)}:
            writers.setdefault(memory, []).append((place, call))
    found: dict[Call, Builders] = {}
    for memory, several in writers.items():
        if memory.origin != "computed" or memory in left or len(several) == 1:
            continue
        own = {call for _, call in several}
        simple = len(several[0][1].results) == 1 and all(len(call.written) == 1 for _, call in several[1:])
        whole = simple and several[0][1].results[0].array is memory.root
        readers = [place for place in effects.reads.get(memory, ()) if not calls[place].is_view]
        if whole and all(place > several[-1][0] or calls[place] in own for place in readers):
            found |= dict.fromkeys(own, several)
    return found


def _telling(place: int, effects: Effects, aliases: Aliases, is_view: bool) -> Callable[[Value], Key]:
    """How values are told apart by a call at a place; a view reads no elements."""

    def told(value: Value) -> Key:
        memory, offset = aliases.place(value)
        if value.moves:
            return "moving", aliases.value(value)
        version = 0 if is_view else sum(write < place for write in effects.writes.get(memory, ()))
        array = value.array
        if memory.origin == "generator":
            return memory, version
        return memory, offset, array.shape, array.strides, array.dtype, version

    return told


def _key_of_memory(builders: Builders, effects: Effects, aliases: Aliases) -> Key:
    """What memories with equal contents have in common."""
    own = aliases.memory(builders[0][1].results[0])
    keys = []
    for place, call in builders:
        others = _telling(place, effects, aliases, False)

        def told(value: Value, others: Callable[[Value], Key] = others) -> Key:
            if aliases.memory(value) is not own:
                return others(value)
            return "own", aliases.place(value)[1], value.array.shape, value.array.strides, value.array.dtype

        keys.append(_key(call, told))
    return None if None in keys else tuple(keys)


def _key(call: Call, told: Callable[[Value], Key]) -> Key:
    """What equal calls have in common; None where that cannot be told."""
    options = tuple((name, _term(option, told)) for name, option in call.options.items())
    key = (call.function, _term(call.args, told), options)
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _term(argument: Any, told: Callable[[Value], Key]) -> Any:
    """What an argument has in common with equal ones; no function within another, which would keep arrays alive."""
    if type(argument) is Value:
        return "value", told(argument)
    if isinstance(argument, tuple | list):
        return type(argument).__name__, tuple([_term(one, told) for one in argument])
    if type(argument) is slice:
        return "slice", argument.start, argument.stop, argument.step
    if isinstance(argument, numpy.ndarray):
        return "array", id(argument)
    if isinstance(argument, float | complex | numpy.generic):
        return type(argument), repr(argument)  # -0.0 equals 0.0
    return type(argument), argument
