"""Sessions whose process is lost at random moments go on exactly as others do: answers, tensors, graphs, generators.

`GRADWIRE_RANDOM_SESSIONS=500 pytest tests/app/test_recovery_random.py` tries more of them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.app.survivors import Survivors
from tests.app.test_plans_random import live

COUNT = int(os.environ.get("GRADWIRE_RANDOM_SESSIONS", "24"))
GROUP = 12


@pytest.mark.parametrize("group", range(max(COUNT // GROUP, 1)))
def test_what_is_lost_comes_back(tmp_path: Path, group: int) -> None:
    lives = snapshots = 0
    for seed in range(group * GROUP, (group + 1) * GROUP):
        (directory := tmp_path / f"{seed}").mkdir()
        survivors = Survivors(directory, seed)
        try:
            live(survivors, seed)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
        finally:
            survivors.close()
        lives += survivors.lives
        snapshots += survivors.snapshots
    assert min(lives, snapshots) > GROUP, "recovery is what is tested"
