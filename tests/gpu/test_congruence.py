"""Every operation on the GPU and on the CPU, forward and gradient: float32 within the tolerances of `deviations.py`.

The largest deviations of each family are printed at the end of the run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest

import engine
from tests.congruence.test_congruence import REFUSES
from tests.engine import cases
from tests.gpu.deviations import Deviation, allowed, deviation

pytestmark = pytest.mark.gpu

PUBLIC = [(op, number) for op, number in cases.CASES if op.name.strip("_") == op.name and not op.random]
SIGNS: frozenset[str] = frozenset({"linalg.eig", "linalg.eigh", "linalg.svd", "pca_lowrank", "svd", "svd_lowrank"})
"""Factors are found up to their signs, and another library finds others: absolute values are compared, no gradients."""


def computed(device: str, op: engine.Op, number: int) -> tuple[list[Any], list[Any]]:
    """The results of a case, and the gradients of their weighted sums, as NumPy's arrays: sums alone may have none."""
    random = numpy.random.default_rng(0)
    context = engine.Context(device, seed=0)
    with context.computing():
        leaves = cases.leaves(context, op, number, cases.arrays(op, number), "float32")
        results = cases.parts(cases.run(context, op, leaves, cases.attributes(op, number)))
        values = [part.numpy().copy() for part in results]
        roots = [part for part in results if part.requires_grad and part.dtype.kind == "f"]
        if op.name in SIGNS or op.name in REFUSES or not roots:
            return values, []
        weights = [context.tensor(random.uniform(0.5, 1.5, root.shape), dtype=root.dtype) for root in roots]
        engine.backward(context, roots, weights)
        return values, [None if leaf.grad is None else leaf.grad.numpy().copy() for leaf in cases.flat(leaves)]


def largest(op: engine.Op, ours: list[Any], theirs: list[Any]) -> Deviation:
    """The largest deviation of all arrays."""
    found = Deviation()
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        assert (one is None) == (other is None)
        if one is not None:
            pair = (numpy.abs(one), numpy.abs(other)) if op.name in SIGNS else (one, other)
            found = found.largest(deviation(*pair))
    return found


@pytest.mark.parametrize(("op", "number"), PUBLIC, ids=[f"{op.name}-{number}" for op, number in PUBLIC])
def test_it_agrees_with_the_cpu(
    op: engine.Op, number: int, pytestconfig: pytest.Config, record_property: Callable[[str, Any], None]
) -> None:
    device = pytestconfig.getoption("--device")
    ours, theirs = computed(device, op, number), computed("cpu", op, number)
    forward, gradient = (largest(op, *pair) for pair in zip(ours, theirs, strict=True))
    record_property("deviation", (op.family, op.name, tuple(forward), tuple(gradient)))  # pytest-xdist sends no classes
    assert forward.share <= allowed(op.family), f"forward: {forward}"
    assert gradient.share <= allowed(op.family), f"gradient: {gradient}"
