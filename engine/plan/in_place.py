"""Results that are copied into an array are computed there."""

from __future__ import annotations

import operator
from collections.abc import Sequence

from engine.plan.module import NAMED, is_elementwise
from engine.plan.simplify import Aliases, Effects
from engine.plan.trace import Call, Storage, Value


def in_place(calls: Sequence[Call], left: set[Storage], aliases: Aliases) -> list[Call]:
    """The calls, where what is computed element by element only to be copied into an array is computed there."""
    effects = Effects(calls, aliases)
    makers = {
        aliases.memory(call.results[0]): place
        for place, call in enumerate(calls)
        if len(call.results) == 1 and not call.is_view
    }
    done: list[Call | None] = list(calls)
    for place, call in enumerate(calls):
        if not _overwrites(call):
            continue
        target, value = call.args[0], call.args[-1]
        memory = aliases.memory(value)
        first = makers.get(memory)
        private = memory.origin == "computed" and memory not in left and not effects.writes.get(memory)
        if first is None or not private or [use for use in effects.reads[memory] if not calls[use].is_view] != [place]:
            continue
        made = calls[first]
        if (
            _is_whole(value, made.results[0])
            and _may_compute_there(made, target, aliases)
            and not any(
                first < write < place for one in made.values for write in effects.writes.get(aliases.memory(one), ())
            )
        ):
            named = getattr(made.function, "__name__", "") in NAMED
            args, options = (made.args, {"out": target}) if named else ((*made.args, target), {})
            done[first], done[place] = None, Call(made.function, args, options, (target,))
    return [call for call in done if call is not None]


def _overwrites(call: Call) -> bool:
    """Whether a call copies a value of the same kind into all of an array."""
    if call.function is not operator.setitem or call.args[1] is not ... or type(call.args[2]) is not Value:
        return False
    one, other = call.args[0].array, call.args[2].array
    return bool((one.dtype, one.shape) == (other.dtype, other.shape))


def _is_whole(value: Value, made: Value) -> bool:
    """Whether a value shows all elements of another one, each at its place."""
    one, other = value.array, made.array
    return bool((one.shape, one.strides, one.dtype) == (other.shape, other.strides, other.dtype))


def _may_compute_there(call: Call, target: Value, aliases: Aliases) -> bool:
    """Whether a call may write what it makes, element by element, into an array that it may read."""
    if not is_elementwise(call.function) or call.written or call.options:
        return False
    seen = aliases.place(target), target.array.strides, target.array.shape
    return len(call.args) == call.function.nin and all(  # type: ignore[attr-defined]
        aliases.memory(one) is not aliases.memory(target)
        or (aliases.place(one), one.array.strides, one.array.shape) == seen
        for one in call.values
    )
