"""The order in which the system is asked, where a log is full: to the disk first, then acknowledged."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.tracing import expect_strace

ROOT = Path(__file__).parents[3]
CALL = re.compile(r'(\w+)\(.*?/log/([^>"]*)')
STEPS = """
import os, sys
from pathlib import Path
from threading import Event
from app.durable.commits import Commits
from app.durable.log import Log
from app.durable.records import Entry
from app.durable.sessions import Opened

log = Log(Path(sys.argv[1]), full=True)
commits = Commits(log, lambda: None)
log.open(Opened(1, "one", {}))
os.write(1, b"opened")
log.append([(1, Entry(1, {}))])
os.write(1, b"appended")
place = log.store(1, bytes(100_000))
os.write(1, b"stored")
done = Event()
commits.submit(1, Entry(2, {}, place), lambda error: done.set())
commits.commit()
done.wait()
os.write(1, b"committed")
log.snapshot_aside(1, 1).write_bytes(b"state")
os.write(1, b"written aside")
log.cut(1, 1, {})
os.write(1, b"cut")
"""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the system was asked, in order, without what has nothing to do with files of the log."""
    expect_strace()
    place = tmp_path_factory.mktemp("order")
    names = "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat"
    command = ["strace", "-f", "-y", "-e", names, "-o", place / "calls", sys.executable, "-c", STEPS, place / "log"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "ptrace" in done.stderr and "CI" not in os.environ:
        pytest.skip(f"strace may not look: {done.stderr.strip()}")
    assert done.returncode == 0, done.stderr
    lines = (place / "calls").read_text().splitlines()
    return [line for line in lines if f"{place}/log/" in line or " write(1<" in line]


def between(calls: list[str], before: str, after: str) -> list[str]:
    """What was asked between two words of the process, as `call file`."""
    marks = [at for at, line in enumerate(calls) for word in (before, after) if f'"{word}"' in line]
    found = (CALL.search(line) for line in calls[marks[0] + 1 : marks[1]])
    return [" ".join(call.groups()) for call in found if call]


def test_an_entry_is_on_the_disk_before_it_is_acknowledged(calls: list[str]) -> None:
    for before, after in [("opened", "appended"), ("stored", "committed")]:
        asked = between(calls, before, after)
        assert "pwrite64 log.sqlite-wal" in asked
        assert asked[-1] in ("fdatasync log.sqlite-wal", "fsync log.sqlite-wal")


def test_a_payload_is_on_the_disk_before_its_entry(calls: list[str]) -> None:
    asked = between(calls, "appended", "stored")
    assert asked[-2:] == ["pwrite64 segments/one.1", "fdatasync segments/one.1"]
    assert "fsync segments" in asked[:-2]


def test_a_snapshot_is_on_the_disk_before_what_it_replaces_is_removed(calls: list[str]) -> None:
    asked = between(calls, "written aside", "cut")
    aside = "snapshots/one.1.safetensors.aside"
    kept = [asked.index(f"fsync {aside}"), asked.index(f"rename {aside}"), asked.index("fsync snapshots")]
    assert kept == sorted(kept)
    written = [at for at, call in enumerate(asked) if call.endswith("log.sqlite-wal")]
    assert kept[-1] < written[0]
    assert "sync log.sqlite-wal" in " ".join(asked[written[0] :])
