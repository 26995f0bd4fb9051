"""Every case of tests/oracle/side_by_side comes to the same with the SDK as with PyTorch: when it is seen first and
runs step by step, and when its operations are known and its programs have plans."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import gradwire
from tests.oracle import side_by_side
from tests.oracle.side_by_side.outcome import cases, compare, outcome

torch = pytest.importorskip("torch")


LATE = frozenset({"dropout_of_nothing_and_of_all", "what_is_read_at_another_place_is_not_overwritten"})
"""Cases with errors that only numbers or layouts tell, which come late once their operations are known."""


def _all() -> Iterator[Any]:
    for found in pkgutil.iter_modules(side_by_side.__path__):
        if found.name != "outcome":
            module = importlib.import_module(f"{side_by_side.__name__}.{found.name}")
            for case in cases(module):
                yield pytest.param(case, id=f"{found.name}.{case.__name__}")


@pytest.fixture(autouse=True)
def _warnings_do_not_depend_on_earlier_cases() -> Iterator[None]:
    torch.set_warn_always(True)
    yield
    torch.set_warn_always(False)


@pytest.mark.parametrize("case", list(_all()))
def test_it_comes_to_the_same(server: str, case: Callable[[Any], Any]) -> None:
    theirs = outcome(case, torch)
    with gradwire.Session(server):
        for _ in range(1 if case.__name__ in LATE else 2):
            ours = outcome(case, gradwire)
            assert ours.printed == theirs.printed
            assert ours.raised == theirs.raised
            assert ours.warned == theirs.warned
            compare(ours.returned, theirs.returned)
