"""The VJP of x² + 3 x at a million numbers, there and back, with what the client does to write and read them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy
import orjson
import torch

from gradwire.wire import safetensors

from .peers import MISSING, tesseract, umbridge
from .peers.gradients import polynomial_vjp
from .run import Result, Run
from .server import Connection, request
from .timing import looped

SIZE = 1_000_000
SAFETENSORS = "application/vnd.safetensors"
JSON = "application/json"
STEPS = [
    {"op": "mul", "inputs": ["x", "x"], "out": "square"},
    {"op": "mul", "inputs": ["x", 3]},
    {"op": "add", "inputs": ["square", "_"], "out": "y"},
    {"gradients": {"tensors": ["y"], "inputs": ["x"], "gradients": ["g"], "out": ["vjp"]}},
]
OPTIONS = {"x": {"requires_grad": True}}

VJP = Callable[[Any, Any], Any]
"""The gradient by x, given x and the gradient by y."""


def results(run: Run) -> Iterator[Result]:
    """Each peer beside gradwire."""
    size = run.size(SIZE)
    x, g = inputs(size)
    expected = polynomial_vjp(x, g)
    with Connection(run.port) as connection, umbridge() as umbridge_port, tesseract("polynomial") as tesseract_port:
        ours = of_gradwire(connection)
        numpy.testing.assert_allclose(ours(x, g), expected, rtol=1e-5)
        peers = {
            "Tesseract, base64": (tesseract_port, of_tesseract, 7.0),
            "UM-Bridge": (umbridge_port, of_umbridge, 100.0),
        }
        for name, (port, of, aim) in peers.items():
            work = f"VJP of {SIZE:,} floats in and out, client coding included"
            if port is None:
                yield Result(work, "HTTP", skipped=f"{name} is {MISSING}")
                continue
            with Connection(port) as peer:
                theirs = of(peer)
                numpy.testing.assert_allclose(theirs(x, g), expected, rtol=1e-5)
                variants = {
                    name: looped(lambda theirs=theirs: theirs(x, g)),  # type: ignore[misc]
                    "stateless program, binary": looped(lambda: ours(x, g)),
                }
                rows = run.compare(variants, {"stateless program, binary": aim}, rounds=9, round_seconds=0.1)
            yield Result(work, "HTTP", rows)


def inputs(size: int) -> tuple[Any, Any]:
    """A point and a gradient by y."""
    random = numpy.random.default_rng(0)
    return random.uniform(0, 1, size).astype(numpy.float32), random.uniform(0, 1, size).astype(numpy.float32)


def of_gradwire(connection: Connection) -> VJP:
    """By a stateless program, said by its id, whose tensors travel as bytes."""
    small = {"x": numpy.zeros(1, numpy.float32), "g": numpy.zeros(1, numpy.float32)}
    whole = {"tensors": OPTIONS, "steps": STEPS, "return": ["vjp"]}
    _, answer = safetensors.decode(_ask(connection, *_body(small, whole)))
    known = {"tensors": OPTIONS, "program": json.loads(answer["answer"])["program"]}

    def vjp(x: Any, g: Any) -> Any:
        memory = numpy.empty(x.nbytes + 4096, numpy.uint8).data
        arrays, _ = safetensors.decode(_ask(connection, *_body({"x": x, "g": g}, known), into=memory))
        return arrays["vjp"]

    return vjp


def _body(arrays: dict[str, Any], program: dict[str, Any]) -> tuple[bytes, list[Any]]:
    pieces = list(safetensors.encode(arrays, {"program": json.dumps(program)}))
    length = sum(memoryview(piece).nbytes for piece in pieces)
    head = request("POST", "/v1/programs", length=length, Content_Type=SAFETENSORS, Accept=SAFETENSORS)
    return head + bytes(pieces[0]), pieces[1:]


def _ask(connection: Connection, head: bytes, pieces: list[Any], into: memoryview | None = None) -> Any:
    status, body = connection.ask(head, *pieces, into=into)
    if status != 200:
        raise RuntimeError(bytes(body).decode())
    return body


def of_tesseract(connection: Connection) -> VJP:
    """Of a Tesseract, whose quickest way for arrays is base64 within JSON."""

    def array(values: Any) -> dict[str, Any]:
        data = {"buffer": base64.b64encode(values).decode(), "encoding": "base64"}
        return {"object_type": "array", "shape": values.shape, "dtype": "float32", "data": data}

    def vjp(x: Any, g: Any) -> Any:
        wish = {"vjp_inputs": ["x"], "vjp_outputs": ["y"], "inputs": {"x": array(x)}}
        body = orjson.dumps({**wish, "cotangent_vector": {"y": array(g)}})
        prepared = request(
            "POST", "/vector_jacobian_product", body, Content_Type=JSON, Accept="application/json+base64"
        )
        answer = orjson.loads(_ask(connection, prepared, []))
        return numpy.frombuffer(base64.b64decode(answer["x"]["data"]["buffer"]), numpy.float32)

    return vjp


def of_umbridge(connection: Connection) -> VJP:
    """Of a UM-Bridge server, where arrays are lists of numbers in JSON."""

    def vjp(x: Any, g: Any) -> Any:
        wish = {"name": "polynomial", "outWrt": 0, "inWrt": 0, "config": {"size": len(x)}}
        body = orjson.dumps({**wish, "input": [x.tolist()], "sens": g.tolist()})
        answer = _ask(connection, request("POST", "/Gradient", body, Content_Type=JSON), [])
        return numpy.array(orjson.loads(answer)["output"], numpy.float32)

    return vjp


def pytorch(x: Any, g: Any) -> Any:
    """By PyTorch in process."""
    point = torch.from_numpy(x).requires_grad_()
    y = point * point + 3 * point
    return torch.autograd.grad(y, point, torch.from_numpy(g))[0].numpy()
