"""Every type of problem of docs/api.md can be provoked, or belongs to what is not yet there."""

from __future__ import annotations

import gc
import re
from pathlib import Path
from typing import Any

import pytest

from app import errors
from engine import Tensor
from gradwire.wire.problems import PROBLEMS
from tests.app import test_bad_input

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
LATER = {"unauthorized", "rate-limited"}
IN_OTHER_TESTS = {  # test_cuda_memory, _damage, _http, _programs, _sessions, _stream and _suspensions
    "answer-not-kept",
    "deadline-exceeded",
    "device-mismatch",
    "foreign-origin",
    "headers-too-large",
    "idempotency-key-in-flight",
    "idempotency-key-reused",
    "internal",
    "not-ready",
    "session-damaged",
    "session-suspended",
    "storage-full",
    "suspension-not-found",
    "request-timeout",
    "skipped",
    "too-many-sessions",
    "upgrade-required",
    "uri-too-long",
}

# the steps that lead there; the last one fails
PROVOKED: dict[str, list[dict[str, Any]]] = {
    "graph-freed": [{"backward": {"tensors": ["y"]}}, {"backward": {"tensors": ["y"]}}],
    "saved-value-modified": [{"op": "mul_", "inputs": ["c", 2]}, {"backward": {"tensors": ["y"]}}],
    "not-a-number": [
        {"grad_mode": {"anomaly": True}},
        {"op": "mul", "inputs": ["x", 0.0]},
        {"op": "sqrt", "inputs": ["_"]},
        {"op": "mul", "inputs": ["_", 0.0], "out": "nan"},
        {"backward": {"tensors": ["nan"]}},
    ],
    "dtype-mismatch": [{"op": "matmul", "inputs": [[[1]], [[1.0]]]}],
    "gradient-not-found": [{"op": "neg", "inputs": ["x.grad"]}],
}

# what a step can be within
BLOCKS: dict[str, dict[str, Any]] = {
    "repeat": {"times": 1},
    "while": {"test": [{"op": "ones", "size": []}]},
    "vmap": {"size": 2},
    "checkpoint": {},
    "grad_mode": {"enabled": False},
}


@pytest.mark.parametrize("slug", PROVOKED)
def test_provoked(client: Any, slug: str) -> None:
    client.program(
        {"op": "mul", "inputs": ["x", "c"], "out": "y"}, tensors={"x": {"data": 1.0, "requires_grad": True}, "c": 2.0}
    )
    response = client.post("S/programs", {"steps": PROVOKED[slug]})
    problem = response.json()
    assert problem["type"] == f"/problems/{slug}", problem
    assert response.status_code == PROBLEMS[slug].status
    assert problem["pointer"].startswith(f"/steps/{len(PROVOKED[slug]) - 1}")


def test_out_of_memory(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(*_: Any) -> None:
        raise MemoryError

    monkeypatch.setattr(client.app.state.store.known(client.session.split("/")[-1]).context, "run", exhausted)
    response = client.post("S/ops", {"op": "neg", "inputs": [[1.0]]})
    assert (response.status_code, response.json()["type"]) == (507, "/problems/out-of-memory")


def test_every_type_is_provoked() -> None:
    tables = {row[5] for row in test_bad_input.TABLE} | {row[5] for row in test_bad_input.RAW}
    provoked = tables | PROVOKED.keys() | IN_OTHER_TESTS | {"out-of-memory"}
    assert provoked | LATER == PROBLEMS.keys()
    assert not provoked & LATER


def test_page_and_table_have_the_same_types() -> None:
    section = PAGE.read_text(encoding="utf-8").split("## 11.")[1].split("## 12.")[0]
    rows = re.findall(r"^\| (\d{3}.*?) \| (.*?) \|$", section, re.MULTILINE)
    named = set(re.findall(r"`([a-z-]+)`", " ".join(types for _, types in rows)))
    family = {"tensor-", "gradient-", "program-"}
    full = {f"{prefix}not-found" for prefix in family}
    assert (named - family) | full == PROBLEMS.keys()


def test_engine_errors_are_types() -> None:
    assert set(errors.ENGINE.values()) <= PROBLEMS.keys()


@pytest.mark.parametrize("block", [None, *BLOCKS])
@pytest.mark.parametrize("atomic", [True, False])
def test_a_failed_program_leaves_the_garbage_collector_no_tensors(client: Any, block: str | None, atomic: bool) -> None:
    fails = {"op": "mul", "inputs": ["gone", 1]}
    steps = [{"op": "rand", "size": [2]}, fails if block is None else {block: {**BLOCKS[block], "steps": [fails]}}]
    program = {"steps": steps, "tensors": {"_c": 1.0}, "atomic": atomic}
    client.post("S/programs", program)  # what is made once is made now
    gc.collect()
    gc.disable()
    try:
        before = _tensors()
        for _ in range(3):
            assert client.post("S/programs", program).json()["type"] == "/problems/tensor-not-found"
        client.app.state.store.workers.shutdown(patience=10)  # threads hold what they raised a moment longer
        assert _tensors() <= before
    finally:
        gc.enable()


def _tensors() -> int:
    return sum(isinstance(found, Tensor) for found in gc.get_objects())
