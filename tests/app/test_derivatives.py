"""Products with Jacobians and Hessians, and these matrices: the kinds of `gradients`."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from gradwire.wire import safetensors
from tests.app.steps import op

X = {"x": {"data": [1.0, 2.0], "requires_grad": True}, "w": {"data": 3.0, "requires_grad": True}}
CUBES = (op("pow", "x", 3), op("mul", "_", "w", out="y"), op("sum", "y", out="s"))


def gradients(kind: str, tensors: list[str], inputs: list[str], **fields: Any) -> dict[str, Any]:
    return {"gradients": {"kind": kind, "tensors": tensors, "inputs": inputs, "retain_graph": True, **fields}}


@pytest.fixture
def cubes(talk: Any) -> Any:
    """y = w x^3, s its sum."""
    talk.program(*CUBES, tensors=X)
    return talk


def asked(talk: Any, kind: str, tensors: list[str], inputs: list[str], **fields: Any) -> Any:
    body = gradients(kind, tensors, inputs, **fields)["gradients"]
    return data(talk.post("S/gradients", body)["gradients"])


def data(answer: Any) -> Any:
    if isinstance(answer, list):
        return [data(one) for one in answer]
    return None if answer is None else answer["data"]


def test_jvp(cubes: Any) -> None:
    assert asked(cubes, "jvp", ["y", "s"], ["x", "w"], tangents=[[1, 10], 0]) == [[9, 360], 369]
    assert asked(cubes, "jvp", ["y"], ["w"], tangents=[2]) == [[2, 16]]


def test_hvp(cubes: Any) -> None:
    assert asked(cubes, "hvp", ["s"], ["x", "w"], tangents=[[1, 10], 1]) == [[18 + 3, 360 + 12], 3 + 120]


def test_jacobian(cubes: Any) -> None:
    assert asked(cubes, "jacobian", ["y", "s"], ["x", "w"]) == [[[[9, 0], [0, 36]], [1, 8]], [[9, 36], 9]]


def test_hessian(cubes: Any) -> None:
    assert asked(cubes, "hessian", ["s"], ["x", "w"]) == [[[[18, 0], [0, 36]], [3, 12]], [[3, 12], 0]]


def test_results_are_bound_in_their_nesting(cubes: Any) -> None:
    step = gradients("jacobian", ["y", "s"], ["x", "w"], out=[["a", None], [None, "d"]])
    answer = cubes.program(step, **{"return": ["a", "d", "_"]})
    assert cubes.data(answer) == {"a": [[9, 0], [0, 36]], "d": 9, "_": [[9, 0], [0, 36]]}
    assert cubes.program(step, info=["a"])["info"]["a"]["requires_grad"] is False


def test_they_can_be_differentiated(cubes: Any) -> None:
    steps = (
        gradients("hessian", ["s"], ["x"], create_graph=True, out=[["H"]]),
        op("sum", "H", out="t"),
        gradients("vjp", ["t"], ["x", "w"], out=["tx", "tw"]),
    )
    assert cubes.data(cubes.program(*steps, **{"return": ["tx", "tw"]})) == {"tx": [18, 18], "tw": 18}


def test_what_is_not_used(cubes: Any) -> None:
    cubes.program(tensors={"z": {"data": [0.0], "requires_grad": True}})
    assert asked(cubes, "jacobian", ["y"], ["z"], allow_unused=True) == [[None]]
    assert asked(cubes, "jacobian", ["y"], ["z"], materialize_grads=True) == [[[[0], [0]]]]
    assert asked(cubes, "hessian", ["s"], ["z", "w"], materialize_grads=True) == [[[[0]], [0]], [[0], 0]]
    assert asked(cubes, "hvp", ["s"], ["z"], tangents=[[1]], allow_unused=True) == [None]
    for kind, tensor in (("jacobian", "y"), ("hessian", "s")):
        assert cubes.post("S/gradients", gradients(kind, [tensor], ["z"])["gradients"], 422)["type"].endswith(
            "no-graph"
        )


def test_the_graph_is_freed_unless_it_is_retained(cubes: Any) -> None:
    body = {"kind": "hessian", "tensors": ["s"], "inputs": ["x", "w"]}
    cubes.post("S/gradients", body)
    assert cubes.post("S/gradients", body, 409)["type"].endswith("graph-freed")


def test_a_binary_answer_names_the_places(cubes: Any) -> None:
    body = gradients("jacobian", ["y"], ["x", "w"])["gradients"]
    accept = {"Accept": "application/vnd.safetensors"}
    response = cubes.http.post(f"{cubes.session}/gradients", json=body, headers=accept)
    arrays, _ = safetensors.decode(response.content)
    assert {name: array.tolist() for name, array in arrays.items()} == {
        "gradients.0.0": [[9, 0], [0, 36]],
        "gradients.0.1": [1, 8],
    }


@pytest.mark.parametrize(
    ("fields", "status", "slug", "pointer"),
    [
        ({"kind": "hessian", "tensors": ["y"]}, 422, "gradient-required", None),
        ({"kind": "hvp", "tensors": ["y"], "tangents": [[1, 1]]}, 422, "gradient-required", None),
        ({"kind": "hvp", "tensors": ["s"]}, 422, "invalid-request", "/tangents"),
        ({"kind": "jvp", "tensors": ["y"], "tangents": [[1, 1, 1]]}, 422, "wrong-gradients", None),
        ({"kind": "jvp", "tensors": ["y"], "tangents": [[1, 1], [1, 1]]}, 422, "wrong-gradients", None),
        ({"kind": "jvp", "tensors": ["y"], "tangents": [None]}, 422, "invalid-request", "/tangents"),
        ({"kind": "jacobian", "tensors": ["y"], "tangents": [[1, 1]]}, 422, "invalid-request", "/tangents"),
        ({"kind": "jacobian", "tensors": ["y"], "out": ["a"]}, 422, "invalid-request", "/out/0"),
        ({"kind": "jacobian", "tensors": ["y"], "out": [["a"], ["b"]]}, 422, "invalid-request", None),
        ({"kind": "slope", "tensors": ["y"]}, 422, "invalid-request", "/kind"),
    ],
)
def test_bad_input(cubes: Any, fields: Any, status: int, slug: str, pointer: str | None) -> None:
    problem = cubes.post("S/gradients", {"inputs": ["x"], **fields}, status)
    assert problem["type"] == f"/problems/{slug}", problem
    assert problem.get("pointer") == pointer
    assert asked(cubes, "vjp", ["s"], ["x"]) == [[9, 36]]  # nothing is lost


def test_one_request_without_a_session(server: Any) -> None:
    steps = [*CUBES, gradients("hessian", ["s"], ["x"], out=[["H"]])]
    answer = httpx.post(f"{server}/v1/programs", json={"tensors": X, "steps": steps, "return": ["H"]}).json()
    assert answer["values"]["H"]["data"] == [[18, 0], [0, 36]]
