"""What a control group leaves of the host."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import engine
from engine import host


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files of a control group, none at first."""
    own = tmp_path / "cgroup"
    own.write_text("1:name=systemd:/elsewhere\n0::/\n")
    monkeypatch.setattr(host, "GROUPS", tmp_path)
    monkeypatch.setattr(host, "OWN", own)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "expected"),
    [("max 100000", 16), ("50000 100000", 1), ("100000 100000", 1), ("150000 100000", 2), ("400000 50000", 8)],
)
def test_cores(group: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)), raising=False)
    (group / "cpu.max").write_text(f"{text}\n")
    assert host.cores() == expected


def test_memory(group: Path) -> None:
    assert host.memory() > 1 << 27
    (group / "memory.max").write_text(f"{1 << 27}\n")
    assert host.memory() == 1 << 27
    (group / "memory.max").write_text(f"{1 << 60}\n")
    assert host.memory() < 1 << 60


def test_free_memory(group: Path) -> None:
    (group / "memory.max").write_text("1000\n")
    (group / "memory.current").write_text("700\n")
    assert host.free() == 300
    (group / "memory.stat").write_text("anon 100\ninactive_file 50\nactive_file 5\n")
    assert host.free() == 350
    (group / "memory.current").write_text("1100\n")
    assert host.free() == 0
    assert engine.devices.find("cpu").describe()["memory"] == 1000


def test_without_bounds(group: Path) -> None:
    cores, memory = host.cores(), host.memory()
    assert (host.memory_bound(), cores >= 1, memory >= host.free() > 0) == (None, True, True)
    (group / "cpu.max").write_text("max 100000\n")
    (group / "memory.max").write_text("max\n")
    assert (host.memory_bound(), host.cores(), host.memory()) == (None, cores, memory)


@pytest.mark.parametrize(("named", "size"), [("/a.slice/b.service", 500), ("/", 1000), ("/seen/from/the/host", 1000)])
def test_a_service_has_a_group_of_its_own(group: Path, named: str, size: int) -> None:
    service = group / "a.slice" / "b.service"
    service.mkdir(parents=True)
    (group / "cgroup").write_text(f"0::{named}\n")
    (group / "memory.max").write_text("1000\n")
    (service / "memory.max").write_text("500\n")
    assert host.memory() == size
