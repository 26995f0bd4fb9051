"""Sessions: variables and what PyTorch keeps per thread, one change at a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import engine
from app.changes import Change, Suspension, Uploads
from app.durable.records import Key, Place
from app.errors import Problem
from app.history import Asked, NoHistory
from app.program.call import Programs
from app.program.decisions import Decisions
from app.program.parse import BOUNDLESS
from app.program.plans import Counts, Plans
from app.program.run import Run
from app.program.steps import Call
from app.progress import Progress
from app.replays import Replays
from app.settings import Settings
from app.stream.streams import Streams
from app.times import written
from app.turns import Turns
from engine import Question, saving
from gradwire.wire import values

Result = TypeVar("Result")
DEEPEST = 32  # passes that wait inside one another: each costs all changes below it a look at its journal


class Session(Turns):
    """Named tensors, the graph behind them, and the modes and generators of one client."""

    def __init__(
        self, id: str, number: int, context: engine.Context, settings: Settings, ttl: float, planned: Counts
    ) -> None:
        super().__init__(ttl)
        self.id = id
        self.number = number
        self.context = context
        self.settings = settings
        self.variables: dict[str, engine.Tensor] = {}
        self.programs = Programs(settings.session_programs)
        self.plans = Plans(settings.session_plans, settings.plan_bytes, planned)
        self.replays = Replays(settings.replay_bytes)
        self.streams = Streams(self)
        self.history = NoHistory()
        self.decisions = Decisions()
        """What values decided in the request at work."""
        self.version = 0
        self.moves = 0
        """How often it was changed, also within a change that is not yet finished."""
        self.is_recovering = False
        """Whether it carries out its history once more."""
        self.given: list[int] | None = None
        """What values decided the first time."""
        self.closed = False
        self.created_at = datetime.now(UTC)
        self.suspensions: list[Suspension] = []
        """Changes that wait for the client, each but the first begun inside the one before."""
        self.suspended = 0
        """How many changes were, which are numbered by it."""
        self._began = self._heard = 0.0
        self._size: tuple[int, tuple[int, dict[str, int]]] = -1, (0, {})

    @property
    def moment(self) -> tuple[int, ...]:
        """Where it has come to: changes count on one of these, and so do looks that number what they see."""
        return self.version, self.moves, self.context.tensors, self.context.nodes

    def look(self) -> None:
        """As a client that looks at it: nodes and bytes are counted."""
        before = self.begin_entry()
        self.measure()
        if self.moment != before:
            self.end_entry({"method": "GET", "path": "", "headers": {}}, b"")

    def fork(self, other: Session) -> None:
        """Let a new session begin as this one is: with the same memory, until either writes into it."""
        self.look()
        other._size = 0, self._size[1]
        other.variables |= saving.fork(self.context, self.variables, other.context)
        other.programs.restore(self.programs.sources(), BOUNDLESS)

    def begin_as_fork(self) -> None:
        """Begin with what there is, as another session had it."""
        self.version = self.moves = self.suspended = 0
        self.streams.forget()

    def begin_entry(self) -> tuple[int, ...]:
        """Where it is before what is asked next."""
        self.decisions.start(self.given)
        self._began = time.monotonic()
        return self.moment

    def end_entry(self, asked: Asked, body: bytes | Place, key: Key | None = None) -> None:
        """Note what was asked and where that led, which moved the session."""
        asked["moment"] = self.moment
        if self.decisions.taken:
            asked["decisions"] = self.decisions.taken
        self.history.append(asked, body, key, time.monotonic() - self._began)

    def change(self, call: Call, answer: Callable[[Run], Result]) -> Result:
        """Carry out a program without any pass, and its answer."""
        return Change(self, call, answer).finish()

    def carry_out(
        self,
        call: Call,
        answer: Callable[[Run], Result],
        uploads: Uploads | None = None,
        progress: Progress | None = None,
    ) -> Result | Suspension:
        """Carry out a program and its answer, until a pass asks the client."""
        outcome: Result | Suspension = self.follow(Change(self, call, answer, uploads, progress=progress))
        return outcome

    def follow(self, change: Change[Any]) -> Any:
        """Let a change go on to its result, or to a suspension where a pass asks the client."""
        return self._follow(change, change.go_on())

    def run_inside(
        self,
        id: str,
        call: Call,
        answer: Callable[[Run, Suspension], Any],
        uploads: Uploads,
        resumes: bool,
        progress: Progress | None = None,
    ) -> Any:
        """Carry out a program while a pass waits; with `resumes` its answer is the answers that the pass waits for."""
        suspension = self.suspension(id)
        if suspension is not self.suspensions[-1]:
            detail = f"{id} waits for {self.suspensions[-1].id}, which began inside it: resume that one first."
            raise Problem("session-suspended", detail, suspension=self.suspensions[-1].id)
        change = Change(self, call, lambda run: answer(run, suspension), uploads, suspension, resumes, progress)
        for waiting in self.suspensions:  # who asked them first was answered
            waiting.change.run.progress = progress
        try:
            return self._follow(change, change.go_on())
        finally:
            self._hear()

    def _follow(self, change: Change[Any], outcome: Any) -> Any:
        """What comes of a change at last: its result, that of the change that it resumed, or a suspension."""
        while not isinstance(outcome, Question):
            if not change.resumes:
                return outcome
            suspension = self.suspensions.pop()
            change, outcome = suspension.change, suspension.resume(outcome)
        if len(self.suspensions) == DEEPEST:
            change.cancel()
            detail = f"At most {DEEPEST} passes wait inside one another: resume the last one before another begins."
            raise Problem("limit-exceeded", detail, limit=DEEPEST)
        self.suspended += 1
        self.moves += 1
        suspension = Suspension(f"b{self.suspended}", change, outcome)
        self.suspensions.append(suspension)
        self._hear()
        return suspension

    def _hear(self) -> None:
        """Begin the client's silence anew."""
        self._heard = time.monotonic()

    @property
    def patience(self) -> float:
        """Seconds of silence that are left until what is suspended is cancelled."""
        return self._heard + self.settings.suspension_seconds - time.monotonic()

    def suspension(self, id: str) -> Suspension:
        """The suspension of that id; `suspension-not-found` where there is none."""
        for suspension in self.suspensions:
            if suspension.id == id:
                self._hear()
                return suspension
        detail = "Nothing is suspended under this id, or no longer: it was resumed, cancelled, or silent for too long."
        raise Problem("suspension-not-found", detail, suspension=id)

    def end_silence(self) -> None:
        """Give up what waits for its client, as it would itself."""
        before, first = self.begin_entry(), self.suspensions[0]
        self.cancel(first)
        if self.moment != before:
            self.end_entry({"method": "DELETE", "path": f"suspensions/{first.id}", "headers": {}}, b"")

    def recovered(self) -> None:
        """What waits for its client has all its time once more."""
        self._hear()
        for suspension in self.suspensions:
            suspension.change.run.give_time(suspension.change.call.seconds(self.settings.program_seconds))

    def cancel(self, first: Suspension) -> None:
        """Give up a suspended change, and those that began inside it."""
        self.moves += 1
        while first in self.suspensions:
            self.suspensions.pop().change.cancel()

    @property
    def is_silent(self) -> bool:
        """Whether what is suspended has waited for its client too long."""
        return bool(self.suspensions) and self.patience <= 0

    def expect_no_suspension(self) -> None:
        """Refuse to go on while a pass waits for the client."""
        if self.suspensions:
            last = self.suspensions[-1]
            detail = f"A backward pass waits for its client: resume or cancel it at suspensions/{last.id}."
            raise Problem("session-suspended", detail, suspension=last.id)

    def tensors(self) -> list[engine.Tensor]:
        """All tensors that have a name, those of suspended changes too."""
        scopes = [suspension.change.run.scope for suspension in self.suspensions]
        gradients = [tensor for suspension in self.suspensions for tensor in suspension.locals.values()]
        return [*self.variables.values(), *gradients, *(one for scope in scopes for one in scope.locals.values())]

    def configure(
        self,
        dtype: str | None,
        seed: int | None,
        ttl: float | None,
        exact: bool | None,
        matmul_precision: str | None,
    ) -> None:
        """Change settings of the session."""
        if dtype is not None:
            self.context.set_dtype(dtype)
        if seed is not None:
            with self.context.computing():
                self.context.manual_seed(seed)
        if ttl is not None:
            self.history.describe(ttl=ttl)
            self.ttl = ttl
        if exact is not None:
            self.context.exact = exact
        if matmul_precision is not None:
            self.context.matmul_precision = matmul_precision
        self.version += 1

    def measure(self) -> None:
        """Count nodes and bytes, which walks the graph: in the session's turn only."""
        if self._size[0] != self.version or self.suspensions:
            version = -1 if self.suspensions else self.version
            named = self.context.named_regions.values()
            self._size = version, engine.graph.size_by_device(list(self.variables.values()), named)

    def describe(self) -> dict[str, Any]:
        """The session as its JSON object, with nodes and bytes as last measured; on GPUs all that is in use."""
        nodes, held = self._size[1]
        held = held | {lane.device.name: lane.allocated for lane in self.context.lanes.all}
        idle = timedelta(seconds=self.ttl - (time.monotonic() - self.used))
        return {
            "id": self.id,
            "device": str(self.context.device),
            "dtype": self.context.dtype.name,
            "seed": values.write(self.context.seed),
            "exact": self.context.exact,
            "matmul_precision": self.context.matmul_precision,
            "grad_mode": self.grad_mode(),
            "tensors": len(self.variables),
            "bytes": sum(held.values()),
            "memory": held,
            "nodes": nodes,
            "version": self.version,
            "ttl": int(self.ttl) if float(self.ttl).is_integer() else self.ttl,
            "created_at": written(self.created_at),
            "expires_at": written(datetime.now(UTC) + idle),
        }

    def grad_mode(self) -> dict[str, bool]:
        """The grad mode as its JSON object; while a pass waits, that before its request."""
        if self.suspensions:
            modes = self.suspensions[0].change.modes
        else:
            modes = self.context.grad_enabled, self.context.inference, self.context.anomaly
        mode = dict(zip(("enabled", "inference", "anomaly"), modes, strict=True))
        return mode if modes[-1] else {"enabled": modes[0], "inference": modes[1]}
