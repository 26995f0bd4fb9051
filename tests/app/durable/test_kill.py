"""A process that is killed at any moment: what it acknowledged is there, and nothing by half."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from app.durable.log import Log
from tests.app.durable.writer import SESSIONS, body

ROUNDS = int(os.environ.get("GRADWIRE_KILLS", "6"))
"""How many times each kind of log is killed."""
ROOT = Path(__file__).parents[3]


def killed(directory: Path, full: str, seed: int, seconds: float) -> list[tuple[int, int, str]]:
    """What a process had acknowledged that was killed after so long."""
    command = [sys.executable, "-m", "tests.app.durable.writer", str(directory), full, str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        first = process.stdout.readline()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass
        process.kill()
        said = first + process.stdout.read()
    lines = [line.split() for line in said.splitlines()]
    return [(int(session), int(entry), done) for session, entry, done in lines]


def whole(directory: Path, acknowledged: dict[int, int], cut: dict[int, int]) -> None:
    """All that was acknowledged is there as it was, and at most one more entry of each session."""
    log = Log(directory, full=False)
    try:
        for session in log.sessions():
            number = session.number
            assert session.damage is None
            assert session.base >= cut[number]
            assert acknowledged[number] <= session.last <= acknowledged[number] + 1
            if path := log.snapshot(number):
                assert path.read_bytes() == b"state after %d" % session.base
            for entry in log.entries(number):
                held = entry.body if isinstance(entry.body, bytes) else log.load(number, entry.body)
                assert held == body(number, entry.number)
                assert entry.facts == {"entry": entry.number}
            keys = [key.text for key in log.keys(number)]
            assert keys == [f"key {at}" for at in range(1, session.last + 1, 2)]
            acknowledged[number] = session.last
        assert len(list(directory.glob("snapshots/*"))) == sum(bool(session.base) for session in log.sessions())
    finally:
        log.close()


@pytest.mark.parametrize("full", ["full", "process"])
def test_what_was_acknowledged_outlives_kill_9(tmp_path: Path, full: str) -> None:
    chance = random.Random(full)
    acknowledged: dict[int, int] = defaultdict(int)
    cut: dict[int, int] = defaultdict(int)
    for seed in range(ROUNDS):
        for number, entry, done in killed(tmp_path / "log", full, seed, chance.uniform(0, 0.5)):
            known = acknowledged if done == "append" else cut
            known[number] = max(known[number], entry)
        whole(tmp_path / "log", acknowledged, cut)
    assert len(acknowledged) == SESSIONS
    assert all(cut[number] for number in acknowledged)
