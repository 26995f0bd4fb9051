"""Work in blocks gives the same, bit by bit, as work on whole arrays."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

import engine
from engine import Context, Op, Tensor, blocks
from engine.ops.convolution import columns, sliding
from engine.ops.nn import normalization
from engine.ops.optim import updating
from engine.ops.reduction import softmax
from tests.engine import cases

ELEMENTWISE = [(op, number) for op, number in cases.CASES if op.elementwise]
OTHERS = [
    (op, number)
    for op, number in cases.CASES
    if op.family in ("reduction", "neural network", "optimizer") and not op.random
]
SHAPE = (10, 100)


def results(op: Op, number: int) -> list[bytes]:
    """What the operation gives, and its gradients on plain arrays and on tensors that record."""
    context = Context(dtype="float64", seed=0)
    values = {
        name: numpy.resize(value, SHAPE) if isinstance(value, numpy.ndarray) else value
        for name, value in cases.arrays(op, number).items()
    }
    tensors = cases.leaves(context, op, number, values)
    found = []
    with context.computing():
        out = cases.run(context, op, tensors, cases.attributes(op, number))
        found.append(out.data.tobytes())
        leaves = [one for one in tensors.values() if isinstance(one, Tensor) and one.requires_grad]
        g = context.tensor(numpy.cos(numpy.arange(out.data.size)).reshape(out.shape).astype(out.dtype))
        for create_graph in (False, True) if out.requires_grad and _has_gradient(op) else ():
            gradients: Any = engine.gradients(
                context, [out], leaves, [g], retain_graph=True, create_graph=create_graph, allow_unused=True
            )
            found += [one.data.tobytes() for one in gradients if one is not None]
    return found


def _has_gradient(op: Op) -> bool:
    return op.name not in ("floor_divide", "heaviside", "igamma", "igammac", "special.zeta")  # as in PyTorch


@pytest.mark.parametrize(("op", "number"), ELEMENTWISE, ids=[f"{op.name}-{number}" for op, number in ELEMENTWISE])
def test_blocks_change_no_bit(op: Op, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = results(op, number)
    monkeypatch.setattr(blocks, "block", lambda xp: 64)
    assert results(op, number) == whole


def small(op: Op, number: int) -> list[Any]:
    """What the operation's case gives, with the gradients on plain arrays."""
    context = Context(dtype="float64", seed=0)
    tensors = cases.leaves(context, op, number, cases.arrays(op, number))
    with context.computing():
        results = cases.run(context, op, tensors, cases.attributes(op, number))
        outs = [one for one in (results if isinstance(results, tuple) else (results,)) if isinstance(one, Tensor)]
        leaves = [one for one in tensors.values() if isinstance(one, Tensor) and one.requires_grad]
        roots = [one for one in outs if one.requires_grad]
        found = [one.data.copy() for one in outs]
        if roots and leaves and _has_gradient(op) and not op.name.lstrip("_").startswith(("histogram", "bin_edges")):
            seeds = [context.tensor(numpy.cos(numpy.arange(one.data.size)).reshape(one.shape)) for one in roots]
            gradients = engine.gradients(context, roots, leaves, seeds, allow_unused=True)
            found += [one.data for one in gradients if one is not None]
    return found


@pytest.mark.parametrize(("op", "number"), OTHERS, ids=[f"{op.name}-{number}" for op, number in OTHERS])
def test_what_has_rows_may_be_done_in_blocks_of_a_few(op: Op, number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = small(op, number)
    for module in (blocks, columns, sliding, updating, normalization, softmax):
        monkeypatch.setattr(module, "block", lambda xp: 4)
    for one, other in zip(small(op, number), whole, strict=True):
        numpy.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def test_blocks_are_joined_in_order() -> None:
    numbers = numpy.arange(3 * blocks.block(numpy) + 5, dtype="float32").reshape(-1, 1)
    sizes = []

    def twice(part: Any) -> Any:
        sizes.append(part.size)
        return part * 2

    assert numpy.array_equal(blocks.blockwise(numpy, twice, numbers), numbers * 2)
    assert len(sizes) > 3
    assert sum(sizes) == numbers.size


def test_what_comes_back_is_the_whole_of_it() -> None:
    numbers = numpy.zeros(3 * blocks.block(numpy), "float32")
    assert blocks.blockwise(numpy, lambda part, factor: part, numbers, 2.0) is numbers
    assert blocks.blockwise(numpy, lambda part: None, numbers) is None
