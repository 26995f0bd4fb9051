"""Progress as server-sent events: what loops collect, then one answer or problem."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx

from tests.app import steps

EVENTS = {"accept": "text/event-stream"}
COUNT = [{"op": "add", "inputs": ["n", 1], "out": "n"}]
START = {"n": 0}


def counting(times: int, every: int = 1, work: int = 0, **fields: Any) -> dict[str, Any]:
    loop = {"times": times, "every": every, "collect": {"all": "n"}, "steps": [*COUNT, {"op": "randn", "size": [work]}]}
    return {"tensors": START, "steps": [{"repeat": loop}], **fields}


def read(lines: Iterator[str]) -> Iterator[tuple[str, Any]]:
    """The events of an answer, without the lines that only keep it alive."""
    name = ""
    for line in lines:
        key, _, text = line.partition(": ")
        if key == "event":
            name = text
        elif key == "data":
            yield name, json.loads(text)


def ask(http: httpx.Client, path: str, program: Any, **headers: str) -> list[tuple[str, Any]]:
    with http.stream("POST", path, json=program, headers=EVENTS | headers) as response:
        assert response.status_code == 200
        assert response.headers["content-type"] == "text/event-stream"
        return list(read(response.iter_lines()))


def test_each_collected_value_is_told_and_then_the_answer(http: httpx.Client, session: str) -> None:
    *progress, (last, answer) = ask(http, f"{session}/programs", counting(60, 20, **{"return": ["all"]}))
    assert {name for name, _ in progress} == {"progress"}
    assert progress[0][1] == {
        "pointer": "/steps/0",
        "iteration": 20,
        "values": {"n": {"shape": [], "dtype": "int64", "data": 20}},
    }
    assert progress[-1][1]["iteration"] == 60
    assert (last, answer["version"]) == ("answer", 1)
    assert answer["values"]["all"]["data"] == [20, 40, 60]


def test_ten_a_second_at_most_and_the_last_always(http: httpx.Client, session: str) -> None:
    began = time.monotonic()
    *progress, _ = ask(http, f"{session}/programs", counting(3000, 1, 1000))
    assert 2 <= len(progress) <= (time.monotonic() - began) * 10 + 2
    assert progress[-1][1]["iteration"] == 3000


def test_the_last_of_each_loop_is_told(http: httpx.Client, session: str) -> None:
    inner = {"repeat": {"times": 3, "count": "i", "steps": COUNT}}
    outer = {"while": {"test": [{"op": "lt", "inputs": ["n", 30]}], "collect": {"all": "n"}, "steps": [inner]}}
    *progress, _ = ask(http, f"{session}/programs", {"tensors": START, "steps": [outer]})
    last = {event["pointer"]: (event["iteration"], event["values"]) for _, event in progress}
    assert last["/steps/0"][0] == 10
    assert last["/steps/0"][1]["n"]["data"] == 30
    assert last["/steps/0/while/steps/0"] == (3, {})


def test_a_problem_comes_after_what_was_collected(http: httpx.Client, session: str) -> None:
    program = counting(5) | {"steps": [*counting(5)["steps"], {"op": "neg", "inputs": ["gone"]}]}
    *progress, (last, problem) = ask(http, f"{session}/programs", program)
    assert progress[-1][1]["iteration"] == 5
    assert (last, problem["status"], problem["pointer"]) == ("problem", 404, "/steps/1/inputs/0")
    assert http.get(session).json()["version"] == 0


def test_loops_within_loops_are_told_of_each_time(http: httpx.Client, session: str) -> None:
    inner = {"repeat": {"times": 2, "collect": {"all": "n"}, "steps": COUNT}}
    for _ in range(3):  # by then it could be planned
        *progress, _ = ask(
            http, f"{session}/programs", {"tensors": START, "steps": [{"repeat": {"times": 50, "steps": [inner]}}]}
        )
        assert progress[-1][1]["values"]["n"]["data"] == 100


def test_large_values_are_told_without_their_data(http: httpx.Client, session: str) -> None:
    loop = {
        "repeat": {"times": 1, "collect": {"all": "big"}, "steps": [{"op": "zeros", "size": [200_000], "out": "big"}]}
    }
    progress, _ = ask(http, f"{session}/programs", {"steps": [loop]})
    assert progress[1]["values"] == {"big": {"shape": [200_000], "dtype": "float32"}}


def test_a_large_answer_comes_whole(http: httpx.Client, session: str) -> None:
    program = {"steps": [{"op": "full", "size": [90_000], "fill_value": 0.123456789, "dtype": "float64", "out": "big"}]}
    ((last, answer),) = ask(http, f"{session}/programs", program | {"return": ["big"]})
    assert last == "answer"
    assert answer["values"]["big"]["data"] == [0.123456789] * 90_000
    assert http.get(session).status_code == 200


def test_without_a_session(http: httpx.Client) -> None:
    *progress, (last, answer) = ask(http, "/v1/programs", counting(5, **{"return": ["n"]}))
    assert progress[-1][1]["iteration"] == 5
    assert (last, answer["values"]["n"]["data"]) == ("answer", 5)
    ((last, problem),) = ask(http, "/v1/programs", {"steps": 5})
    assert (last, problem["type"]) == ("problem", "/problems/invalid-request")


def test_a_suspended_pass_is_an_answer(http: httpx.Client, session: str) -> None:
    ask(http, f"{session}/programs", {"tensors": steps.P, "steps": steps.DOUBLE})
    ((last, answer),) = ask(http, f"{session}/programs", {"steps": [{"backward": {"tensors": ["loss"]}}]})
    assert last == "answer"
    assert answer["suspended"]["name"] == "Double"


def test_what_is_refused_before_it_begins_is_no_event(http: httpx.Client, session: str) -> None:
    assert http.post("/v1/sessions/s0-none/programs", json={}, headers=EVENTS).status_code == 404
    assert http.post(f"{session}/programs", content=b"", headers=EVENTS).status_code == 415


def test_a_client_that_leaves_gets_the_answer_by_asking_again(http: httpx.Client, session: str) -> None:
    program = counting(40, 1, 1_000_000, **{"return": ["n"]})
    headers = EVENTS | {"idempotency-key": "k-1"}
    with http.stream("POST", f"{session}/programs", json=program, headers=headers) as response:
        assert next(read(response.iter_lines()))[0] == "progress"
    ((under_way, problem),) = ask(http, f"{session}/programs", program, **headers)
    assert (under_way, problem["type"]) == ("problem", "/problems/idempotency-key-in-flight")
    assert http.get(f"{session}/tensors/n").json()["data"] == 40  # waits for the session's turn
    ((last, answer),) = ask(http, f"{session}/programs", program, **headers)
    assert (last, answer["version"], answer["values"]["n"]["data"]) == ("answer", 1, 40)
    assert http.get(session).json()["version"] == 1
