"""The catalogue: every public operation as plain data, from which schemas, documentation and the SDK are generated."""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy

from engine import dtypes
from engine.context import Context
from engine.op import Op, registry
from engine.parameters import Parameter
from engine.tensor import Tensor

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


def catalogue() -> list[dict[str, Any]]:
    """An entry per public operation, by name."""
    return [entry(op) for op in sorted(registry.public(), key=lambda op: op.name)]


def entry(op: Op) -> dict[str, Any]:
    """One operation as data: names, arguments in PyTorch's order, outputs, the schema of a step, and an example.

    An output whose name begins with `*` stands for any number of tensors, as `split` makes them. `variants` are the
    forms that PyTorch has beside the in-place one. `view` tells that the result may share its input's storage, `random`
    that it draws from the generator. `sized_by` says what decides about the shape of the result: the shapes (and
    sizes) of the arguments, their numbers, or the contents of tensors. An `example` runs as it stands.
    """
    if op.kind == "xp":
        grad_fn, differentiable, view = op.grad_fn if op.rules else (), bool(op.rules), op.view
    else:
        grad_fn, differentiable, view = _observed(op)
    return {
        "op": op.name,
        "aliases": list(op.aliases),
        "in_place": f"{op.name}_" if op.in_place else None,
        "family": op.family,
        "summary": op.summary,
        "differentiable": differentiable,
        "grad_fn": list(grad_fn),
        "view": view,
        "random": op.random or any(parameter.name == "generator" for parameter in op.parameters),
        "arguments": [_argument(parameter) for parameter in op.parameters],
        "outputs": list(op.outputs),
        "sized_by": op.sized_by,
        "variants": list(op.variants),
        "schema": schema(op),
        "example": example(op),
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


def example(op: Op) -> dict[str, Any]:
    """A step that runs as it stands, from the first of the operation's cases."""
    case = dict(op.cases[0]) if op.cases else {}
    step: dict[str, Any] = {"op": op.name}
    inputs = [_literal(op, parameter, case.pop(parameter.name, None)) for parameter in op.tensors]
    while inputs and inputs[-1] is None:
        inputs.pop()
    if op.tensors and op.tensors[-1].variadic and inputs:
        inputs += inputs.pop()
    if inputs:
        step["inputs"] = inputs
    step |= {name: plain(value) for name, value in case.items()}
    return {**step, "out": "y"} if op.outputs else step


def plain(value: Any) -> Any:
    """A default or an attribute as JSON has it: lists, names, and text for what JSON numbers cannot say."""
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, slice):
        ends = [value.start, value.stop] if value.step is None else [value.start, value.stop, value.step]
        return ":".join("" if end is None else str(end) for end in ends)
    if value is Ellipsis:
        return "..."
    if isinstance(value, complex):
        return {"real": value.real, "imag": value.imag}
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, numpy.dtype):
        return dtypes.name(value)
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


@functools.cache
def _observed(op: Op) -> tuple[tuple[str, ...], bool, bool]:
    """What the cases of an operation written in others show: nodes of results, whether it differentiates and shares.

    Sharing means that a result may have the storage of an input.
    """
    context = Context(seed=0)
    names: dict[str, None] = {}
    shares = differentiable = False
    before = "CloneBackward0"  # of the inputs, which may come back
    with context.computing():
        for case in op.cases:
            inputs = {p.name: _tensor(context, op, p, case[p.name]) for p in op.tensors if p.name in case}
            result = context.run(op, (), {**case, **inputs})
            for output in result if isinstance(result, tuple) else (result,) * len(op.outputs):
                if output.node is not None and output.node.name != before:
                    names[output.node.name] = None
                differentiable = differentiable or output.requires_grad
                shares = shares or any(_share(output, value) for value in inputs.values())
    return tuple(names), differentiable, shares


def _share(output: Tensor, value: Any) -> bool:
    if isinstance(value, list):
        return any(_share(output, item) for item in value)
    return isinstance(value, Tensor) and numpy.may_share_memory(output.data, value.data)


def _tensor(context: Context, op: Op, parameter: Parameter, value: Any) -> Any:
    """A tensor of a case, recording where it can."""
    if parameter.kind == "tensors" and isinstance(value, list):
        return [_tensor(context, op, replace(parameter, kind="tensor"), item) for item in value]
    if isinstance(value, tuple):
        spread = _spread(op.domain, value)
        leaf = context.tensor(spread, dtype=context.dtype, requires_grad=True)
        return context.run("clone", [leaf])  # no leaf, so that in-place operations may change it
    if not isinstance(value, list):
        return value
    array = numpy.array(value)
    return context.tensor(array, dtype=context.dtype if array.dtype.kind == "f" else None)


def _argument(parameter: Parameter) -> dict[str, Any]:
    argument: dict[str, Any] = {"name": parameter.name, "kind": parameter.kind}
    if parameter.required:
        argument["required"] = True
    else:
        argument["default"] = plain(parameter.default)
    if parameter.keyword_only:
        argument["keyword_only"] = True
    if parameter.variadic:
        argument["variadic"] = True
    if parameter.kind == "tensors" and parameter.single:
        argument["numbers"] = True
    return argument


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


def _literal(op: Op, parameter: Parameter, value: Any) -> Any:
    """A tensor of a case as its literal; where the case says only a shape, numbers from all over the domain."""
    if parameter.kind == "tensors" and isinstance(value, list):
        return [_literal(op, replace(parameter, kind="tensor"), item) for item in value]
    if isinstance(value, tuple):
        return _literal_of(_spread(op.domain, value))
    if isinstance(value, list) and numpy.array(value).dtype.kind == "c":
        array = numpy.array(value)
        return {"data": {"real": plain(array.real.tolist()), "imag": plain(array.imag.tolist())}}
    return plain(value)


def _literal_of(array: numpy.ndarray[Any, Any]) -> Any:
    return array.tolist() if array.ndim and array.size else {"shape": list(array.shape), "data": array.tolist()}


def _spread(domain: tuple[float, float], shape: tuple[int, ...]) -> numpy.ndarray[Any, Any]:
    """Numbers all over a domain, not in order."""
    low, high = domain
    count = math.prod(shape)
    steps = (numpy.arange(count) * 7 % max(count, 1) + 0.5) / max(count, 1)
    return numpy.round(low + (high - low) * steps, 2).reshape(shape)
