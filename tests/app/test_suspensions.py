"""Suspensions over HTTP: what a client may do while a pass waits for it (docs/api.md 10)."""

from __future__ import annotations

import json
import time
from typing import Any

import numpy
import pytest

from gradwire.wire import safetensors
from tests.app.steps import AGAIN, DOUBLE, GRAD, PASS, P, at, backward, op

BINARY = {"content-type": "application/vnd.safetensors"}


def test_a_look(ready: Any) -> None:
    answer = ready.post("S/backward", PASS, 202)
    looked = ready.get(at(answer))
    for one in (answer, looked):
        assert one["suspended"].pop("expires_at")
    assert looked == answer
    assert ready.get("S")["version"] == 1


def test_others_are_refused(ready: Any) -> None:
    answer = ready.post("S/backward", PASS, 202)
    id = answer["suspended"]["id"]
    requests: list[tuple[str, str, Any]] = [
        ("GET", "S/tensors", None),
        ("GET", "S/tensors/p", None),
        ("PUT", "S/tensors/x", 1.0),
        ("PATCH", "S/tensors/p", {"requires_grad": True}),
        ("DELETE", "S/tensors/p", None),
        ("POST", "S/ops", op("neg", "p")),
        ("POST", "S/backward", PASS),
        ("POST", "S/gradients", {"tensors": ["loss"], "inputs": ["p"]}),
        ("POST", "S/programs", {}),
        ("GET", "S/grad-mode", None),
        ("PUT", "S/grad-mode", {"enabled": True}),
        ("GET", "S/graph", None),
        ("PATCH", "S", {"seed": 1}),
    ]
    for method, path, body in requests:
        problem = ready.request(method, path, body, 409)
        assert (problem["type"], problem["suspension"]) == ("/problems/session-suspended", id), path
    for method, body in (("GET", None), ("POST", {}), ("DELETE", None)):
        assert ready.request(method, "S/suspensions/b99", body, 404)["type"] == "/problems/suspension-not-found"
    assert ready.get("S")["version"] == 1
    assert ready.data(ready.go_on(answer)) == {"p.grad": [2, 2]}


def test_several_requests_at_one_suspension(ready: Any) -> None:
    answer = ready.post("S/backward", PASS, 202)
    told = ready.post(at(answer), {"steps": [op("mul", "_g0", 5, out="kept")], "return": ["kept", "_g0"]}, 202)
    assert ready.data(told) == {"kept": [5, 5], "_g0": [1, 1]}
    problem = ready.post(at(answer), {"steps": [op("mul", "kept", "gone")]}, 404)
    assert (problem["type"], problem["pointer"]) == ("/problems/tensor-not-found", "/steps/0/inputs/1")
    answer = ready.post(at(answer), {"tensors": {"_one": [1, 1]}, "gradients": ["kept"]})
    assert ready.data(answer) == {"p.grad": [5, 5]}
    assert ready.value("kept") == [5, 5]
    assert ready.get("S")["version"] == 2


def test_other_names_in_the_midst_of_a_pass(ready: Any) -> None:
    """Each of the programs has its own."""
    outer = {
        "steps": [{"backward": {"tensors": ["l"]}}, op("mul", "u", 3, out="kept")],
        "names": {"l": "loss", "kept": "k"},
    }
    answer = ready.post("S/programs", outer, 202)
    inner = {"steps": [op("mul", "_g0", 5, out="kept")], "return": ["kept"], "names": {"kept": "inside"}}
    assert ready.data(ready.post(at(answer), inner, 202)) == {"kept": [5, 5]}
    ready.post(at(answer), {"gradients": ["mine"], "names": {"mine": "inside"}})
    assert ready.value("p.grad") == ready.value("inside") == [5, 5]
    assert ready.get("S")["version"] == 2
    ready.value("k")


def test_all_places_where_a_pass_may_stand(ready: Any) -> None:
    """In loops, choices and grad modes, several times in one request."""
    body = [*DOUBLE, backward("loss"), {"bind": {"go": True}}]
    answer = ready.carry_out(
        {"repeat": {"times": 2, "count": "n", "collect": {"losses": "loss"}, "steps": body}},
        {"if": {"condition": "go", "then": [{"grad_mode": {"enabled": True, "steps": body}}]}},
        **{"return": ["p.grad", "n", "losses"]},
    )
    assert ready.names == ["Double"] * 3
    assert ready.data(answer) == {"p.grad": [6, 6], "n": 2, "losses": [6, 6]}


def test_functional_gradients(ready: Any) -> None:
    answer = ready.carry_out(
        {"gradients": {"tensors": ["v"], "inputs": ["p"], "gradients": [[1, 10]], "retain_graph": True, "out": ["g"]}},
        {
            "gradients": {
                "tensors": ["v"],
                "inputs": ["u"],
                "gradients": [[[1, 2], [3, 4]]],
                "is_grads_batched": True,
                "out": ["rows"],
            }
        },
        **{"return": ["g", "rows", "p.grad"]},
    )
    assert ready.data(answer) == {"g": [2, 20], "rows": [[2, 4], [6, 8]], "p.grad": None}
    assert ready.names == ["Double"] * 3


def test_a_pass_inside_a_suspension(ready: Any) -> None:
    """The steps of a resuming request run a pass that is suspended in turn; both are resumed, the inner one first."""
    outer = ready.post("S/backward", PASS, 202)
    inner_pass = {"gradients": {"tensors": ["loss"], "inputs": ["u"], "retain_graph": True, "out": ["_inner"]}}
    steps = [AGAIN, inner_pass, op("add", "_inner", "_g0", out="_answer")]
    inner = ready.post(at(outer), {"steps": steps, "gradients": ["_answer"]}, 202)
    assert inner["suspended"]["id"] != outer["suspended"]["id"]
    problem = ready.post(at(outer), {"gradients": [None]}, 409)
    assert (problem["type"], problem["suspension"]) == ("/problems/session-suspended", inner["suspended"]["id"])
    assert ready.data(ready.post(at(inner), {"gradients": [[7, 7]]})) == {"p.grad": [8, 8]}
    assert ready.get("S")["version"] == 2


def test_an_inner_pass_that_does_not_resume(ready: Any) -> None:
    outer = ready.post("S/backward", PASS, 202)
    inner = ready.post(at(outer), {"steps": [AGAIN, backward("loss")], "return": ["u.grad", "p.grad"]}, 202)
    told = ready.post(at(inner), {"gradients": [[7, 7]]}, 202)
    assert told["suspended"]["id"] == outer["suspended"]["id"]
    assert ready.data(told) == {"u.grad": None, "p.grad": [7, 7]}
    assert ready.data(ready.post(at(outer), {"gradients": [[1, 1]]})) == {"p.grad": [8, 8]}


def test_the_deadline_stands_still(start_server: Any, make_talk: Any) -> None:
    talk = make_talk(start_server(program_seconds=0.4))
    talk.program(*DOUBLE, tensors=P)
    answer = talk.program(backward("loss"), op("neg", "p"), status=202)
    time.sleep(0.5)
    talk.post(at(answer), {"gradients": [[1, 1]]})


def test_keys(ready: Any) -> None:
    first, second = ({"idempotency-key": key} for key in ("k-1", "k-2"))
    answer = ready.post("S/backward", PASS, 202, headers=first)
    assert ready.post("S/backward", PASS, 202, headers=first) == answer
    resuming = {"gradients": [[2, 2]]}
    assert ready.post(at(answer), {"gradients": []}, 422, headers=second)["type"] == "/problems/wrong-gradients"
    done = ready.post(at(answer), resuming, headers=second)
    assert ready.post(at(answer), resuming, headers=second) == done
    assert ready.post("S/backward", PASS, 202, headers=first) == answer  # carried out once, whatever became of it
    assert ready.get("S")["version"] == 2
    assert ready.post(at(answer), {}, 422, headers=second)["type"] == "/problems/idempotency-key-reused"


def test_a_cancelled_request_uses_up_no_key(ready: Any) -> None:
    key = {"idempotency-key": "k-1"}
    first = ready.post("S/backward", PASS, 202, headers=key)
    inner = ready.post(at(first), {"steps": [op("neg", "p", out="n")]}, 202, headers={"idempotency-key": "k-2"})
    assert inner["suspended"]["id"] == first["suspended"]["id"]
    ready.request("DELETE", at(first), status=204)
    again = ready.post("S/backward", PASS, 202, headers=key)
    assert again["suspended"]["id"] != first["suspended"]["id"]
    assert ready.data(ready.go_on(again)) == {"p.grad": [2, 2]}


def test_conditions(ready: Any) -> None:
    answer = ready.post("S/backward", PASS, 202, headers={"if-match": '"1"'})
    for method, body in (("POST", {"gradients": [None]}), ("DELETE", None)):
        problem = ready.request(method, at(answer), body, 412, headers={"if-match": '"2"'})
        assert problem["type"] == "/problems/precondition-failed"
    ready.post(at(answer), {"gradients": [None]}, headers={"if-match": '"1"'})


def test_binary_bodies_and_answers(ready: Any) -> None:
    def post(path: str, document: Any, **arrays: Any) -> tuple[int, Any, Any]:
        body = b"".join(safetensors.encode(arrays, {"program": json.dumps(document)}))
        response = ready.http.post(path.replace("S", ready.session, 1), content=body, headers=BINARY)
        found, metadata = safetensors.decode(response.content)
        return response.status_code, json.loads(metadata["answer"]), found

    status, answer, arrays = post("S/programs", {"steps": [backward("loss")], **GRAD})
    assert (status, answer["suspended"]["gradients"], arrays["_g0"].tolist()) == (202, ["_g0"], [1, 1])
    assert answer["values"] == {"_g0": {"shape": [2], "dtype": "float32"}}
    looked = ready.http.get(at(answer).replace("S", ready.session, 1), headers={"accept": BINARY["content-type"]})
    assert safetensors.decode(looked.content)[0]["_g0"].tolist() == [1, 1]
    made = numpy.array([3, 4], numpy.float32)
    status, answer, arrays = post(at(answer), {"gradients": ["_made"]}, _made=made)
    assert (status, answer["version"], arrays["p.grad"].tolist()) == (200, 2, [3, 4])


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"gradients": 1}, "/gradients"),
        ({"gradients": ["2x"]}, "/gradients/0"),
        ({"gradients": [[[1], [1, 2]]]}, "/gradients/0"),
        ({"gradients": [None], "return": ["p"]}, "/gradients"),
        ({"gradients": [None], "info": ["p"]}, "/gradients"),
        ({"gradient": [None]}, "/gradient"),
        ({"steps": {}}, "/steps"),
        ({"steps": [{}]}, "/steps/0"),
        ({"tensors": {"a": "p"}}, "/tensors/a"),
        ({"atomic": 1}, "/atomic"),
        ([], ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(ready: Any, body: Any, pointer: str) -> None:
    answer = ready.post("S/backward", PASS, 202)
    problem = ready.post(at(answer), body, 422)
    assert problem["type"] in ("/problems/invalid-request", "/problems/invalid-name")
    assert problem.get("pointer", "") == pointer
    assert ready.data(ready.go_on(answer)) == {"p.grad": [2, 2]}


def test_unknown_answers_and_programs(ready: Any) -> None:
    answer = ready.post("S/backward", PASS, 202)
    assert ready.post(at(answer), {"gradients": ["gone"]}, 404)["type"] == "/problems/tensor-not-found"
    assert ready.post(at(answer), {"program": "p-0"}, 404)["type"] == "/problems/program-not-found"
    assert ready.request("POST", at(answer), status=415)["type"] == "/problems/unsupported-media-type"
    assert ready.data(ready.go_on(answer)) == {"p.grad": [2, 2]}
