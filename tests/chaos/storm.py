"""A server that is killed again and again, while clients ask it and look at every answer."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from functools import partial

from tests.chaos.client import Client
from tests.chaos.frames import Frames
from tests.chaos.requests import Requests
from tests.conftest import Server

KINDS = [Requests, Frames] * 4
SNAPSHOTS = "shard-0/snapshots"
PAUSE = 0.01
"""Seconds until a server that is away is asked again."""
LONGEST = 3.0
"""Seconds that a moment is waited for at most."""


class Storm:
    """The server, its clients, and when it is killed: at moments that chance chooses."""

    def __init__(self, server: Server, seed: str) -> None:
        self.server, self.seed, self.url = server, seed, server.url
        self.serving = time.monotonic()
        """Since when the server has been there."""
        self.kills = 0
        self._chance = random.Random(seed)
        self._moments = [partial(self._after, 0.3), partial(self._after, 0.3), partial(self._after, 1.5)]
        self._moments += [partial(self._once, self._is_written), partial(self._once, self._is_renamed)]
        self._is_over = threading.Event()
        self._failed: list[Exception] = []
        self.clients: list[Client] = [kind(self, number) for number, kind in enumerate(KINDS)]

    @property
    def acknowledged(self) -> int:
        """Changes that were answered."""
        return sum(client.acknowledged for client in self.clients)

    def rage(self, kills: int, acknowledged: int) -> None:
        """Kill so often, until so many changes were answered; then, all sessions have to be as their models are."""
        threads = [threading.Thread(target=self._live, args=[client]) for client in self.clients]
        for thread in threads:
            thread.start()
        try:
            while not self._failed and (self.kills < kills or self.acknowledged < acknowledged):
                self._chance.choice(self._moments)()
                self._kill()
        finally:
            self._is_over.set()
            for thread in threads:
                thread.join()
        if self._failed:
            raise self._failed[0]
        self._kill()
        for client in self.clients:
            client.look()
            client.http.close()

    def pause(self) -> None:
        """Let a client wait for a server that is away."""
        if self._failed:
            raise RuntimeError("Another client has failed.")
        time.sleep(PAUSE)

    def _live(self, client: Client) -> None:
        try:
            while not self._is_over.is_set():
                client.go_on()
            client.look()
        except Exception as error:  # noqa: BLE001 - whatever it is ends the storm
            self._failed.append(error)

    def _kill(self) -> None:
        self.server.restart()
        self.serving = time.monotonic()
        self.kills += 1

    def _after(self, seconds: float) -> None:
        time.sleep(self._chance.uniform(0, seconds))

    def _once(self, condition: Callable[[set[str]], bool]) -> None:
        """Wait for something about the files of snapshots."""
        before = self._snapshots()
        late = time.monotonic() + LONGEST
        while not condition(self._snapshots() - before) and time.monotonic() < late:
            time.sleep(0.0005)

    def _snapshots(self) -> set[str]:
        return {path.name for path in (self.server.directory / SNAPSHOTS).iterdir()}

    @staticmethod
    def _is_written(new: set[str]) -> bool:
        return any(name.endswith(".aside") for name in new)

    @staticmethod
    def _is_renamed(new: set[str]) -> bool:
        return any(not name.endswith(".aside") for name in new)
