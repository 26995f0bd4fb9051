"""The step `checkpoint`: a block whose results are computed again for backward."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.app.steps import backward, op

LEAVES = {"w": {"data": [[0.5] * 100], "requires_grad": True}, "x": [[1.0] * 100]}


def checkpoint(*steps: Any, **fields: Any) -> dict[str, Any]:
    return {"checkpoint": {"steps": list(steps), **fields}}


LAYER = (
    op("mul", "w", "x"),
    op("exp", "_"),
    op("nn.functional.dropout", "_", p=0.25),
    op("sin", "_"),
    op("mul", "_", "_", out="y"),
    op("sum", "y", out="root"),
)


def held(talk: Any) -> int:
    """The bytes of the session."""
    return int(talk.get("S")["bytes"])


def room(talk: Any, *sizes: int, states: int = 0) -> int:
    """What arrays of so many bytes take; on a GPU in blocks of 512, and there are the states of generators, too."""
    on_cpu = talk.get("S")["device"] == "cpu"
    return sum(sizes) if on_cpu else sum(-(-size // 512) for size in sizes) * 512 + states * 512


def test_gradients_are_equal_to_the_bit(talk: Any) -> None:
    seed = op("manual_seed", seed=1)
    names = {"return": ["y", "w.grad", "next"]}
    after = (backward("root"), op("rand", size=[2], out="next"))
    plain = talk.program(seed, *LAYER, *after, tensors=LEAVES, **names)
    again = talk.program(seed, checkpoint(*LAYER), *after, tensors=LEAVES, **names)
    assert talk.data(again) == talk.data(plain)
    assert any(talk.data(again)["w.grad"][0])


def test_the_session_holds_fewer_bytes(talk: Any) -> None:
    talk.program(*LAYER, {"delete": ["y"]}, tensors=LEAVES)
    plain = held(talk)
    talk.program(checkpoint(*LAYER), {"delete": ["y"]}, tensors=LEAVES)
    recomputed = held(talk)
    talk.program(backward("root", retain_graph=True))
    assert held(talk) == recomputed + room(talk, 400)  # the gradient
    talk.program(backward("root"))
    assert recomputed == room(talk, 400, 400, 4, states=2)  # w, x and the root; states of now and then
    assert plain >= recomputed + 3 * 400


def test_a_region_goes_on_where_it_is_named(talk: Any) -> None:
    for _ in range(2):
        talk.program(checkpoint(*LAYER[:3], op("cos", "_", out="h"), region="c"), tensors=LEAVES)
        step = checkpoint(op("mul", "h", "h"), op("sum", "_", out="root"), region="c", continues=True)
        talk.program(step, {"delete": ["h"]})
        assert held(talk) == room(talk, 400, 400, 4, states=2)
    step = checkpoint(op("exp", "w"), op("sum", "_", out="root"), region="gone", continues=True)
    found = talk.data(talk.program(step, backward("root"), **{"return": ["w.grad", "w"]}))
    assert found["w.grad"][0] == pytest.approx([math.exp(0.5)] * 100)


def test_a_step_that_fails_inside_is_named_and_undone(talk: Any) -> None:
    talk.program(checkpoint(op("exp", "w", out="h"), op("exp", "h", out="y"), region="c"), tensors=LEAVES)
    steps = (op("sin", "h", out="h"), op("matmul", "h", "gone"))
    problem = talk.program(checkpoint(*steps, region="c", continues=True), status=404)
    assert problem["pointer"] == "/steps/0/checkpoint/steps/1/inputs/1"
    step = checkpoint(op("mul", "y", "h"), op("sum", "_", out="root"), region="c", continues=True)
    answer = talk.program(step, backward("root"), **{"return": ["w.grad", "h", "y"]})
    found = talk.data(answer)
    expected = found["y"][0][0] * found["h"][0][0] * (1 + found["h"][0][0])
    assert found["w.grad"][0] == pytest.approx([expected] * 100)


def test_a_change_of_what_it_began_with_is_told(talk: Any) -> None:
    talk.program(checkpoint(*LAYER), op("mul_", "x", 2), tensors=LEAVES)
    problem = talk.program(backward("root"), status=409)
    assert problem["type"].endswith("saved-value-modified")
    assert "checkpoint" in problem["detail"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/steps/0/checkpoint/steps"),
        ({"steps": [], "continues": True}, "/steps/0/checkpoint/continues"),
        ({"steps": [], "region": 5}, "/steps/0/checkpoint/region"),
        ({"steps": {}}, "/steps/0/checkpoint/steps"),
        ({"steps": [], "name": "c"}, "/steps/0/checkpoint/name"),
    ],
)
def test_what_is_no_checkpoint_is_refused(talk: Any, body: Any, pointer: str) -> None:
    problem = talk.program({"checkpoint": body}, status=422)
    assert problem["type"].endswith("invalid-request")
    assert problem["pointer"] == pointer


def test_the_graph_shows_what_is_saved_as_without(talk: Any) -> None:
    shown = []
    for step in (LAYER[:2], (checkpoint(*LAYER[:2]),)):
        talk.program(*step, {"bind": {"y": "_"}}, tensors=LEAVES)
        drawn = talk.http.get(f"{talk.session}/graph", headers={"accept": "image/svg+xml"}).text
        (node,) = (one for one in talk.get("S/graph")["nodes"] if one["op"] == "exp")
        assert node["saved"] == {"result": node["outputs"][0]}
        details = talk.get(f"S/nodes/{node['id']}")
        talk.program({"saved": {"node": node["id"], "out": {"result": "r"}}})
        shown.append((drawn.count("saved"), details["saved"]["result"]["shape"], talk.value("r"), talk.value("y")))
        talk.program({"delete": ["r", "y"]})
    assert shown[0] == shown[1]
    assert shown[1][2] == shown[1][3]
