"""Training over REST: an optimizer's operation changes many parameters at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.conftest import Client
from tests.app.twins import Twins

ADAM = {
    "op": "_fused_adam_",
    "inputs": [["w", "b"], ["w.grad", "b.grad"], ["wm", "bm"], ["wv", "bv"], [], ["wn", "bn"]],
    "lr": 0.1,
}
STEP: list[Any] = [
    {"op": "mul", "inputs": ["w", "x"], "out": "_p"},
    {"op": "add", "inputs": ["_p", "b"], "out": "_p"},
    {"op": "nn.functional.mse_loss", "inputs": ["_p", "y"], "out": "loss"},
    {"backward": {"tensors": ["loss"]}},
    ADAM,
    {"delete": ["w.grad", "b.grad"]},
]


def prepare(client: Any) -> None:
    zeros = {name: {"data": 0.0} for name in ("wm", "bm", "wv", "bv", "wn", "bn")}
    leaves = {name: {"data": 0.0, "requires_grad": True} for name in ("w", "b")}
    client.program(tensors={**zeros, **leaves, "x": {"data": [0.0, 1.0, 2.0]}, "y": {"data": [1.0, 3.0, 5.0]}})


def test_a_loop_on_the_server(client: Any) -> None:
    prepare(client)
    answer = client.program({"repeat": {"times": 300, "steps": STEP}}, **{"return": ["loss", "w", "wn"]})
    assert answer["values"]["loss"]["data"] < 1e-3
    assert abs(answer["values"]["w"]["data"] - 2) < 0.1
    assert answer["values"]["wn"]["data"] == 300


def test_a_rate_may_be_a_tensor(client: Any) -> None:
    prepare(client)
    client.program(*STEP[:4], {**ADAM, "lr": "rate"}, tensors={"rate": {"data": 0.25}})
    assert abs(client.value("w") - 0.25) < 1e-6


def test_a_program_that_fails_afterwards_changes_nothing(client: Any) -> None:
    prepare(client)
    response = client.post("S/programs", {"steps": [*STEP, {"op": "matmul", "inputs": ["x", "w"]}]})
    assert response.status_code == 422
    assert [client.value(name) for name in ("w", "b", "wm", "wv", "wn")] == [0.0] * 5


def test_a_gradient_that_is_missing_is_named(client: Any) -> None:
    prepare(client)
    response = client.post("S/ops", ADAM)
    assert response.status_code == 404
    assert response.json()["type"] == "/problems/gradient-not-found"
    assert response.json()["name"] == "w.grad"


def test_they_are_in_the_catalogue(client: Any) -> None:
    assert client.get("/v1/ops/_fused_adam_").json()["family"] == "optimizer"
    listed = {entry["op"] for entry in client.get("/v1/ops").json()["items"]}
    assert {"_fused_sgd_", "_fused_adam_", "_fused_rmsprop_"} <= listed
    hidden = client.get("/v1/ops/_to_copy")
    assert hidden.status_code == 404
    assert client.post("S/ops", {"op": "_to_copy", "inputs": [1.0], "dtype": "float64"}).status_code == 422


@pytest.mark.parametrize(
    ("name", "lists", "rate"),
    [
        ("_fused_sgd_", ["m"], "momentum"),
        ("_fused_rmsprop_", ["q", None, "m", "n"], "momentum"),
        ("_fused_adam_", ["m", "q", None, "n"], "beta1"),
        ("_fused_adamw_", ["m", "q", None, "n"], "beta1"),
        ("_fused_adamax_", ["m", "q", "n"], "beta1"),
        ("_fused_nadam_", ["m", "q", "p", "n"], "beta1"),
        ("_fused_radam_", ["m", "q", "n"], "beta1"),
    ],
)
def test_a_momentum_that_changes_is_an_input_of_the_plan(
    make_client: Callable[..., Client], name: str, lists: list[str | None], rate: str
) -> None:
    """As OneCycleLR changes it from step to step."""
    twins = Twins(make_client)
    state = {"m": [0.1, 0.2], "q": [0.3, 0.4], "n": 1.0, "p": 0.9}
    twins.program(tensors={"w": [1.0, 2.0], "g": [0.5, -0.5], **state})
    inputs = [["w"], ["g"], *([] if one is None else [one] for one in lists)]
    for value in (0.9, 0.8, 0.3, 0.85, 0.95):
        step = {"op": name, "inputs": inputs, "lr": "lr", rate: "rate"}
        rates = {"lr": {"data": value / 10, "dtype": "float64"}, "rate": {"data": value, "dtype": "float64"}}
        twins.program(step, tensors=rates, **{"return": ["w", "m"]})
    assert twins.plans.counts.hits >= (4 if rate == "momentum" else 3), "beta1 below a half moves averages otherwise"
