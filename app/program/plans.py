"""Plans of programs: a program seen again, on tensors of the same kind, runs as one list of array calls.

The engine traces it in a rehearsal (see engine.plan); `planned` is what names have to do with it.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import engine
from app.program.planned import Failed, PlannedBlock
from app.program.steps import Block, Program
from engine.plan import Deviation, Untraceable

if TYPE_CHECKING:
    from app.program.run import Run

Place: TypeAlias = tuple[str | None, str | None]
"""A program's id, and where in it stands what is repeated (None: all of it)."""
Key: TypeAlias = tuple[str | None, str | None, int]
"""A place, and how many rounds of what is there are planned together."""

VARIANTS = 4
QUICK = 0.0005
"""Seconds that others may be held up."""
ATTEMPTS = 8
LONGEST = 600
"""Steps that a rehearsal may carry out."""


class Counts:
    """How often programs and loops ran by plans, and how often step by step."""

    def __init__(self) -> None:
        self.hits = 0
        self.misses = 0


class Plans:
    """The plans last used of a session, or of all programs without one; what they count goes into `total`, too."""

    def __init__(self, size: int, nbytes: int = 1 << 30, total: Counts | None = None) -> None:
        self.size = size
        self._most = nbytes
        self._known: OrderedDict[Key, Variants] = OrderedDict()
        self._lock = threading.Lock()  # programs without a session have one memory, whatever thread they run in
        self._total = total or Counts()
        self.counts = Counts()

    def __len__(self) -> int:
        return sum(len(variants.planned) for variants in self._all())

    @property
    def nbytes(self) -> int:
        """Bytes of the memory that they keep for themselves."""
        return sum(planned.plan.nbytes for variants in self._all() for planned in variants.planned)

    def carry_out(self, run: Run, key: Key, block: Block, rounds: int = 1, program: Program | None = None) -> bool:
        """Carry out a block by its plan, if it has one that fits; it gets one when it is seen again.

        Where it is a whole `program`, what ends with it is kept only if its answer tells of it: locals, and without an
        owner all that there is.
        """
        if not (self.size and key[0] and block):
            return False
        variants = self._find(key)
        if rounds > 1:
            return self._carry_out_together(run, key, block, rounds, variants)
        if variants is None:
            variants = self._add(key)
            hit = False
        else:
            carried_out = variants.carry_out(run)
            hit = self._make(variants, run, block, rounds, program) if carried_out is None else carried_out
        self._count(variants, hit)
        return hit

    def _carry_out_together(self, run: Run, key: Key, block: Block, rounds: int, variants: Variants | None) -> bool:
        """Carry out several rounds at once, if they have a plan that fits; else nothing is counted.

        For each plan of a single round that has run for as long as it takes to plan so many, one is made.
        """
        hit = None if variants is None else variants.carry_out(run)
        if hit is None:
            single = self._known.get((*key[:2], 1))
            paid = [] if single is None else [one for one in single.planned if one.spent > rounds * one.making]
            if len(paid) > (0 if variants is None else variants.attempts):
                variants = variants or self._add(key)
                hit = self._make(variants, run, block, rounds, None)
        if variants is not None and hit:
            self._count(variants, hit)
        return bool(hit)

    def _make(self, variants: Variants, run: Run, block: Block, rounds: int, program: Program | None) -> bool:
        """Carry out a block by a plan that is made, if there can be one."""
        before = variants.attempts
        hit = variants.make(run, block, rounds, program)
        if variants.attempts != before:
            self._make_room(variants)
        return hit

    def carry_out_quickly(self, run: Run, key: Key) -> PlannedBlock | None:
        """Carry out a block by a plan that fits, and was quick before; None where there is none."""
        variants = self._find(key)
        if variants is None:
            return None
        planned = variants.carry_out_quickly(run)
        if planned is not None:
            self._count(variants, True)
        return planned

    def use(self, key: Key) -> None:
        """Count that a plan is used once more."""
        variants = self._find(key)
        if variants is not None:
            self._count(variants, True)

    def describe(self) -> dict[str, Any]:
        """What plans there are, and of what there is none, as a JSON object; what was used last comes last."""
        with self._lock:
            known = list(self._known.items())
        return {
            "hits": self.counts.hits,
            "misses": self.counts.misses,
            "bytes": self.nbytes,
            "items": [_described(key) | planned.describe() for key, one in known for planned in one.planned],
            "unplanned": [
                _described(key) | {"misses": one.counts.misses, "reason": one.reason}
                for key, one in known
                if not one.planned
            ],
        }

    def give_up(self) -> None:
        """Forget all plans, which others may be making or running meanwhile, for the memory that they keep."""
        for variants in self._all():
            variants.forget("Its plan was given up, since memory was short.")

    def _make_room(self, latest: Variants) -> None:
        """Forget plans, the last used last, until they keep no more memory than they may."""
        surplus = self.nbytes - self._most
        for variants in (*[one for one in self._all() if one is not latest], latest):
            if surplus <= 0:
                return
            surplus -= variants.forget(f"Its plan was given up, so that plans keep at most {self._most} bytes.")
        latest.attempts = ATTEMPTS

    def _all(self) -> list[Variants]:
        with self._lock:
            return list(self._known.values())

    def _find(self, key: Key) -> Variants | None:
        with self._lock:
            variants = self._known.get(key)
            if variants is not None:
                self._known.move_to_end(key)
            return variants

    def _add(self, key: Key) -> Variants:
        with self._lock:
            variants = self._known.setdefault(key, Variants())
            if len(self._known) > self.size:
                self._known.popitem(last=False)
            return variants

    def _count(self, variants: Variants, hit: bool) -> None:
        for counts in (self.counts, variants.counts, self._total):
            if hit:
                counts.hits += 1
            else:
                counts.misses += 1


class Variants:
    """The plans of one block, for tensors of different kinds, the last made first."""

    def __init__(self) -> None:
        self.planned: list[PlannedBlock] = []
        self.counts = Counts()
        self.attempts = 0
        self._next = 0
        """How many misses there are before it is tried again; ever more after steps that failed."""
        self.reason = "It has run once so far."
        """Why there is no plan."""

    def carry_out(self, run: Run) -> bool | None:
        """Carry out the block by the first plan that fits; False where values lead elsewhere, or the time is too short,
        and None where none fits."""
        for planned in self.planned:
            tensors = planned.fit(run)
            if tensors is not None:
                return self._run(run, planned, tensors)
        return None

    def make(self, run: Run, block: Block, rounds: int, program: Program | None) -> bool:
        """Carry out the block by a plan that is made; whether that could be."""
        made = self._rehearse(run, block, rounds, program)
        tensors = None if made is None else made.fit(run)
        return made is not None and tensors is not None and self._run(run, made, tensors)

    def forget(self, reason: str) -> int:
        """Give up the plans; the bytes that they kept."""
        kept = sum(planned.plan.nbytes for planned in self.planned)
        if self.planned:
            self.planned, self.reason = [], reason
        return kept

    def carry_out_quickly(self, run: Run) -> PlannedBlock | None:
        """Carry out the block by a plan that fits, and was quick before; None where there is none."""
        for planned in self.planned:
            if planned.is_told_quickly and planned.seconds is not None and planned.seconds < QUICK:
                tensors = planned.fit(run)
                if tensors is not None and self._run(run, planned, tensors):
                    return planned
        return None

    def _rehearse(self, run: Run, block: Block, rounds: int, program: Program | None) -> PlannedBlock | None:
        """A plan for the tensors at hand; None where there cannot be one."""
        if weight(block) * rounds > LONGEST:
            self.reason = f"It has more than {LONGEST} steps."
            return None
        if self.attempts >= ATTEMPTS or self.counts.misses < self._next:
            return None
        self.attempts += 1
        started = time.monotonic()
        try:
            planned = PlannedBlock(run, block, rounds, program)
        except Failed as reason:
            self.reason = f"It has {reason}"
            self.attempts -= 1
            self._next = 2 * self.counts.misses + 1
            return None
        except MemoryError:  # that the steps by themselves may well not need
            self.reason = "There was not enough memory to plan it."
            self.attempts -= 1
            self._next = 2 * self.counts.misses + 1
            return None
        except Untraceable as reason:
            self.reason = f"It has {reason}".rstrip(".") + "."
            self.attempts += ATTEMPTS // 2
            return None
        finally:
            making = time.monotonic() - started
            run.deadline += making  # the program has the time that it would have had without
        planned.making = making
        self.planned.insert(0, planned)
        del self.planned[VARIANTS:]
        return planned

    def _run(self, run: Run, planned: PlannedBlock, tensors: Sequence[engine.Tensor]) -> bool:
        """Run a plan that fits, if there is time; one that mostly deviates is given up."""
        if planned.seconds is not None and planned.seconds > run.left:
            return False
        try:
            planned.carry_out(run, tensors)
        except Deviation:
            planned.deviations += 1
            if planned.deviations > ATTEMPTS and planned.deviations > planned.runs and planned in self.planned:
                self.planned.remove(planned)
                self.reason = "Its values mostly lead elsewhere than when it was traced."
            return False
        return True


def _described(key: Key) -> dict[str, Any]:
    """What a plan is of: a program, or rounds of a loop in it."""
    program, pointer, rounds = key
    return {"program": program, "pointer": pointer, "rounds": rounds}


def weight(block: Block) -> int:
    """How many steps a block comes to at least."""
    return sum(_weight(step) for step in block)


def _weight(step: Any) -> int:
    inner = getattr(step, "steps", None) or ()
    return 1 + weight(inner) * getattr(step, "times", 1)
