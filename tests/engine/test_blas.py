"""Threads of BLAS: NumPy's as many as were chosen, SciPy's one, though its library has NumPy's name."""

from __future__ import annotations

import subprocess
import sys

import pytest

LOOK = """
import numpy, engine, engine.libraries, scipy.linalg, threadpoolctl
engine.blas.limit_threads({threads})
engine.libraries._solvers.cache_clear()
engine.libraries.solvers(numpy)
found = threadpoolctl.ThreadpoolController().lib_controllers
folders = [(one.filepath.split("/")[-2], one.num_threads) for one in found]
print(sorted(folders))
"""


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_are_set_and_not_inherited(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    answer = subprocess.run(
        [sys.executable, "-c", LOOK.format(threads=threads)], capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == str([("numpy.libs", threads), ("scipy.libs", 1)])
