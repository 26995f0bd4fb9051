"""A disk that does not confirm: what was not acknowledged is not there, even if the server is killed at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.durable.log import Log
from app.durable.sessions import Opened
from tests.app.tracing import expect_strace

ROOT = Path(__file__).parents[3]
STEPS = """
import os, signal, sys
from pathlib import Path
from app.durable.errors import StorageFailed
from app.durable.log import Log
from app.durable.records import Entry
from app.durable.sessions import Opened

def cut(entry):
    log.snapshot_aside(1, entry).write_bytes(b"state")
    log.cut(1, entry, {})

log = Log(Path(sys.argv[1]), full=True)
log.open(Opened(1, "one", {}))
log.append([(1, Entry(1, {}))])
cut(1)
log.append([(1, Entry(2, {}))])
try:
    match sys.argv[2]:
        case "append":
            log.append([(1, Entry(3, {}, bytes(9000)))])
        case "cut":
            cut(2)
        case "fork":
            log.fork(1, Opened(2, "two", {}))
        case "open":
            log.open(Opened(2, "two", {}), {}, bytes(100_000))
except StorageFailed:
    print("failed", *sorted(path.name for path in Path(sys.argv[1]).glob("s*/*")), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def run(place: Path, step: str, *injected: str) -> tuple[str, int]:
    """Take a step in a process that is killed after it: what it printed, and how often the log was synced."""
    directory, calls = place / f"log-{step}", place / f"calls-{step}"
    strace = ["strace", "-f", "-P", directory / "log.sqlite-wal", "-e", "trace=fsync,fdatasync", *injected, "-o", calls]
    command = [*strace, sys.executable, "-c", STEPS, directory, step]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr and "CI" not in os.environ:
        pytest.skip(f"strace may not look: {done.stderr.strip()}")
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout, calls.read_text().count("sync(")


@pytest.mark.parametrize("step", ["append", "cut", "fork", "open"])
def test_what_was_not_confirmed_is_not_there(tmp_path: Path, step: str) -> None:
    expect_strace()
    printed, before = run(tmp_path, "none")
    assert printed == ""
    printed, _ = run(tmp_path, step, "-e", f"inject=fsync,fdatasync:error=EIO:when={before + 1}")
    assert printed == "failed one.1.safetensors\n"
    log = Log(tmp_path / f"log-{step}", full=True)
    assert log.sessions() == [Opened(1, "one", {}, base=1, last=2)]
    log.close()
