"""A statement of a replay: how one call is done."""

from __future__ import annotations

import operator
from typing import Any

from engine.libraries import on_host
from engine.plan.host.copies import parts
from engine.plan.host.forms import filling, forms
from engine.plan.host.memory import Homes
from engine.plan.module import CHECKED
from engine.plan.source import Source
from engine.plan.trace import Call, Storage, Value

CLOSED = frozenset({"broadcast_arrays", "broadcast_to", "diagonal"})
"""Functions whose views NumPy marks as read-only; the engine opens those that may be written."""


class Statement:
    """How one call is done in a replay."""

    def __init__(self, call: Call, homes: Homes, leaving: set[Storage], xp: Any) -> None:
        self._call = call
        self._xp = xp
        self._aliases = homes.aliases
        self._known = homes.is_constant(call)
        self._forms = None if self._known else forms(call, xp)
        self._fills = None if self._known or self._forms else filling(call)
        single = len(call.results) == 1 and call.expected is None and not call.is_view
        memories = {homes.aliases.memory(value) for value in call.results}
        placed = single and not self._known and not memories & leaving and self._is_placed()
        self.calls = [call]
        self.owned = list(call.results) if placed else []
        """Its result, where that is kept in memory of the plan."""

    def _is_placed(self) -> bool:
        return self._forms is not None or self._fills is not None

    def write(self, source: Source) -> None:
        """Write the statements."""
        call = self._call
        if self._known:
            return
        if call.expected is not None:
            source.lines.append(f"if {'not ' if call.expected else ''}{source.text(call.args[0])}: raise Deviation")
        elif self.owned:
            self._write_owned(source)
        elif call.written and not call.results:
            self._write_written(source)
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
            form = self._forms[0] if self._forms and len(self._forms) == 1 else None
            if form is not None and (anew := form.anew()) is not None:
                function, args, options = form.function, anew, form.options
            source.lines.append(f"{source.target(call.gives)} = {source.call(function, args, options)}")
            self._check(source)

    def _write_owned(self, source: Source) -> None:
        result = self._call.results[0]
        if self._forms is None:
            if self._fills is not ...:
                source.lines.append(f"{source.text(result)}.fill({source.text(self._fills)})")
            return
        for form in self._forms:
            if form.function is not self._xp.copyto or not self._copies(source, result, form.after[0]):
                source.lines.append(source.call(form.function, *form.into(result)))

    def _write_written(self, source: Source) -> None:
        call = self._call
        overwrites = call.function is operator.setitem and call.args[1] is ...
        if not overwrites or not self._copies(source, call.args[0], call.args[2]):
            source.lines.append(source.call(call.function, call.args, dict(call.options)))

    def _copies(self, source: Source, target: Value, copied: Any) -> bool:
        """Write a copy in parts, where that is faster."""
        apart = type(copied) is Value and self._aliases.memory(target) is not self._aliases.memory(copied)
        found = parts(target.array, copied.array) if apart and on_host(self._xp) else []
        if found:
            to, of = source.text(target), source.text(copied)
            copy = source.object(self._xp.copyto)
            source.lines.append(f"for part in {source.object(found)}: {copy}({to}[part], {of}[part], 'unsafe')")
        return bool(found)

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
