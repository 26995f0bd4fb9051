"""Survivors: twins of which one loses its process again and again, and must stay the same by its log."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

from app.durable.log import Log
from app.settings import Settings
from tests.app.conftest import Client
from tests.app.twins import Twins

LOST, SNAPSHOT = 0.15, 0.1
"""How likely the process is gone before a request, or a snapshot made."""


class Survivors(Twins):
    """Two sessions, of a server that stays and of one that is killed and started anew, asked the same."""

    def __init__(self, directory: Path, seed: int, **settings: Any) -> None:
        self._settings = Settings(tensor_bytes=1 << 16, **settings)
        self._directory = directory
        self._random = random.Random(seed)
        self._log = self._opened()
        self.clients = [Client(self._settings), Client(self._settings, self._log)]
        self.lost_often, self.snapshot_often = LOST, SNAPSHOT
        self.hits = self.misses = self.lives = self.snapshots = 0

    def _opened(self) -> Log:
        return Log(self._directory / f"{len(list(self._directory.iterdir()))}", full=False)

    def ask(self, method: str, path: str, **options: Any) -> None:
        if self._random.random() < self.snapshot_often:
            self.snapshot()
        if self._random.random() < self.lost_often:
            self.lose()
        super().ask(method, path, **options)

    def snapshot(self) -> None:
        """Let a snapshot stand in the place of all entries."""
        client = self.clients[1]
        (session,) = client.app.state.store.all()
        if session.history.length.entries:
            client.run(client.app.state.store.compactions.make(session))
            assert not session.history.length.entries, "the snapshot could not be made"
            self.snapshots += 1

    def lose(self) -> None:
        """Begin a process with the files that the one before has at this moment."""
        before = self.clients[1]
        found = max(self._directory.iterdir(), key=lambda path: int(path.name))
        copy = self._directory / f"{int(found.name) + 1}"
        shutil.copytree(found, copy, ignore=shutil.ignore_patterns("*-shm"))
        self._log.close()
        before.close()
        self._log = Log(copy, full=False)
        self.clients[1] = Client(self._settings, self._log, before.session)
        super().ask("GET", "S")
        self.lives += 1

    def close(self) -> None:
        """Let go of everything."""
        for client in self.clients:
            client.close()
        self._log.close()
