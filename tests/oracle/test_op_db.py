"""PyTorch's database of operations: each entry passes, in process and over HTTP, or is listed as absent with why."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest

pytest.importorskip("torch")

import gradwire
from tests.oracle.op_db import page
from tests.oracle.op_db.comparing import PASS, Outcome, compare
from tests.oracle.op_db.entries import Entry, entries
from tests.oracle.op_db.refusing import of_engine, of_sdk, refused
from tests.oracle.op_db.worlds import EngineWorld, SdkWorld

ENTRIES = pytest.mark.parametrize("entry", entries().values(), ids=str)


@pytest.fixture
def session(server: str) -> Iterator[gradwire.Session]:
    with gradwire.Session(server, seed=0) as session:
        yield session


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch's advice about what op_db calls
        yield


def check(outcome: Outcome) -> None:
    expected = page.absences().get(outcome.entry.name)
    if expected is None:
        assert outcome.status == PASS, outcome.reasons
    else:
        assert outcome.status == expected.status, f"listed as {expected.status}: {outcome.reasons}"


@ENTRIES
def test_samples_in_process(entry: Entry, record_property: Callable[[str, Any], None]) -> None:
    world = EngineWorld()
    with world.context.computing():
        outcome = compare(entry, world)
    record_property("op_db", (page.family(entry), outcome.status))
    check(outcome)


INTERNAL = {"slice", "_softmax_backward_data", "_upsample_bilinear2d_aa", "torch.ops.aten._safe_softmax.default"}
"""Names of torch.ops.aten, which PyTorch's users do not call, and the SDK does not have."""


@ENTRIES
def test_samples_over_http(entry: Entry, session: gradwire.Session) -> None:
    if entry.name not in page.absences() and entry.name not in INTERNAL:
        check(compare(entry, SdkWorld(session), limit=2, dtypes=()))


@ENTRIES
def test_refusals_in_process(entry: Entry) -> None:
    world = EngineWorld()
    with world.context.computing():
        for refusal in refused(entry, world, of_engine):
            assert refusal.ours == refusal.theirs, refusal


@ENTRIES
def test_refusals_over_http(entry: Entry, session: gradwire.Session) -> None:
    for refusal in refused(entry, SdkWorld(session), of_sdk):
        assert refusal.ours == refusal.theirs, refusal
        problem = getattr(refusal.error, "problem", None)
        if problem is not None:  # else the SDK itself refused
            assert 400 <= problem["status"] < 500
            assert problem["op"]


def test_the_most_used_operations_pass() -> None:
    assert not [name for name in page.most_used() if not page.offers(name)]


def test_the_page_is_up_to_date() -> None:
    assert page.PLACE.read_text(encoding="utf-8") == page.text(), "run: make operations"
