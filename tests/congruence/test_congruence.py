"""The same operation in process and over HTTP: values and gradients agree to the last bit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import numpy
import pytest

import engine
from gradwire.wire import safetensors
from tests.engine import cases

SAFETENSORS = {"Content-Type": "application/vnd.safetensors", "Accept": "application/vnd.safetensors"}
# Without what only others are built from, and what works in place on the leaves that a case makes.
PUBLIC = [(op, number) for op, number in cases.CASES if op.name.strip("_") == op.name]
REFUSES = {  # record, as PyTorch's, and only their backward refuses
    *("floor_divide", "heaviside", "geqrf", "linalg.ldl_factor_ex", "linalg.ldl_factor", "linalg.ldl_solve"),
    *("unique", "unique_consecutive", "histogram", "histogramdd"),
}
NAMES = [f"{op.name}-{number}" for op, number in PUBLIC]

Values = dict[str, numpy.ndarray[Any, Any] | None]


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=30) as client:
        yield client


def written(value: Any) -> Any:
    """An attribute as a step writes it."""
    if isinstance(value, tuple | list):
        return [written(entry) for entry in value]
    if value is Ellipsis:
        return "..."
    if isinstance(value, slice):
        return ":".join("" if part is None else str(part) for part in (value.start, value.stop, value.step))
    if isinstance(value, complex):
        return {"real": value.real, "imag": value.imag}
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def in_process(op: engine.Op, tensors: dict[str, Any], others: dict[str, Any]) -> Values:
    """The results and the gradients of their sums, from the engine itself."""
    context = engine.Context(seed=0)
    with context.computing():
        leaves = cases.leaves(context, op, 0, tensors, "float32")
        results = cases.parts(cases.run(context, op, leaves, others))
        values: Values = {f"y.{place}": part.numpy().copy() for place, part in enumerate(results)}
        roots = [context.ops.sum(part) for part in results if part.requires_grad and part.dtype.kind == "f"]
        if roots and op.name not in REFUSES:
            engine.backward(context, roots)
        for place, leaf in enumerate(cases.flat(leaves)):
            values[f"x{place}.grad"] = None if leaf.grad is None else leaf.grad.numpy()
    return values


def over_http(client: httpx.Client, url: str, op: engine.Op, tensors: dict[str, Any], others: dict[str, Any],
              expected: Values) -> Values:  # fmt: skip
    """The same from the server: one binary program without a session."""
    uploads: dict[str, numpy.ndarray[Any, Any]] = {}
    options: dict[str, Any] = {}

    def named(value: Any, name: str) -> Any:
        if isinstance(value, list):
            return [named(entry, name) for entry in value]
        if not isinstance(value, numpy.ndarray):
            return written(value)
        uploads[f"x{len(uploads)}"] = value.astype(numpy.float32) if value.dtype.kind == "f" else value
        requires_grad = value.dtype.kind in "fc" and not cases.is_constant(op, name)
        dtype = {"dtype": "complex128"} if value.dtype == numpy.complex128 else {}
        options[f"x{len(uploads) - 1}"] = {"requires_grad": requires_grad, **dtype}
        return f"x{len(uploads) - 1}"

    step = {name: named(value, name) for name, value in tensors.items()}
    parts = [name for name in expected if name.startswith("y.")]
    infos = {f"y.{place}": part for place, part in enumerate(expected[name] for name in parts)}
    steps: list[dict[str, Any]] = [{"op": op.name, **step, **{key: written(value) for key, value in others.items()}}]
    steps[0]["out"] = parts if len(parts) > 1 else parts[0]
    if any(array is not None for name, array in expected.items() if name.endswith(".grad")):
        roots = [
            name
            for place, (name, part) in enumerate(infos.items())
            if part is not None and part.dtype.kind == "f" and place not in op.detached
        ]
        steps += [{"op": "sum", "inputs": [name], "out": f"s{place}"} for place, name in enumerate(roots)]
        steps.append({"backward": {"tensors": [f"s{place}" for place in range(len(roots))]}})
    program = {"seed": 0, "tensors": options, "steps": steps, "return": list(expected)}
    body = b"".join(safetensors.encode(uploads, {"program": json.dumps(program)}))
    answer = client.post(f"{url}/v1/programs", content=body, headers=SAFETENSORS)
    assert answer.status_code == 200, answer.text
    arrays, metadata = safetensors.decode(answer.content)
    told = json.loads(metadata["answer"])["values"]
    return {
        name: None
        if told[name] is None
        else safetensors.complex_pairs(arrays[name])
        if told[name]["dtype"] == "complex128"
        else arrays[name]
        for name in expected
    }


@pytest.mark.parametrize(("op", "number"), PUBLIC, ids=NAMES)
def test_agrees_to_the_bit(client: httpx.Client, server: str, op: engine.Op, number: int) -> None:
    tensors, others = cases.arrays(op, number), cases.attributes(op, number)
    expected = in_process(op, tensors, others)
    found = over_http(client, server, op, tensors, others, expected)
    for name, array in expected.items():
        other = found[name]
        if array is None or other is None:
            assert array is other is None
            continue
        assert (array.dtype, array.shape) == (other.dtype, other.shape), name
        assert array.tobytes() == other.tobytes(), name
