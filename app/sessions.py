"""Sessions: variables and what PyTorch keeps per thread, one change at a time."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import NamedTuple

import engine
from app.durable.records import Key, Place
from app.history import UNSURE
from app.no_history import Asked, NoHistory
from app.program.call import Programs
from app.program.decisions import Decisions
from app.program.parse import BOUNDLESS
from app.program.plans import Counts, Plans
from app.replays import Replays
from app.settings import Settings
from app.stream.streams import Streams
from app.suspensions import Suspensions
from app.turns import Turns
from engine import saving


class Size(NamedTuple):
    """What a session takes, as it was counted at a version."""

    version: int
    nodes: int
    held: dict[str, int]
    """Bytes by device."""


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
        self.suspensions = Suspensions(settings.suspension_seconds)
        self.size = Size(-1, 0, {})
        """As last measured."""
        self._began = 0.0

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
        other.size = self.size._replace(version=0)
        other.variables |= saving.fork(self.context, self.variables, other.context)
        other.programs.restore(self.programs.sources(), BOUNDLESS)

    def begin_as_fork(self) -> None:
        """Begin with what there is, as another session had it."""
        self.version = self.moves = self.suspensions.begun = 0
        self.streams.forget()

    def begin_entry(self) -> tuple[int, ...]:
        """Where it is before what is asked next."""
        self.decisions.start(self.given)
        self.programs.begin()
        self._began = time.monotonic()
        return self.moment

    def leave_entry(self, body: bytes | Place) -> None:
        """Know nothing of what was asked, which did not move the session: its log will not."""
        self.history.discard(body)
        self.programs.forget_new()

    def end_entry(self, asked: Asked, body: bytes | Place, key: Key | None = None) -> None:
        """Note what was asked and where that led, which moved the session.

        After what may lead elsewhere another time a snapshot has to be made, so that nothing may wait for the client.
        Where it cannot be noted the session is recovered as it was before.
        """
        try:
            self._end_entry(asked, body, key)
        except Exception as error:
            self.history.fail(error)
            raise

    def _end_entry(self, asked: Asked, body: bytes | Place, key: Key | None) -> None:
        if key is not None:
            self.replays.freed.discard(key.text)
        if asked.get("failed") in UNSURE and self.suspensions:
            self.suspensions.cancel(self.suspensions[0])
        asked["moment"] = self.moment
        if self.decisions.taken:
            asked["decisions"] = self.decisions.taken
        self.history.append(asked, body, key, time.monotonic() - self._began)

    def end_silence(self) -> None:
        """Give up what waits for its client, as it would itself."""
        before, first = self.begin_entry(), self.suspensions[0]
        self.suspensions.cancel(first)
        if self.moment != before:
            self.end_entry({"method": "DELETE", "path": f"suspensions/{first.id}", "headers": {}}, b"")

    def tensors(self) -> list[engine.Tensor]:
        """All tensors that have a name, those of suspended changes too."""
        return [*self.variables.values(), *self.suspensions.tensors()]

    def configure(
        self,
        dtype: str | None,
        seed: int | None,
        ttl: float | None,
        exact: bool | None,
        matmul_precision: str | None,
    ) -> None:
        """Change settings of the session."""
        if ttl is not None:
            self.history.describe(ttl=ttl)  # which may fail
            self.ttl = ttl
        if dtype is not None:
            self.context.set_dtype(dtype)
        if seed is not None:
            with self.context.computing():
                self.context.manual_seed(seed)
        if exact is not None:
            self.context.exact = exact
        if matmul_precision is not None:
            self.context.matmul_precision = matmul_precision
        self.version += 1

    def measure(self) -> None:
        """Count nodes and bytes, which walks the graph: in the session's turn only."""
        if self.size.version != self.version or self.suspensions:
            version = -1 if self.suspensions else self.version
            named = self.context.named_regions.values()
            self.size = Size(version, *engine.graph.size_by_device(list(self.variables.values()), named))
