"""How suspensions end but by their resumption: cancelled, failed, silent, with their session (docs/api.md 10)."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest

from app.suspensions import DEEPEST
from gradwire.wire import safetensors
from tests.app.conftest import Talk
from tests.app.steps import AGAIN, DOUBLE, GRAD, PASS, P, at, backward, op

BINARY = {"accept": "application/vnd.safetensors"}


@pytest.fixture
def state(ready: Any) -> Any:
    """Everything that an undone request must leave as it is."""
    ready.program(
        op("rand", size=[1], out="drawn"), op("exp", "p"), op("sum", "_", out="other"), tensors={"w": [1.0, 1.0]}
    )
    ready.before = look(ready)
    return ready


def look(talk: Any) -> dict[str, Any]:
    known = talk.get("S")
    names = [item["name"] for item in talk.get("S/tensors")["items"]]
    return {
        "session": {key: value for key, value in known.items() if key != "expires_at"},
        "tensors": {name: talk.get(f"S/tensors/{name}") for name in names},
        "graph": talk.get("S/graph"),
    }


MESS = [
    op("mul_", "w", 3),
    op("rand", size=[3], out="drawn"),
    backward("other"),
    {"delete": ["u"]},
    {"grad_mode": {"enabled": False}},
    {"grad_mode": {"anomaly": True}},
    {"hook": {"name": "new", "tensor": "p"}},
    {"bind": {"new": [1.0]}},
]


def assert_nothing_happened(talk: Any) -> None:
    assert look(talk) == talk.before
    other = Talk(str(talk.http.base_url))  # of the same seed
    first, then = (op("rand", size=[size], out="drawn") for size in (1, 2))
    with contextlib.closing(other.http):
        other.program(first)
        numbers, expected = (
            one.program(then, **{"return": ["drawn"]})["values"]["drawn"]["data"] for one in (talk, other)
        )
    assert numbers == expected
    assert numbers == DRAWN or talk.get("S")["device"] != "cpu"
    talk.program(backward("other"))  # not freed


DRAWN = [0.7682218, 0.08847743]  # what follows the first number of seed 0, as in PyTorch on the CPU


def test_cancelling_undoes_all(state: Any) -> None:
    answer = state.program(*MESS[:4], backward("loss"), *MESS[4:], status=202)
    state.post(at(answer), {"steps": MESS[:2] + MESS[4:7]}, 202)
    state.request("DELETE", at(answer), status=204)
    assert state.get(at(answer), 404)["type"] == "/problems/suspension-not-found"
    assert_nothing_happened(state)
    assert state.data(state.carry_out(backward("loss"), **GRAD))["p.grad"][0] == pytest.approx(2 + 2.718281828)
    assert state.names == ["Double"]  # the hook is gone, too


def test_a_failure_after_it_undoes_all(state: Any) -> None:
    answer = state.program(*MESS[:4], backward("loss"), op("neg", "gone"), status=202)
    problem = state.post(at(answer), {"steps": MESS[:2] + MESS[4:7], "gradients": [None]}, 404)
    assert (problem["type"], problem["pointer"]) == ("/problems/tensor-not-found", "/steps/5/inputs/0")
    assert_nothing_happened(state)


def test_a_failure_after_it_frees_the_keys(ready: Any) -> None:
    keys = [{"idempotency-key": name} for name in "abc"]
    fails = {"steps": [backward("loss"), op("neg", "gone")]}
    first = ready.post("S/programs", fails, 202, headers=keys[0])
    ready.post(at(first), {"steps": [op("neg", "p")]}, 202, headers=keys[1])
    ready.post(at(first), {"gradients": [None]}, 404, headers=keys[2])
    again = ready.post("S/programs", fails, 202, headers=keys[0])
    assert ready.get(at(again))["suspended"]["id"] == again["suspended"]["id"] != first["suspended"]["id"]
    assert ready.post(at(again), {"steps": [op("neg", "p")], "return": ["p"]}, 202, headers=keys[1])["values"]


def test_a_seed_that_was_asked_about_is_not_changed(ready: Any) -> None:
    ready.program({"hook": {"name": "root", "tensor": "u"}}, tensors={"seed": [1.0, 1.0]})
    answer = ready.post("S/backward", {"tensors": ["u"], "gradients": ["seed"]}, 202)
    ready.post(at(answer), {"steps": [op("mul_", "_g0", 7)]}, 202)
    ready.request("DELETE", at(answer), status=204)
    assert ready.value("seed") == [1, 1]


def test_an_answer_that_was_asked_about_is_not_changed(ready: Any) -> None:
    hooks = [{"hook": {"name": name, "tensor": "u"}} for name in ("one", "two")]
    ready.program(*hooks, tensors={"seed": [1.0, 1.0]})
    answer = ready.post("S/backward", {"tensors": ["u"], "gradients": [[0, 0]]}, 202)
    answer = ready.post(at(answer), {"gradients": ["seed"]}, 202)
    ready.post(at(answer), {"steps": [op("mul_", "_g0", 7)]}, 202)
    ready.request("DELETE", at(answer), status=204)
    assert ready.value("seed") == [1, 1]


def test_passes_wait_inside_one_another_so_deep(ready: Any) -> None:
    ready.program(tensors={"w": [1.0]})
    answers = [ready.post("S/backward", PASS, 202)]
    inner = {"steps": [op("mul_", "w", 2), AGAIN, backward("loss")]}
    for _ in range(DEEPEST - 1):
        answers.append(ready.post(at(answers[-1]), inner, 202))
    problem = ready.post(at(answers[-1]), inner, 422)
    assert (problem["type"], problem["limit"]) == ("/problems/limit-exceeded", DEEPEST)
    assert ready.data(ready.post(at(answers[-1]), {"return": ["w"]}, 202))["w"] == [pytest.approx(2 ** (DEEPEST - 1))]
    ready.request("DELETE", at(answers[0]), status=204)
    assert ready.value("w") == [1]


def test_a_failing_inner_program_undoes_itself_alone(state: Any) -> None:
    answer = state.program(op("mul", "p", 2, out="w"), backward("loss"), status=202, **GRAD, info=["w"])
    problem = state.post(at(answer), {"steps": [*MESS, op("neg", "gone")]}, 404)
    assert problem["pointer"] == "/steps/8/inputs/0"
    assert state.data(state.post(at(answer), {"return": ["w", "drawn"]}, 202))["w"] == [2, 4]
    assert state.data(state.post(at(answer), {"gradients": [[1, 1]]})) == {"p.grad": [1, 1]}
    assert state.get("S/grad-mode") == {"enabled": True, "inference": False}


def test_finished_steps_stand_when_not_atomic(state: Any) -> None:
    answer = state.program(op("mul_", "w", 3), op("neg", "w", out="done"), backward("loss"), status=202, atomic=False)
    assert answer["suspended"]["pointer"] == "/steps/2"
    state.post(at(answer), {"steps": [op("mul_", "w", 2)], "atomic": False}, 202)
    state.request("DELETE", at(answer), status=204)
    assert (state.value("w"), state.value("done")) == ([6, 6], [-3, -3])
    assert state.get("S")["version"] == 3
    assert state.get("S/grad-mode") == {"enabled": True, "inference": False}


def test_cancelling_the_inner_of_two(state: Any) -> None:
    outer = state.program(op("mul_", "w", 3), backward("loss"), status=202, **{"return": ["w", "p.grad"]})
    inner = state.post(at(outer), {"steps": [op("mul_", "w", 5), AGAIN, backward("loss")]}, 202)
    state.request("DELETE", at(inner), status=204)
    assert state.get(at(outer))["suspended"]["id"] == outer["suspended"]["id"]
    assert state.data(state.go_on(outer)) == {"w": [3, 3], "p.grad": [2, 2]}


def test_cancelling_the_outer_of_two(state: Any) -> None:
    outer = state.program(op("mul_", "w", 3), backward("loss"), status=202)
    inner = state.post(at(outer), {"steps": [op("mul_", "w", 5), AGAIN, backward("loss")]}, 202)
    state.request("DELETE", at(outer), status=204)
    assert state.get(at(inner), 404)
    assert_nothing_happened(state)


def test_silence_cancels(start_server: Any, make_talk: Any) -> None:
    talk = make_talk(start_server(suspension_seconds=0.3))
    talk.program(*DOUBLE, tensors=P)
    answer = talk.post("S/backward", PASS, 202, headers={"idempotency-key": "k"})
    for _ in range(4):  # a word now and then keeps it
        time.sleep(0.15)
        talk.post(at(answer), {}, 202)
    time.sleep(0.4)
    assert talk.get(at(answer), 404)["type"] == "/problems/suspension-not-found"
    assert talk.get("S")["version"] == 1
    again = talk.post("S/backward", PASS, 202, headers={"idempotency-key": "k"})
    assert again["suspended"]["id"] != answer["suspended"]["id"]
    busy = {"repeat": {"times": 20_000, "steps": [op("neg", "_g0")]}}
    talk.post(at(again), {"steps": [busy]}, 202)  # longer than a silence may be
    outer = talk.post(at(again), {"steps": [AGAIN, backward("loss")]}, 202)
    for _ in range(3):
        time.sleep(0.15)
        talk.post(at(outer), {}, 202)
    talk.post(at(outer), {"gradients": [[1, 1]]}, 202)
    talk.post(at(again), {"gradients": [[1, 1]]})
    assert talk.get("S")["version"] == 2


def test_silence_ends_when_a_retry_comes_first(start_server: Any, make_talk: Any) -> None:
    talk = make_talk(start_server(suspension_seconds=0.2))
    talk.program(*DOUBLE, tensors=P)
    key = {"idempotency-key": "k"}
    first = talk.post("S/backward", PASS, 202, headers=key)
    assert talk.post("S/backward", PASS, 202, headers=key) == first
    time.sleep(0.3)
    again = talk.post("S/backward", PASS, 202, headers=key)
    assert talk.get(at(again))["values"] == first["values"]


def test_gradients_too_large_for_json_undo_the_request(start_server: Any, make_talk: Any) -> None:
    talk = make_talk(start_server(json_elements=3))
    talk.program(
        op("ones", size=[4], out="x"),
        op("requires_grad_", "x"),
        op("mul", "x", 2, out="u"),
        op("sum", "u", out="loss"),
        {"hook": {"name": "large", "tensor": "u"}},
        {"hook": {"name": "small", "tensor": "loss"}},
    )
    answer = talk.post("S/backward", {"tensors": ["loss"]}, 202)
    problem = talk.post(at(answer), {"gradients": [None]}, 406)
    assert problem["type"] == "/problems/not-acceptable"
    assert talk.get(at(answer), 404)
    answer = talk.post("S/backward", {"tensors": ["loss"]}, 202)
    headers = {**BINARY, "content-type": "application/json"}
    response = talk.http.post(
        at(answer).replace("S", talk.session, 1), content=b'{"gradients": [null]}', headers=headers
    )
    assert (response.status_code, safetensors.decode(response.content)[0]["_g0"].tolist()) == (202, [1, 1, 1, 1])


def test_the_session_may_be_closed(ready: Any) -> None:
    ready.post("S/backward", PASS, 202)
    ready.request("DELETE", "S", status=204)
    assert ready.get("S", 404)["type"] == "/problems/session-not-found"


def test_the_session_may_expire(start_server: Any, make_talk: Any) -> None:
    talk = make_talk(start_server(), ttl=0.3)
    talk.program(*DOUBLE, tensors=P)
    answer = talk.post("S/backward", PASS, 202)
    time.sleep(0.4)
    assert talk.get(at(answer), 404)["type"] == "/problems/session-not-found"
