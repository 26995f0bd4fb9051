"""Programs: names, blocks, loops, literals, and what is left when one fails."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest

from tests.app.steps import op


def test_locals_and_last_result(client: Any) -> None:
    answer = client.program(
        {"op": "mul", "inputs": ["_x", 2]},
        {"op": "add", "inputs": ["_", 1], "out": "y"},
        tensors={"_x": [1.0, 2.0]},
        **{"return": ["y", "_", "_x"], "info": ["y"]},
    )
    assert {name: value["data"] for name, value in answer["values"].items()} == {
        "y": [3.0, 5.0],
        "_": [3.0, 5.0],
        "_x": [1.0, 2.0],
    }
    assert answer["info"]["y"]["name"] == "y"
    assert [item["name"] for item in client.get("S/tensors").json()["items"]] == ["y"]


def test_inference_tensors_are_told(client: Any) -> None:
    answer = client.program(
        {"grad_mode": {"inference": True, "steps": [{"op": "mul", "inputs": ["x", 2], "out": "y"}]}},
        {"op": "mul", "inputs": ["y", 2], "out": "z"},
        tensors={"x": {"data": [1.0, 2.0], "requires_grad": True}, "given": {"data": [1.0], "inference": True}},
        info=["x", "y", "z", "given"],
    )
    told = {name: info["inference"] for name, info in answer["info"].items() if "inference" in info}
    assert told == {"y": True, "given": True}
    problem = client.post("S/ops", {"op": "mul", "inputs": ["x", "y"]}).json()
    assert (problem["type"], problem["exception"]) == ("/problems/op-failed", "RuntimeError")
    client.put("S/grad-mode", {"inference": True})
    assert client.put("S/tensors/put", {"data": [1.0]}).json()["inference"] is True


def test_bind_exchanges_and_shares(client: Any) -> None:
    client.program(tensors={"a": 1.0, "b": 2.0})
    client.program({"bind": {"a": "b", "b": "a", "c": "a"}})
    assert [client.value(name) for name in "abc"] == [2.0, 1.0, 1.0]
    ids = {name: client.get(f"S/tensors/{name}?info").json()["id"] for name in "abc"}
    assert ids["b"] == ids["c"] != ids["a"]


def test_a_program_has_other_names(client: Any) -> None:
    """Its variables are the session's that it is told, in steps, uploads, answers and gradients."""
    step = {"op": "mul", "inputs": ["x", "factor"], "out": "y"}
    tensors = {"x": {"data": 2.0, "requires_grad": True}, "factor": 3.0}
    fields = {"return": ["y", "x.grad"], "info": ["y"]}
    id = client.program(step, {"backward": {"tensors": ["y"]}}, tensors=tensors, **fields)["program"]
    names = {"x": "v", "y": "factor", "factor": "y"}
    answer = client.post("S/programs", {"program": id, "names": names, "tensors": {**tensors, "factor": 5.0}}).json()
    assert [answer["values"][name]["data"] for name in ("y", "x.grad")] == [10.0, 5.0]
    assert answer["info"]["y"]["name"] == "y"
    assert [client.value(name) for name in ("x", "x.grad", "v", "v.grad", "factor", "y")] == [2, 3, 2, 5, 10, 5]
    body = {"steps": [{"op": "mul", "inputs": ["v", 2]}], "names": {"v": "w"}}
    problem = client.post("S/programs", body).json()
    assert (problem["type"], problem["name"]) == ("/problems/tensor-not-found", "v")
    assert "'v', which the session calls 'w'" in problem["detail"]


def test_a_program_exchanges_names(client: Any) -> None:
    """Each variable has one, as where no names are given that do not come back to where they began."""
    client.program(tensors={"a": 1.0, "b": 2.0, "c": 3.0})
    exchange = {"bind": {"a": "b", "b": "c", "c": "a"}}
    for _ in range(4):  # steps first, then their plan
        fields = {"names": {"a": "b", "b": "c"}, "return": ["a", "b", "c"]}
        values = client.program(exchange, **fields)["values"]
        client.program({"bind": {"a": "c", "b": "a", "c": "b"}}, names={"b": "c", "c": "a"})
        assert [values[name]["data"] for name in "abc"] == [3.0, 1.0, 2.0]
        assert [client.value(name) for name in "abc"] == [1.0, 2.0, 3.0]


def test_what_a_program_of_other_names_changed_is_put_back(client: Any) -> None:
    client.program(tensors={"a": 1.0, "b": 2.0, "c": 3.0, "rows": [1.0, 2.0]})
    steps = [
        {
            "vmap": {
                "inputs": {"b": "rows"},
                "steps": [{"op": "exp", "inputs": ["b"], "out": "e"}],
                "outputs": {"d": "e"},
            }
        },
        {"bind": {"a": "d", "n": "a"}},
        {"delete": ["b"]},
    ]
    names = {"a": "b", "b": "c", "d": "a"}  # and c is d
    body = {"steps": [*steps, {"delete": ["nothing"]}], "names": names}
    assert client.post("S/programs", body).json()["type"] == "/problems/tensor-not-found"
    assert {name: client.value(name) for name in "abc"} == {"a": 1.0, "b": 2.0, "c": 3.0}
    client.program(*steps, names=names)
    assert [item["name"] for item in client.get("S/tensors").json()["items"]] == ["a", "b", "n", "rows"]
    assert client.value("n") == 2.0
    assert client.value("a") == client.value("b") == pytest.approx([math.e, math.e**2])


@pytest.mark.parametrize("names", [{"x": "_y"}, {"x.grad": "y"}, {"x": 1}, {"x": "a", "y": "a"}, ["x"]])
def test_names_that_are_none(client: Any, names: Any) -> None:
    response = client.post("S/programs", {"steps": [], "names": names})
    assert response.status_code in (400, 422)
    assert response.json()["pointer"].startswith("/names")


def test_gradients_are_names(client: Any) -> None:
    client.program(
        {"op": "mul", "inputs": ["w", 3], "out": "y"},
        {"backward": {"tensors": ["y"]}},
        {"bind": {"g": "w.grad"}},
        {"delete": ["w.grad"]},
        tensors={"w": {"data": 2.0, "requires_grad": True}},
    )
    assert client.value("g") == 3.0
    assert client.program(**{"return": ["w.grad"], "info": ["w.grad"]})["values"] == {"w.grad": None}
    client.program({"bind": {"w.grad": "g"}})
    assert client.value("w/grad") == 3.0
    assert client.put("S/tensors/w.grad", {"data": 7.0}).status_code == 200
    assert client.get("S/tensors/w/grad").json()["data"] == 7.0
    assert client.request("DELETE", "S/tensors/w/grad").status_code == 204
    assert client.get("S/tensors/w.grad").json()["type"] == "/problems/gradient-not-found"
    assert client.put("S/tensors/w.grad", {"data": 7.0}).status_code == 201


def test_grad_mode_blocks_end(client: Any) -> None:
    answer = client.program(
        {"grad_mode": {"enabled": False, "steps": [{"op": "mul", "inputs": ["w", 2], "out": "off"}]}},
        {"op": "mul", "inputs": ["w", 2], "out": "on"},
        {"grad_mode": {"inference": True}},
        tensors={"w": {"data": 2.0, "requires_grad": True}},
        info=["off", "on"],
    )
    assert [answer["info"][name]["requires_grad"] for name in ("off", "on")] == [False, True]
    assert client.get("S/grad-mode").json() == {"enabled": False, "inference": True}
    assert client.put("S/grad-mode", {"enabled": True}).json() == {"enabled": True, "inference": False}


def test_loops_count_and_collect(client: Any) -> None:
    answer = client.program(
        {
            "repeat": {
                "times": 10,
                "count": "i",
                "collect": {"seen": "_s"},
                "every": 5,
                "steps": [{"op": "add", "inputs": ["_s", "i"]}, {"bind": {"_s": "_"}}],
            }
        },
        tensors={"_s": 0},
        **{"return": ["i", "seen", "_s"]},
    )
    values = answer["values"]
    assert (values["i"]["data"], values["i"]["dtype"]) == (10, "int64")
    assert values["seen"]["data"] == [10, 45]
    assert values["_s"]["data"] == 45


@pytest.mark.parametrize("loop", ["repeat", "while"])
def test_an_error_in_a_loop_tells_its_round(client: Any, loop: str) -> None:
    """Of the innermost loop."""
    client.program(tensors={"x": {"data": [[1.0] * 64]}})
    halve = [op("view", "x", size=[2, -1], out="_v"), op("select", "_v", dim=0, index=0, out="x")]
    options = {"times": 9} if loop == "repeat" else {"condition": "x.any", "test": [op("any", "x", out="x.any")]}
    inner = {loop: {**options, "steps": halve}}
    response = client.post("S/programs", {"steps": [{"repeat": {"times": 2, "steps": [inner]}}]})
    problem = response.json()
    assert (problem["pointer"], problem["round"]) == (f"/steps/0/repeat/steps/0/{loop}/steps/0", 6)


def test_loop_of_no_round(client: Any) -> None:
    answer = client.program(
        {"repeat": {"times": 0, "count": "n", "collect": {"seen": "x"}, "steps": []}}, **{"return": ["n", "seen"]}
    )
    assert answer["values"]["n"]["data"] == 0
    assert answer["values"]["seen"]["shape"] == [0]


def test_while_and_if(client: Any) -> None:
    doubling = {
        "test": [{"op": "lt", "inputs": ["a", 100]}],
        "count": "n",
        "steps": [{"op": "mul", "inputs": ["a", 2], "out": "a"}],
    }
    choice = {"then": [{"bind": {"big": 1}}], "else": [{"bind": {"big": 0}}]}
    answer = client.program(
        {"while": doubling},
        {"op": "gt", "inputs": ["a", 1000]},
        {"if": choice},
        tensors={"a": 1.0},
        **{"return": ["a", "n", "big"]},
    )
    assert {name: value["data"] for name, value in answer["values"].items()} == {"a": 128.0, "n": 7, "big": 0}


def test_program_is_known_by_its_id(client: Any) -> None:
    first = client.program({"op": "mul", "inputs": ["_x", 2]}, tensors={"_x": 1.0}, **{"return": ["_"]})
    again = client.post("S/programs", {"program": first["program"], "tensors": {"_x": 4.0}}).json()
    assert again["values"]["_"]["data"] == 8.0
    assert again["program"] == first["program"]


def test_programs_last_used_stay(make_client: Any) -> None:
    client = make_client(session_programs=2)
    ids = [client.program({"bind": {"a": number}})["program"] for number in range(2)]
    assert client.post("S/programs", {"program": ids[0]}).status_code == 200
    client.program({"bind": {"a": 3}})
    assert client.post("S/programs", {"program": ids[0]}).status_code == 200
    assert client.post("S/programs", {"program": ids[1]}).json()["type"] == "/problems/program-not-found"


def test_literals_are_made_anew(client: Any) -> None:
    answer = client.program(
        {"repeat": {"times": 3, "steps": [{"bind": {"a": [1.0, 2.0]}}, {"op": "add_", "inputs": ["a", 1]}]}},
        **{"return": ["a"]},
    )
    assert answer["values"]["a"]["data"] == [2.0, 3.0]


def test_literals_take_the_default_dtype(client: Any) -> None:
    step = {"op": "mul", "inputs": [[0.1], 1]}
    assert client.program(step, **{"return": ["_"]})["values"]["_"]["dtype"] == "float32"
    client.request("PATCH", "S", json={"dtype": "float64"})
    assert client.program(step, **{"return": ["_"]})["values"]["_"]["dtype"] == "float64"


def test_several_results_under_one_name(client: Any) -> None:
    step = {"op": "split", "inputs": ["x"], "split_size_or_sections": 2, "out": "parts"}
    answer = client.program(step, tensors={"x": [1.0, 2.0, 3.0, 4.0, 5.0]}, **{"return": ["parts"], "info": ["parts"]})
    assert {name: value["data"] for name, value in answer["values"].items()} == {
        "parts.0": [1.0, 2.0],
        "parts.1": [3.0, 4.0],
        "parts.2": [5.0],
    }
    assert answer["info"].keys() == answer["values"].keys()
    again = client.program({**step, "split_size_or_sections": 4}, info=["parts"])
    assert again["info"].keys() == {"parts.0", "parts.1"}


def test_numbers_written_as_strings(client: Any) -> None:
    answer = client.program(
        {"op": "mul", "inputs": ["_x", "-Infinity"], "out": "_a"},
        {"op": "add", "inputs": ["_i", "9007199254740993"], "out": "_b"},
        {"op": "mul", "inputs": ["_x", {"real": 0, "imag": 1}], "out": "_c"},
        tensors={"_x": [1.0], "_i": 0},
        **{"return": ["_a", "_b", "_c"]},
    )
    assert answer["values"]["_a"]["data"] == ["-Infinity"]
    assert answer["values"]["_b"]["data"] == "9007199254740993"
    assert answer["values"]["_c"]["data"] == {"real": [0.0], "imag": [1.0]}


def test_a_name_gives_a_number(client: Any) -> None:
    answer = client.program(
        {"op": "sub", "inputs": [[10.0], [1.0]], "alpha": "_lr"}, tensors={"_lr": 3}, **{"return": ["_"]}
    )
    assert answer["values"]["_"]["data"] == [7.0]


@pytest.fixture
def state(client: Any) -> Any:
    """A session with a weight, its gradient, a graph used up by half, and a seeded generator."""
    client.program(
        {"op": "mul", "inputs": ["w", "w"], "out": "y"},
        {"backward": {"tensors": ["y"], "retain_graph": True}},
        tensors={"w": {"data": 3.0, "requires_grad": True}, "c": [1.0, 2.0]},
    )
    return client


CHANGES = [
    {"op": "mul_", "inputs": ["c", 2]},
    {"backward": {"tensors": ["y"]}},
    {"op": "rand", "size": [2], "out": "r"},
    {"grad_mode": {"enabled": False}},
    {"op": "add_", "inputs": ["w", 1]},
    {"bind": {"w": "c", "new": "c"}},
    {"delete": ["y", "c"]},
]
FAILS = {"op": "mul", "inputs": ["gone", 1]}


def everything(client: Any) -> Any:
    looks = ("S/tensors", "S/graph", "S/grad-mode", "S")
    seen = [client.get(path).json() for path in looks]
    del seen[-1]["expires_at"]
    return json.dumps([seen, *(client.get(f"S/tensors/{name}").json() for name in ("w", "w.grad", "y", "c"))])


def test_atomic_failure_leaves_all_as_it_was(state: Any) -> None:
    before = everything(state)
    response = state.post("S/programs", {"steps": [*CHANGES, FAILS], "tensors": {"c2": 1.0}})
    assert response.json()["pointer"] == f"/steps/{len(CHANGES)}/inputs/0"
    assert response.json()["step"] == len(CHANGES)
    assert everything(state) == before
    drawn = [state.program({"op": "rand", "size": [2]}, **{"return": ["_"]})["values"]["_"]["data"]]
    state.request("PATCH", "S", json={"seed": 0})
    drawn.append(state.program({"op": "rand", "size": [2]}, **{"return": ["_"]})["values"]["_"]["data"])
    assert drawn[0] == drawn[1]
    state.program({"backward": {"tensors": ["y"]}})
    assert state.value("w.grad") == 12.0


def test_finished_steps_stand_when_not_atomic(state: Any) -> None:
    version = state.version()
    response = state.post("S/programs", {"steps": [*CHANGES, FAILS], "atomic": False})
    assert response.status_code == 404
    assert response.json()["finished"] == len(CHANGES)
    assert state.version() == version + 1
    assert state.value("w") == [2.0, 4.0]
    assert [item["name"] for item in state.get("S/tensors").json()["items"]] == ["new", "r", "w"]
    assert state.get("S/grad-mode").json()["enabled"] is False


def test_not_atomic_and_nothing_done(state: Any) -> None:
    version = state.version()
    assert state.post("S/programs", {"steps": [FAILS], "atomic": False}).json()["finished"] == 0
    assert state.version() == version


def test_failed_answer_undoes_the_program(make_client: Any) -> None:
    client = make_client(json_elements=3)
    client.program(tensors={"c": [1.0, 2.0]})
    steps = [{"op": "mul_", "inputs": ["c", 2]}, {"op": "cat", "inputs": [["c", "c"]], "out": "c"}]
    response = client.post("S/programs", {"steps": steps, "return": ["c"]})
    assert response.json()["type"] == "/problems/not-acceptable"
    assert client.value("c") == [1.0, 2.0]


def test_deadline(make_client: Any) -> None:
    client = make_client()
    endless = {"repeat": {"times": 1_000_000, "steps": [{"op": "add_", "inputs": ["n", 1]}]}}
    client.program(tensors={"n": 0})
    response = client.post("S/programs", {"steps": [endless], "timeout": 0.05})
    assert response.status_code == 504
    assert response.json()["type"] == "/problems/deadline-exceeded"
    assert response.json()["pointer"] == "/steps/0/repeat/steps/0"
    assert client.value("n") == 0


def test_steps_are_limited(make_client: Any) -> None:
    client = make_client(program_steps=3)
    step = {"bind": {"a": 1}}
    assert client.post("S/programs", {"steps": [step] * 3}).status_code == 200
    inside = {"repeat": {"times": 1, "steps": [step] * 3}}
    assert client.post("S/programs", {"steps": [inside]}).json()["type"] == "/problems/limit-exceeded"


def test_stateless(client: Any) -> None:
    body = {
        "tensors": {"x": 0.5},
        "steps": [{"op": "rand", "size": [1]}],
        "return": ["x", "_"],
        "dtype": "float64",
        "seed": 1,
    }
    first, second = (client.post("/v1/programs", body).json() for _ in range(2))
    assert first == second
    assert first.keys() == {"program", "values", "info"}
    assert first["values"]["x"]["dtype"] == "float64"
    again = {"program": first["program"], "tensors": {"x": 0.5}, "dtype": "float64", "seed": 1}
    assert client.post("/v1/programs", again).json() == first
    assert (
        client.post("/v1/programs", {"device": "cuda:9", "steps": []}).json()["type"] == "/problems/device-unavailable"
    )


def test_gradients_answer_and_bind(client: Any) -> None:
    client.program(
        {"op": "pow", "inputs": ["p", 2], "out": "y"},
        tensors={"p": {"data": [1, 2], "requires_grad": True}, "q": {"data": 1.0, "requires_grad": True}},
    )
    body = {"tensors": ["y"], "inputs": ["p", "q"], "gradients": [[1, 1]], "retain_graph": True, "allow_unused": True}
    answer = client.post("S/gradients", body).json()
    assert answer["gradients"] == [{"shape": [2], "dtype": "float32", "data": [2.0, 4.0]}, None]
    bound = client.post("S/gradients", {**body, "out": ["g", None], "return": ["g"]}).json()
    assert bound["values"]["g"]["data"] == [2.0, 4.0]
    assert "gradients" not in bound
    assert client.get("S/tensors/p.grad").status_code == 404
    unused = client.post("S/gradients", {**body, "out": ["h", "g"], "info": ["g"]}).json()
    assert unused["info"] == {"g": None}
    assert [item["name"] for item in client.get("S/tensors").json()["items"]] == ["h", "p", "q", "y"]


def test_float32_survives(client: Any) -> None:
    for number in (0.1, 1e-45, 3.4028235e38, 1 / 3):
        client.put("S/tensors/a", number)
        assert math.isclose(client.value("a"), number, rel_tol=1e-7, abs_tol=1e-45)
        client.put("S/tensors/b", client.value("a"))
        assert client.value("b") == client.value("a")


def test_views_are_made_in_place_and_data_shared(client: Any) -> None:
    answer = client.program(
        {"op": "mul", "inputs": ["w", 2], "out": "y"},
        {"op": "select", "inputs": ["y"], "dim": 0, "index": 0, "out": "row"},
        {"op": "t_", "inputs": ["y"]},
        {"op": "unsqueeze_", "inputs": ["y"], "dim": 0},
        {"op": "mul_", "inputs": ["row", 3]},
        {"op": "zeros", "size": [2], "out": "x"},
        {"op": "set_data", "inputs": ["x", "row"]},
        {"op": "base", "inputs": ["row"], "out": "base"},
        {"op": "sum", "inputs": ["y"]},
        {"backward": {"tensors": ["_"]}},
        tensors={"w": {"data": [[1, 2, 3], [4, 5, 6]], "requires_grad": True}},
        **{"return": ["x", "w.grad"], "info": ["y", "row", "x", "base"]},
    )
    info = answer["info"]
    assert (info["y"]["shape"], info["y"]["stride"], info["y"]["version"]) == ([1, 3, 2], [3, 1, 3], 3)
    assert info["row"]["base"] == info["base"]["id"] == info["y"]["id"]
    assert info["x"]["storage"] == info["row"]["storage"] == info["y"]["storage"]
    assert (info["x"]["is_leaf"], info["row"]["grad_fn"]) == (True, "AsStridedBackward0")
    assert answer["values"]["x"]["data"] == [6.0, 12.0, 18.0]
    assert answer["values"]["w.grad"]["data"] == [[6.0] * 3, [2.0] * 3]


def test_literals_have_storages_of_their_own(client: Any) -> None:
    literal = [[1.0, 2.0]]
    info = client.program(
        {"op": "view", "inputs": literal, "size": [2, 1], "out": "a"},
        {"op": "view", "inputs": literal, "size": [2, 1], "out": "b"},
        {"op": "detach", "inputs": literal, "out": "c"},
        {"function": {"name": "F", "inputs": ["p"], "values": literal * 2, "out": ["v", "w"]}},
        tensors={"p": {"data": [1.0, 2.0], "requires_grad": True}},
        info=["a", "b", "c", "v", "w"],
    )["info"]
    assert len({one["storage"] for one in info.values()} - {"t0"}) == 5
    assert [info[name]["base"] for name in "ab"] == [info[name]["storage"] for name in "ab"]


@pytest.mark.parametrize(
    ("number", "dtype", "data"),
    [
        ("NaN", "float32", "NaN"),
        ("-Infinity", "float32", "-Infinity"),
        ("12", "int64", 12),
        ("9007199254740993", "int64", "9007199254740993"),
        ({"real": 1, "imag": "Infinity"}, "complex64", {"real": 1.0, "imag": "Infinity"}),
        (True, "bool", True),
        (2, "int64", 2),
    ],
    ids=str,
)
def test_a_bare_number_is_a_tensor(client: Any, number: Any, dtype: str, data: Any) -> None:
    assert client.put("S/tensors/x", number).status_code == 201
    bound = client.program({"bind": {"y": number}}, tensors={"z": number}, **{"return": ["x", "y", "z"]})["values"]
    assert [bound[name] for name in "xyz"] == [{"shape": [], "dtype": dtype, "data": data}] * 3
