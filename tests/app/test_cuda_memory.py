"""Where the memory of a GPU is short, the answer says so, and nobody's work is lost; on the stand-in for CuPy."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import numpy
import pytest

MIB = 1 << 20
LIMIT = 64 * MIB
RAW = {"accept": "application/octet-stream"}
Start = Callable[..., str]


class Session:
    """A session of a server, by HTTP."""

    def __init__(self, http: httpx.Client, **options: Any) -> None:
        self._http = http
        self.path = http.post("/v1/sessions", json={"seed": 0, **options}).headers["location"]

    def run(self, *steps: Any, **fields: Any) -> httpx.Response:
        return self._http.post(f"{self.path}/programs", json={"steps": steps, **fields})

    def make(self, **sizes: int) -> None:
        """Tensors of ones, of so many MiB."""
        steps = [{"op": "ones", "size": [size * MIB // 4], "out": name} for name, size in sizes.items()]
        self.run(*steps, info=[]).raise_for_status()

    def get(self, path: str = "") -> Any:
        return self._http.get(self.path + path).json()

    def bits(self, name: str) -> bytes:
        return self._http.get(f"{self.path}/tensors/{name}", headers=RAW).raise_for_status().content

    def allocated(self) -> int:
        return self.get("/memory")["items"][0]["allocated"]  # type: ignore[no-any-return]


@pytest.fixture
def http(start_cuda_server: Start) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=start_cuda_server(cuda_bytes=LIMIT), timeout=30) as http:
        yield http


def refused(answer: httpx.Response, needed: int | None = None, limit: int = LIMIT) -> Any:
    """The problem of an answer that must say that memory is short."""
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (507, "/problems/out-of-memory"), problem
    assert (problem["device"], problem["limit"]) == ("cuda:0", limit)
    assert 0 <= problem["allocated"] <= limit < problem["allocated"] + problem["needed"]
    assert needed is None or problem["needed"] == needed
    return problem


@pytest.fixture
def others(http: httpx.Client) -> Iterator[None]:
    """Another session, of which no bit may change."""
    other = Session(http)
    assert other.run({"op": "randn", "size": [1000], "out": "x"}, {"op": "exp", "inputs": ["x"], "out": "y"}).is_success
    before = other.bits("x"), other.bits("y"), other.get()["version"]
    yield
    assert (other.bits("x"), other.bits("y"), other.get()["version"]) == before
    assert other.run({"op": "add", "inputs": ["x", "y"], "out": "z"}).is_success


@pytest.mark.usefixtures("others")
def test_an_operation(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=20)
    before = session.get()
    problem = refused(session.run({"op": "neg", "inputs": ["x"]}, {"op": "cat", "inputs": [["x", "x"]]}), 40 * MIB)
    assert (problem["op"], problem["step"], problem["exception"]) == ("cat", 1, "RuntimeError")
    assert problem["detail"].startswith("cat: cuda:0 has no room for 41943040 bytes more")
    after = session.get()
    assert (after["version"], after["memory"], after["tensors"]) == (1, before["memory"], 1)
    assert session.bits("x") == numpy.ones(5 * MIB, numpy.float32).tobytes()


@pytest.mark.usefixtures("others")
def test_a_backward_pass(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=12, pad=12)
    steps = [{"op": "exp", "inputs": ["x"], "out": "y"}, {"op": "mul", "inputs": ["y", "y"], "out": "z"}]
    assert session.run({"op": "requires_grad_", "inputs": ["x"]}, *steps, info=[]).is_success
    assert session.run({"op": "sum", "inputs": ["z"], "out": "loss"}, info=[]).is_success
    backward = {"backward": {"tensors": ["loss"]}}
    before = session.allocated()
    refused(session.run(backward))
    assert session.allocated() == before
    assert session.run({"delete": ["pad", "z"]}).is_success  # the pass that failed has freed nothing of the graph
    assert session.run(backward, **{"return": []}).is_success
    assert numpy.frombuffer(session.bits("x.grad"), numpy.float32)[[0, -1]] == pytest.approx(2 * numpy.exp(2.0))


@pytest.mark.usefixtures("others")
def test_the_journal(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=1, y=24)
    double = [{"op": "mul_", "inputs": [name, 2.0]} for name in "xy"]
    problem = refused(session.run(*double), 24 * MIB)  # a copy of y, beside y and what it is to be
    assert problem["step"] == 1
    assert session.bits("x") == numpy.ones(MIB // 4, numpy.float32).tobytes()
    assert session.bits("y") == numpy.ones(6 * MIB, numpy.float32).tobytes()
    assert session.run(*double, atomic=False).is_success  # without one there is room
    assert session.bits("y") == numpy.full(6 * MIB, 2, numpy.float32).tobytes()


@pytest.mark.usefixtures("others")
def test_steps_that_stand(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=1)
    steps = [{"op": "mul_", "inputs": ["x", 2.0]}, {"op": "ones", "size": [LIMIT], "out": "y"}]
    assert refused(session.run(*steps, atomic=False))["finished"] == 1
    assert session.bits("x") == numpy.full(MIB // 4, 2, numpy.float32).tobytes()


def test_a_constructor(http: httpx.Client) -> None:
    for name in ("ones", "zeros", "randn"):
        problem = refused(Session(http).run({"op": name, "size": [LIMIT]}), 4 * LIMIT)
        assert problem["detail"].startswith(f"{name}: cuda:0 has no room for")


@pytest.mark.usefixtures("others")
def test_an_upload(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=40)
    body, array = io.BytesIO(), numpy.arange(10 * MIB, dtype=numpy.float32)
    numpy.save(body, array)
    put = {"content": body.getvalue(), "headers": {"content-type": "application/x-npy"}}
    refused(http.put(f"{session.path}/tensors/y", **put), 40 * MIB)  # type: ignore[arg-type]
    assert session.get()["tensors"] == 1
    assert session.run({"delete": ["x"]}).is_success
    http.put(f"{session.path}/tensors/y", **put).raise_for_status()  # type: ignore[arg-type]
    assert session.bits("y") == array.tobytes()


@pytest.mark.usefixtures("others")
def test_a_plan(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=8, pad=2)
    program = {"steps": [{"op": "cumsum", "inputs": ["x"], "dim": 0, "out": "y"}, {"op": "mul_", "inputs": ["x", "y"]}]}
    for _ in range(3):
        assert session.run(*program["steps"], info=[]).is_success
    assert session.get("/plans")["hits"] > 0
    before = session.bits("x"), session.bits("y")
    session.make(pad=34)
    refused(session.run(*program["steps"], info=[]))
    assert (session.bits("x"), session.bits("y")) == before
    assert session.run({"delete": ["pad"]}).is_success
    assert session.run(*program["steps"], info=[]).is_success


def test_plans_of_idle_sessions_are_given_up(http: httpx.Client) -> None:
    idle, other = Session(http), Session(http)
    idle.make(x=1)
    steps = [{"op": "exp", "inputs": ["x"], "out": "y"}, {"op": "sum", "inputs": ["y"], "out": "z"}]
    for _ in range(3):
        assert idle.run(*steps, info=[]).is_success
    other.make(x=30)
    assert len(idle.get("/plans")["items"]) == 1
    refused(other.run({"op": "cat", "inputs": [["x", "x"]]}), 60 * MIB)
    plans = idle.get("/plans")
    assert plans["items"] == []
    assert plans["unplanned"][-1]["reason"] == "Its plan was given up, since memory was short."
    assert idle.run(*steps, info=[]).is_success
    assert len(idle.get("/plans")["items"]) == 1


def test_what_one_session_keeps_another_gets(http: httpx.Client) -> None:
    first, second = Session(http), Session(http)
    first.make(x=30, y=30)
    refused(second.run({"op": "ones", "size": [10 * MIB]}), 40 * MIB)
    assert first.run({"delete": ["x", "y"]}).is_success
    (told,) = first.get("/memory")["items"]
    assert (told["allocated"], told["peak"], told["reserved"]) == (0, 60 * MIB, 60 * MIB)
    second.make(x=40)
    assert first.get("/memory")["items"][0] | {"peak": 0} == {
        "device": "cuda:0", "allocated": 0, "peak": 0, "reserved": 0, "reserved_peak": 60 * MIB, "limit": None
    }  # fmt: skip
    (device,) = [one for one in http.get("/v1/devices").json()["items"] if one["device"] == "cuda:0"]
    assert (device["allocated"], device["reserved"], device["limit"]) == (40 * MIB, 40 * MIB, LIMIT)
    assert second.get()["memory"] == {"cuda:0": 40 * MIB}


def test_what_a_closed_session_had_is_free(http: httpx.Client) -> None:
    for _ in range(3):
        session = Session(http)
        session.make(x=50)
        assert http.delete(session.path).status_code == 204
    Session(http).make(x=60)


def test_a_session_has_a_limit_of_its_own(start_cuda_server: Start) -> None:
    with httpx.Client(base_url=start_cuda_server(cuda_bytes=LIMIT, session_bytes=16 * MIB)) as http:
        session = Session(http)
        session.make(x=10)
        problem = refused(session.run({"op": "neg", "inputs": ["x"]}), 10 * MIB, 16 * MIB)
        assert problem["allocated"] == 10 * MIB
        assert session.get("/memory")["items"][0]["limit"] == 16 * MIB
        Session(http).make(x=16)


def test_peaks_and_what_is_kept(http: httpx.Client) -> None:
    session = Session(http)
    assert session.get("/memory") == {"items": []}
    session.make(x=4)
    assert session.run({"op": "sum", "inputs": [{"data": [1.0] * 1000}]}, {"delete": ["x"]}).is_success
    (told,) = http.post(f"{session.path}/memory", json={"device": "cuda:1", "release": True}).json()["items"]
    assert told["peak"] >= 4 * MIB
    assert told["reserved"] >= 4 * MIB
    (told,) = http.post(f"{session.path}/memory", json={"reset_peak": True, "release": True}).json()["items"]
    assert (told["allocated"], told["peak"], told["reserved"]) == (0, 0, 0)
    assert http.post(f"{session.path}/synchronize").status_code == 204
    assert session.get()["version"] == 2


def test_programs_without_a_session(http: httpx.Client) -> None:
    program = {"steps": [{"op": "ones", "size": [4 * MIB], "out": "x"}, {"op": "sum", "inputs": ["x"], "out": "y"}]}
    for _ in range(8):
        answer = http.post("/v1/programs", json={**program, "return": ["y"]})
        assert answer.json()["values"]["y"]["data"] == 4 * MIB
    refused(http.post("/v1/programs", json={"steps": [{"op": "ones", "size": [LIMIT]}]}), 4 * LIMIT)
    Session(http).make(x=60)


def test_a_session_of_the_cpu_uses_a_gpu(http: httpx.Client) -> None:
    session = Session(http, device="cpu")
    assert session.run({"op": "ones", "size": [1000], "out": "x"}).is_success
    assert session.run({"op": "to", "inputs": ["x"], "device": "cuda:0", "out": "y"}).is_success
    assert session.get()["memory"] == {"cpu": 4000, "cuda:0": 4096}
    refused(session.run({"op": "ones", "size": [LIMIT], "device": "cuda:0"}), 4 * LIMIT)
    answer = session.run({"op": "add", "inputs": ["x", "y"]}).json()
    assert (answer["type"], answer["status"]) == ("/problems/device-mismatch", 422)
    text = "needs all tensors to be on the same device, but input is on cpu, other is on cuda:0: move one with to()."
    assert (answer["detail"], answer["op"]) == (f"add {text}", "add")
    assert answer["devices"] == {"input": "cpu", "other": "cuda:0"}
    answer = session.run({"op": "add_", "inputs": ["x", "y"]}).json()
    assert (answer["detail"], answer["op"]) == (f"add_ {text}", "add_")
    weight = {"op": "ones", "size": [2, 1000], "device": "cuda:0", "out": "w"}
    answer = session.run(weight, {"op": "nn.functional.linear", "inputs": ["x", "w"]}).json()
    assert answer["devices"] == {"input": "cpu", "weight": "cuda:0"}
    answer = session.run({"op": "cat", "inputs": [["x", "x", "y"]]}).json()
    assert answer["devices"] == {"tensors[0]": "cpu", "tensors[2]": "cuda:0"}
    answer = session.run({"op": "add", "inputs": ["y", [1, 2]]}).json()
    assert answer["devices"] == {"input": "cuda:0", "other": "cpu"}


def test_a_gpu_is_named_with_or_without_its_number(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=4)
    for name in ("cuda", "cuda:0"):
        session.make(y=8)
        session.run({"delete": ["y"]})
        told = http.post(f"{session.path}/memory", json={"device": name, "reset_peak": True}).json()
        assert told["items"][0]["peak"] == told["items"][0]["allocated"] < 8 * MIB
        assert http.post(f"{session.path}/synchronize", json={"device": name}).status_code == 204
    session.make(y=8)
    told = http.post(f"{session.path}/memory", json={"device": "cuda:1", "reset_peak": True}).json()
    assert told["items"][0]["peak"] >= 12 * MIB


def test_the_limit_holds_beside_sessions_of_the_cpu(http: httpx.Client) -> None:
    session = Session(http, device="cpu")
    step = {"op": "ones", "size": [4 * MIB], "device": "cuda:0", "out": "x"}
    for number in range(4):
        assert session.run(step, names={"x": f"x{number}"}, info=[]).is_success
    refused(session.run(step, names={"x": "x4"}, info=[]), 16 * MIB)
    assert device(http)["limit"] == LIMIT


def device(http: httpx.Client) -> Any:
    """What the server says of its GPU."""
    return next(one for one in http.get("/v1/devices").json()["items"] if one["device"] == "cuda:0")


def multiply(session: Session) -> httpx.Response:
    return session.run({"op": "matmul", "inputs": [{"data": [[2.0]]}, {"data": [[3.0]]}], "out": "y"})


def test_products_work_in_memory_that_goes_with_their_session(http: httpx.Client) -> None:
    sessions = [Session(http) for _ in range(3)]
    used = []
    for session in sessions:
        assert multiply(session).is_success
        used.append(device(http)["allocated"])
        assert session.allocated() < MIB
    assert used[0] > LIMIT // 64
    assert used[2] - used[1] > LIMIT // 64
    for session in sessions:
        assert http.delete(session.path).status_code == 204
    assert device(http)["allocated"] < 4096


def test_products_need_no_part_of_what_a_session_may_have(start_cuda_server: Start) -> None:
    with httpx.Client(base_url=start_cuda_server(cuda_bytes=20 * MIB, session_bytes=4096)) as http:
        session = Session(http)
        assert multiply(session).is_success
        assert session.bits("y") == numpy.float32(6).tobytes()
        session = Session(http)
        assert multiply(session).is_success


def test_what_has_no_room_to_be_planned_runs_without_a_plan(http: httpx.Client) -> None:
    session = Session(http)
    session.make(x=12)
    for number in range(4):
        step = {"op": "mul", "inputs": ["x", 2.0], "out": "y"}
        assert session.run(step, names={"y": f"y{number}"}, info=[]).is_success, number
    assert session.allocated() == 60 * MIB
    assert session.get("/plans")["unplanned"][-1]["reason"] == "There was not enough memory to plan it."


def test_what_a_session_had_goes_with_it(http: httpx.Client) -> None:
    steps = [
        {"op": "add", "inputs": [{"data": [1.0] * 1000}, 1.0], "out": "y"},
        {"op": "randn", "size": [3], "out": "z"},
    ]
    session = Session(http)
    for _ in range(3):
        assert session.run(*steps, info=[]).is_success
    assert session.get("/plans")["items"]
    assert http.delete(session.path).status_code == 204
    assert device(http)["allocated"] == 0
    session = Session(http)
    session.make(x=1)
    assert session.allocated() == MIB
