"""Every operation's cases are the same after they were saved and loaded: what they recorded, and their gradients."""

from __future__ import annotations

import contextlib

import pytest

import engine
from engine import Context, Op, Tensor
from engine.errors import EngineError
from engine.examples import example_tensor
from tests.engine import cases
from tests.engine.saved import Step, same

OTHERS = [op for op in engine.registry if (op.kind == "context" or op.family == "random") and op.cases]
"""Those that make tensors of no others, of random numbers, or of attributes of tensors."""


def recorded(op: Op, number: int) -> Step:
    """A step that runs a case, and its variant in place, and keeps all tensors."""

    def run(context: Context, variables: dict[str, Tensor]) -> None:
        others = cases.attributes(op, number)
        leaves = cases.leaves(context, op, number, cases.arrays(op, number))
        variables |= {f"leaf{place}": one for place, one in enumerate(cases.flat(leaves))}
        results = cases.parts(cases.run(context, op, leaves, others))
        variables |= {f"result{place}": one for place, one in enumerate(results) if isinstance(one, Tensor)}
        first = op.tensors[0].name if op.in_place else ""
        if isinstance(leaves.get(first), Tensor):
            variables["changed"] = context.ops.clone(leaves[first])
            with contextlib.suppress(EngineError):  # not of all shapes and dtypes
                cases.run(context, op, {**leaves, first: variables["changed"]}, others, in_place=True)

    return run


def derived(context: Context, variables: dict[str, Tensor]) -> None:
    """Keep the gradients of all that the last step made, in the graph."""
    leaves = [one for name, one in variables.items() if name.startswith("leaf") and one.requires_grad]
    last = "g" if "g0" in variables else "rc"
    roots = [one for name, one in variables.items() if name[0] in last and one.requires_grad]
    if roots:
        seeds = [context.ops.ones_like(one) for one in roots]
        found = engine.gradients(context, roots, leaves, seeds, create_graph=True, allow_unused=True)
        variables |= {f"g{place}": one for place, one in enumerate(found) if one is not None}


@pytest.mark.parametrize(("op", "number"), cases.CASES, ids=cases.NAMES)
def test_an_operation(op: Op, number: int) -> None:
    same(recorded(op, number), derived, derived)


@pytest.mark.parametrize("op", OTHERS, ids=lambda op: op.name)
def test_what_works_on_the_context(op: Op) -> None:
    def run(context: Context, variables: dict[str, Tensor]) -> None:
        for number, case in enumerate(op.cases):
            inputs = {p.name: example_tensor(context, op, p, case[p.name]) for p in op.tensors if p.name in case}
            results = cases.parts(context.run(op, (), {**case, **inputs}))
            variables |= {f"{number}.{name}": one for name, one in inputs.items() if isinstance(one, Tensor)}
            variables |= {f"{number}.{place}": one for place, one in enumerate(results) if isinstance(one, Tensor)}

    same(run, run)
