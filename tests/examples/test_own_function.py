"""The function written in JavaScript trains a model as the engine's own operation does."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.examples.scripts import launch

EXAMPLE = Path(__file__).parents[2] / "examples" / "own_function.mjs"
WEIGHTS = ["w1", "b1", "w2", "b2"]


def op(name: str, *inputs: Any, **fields: Any) -> dict[str, Any]:
    return {"op": name, "inputs": list(inputs), **fields}


def train(url: str, steps: int, every: int) -> list[float]:
    """The losses of the same training, with the operation that the server has for it."""
    xs = [[place / 8 - 1] for place in range(17)]
    made = [
        op("randn", size=[8, 1], out="w1"),
        op("randn", size=[1, 8], out="w2"),
        op("zeros", size=[8], out="b1"),
        op("zeros", size=[1], out="b2"),
    ]
    step = [
        op("nn.functional.linear", "x", "w1", "b1"),
        op("nn.functional.silu", "_"),
        op("nn.functional.linear", "_", "w2", "b2"),
        op("nn.functional.mse_loss", "_", "y", out="loss"),
        {"backward": {"tensors": ["loss"]}},
        {
            "grad_mode": {
                "enabled": False,
                "steps": [op("sub_", name, f"{name}.grad", alpha=0.1) for name in WEIGHTS],
            }
        },
        {"delete": [f"{name}.grad" for name in WEIGHTS]},
    ]
    program = {
        "seed": 0,
        "tensors": {"x": xs, "y": [[x * x] for (x,) in xs]},
        "steps": [
            *made,
            *[op("requires_grad_", name) for name in WEIGHTS],
            {"repeat": {"times": steps, "collect": {"losses": "loss"}, "every": every, "steps": step}},
        ],
        "return": ["losses"],
    }
    answer = httpx.post(f"{url}/v1/programs", json=program, timeout=60)
    assert answer.status_code == 200, answer.text
    losses: list[float] = answer.json()["values"]["losses"]["data"]
    return losses


@pytest.mark.skipif(not shutil.which("node") and "CI" not in os.environ, reason="needs node")
def test_javascript_trains_as_the_engine_does(server: str, open_and_guarded: list[dict[str, str]]) -> None:
    expected = train(server, 200, 50)
    for settings in open_and_guarded:
        done = launch("node", EXAMPLE, **settings)
        printed = re.findall(r"^step (\d+): loss (\S+)$", done.stdout, re.MULTILINE)
        assert [int(step) for step, _ in printed] == [50, 100, 150, 200]
        losses = [float(loss) for _, loss in printed]
        assert losses == pytest.approx(expected, rel=1e-3)
        assert losses[-1] < 0.001
