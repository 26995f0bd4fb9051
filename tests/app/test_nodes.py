"""One node of the graph, what it has saved, and in anomaly mode where it came from."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.steps import DOUBLE, GRAD, P, at, backward, function, op


def node_of(talk: Any, name: str) -> Any:
    return talk.get(f"S/nodes/{talk.get(f'S/tensors/{name}?info')['node']}")


def test_a_node(talk: Any) -> None:
    talk.program(op("mul", "p", "c", out="u"), op("pow", "u", 3, out="v"), tensors={**P, "c": [5.0, 6.0]})
    u = talk.get("S/tensors/u?info")
    p, c, v = (talk.get(f"S/tensors/{name}?info")["id"] for name in "pcv")
    leaf = f"n{int(u['node'][1:]) - 1}"
    node = talk.get(f"S/nodes/{u['node']}")
    assert {key: node[key] for key in ("id", "name", "op", "next", "inputs", "outputs", "attributes")} == {
        "id": u["node"],
        "name": "MulBackward0",
        "op": "mul",
        "next": [{"node": leaf, "name": "AccumulateGrad", "output": 0}, None],
        "inputs": [p, None],
        "outputs": [u["id"]],
        "attributes": {},
    }
    assert node["saved"].keys() == {"other", "self"}
    assert node["saved"]["self"] is None
    assert node["saved"]["other"]["id"] == c
    node = node_of(talk, "v")
    assert (node["name"], node["next"][0]["node"], node["attributes"]) == ("PowBackward0", u["node"], {"exponent": 3})
    assert {key: value for key, value in node["saved"]["self"].items() if key != "name"} == {
        key: value for key, value in u.items() if key != "name"
    }
    assert node["outputs"] == [v]


def test_a_leaf(talk: Any) -> None:
    talk.program(op("neg", "p", out="u"), tensors=P)
    leaf = talk.get(f"S/nodes/{node_of(talk, 'u')['next'][0]['node']}")
    info = talk.get("S/tensors/p?info")
    del info["name"]
    assert leaf == {
        "id": leaf["id"],
        "name": "AccumulateGrad",
        "op": None,
        "next": [],
        "inputs": [],
        "outputs": [info["id"]],
        "saved": {"variable": info},
        "attributes": {},
    }


@pytest.mark.parametrize(
    ("step", "attributes"),
    [
        (op("sum", "m", dim=1, keepdim=True), {"dim": [1], "keepdim": True, "dtype": None}),
        (op("sum", "m", dim=1, dtype="float64"), {"dim": [1], "keepdim": False, "dtype": "float64"}),
        (op("add", "m", "m", alpha=2.5), {"alpha": 2.5}),
        (op("mul", "m", "-Infinity"), {"other": "-Infinity"}),
        (op("mul", "m", {"real": 0, "imag": 1}), {"other": {"real": 0.0, "imag": 1.0}}),
        (op("linalg.vector_norm", "m", ord="Infinity"), {"ord": "Infinity", "dim": None, "keepdim": False}),
        (op("div", "m", 2, rounding_mode=None), {"rounding_mode": None, "other": 2}),
    ],
)
def test_attributes(talk: Any, step: Any, attributes: dict[str, Any]) -> None:
    talk.program({**step, "out": "y"}, tensors={"m": {"data": [[1.0, 2.0]], "requires_grad": True}})
    assert node_of(talk, "y")["attributes"] == attributes


def test_what_leads_nowhere(talk: Any) -> None:
    talk.program(op("gather", "p", [0], dim=0, out="y"), op("add", "y", 1, out="z"), tensors=P)
    assert [edge is None for edge in node_of(talk, "y")["next"]] == [False]  # an index has no gradient at all
    assert [edge is None for edge in node_of(talk, "z")["next"]] == [False, True]


def test_lists_of_tensors_and_saved_outputs(talk: Any) -> None:
    talk.program(
        op("stack", ["p", "q", "p"], out="s"),
        op("exp", "s", out="e"),
        op("topk", "e", k=1, out="top"),
        tensors={**P, "q": [1.0, 1.0]},
    )
    stack = node_of(talk, "s")
    assert [edge is None for edge in stack["next"]] == [False, True, False]
    saved = node_of(talk, "e")["saved"]["result"]
    assert (saved["grad_fn"], saved["id"]) == ("ExpBackward0", talk.get("S/tensors/e?info")["id"])
    assert node_of(talk, "top.0")["saved"]["indices"]["dtype"] == "int64"


def test_freed_and_gone(talk: Any) -> None:
    talk.program(op("exp", "p", out="e"), op("sum", "e", out="loss"), tensors=P)
    node = talk.get("S/tensors/e?info")["node"]
    talk.program(backward("loss"))
    assert talk.get(f"S/nodes/{node}")["saved"] is None
    talk.program({"delete": ["e", "loss"]})
    for id in (node, "n0", "e", "n1x", "n" + "9" * 30):
        problem = talk.get(f"S/nodes/{id}", 404)
        assert (problem["type"], problem["title"], problem["node"]) == ("/problems/not-found", "Not found", id)


def test_nodes_can_be_seen_while_a_pass_waits(talk: Any) -> None:
    talk.program(*DOUBLE, tensors=P)
    wanted = {"tensors": ["loss"], "inputs": ["p"], "create_graph": True}
    answer = talk.post("S/gradients", wanted, 202)
    told = talk.post(at(answer), {"steps": [op("mul", "_g0", "p", out="made")], "info": ["made"]}, 202)
    assert talk.get(f"S/nodes/{told['info']['made']['node']}")["name"] == "MulBackward0"


def test_saved_steps(talk: Any) -> None:
    talk.program(op("mul", "p", "p", out="u"), function("F", ["u"], [[1.0]], saved=["p"], out=["v"]), tensors=P)
    node, leaf, mine = (
        one["id"]
        for one in (
            node_of(talk, "u"),
            talk.get(f"S/nodes/{node_of(talk, 'u')['next'][0]['node']}"),
            node_of(talk, "v"),
        )
    )
    answer = talk.program(
        {"saved": {"node": node, "out": {"self": "s", "other": "o"}}},
        {"saved": {"node": leaf, "out": {"variable": "w"}}},
        {"saved": {"node": mine, "out": {"0": "mine"}}},
        info=["s", "o", "w", "mine", "p"],
    )
    assert {one["id"] for one in answer["info"].values()} == {talk.get("S/tensors/p?info")["id"]}
    for step, status, type in (
        ({"node": node, "out": {"gone": "s"}}, 422, "invalid-request"),
        ({"node": "n999", "out": {"self": "s"}}, 404, "not-found"),
        ({"node": "u", "out": {"self": "s"}}, 422, "invalid-request"),
        ({"node": node, "out": {"self": "2s"}}, 422, "invalid-name"),
        ({"node": node}, 422, "invalid-request"),
    ):
        problem = talk.program({"saved": step}, status=status)
        assert problem["type"] == f"/problems/{type}"
        assert problem["pointer"].startswith("/steps/0")


def test_a_saved_list(talk: Any) -> None:
    talk.program(op("getitem", "p", index=[[1, 0]], out="y"), tensors=P)
    node = node_of(talk, "y")
    assert [one["dtype"] for one in node["saved"]["indices"]] == ["int64"]
    answer = talk.program({"saved": {"node": node["id"], "out": {"indices.0": "i"}}}, **{"return": ["i"]})
    assert talk.data(answer) == {"i": [1, 0]}


def test_saved_steps_of_what_was_freed_or_changed(talk: Any) -> None:
    talk.program(op("mul", "p", 1, out="u"), op("exp", "u", out="e"), op("mul", "u", "u", out="v"), tensors=P)
    node = talk.get("S/tensors/v?info")["node"]
    step = {"saved": {"node": node, "out": {"self": "s"}}}
    talk.program({"grad_mode": {"enabled": False, "steps": [op("mul_", "u", 2)]}})
    assert talk.program(step, status=409)["type"] == "/problems/saved-value-modified"
    talk.program(backward("e", gradients=[[1, 1]]))
    result = {"saved": {"node": talk.get("S/tensors/e?info")["node"], "out": {"result": "s"}}}
    assert talk.program(result, status=409)["type"] == "/problems/graph-freed"


def anomaly(*steps: Any) -> dict[str, Any]:
    return {"grad_mode": {"anomaly": True, "steps": list(steps)}}


NAN = (op("mul", "p", 0.0), op("sqrt", "_"), op("mul", "_", 0.0), op("sum", "_", out="loss"))


def test_the_origin_of_nan(talk: Any) -> None:
    talk.program(op("neg", "p"), tensors=P)
    problem = talk.program(anomaly({"repeat": {"times": 1, "steps": [*NAN, backward("loss")]}}), status=422)
    where = "/steps/0/grad_mode/steps/0/repeat/steps"
    assert (problem["type"], problem["grad_fn"], problem["exception"]) == (
        "/problems/not-a-number",
        "SqrtBackward0",
        "RuntimeError",
    )
    assert (problem["origin"], problem["pointer"]) == ({"version": 2, "pointer": f"{where}/1"}, f"{where}/4")


def test_the_origin_in_an_earlier_request_and_in_a_composite(talk: Any) -> None:
    talk.request("PUT", "S/grad-mode", {"anomaly": True})
    logits = {"z": {"data": [["-Infinity", "-Infinity"]], "requires_grad": True}}
    talk.program(op("mul", "z", 1), op("nn.functional.cross_entropy", "_", [0], out="loss"), tensors=logits)
    problem = talk.post("S/backward", {"tensors": ["loss"]}, 422)
    assert problem["origin"] == {"version": 2, "pointer": "/steps/1"}
    assert "pointer" not in problem


def test_nothing_is_looked_for_without_anomaly_mode(talk: Any) -> None:
    assert talk.data(talk.program(*NAN, backward("loss"), tensors=P, **GRAD)) == {"p.grad": ["NaN", "NaN"]}
    assert talk.program(anomaly(backward("loss")), *NAN, status=409)
    talk.program(*NAN)
    assert talk.program(anomaly(backward("loss")), status=422)["origin"] is None  # its nodes are from before


def test_the_origin_of_a_gradient_of_a_gradient(talk: Any) -> None:
    wanted = {"tensors": ["y"], "inputs": ["p"], "gradients": [[1, 1]], "create_graph": True, "out": ["_g"]}
    problem = talk.program(
        anomaly(
            op("mul", "p", 0.0, out="z"),
            op("pow", "z", 1.5, out="y"),
            {"gradients": wanted},
            op("mul", "_g", 0.0),
            op("sum", "_", out="_s"),
            backward("_s"),
        ),
        tensors=P,
        status=422,
    )
    assert problem["origin"] == {
        "version": 1,
        "pointer": "/steps/0/grad_mode/steps/2",
        "induced_by": {"version": 1, "pointer": "/steps/0/grad_mode/steps/1"},
    }


def test_the_origin_at_a_suspension(talk: Any) -> None:
    talk.request("PUT", "S/grad-mode", {"anomaly": True})
    talk.program(*DOUBLE, tensors=P)
    answer = talk.post("S/gradients", {"tensors": ["loss"], "inputs": ["p"], "create_graph": True, "out": ["g"]}, 202)
    problem = talk.post(at(answer), {"gradients": [["NaN", 1]]}, 422)
    assert (problem["grad_fn"], problem["origin"]) == ("DoubleBackward", {"version": 2, "pointer": "/steps/1"})
    answer = talk.post("S/gradients", {"tensors": ["loss"], "inputs": ["p"], "create_graph": True, "out": ["g"]}, 202)
    problem = talk.post(at(answer), {"steps": [*NAN, backward("loss")]}, 422)
    id = answer["suspended"]["id"]
    assert problem["origin"] == {"version": 3, "suspension": id, "pointer": "/steps/1"}


def test_other_failures_in_anomaly_mode_tell_the_origin(talk: Any) -> None:
    talk.request("PUT", "S/grad-mode", {"anomaly": True})
    talk.program(op("exp", "p", out="e"), op("mul_", "e", 2), tensors=P)
    problem = talk.post("S/backward", {"tensors": ["e"], "gradients": [[1, 1]]}, 409)
    assert problem["type"] == "/problems/saved-value-modified"
    assert (problem["grad_fn"], problem["origin"]) == ("ExpBackward0", {"version": 2, "pointer": "/steps/0"})
    talk.request("PUT", "S/grad-mode", {"anomaly": False})
    assert "origin" not in talk.post("S/backward", {"tensors": ["e"], "gradients": [[1, 1]]}, 409)


def test_a_suspension_in_anomaly_mode_tells_the_origin(talk: Any) -> None:
    talk.request("PUT", "S/grad-mode", {"anomaly": True})
    talk.program(*DOUBLE, tensors=P)
    answer = talk.post("S/backward", {"tensors": ["loss"]}, 202)
    expected = "DoubleBackward", {"version": 2, "pointer": "/steps/1"}
    assert (answer["suspended"]["grad_fn"], answer["suspended"]["origin"]) == expected
    problem = talk.post(at(answer), {"gradients": [[1, 2, 3]]}, 422)
    assert problem["type"] == "/problems/wrong-gradients"
    assert (problem["grad_fn"], problem["origin"]) == expected


def test_what_was_changed_in_a_list_is_named(talk: Any) -> None:
    pick = {"op": "getitem", "inputs": ["p"], "index": ["i"], "out": "y"}
    problem = talk.program(
        pick,
        op("add_", "i", 0),
        {"backward": {"tensors": ["y"], "gradients": [[1]]}},
        tensors={**P, "i": [1]},
        status=409,
    )
    assert problem["detail"].startswith("Input indices[0] of "), problem
    assert (problem["shapes"], problem["dtypes"]) == ([[1]], ["int64"])
