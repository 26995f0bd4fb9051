"""Plans are seen: what a session has, why it has none, and what the metrics count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.conftest import Client
from tests.app.steps import backward, op, without_recording

W = {"w": {"data": [1.0, 2.0], "requires_grad": True}}
STEP = [
    op("square", "w"),
    op("sum", "_", out="loss"),
    backward("loss"),
    without_recording(op("sub_", "w", "w.grad", alpha=0.25)),
    {"delete": ["w.grad"]},
]


def plans(client: Client) -> Any:
    """What is told of the session's plans."""
    return client.get("S/plans").json()


def keeps_memory(client: Client) -> bool:
    """Whether plans keep memory between runs: on a GPU only graphs do, which come later."""
    return bool(client.get("S").json()["device"] == "cpu")


def metrics(client: Client) -> dict[str, float]:
    """What the server counts."""
    lines = client.get("/metrics").text.splitlines()
    return {name: float(number) for name, _, number in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_a_program_that_is_seen_again(client: Client) -> None:
    client.program(tensors=W)
    assert plans(client) == {"hits": 0, "misses": 0, "bytes": 0, "items": [], "unplanned": []}
    program = client.program(*STEP)["program"]
    once = {"program": program, "pointer": None, "rounds": 1}
    found = plans(client)
    assert found["unplanned"] == [once | {"misses": 1, "reason": "It has run once so far."}]
    for _ in range(3):
        client.program(*STEP)
    found = plans(client)
    (plan,) = found["items"]
    assert plan == once | plan
    assert (plan["runs"], plan["deviations"], plan["tensors"]) == (3, 0, ["w"])
    assert plan["steps"] > 0
    assert (plan["buffers"] > 0, plan["bytes"] > 0) == (keeps_memory(client),) * 2
    assert found["bytes"] == plan["bytes"]
    assert 0 < plan["seconds"] < 60
    assert (found["hits"], found["misses"], found["unplanned"]) == (3, 1, [])


def test_rounds_of_a_loop(client: Client) -> None:
    """One by one at first; together when they have run for as long as it takes to plan that."""
    loop = {"repeat": {"times": 1000, "steps": STEP}}
    answer = client.program(loop, tensors=W)
    items = plans(client)["items"]
    assert {(plan["program"], plan["pointer"]) for plan in items} == {(answer["program"], "/steps/0")}
    assert sum(plan["runs"] * plan["rounds"] for plan in items) == 999
    while max(plan["rounds"] for plan in plans(client)["items"]) == 1:
        client.program(loop)


def test_rounds_of_a_program(client: Client) -> None:
    """Whatever comes before them and after, and however many they are, they have the plan of one."""
    client.program(tensors=W)
    once = client.program(*STEP)["program"]
    for times in (12, 20):
        client.program(op("mul", "w", 2, out="v"), *(STEP * times), op("mul", "w", 3, out="v"))
    (plan,) = plans(client)["items"]
    assert (plan["program"], plan["pointer"], plan["rounds"], plan["runs"]) == (once, "/steps", 1, 31)


def test_an_error_in_a_round_of_a_program(client: Client) -> None:
    """It is told where it stands in the program, and those before it stay."""
    client.program(tensors={"x": 1.0})
    double = [op("mul", "x", 2, out="x"), *(op("neg", "x", out="x") for _ in range(4))]
    response = client.post("S/programs", {"steps": [*double * 12, op("view", "x", size=[3])], "atomic": False})
    assert (response.json()["pointer"], response.json()["finished"]) == ("/steps/60", 60)
    assert client.program(**{"return": ["x"]})["values"]["x"]["data"] == 4096.0


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([op("masked_select", "w", "m")], "It has "),
        ([op("view", "w", size=[3])], "It has an error: view"),
        ([{"repeat": {"times": 301, "steps": [op("neg", "w"), op("neg", "_")]}}], "It has more than 600 steps."),
    ],
)
def test_why_there_is_none(client: Client, steps: list[Any], reason: str) -> None:
    client.program(tensors={**W, "m": [True, False]})
    for _ in range(2):
        client.post("S/programs", {"steps": steps})
    (entry, *_) = plans(client)["unplanned"]
    assert entry["reason"].startswith(reason)
    assert entry["misses"] == 2


def test_none_are_kept_where_none_shall_be(make_client: Callable[..., Client]) -> None:
    client = make_client(session_plans=0)
    for _ in range(3):
        client.program(*STEP, tensors=W)
    assert plans(client) == {"hits": 0, "misses": 0, "bytes": 0, "items": [], "unplanned": []}


def test_what_the_metrics_count(client: Client) -> None:
    """Programs without a session, too; of closed sessions the plans are gone, the counts stay."""
    for path in ("S/programs", "/v1/programs"):
        for _ in range(3):
            assert client.post(path, {"tensors": W, "steps": STEP}).is_success
    counted = metrics(client)
    assert (counted["gradwire_plans"], counted["gradwire_plan_hits_total"]) == (2, 4)
    assert counted["gradwire_plan_misses_total"] == 2
    both, one = counted["gradwire_plan_bytes"], plans(client)["bytes"]
    assert both > one > 0 if keeps_memory(client) else both == one == 0
    client.request("DELETE", "S")
    counted = metrics(client)
    assert (counted["gradwire_plans"], counted["gradwire_plan_hits_total"]) == (1, 4)


def test_the_deadline_holds(client: Client) -> None:
    client.program(tensors=W)
    for _ in range(3):
        client.program(*STEP)
    response = client.post("S/programs", {"steps": STEP, "timeout": 1e-9})
    assert response.json()["type"] == "/problems/deadline-exceeded"
    assert response.json()["pointer"] == "/steps/0"


def test_a_plan_runs_whatever_its_variables_are_called(client: Client) -> None:
    client.program(tensors={"x": 1.0, "a": 10.0})
    step = {"op": "add", "inputs": ["x", 1.0], "out": "y"}
    id = client.program(step)["program"]
    for number in range(5):
        names = {"y": f"y{number}", **({"x": "a"} if number % 2 else {})}
        assert client.post("S/programs", {"program": id, "names": names}).status_code == 200
    assert [client.value(f"y{number}") for number in range(5)] == [2.0, 11.0, 2.0, 11.0, 2.0]
    assert (plans(client)["hits"], plans(client)["misses"]) == (5, 1)


@pytest.mark.cpu_only("on a GPU only graphs keep memory between runs")
def test_plans_keep_so_many_bytes(make_client: Callable[..., Client]) -> None:
    """The plan used least lately is given up for another; one that is too large alone is not kept."""
    client = make_client(plan_bytes=3 << 10)
    client.program(tensors={"v": [1.0] * 100})
    chains = [
        [op("cumsum", "v", dim=0), op("cumsum", "_", dim=0), op("mul", "_", factor, out="y")] for factor in (2, 3)
    ]
    large = [op("cat", ["v"] * 20), op("exp", "_"), op("cumsum", "_", dim=0, out="y")]
    for steps in (*chains, large):
        for _ in range(3):
            client.program(*steps)
    found = plans(client)
    assert found["bytes"] <= 3 << 10
    assert [entry["reason"] for entry in found["unplanned"] if "bytes" in entry["reason"]]


def test_a_program_that_failed_before_it_went_well(client: Client) -> None:
    client.program(tensors={"w": [[1.0], [2.0]]})
    steps = [op("matmul", "_x", "w", out="y")]
    for numbers in (*[[[1, 2]]] * 3, *[[[1.5, 2.0]]] * 4):
        client.post("S/programs", json={"steps": steps, "tensors": {"_x": numbers}})
    plans = client.get("S/plans").json()
    assert (plans["hits"], plans["misses"]) == (4, 3)
    assert plans["unplanned"] == []
