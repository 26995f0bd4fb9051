"""From a trace to a function of arrays that does the same, with less to do and less memory."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from engine.blas import Accumulation
from engine.libraries import on_host
from engine.plan import cuda, host
from engine.plan.accumulate import Accumulating
from engine.plan.common import without_common
from engine.plan.host.forms import forms
from engine.plan.in_place import in_place
from engine.plan.order import choices_first
from engine.plan.simplify import Aliases, without_copies, without_dead
from engine.plan.source import Mode, ask
from engine.plan.trace import Call, Trace, Value

SURE = frozenset({"setitem", "copyto", "dot", "matmul", "getitem", "reshape", "transpose", "view", "swapaxes"})


class Lowered(NamedTuple):
    """A function of the inputs' arrays and of generators, in the order of the trace's, that gives what is left."""

    function: Callable[..., Any]
    steps: int
    buffers: int
    nbytes: int
    """Of the memory that it keeps from one replay to the next, in so many pieces."""
    written: tuple[int, ...]
    """The places of the inputs that it writes into."""
    restored: tuple[int, ...]
    """The places of those that are to be put back if it fails: it may still do so after it wrote into them."""
    choices: int | None
    """How many choices it asks about, by its parameter `choose` where it is not on the host; None if it asks after it
    has changed something."""


def lower(trace: Trace, left: Sequence[Value], mode: Mode) -> Lowered:
    """The function of a trace that leaves the values wanted, one for each."""
    aliases = Aliases()
    leaving = {value.memory for value in left}
    calls = without_dead(trace.calls, leaving, aliases)
    calls = without_common(calls, leaving, aliases)
    calls = without_copies(calls, leaving, aliases)
    calls = in_place(calls, leaving, aliases)
    if not mode.exact and on_host(trace.xp):
        calls = Accumulating(calls, leaving, aliases, trace.xp).done()
    calls = without_dead(calls, leaving, aliases)
    calls = choices_first(calls, aliases)
    leaving = {aliases.memory(value) for value in left}
    inputs = {value.memory for value in trace.inputs}
    written = (host if on_host(trace.xp) else cuda).write(calls, leaving, inputs, aliases, trace.xp, mode)
    source = written.source
    results = "".join(f"{source.text(value)}, " for value in left)
    given = sorted(trace.inputs, key=lambda value: value.memory.origin == "generator")
    parameters = [source.local(value) for value in given]
    if not on_host(trace.xp):
        parameters.append(f"choose={source.object(ask)}")
    function = source.function("replay", parameters, f"({results})")
    chosen = [place for place, call in enumerate(written.calls) if call.expected is not None]
    before = written.calls[: max(chosen, default=0)]
    is_late = any(aliases.memory(value) in inputs for call in before for value in call.written)
    unsure = max((place for place, call in enumerate(written.calls) if not _is_sure(call, trace.xp)), default=-1)

    def places(some: Sequence[Call]) -> tuple[int, ...]:
        changed = {aliases.memory(value) for call in some for value in call.written}
        memories = enumerate(value.memory for value in given)
        return tuple(place for place, memory in memories if memory in changed and memory.origin == "input")

    return Lowered(
        function,
        len(written.calls),
        written.buffers,
        written.nbytes,
        places(written.calls),
        places(written.calls[: unsure + 1]),
        None if is_late else len(chosen),
    )


def _is_sure(call: Call, xp: Any) -> bool:
    """Whether a call that went well once goes well again, whatever the values."""
    if call.expected is not None:
        return False
    function = call.function
    if type(function) is Accumulation:
        return True
    name = getattr(function, "__name__", "")
    indexed = function in (operator.getitem, operator.setitem) and any(
        type(one) is Value for one in (call.args[1] if isinstance(call.args[1], tuple) else (call.args[1],))
    )
    return not indexed and (name in SURE or hasattr(function, "nin") or forms(call, xp) is not None)
