"""Binary bodies, in and out: every format, every dtype, to the bit."""

from __future__ import annotations

import io
import json
from typing import Any

import ml_dtypes
import numpy
import pytest

from gradwire.wire import dtypes, octets, safetensors

NPY = "application/x-npy"
OCTETS = "application/octet-stream"
SAFETENSORS = "application/vnd.safetensors"
FORMATS = (NPY, OCTETS, SAFETENSORS)


def npy(array: Any) -> bytes:
    file = io.BytesIO()
    numpy.save(file, array)
    return file.getvalue()


def encode(media: str, array: Any) -> tuple[bytes, dict[str, str]]:
    headers = {"content-type": media}
    if media == NPY:
        return npy(array), headers
    if media == OCTETS:
        body, described = octets.encode(array)
        return bytes(body), headers | described
    return b"".join(safetensors.encode({"any": array})), headers


def decode(response: Any) -> Any:
    media = response.headers["content-type"]
    if media == NPY:
        return numpy.load(io.BytesIO(response.content), allow_pickle=False)
    if media == OCTETS:
        return octets.decode(response.content, response.headers["tensor-dtype"], response.headers["tensor-shape"])
    (array,) = safetensors.decode(response.content)[0].values()
    return array


@pytest.mark.parametrize("media", FORMATS)
@pytest.mark.parametrize("name", dtypes.DTYPES)
def test_every_dtype_there_and_back(client: Any, media: str, name: str) -> None:
    array = numpy.arange(6).reshape(2, 3).astype(dtypes.DTYPES[name])
    if media == NPY and name == "bfloat16":
        client.put("S/tensors/a", {"data": [1.0], "dtype": "bfloat16"})
        assert client.get("S/tensors/a", headers={"accept": NPY}).json()["type"] == "/problems/not-acceptable"
        return
    body, headers = encode(media, array)
    query = "?dtype=complex128" if (media, name) == (SAFETENSORS, "complex128") else ""
    created = client.put(f"S/tensors/a{query}", content=body, headers=headers)
    assert created.status_code == 201, created.text
    assert (created.json()["dtype"], created.json()["shape"]) == (name, [2, 3])
    got = decode(client.get("S/tensors/a", headers={"accept": media}))
    if query:
        got = safetensors.complex_pairs(got)
    assert got.dtype == array.dtype
    assert got.tobytes() == array.tobytes()


@pytest.mark.parametrize("array", [numpy.float32(2.5), numpy.zeros((0, 3), numpy.float32)], ids=["0-dim", "empty"])
@pytest.mark.parametrize("media", FORMATS)
def test_small_shapes(client: Any, media: str, array: Any) -> None:
    body, headers = encode(media, numpy.asarray(array))
    assert client.put("S/tensors/a", content=body, headers=headers).status_code == 201
    assert decode(client.get("S/tensors/a", headers={"accept": media})).shape == array.shape


def test_options_are_the_query(client: Any) -> None:
    body, headers = encode(NPY, numpy.arange(3))
    info = client.put("S/tensors/w?requires_grad=true&dtype=float64", content=body, headers=headers).json()
    assert (info["dtype"], info["requires_grad"], info["is_leaf"]) == ("float64", True, True)
    assert client.put("S/tensors/w?requires_grad=yes", content=body, headers=headers).status_code == 422
    assert client.put("S/tensors/w?dtype=float33", content=body, headers=headers).status_code == 422
    bare = client.put("S/tensors/w?requires_grad", content=body, headers=headers)
    assert bare.json()["type"] == "/problems/not-differentiable"
    assert client.put("S/tensors/w?requires_grad=true", {"data": 1.0}).status_code == 422


def test_uploads_do_not_share_memory(client: Any) -> None:
    body, headers = encode(NPY, numpy.ones(3, numpy.float32))
    for name in "ab":
        client.put(f"S/tensors/{name}", content=body, headers=headers)
    client.program({"op": "mul_", "inputs": ["a", 5]})
    assert client.value("b") == [1.0, 1.0, 1.0]


def test_views_are_sent_as_they_read(client: Any) -> None:
    client.program(
        {"op": "transpose", "inputs": ["a"], "dim0": 0, "dim1": 1, "out": "t"}, tensors={"a": [[1.0, 2.0], [3.0, 4.0]]}
    )
    for media in FORMATS:
        got = decode(client.get("S/tensors/t", headers={"accept": media}))
        assert got.tolist() == [[1.0, 3.0], [2.0, 4.0]]


def program(document: Any, arrays: dict[str, Any]) -> Any:
    metadata = {"program": json.dumps(document)} if document is not None else {}
    return b"".join(safetensors.encode(arrays, metadata))


def test_program_as_one_file(client: Any) -> None:
    array = numpy.array([1.0, 2.0], numpy.float32)
    document = {
        "steps": [
            {"op": "mul", "inputs": ["w", "_x"], "out": "y"},
            {"backward": {"tensors": ["y"], "gradients": ["_x"]}},
        ],
        "return": ["y", "w.grad", "y.grad"],
        "tensors": {"w": {"requires_grad": True}},
    }
    body = program(document, {"w": array, "_x": array * 10})
    response = client.post("S/programs", content=body, headers={"content-type": SAFETENSORS})
    assert response.headers["content-type"] == SAFETENSORS
    arrays, metadata = safetensors.decode(response.content)
    answer = json.loads(metadata["answer"])
    assert {name: value.tolist() for name, value in arrays.items()} == {"y": [10.0, 40.0], "w.grad": [100.0, 400.0]}
    assert answer["version"] == 1
    assert answer["values"] == {
        "y": {"shape": [2], "dtype": "float32"},
        "w.grad": {"shape": [2], "dtype": "float32"},
        "y.grad": None,
    }
    again = program({"program": answer["program"]}, {"_x": array})
    mixed = client.post(
        "S/programs", content=again, headers={"content-type": SAFETENSORS, "accept": "application/json"}
    )
    assert mixed.json()["values"]["y"]["data"] == [1.0, 4.0]


def test_upload_of_many(client: Any) -> None:
    arrays = {"fc1.weight": numpy.ones((2, 2), numpy.float32), "fc1.bias": numpy.array([1], ml_dtypes.bfloat16)}
    response = client.post("S/programs", content=program(None, arrays), headers={"content-type": SAFETENSORS})
    assert response.status_code == 200
    assert [item["name"] for item in client.get("S/tensors").json()["items"]] == ["fc1.bias", "fc1.weight"]


def test_options_without_an_array(client: Any) -> None:
    body = program({"tensors": {"w": {"requires_grad": True}}}, {})
    response = client.post("S/programs", content=body, headers={"content-type": SAFETENSORS})
    assert response.json()["pointer"] == "/tensors/w"


def test_complex128_in_programs(client: Any) -> None:
    pairs = numpy.array([[1.0, 2.0]])
    body = program({"tensors": {"z": {"dtype": "complex128"}}, "return": ["z"]}, {"z": pairs})
    response = client.post(
        "S/programs", content=body, headers={"content-type": SAFETENSORS, "accept": "application/json"}
    )
    assert response.json()["values"]["z"] == {
        "shape": [1],
        "dtype": "complex128",
        "data": {"real": [1.0], "imag": [2.0]},
    }


def test_gradients_in_a_binary_answer(client: Any) -> None:
    client.program({"op": "mul", "inputs": ["p", "p"], "out": "y"}, tensors={"p": {"data": 3.0, "requires_grad": True}})
    response = client.post("S/gradients", {"tensors": ["y"], "inputs": ["p"]}, headers={"accept": SAFETENSORS})
    arrays, metadata = safetensors.decode(response.content)
    assert arrays["gradients.0"].item() == 6.0
    assert json.loads(metadata["answer"])["gradients"] == [{"shape": [], "dtype": "float32"}]


def test_json_refers_large_tensors_elsewhere(make_client: Any) -> None:
    client = make_client(json_elements=10)
    body, headers = encode(NPY, numpy.ones(11))
    client.put("S/tensors/a", content=body, headers=headers)
    refused = client.get("S/tensors/a")
    assert (refused.status_code, refused.json()["type"]) == (406, "/problems/not-acceptable")
    assert NPY in refused.json()["detail"]
    assert client.get("S/tensors/a", headers={"accept": NPY}).status_code == 200
    assert client.get("S/tensors/a?info").status_code == 200
    assert "safetensors" in client.put("S/tensors/a", [0] * 11).json()["detail"]
