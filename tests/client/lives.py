"""A server that ends, by a signal, and is started anew."""

from __future__ import annotations

import signal
from pathlib import Path
from threading import Thread

from tests.conftest import Server, free_port


class Lives:
    """A server that is started anew when it ended, at the same address and with what it kept."""

    def __init__(self, directory: Path, **settings: object) -> None:
        own = {f"GRADWIRE_{name.upper()}": str(value) for name, value in settings.items()}
        self._environment = {"GRADWIRE_PORT": str(free_port()), "GRADWIRE_DATA_DIR": str(directory), **own}
        self._server = Server(self._environment)
        self._beginning: Thread | None = None
        self.ended = 0

    @property
    def url(self) -> str:
        return self._server.url

    def end(self, by: signal.Signals = signal.SIGKILL) -> None:
        """End it, and begin to start it anew."""
        self.wait()
        self.ended += 1
        self._server.process.send_signal(by)
        if by is signal.SIGKILL:
            self._server.process.wait()
        self._beginning = Thread(target=self._begin)
        self._beginning.start()

    def wait(self) -> None:
        """Wait until it is there."""
        if self._beginning is not None:
            self._beginning.join()

    def _begin(self) -> None:
        self._server.process.wait()
        self._server.stop()
        self._server = Server(self._environment)

    def stop(self) -> None:
        self.wait()
        self._server.stop()
