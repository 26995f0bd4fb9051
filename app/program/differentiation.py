"""Steps that walk back over the graph, and those that put the client's own functions and hooks into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import engine
from app.errors import Problem, invalid
from app.program.arguments import Literal, resolve
from app.program.asking import Asking
from app.program.names import Name
from app.program.nodes import find_node
from app.program.results import name_results, name_rows
from app.program.steps import AddHook, Backward, Function, Gradients, RemoveHook, Saved

if TYPE_CHECKING:
    from app.program.run import Run

MOST_HOOKS = 10_000  # each that is added or removed copies the table of them


def backward(run: Run, step: Backward) -> Asking:
    """Walk back and accumulate."""
    roots = [run.scope.find(name) for name in step.tensors]
    inputs = None if step.inputs is None else [run.scope.find(name) for name in step.inputs]
    seeds = _seeds(run, roots, step.gradients)
    return engine.backward_pass(run.context, roots, seeds, inputs=inputs, **step.options)


def gradients(run: Run, step: Gradients) -> Asking:
    """Walk back and bind or keep the derivatives."""
    roots = [run.scope.find(name) for name in step.tensors]
    inputs = [run.scope.find(name) for name in step.inputs]
    vectors = _seeds(run, inputs if step.kind in ("jvp", "hvp") else roots, step.vectors)
    if step.kind == "vjp":
        run.gradients = yield from engine.gradients_pass(run.context, roots, inputs, vectors, **step.options)
    elif vectors is not None:
        if None in vectors:
            raise invalid("Every input has a tangent: write zeros where it stays.", f"{step.pointer}/tangents")
        run.gradients = yield from PRODUCTS[step.kind](run.context, roots, inputs, vectors, **step.options)
    else:
        run.gradients = yield from MATRICES[step.kind](run.context, roots, inputs, **step.options)
    name = name_rows if step.kind in MATRICES else name_results
    name(run, run.gradients, step.out, step.pointer)


PRODUCTS: dict[str, Any] = {"jvp": engine.jvp_pass, "hvp": engine.hvp_pass}
MATRICES: dict[str, Any] = {"jacobian": engine.jacobian_pass, "hessian": engine.hessian_pass}


def _seeds(
    run: Run, roots: list[engine.Tensor], given: Sequence[Name | Literal | None] | None
) -> list[engine.Tensor | None] | None:
    if given is None:
        return None
    seeds: list[engine.Tensor | None] = []
    for number, entry in enumerate(given):
        if isinstance(entry, Literal):
            seeds.append(entry.tensor_like(roots[min(number, len(roots) - 1)]))
        else:
            seeds.append(None if entry is None else run.scope.find(entry))
    return seeds


def function(run: Run, step: Function) -> None:
    """Put values that the client computed into the graph."""
    _check_owner(run, step.pointer)
    inputs = [resolve(entry, run.scope) for entry in step.inputs]
    first = next(one for one in inputs if one is not None)
    values = [
        entry.tensor_like(first) if isinstance(entry, Literal) else run.scope.find(entry) for entry in step.values
    ]
    saved = [run.scope.find(name) for name in step.saved]
    places: dict[str, Any] = {"dirty": step.dirty, "non_differentiable": step.non_differentiable}
    outputs = engine.function(run.context, step.owner.name, inputs, values, owner=step.owner, saved=saved, **places)
    name_results(run, outputs, step.out, f"{step.pointer}/function/out")


def add_hook(run: Run, step: AddHook) -> None:
    """Register a hook."""
    _check_owner(run, step.pointer)
    if len(run.context.hooks.known) >= MOST_HOOKS:
        detail = f"A session has at most {MOST_HOOKS} hooks: remove those that are not needed."
        raise Problem("limit-exceeded", detail, limit=MOST_HOOKS)
    targets: list[Any] = [run.scope.find(name) for name in step.tensors]
    if step.node is not None:
        targets = [find_node(run.scope.tensors(), step.node)]
    elif step.on in (engine.hooks.OUTPUTS, engine.hooks.INPUTS):
        targets = [target.edge()[0] for target in targets]
    engine.hooks.add_hook(run.context, step.owner.name, step.on, targets, step.first_only, step.owner, step.title)


def remove_hook(run: Run, step: RemoveHook) -> None:
    """Remove a hook."""
    engine.hooks.remove_hook(run.context, step.name, step.missing_ok)


def saved(run: Run, step: Saved) -> None:
    """Bind what a node has saved."""
    node = find_node(run.scope.tensors(), step.node)
    values = engine.graph.saved(node)
    for key, name in step.out:
        if not isinstance(values.get(key), engine.Tensor):
            known = ", ".join(name for name, value in values.items() if isinstance(value, engine.Tensor)) or "none"
            raise invalid(f"{node} has saved no tensor {key[:60]!r}; those it has: {known}.", step.pointer)
        run.scope.bind(name, values[key])
        run.bound = [*run.bound, str(name)]


def _check_owner(run: Run, pointer: str) -> None:
    if not run.has_owner:
        raise invalid("A program without a session has nobody to ask: functions and hooks need a session.", pointer)
