"""The step `vmap`: a block for one example that is carried out for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import engine
from app.errors import Problem, invalid, located
from app.program.asking import Asking
from app.program.fields import Fields, place
from app.program.names import Name, Scope, read_name
from app.program.results import name_results
from app.program.steps import Mapped, VMap

if TYPE_CHECKING:
    from app.program.parse import Parser
    from app.program.run import Run


def read_vmap(parser: Parser, value: Any, pointer: str, at: str) -> VMap:
    """A block for one example."""
    fields = Fields(value, at)
    level = fields.text("level", None)
    size = fields.integer("size", None)
    randomness = fields.text("randomness", "error") or ""
    inputs, outputs = _read_mapped(fields, "inputs"), _read_mapped(fields, "outputs")
    if not inputs and size is None and level is None:
        raise invalid("`inputs` names the tensors whose examples the steps are for.", fields.place("inputs"))
    steps = parser.block(fields.take("steps"), fields.place("steps"))
    fields.end()
    return VMap(pointer, level, size, randomness, inputs, steps, outputs)


def _read_mapped(fields: Fields, key: str) -> tuple[Mapped, ...]:
    at = fields.place(key)
    pairs = Fields(fields.take(key) or {}, at).rest().items()
    return tuple(_read_one(read_name(name, place(at, name)), entry, place(at, name)) for name, entry in pairs)


def _read_one(name: Name, entry: Any, at: str) -> Mapped:
    """A name, or an object of a name and a dimension."""
    if isinstance(entry, str):
        return Mapped(name, read_name(entry, at), 0)
    if not isinstance(entry, dict):
        raise invalid("This is the name of a tensor (bind a literal first), or an object with `tensor` and `dim`.", at)
    fields = Fields(entry, at)
    tensor = fields.name("tensor")
    dim = fields.integer("dim", 0, least=-(1 << 31))
    fields.end()
    if tensor is None or dim is None:
        raise invalid("This is a name, or an object with `tensor` and `dim`.", at)
    return Mapped(name, tensor, dim)


def vmap(run: Run, step: VMap) -> Asking:
    """Carry out a block for all examples at once."""
    context, scope = run.context, run.scope
    tensors = [_found(step, "inputs", one, scope) for one in step.inputs]
    level = _level(run, step, tensors)
    before = scope.names() if step.level is None else None
    run.bound = []
    try:
        for one, tensor in zip(step.inputs, tensors, strict=True):
            name_results(run, _in_place(step, "inputs", one, engine.batch, tensor, level), one.name, step.pointer)
        with context.within(level):
            yield from run.block(step.steps)
        found = [_found(step, "outputs", one, scope) for one in step.outputs]
        shown = [
            _in_place(step, "outputs", one, engine.unbatch, tensor, level)
            for one, tensor in zip(step.outputs, found, strict=True)
        ]
    finally:  # also where a step fails in a program that keeps its finished ones
        if before is not None:
            scope.end(before, lambda tensor: level in tensor.device.levels)
    bound = []
    for one, tensor in zip(step.outputs, shown, strict=True):
        name_results(run, tensor, one.name, step.pointer)
        bound.append(str(one.name))
    run.bound = bound if before is not None or bound else run.bound


def _found(step: VMap, key: str, one: Mapped, scope: Scope) -> engine.Tensor:
    try:
        return scope.find(one.tensor)
    except Problem as error:
        raise located(error, place(f"{step.pointer}/vmap/{key}", one.name)) from error


def _level(run: Run, step: VMap, tensors: list[engine.Tensor]) -> engine.Level:
    """The level that the step begins, or goes on with."""
    context = run.context
    if step.level is not None and step.size is None:
        level = context.named_levels.get(step.level)
        if level is None:
            raise invalid(
                f"There is no level {step.level!r}: a step with `size` begins it.", f"{step.pointer}/vmap/level"
            )
        _check_sizes(step, tensors, {level.size})
        return level
    sizes = _check_sizes(step, tensors, set() if step.size is None else {step.size})
    return context.level(next(iter(sizes), 0), step.randomness, step.level)


def _check_sizes(step: VMap, tensors: list[engine.Tensor], sizes: set[int]) -> set[int]:
    """How many examples there are: all tensors must agree."""
    for one, tensor in zip(step.inputs, tensors, strict=True):
        if -len(tensor.shape) <= one.dim < len(tensor.shape):
            sizes.add(tensor.shape[one.dim])
    if len(sizes) > 1:
        raise engine.errors.ShapeMismatch(
            f"vmap: the tensors have {' and '.join(map(str, sorted(sizes)))} examples: they must be equally many.",
            shapes=[list(tensor.shape) for tensor in tensors],
            exception="ValueError",
        )
    return sizes


def _in_place(step: VMap, key: str, one: Mapped, act: Any, tensor: engine.Tensor, level: engine.Level) -> Any:
    try:
        return act(tensor, one.dim, level)
    except engine.EngineError as error:
        raise located(error, place(f"{step.pointer}/vmap/{key}", one.name)) from error
