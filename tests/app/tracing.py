"""What a process asks the system, in order: strace's lines as events."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

CALLS = "write,writev,sendto,sendmsg,pwrite64,fsync,fdatasync"
SHOWN = 10_000
"""Bytes that are shown of what is written."""
LINE = re.compile(r"(\d+) +(?:(\w+)\(\d+<([^>]*)>|<\.\.\. (\w+) resumed>)(.*)", re.DOTALL)
PATIENCE = 60.0


class Event(NamedTuple):
    """A call of the system: what is done to which file, and between which lines of the trace."""

    call: str
    file: str
    said: str
    begins: int
    ends: int


def expect_strace() -> None:
    """Skip the test where strace is missing, but not in CI."""
    if not shutil.which("strace") and "CI" not in os.environ:
        pytest.skip("needs strace")


@contextmanager
def traced(process: int, output: Path) -> Iterator[None]:
    """Look at what a process and its threads ask, as long as the block is at work."""
    command = ["strace", "-f", "-y", "-s", str(SHOWN), "-e", f"trace={CALLS}", "-o", str(output), "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        first = tracer.stderr.readline()
        if "attached" not in first:
            tracer.wait(PATIENCE)
            if "CI" not in os.environ:
                pytest.skip(f"strace may not look: {first.strip()}")
        assert "attached" in first, first
        try:
            yield
        finally:
            tracer.send_signal(signal.SIGINT)  # upon which it lets the process go on alone
            tracer.communicate(timeout=PATIENCE)


def events(output: Path) -> list[Event]:
    """The calls that were finished, in the order in which they were."""
    found, begun = [], {}
    for number, line in enumerate(output.read_text(errors="replace").splitlines()):
        match = LINE.match(line)
        if match is None:
            continue
        thread, call, file, resumed, rest = match.groups()
        event = begun.pop(thread, None) if resumed else Event(call, file, rest, number, number)
        if event is None:
            continue
        if rest.endswith("<unfinished ...>"):
            begun[thread] = event
        else:
            found.append(event._replace(ends=number))
    return found
