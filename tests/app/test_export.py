"""Exports and imports: what of a session comes back of its file, and what files are refused.

`GRADWIRE_RANDOM_SESSIONS=500 pytest tests/app/test_export.py` tries more random sessions.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import numpy
import safetensors.numpy

from gradwire.wire import safetensors as wire
from tests.app.conftest import Client
from tests.app.exporting import FILE, export, imported, load, state, told
from tests.app.random_programs import Programs, tensors
from tests.app.steps import DOUBLE, P, op
from tests.app.test_plans_random import preparation

COUNT = int(os.environ.get("GRADWIRE_RANDOM_SESSIONS", "40"))

NUMBERS = {"shape": [3], "data": [1, 0, 1]}
KINDS = {
    dtype: {**NUMBERS, "dtype": dtype}
    for dtype in ("float32", "float64", "float16", "bfloat16", "int8", "int16", "int32", "int64", "uint8")
} | {
    "bool": {"data": [True, False]},
    "complex64": {"data": {"real": [0.1, -0.0], "imag": ["NaN", 2.0]}, "dtype": "complex64"},
    "complex128": {"data": {"real": [0.1, -0.0], "imag": ["Infinity", 2.0]}, "dtype": "complex128"},
    "zero-dim": {"data": 0.1, "dtype": "float64"},
    "zero-dim-complex": {"data": {"real": 0.1, "imag": 0.2}, "dtype": "complex128"},
    "empty": {"shape": [2, 0, 3], "data": [], "dtype": "bfloat16"},
    "empty-complex": {"shape": [0], "data": [], "dtype": "complex128"},
    "no-numbers": {"data": ["NaN", "-Infinity", -0.0, 1e-45]},
    "inferred": {"data": [1.0], "inference": True},
    "leaf": {"data": [1.0], "requires_grad": True},
    "part.0-x.1": {"data": [5.0]},
}


def test_tensors_of_all_kinds_come_back(client: Client) -> None:
    client.program(tensors=KINDS)
    path = imported(client, export(client))
    assert state(client, path) == state(client, "S")
    assert len(state(client, path)) == 2 * len(KINDS)


def test_other_readers_know_the_file(client: Client) -> None:
    client.program(op("mul", "x", "x", out="y"), {"backward": {"tensors": ["y"]}}, tensors={"x": LEAF})
    arrays = safetensors.numpy.load(export(client))
    assert {name: array.tolist() for name, array in arrays.items()} == {"x": 3.0, "y": 9.0, "x.grad": 6.0}


LEAF = {"data": 3.0, "requires_grad": True}


def test_modes_and_options_come_back(client: Client) -> None:
    options = {"dtype": "float64", "seed": -5, "ttl": 70, "exact": False, "matmul_precision": "high"}
    client.session = client.post("/v1/sessions", options).headers["location"]
    for mode in ({"enabled": False, "anomaly": True}, {"inference": True, "anomaly": False}, {"enabled": True}):
        client.put("S/grad-mode", {"inference": False} | mode)
        before = client.get("S").json()
        after = client.get(imported(client, export(client))).json()
        assert {key: after[key] for key in options} == options
        assert after["grad_mode"] == before["grad_mode"]
        assert after["version"] == 0


def test_non_leaves_arrive_as_leaves(client: Client) -> None:
    steps = [op("mul", "x", "x", out="y"), op("retain_grad", "y"), op("sin", "y", out="z")]
    client.program(*steps, {"backward": {"tensors": ["z"], "create_graph": True}}, tensors={"x": LEAF})
    path = imported(client, export(client))
    assert state(client, path) == state(client, "S")
    (info,) = told(client, path, "y")
    assert (info["is_leaf"], info["grad_fn"], info["retains_grad"], info["requires_grad"]) == (True, None, False, True)
    assert client.get(path).json()["nodes"] == 0
    assert told(client, path, "y.grad", "x.grad")[1]["requires_grad"] is True


def test_names_of_one_tensor_stay_so(client: Client) -> None:
    client.program(
        op("sum", "a", out="_s"), {"backward": {"tensors": ["_s"]}},
        {"bind": {"b": "a", "g": "a.grad", "c.grad": "a.grad", "d": "c"}}, {"bind": {"g.grad": "d"}},
        tensors={"a": {"data": [1.0, 2.0], "requires_grad": True}, "c": {"data": [0.0, 1.0]}},
    )  # fmt: skip
    file = export(client)
    path = imported(client, file)
    assert state(client, path) == state(client, "S")
    for names in (["a", "b"], ["g", "a.grad", "c.grad", "d.grad"], ["c", "d", "g.grad"]):
        assert len({info["id"] for info in told(client, path, *names)}) == 1, names
    assert sorted(wire.decode(file)[0]) == ["a", "c", "g"]
    client.post(f"{path}/programs", {"steps": [op("add_", "g", 1)]})
    assert client.get(f"{path}/tensors/b.grad").json()["data"] == [2.0, 2.0]


def test_windows_show_the_same_memory(client: Client) -> None:
    steps = [
        op("select", "w", dim=0, index=1, out="row"), op("t", "w", out="turned"), op("detach", "w", out="twin"),
        op("expand", "row", size=[3, 3], out="wide"), op("data", "w", out="under"),
        op("narrow", "w", dim=1, start=1, length=2, out="part"),
    ]  # fmt: skip
    data = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    client.program(*steps, tensors={"w": {"data": data, "dtype": "float64", "requires_grad": True}})
    file = export(client)
    assert list(wire.decode(file)[0]) == ["w"]
    path = imported(client, file)
    assert state(client, path) == state(client, "S")
    names = ["w", "row", "turned", "twin", "wide", "under", "part"]
    for before, after in zip(told(client, "S", *names), told(client, path, *names), strict=True):
        assert (after["stride"], after["storage_offset"]) == (before["stride"], before["storage_offset"])
        assert after["is_leaf"] is True
    assert len({info["storage"] for info in told(client, path, *names)}) == 1
    for at in ("S", path):
        client.post(f"{at}/programs", {"steps": [{"grad_mode": {"enabled": False}}, op("mul_", "row", 10)]})
    assert state(client, path) == state(client, "S")


def test_what_no_tensor_shows_all_of_arrives_apart(client: Client) -> None:
    steps = [
        op("view", "_x", size=[2, 2], out="_m"),
        op("t", "_m", out="t"),
        op("select", "_m", dim=0, index=0, out="r"),
    ]
    client.program(*steps, tensors={"_x": {"data": [1.0, 2.0, 3.0, 4.0]}})
    client.program(op("view_as_real", "z", out="parts"), tensors={"z": {"data": {"real": 1.0, "imag": 2.0}}})
    path = imported(client, export(client))
    assert state(client, path) == state(client, "S")
    assert len({info["storage"] for info in told(client, path, "t", "r", "z", "parts")}) == 4


def test_random_numbers_go_on(client: Client) -> None:
    draws = [
        op("rand", size=[3], out="a"),
        op("randn", size=[3], out="b"),
        op("randn", size=[20], generator="g", out="c"),
    ]
    client.program(op("manual_seed", seed=-7, generator="g"), op("manual_seed", seed=9, generator="never drawn from"))
    client.program(*draws)  # of three normal numbers the fourth is left
    path = imported(client, export(client))
    for _ in range(2):
        again = {
            "steps": [*draws, op("rand", size=[2], generator="never drawn from", out="d")],
            "return": ["a", "b", "c", "d"],
        }
        first, second = (client.post(f"{at}/programs", again).json()["values"] for at in ("S", path))
        assert first == second


def test_the_query_says_what_a_session_shall_be(client: Client) -> None:
    client.program(op("rand", size=[3], out="x"))
    file = export(client)
    query = "?seed=3&ttl=20.5&exact=false&dtype=float64&matmul_precision=medium&device=cpu"
    session = load(client, file, query).json()
    wanted = {"seed": 3, "ttl": 20.5, "exact": False, "dtype": "float64", "matmul_precision": "medium"}
    assert {key: session[key] for key in wanted} == wanted
    path = f"/v1/sessions/{session['id']}"
    assert state(client, path) == state(client, "S")
    fresh = client.post("/v1/sessions", {"seed": 3, "dtype": "float64"}).headers["location"]
    draw = {"steps": [op("rand", size=[3], out="y")], "return": ["y"]}
    drawn = [client.post(f"{at}/programs", draw).json()["values"] for at in (path, fresh)]
    assert drawn[0] == drawn[1]


def test_a_part_of_a_session_is_exported(client: Client) -> None:
    client.program(
        op("sum", "net.w", out="_s"), {"backward": {"tensors": ["_s"]}},
        tensors={"net.w": {"data": [1.0], "requires_grad": True}, "net.head.b": [2.0], "nets": [3.0], "net": [4.0],
                 "a.0": [5.0]},
    )  # fmt: skip
    file = client.get("S?under=net", headers={"accept": FILE}).content
    assert set(wire.decode(file)[0]) == {"w", "w.grad", "head.b"}
    assert set(state(client, imported(client, file))) == {"w", "w.grad", "w.grad.grad", "head.b", "head.b.grad"}
    for under, slug in (("nothing", "tensor-not-found"), ("a", "invalid-name"), ("2", "invalid-name")):
        assert client.get(f"S?under={under}", headers={"accept": FILE}).json()["type"] == f"/problems/{slug}"
    assert client.get("S?under=net").json()["type"] == "/problems/invalid-request"


def test_any_safetensors_file_is_an_import(client: Client) -> None:
    arrays = {"layers.0.weight": numpy.arange(6, dtype="f4").reshape(2, 3), "n": numpy.int64(3)[()]}
    path = imported(client, safetensors.numpy.save({k: numpy.asarray(v) for k, v in arrays.items()}, {"format": "pt"}))
    assert client.get(f"{path}/tensors/layers.0.weight").json()["data"] == [[0, 1, 2], [3, 4, 5]]
    assert client.get(f"{path}/tensors/n").json()["data"] == 3


def test_an_export_is_a_look(client: Client) -> None:
    client.program(op("mul", "x", 2, out="y"), tensors={"x": LEAF})
    session = client.app.state.store.all()[0]
    before = session.moment
    response = client.get("S", headers={"accept": FILE})
    assert response.headers["etag"] == '"1"'
    assert session.moment == before
    assert export(client) == response.content


def test_not_while_a_pass_waits(client: Client) -> None:
    client.program(*DOUBLE, tensors=P)
    assert client.post("S/backward", {"tensors": ["loss"]}).status_code == 202
    assert client.get("S", headers={"accept": FILE}).json()["type"] == "/problems/session-suspended"
    assert client.get("S").status_code == 200


def test_not_within_a_vmap_that_goes_on(client: Client) -> None:
    begun = {"vmap": {"level": "l", "size": 2, "inputs": {"e": "x"}, "outputs": {}, "steps": [op("neg", "e", out="f")]}}
    client.program(begun, tensors={"x": [1.0, 2.0]})
    problem = client.get("S", headers={"accept": FILE}).json()
    assert (problem["type"], problem["name"]) == ("/problems/op-failed", "e")


def test_a_key_imports_once(client: Client) -> None:
    client.program(tensors={"x": LEAF})
    file = export(client)
    first, second = (load(client, file, **{"idempotency-key": "k"}) for _ in range(2))
    assert first.json() == second.json()
    assert second.headers["idempotency-replayed"] == "true"
    assert len(client.get("/v1/sessions").json()["items"]) == 2
    assert (
        load(client, file, "?seed=1", **{"idempotency-key": "k"}).json()["type"] == "/problems/idempotency-key-reused"
    )


def test_more_names_than_an_import_reads_are_not_exported(client: Client) -> None:
    client.program(tensors={"x": LEAF})
    for part in range(4):
        names = {f"n{part}-{number:05}{'-' * 116}": "x" for number in range(30_000)}
        client.program({"bind": names})
    problem = client.get("S", headers={"accept": FILE}).json()
    assert (problem["type"], problem["limit"]) == ("/problems/limit-exceeded", wire.MAX_HEADER)


def test_random_sessions_come_back(make_client: Callable[..., Client]) -> None:
    client = make_client(tensor_bytes=1 << 16)
    shared = 0
    for seed in range(COUNT):
        pick = random.Random(seed)
        client.session = client.post("/v1/sessions", {"seed": seed}).headers["location"]
        programs, given = Programs(seed), tensors(pick)
        programs.bind(given)
        client.program(tensors=given)
        begins = preparation(pick, programs)
        for steps in (begins, *(programs.program(8, {}) for _ in range(3))):
            client.post("S/programs", {"steps": steps, "atomic": False})
        file = export(client)
        shared += "storage" in file[: 1 << 16].decode("latin-1")
        path = imported(client, file)
        assert state(client, path) == state(client, "S"), seed
        assert export(client, path) == file, seed
        draw = {"steps": [op("rand", size=[3], out="_r"), op("randn", size=[3], out="_n")], "return": ["_r", "_n"]}
        first, second = (client.post(f"{at}/programs", draw).json()["values"] for at in ("S", path))
        assert first == second, seed
        for at in (path, "S"):
            client.request("DELETE", at)
    assert shared > COUNT / 4, "windows are what is tested, too"
