"""Forks: a recorder that goes on from where another one is, in a session that was forked from that one's."""

from __future__ import annotations

from copy import deepcopy
from itertools import count
from typing import Any, Final, TypeVar

from gradwire.recording.boundaries import ENOUGH
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.handle import Handle, living
from gradwire.recording.recorder import Recorder

Thing = TypeVar("Thing")

TOO_LATE: Final = (
    "this tensor was made after the session was forked, so that the fork has it not: make it there, or fork again"
)
ELSEWHERE: Final = "of() takes tensors of the session that was forked, and this one is of another"


class Twins:
    """The tensors of a session at the moment of its fork, and what they are there. All was sent and carried out."""

    def __init__(self, recorder: Recorder) -> None:
        self._original = recorder
        self.recorder = other = Recorder(recorder.device, recorder.dtype, recorder.new_tensor)
        """The fork's. What operations give it need not learn again."""
        other.descriptions, other._tables = recorder.descriptions, recorder._tables
        other.set_dtype(recorder.dtype)
        other.numbers = count(first := next(recorder.numbers))
        other.bound = first + ENOUGH
        self._known = other.twins  # numbers and names are the same on both sides
        self._known |= {one._n: self._twin(one) for one in living(recorder)}
        other.names = recorder.names.forked()
        other.dead.extend(other.names.bound.keys() - self._known.keys())
        other.ledger = recorder.ledger.forked(self._known)
        other.broken |= {number: why for number, why in recorder.broken.items() if number in self._known}
        other.duals |= recorder.duals
        other.owners |= recorder.owners
        other.free_tags += recorder.free_tags
        other.tags = recorder.tags
        for number, family in recorder.families.items():
            members = [one for member in family if (one := member()) is not None]
            if number in self._known and members:
                other.related(self._known[number], self._known[members[0]._n])

    def of(self, thing: Thing) -> Thing:
        """A deep copy of a thing, in which tensors of the session are those of the fork."""
        if isinstance(thing, Handle) and thing._r is not self._original:
            raise RuntimeError(ELSEWHERE)
        if isinstance(thing, Handle) and thing._n not in self._known:
            raise RuntimeError(TOO_LATE)
        tensors = living(self._original)  # alive while their ids stand for them
        late = self._late() if any(one._n not in self._known for one in tensors) else None
        memo: dict[int, Any] = {id(one): self._known.get(one._n, late) for one in tensors}
        memo[id(self._original)] = self.recorder  # of hooks' handles, and of nodes
        return deepcopy(thing, memo)

    def _twin(self, one: Handle) -> Handle:
        twin = self._original.new_tensor(self.recorder, one._n, one._d)
        twin._l = one._l
        twin.__class__ = one.__class__
        vars(twin).update(vars(one))
        return twin

    def _late(self) -> Handle:
        """What stands for tensors that the fork has not, as it says when it is used."""
        number = next(self.recorder.numbers)
        self.recorder.broken[number] = TOO_LATE
        return self._original.new_tensor(self.recorder, number, UNKNOWN)
