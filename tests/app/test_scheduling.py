"""Where programs run: what is known to be quick on the event loop, all else in threads, which hold up nobody."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import numpy
import pytest

from app.program.plans import QUICK
from app.workers import Workers
from gradwire.wire import safetensors

SAFETENSORS = {"content-type": "application/vnd.safetensors"}


def test_short_work_is_done_one_after_the_other() -> None:
    workers = Workers(4, long=60)
    at_work, most = 0, 0
    lock = threading.Lock()

    def work() -> None:
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.001)
        with lock:
            at_work -= 1

    async def all_of_them() -> None:
        await asyncio.gather(*[workers.compute(work) for _ in range(20)])

    asyncio.run(all_of_them())
    assert (at_work, most) == (0, 1)
    workers.shutdown(patience=10)


def test_nobody_waits_for_long_work() -> None:
    workers = Workers(2, long=0.001)
    other_is_done = threading.Event()

    async def both() -> bool:
        first = asyncio.create_task(workers.compute(lambda: other_is_done.wait(60)))
        await asyncio.sleep(0)
        await workers.compute(other_is_done.set)
        return await first

    assert asyncio.run(both())
    workers.shutdown(patience=10)


def test_work_that_fails_or_is_given_up_lets_the_next_begin() -> None:
    workers = Workers(2, long=60)
    begin = threading.Event()

    async def several() -> Any:
        first = asyncio.create_task(workers.compute(lambda: begin.wait(60) and 1 / 0))
        waiting = [asyncio.create_task(workers.compute(lambda number=number: number)) for number in range(3)]
        await asyncio.sleep(0.01)
        waiting[0].cancel()
        begin.set()
        return await asyncio.gather(first, *waiting, return_exceptions=True)

    failed, cancelled, *others = asyncio.run(several())
    assert isinstance(failed, ZeroDivisionError)
    assert isinstance(cancelled, asyncio.CancelledError)
    assert others == [1, 2]
    workers.shutdown(patience=10)


def threads_of(client: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each time that a thread will have been asked to compute."""
    used: list[str] = []
    workers = client.app.state.store.workers
    compute = workers.compute

    async def told(work: Callable[[], Any]) -> Any:
        used.append("thread")
        return await compute(work)

    monkeypatch.setattr(workers, "compute", told)
    return used


@pytest.mark.cpu_only("what may wait for a GPU is done in a thread")
def test_a_program_that_was_quick_runs_at_once(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client.put("S/tensors/x", [1.0, 2.0])
    first = client.program({"op": "mul", "inputs": ["x", 2], "out": "y"}, **{"return": ["y"]})
    known = {"program": first["program"]}
    for planned in (False, True):
        for _ in range(5):
            client.post("S/programs", known)
        session = client.app.state.store.known(client.session.split("/")[-1])
        plans = [plan for variants in session.plans._known.values() for plan in variants.planned]
        for plan in plans:
            plan.seconds = QUICK / 2 if planned else QUICK * 2
        used = threads_of(client, monkeypatch)
        answer = client.post("S/programs", known).json()
        assert answer["values"]["y"]["data"] == [2.0, 4.0]
        assert used == ([] if planned else ["thread"])
        monkeypatch.undo()
    client.put("S/tensors/x", [1.0, 2.0, 3.0])
    used = threads_of(client, monkeypatch)
    assert client.post("S/programs", known).json()["values"]["y"]["data"] == [2.0, 4.0, 6.0]
    assert used == ["thread"], "there is no plan for these tensors yet"


@pytest.mark.cpu_only("what may wait for a GPU is done in a thread")
def test_a_large_tensor_is_written_down_in_a_thread(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client.program({"op": "ones", "size": [50_000], "out": "big"}, {"op": "ones", "size": [5], "out": "small"})
    for name, expected in (("small", []), ("big", ["thread"])):
        client.post("S/programs", {"return": [name]})
        used = threads_of(client, monkeypatch)
        assert client.post("S/programs", {"return": [name]}).status_code == 200
        assert used == expected
        monkeypatch.undo()


def test_health_answers_while_programs_run(start_server: Callable[..., str]) -> None:
    """Programs of two seconds, with a session and without, seen for the first time and again."""
    url = start_server(compute_threads=4)
    steps = [{"repeat": {"times": 1_000_000, "steps": [{"op": "rand", "size": [300, 300], "out": "a"}]}}]
    with httpx.Client(base_url=url, timeout=60) as http:
        session = http.post("/v1/sessions").headers["location"]
        for path in (f"{session}/programs", "/v1/programs"):
            for _ in range(2):
                answers: list[int] = []
                running = threading.Thread(
                    target=lambda path=path, answers=answers: answers.append(
                        httpx.post(f"{url}{path}", json={"steps": steps, "timeout": 2}, timeout=60).status_code
                    )
                )
                running.start()
                time.sleep(0.2)
                for _ in range(10):
                    assert http.get("/health/live").status_code == 200
                assert not answers
                running.join()
                assert answers == [504]


@pytest.mark.parametrize(
    "document",
    [
        {"steps": [{"op": "mul", "inputs": ["x", "x"], "out": "y"}], "return": ["y"]},
        {"tensors": {"_p": [1.0, 2.0]}, "steps": [{"op": "add", "inputs": ["_p", 1]}], "return": ["_"]},
        {"tensors": {"q": {"data": [1, 2]}}, "return": ["q"], "info": ["x"]},
        {"steps": [{"op": "matmul", "inputs": ["x", [[1.0]]]}]},
        {"steps": [{"op": "mul", "inputs": ["gone", 1]}]},
        {"steps": [{"op": "rleu", "inputs": ["x"]}]},
        {"return": ["gone"]},
        {"program": "p-unknown"},
        {"steps": 5},
        [1],
    ],
    ids=str,
)
def test_a_text_seen_before_is_answered_as_the_first_time(client: Any, document: Any) -> None:
    client.put("S/tensors/x", [1.0, 2.0])
    answers = []
    for _ in range(5):
        answer = client.post("S/programs", document, headers={"x-request-id": "r"})
        told = answer.json()
        told.pop("version", None)
        for info in told.get("info") or {}:
            told["info"][info] = None
        answers.append((answer.status_code, dict(answer.headers), told))
    first = answers[0]
    assert [one[0] for one in answers] == [first[0]] * 5
    assert [one[2] for one in answers] == [first[2]] * 5
    assert {one[1]["content-type"] for one in answers} == {first[1]["content-type"]}


def test_the_same_header_with_other_data(client: Any) -> None:
    document = {"steps": [{"op": "mul", "inputs": ["_x", 2], "out": "_y"}], "return": ["_y"]}

    def run(array: Any, cut: int = 0) -> Any:
        body = b"".join(safetensors.encode({"_x": array}, {"program": client_json(document)}))
        return client.post("/v1/programs", content=body[: len(body) - cut], headers=SAFETENSORS)

    for number in range(4):
        array = numpy.array([number, 1.0], numpy.float32)
        arrays, _ = safetensors.decode(run(array).content)
        assert arrays["_y"].tolist() == [2.0 * number, 2.0]
    assert run(array, cut=1).json()["type"] == "/problems/malformed-request"


def client_json(document: Any) -> str:
    return httpx.Request("POST", "http://x", json=document).content.decode()


def test_a_program_that_was_forgotten_is_not_known_by_its_text(make_client: Any) -> None:
    client = make_client(session_programs=1)
    known = client.program({"op": "ones", "size": [1], "out": "a"})["program"]
    assert client.post("S/programs", {"program": known}).status_code == 200
    assert client.post("S/programs", {"program": known}).status_code == 200
    client.program({"op": "ones", "size": [2], "out": "b"})
    assert client.post("S/programs", {"program": known}).json()["type"] == "/problems/program-not-found"


def test_a_large_answer_without_a_session(server: str) -> None:
    array = numpy.arange(1_000_000, dtype=numpy.float32)
    steps = [{"op": "mul", "inputs": ["_x", 2], "out": "_y"}]
    program = client_json({"steps": steps, "return": ["_y", "_x"]})
    body = b"".join(safetensors.encode({"_x": array}, {"program": program}))
    for _ in range(3):
        answer = httpx.post(f"{server}/v1/programs", content=body, headers=SAFETENSORS, timeout=60)
        arrays, _ = safetensors.decode(answer.content)
        assert arrays["_y"].tobytes() == (array * 2).tobytes()
        assert arrays["_x"].tobytes() == array.tobytes()
