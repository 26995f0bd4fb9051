"""Steps that run an operation, bind names or forget them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.program.arguments import mentions, resolve
from app.program.results import name_results
from app.program.steps import Bind, Delete, Operation

if TYPE_CHECKING:
    from app.program.run import Run


def operation(run: Run, step: Operation) -> None:
    """Run an operation of the engine and bind its results."""
    scope = run.scope
    inputs = [resolve(argument, scope) for argument in step.inputs]
    attributes = step.constants
    if step.named:
        attributes = {**attributes, **{key: resolve(value, scope) for key, value in step.named.items()}}
    name_results(run, run.context.run(step.name, inputs, attributes), step.out, f"{step.pointer}/out")


def bind(run: Run, step: Bind) -> None:
    """Bind names, all at once, so that two can be exchanged."""
    pairs = [(name, resolve(value, run.scope)) for name, value in step.pairs]
    for name, tensor in pairs:
        run.scope.bind(name, tensor)


def delete(run: Run, step: Delete) -> None:
    """Forget names."""
    for name in step.names:
        run.scope.delete(name)


def place(step: Operation, facts: dict[str, Any]) -> str:
    """The place of the argument that an error is about, else of the operation."""
    if facts.get("argument") in step.places:
        return step.places[facts["argument"]]
    if "name" in facts:
        for number, argument in enumerate(step.inputs):
            if mentions(argument, facts["name"]):
                return f"{step.pointer}/inputs/{number}"
        for key, argument in step.named.items():
            if mentions(argument, facts["name"]):
                return step.places[key]
    return step.pointer
