"""Hooks that the client owns, over HTTP (docs/api.md 10)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.steps import GRAD, P, backward, hook, op

GRAPH = (op("mul", "p", 2, out="u"), op("mul", "u", 3, out="v"), op("sum", "v", out="loss"))


def test_a_hook_leaves_a_gradient_or_replaces_it(talk: Any) -> None:
    talk.program(*GRAPH, hook("h", tensor="u", tag="mine"), tensors=P)
    answer = talk.post("S/backward", {"tensors": ["loss"], "retain_graph": True, **GRAD}, 202)
    asked = answer["suspended"]
    assert (asked["call"], asked["name"], asked["tag"], asked["gradients"]) == ("hook", "h", "mine", ["_g0"])
    assert talk.data(talk.go_on(answer)) == {"p.grad": [6, 6]}
    talk.owners["h"] = lambda g: [[10, 20]]
    assert talk.data(talk.carry_out({"delete": ["p.grad"]}, backward("loss"), **GRAD)) == {"p.grad": [20, 40]}


@pytest.mark.parametrize(
    ("answers", "detail"),
    [
        ([], "must answer with 1 gradients"),
        ([None, None], "must answer with 1 gradients"),
        ([[1, 2, 3]], "of shape [3]; it must have [2]"),
        ([5], "of shape []; it must have [2]"),
        ([{"data": [1, 2], "dtype": "float64"}], "as float64; it must be float32"),
    ],
)
def test_a_wrong_answer_is_refused_and_may_be_mended(talk: Any, answers: list[Any], detail: str) -> None:
    talk.program(*GRAPH, hook("h", tensor="u"), tensors=P)
    suspended = talk.post("S/backward", {"tensors": ["loss"], **GRAD}, 202)["suspended"]
    at = f"S/suspensions/{suspended['id']}"
    problem = talk.post(at, {"steps": [{"bind": {"made": "_g0"}}], "gradients": answers}, 422)
    assert (problem["type"], problem["exception"]) == ("/problems/wrong-gradients", "RuntimeError")
    assert detail in problem["detail"]
    assert talk.get(at)["suspended"]["name"] == "h"
    assert talk.post(at, {"return": ["made"]}, 404)["type"] == "/problems/tensor-not-found"
    assert talk.data(talk.post(at, {"gradients": [[1, 1]]})) == {"p.grad": [2, 2]}


def test_order_at_a_node(talk: Any) -> None:
    order = [("post", "inputs"), ("pre", "outputs"), ("one", "gradient"), ("two", "gradient")]
    talk.program(*GRAPH, *[hook(name, tensor="u", on=on) for name, on in order], tensors=P)
    talk.request("PATCH", "S/tensors/u", {"retain_grad": True})
    talk.owners |= {"two": lambda g: [[5, 5]], "pre": lambda g: [[7, 7]], "post": lambda g, _: [[9, 9], None]}
    answer = talk.carry_out(backward("loss"), **{"return": ["u.grad", "p.grad"]})
    assert talk.names == ["one", "two", "pre", "post"]
    assert talk.data(answer) == {"u.grad": [5, 5], "p.grad": [9, 9]}
    last = talk.asked[3]
    assert (last["gradients"], last["outputs"]) == (["_g0", None], ["_o0"])
    assert last["values"] == {"_g0": [14, 14], "_o0": [7, 7]}


def test_order_at_a_leaf(talk: Any) -> None:
    kinds = ["inputs", "accumulated", "outputs", "gradient"]
    talk.program(*GRAPH, *[hook(kind, tensor="p", on=kind) for kind in kinds], tensors=P)
    talk.owners |= {"outputs": lambda g: [[7, 7]], "accumulated": lambda g: [[1, 1]]}
    answer = talk.carry_out(backward("loss"), **GRAD)
    assert talk.names == kinds[::-1]
    assert [asked["values"] for asked in talk.asked[1:3]] == [{"_g0": [6, 6]}, {"_g0": [7, 7], "_o0": [1, 2]}]
    assert (talk.asked[3]["gradients"], talk.asked[3]["values"]) == ([], {"_o0": [7, 7]})
    assert talk.data(answer) == {"p.grad": [1, 1]}


def test_hooks_on_nodes_by_their_ids(talk: Any) -> None:
    node = talk.program(*GRAPH, tensors=P, info=["u"])["info"]["u"]["node"]
    leaf = talk.get(f"S/nodes/{node}")["next"][0]["node"]
    talk.program(hook("a", node=node), hook("b", node=node, on="outputs"), hook("c", node=leaf, on="outputs"))
    talk.owners["c"] = lambda g: [[1, 1]]
    assert talk.data(talk.carry_out(backward("loss"), **GRAD)) == {"p.grad": [1, 1]}
    assert talk.names == ["b", "a", "c"]
    problem = talk.program(hook("d", node="n999"), status=404)
    assert (problem["type"], problem["pointer"], problem["node"]) == ("/problems/not-found", "/steps/0", "n999")


def test_hooks_on_several_tensors(talk: Any) -> None:
    talk.program(
        op("mul", "p", 2, out="a"),
        op("mul", "p", 3, out="b"),
        op("mul", "p", 4, out="c"),
        op("add", "a", "b"),
        op("sum", "_", out="loss"),
        hook("all", tensors=["a", "b", "c", "a"]),
        hook("first", tensors=["a", "b"], first_only=True),
        tensors=P,
    )
    talk.carry_out(backward("loss", retain_graph=True))
    assert sorted(talk.names) == ["all", "first"]
    (asked,) = [asked for asked in talk.asked if asked["name"] == "all"]
    assert (asked["gradients"], asked["values"]["_g3"]) == (["_g0", "_g1", None, "_g3"], [1, 1])
    talk.asked.clear()
    talk.carry_out({"gradients": {"tensors": ["loss"], "inputs": ["b"]}})
    assert [asked["gradients"] for asked in talk.asked if asked["name"] == "all"] == [[None, "_g1", None, None]]


def test_removal(talk: Any) -> None:
    talk.program(*GRAPH, hook("h", tensor="u"), hook("k", tensor="p"), tensors=P)
    answer = talk.post("S/backward", {"tensors": ["loss"], "retain_graph": True, **GRAD}, 202)
    at = f"S/suspensions/{answer['suspended']['id']}"
    talk.post(at, {"steps": [{"unhook": {"name": "h"}}, {"unhook": {"name": "k"}}], "gradients": [None]})
    talk.post("S/backward", {"tensors": ["loss"]})
    problem = talk.program({"unhook": {"name": "h"}}, status=422)
    assert (problem["type"], problem["hook"]) == ("/problems/invalid-request", "h")


def test_a_removal_that_is_undone(talk: Any) -> None:
    talk.program(*GRAPH, hook("h", tensor="u"), tensors=P)
    talk.program({"unhook": {"name": "h"}}, op("nothing", "p"), status=422)
    talk.program({"unhook": {"name": "nobody", "missing_ok": True}})
    talk.program({"unhook": {"name": "h"}}, op("neg", "gone"), status=404)
    talk.carry_out(backward("loss", retain_graph=True))
    talk.program({"unhook": {"name": "h"}})
    talk.carry_out(backward("loss"))
    assert talk.names == ["h"]


def test_released_with_the_last_tensor(talk: Any) -> None:
    talk.program(
        op("mul", "p", 2, out="a"), op("mul", "p", 3, out="b"), hook("h", tensors=["a", "b"], tag="both"), tensors=P
    )
    talk.program({"delete": ["a"]})
    assert "released" not in talk.program()
    talk.program({"delete": ["b"]})
    assert talk.program()["released"] == ["both"]
    talk.program(hook("h", tensor="p", tag="free"))  # the name is free again
    talk.program({"unhook": {"name": "h"}}, {"delete": ["p"]})
    assert "released" not in talk.program()


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, ""),
        ({"tensor": "u", "tensors": ["u"]}, ""),
        ({"tensors": []}, ""),
        ({"tensor": "2u"}, "/tensor"),
        ({"tensors": "u"}, "/tensors"),
        ({"node": "5"}, "/node"),
        ({"node": "n0"}, "/node"),
        ({"node": 5}, "/node"),
        ({"tensor": "u", "on": "gradiant"}, "/on"),
        ({"tensor": "u", "on": 3}, "/on"),
        ({"node": "n1", "on": "gradient"}, "/on"),
        ({"tensors": ["u"], "on": "inputs"}, "/on"),
        ({"tensor": "u", "first_only": True}, "/first_only"),
        ({"tensors": ["u"], "first_only": 1}, "/first_only"),
        ({"tensor": "u", "return": ["p"]}, "/return"),
        ({"tensor": "u", "title": "no title"}, "/title"),
        ({"tensor": "u", "when": "now"}, "/when"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(talk: Any, fields: dict[str, Any], pointer: str) -> None:
    problem = talk.program(*GRAPH, hook("h", **fields), tensors=P, status=422)
    assert problem["type"] in ("/problems/invalid-request", "/problems/invalid-name")
    assert problem["pointer"] == f"/steps/3/hook{pointer}"


@pytest.mark.parametrize(
    ("step", "type"),
    [
        (hook("h", tensor="gone"), "tensor-not-found"),
        (hook("h", tensor="c"), "not-differentiable"),
        (hook("h", tensor="c", on="outputs"), "not-differentiable"),
        (hook("h", tensor="u", on="accumulated"), "op-failed"),
        (hook("taken", tensor="u"), "invalid-request"),
        ({"unhook": {"name": "h"}}, "invalid-request"),
        ({"unhook": {}}, "invalid-request"),
    ],
)
def test_what_cannot_be_hooked(talk: Any, step: dict[str, Any], type: str) -> None:
    talk.program(*GRAPH, hook("taken", tensor="u"), tensors=P | {"c": 1.0})
    problem = talk.program(step, status=404 if type == "tensor-not-found" else 422)
    assert problem["type"] == f"/problems/{type}"
    assert problem["pointer"].startswith("/steps/0")


def test_a_hook_on_a_node_takes_gradients_away(talk: Any) -> None:
    talk.program(*GRAPH, hook("h", tensor="u", on="outputs"), tensors=P)
    answer = talk.post("S/backward", {"tensors": ["loss"], **GRAD}, 202)
    at = f"S/suspensions/{answer['suspended']['id']}"
    for body, pointer in (
        ({"gradients": [[1, 1]], "none": [0]}, "/none"),
        ({"gradients": [None], "none": [1]}, "/none/0"),
        ({"none": [0]}, "/none/0"),
    ):
        problem = talk.post(at, body, 422)
        assert (problem["type"], problem["pointer"]) == ("/problems/invalid-request", pointer)
    assert talk.post(at, {"gradients": [None], "none": [0]})["values"] == {"p.grad": None}


def test_a_hook_on_a_tensor_takes_no_gradient_away(talk: Any) -> None:
    talk.program(*GRAPH, hook("h", tensor="u"), tensors=P)
    answer = talk.post("S/backward", {"tensors": ["loss"], **GRAD}, 202)
    problem = talk.post(f"S/suspensions/{answer['suspended']['id']}", {"gradients": [None], "none": [0]}, 422)
    assert (problem["type"], problem["pointer"]) == ("/problems/wrong-gradients", "/gradients")


def test_errors_call_a_hook_by_its_title(talk: Any) -> None:
    talk.program(*GRAPH, hook("h", tensor="u", title="clip"), tensors=P)
    answer = talk.post("S/backward", {"tensors": ["loss"], **GRAD}, 202)
    assert answer["suspended"]["name"] == "h"
    problem = talk.post(f"S/suspensions/{answer['suspended']['id']}", {"gradients": [5]}, 422)
    assert problem["detail"].startswith("clip answered gradient 0 of shape []")
    talk.go_on(answer)
    talk.program({"unhook": {"name": "h"}})
