"""The plan of a block of steps: which tensors it takes, what it binds and deletes, and what it leaves of a run."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import engine
from app.errors import Problem
from app.program.names import GRAD, Scope
from app.program.steps import Block, Program
from app.template import Template
from engine.plan import Plan, Rehearsal, Untraceable

if TYPE_CHECKING:
    from app.program.run import Run

Tensors = Mapping[str, engine.Tensor]
SMALL = 1 << 15
"""Bytes of tensors that are written down faster than a thread takes over."""


class Mirrored(dict[str, engine.Tensor]):
    """Names in a rehearsal: each stands for the mirror of what it stands for in reality, until it is bound anew."""

    def __init__(self, real: Tensors, rehearsal: Rehearsal) -> None:
        super().__init__()
        self._real = real
        self._rehearsal = rehearsal
        self._own: set[str] = set()
        self.taken: dict[str, engine.Tensor] = {}
        """The real tensors that were looked up, by name."""
        self.there: dict[str, bool] = {}
        """The names that were looked for, and whether they were bound in reality."""

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self._own:
            self.there[name] = name in self._real
            if name in self._real:
                self.taken[name] = self._real[name]
                return self._rehearsal.take(self._real[name])
        return super().get(name, default)

    def __getitem__(self, name: str) -> engine.Tensor:
        found: engine.Tensor | None = self.get(name)
        if found is None:
            raise KeyError(name)
        return found

    def __contains__(self, name: object) -> bool:
        if name in self._own:
            return super().__contains__(name)
        self.there[str(name)] = name in self._real
        return name in self._real

    def __setitem__(self, name: str, tensor: engine.Tensor) -> None:
        self._own.add(name)
        super().__setitem__(name, tensor)

    def __delitem__(self, name: str) -> None:
        self._own.add(name)
        super().pop(name, None)

    def pop(self, name: str, *default: Any) -> Any:
        found = self.get(name)
        del self[name]
        return found

    def copy(self) -> Mirrored:
        """What names stand for now; that they are looked up there counts here, too."""
        mirrored = Mirrored(self._real, self._rehearsal)
        mirrored.update(super().copy())
        mirrored._own, mirrored.taken, mirrored.there = self._own.copy(), self.taken, self.there
        return mirrored

    @property
    def is_changed(self) -> bool:
        """Whether a name was bound or deleted."""
        return bool(self._own)

    @property
    def deleted(self) -> set[str]:
        """The names that stand for nothing any more."""
        return {name for name in self._own if not super(Mirrored, self).__contains__(name)}


class Failed(Untraceable):
    """The steps fail on the tensors at hand, and may not on others."""


class PlannedBlock:
    """The plan of a block of steps, carried out some rounds, and the names that it takes, binds and deletes."""

    def __init__(self, run: Run, block: Block, rounds: int, program: Program | None) -> None:
        rehearsal = Rehearsal(run.context)
        try:
            self._plan(run, rehearsal, block, rounds, program)
        finally:
            rehearsal.end()

    def _plan(self, run: Run, rehearsal: Rehearsal, block: Block, rounds: int, program: Program | None) -> None:
        """Find out what the steps do, by a rehearsal."""
        real = run.scope
        inner = run.rehearsing(rehearsal)
        variables, names = Mirrored(real.variables, rehearsal), Mirrored(real.locals, rehearsal)
        scope = inner.scope = Scope(rehearsal, variables)
        scope.locals = names
        try:
            for _ in range(rounds):
                for question in inner.block(block):
                    raise Untraceable(question.call)
        except (engine.EngineError, Problem) as error:
            raise Failed(f"an error: {error}") from error
        tables = variables, names
        told, self.template = ([], None) if program is None else _told(program, inner)
        taken = {name: tensor for table in tables for name, tensor in table.taken.items()}
        self._there = [
            (name, there) for table in tables for name, there in table.there.items() if name not in table.taken
        ]
        self._deleted = [name for table in tables for name in table.deleted]
        ending = {} if program is None else names if run.has_owner else {**variables, **names}
        needed = set() if program is None else _answered(program, inner)
        found = {**variables, **names}
        bound = {name: tensor for name, tensor in found.items() if name not in ending or name in needed}
        self._variables = [name for name in bound if name[0] != "_"]
        self._locals = [name for name in bound if name[0] == "_"]
        places = {id(tensor): place for place, tensor in enumerate(rehearsal.named)}
        self._names = [(name, places[id(tensor)]) for name, tensor in taken.items()]
        self._count = len(rehearsal.named)
        self._finished = inner.finished
        self._after = inner.bound, inner.parts, inner.pointer, frozenset(scope.absent)
        gradients: list[engine.Tensor] = []
        self._gradients = _numbered(inner.gradients, gradients) if inner.gradients is not run.gradients else ...
        self.plan = Plan(rehearsal, [*bound.values(), *gradients, *told])
        self._told = len(bound) + len(gradients)
        lasts = run.has_owner and (variables.there or variables.is_changed)
        self.is_told = self.template is not None and not lasts and self.plan.is_pure and len(self._names) == self._count
        """Whether `tell` computes all that comes of it: what it returns, where it takes and leaves nothing else."""
        self.is_told_quickly = is_small(told)
        self.runs = 0
        self.deviations = 0
        self.seconds: float | None = None
        """Those of its quickest run: its tensors have always the same shapes, so the next will take as long."""
        self.making = 0.0
        """Seconds that it took to make."""

    @property
    def spent(self) -> float:
        """Seconds that its runs took, at the least."""
        return (self.seconds or 0.0) * self.runs

    def describe(self) -> dict[str, Any]:
        """What it is, and how it did, as a JSON object."""
        plan = self.plan
        return {
            "tensors": [str(name) for name, _ in self._names],
            "steps": plan.steps,
            "buffers": plan.buffers,
            "bytes": plan.nbytes,
            "runs": self.runs,
            "deviations": self.deviations,
            "seconds": self.seconds,
        }

    def fit(self, run: Run) -> list[engine.Tensor] | None:
        """The tensors to run it on; None where names or tensors are others than they were."""
        names, variables = run.scope.locals, run.scope.variables
        named: list[engine.Tensor | None] = [None] * self._count
        for name, place in self._names:
            tensor = (names if name[0] == "_" else variables).get(name)
            if named[place] is not None and named[place] is not tensor:
                return None
            named[place] = tensor
        for name, there in self._there:
            if (name in (names if name[0] == "_" else variables)) is not there:
                return None
        return self.plan.fit(run.context, named)

    @property
    def names(self) -> list[str]:
        """The names that it takes, in the order of its inputs."""
        return [name for name, _ in sorted(self._names, key=lambda named: named[1])]

    def tell(self, arrays: Sequence[Any]) -> list[Any]:
        """The arrays that the program returns, in its order, of those that stand for `names`; `Deviation` as always."""
        found = self.plan.compute(arrays)
        self.runs += 1
        return found[self._told :]

    def carry_out(self, run: Run, tensors: Sequence[engine.Tensor]) -> None:
        """Run it, and let names stand for what it leaves; `Deviation` where steps have to be carried out."""
        started = time.perf_counter()
        left = self.plan.run(run.context, tensors)
        taken = time.perf_counter() - started
        if self.seconds is None or taken < self.seconds:
            self.seconds = taken
        scope = run.scope
        for name in self._deleted:
            if scope.has(name):
                scope.delete(name)
        scope.bind_numbered(zip(self._variables, left, strict=False))
        if self._locals:
            scope.locals.update(zip(self._locals, left[len(self._variables) :], strict=False))
        if self._gradients is not ...:
            run.gradients = _filled(self._gradients, left[len(self._variables) + len(self._locals) :])
        run.finished += self._finished
        run.bound, parts, run.pointer, absent = self._after
        if parts:
            run.parts |= parts
        if absent:
            scope.absent |= absent
        run.told = left[self._told :]
        self.runs += 1


def is_small(tensors: Iterable[engine.Tensor | None]) -> bool:
    """Whether tensors are written down in no time."""
    there = [one for one in tensors if one is not None]
    return all(one.device.name == "cpu" for one in there) and sum(one.nbytes for one in there) <= SMALL


def _told(program: Program, run: Run) -> tuple[list[engine.Tensor], Template | None]:
    """The tensors that a program returns, after its rehearsal, and its answer, where that tells of nothing else."""
    try:
        found, infos = run.answers(program)
    except Problem:
        return [], None
    told = [one for one in found.values() if one is not None]
    if infos or len(told) < len(found) or program.id is None:
        return told, None
    return told, Template(program.id, {name: one.data for name, one in found.items() if one is not None})


def _answered(program: Program, run: Run) -> set[str]:
    """The names that the answer of a program looks up."""
    names: Sequence[str] = (*program.returns, *(run.bound if program.info is None else program.info))
    found = set()
    for name in names:
        for part in run.parts.get(name, (name,)):
            while part.endswith(GRAD):
                part = part[: -len(GRAD)]
            found.add(part)
    return found


def _numbered(found: Any, tensors: list[engine.Tensor]) -> Any:
    """Nested tensors as their places in a list."""
    if isinstance(found, list | tuple):
        return [_numbered(one, tensors) for one in found]
    if found is None:
        return None
    tensors.append(found)
    return len(tensors) - 1


def _filled(numbers: Any, tensors: Sequence[engine.Tensor]) -> Any:
    if isinstance(numbers, list):
        return [_filled(one, tensors) for one in numbers]
    return None if numbers is None else tensors[numbers]
