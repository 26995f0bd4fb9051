"""Plans on CUDA: calls in order, elementwise ones fused into kernels. Memory is the business of CuPy's pool.

reading  an elementwise call as what CuPy's functions do to an element
runs     calls that are one kernel
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from engine.plan.constants import Constants
from engine.plan.cuda.runs import Run, Runs
from engine.plan.gather import gather
from engine.plan.module import CHECKED
from engine.plan.simplify import Aliases
from engine.plan.source import Mode, Source, Written
from engine.plan.trace import Call, Storage, Value, touched


def write(
    calls: Sequence[Call], leaving: set[Storage], inputs: set[Storage], aliases: Aliases, xp: Any, mode: Mode
) -> Written:
    """The calls as lines of Python, which let go of what they made when it was used last: the pool uses it again."""
    constants = Constants(calls, leaving | inputs, aliases)
    varying = [call for call in calls if not constants.is_constant(call)]
    items = gather(varying, constants, Runs(constants, xp, mode.exact)) if mode.fused else varying
    later = set(leaving)
    for item in reversed(items):
        if isinstance(item, Run):
            item.settle(later)
        later |= {aliases.memory(value) for value in touched(_calls(item))}
    source = Source(constants.arrays, aliases)
    ends = _ends(items, leaving | inputs, aliases)
    for place, item in enumerate(items):
        if isinstance(item, Run):
            item.write(source)
        else:
            _write(item, source)
        source.forget(ends[place])
    return Written(
        source, [call for item in items for call in ([item] if isinstance(item, Call) else item.calls)], 0, 0
    )


def _calls(item: Call | Run) -> Sequence[Call]:
    return [item] if isinstance(item, Call) else [*item.calls, *item.views]


def _ends(items: Sequence[Call | Run], kept: set[Storage], aliases: Aliases) -> dict[int, list[Value]]:
    """By the position of an item: the values that are used there for the last time; none of memory that is kept."""
    last: dict[Value, int] = {}
    for place, item in enumerate(items):
        for value in touched(_calls(item)):
            if aliases.memory(value) not in kept:
                last[aliases.value(value)] = place
    ends: dict[int, list[Value]] = defaultdict(list)
    for value, place in last.items():
        ends[place].append(value)
    return ends


def _write(call: Call, source: Source) -> None:
    """Write one call."""
    if call.expected is not None:
        source.lines.append(f"choose({source.text(call.args[0])}, {call.expected})")
        return
    made = source.call(call.function, call.args, dict(call.options))
    source.lines.append(f"{source.target(call.gives)} = {made}" if call.results else made)
    if getattr(call.function, "__name__", "") in CHECKED:
        (value,) = call.results
        source.lines.append(f"if {source.local(value)}.shape != {value.array.shape!r}: raise Deviation")
