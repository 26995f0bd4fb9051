"""Bad input gets a 4xx problem, and nothing is lost."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from gradwire.wire import npy, safetensors

NPY = {"content-type": "application/x-npy"}
OCTETS = {"content-type": "application/octet-stream"}
SAFETENSORS = {"content-type": "application/vnd.safetensors"}
JSON = {"content-type": "application/json"}
ARRAY = numpy.arange(6, dtype=numpy.float32)


def joined(buffers: list[Any]) -> bytes:
    return b"".join(buffers)


def nested(depth: int, inner: Any) -> Any:
    for _ in range(depth):
        inner = [{"if": {"condition": "x", "then": inner}}]
    return inner


# what is wrong, the request, its status, the slug, and the pointer where there is one
TABLE: list[tuple[str, str, str, Any, int, str, str | None]] = [
    ("unknown op", "POST", "S/ops", {"op": "rleu", "inputs": ["x"]}, 422, "unknown-op", "/op"),
    ("private op", "POST", "S/ops", {"op": "_nothing", "inputs": ["x"]}, 422, "unknown-op", "/op"),
    ("too many inputs", "POST", "S/ops", {"op": "neg", "inputs": ["x", "x"]}, 422, "invalid-request", "/inputs"),
    ("too few inputs", "POST", "S/ops", {"op": "mul", "inputs": ["x"]}, 422, "invalid-request", None),
    ("unknown argument", "POST", "S/ops", {"op": "neg", "inputs": ["x"], "dmi": 0}, 422, "invalid-request", "/dmi"),
    ("wrong kind", "POST", "S/ops", {"op": "sum", "inputs": ["x"], "dim": "a"}, 422, "invalid-request", "/dim"),
    ("shapes", "POST", "S/ops", {"op": "add", "inputs": ["x", [1, 2]]}, 422, "shape-mismatch", None),
    ("matmul", "POST", "S/ops", {"op": "matmul", "inputs": ["x", [[1.0, 2.0]]]}, 422, "shape-mismatch", None),
    ("dim", "POST", "S/ops", {"op": "sum", "inputs": ["x"], "dim": 7}, 422, "index-out-of-range", None),
    ("dtype in data", "PUT", "S/tensors/a", {"data": 1, "dtype": "float33"}, 422, "invalid-request", "/dtype"),
    ("dtype of an op", "POST", "S/ops", {"op": "ones", "size": [2], "dtype": "f4"}, 422, "invalid-request", None),
    ("ragged", "PUT", "S/tensors/a", {"data": [[1], [2, 3]]}, 422, "invalid-request", "/data"),
    ("no numbers", "PUT", "S/tensors/a", {"data": ["one"]}, 422, "invalid-request", "/data"),
    ("null in data", "PUT", "S/tensors/a", {"data": [1, None]}, 422, "invalid-request", "/data"),
    ("too large for int8", "PUT", "S/tensors/a", {"data": [300], "dtype": "int8"}, 422, "invalid-request", "/data"),
    ("shape and data", "PUT", "S/tensors/a", {"data": [1, 2, 3], "shape": [2, 2]}, 422, "invalid-request", "/shape"),
    ("absurd shape", "PUT", "S/tensors/a", {"data": [], "shape": [10**12, 10**12]}, 422, "invalid-request", "/shape"),
    ("absurd size", "POST", "S/ops", {"op": "ones", "size": [10**6, 10**6]}, 422, "limit-exceeded", None),
    ("beyond all", "POST", "S/ops", {"op": "zeros", "size": [2**62, 2**62]}, 422, "limit-exceeded", None),
    ("beyond 64 bits", "POST", "S/ops", {"op": "ones", "size": [10**30]}, 422, "invalid-request", "/size"),
    ("the largest size", "POST", "S/ops", {"op": "zeros", "size": [2**63 - 1, 0]}, 422, "limit-exceeded", None),
    ("a far end", "POST", "S/ops", {"op": "arange", "end": 1e300}, 422, "limit-exceeded", None),
    ("a vast view", "POST", "S/ops", {"op": "expand", "inputs": [[0]], "size": [10**12]}, 422, "limit-exceeded", None),
    (
        "ten million parts",
        "POST",
        "S/ops",
        {"op": "tensor_split", "inputs": ["x"], "indices_or_sections": 10**7},
        422,
        "limit-exceeded",
        None,
    ),
    ("a number beyond int64", "POST", "S/ops", {"op": "add", "inputs": [[1], 10**30]}, 422, "invalid-request", None),
    ("a tensor named grad", "PUT", "S/tensors/grad", {"data": 1}, 422, "invalid-name", None),
    ("negative size", "POST", "S/ops", {"op": "zeros", "size": [-1]}, 422, "op-failed", None),
    ("a name as a value", "PUT", "S/tensors/a", "x", 422, "invalid-request", ""),
    ("names in tensors", "POST", "S/programs", {"tensors": {"a": "x"}}, 422, "invalid-request", "/tensors/a"),
    ("unknown field", "PUT", "S/tensors/a", {"data": 1, "size": 2}, 422, "invalid-request", ""),
    ("unknown session", "GET", "/v1/sessions/s0-0000", None, 404, "session-not-found", None),
    ("another shard", "GET", "/v1/sessions/s7-0000", None, 421, "wrong-worker", None),
    ("unknown tensor", "GET", "S/tensors/nope", None, 404, "tensor-not-found", None),
    ("unknown input", "POST", "S/ops", {"op": "neg", "inputs": ["nope"]}, 404, "tensor-not-found", "/inputs/0"),
    ("no gradient", "GET", "S/tensors/x.grad", None, 404, "gradient-not-found", None),
    ("bad name", "PUT", "S/tensors/2x", {"data": 1}, 422, "invalid-name", None),
    ("NaN is no name", "PUT", "S/tensors/NaN", {"data": 1}, 422, "invalid-name", None),
    ("local name", "PUT", "S/tensors/_x", {"data": 1}, 422, "invalid-name", None),
    ("long name", "PUT", f"S/tensors/{'x' * 129}", {"data": 1}, 422, "invalid-name", None),
    ("backward without graph", "POST", "S/backward", {"tensors": ["c"]}, 422, "no-graph", None),
    ("backward of many", "POST", "S/backward", {"tensors": ["y"]}, 422, "gradient-required", None),
    (
        "gradient's shape",
        "POST",
        "S/backward",
        {"tensors": ["y"], "gradients": [[1, 2, 3]]},
        422,
        "wrong-gradients",
        None,
    ),
    (
        "too many gradients",
        "POST",
        "S/backward",
        {"tensors": ["y"], "gradients": [None, None]},
        422,
        "wrong-gradients",
        None,
    ),
    ("nothing to walk", "POST", "S/backward", {"tensors": []}, 422, "invalid-request", "/tensors"),
    ("leaf in place", "POST", "S/ops", {"op": "add_", "inputs": ["x", 1]}, 422, "in-place-on-leaf", None),
    ("integers record", "PUT", "S/tensors/a", {"data": [True], "requires_grad": True}, 422, "not-differentiable", None),
    (
        "kind",
        "POST",
        "S/gradients",
        {"kind": "vjpp", "tensors": ["y"], "inputs": ["x"]},
        422,
        "invalid-request",
        "/kind",
    ),
    ("device", "PUT", "S/tensors/a", {"data": 1, "device": "cuda:99"}, 422, "device-unavailable", None),
    ("no device", "POST", "/v1/sessions", {"device": "tpu"}, 422, "device-unavailable", None),
    ("device without a name", "POST", "/v1/sessions", {"device": ""}, 422, "device-unavailable", None),
    (
        "tensor's device without a name",
        "PUT",
        "S/tensors/a",
        {"data": 1, "device": ""},
        422,
        "device-unavailable",
        None,
    ),
    ("another device", "PATCH", "S", {"device": "cpu"}, 422, "invalid-request", "/device"),
    ("memory's device", "POST", "S/memory", {"device": "cuda:99"}, 422, "device-unavailable", None),
    ("memory of none", "POST", "S/memory", {"device": "gpu"}, 422, "device-unavailable", None),
    ("memory of the CPU", "POST", "S/memory", {"device": "cpu"}, 422, "invalid-request", "/device"),
    ("what to wait for", "POST", "S/synchronize", {"device": "cuda:99"}, 422, "device-unavailable", None),
    ("waiting's field", "POST", "S/synchronize", {"foo": 1}, 422, "invalid-request", "/foo"),
    ("session's dtype", "POST", "/v1/sessions", {"dtype": "int8"}, 422, "invalid-request", "/dtype"),
    ("fork", "POST", "/v1/sessions", {"fork": "s0-1", "seed": 1}, 422, "invalid-request", "/seed"),
    ("seed", "PATCH", "S", {"seed": "one"}, 422, "invalid-request", "/seed"),
    ("seed NaN", "PATCH", "S", {"seed": "NaN"}, 422, "invalid-request", "/seed"),
    ("large seed", "PATCH", "S", {"seed": "18446744073709551616"}, 422, "invalid-request", "/seed"),
    ("grad mode", "PUT", "S/grad-mode", {"enabled": 1}, 422, "invalid-request", "/enabled"),
    ("limit", "GET", "S/tensors?limit=0", None, 422, "invalid-request", None),
    ("query", "GET", "S/tensors?limt=3", None, 422, "invalid-request", None),
    ("no step", "POST", "S/programs", {"steps": [{"ops": "neg"}]}, 422, "invalid-request", "/steps/0"),
    ("steps", "POST", "S/programs", {"steps": {}}, 422, "invalid-request", "/steps"),
    ("function", "POST", "S/programs", {"steps": [{"function": {}}]}, 422, "invalid-request", "/steps/0"),
    ("program", "POST", "S/programs", {"program": "p-0"}, 404, "program-not-found", "/program"),
    ("program and steps", "POST", "S/programs", {"program": "p-0", "steps": []}, 422, "invalid-request", "/steps"),
    ("atomic", "POST", "S/programs", {"steps": [], "atomic": "no"}, 422, "invalid-request", "/atomic"),
    ("timeout", "POST", "S/programs", {"steps": [], "timeout": 0}, 422, "invalid-request", "/timeout"),
    ("return", "POST", "S/programs", {"steps": [], "return": ["x", "nope"]}, 404, "tensor-not-found", "/return/1"),
    (
        "condition",
        "POST",
        "S/programs",
        {"steps": [{"if": {"condition": "x", "then": []}}]},
        422,
        "ambiguous-condition",
        "/steps/0",
    ),
    (
        "rounds",
        "POST",
        "S/programs",
        {"steps": [{"repeat": {"times": 10**9, "steps": []}}]},
        422,
        "loop-limit",
        "/steps/0/repeat/times",
    ),
    (
        "endless",
        "POST",
        "S/programs",
        {"steps": [{"while": {"condition": "c", "max": 5, "steps": []}}]},
        422,
        "loop-limit",
        "/steps/0",
    ),
    ("nine blocks", "POST", "S/programs", {"steps": nested(9, [])}, 422, "limit-exceeded", "/steps" + "/0/if/then" * 9),
    (
        "out",
        "POST",
        "S/programs",
        {"steps": [{"op": "neg", "inputs": ["x"], "out": ["a", "b"]}]},
        422,
        "invalid-request",
        "/steps/0/out",
    ),
    (
        "deep inside",
        "POST",
        "S/programs",
        {
            "steps": [
                {"op": "neg", "inputs": ["x"]},
                {"repeat": {"times": 2, "steps": [{"op": "neg", "inputs": ["q"]}]}},
            ]
        },
        404,
        "tensor-not-found",
        "/steps/1/repeat/steps/0",
    ),
    (
        "slice",
        "POST",
        "S/ops",
        {"op": "getitem", "inputs": ["x"], "index": ["1:x"]},
        422,
        "invalid-request",
        "/index/0",
    ),
    ("index", "POST", "S/ops", {"op": "getitem", "inputs": ["x"], "index": [9]}, 422, "index-out-of-range", None),
    ("no such page", "GET", "/v2", None, 404, "not-found", None),
    ("no such op", "GET", "/v1/ops/rleu", None, 404, "not-found", None),
    ("no such type", "GET", "/problems/nope", None, 404, "not-found", None),
    ("method", "DELETE", "/v1/sessions", None, 405, "method-not-allowed", None),
    ("stream", "GET", "S/stream", None, 426, "upgrade-required", None),
    ("suspension", "GET", "S/suspensions/b1", None, 404, "suspension-not-found", None),
]

RAW: list[tuple[str, str, dict[str, str], bytes, int, str]] = [
    ("malformed JSON", "S/programs", JSON, b'{"steps": [', 400, "malformed-request"),
    ("NaN literal", "S/tensors/a", JSON, b'{"data": NaN}', 400, "malformed-request"),
    ("Infinity literal", "S/tensors/a", JSON, b"[Infinity]", 400, "malformed-request"),
    ("key twice", "S/tensors/a", JSON, b'{"data": 1, "data": 2}', 400, "malformed-request"),
    ("too deep", "S/tensors/a", JSON, b"[" * 65 + b"]" * 65, 400, "malformed-request"),
    ("no UTF-8", "S/tensors/a", JSON, b'{"data": "\xff"}', 400, "malformed-request"),
    ("nothing", "S/tensors/a", JSON, b"", 400, "malformed-request"),
    ("no type", "S/tensors/a", {}, b'{"data": 1}', 415, "unsupported-media-type"),
    ("form", "S/tensors/a", {"content-type": "text/plain"}, b'{"data": 1}', 415, "unsupported-media-type"),
    ("compressed", "S/tensors/a", {**JSON, "content-encoding": "gzip"}, b"\x1f", 415, "unsupported-media-type"),
    ("truncated npy", "S/tensors/a", NPY, joined(npy.encode(ARRAY))[:-3], 400, "malformed-request"),
    ("npy header", "S/tensors/a", NPY, joined(npy.encode(ARRAY))[:20], 400, "malformed-request"),
    ("pickle", "S/tensors/a", NPY, b"\x93NUMPY\x01\x00\x10\x00{'descr': '|O', }", 400, "malformed-request"),
    ("octets without headers", "S/tensors/a", OCTETS, b"1234", 400, "malformed-request"),
    (
        "truncated octets",
        "S/tensors/a",
        {**OCTETS, "tensor-dtype": "float32", "tensor-shape": "[2]"},
        b"1234567",
        400,
        "malformed-request",
    ),
    (
        "absurd octets",
        "S/tensors/a",
        {**OCTETS, "tensor-dtype": "float32", "tensor-shape": "[1000000000000]"},
        b"",
        400,
        "malformed-request",
    ),
    (
        "safetensors",
        "S/tensors/a",
        SAFETENSORS,
        joined(safetensors.encode({"a": ARRAY}))[:-1],
        400,
        "malformed-request",
    ),
    ("safetensors header", "S/programs", SAFETENSORS, b"\xff" * 8, 400, "malformed-request"),
    (
        "two arrays",
        "S/tensors/a",
        SAFETENSORS,
        joined(safetensors.encode({"a": ARRAY, "b": ARRAY})),
        422,
        "invalid-request",
    ),
    ("not acceptable", "S/tensors/a", {**JSON, "accept": "text/html"}, b"1", 406, "not-acceptable"),
    ("many elements", "S/tensors/a", JSON, b"[" + b"1," * 100_000 + b"1]", 413, "body-too-large"),
    ("If-Match", "S/tensors/a", {**JSON, "if-match": '"99"'}, b"1", 412, "precondition-failed"),
    ("If-Match of a fork", "S/forks", {**JSON, "if-match": '"99"'}, b"{}", 412, "precondition-failed"),
    ("only create", "S/tensors/x", {**JSON, "if-none-match": "*"}, b"1", 412, "precondition-failed"),
]


@pytest.fixture
def prepared(client: Any) -> Any:
    client.put("S/tensors/x", {"data": [[1, 2, 3], [4, 5, 6]], "requires_grad": True})
    client.put("S/tensors/c", {"data": 1.0})
    client.program({"op": "mul", "inputs": ["x", 2], "out": "y"})
    return client


def check(client: Any, response: Any, status: int, slug: str, before: Any) -> Any:
    problem = response.json()
    assert (response.status_code, problem["type"]) == (status, f"/problems/{slug}"), response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert problem["status"] == status
    assert problem["title"]
    assert problem["detail"]
    assert problem["request_id"] == response.headers["x-request-id"]
    assert client.get("S/graph").json() == before
    return problem


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "slug", "pointer"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_table(prepared: Any, method: str, path: str, body: Any, status: int, slug: str, pointer: str | None) -> None:
    before, version = prepared.get("S/graph").json(), prepared.version()
    response = prepared.request(method, path, **({} if body is None else {"json": body}))
    problem = check(prepared, response, status, slug, before)
    assert prepared.version() == version
    if pointer is not None:
        assert problem.get("pointer", "").startswith(pointer)
    if slug == "invalid-request":
        assert problem["errors"]
        assert all(entry["detail"] for entry in problem["errors"])


@pytest.mark.parametrize(
    ("path", "headers", "body", "status", "slug"), [row[1:] for row in RAW], ids=[row[0] for row in RAW]
)
def test_raw(prepared: Any, path: str, headers: dict[str, str], body: bytes, status: int, slug: str) -> None:
    before, version = prepared.get("S/graph").json(), prepared.version()
    method = "POST" if path.endswith(("programs", "forks")) else "PUT"
    response = prepared.request(method, path, content=body, headers=headers)
    check(prepared, response, status, slug, before)
    assert prepared.version() == version
