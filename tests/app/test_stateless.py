"""Programs without a session that are sent again: each answer is that of steps, with the numbers of its own request."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy
import pytest

from gradwire.wire import safetensors

FORMAT = "application/vnd.safetensors"
X = {"x": {"data": [0.5, 2.0], "requires_grad": True}}
SQUARE = [{"op": "mul", "inputs": ["x", "x"], "out": "y"}, {"op": "sum", "inputs": ["y"], "out": "loss"}]
BACKWARD = [*SQUARE, {"backward": {"tensors": ["loss"]}}]
TIMES = 5


def upload(client: Any, array: Any, program: Any, **headers: str) -> Any:
    """The arrays and the answer of a program that takes an array as `x`."""
    body = b"".join(safetensors.encode({"x": numpy.array(array, "float32")}, {"program": json.dumps(program)}))
    response = client.post("/v1/programs", content=body, headers={"content-type": FORMAT, **headers})
    assert response.status_code == 200, response.text
    arrays, metadata = safetensors.decode(response.content)
    return {name: one.tolist() for name, one in arrays.items()}, json.loads(metadata["answer"])


def test_there_are_no_variables_to_be_called_otherwise(client: Any) -> None:
    problem = client.post("/v1/programs", {"tensors": X, "steps": SQUARE, "names": {"x": "w"}}).json()
    assert (problem["type"], problem["pointer"]) == ("/problems/invalid-request", "/names")


@pytest.mark.parametrize(
    "program",
    [
        {"steps": SQUARE, "return": ["y", "loss"]},
        {"steps": SQUARE, "return": ["loss"], "info": ["x", "y", "loss"]},
        {"steps": BACKWARD, "return": ["x.grad"], "info": ["x.grad", "loss"]},
        {"steps": BACKWARD, "return": ["x", "x.grad"]},
        {"steps": SQUARE, "return": ["x.grad"]},
        {"steps": [{"gradients": {"tensors": ["x"], "inputs": ["x"], "gradients": [[1.0, 2.0]], "out": ["g"]}}]},
        {"steps": [{"op": "mul", "inputs": ["x", 2], "out": "x"}], "return": ["x"]},
        {"steps": [{"op": "detach", "inputs": ["x"], "out": "z"}, {"op": "add_", "inputs": ["z", 1]}], "return": ["x"]},
        {"steps": [{"op": "div", "inputs": ["x", 0]}, {"op": "sub", "inputs": ["_", "_"]}], "return": ["_"]},
        {"steps": [{"op": "split", "inputs": ["x"], "split_size_or_sections": 1, "out": "p"}], "return": ["p"]},
        {"steps": [], "return": ["x"]},
    ],
)
def test_the_same_again(client: Any, program: Any) -> None:
    answers = [client.post("/v1/programs", {"tensors": X, **program}).json() for _ in range(TIMES)]
    assert "values" in answers[0], answers[0]
    assert answers[1:] == answers[:1] * (TIMES - 1)


def test_with_other_numbers(client: Any) -> None:
    program = {"tensors": {"x": {"requires_grad": True}}, "steps": BACKWARD, "return": ["x.grad", "loss"]}
    for number in range(TIMES):
        arrays, _ = upload(client, [number, 1.0], program)
        assert arrays == {"x.grad": [2.0 * number, 2.0], "loss": number**2 + 1.0}


def test_with_other_shapes(client: Any) -> None:
    program = {"steps": SQUARE, "return": ["y"]}
    for array in ([1.0, 2.0], [3.0, 4.0], [5.0], [[6.0, 7.0]], [8.0, 9.0], [10.0]) * 2:
        assert upload(client, array, program)[0]["y"] == (numpy.array(array) ** 2).tolist()


def test_in_other_formats(client: Any) -> None:
    body = {"tensors": X, "steps": SQUARE, "return": ["y"]}
    for accept in ("application/json", FORMAT) * TIMES:
        response = client.post("/v1/programs", body, headers={"accept": accept})
        if accept == FORMAT:
            arrays, metadata = safetensors.decode(response.content)
            assert arrays["y"].tolist() == [0.25, 4.0]
            assert json.loads(metadata["answer"])["values"]["y"] == {"shape": [2], "dtype": "float32"}
        else:
            assert response.json()["values"]["y"]["data"] == [0.25, 4.0]


def test_what_is_drawn_differs(client: Any) -> None:
    body = {"steps": [{"op": "rand", "size": [4], "out": "r"}], "return": ["r"]}
    drawn = {str(client.post("/v1/programs", body).json()["values"]["r"]["data"]) for _ in range(TIMES)}
    assert len(drawn) == TIMES
    drawn = {str(client.post("/v1/programs", {**body, "seed": 1}).json()["values"]["r"]["data"]) for _ in range(TIMES)}
    assert len(drawn) == 1


def test_plans_that_are_forgotten(make_client: Callable[..., Any]) -> None:
    client = make_client(session_plans=1)
    for factor in [2.0] * TIMES + [3.0] * TIMES + [2.0] * TIMES:
        steps = [{"op": "mul", "inputs": ["x", factor], "out": "y"}]
        answer = client.post("/v1/programs", {"tensors": X, "steps": steps, "return": ["y"]}).json()
        assert answer["values"]["y"]["data"] == [0.5 * factor, 2.0 * factor]
