"""The VJP of Rosenbrock's function of ten variables, asked of services: gradwire, UM-Bridge, Tesseract, a naive one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy

from .load import CONNECTIONS, load
from .naive import Client, naive
from .peers import MISSING, tesseract, umbridge
from .peers.gradients import rosenbrock_vjp
from .run import Result, Run
from .server import Connection, json_request
from .timing import looped

POINT = [0.1 * number for number in range(10)]
TENSORS = {"x": {"data": POINT, "dtype": "float64", "requires_grad": True}}
STEPS = [
    {"op": "narrow", "inputs": ["x"], "dim": 0, "start": 0, "length": 9, "out": "a"},
    {"op": "narrow", "inputs": ["x"], "dim": 0, "start": 1, "length": 9, "out": "b"},
    {"op": "mul", "inputs": ["a", "a"]},
    {"op": "sub", "inputs": ["b", "_"]},
    {"op": "mul", "inputs": ["_", "_"]},
    {"op": "mul", "inputs": ["_", 100], "out": "valley"},
    {"op": "sub", "inputs": [1, "a"]},
    {"op": "mul", "inputs": ["_", "_"]},
    {"op": "add", "inputs": ["valley", "_"]},
    {"op": "sum", "inputs": ["_"], "out": "y"},
    {"gradients": {"tensors": ["y"], "inputs": ["x"], "gradients": [1.0], "out": ["g"]}},
]
WHOLE = json_request("/v1/programs", {"tensors": TENSORS, "steps": STEPS, "return": ["g"]})
UMBRIDGE = json_request(
    "/Gradient",
    {"name": "rosenbrock", "outWrt": 0, "inWrt": 0, "input": [POINT], "sens": [1.0], "config": {"size": len(POINT)}},
)
TESSERACT = json_request(
    "/vector_jacobian_product",
    {"inputs": {"x": POINT}, "vjp_inputs": ["x"], "vjp_outputs": ["y"], "cotangent_vector": {"y": [1.0]}},
)


def results(run: Run) -> Iterator[Result]:
    """Each peer under load beside gradwire, and all of them one request after the other."""
    expected = rosenbrock_vjp(numpy.array(POINT), 1.0)
    with umbridge() as umbridge_port, tesseract("rosenbrock") as tesseract_port, naive() as service:
        with Connection(run.port) as connection:
            answer = connection.value(WHOLE)
        known = json_request("/v1/programs", {"program": answer["program"], "tensors": TENSORS})
        found = [answer["values"]["g"]["data"], one_by_one(service)]
        peers: dict[str, tuple[int | None, bytes, float]] = {
            "Tesseract": (tesseract_port, TESSERACT, 15.0),
            "UM-Bridge": (umbridge_port, UMBRIDGE, 2.5),
        }
        for port, prepared, _ in peers.values():
            if port is not None:
                with Connection(port) as connection:
                    found.append(_gradient(connection.value(prepared)))
        for gradient in found:
            numpy.testing.assert_allclose(gradient, expected, rtol=1e-4)

        for name, (port, prepared, aim) in peers.items():
            work = f"VJP of Rosenbrock n=10, stateless program, {CONNECTIONS} connections"
            if port is None:
                yield Result(work, "HTTP", skipped=f"{name} is {MISSING}")
                continue
            variants = {
                name: load(port, [prepared] * CONNECTIONS),
                "program whole": load(run.port, [WHOLE] * CONNECTIONS),
                "program by its id": load(run.port, [known] * CONNECTIONS),
            }
            rows = run.compare(variants, {"program whole": aim, "program by its id": aim}, rounds=9, round_seconds=0.3)
            yield Result(work, "HTTP", rows)

        alone = {"naive service, 14 requests": looped(lambda: one_by_one(service))}
        for name, (port, prepared, _) in peers.items():
            if port is not None:
                alone[name] = load(port, [prepared])
        alone["program by its id"] = load(run.port, [known])
        yield Result("VJP of Rosenbrock n=10, one connection", "HTTP", run.compare(alone))


def one_by_one(service: Client) -> Any:
    """The gradient by a request for each operation."""
    x = service.tensor(POINT)
    a = service.call("narrow", x, dim=0, start=0, length=9)
    b = service.call("narrow", x, dim=0, start=1, length=9)
    valley = service.call("sub", b, service.call("mul", a, a))
    valley = service.call("mul", service.call("mul", valley, valley), 100)
    ones = service.call("sub", a, 1)
    return service.gradient(service.call("sum", service.call("add", valley, service.call("mul", ones, ones))), x)


def _gradient(answer: Any) -> Any:
    """What a peer found."""
    return answer["output"] if "output" in answer else answer["x"]["data"]["buffer"]
