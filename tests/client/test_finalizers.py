"""Finalizers of the user's objects may compute, whenever the garbage collector runs them."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

import gradwire as torch


@pytest.fixture
def _often() -> Iterator[None]:
    """The garbage collector runs at nearly each allocation."""
    thresholds = gc.get_threshold()
    gc.set_threshold(1)
    yield
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("session", "_often")
def test_what_a_finalizer_computes_is_recorded_in_the_midst_of_others() -> None:
    counter, a = torch.zeros(2), torch.ones(2)

    class Counted:
        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            counter.add_(1)

    def compute() -> torch.Tensor:
        return (a + 1) * 2 + a

    counter.add_(0).tolist()
    assert compute().tolist() == [5.0, 5.0]
    for number in range(200):
        Counted()
        result = compute()
        if number % 20 == 0:
            assert result.tolist() == [5.0, 5.0]
    gc.collect()
    assert counter.tolist() == [200.0, 200.0]
