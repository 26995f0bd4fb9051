"""The catalogue: every public operation as plain data, from which documentation and the SDK are generated."""

from __future__ import annotations

from typing import Any

from engine.examples import example, observe, plain
from engine.op import Op, registry
from engine.parameters import Parameter
from engine.schemas import schema


def catalogue() -> list[dict[str, Any]]:
    """An entry per public operation, by name."""
    return [entry(op) for op in sorted(registry.public(), key=lambda op: op.name)]


def entry(op: Op) -> dict[str, Any]:
    """One operation as data: names, arguments in PyTorch's order, outputs, the schema of a step, and an example.

    An output whose name begins with `*` stands for any number of tensors, as `split` makes them. `variants` are the
    forms that PyTorch has beside the in-place one. `view` tells that the result may share its input's storage, `random`
    that it draws from the generator. `overwrites` are tensors that it writes to though it is no in-place variant, each
    with the argument by which it does: where that is given, neither null nor false. `sized_by` says what decides about
    the shape of the result: the shapes (and sizes) of the arguments, their numbers, or the contents of tensors. An
    `example` runs as it stands, `shapes` are those of its tensors and results.
    """
    seen = observe(op)
    kernel = op.kind == "xp"
    return {
        "op": op.name,
        "aliases": list(op.aliases),
        "in_place": f"{op.name}_" if op.in_place else None,
        "family": op.family,
        "summary": op.summary,
        "differentiable": bool(op.rules) if kernel else seen.differentiable,
        "grad_fn": list((op.grad_fn if op.rules else ()) if kernel else seen.grad_fn),
        "view": op.view if kernel else seen.shares,
        "overwrites": op.overwrites,
        "random": op.random or any(parameter.name == "generator" for parameter in op.parameters),
        "arguments": [_argument(parameter) for parameter in op.parameters],
        "outputs": list(op.outputs),
        "sized_by": op.sized_by,
        "variants": list(op.variants),
        "schema": schema(op),
        "example": example(op),
        "shapes": seen.shapes,
    }


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
