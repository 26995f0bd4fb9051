"""Chaos, for a short while: `make chaos` has more of it."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest

from tests.chaos.storm import Storm
from tests.conftest import Server

KILLS, ACKNOWLEDGED = 8, 800


@pytest.mark.parametrize("durability", ["process", "full"])
def test_nothing_acknowledged_is_lost_and_nothing_applied_twice(
    launch_server: Callable[..., Server], durability: str
) -> None:
    seed = os.environ.get("GRADWIRE_CHAOS_SEED") or f"{random.getrandbits(32)}"
    storm = Storm(launch_server(durability=durability, snapshot_entries=50), seed)
    try:
        storm.rage(KILLS, ACKNOWLEDGED)
    except AssertionError as error:
        raise AssertionError(f"GRADWIRE_CHAOS_SEED={seed}: {error}") from error
    assert sum(client.again for client in storm.clients), "no answer was lost, so nothing was tried"
