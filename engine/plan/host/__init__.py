"""Plans on the CPU: NumPy's calls, in memory that is used again, large arrays in blocks that the cache holds.

forms, memory, statement  a call writes its result into memory of the plan
blocks, loops             elementwise calls done together, block by block
compiled, arithmetic, machine, trials
                          the same as machine code, where LLVM is installed
copies                    copies in parts
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.plan.gather import gather
from engine.plan.host.loops import Loop, Loops
from engine.plan.host.memory import Homes
from engine.plan.host.statement import Statement
from engine.plan.simplify import Aliases
from engine.plan.source import Mode, Source, Written
from engine.plan.trace import Call, Storage, touched


def write(
    calls: Sequence[Call], leaving: set[Storage], inputs: set[Storage], aliases: Aliases, xp: Any, mode: Mode
) -> Written:
    """The calls as lines of Python."""
    homes = Homes(calls, leaving | inputs, aliases, xp)
    items = [
        one if isinstance(one, Loop) else Statement(one, homes, leaving, xp)
        for one in gather(calls, homes, Loops(homes, xp))
    ]
    later = set(leaving)
    for item in reversed(items):
        if isinstance(item, Loop):
            item.settle(later, leaving)
        later |= {aliases.memory(value) for value in touched(item.calls)}
    homes.assign(items)
    source = Source(homes.arrays, aliases)
    for item in items:
        item.write(source)
    done = [call for item in items for call in item.calls if not homes.is_constant(call)]
    return Written(source, done, homes.buffers, homes.nbytes)
