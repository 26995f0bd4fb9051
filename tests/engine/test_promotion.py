"""Result dtypes against the table of PyTorch's (tests/oracle/make_promotion_table.py made it)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy
import pytest

from engine import Context, Tensor, dtypes
from engine.errors import EngineError

TABLE = json.loads((Path(__file__).parent / "promotion_table.json").read_text(encoding="utf-8"))
NUMBERS = {"bool": True, "int": 2, "float": 2.5, "complex": 2j}
ELEMENTS = [[1, 0], [1, 1]]

BEYOND = {("pow", "float16", "complex")}  # PyTorch would make complex32 and has no kernel for it


def operand(context: Context, kind: str, dtype: str) -> Any:
    if kind == "number":
        return NUMBERS[dtype]
    return context.tensor(numpy.array(ELEMENTS if kind == "tensor" else 1).astype(dtypes.find(dtype)))


def outcome(context: Context, op: str, inputs: list[Any], attributes: dict[str, Any]) -> str:
    try:
        with context.computing():
            result = context.run(op, inputs, attributes)
    except EngineError:
        return "error"
    result = result[0] if isinstance(result, tuple) else result
    assert isinstance(result, Tensor)
    return result.dtype.name


def expected(name: str) -> str:
    return "complex64" if name == "complex32" else name  # there is no complex32 here


def name(entry: dict[str, Any]) -> str:
    inputs = entry.get("inputs", [entry.get("left"), entry.get("right")])
    attributes = [f"{key}={value}" for key, value in entry.get("attributes", {}).items()]
    return "-".join(map(str, [entry["op"], *inputs, *attributes, entry["default_dtype"]]))


@pytest.mark.parametrize("entry", TABLE["pairs"], ids=name)
def test_pairs(entry: dict[str, Any]) -> None:
    context = Context(dtype=entry["default_dtype"])
    wrong = {}
    for left, row in entry["results"].items():
        for right, result in row.items():
            inputs = [operand(context, entry["left"], left), operand(context, entry["right"], right)]
            if entry["op"] == "where":
                inputs.insert(0, operand(context, "tensor", "bool"))
            found = outcome(context, entry["op"], inputs, {})
            if found != expected(result) and (entry["op"], left, right) not in BEYOND:
                wrong[left, right] = (found, result)
    assert not wrong


@pytest.mark.parametrize("entry", TABLE["single"], ids=name)
def test_single(entry: dict[str, Any]) -> None:
    context = Context(dtype=entry["default_dtype"])
    wrong = {}
    for dtype, result in entry["results"].items():
        given = {"x": operand(context, "tensor", dtype), "c": operand(context, "tensor", "bool")}
        inputs = [given[value] if isinstance(value, str) else value for value in entry["inputs"]]
        found = outcome(context, entry["op"], inputs, entry["attributes"])
        if found != expected(result):
            wrong[dtype] = (found, result)
    assert not wrong


def test_numbers_alone_have_the_default_dtype() -> None:
    context = Context()
    mask = context.tensor(numpy.array([True, False]))
    assert context.ops.where(mask, 1.0, 0.0).dtype == numpy.float32
    assert context.ops.where(mask, 1, 0).dtype == numpy.int64
