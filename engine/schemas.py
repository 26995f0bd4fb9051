"""JSON schemas of steps: what a request may say to run an operation."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from engine import dtypes
from engine.examples import plain
from engine.op import Op
from engine.parameters import Parameter

_TYPES: dict[str, list[str]] = {
    "tensor": ["string", "number", "boolean", "array", "object"],  # a name, a Python number, a literal
    "tensors": ["array"],
    "number": ["number", "boolean", "string", "object"],
    "numbers": ["array", "number", "string"],
    "integer": ["integer", "string"],
    "integers": ["array", "integer"],
    "boolean": ["boolean"],
    "text": ["string"],
    "dtype": ["string"],
    "device": ["string"],
    "index": ["array"],
}


def schema(op: Op) -> dict[str, Any]:
    """The JSON schema of a step with this operation."""
    names = [op.name, *op.aliases]
    if op.in_place:
        names += [f"{name}_" for name in names]
    inputs = [parameter for parameter in op.parameters if parameter.is_tensor]
    properties: dict[str, Any] = {"op": {"enum": names}}
    if inputs:
        properties["inputs"] = _inputs_schema(inputs)
    properties |= {parameter.name: _argument_schema(parameter) for parameter in op.parameters}
    properties["out"] = {"type": ["string", "array"], "items": {"type": ["string", "null"]}}
    required = [parameter.name for parameter in op.parameters if parameter.required and not parameter.is_tensor]
    return {"type": "object", "properties": properties, "required": ["op", *required], "additionalProperties": False}


@functools.cache
def _argument_schema(parameter: Parameter) -> dict[str, Any]:
    types = [*_TYPES[parameter.kind], *(["null"] if parameter.default is None else [])]
    if parameter.kind == "tensors" and parameter.single:
        types.append("number")
    if parameter.text and "string" not in types:
        types.append("string")
    described: dict[str, Any] = {"type": types}
    if parameter.kind == "dtype":
        described = {"enum": [*dtypes.DTYPES, *([None] if parameter.default is None else [])]}
    elif parameter.kind == "integers":
        items = ["integer", *(["null"] if parameter.gaps else []), *(["array"] if parameter.nested else [])]
        described["items"] = {"type": items if len(items) > 1 else "integer"}
    elif parameter.kind == "numbers":
        described["items"] = {"type": ["number", "string"]}
    elif parameter.kind == "tensors":
        described["items"] = {"type": _TYPES["tensor"]}
    if not parameter.required:
        described["default"] = plain(parameter.default)
    return described


def _inputs_schema(inputs: Sequence[Parameter]) -> dict[str, Any]:
    last = inputs[-1]
    first = inputs[:-1] if last.variadic else inputs
    described: dict[str, Any] = {"type": "array", "prefixItems": [_argument_schema(parameter) for parameter in first]}
    if last.variadic:
        described["items"] = {"type": _TYPES["tensor"]}
    else:
        described["maxItems"] = len(inputs)
    return described
