"""Every source of ours compiles. On the stand-in for CuPy they are left for NVRTC too (`make test-cuda`)."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")

from engine.cuda.kernels.sources import samples
from engine.cuda.source import kernel

NAME = re.compile(r'extern "C" __global__ void (?:__launch_bounds__\(\d+\)\s+)?(\w+)\(')


@pytest.mark.parametrize("name", dict(samples()))
def test_a_source_compiles(name: str) -> None:
    code = dict(samples())[name]
    names = NAME.findall(code)
    assert names
    for one in names:
        kernel(code, one)
