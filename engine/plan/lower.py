"""From a trace to a function of arrays that does the same, with less to do and less memory."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from engine.plan.forms import filling, forms
from engine.plan.memory import Homes
from engine.plan.module import CHECKED
from engine.plan.order import choices_first, first_write
from engine.plan.simplify import Aliases, without_common, without_copies, without_dead
from engine.plan.source import Source
from engine.plan.trace import Call, Storage, Trace, Value

SURE = frozenset({"setitem", "copyto", "dot", "matmul", "getitem", "reshape", "transpose", "view", "swapaxes"})


CLOSED = frozenset({"broadcast_arrays", "broadcast_to", "diagonal"})
"""Functions whose views NumPy marks as read-only; the engine opens those that may be written."""


class Deviation(Exception):
    """A replay comes to a choice that came out otherwise when the program was traced."""


class Lowered(NamedTuple):
    """A function of the inputs' arrays and of generators, in the order of the trace's, that gives what is left."""

    function: Callable[..., Any]
    steps: int
    nbytes: int
    """Of the memory that it keeps from one replay to the next."""
    restores: bool
    """Whether it may fail after it wrote into an input."""
    written: tuple[int, ...]
    """The places of the inputs that it writes into."""


def lower(trace: Trace, left: Sequence[Value]) -> Lowered:
    """The function of a trace that leaves the values wanted, one for each."""
    aliases = Aliases()
    leaving = {value.memory for value in left}
    calls = without_dead(trace.calls, leaving, aliases)
    calls = without_common(calls, leaving, aliases)
    calls = without_copies(calls, leaving, aliases)
    calls = without_dead(calls, leaving, aliases)
    calls = choices_first(calls, aliases)
    leaving = {aliases.memory(value) for value in left}
    inputs = {value.memory for value in trace.inputs}
    homes = Homes(calls, leaving | inputs, aliases, trace.xp)
    plans = [_Statement(call, homes, leaving, trace.xp) for call in calls]
    homes.assign([plan.is_owned for plan in plans])
    source = Source(homes.arrays, aliases)
    for plan in plans:
        plan.write(source)
    source.objects["Deviation"] = Deviation
    results = "".join(f"{source.text(value)}, " for value in left)
    given = sorted(trace.inputs, key=lambda value: value.memory.origin == "generator")
    function = source.function("replay", [source.local(value) for value in given], f"({results})")
    written = {aliases.memory(value) for call in calls for value in call.written}
    return Lowered(
        function,
        len(source.lines),
        homes.nbytes,
        any(not _is_sure(call, trace.xp) for call in calls[first_write(calls, aliases) :]),
        tuple(place for place, value in enumerate(given) if value.memory in written and value.memory.origin == "input"),
    )


class _Statement:
    """How one call is done in a replay."""

    def __init__(self, call: Call, homes: Homes, leaving: set[Storage], xp: Any) -> None:
        self._call = call
        self._xp = xp
        self._known = homes.is_constant(call)
        self._forms = None if self._known else forms(call, xp)
        self._fills = None if self._known or self._forms else filling(call)
        single = len(call.results) == 1 and call.expected is None and not call.is_view
        memories = {homes.aliases.memory(value) for value in call.results}
        self.is_owned = bool(single and not self._known and not memories & leaving and self._is_placed())
        """Whether its result is kept in memory of the plan."""

    def _is_placed(self) -> bool:
        return self._forms is not None or self._fills is not None

    def write(self, source: Source) -> None:
        """Write the statements."""
        call = self._call
        if self._known:
            return
        if call.expected is not None:
            source.lines.append(f"if {'not ' if call.expected else ''}{source.text(call.args[0])}: raise Deviation")
        elif self.is_owned:
            self._write_owned(source)
        elif call.written and not call.results:
            source.lines.append(source.call(call.function, call.args, dict(call.options)))
        elif self._forms and call.results[0].array.ndim == 0:
            array = call.results[0].array
            source.lines.append(
                f"{source.local(call.results[0])} = {source.call(self._xp.empty, ((), array.dtype), {})}"
            )
            self._write_owned(source)
        elif all(value in source.arrays for value in call.results):
            return  # a view of what the plan owns
        else:
            function, args, options = call.function, call.args, dict(call.options)
            if self._forms and len(self._forms) == 1 and not self._forms[0].after:
                function, args, _, options = self._forms[0]
            source.lines.append(f"{_target(source, call)} = {source.call(function, args, options)}")
            self._check(source)

    def _write_owned(self, source: Source) -> None:
        result = self._call.results[0]
        if self._forms is None:
            if self._fills is not ...:
                source.lines.append(f"{source.text(result)}.fill({source.text(self._fills)})")
            return
        for form in self._forms:
            source.lines.append(source.call(form.function, *form.into(result)))

    def _check(self, source: Source) -> None:
        """Keep a result an array, and see that it has the shape that it had."""
        call = self._call
        for value in call.results:
            if call.is_view and getattr(call.function, "__name__", "") in CLOSED and value.array.flags.writeable:
                source.lines.append(f"{source.local(value)}.flags.writeable = True")
            if value.array.ndim == 0 and not call.is_view:
                source.lines.append(f"{source.local(value)} = {source.call(self._xp.asarray, (value,), {})}")
        if getattr(call.function, "__name__", "") in CHECKED:
            (value,) = call.results
            source.lines.append(f"if {source.local(value)}.shape != {value.array.shape!r}: raise Deviation")


def _target(source: Source, call: Call) -> str:
    """What the results of a call are assigned to."""

    def target(gives: Any) -> str:
        if type(gives) is Value:
            return source.local(gives)
        inner = ", ".join(map(target, gives))
        return f"({inner}{',' if len(gives) == 1 else ''})"

    return target(call.gives)


def _is_sure(call: Call, xp: Any) -> bool:
    """Whether a call that went well once goes well again, whatever the values."""
    if call.expected is not None:
        return False
    function = call.function
    name = getattr(function, "__name__", "")
    indexed = function in (operator.getitem, operator.setitem) and any(
        type(one) is Value for one in (call.args[1] if isinstance(call.args[1], tuple) else (call.args[1],))
    )
    return not indexed and (name in SURE or hasattr(function, "nin") or forms(call, xp) is not None)
