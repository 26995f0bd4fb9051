"""Examples: the cases of an operation as steps that run, and what is seen when they do."""

from __future__ import annotations

import functools
import math
from dataclasses import replace
from typing import Any, NamedTuple

import numpy

from engine import dtypes
from engine.context import Context
from engine.op import Op
from engine.parameters import Parameter
from engine.tensor import Tensor


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


class Observation(NamedTuple):
    """What running an operation's cases showed."""

    grad_fn: tuple[str, ...]  # nodes of results
    differentiable: bool
    shares: bool  # whether a result may have the storage of an input
    shapes: dict[str, Any]  # of the first case: of its tensors by name, and of its results


@functools.cache
def observe(op: Op) -> Observation:
    """Run the cases of an operation; of a kernel, which tells the rest by itself, only the first."""
    context = Context("cpu", seed=0)
    names: dict[str, None] = {}
    shapes: dict[str, Any] = {}
    shares = differentiable = False
    before = "CloneBackward0"  # of the inputs, which may come back
    with context.computing():
        for number, case in enumerate(op.cases[: 1 if op.kind == "xp" else None]):
            inputs = {p.name: example_tensor(context, op, p, case[p.name]) for p in op.tensors if p.name in case}
            given = {name: _shape(value) for name, value in inputs.items()}
            result = context.run(op, (), {**case, **inputs})
            outputs = result if isinstance(result, tuple) else (result,) * min(len(op.outputs), 1)
            for output in outputs:
                if output.node is not None and output.node.name != before:
                    names[output.node.name] = None
                differentiable = differentiable or output.requires_grad
                shares = shares or any(_share(output, value) for value in inputs.values())
            if number == 0:
                shapes = {"inputs": given, "outputs": [list(output.shape) for output in outputs]}
    return Observation(tuple(names), differentiable, shares, shapes)


def _shape(value: Any) -> Any:
    """The shape of a tensor of a case, of each one in a list; None of a number."""
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return list(value.shape) if isinstance(value, Tensor) else None


def _share(output: Tensor, value: Any) -> bool:
    if isinstance(value, list):
        return any(_share(output, item) for item in value)
    return isinstance(value, Tensor) and numpy.may_share_memory(output.data, value.data)


def example_tensor(context: Context, op: Op, parameter: Parameter, value: Any) -> Any:
    """A tensor of a case, recording where it can."""
    if parameter.kind == "tensors" and isinstance(value, list):
        return [example_tensor(context, op, replace(parameter, kind="tensor"), item) for item in value]
    if isinstance(value, tuple):
        spread = _spread(op.domain, value)
        leaf = context.tensor(spread, dtype=context.dtype, requires_grad=True)
        return context.run("clone", [leaf])  # no leaf, so that in-place operations may change it
    if not isinstance(value, list):
        return value
    array = numpy.array(value)
    return context.tensor(array, dtype=context.dtype if array.dtype.kind == "f" else None)


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
