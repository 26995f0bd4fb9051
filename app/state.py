"""What an application holds, for all its requests."""

from __future__ import annotations

from typing import Any

import engine
from app.access import Access
from app.busy_poll import BusyPoll
from app.counters import Counters
from app.memory import Memory
from app.program.call import Programs
from app.program.plans import Plans
from app.replays import Replays
from app.settings import Settings
from app.store import SessionStore

DAY = 86400.0


class State:
    """What an application holds, for all its requests: plain attributes, since each request looks many of them up."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.access = Access(settings)
        self.store = SessionStore(settings)
        self.replays = Replays(settings.replay_bytes, DAY)
        self.programs = Programs(settings.session_programs)
        self.lanes = engine.Lanes(self.store.bounds)
        """Those of all programs without a session, since a plan of one goes on in the memory of another."""
        self.plans = Plans(settings.session_plans, settings.plan_bytes, self.store.planned)
        self.memory = Memory(settings.spare_bytes)
        self.counters = Counters()
        self.busy_poll = BusyPoll(settings.busy_poll, lambda: self.store.workers.at_work > 0)
        self.operations: dict[str, dict[str, Any]] | None = None
        """The catalogue by name, once somebody asked for it."""
        self.ready = True
