"""Products that are only added to something: BLAS adds them itself, where results need not be the same to the bit.

`t = rate * (a @ b); p -= t` is one call that writes into `p`, and so is `p *= m; p += a @ b`: the update of a
parameter, or of its momentum, becomes part of the product that is its gradient.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from engine.blas import accumulation
from engine.plan.simplify import Aliases, Effects
from engine.plan.trace import Call, Storage, Value

LEAST = 1 << 14
"""Elements of a product from which on it pays: calling BLAS by its address takes some microseconds more."""


class Sum(NamedTuple):
    """What is added to an array in place: `sign` times a value."""

    total: Value
    added: Value
    sign: float


class Multiple(NamedTuple):
    """Numbers times a product, the position of the call that makes it, and its operands."""

    numbers: tuple[Any, ...]
    place: int
    one: Value
    other: Value


class Accumulating:
    """The calls of a program, and which of them BLAS may do together."""

    def __init__(self, calls: Sequence[Call], left: set[Storage], aliases: Aliases, xp: Any) -> None:
        self._calls = calls
        self._left = left
        self._aliases = aliases
        self._xp = xp
        self._effects = Effects(calls, aliases)
        self._makers = {
            aliases.memory(value): place
            for place, call in enumerate(calls)
            if not call.is_view
            for value in call.results
        }

    def done(self) -> list[Call]:
        """The calls, with one that adds for each product that is added to an array and used nowhere else.

        What made the product is still among them, and nobody reads it.
        """
        done: list[Call | None] = list(self._calls)
        for place, call in enumerate(self._calls):
            for total, added, sign in self._sums(call):
                found = self._multiple(added, place)
                if found is None or not self._may_wait(found, total, place):
                    continue
                accumulate = accumulation(total.array, found.one.array, found.other.array)
                if accumulate is None:
                    continue
                beta: Any = 1.0
                decay = self._decay(total, place)
                if decay is not None:
                    beta, done[decay] = self._calls[decay].args[1], None
                args = total, found.one, found.other, (sign, *found.numbers), beta
                done[place] = Call(accumulate, args, {}, (total,))
                break
        return [call for call in done if call is not None]

    def _sums(self, call: Call) -> Iterator[Sum]:
        """What a call adds to an array in place, in each way to see it."""
        xp, same = self._xp, self._aliases.value
        if len(call.args) != 3 or call.results or not call.written or call.options:
            return
        one, other, total = call.args
        if type(one) is Value and type(other) is Value and one.array.size == other.array.size == total.array.size:
            if call.function in (xp.add, xp.subtract) and same(one) is same(total):
                yield Sum(total, other, 1.0 if call.function is xp.add else -1.0)
            if call.function is xp.add and same(other) is same(total):
                yield Sum(total, one, 1.0)

    def _multiple(self, value: Value, user: int) -> Multiple | None:
        """The product that a value is a multiple of, where it serves the call at `user` and nothing else."""
        numbers: list[Any] = []
        while self._serves(value, user):
            user = self._makers[self._aliases.memory(value)]
            call = self._calls[user]
            if call.function in (self._xp.dot, self._xp.matmul) and not call.options:
                one, other = call.args
                two = one.array.ndim == other.array.ndim == 2 and value.array.size >= LEAST
                return Multiple(tuple(numbers), user, one, other) if two else None
            if call.function is self._xp.negative and not call.options:
                numbers.append(-1.0)
                (value,) = call.args
            elif call.function is self._xp.multiply and len(call.values) <= 2 and not call.options:
                number, value = call.args if _is_number(call.args[0]) else reversed(call.args)
                if not _is_number(number) or self._is_written(number):
                    return None
                numbers.append(number)
            else:
                return None
        return None

    def _serves(self, value: Value, user: int) -> bool:
        """Whether what makes a value makes it, row by row, for one call only."""
        memory = self._aliases.memory(value)
        place = self._makers.get(memory)
        if memory.origin != "computed" or memory in self._left or place is None or self._effects.writes.get(memory):
            return False
        made = self._calls[place].results
        reads = set(self._effects.reads[memory])
        uses = {use for use in reads if not self._calls[use].is_view}
        shown = [*made, *(one for use in reads - uses for one in self._calls[use].results)]
        return uses == {user} and len(made) == 1 and all(_fills(one, made[0]) for one in shown)

    def _may_wait(self, found: Multiple, total: Value, place: int) -> bool:
        """Whether a product may be made at a later place, into an array that it does not read."""
        memories = {self._aliases.memory(value) for value in (found.one, found.other)}
        writes = (write for memory in memories for write in self._effects.writes.get(memory, ()))
        return self._aliases.memory(total) not in memories and not any(found.place < write < place for write in writes)

    def _decay(self, total: Value, place: int) -> int | None:
        """The position of the call before that multiplies an array by a number in place, if nobody looks in between."""
        memory, same = self._aliases.memory(total), self._aliases.value
        touches = {*self._effects.reads[memory], *self._effects.writes[memory]}
        last = max((one for one in touches if one < place and not self._calls[one].is_view), default=None)
        if last is None:
            return None
        call = self._calls[last]
        if call.function is not self._xp.multiply or len(call.args) != 3 or call.options:
            return None
        one, number, out = call.args
        found = same(one) is same(out) is same(total) and _is_number(number) and not self._is_written(number)
        return last if found else None

    def _is_written(self, number: Any) -> bool:
        return type(number) is Value and bool(self._effects.writes.get(self._aliases.memory(number)))


def _is_number(argument: Any) -> bool:
    """Whether an argument is one real number."""
    if type(argument) is Value:
        return bool(argument.array.size == 1 and argument.array.ndim < 2 and argument.array.dtype.kind in "fiu")
    return type(argument) in (int, float)


def _fills(shown: Value, made: Value) -> bool:
    """Whether a value shows all elements of another one, row by row."""
    one, other = shown.array, made.array
    return bool(one.flags.c_contiguous and one.dtype == other.dtype and one.size == other.size)
