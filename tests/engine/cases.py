"""The cases that operations are registered with, as tensors; and running an operation on them."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import numpy

from engine import Context, Op, Tensor, dtypes, registry
from engine.apply import apply, apply_in_place
from engine.parameters import bind

CASES = [
    (op, number) for op in registry for number in range(len(op.cases)) if op.kind != "context" and op.family != "random"
]
NAMES = [f"{op.name}-{number}" for op, number in CASES]


def is_shape(value: Any) -> bool:
    """Whether a tensor of a case is given by its shape: random numbers are drawn for it."""
    return isinstance(value, tuple)


def arrays(op: Op, number: int) -> dict[str, Any]:
    """The tensor arguments of a case as float64 arrays, or as literals; lists stay lists."""
    random = numpy.random.default_rng(zlib.crc32(f"{op.name}-{number}".encode()))
    case = op.cases[number]
    return {
        parameter.name: _arrays(op, parameter.kind, case[parameter.name], random)
        for parameter in op.tensors
        if parameter.name in case
    }


def _arrays(op: Op, kind: str, value: Any, random: numpy.random.Generator) -> Any:
    if kind == "tensors":
        return [_arrays(op, "tensor", item, random) for item in value]
    if is_shape(value):
        # Numbers that float16 and bfloat16 have too, so that a test in these dtypes starts from the same values.
        drawn = random.uniform(*op.domain, value)
        return numpy.asarray(drawn, numpy.float32).astype(dtypes.bfloat16).astype(numpy.float64)
    if isinstance(value, list):
        return numpy.array(value)
    return value


def attributes(op: Op, number: int) -> dict[str, Any]:
    """The other arguments of a case."""
    tensors = {parameter.name for parameter in op.tensors}
    return {name: value for name, value in op.cases[number].items() if name not in tensors}


def is_constant(op: Op, name: str) -> bool:
    """Whether an argument has no gradient, as running statistics and the weights of losses have none in PyTorch."""
    return (
        name in ("running_mean", "running_var", "_random_samples")
        or (name in ("weight", "pos_weight") and any(parameter.name == "target" for parameter in op.tensors))
        or (name == "target" and op.name == "nn.functional.soft_margin_loss")
    )


def leaves(context: Context, op: Op, number: int, values: Mapping[str, Any], dtype: str = "float64") -> dict[str, Any]:
    """The arrays of a case as leaves; those that stand for random shapes, and all of floating point, record."""

    def leaf(value: Any, name: str) -> Any:
        if not isinstance(value, numpy.ndarray):
            return value
        return context.tensor(
            value.copy(),
            dtype=dtype if value.dtype.kind == "f" else None,
            requires_grad=value.dtype.kind in "fc" and not is_constant(op, name),
        )

    return {
        name: [leaf(item, name) for item in value] if isinstance(value, list) else leaf(value, name)
        for name, value in values.items()
    }


def run(context: Context, op: Op, tensors: Mapping[str, Any], others: Mapping[str, Any], in_place: bool = False) -> Any:
    """Run an operation with everything given by name; a tuple where it has several results."""
    if op.name.endswith("_"):  # it changes its first input, which must be no leaf then
        first = op.tensors[0].name
        tensors = {**tensors, first: context.ops.clone(tensors[first])}
    bound, converted = bind(op.name, op.parameters, (), {**tensors, **others})
    if in_place:
        return apply_in_place(context, op, bound, converted)
    return apply(context, op, bound, converted)


def parts(result: Any) -> list[Tensor]:
    """The results of an operation as a list."""
    return list(result) if isinstance(result, tuple) else [result]


def flat(tensors: Mapping[str, Any]) -> list[Tensor]:
    """The tensors among arguments, lists taken apart."""
    items = [item for value in tensors.values() for item in (value if isinstance(value, list) else [value])]
    return [item for item in items if isinstance(item, Tensor)]
