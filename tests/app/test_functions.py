"""Functions that the client owns, over HTTP (docs/api.md 10)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.steps import P, backward, function, op, without_recording

LEAVES = {**P, "q": {"data": [3.0, 4.0], "requires_grad": True}, "c": [5.0, 6.0]}
CUBE = function("Cube", ["p"], [[1.0, 8.0]], out=["v"], tag="t-1")
SUM = op("sum", "v", out="loss")


def test_a_function_and_its_suspension(talk: Any) -> None:
    talk.program(CUBE, op("sum", "v", out="loss"), tensors=P)
    assert talk.get("S/tensors/v?info")["grad_fn"] == "CubeBackward"
    answer = talk.post("S/backward", {"tensors": ["loss"], "return": ["p.grad"], "info": ["v"]}, 202)
    asked = answer["suspended"]
    assert asked.pop("expires_at")
    assert asked == {"id": asked["id"], "call": "function", "name": "Cube", "gradients": ["_g0"], "tag": "t-1"}
    assert answer["values"] == {"_g0": {"shape": [2], "dtype": "float32", "data": [1.0, 1.0]}}
    talk.owners["Cube"] = lambda g: [[3.0, 12.0]]
    done = talk.go_on(answer)
    assert (talk.data(done), done["info"]["v"]["grad_fn"], done["version"]) == ({"p.grad": [3, 12]}, "CubeBackward", 2)


def test_several_inputs_and_outputs(talk: Any) -> None:
    talk.owners["F"] = lambda g, h: [[7, 8], None, None, None, [1.0, 1.0]]
    answer = talk.carry_out(
        function("F", ["p", None, "q", "c", "p"], [[1, 1], {"data": 2.0, "dtype": "float64"}], out=["_a", "b"]),
        backward("b"),
        tensors=LEAVES,
        **{"return": ["p.grad", "q.grad"], "info": ["b"]},
    )
    assert talk.data(answer) == {"p.grad": [8, 9], "q.grad": None}
    assert answer["info"]["b"]["dtype"] == "float64"
    assert (talk.asked[0]["gradients"], talk.asked[0]["values"]) == ([None, "_g1"], {"_g1": 1.0})


def test_literals_are_of_the_dtype_that_is_asked_for(talk: Any) -> None:
    talk.owners["F"] = lambda g: [[1, 2]]
    answer = talk.carry_out(
        function("F", ["x"], [[1, 2]], out=["y"]),
        backward("y", gradients=[[1, 1]]),
        tensors={"x": {"data": [1, 2], "dtype": "float64", "requires_grad": True}},
        **{"return": ["x.grad"], "info": ["y"]},
    )
    assert (answer["info"]["y"]["dtype"], answer["values"]["x.grad"]["dtype"]) == ("float64", "float64")


def test_gradients_that_stay_on_the_server(talk: Any) -> None:
    talk.program({"function": CUBE["function"] | {"return": []}}, SUM, tensors=P)
    answer = talk.post("S/gradients", {"tensors": ["loss"], "inputs": ["p"]}, 202)
    assert (answer["values"], answer["suspended"]["gradients"]) == ({}, ["_g0"])
    at = f"S/suspensions/{answer['suspended']['id']}"
    steps = [op("mul", "p", "p"), op("mul", "_", 3), op("mul", "_", "_g0", out="_answer")]
    done = talk.post(at, {"steps": steps, "gradients": ["_answer"]})
    assert done["gradients"] == [{"shape": [2], "dtype": "float32", "data": [3.0, 12.0]}]


def test_saved_tensors(talk: Any) -> None:
    talk.program(
        op("mul", "p", 2, out="middle"),
        function("F", ["p"], ["value"], saved=["p", "middle", "value"], out=["v"]),
        SUM,
        tensors={**P, "value": [1.0, 4.0]},
    )
    keep = {"tensors": ["loss"], "retain_graph": True}
    for _ in range(2):
        answer = talk.post("S/backward", keep, 202)
        asked = answer["suspended"]
        assert (asked["saved"], talk.data(answer)) == (["_s0", "_s1", "_s2"], {"_g0": [1, 1]})
        at = f"S/suspensions/{asked['id']}"
        looked = talk.post(at, {"return": ["_s0", "_s1", "_s2"], "info": ["_s2"]}, 202)
        assert talk.data(looked) == {"_s0": [1, 2], "_s1": [2, 4], "_s2": [1, 4]}
        assert looked["info"]["_s2"]["grad_fn"] == "FBackward"
        keep = {"tensors": ["loss"]}
        talk.post(at, {"gradients": [[1, 1]]})
    assert talk.post("S/backward", keep, 409)["type"] == "/problems/graph-freed"


@pytest.mark.parametrize("name", ["c", "v"])
def test_saved_tensors_that_changed(talk: Any, name: str) -> None:
    talk.program(
        function("F", ["p", "c"], ["v"], saved=["c", "v"], out=["v"]),
        SUM,
        without_recording(op("add_", name, 1)),
        tensors={**LEAVES, "v": [1.0, 1.0]},
    )
    problem = talk.post("S/backward", {"tensors": ["loss"]}, 409)
    assert (problem["type"], problem["exception"]) == ("/problems/saved-value-modified", "RuntimeError")
    assert talk.get("S")["version"] == 1
    talk.program(op("neg", "p"))  # nothing is suspended


def test_a_gradient_of_a_gradient(talk: Any) -> None:
    """Steps at a suspension are recorded where the pass has create_graph."""
    talk.program(
        function("Exp", ["p"], [[2.718281828, 7.389056099]], out=["v"], saved=["p"]), tensors=P, **{"return": ["v"]}
    )
    wanted = {"tensors": ["v"], "inputs": ["p"], "gradients": [[1, 1]], "create_graph": True, "out": ["g"]}
    asked = talk.post("S/gradients", wanted, 202)["suspended"]
    assert asked["create_graph"] is True
    steps = [op("exp", "_s0"), op("mul", "_", "_g0", out="_answer")]
    talk.post(f"S/suspensions/{asked['id']}", {"steps": steps, "gradients": ["_answer"]})
    second = talk.post("S/gradients", {"tensors": ["g"], "inputs": ["p"], "gradients": [[1, 10]]})
    assert second["gradients"][0]["data"] == pytest.approx([2.718281828, 73.89056099])


def test_steps_are_not_recorded_without_create_graph(talk: Any) -> None:
    talk.program(CUBE, SUM, tensors=P)
    asked = talk.post("S/backward", {"tensors": ["loss"]}, 202)["suspended"]
    answer = talk.post(
        f"S/suspensions/{asked['id']}", {"steps": [op("mul", "p", "_g0", out="m")], "info": ["m", "_g0"]}, 202
    )
    assert [answer["info"][name]["requires_grad"] for name in ("m", "_g0")] == [False, False]


def test_non_differentiable_values(talk: Any) -> None:
    answer = talk.program(
        function("F", ["p"], [[1.0], [2.0], {"data": [1], "dtype": "int64"}], non_differentiable=[0], out="f"),
        tensors=P,
        info=["f.0", "f.1", "f.2"],
    )
    assert [one["requires_grad"] for one in answer["info"].values()] == [False, True, False]


def test_a_leaf_cannot_be_dirty(talk: Any) -> None:
    talk.program(tensors=P)
    changed = without_recording(op("mul_", "p", 2))
    problem = talk.program(changed, function("F", ["p"], ["p"], dirty=[0]), status=422)
    assert (problem["type"], problem["pointer"]) == ("/problems/in-place-on-leaf", "/steps/1")
    assert talk.value("p") == [1, 2]
    problem = talk.program(function("F", ["p"], [[1.0]], dirty=[0]), status=422)
    assert (problem["type"], problem["pointer"]) == ("/problems/invalid-request", "/steps/0")


def test_a_dirty_view_and_its_base(talk: Any) -> None:
    talk.owners["Double"] = lambda g: [[2 * one for one in g]]
    answer = talk.carry_out(
        op("mul", "p", 1, out="base"),
        op("narrow", "base", dim=0, start=0, length=1, out="view"),
        without_recording(op("mul_", "view", 2)),
        function("Double", ["view"], ["view"], dirty=[0], out=["same"]),
        op("sum", "base", out="loss"),
        backward("loss"),
        tensors=P,
        **{"return": ["p.grad", "base"], "info": ["base", "same", "view"]},
    )
    assert talk.data(answer) == {"p.grad": [2, 1], "base": [2, 2]}
    assert answer["info"]["base"]["grad_fn"] == "CopySlices"
    assert answer["info"]["same"]["id"] == answer["info"]["view"]["id"]
    assert talk.asked[0]["values"] == {"_g0": [1]}


def test_a_value_that_shows_an_input(talk: Any) -> None:
    talk.program(op("mul", "p", 1, out="u"), function("Same", ["u"], ["u"], out=["v"]), SUM, tensors=P)
    assert talk.get("S/tensors/u?info")["id"] != talk.get("S/tensors/v?info")["id"]
    assert talk.program(op("mul_", "v", 2), status=422)["type"] == "/problems/op-failed"
    talk.owners["Same"] = lambda g: [[5, 5]]
    assert talk.data(talk.carry_out(backward("loss"), **{"return": ["p.grad"]})) == {"p.grad": [5, 5]}


def test_released_with_its_graph(talk: Any) -> None:
    talk.program(CUBE, op("sum", "v", out="loss"), tensors=P)
    assert "released" not in talk.program({"delete": ["v"]})
    assert "released" not in talk.program({"delete": ["loss"]}, op("nothing"), status=422)
    talk.program({"delete": ["loss"]})
    assert talk.program()["released"] == ["t-1"]
    assert "released" not in talk.program()


def test_released_at_once_where_nothing_is_recorded(talk: Any) -> None:
    assert talk.program(without_recording(CUBE), tensors=P)["released"] == ["t-1"]


def test_a_release_is_told_though_an_answer_failed(start_server: Any, make_talk: Any) -> None:
    talk = make_talk(start_server(json_elements=10))
    talk.program(CUBE, tensors=P)
    assert "released" not in talk.program({"delete": ["v"]})
    talk.program(op("zeros", size=[11], out="big"), status=406, **{"return": ["big"]})
    assert talk.program()["released"] == ["t-1"]


def test_stateless_programs_have_nobody_to_ask(talk: Any) -> None:
    for step in (CUBE, {"hook": {"name": "h", "tensor": "p"}}):
        problem = talk.post("/v1/programs", {"steps": [step], "tensors": P}, 422)
        assert (problem["type"], problem["pointer"]) == ("/problems/invalid-request", "/steps/0")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"name": None}, "/name"),
        ({"name": "no name"}, "/name"),
        ({"name": "x" * 129}, "/name"),
        ({"tag": ""}, "/tag"),
        ({"tag": 3}, "/tag"),
        ({"return": ["_g0"]}, "/return"),
        ({"inputs": []}, "/inputs"),
        ({"inputs": [None]}, "/inputs"),
        ({"inputs": "p"}, "/inputs"),
        ({"inputs": ["p", "2p"]}, "/inputs/1"),
        ({"values": []}, "/values"),
        ({"values": [None]}, "/values/0"),
        ({"values": [[[1], [1, 2]]]}, "/values/0"),
        ({"saved": ["_s", 1]}, "/saved/1"),
        ({"dirty": [1]}, "/dirty/0"),
        ({"dirty": [True]}, "/dirty/0"),
        ({"non_differentiable": [-1]}, "/non_differentiable/0"),
        ({"out": [1]}, "/out/0"),
        ({"out": ["a", "b"]}, "/out"),
        ({"outs": ["a"]}, "/outs"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(talk: Any, fields: dict[str, Any], pointer: str) -> None:
    problem = talk.program({"function": CUBE["function"] | fields}, tensors=P, status=422)
    assert problem["type"] in ("/problems/invalid-request", "/problems/invalid-name")
    assert problem["pointer"] == f"/steps/0/function{pointer}"
