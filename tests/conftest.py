"""Servers for end-to-end tests: the real one, in a process of its own, on a free port."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

ROOT = Path(__file__).parents[1]
ANNOUNCED = re.compile(r"serves on (http://\S+)")
PATIENCE = 60.0
PATHS = [str(ROOT), str(ROOT / "client"), *filter(None, [os.environ.get("PYTHONPATH")])]

HERE = {"PYTHONPATH": os.pathsep.join(PATHS), "GRADWIRE_HOST": "127.0.0.1"}
"""The environment of a server that is there for this machine alone."""

STAND_IN = {
    "PYTHONPATH": os.pathsep.join([str(ROOT / "tests" / "stand_in"), *PATHS]),
    "STAND_IN_OWN_STREAMS": "1",
    "STAND_IN_DEVICES": "2",
}
"""The environment in which CuPy is the stand-in for two GPUs, where nothing may go to a stream that nobody chose."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--device", default="cpu", help="where tensors are unless a test says otherwise, as cuda:0")


def pytest_configure(config: pytest.Config) -> None:
    device = config.getoption("--device")
    if device != "cpu":
        import engine

        try:
            engine.devices.find(device)
        except engine.errors.DeviceUnavailable as error:
            pytest.exit(str(error), returncode=pytest.ExitCode.USAGE_ERROR)
        os.environ["GRADWIRE_DEVICE"] = device
        initialize: Any = engine.Context.__init__
        initialize.__defaults__ = (device, *initialize.__defaults__[1:])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_cpu = config.getoption("--device") == "cpu"
    for item in items:
        elsewhere = item.get_closest_marker("cpu_only")
        if on_cpu and item.get_closest_marker("gpu"):
            item.add_marker(pytest.mark.skip(reason="needs a GPU: `make test-gpu` where there is one"))
        elif elsewhere is not None and not on_cpu:
            item.add_marker(pytest.mark.skip(reason=elsewhere.args[0]))


def free_port() -> int:
    """A port of this machine at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


class Server:
    """`python -m app` at work: its `url` and its data `directory`, which are the same however often it is started, and
    what it prints."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.output: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed by stop
        self._temporary = tempfile.TemporaryDirectory(prefix="gradwire-")
        self._port = socket.socket()  # nobody else, nor a client that connects, has the port while no server has it
        self._port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._port.bind(("127.0.0.1", 0))
        own = {"GRADWIRE_PORT": str(self._port.getsockname()[1]), "GRADWIRE_DATA_DIR": self._temporary.name}
        self.environment = {**os.environ, **HERE, **own, **environment}
        self.directory = Path(self.environment["GRADWIRE_DATA_DIR"])
        self.start()

    def start(self, **settings: object) -> None:
        """Start it, for the first time or once more, from now on with these settings besides."""
        self.environment |= _environment(settings)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=self.output,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        found = ANNOUNCED.search(line)
        assert found, f"the server did not start: {line}{self.printed()}"
        self.url = found[1]

    def kill(self) -> None:
        """Kill it by the signal 9: nothing more of it is carried out."""
        self.process.kill()
        self._ended()

    def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to end; its exit status."""
        self.process.send_signal(by)
        self._ended()
        return self.process.returncode

    def restart(self, **settings: object) -> None:
        """Kill it, and start it again."""
        self.kill()
        self.start(**settings)

    def _ended(self) -> None:
        self.process.wait(PATIENCE)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def refusal(self, **settings: object) -> str:
        """What another one says that is started with these settings besides, and ends at once."""
        environment = {**self.environment, "GRADWIRE_PORT": "0", **_environment(settings)}
        command = [sys.executable, "-m", "app"]
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stdout) == (2, "")
        return ended.stderr

    def printed(self) -> str:
        """Everything on its standard error so far."""
        self.output.flush()
        self.output.seek(0)
        return self.output.read()

    def stop(self) -> None:
        """End the process and show what it printed, which pytest shows where a test failed."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._ended()
        sys.stderr.write(self.printed())
        self.output.close()
        self._port.close()
        self._temporary.cleanup()


def _environment(settings: dict[str, object]) -> dict[str, str]:
    return {f"GRADWIRE_{name.upper()}": str(value) for name, value in settings.items()}


@pytest.fixture(scope="session")
def running_server() -> Iterator[Server]:
    """One server for all tests that can share one."""
    server = Server({})
    yield server
    server.stop()


@pytest.fixture
def server(running_server: Server, request: pytest.FixtureRequest) -> Iterator[str]:
    """The base URL of a server that other tests use too; its output is shown where the test fails."""
    before = len(running_server.printed())
    yield running_server.url
    printed = running_server.printed()[before:]
    if printed:
        sys.stderr.write(printed)


@pytest.fixture(scope="session")
def running_cuda_server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """One server with a GPU for all tests that can share one."""
    stands_in = pytestconfig.getoption("--device") == "cpu"
    server = Server({**(STAND_IN if stands_in else {}), "GRADWIRE_DEVICE": "cpu"})
    yield server
    server.stop()


@pytest.fixture
def cuda_server(running_cuda_server: Server) -> str:
    """The base URL of a server that computes on the CPU unless told otherwise, and has the device cuda:0: a GPU where
    the tests are run with `--device cuda:0`, else the stand-in for CuPy."""
    return running_cuda_server.url


@pytest.fixture(scope="session")
def stepping_server() -> Iterator[Server]:
    """A server without plans, where every step runs by itself."""
    server = Server(_environment({"session_plans": 0}))
    yield server
    server.stop()


@pytest.fixture
def both_servers(server: str, stepping_server: Server) -> tuple[str, str]:
    """The base URLs of the server that others use too, and of one without plans: what they say must be equal."""
    return server, stepping_server.url


@pytest.fixture
def launch_server() -> Iterator[Callable[..., Server]]:
    """Starts servers of other settings, as in `launch_server(session_ttl=1)`, and ends them after the test, which may
    do so itself and start them again."""
    servers: list[Server] = []

    def start(**settings: object) -> Server:
        servers.append(Server(_environment(settings)))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def start_server(launch_server: Callable[..., Server]) -> Callable[..., str]:
    """Starts servers of other settings, of which the base URL is all that is needed."""
    return lambda **settings: launch_server(**settings).url


@pytest.fixture
def start_cuda_server() -> Iterator[Callable[..., str]]:
    """Starts servers as `start_server` does, on the stand-in for CuPy, whose sessions are on cuda:0 by default."""
    servers: list[Server] = []

    def start(**settings: object) -> str:
        servers.append(Server(_environment({"device": "cuda:0", **settings}) | STAND_IN))
        return servers[-1].url

    yield start
    for server in servers:
        server.stop()
