"""The catalogue: every entry complete, every example runs and fits its schema."""

from __future__ import annotations

import json
from typing import Any

import numpy
import pytest

import engine
from engine import Context

ENTRIES = {entry["op"]: entry for entry in engine.catalogue()}
FIELDS = {
    "op", "aliases", "in_place", "family", "summary", "differentiable", "grad_fn", "view", "overwrites", "random",
    "arguments", "outputs", "sized_by", "variants", "schema", "example", "shapes",
}  # fmt: skip
KINDS = {"tensor", "tensors", "number", "numbers", "integer", "integers", "boolean", "text", "dtype", "device", "index"}


@pytest.mark.parametrize("name", ENTRIES)
def test_an_entry_is_complete(name: str) -> None:
    entry = ENTRIES[name]
    assert set(entry) == FIELDS
    assert json.loads(json.dumps(entry)) == entry
    assert entry["summary"].endswith("."), "a summary is a sentence"
    assert {argument["kind"] for argument in entry["arguments"]} <= KINDS
    assert all(("default" in argument) != argument.get("required", False) for argument in entry["arguments"])
    assert set(entry["variants"]) <= {"function", "method"}
    assert entry["in_place"] in (None, f"{name}_")
    assert entry["grad_fn"] == [] or entry["differentiable"]


def value(context: Context, literal: Any) -> Any:
    """A literal tensor of an example, as the server reads it."""
    if not isinstance(literal, list | dict):
        return literal
    data = literal["data"] if isinstance(literal, dict) else literal
    if isinstance(data, dict):
        array = numpy.array(data["real"]) + 1j * numpy.array(data["imag"])
    else:
        array = numpy.array(numbers(data))
    array = array.reshape(literal["shape"]) if "shape" in literal else array
    return context.tensor(array, dtype="float32" if array.dtype.kind == "f" or not array.size else None)


def numbers(data: Any) -> Any:
    if isinstance(data, list):
        return [numbers(item) for item in data]
    return float(data) if isinstance(data, str) else data


def entries(index: list[Any]) -> tuple[Any, ...]:
    read: list[Any] = []
    for entry in index:
        if entry == "...":
            read.append(Ellipsis)
        elif isinstance(entry, str):
            read.append(slice(*(int(end) if end else None for end in entry.split(":"))))
        else:
            read.append(entry)
    return tuple(read)


# A state is 5056 numbers; a gradient is retained of what is recorded, which no literal is.
@pytest.mark.parametrize("name", [name for name in ENTRIES if name not in ("set_rng_state", "retain_grad")])
def test_an_example_runs(context: Context, name: str) -> None:
    step = dict(ENTRIES[name]["example"])
    op = engine.find(step.pop("op"))
    step.pop("out", None)
    literals = step.pop("inputs", [])
    inputs = [
        [value(context, item) for item in literal]
        if at < len(op.tensors) and is_list(op, at)
        else value(context, literal)
        for at, literal in enumerate(literals)
    ]
    if "index" in step and name in ("getitem", "setitem"):
        step["index"] = entries(step["index"])
    result = context.run(op, inputs, step)
    if op.outputs and not op.outputs[0].startswith("*"):
        results = result if isinstance(result, tuple) else (result,)
        assert len(results) in (1, len(op.outputs)), "several outputs, or one in the form without dim"


def is_list(op: engine.Op, position: int) -> bool:
    parameter = op.tensors[position]
    return parameter.kind == "tensors" and not parameter.variadic


@pytest.mark.parametrize("name", ENTRIES)
def test_an_example_fits_its_schema(name: str) -> None:
    schema, example = ENTRIES[name]["schema"], ENTRIES[name]["example"]
    assert set(example) <= set(schema["properties"])
    if name != "set_rng_state":
        assert set(schema["required"]) <= set(example)
    assert example["op"] in schema["properties"]["op"]["enum"]


def test_what_may_share_storage_is_marked() -> None:
    views = {name for name, entry in ENTRIES.items() if entry["view"]}
    assert {"view", "reshape", "getitem", "detach", "split", "contiguous", "to", "T", "data"} <= views
    assert not {"clone", "add", "cat", "flip", "repeat", "gather"} & views


def test_nodes_of_what_is_written_in_others_are_listed() -> None:
    assert ENTRIES["reshape"]["grad_fn"] == ["ViewBackward0"]
    assert ENTRIES["argsort"]["differentiable"] is False
    assert ENTRIES["clamp"]["in_place"] == "clamp_"
    size = {"name": "size", "kind": "integers", "required": True, "variadic": True}
    assert ENTRIES["permute"]["arguments"][1] == {**size, "name": "dims"}
