"""The service in its container: it gets ready, keeps its token, computes, and ends when it is told to."""

from __future__ import annotations

import json
import os
import re
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.conftest import ROOT
from tests.examples import test_notebook
from tests.image.command import Failed, attempt
from tests.image.container import GPU, Container, refused, running
from tests.image.engine import Engine

PATIENCE = 60.0
STARTS = 5
USER = "10001"
TOKEN_FILE = "/var/lib/gradwire/token"
LOG = "/var/lib/gradwire/shard-0/"
WRITABLE = ("/var/lib/gradwire", "/var/cache/gradwire", "/tmp")
KEPT = [1.5, 2.5]
ROUNDS = 200_000
PROGRAM = {
    "tensors": {"n": 0},
    "steps": [{"repeat": {"times": ROUNDS, "count": "i", "steps": [{"op": "add", "inputs": ["n", 1], "out": "n"}]}}],
    "return": ["n"],
}
"""What takes long enough to be seen at work, by the progress that the server tells of."""


def serves(engine: Engine) -> Iterator[str]:
    """A first start, with all that a client and an operator see of it."""
    with running(engine) as container:
        command = container.wait_until_healthy()
        token = _announced(container)
        _expect(token is not None, f"no token was printed:\n{container.printed()}")
        _expect(_status(container, None) == 401, "whoever has no token is let in")
        yield f"healthy, says {' '.join(command)}; a token is printed, and asked for"
        yield _confined(container)
        test_notebook.check(_notebook(container.url, str(token)))
        yield "the notebook, through the SDK, prints what PyTorch prints"
        yield f"nothing but {_written(container)} is written"
        session = _opened(container, str(token))
        _ends_in_order(container, str(token))
        yield "SIGTERM while a program runs: its answer comes, and the exit status is 0"
    yield from _starts_again(engine, str(token), session)


def refuses_to_start(engine: Engine) -> Iterator[str]:
    """Where cuda:0 is asked for and is not there, one line says so."""
    status, printed = refused(engine, GPU)
    refusal = re.fullmatch(r"GRADWIRE_DEVICE: cuda:0 is not there: .+\n", printed)
    _expect(status == 2 and refusal, f"without a GPU it ended with {status}:\n{printed}")
    yield f"without a GPU, {GPU} ends with {status} and a line: {printed.strip()}"


def ends_early(engine: Engine) -> Iterator[str]:
    """A container that is told to stop before its server can hear it."""
    with running(engine) as container:
        container.signal("TERM")
        status = container.wait()
        _expect("serves on" not in container.printed(), "SIGTERM at the start was not heard")
        yield f"SIGTERM at the very start ends it, with {status}"


def _starts_again(engine: Engine, token: str, session: str) -> Iterator[str]:
    """Later starts, on the volumes of the first."""
    seconds = []
    memory = ""
    for _ in range(STARTS):
        with running(engine) as container:
            seconds.append(_seconds_until_ready(container))
            memory = _memory(container)
            _expect(_announced(container) is None, "a token is printed again")
            _expect(_status(container, token) == 200, "the token of the first start is not known any more")
            tensor = httpx.get(f"{container.url}{session}/tensors/x", headers=_bearer(token), trust_env=False).json()
            _expect(tensor.get("data") == KEPT, f"of a tensor of the first start is left {tensor}")
    yield "started again on its volumes it knows the token, which it does not print, and the session of the first start"
    middle, least, most = statistics.median(seconds), min(seconds), max(seconds)
    yield f"ready {middle:.2f} s after its process began, the median of {STARTS} from {least:.2f} to {most:.2f}"
    yield f"memory at rest: {memory}"


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _opened(container: Container, token: str) -> str:
    """A session with a tensor."""
    with httpx.Client(base_url=container.url, headers=_bearer(token), trust_env=False) as http:
        session = http.post("/v1/sessions").headers["location"]
        http.put(f"{session}/tensors/x", json={"data": KEPT}).raise_for_status()
    return session


def _announced(container: Container) -> str | None:
    found = re.search(r"^GRADWIRE_TOKEN=(\S+)$", container.printed(), re.MULTILINE)
    return found and found[1]


def _status(container: Container, token: str | None) -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return httpx.get(f"{container.url}/v1/devices", headers=headers, trust_env=False).status_code


def _notebook(url: str, token: str) -> str:
    """What the notebook prints."""
    words = (sys.executable, "-W", "error", str(ROOT / "examples" / "notebook.py"))
    ended = attempt(*words, environment={"GRADWIRE_URL": url, "GRADWIRE_TOKEN": token}, patience=PATIENCE)
    _expect(ended.returncode == 0 and not ended.stderr, f"the notebook ended with {ended.returncode}:\n{ended.stderr}")
    return ended.stdout


def _confined(container: Container) -> str:
    """Who its process is and what it may do, as the system has it."""
    lines = Path(f"/proc/{container.process}/status").read_text().splitlines()
    status = {name: set(values.split()) for name, _, values in (line.partition(":") for line in lines)}
    none = "0" * 16
    for name, value in {"Uid": USER, "Gid": USER, "CapEff": none, "CapBnd": none, "NoNewPrivs": "1"}.items():
        _expect(status[name] == {value}, f"{name} of its process: {', '.join(status[name])}")
    mounts = Path(f"/proc/{container.process}/mountinfo").read_text().splitlines()
    (root,) = [mount.split()[5] for mount in mounts if mount.split()[4] == "/"]
    _expect("ro" in root.split(","), f"its root file system is mounted {root}")
    return f"user {USER}, who has no capabilities and can gain none, on a root file system that is read-only"


def _written(container: Container) -> str:
    """What the server leaves, which is its user's alone: its token and its sessions; all else is read-only."""
    files = container.execute("find", *WRITABLE, "-type", "f").stdout.split()
    others = [file for file in files if file != TOKEN_FILE and not file.startswith(LOG)]
    _expect(TOKEN_FILE in files and not others, f"written: {files}")
    modes = set(container.execute("stat", "--format", "%a %u:%g", *files).stdout.split("\n")) - {""}
    _expect(modes == {f"600 {USER}:{USER}"}, f"files are {modes}")
    return f"{TOKEN_FILE} and {LOG}"


def _memory(container: Container) -> str:
    """What the server's process holds; pages that it shares, in proportion."""
    lines = Path(f"/proc/{container.process}/smaps_rollup").read_text().splitlines()[1:]
    held = {name: int(size) / 1024 for name, size, _ in (line.split() for line in lines)}
    return f"PSS {held['Pss:']:.0f} MiB, RSS {held['Rss:']:.0f} MiB"


def _ends_in_order(container: Container, token: str) -> None:
    """Tell it to stop while a program runs."""
    headers = {**_bearer(token), "Accept": "text/event-stream"}
    url = f"{container.url}/v1/programs"
    with httpx.stream("POST", url, json=PROGRAM, headers=headers, timeout=PATIENCE, trust_env=False) as response:
        lines = response.iter_lines()
        _expect(next(lines) == "event: progress", "the program was too short to be seen at work")
        container.signal("TERM")
        said = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
    answer = json.loads(said[-1])
    _expect(answer.get("values", {}).get("n", {}).get("data") == ROUNDS, f"instead of the answer came {answer}")
    status = container.wait()
    _expect(status == 0, f"it ended with {status}:\n{container.printed()}")


def _seconds_until_ready(container: Container) -> float:
    """Seconds from the start of the server's process until it takes sessions."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f"{container.url}/health/ready", trust_env=False).status_code == 200:
                break
        except httpx.ConnectError:
            time.sleep(0.005)
    else:
        raise Failed(f"not ready after {PATIENCE:.0f} s:\n{container.printed()}")
    ready = time.clock_gettime(time.CLOCK_BOOTTIME)
    began = int(Path(f"/proc/{container.process}/stat").read_text().rpartition(")")[2].split()[19])
    return ready - began / os.sysconf("SC_CLK_TCK")


def _expect(holds: object, otherwise: str) -> None:
    if not holds:
        raise Failed(otherwise)
