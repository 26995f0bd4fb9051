"""Files that cannot be imported: a problem names what is wrong, and where, and nothing is left of the session."""

from __future__ import annotations

import json
from typing import Any

import numpy
import pytest

from gradwire.wire import safetensors as wire
from tests.app.conftest import Client
from tests.app.exporting import FILE, export, load

SESSION = "/__metadata__/session"
WINDOW = {"storage": "x", "shape": [2], "stride": [1]}
HOSTILE: list[tuple[dict[str, Any], str, str]] = [
    ({"unknown": 1}, "invalid-request", "/unknown"),
    ({"fork": "s0-1"}, "invalid-request", "/fork"),
    ({"dtype": "int8"}, "invalid-request", "/dtype"),
    ({"seed": 1.5}, "invalid-request", "/seed"),
    ({"ttl": -1}, "invalid-request", "/ttl"),
    ({"grad_mode": {"enabled": True, "inference": True}}, "invalid-request", "/grad_mode"),
    ({"grad_mode": {"enabled": 1}}, "invalid-request", "/grad_mode/enabled"),
    ({"tensors": []}, "invalid-request", "/tensors"),
    ({"tensors": {"y": {}}}, "invalid-request", "/tensors/y"),
    ({"tensors": {"2y": {"same": "x"}}}, "invalid-name", "/tensors/2y"),
    ({"tensors": {"_y": {"same": "x"}}}, "invalid-request", "/tensors/_y"),
    ({"tensors": {"a/b": {"same": "x"}}}, "invalid-name", "/tensors/a~1b"),
    ({"tensors": {"y.grad": {"same": "x"}}}, "invalid-request", "/tensors/y.grad"),
    ({"tensors": {"x.grad": {"same": "x"}}}, "wrong-gradients", "/tensors/x.grad"),
    ({"tensors": {"x.grad": {"same": "i"}}}, "wrong-gradients", "/tensors/x.grad"),
    ({"tensors": {"x": {"same": "i"}}}, "invalid-request", "/tensors/x"),
    ({"tensors": {"y": {"same": "z"}, "z": {"same": "x"}}}, "invalid-request", "/tensors/y/same"),
    ({"tensors": {"y": {"same": "y"}}}, "invalid-request", "/tensors/y/same"),
    ({"tensors": {"y": {"same": "x", "requires_grad": True}}}, "invalid-request", "/tensors/y/requires_grad"),
    ({"tensors": {"x": {"shape": [1]}}}, "invalid-request", "/tensors/x/shape"),
    ({"tensors": {"x": {"inferred": True}}}, "invalid-request", "/tensors/x/inferred"),
    ({"tensors": {"x": {"dtype": "int4"}}}, "invalid-request", "/tensors/x/dtype"),
    ({"tensors": {"x": {"device": "cuda:77"}}}, "device-unavailable", "/tensors/x"),
    ({"tensors": {"i": {"requires_grad": True}}}, "not-differentiable", "/tensors/i"),
    ({"tensors": {"y": {"storage": "x"}}}, "invalid-request", "/tensors/y"),
    ({"tensors": {"y": {**WINDOW, "storage": "y"}}}, "invalid-request", "/tensors/y/storage"),
    ({"tensors": {"y": {**WINDOW, "inference": True}}}, "invalid-request", "/tensors/y/inference"),
    ({"tensors": {"y": {**WINDOW, "stride": [-1]}}}, "invalid-request", "/tensors/y/stride/0"),
    ({"tensors": {"y": {**WINDOW, "stride": [1, 1]}}}, "op-failed", "/tensors/y"),
    ({"tensors": {"y": {**WINDOW, "storage_offset": 2}}}, "op-failed", "/tensors/y"),
    ({"tensors": {"y": {**WINDOW, "storage_offset": 2**62}}}, "op-failed", "/tensors/y"),
    ({"tensors": {"y": {**WINDOW, "stride": [2**62]}}}, "op-failed", "/tensors/y"),
    ({"tensors": {"y": {**WINDOW, "shape": [2**60], "stride": [0]}}}, "limit-exceeded", "/tensors/y"),
    ({"tensors": {"y": {**WINDOW, "shape": [0] + [2**62] * 9, "stride": [0] * 10}}}, "limit-exceeded", "/tensors/y"),
    ({"tensors": {"y": {**WINDOW, "shape": [1] * 70, "stride": [1] * 70}}}, "op-failed", "/tensors/y"),
    ({"generators": {"cpu": "AAAA"}}, "invalid-request", "/generators/cpu"),
    ({"generators": {"cpu": 7}}, "invalid-request", "/generators/cpu"),
    ({"generators": {"cpu": "/" * 6744}}, "invalid-request", "/generators/cpu"),
    ({"generators": {"tpu": "AAAA"}}, "device-unavailable", "/generators/tpu"),
    ({"named_generators": {"g": {"device": "cpu", "state": ""}}}, "invalid-request", "/named_generators/g/state"),
    ({"named_generators": {"g": {"device": "cuda:9", "state": ""}}}, "device-unavailable", "/named_generators/g"),
    ({"named_generators": {"": {"device": "cpu", "state": ""}}}, "invalid-request", "/named_generators/"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "slug", "pointer"), HOSTILE)
def test_files_that_cannot_be(client: Client, said: dict[str, Any], slug: str, pointer: str) -> None:
    file = b"".join(wire.encode({"x": numpy.zeros(3, "f4"), "i": numpy.zeros(3, "i8")}, {"session": json.dumps(said)}))
    problem = load(client, file).json()
    assert (problem["type"], problem.get("pointer", "")[: len(SESSION)]) == (f"/problems/{slug}", SESSION), problem
    assert problem["pointer"].startswith(SESSION + pointer), problem
    assert len(client.get("/v1/sessions").json()["items"]) == 1


@pytest.mark.parametrize(
    ("arrays", "slug", "pointer"),
    [
        ({"2x": 0.0}, "invalid-name", "/2x"),
        ({"_x": 0.0}, "invalid-request", "/_x"),
        ({"x.grad": 0.0}, "invalid-request", "/x.grad"),
        ({"x": 0.0, "x.grad": [0.0]}, "wrong-gradients", "/x.grad"),
        ({"x" * 129: 0.0}, "invalid-name", "/xx"),
    ],
)
def test_arrays_that_cannot_be(client: Client, arrays: dict[str, Any], slug: str, pointer: str) -> None:
    file = b"".join(wire.encode({name: numpy.array(data, "f4") for name, data in arrays.items()}))
    problem = load(client, file).json()
    assert problem["type"] == f"/problems/{slug}"
    assert problem["pointer"].startswith(pointer)


def test_files_that_cannot_be_read(client: Client) -> None:
    whole = export(client)
    one = b'"x": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}'
    twice = b"{%b, %b}" % (one, one)
    files = [b"", b"{}", whole[:-1], whole[:50], whole + b" ", len(twice).to_bytes(8, "little") + twice]
    files += [b"".join(wire.encode({}, {"session": text})) for text in ("", "[", '{"seed": 1, "seed": 2}')]
    for file in files:
        problem = load(client, file).json()
        assert problem["type"] in ("/problems/malformed-request", "/problems/invalid-request"), file
    for query in (
        "?ttl=soon",
        "?seed=1.5",
        "?exact=perhaps",
        "?device=tpu",
        "?fork=s0-1",
        "?dtype=int8",
        "?seed=1&seed=2",
    ):
        assert load(client, whole, query).status_code == 422, query
    assert client.post("/v1/sessions?seed=1", {}).json()["type"] == "/problems/invalid-request"
    assert load(client, whole, accept=FILE).json()["type"] == "/problems/not-acceptable"
