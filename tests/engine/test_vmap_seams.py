"""Where what examples share meets what differs: gradients are right on both sides of the seam."""

from __future__ import annotations

import numpy
import pytest

import engine
from engine import Context, Level, Tensor
from tests.engine.mapped import carried_out

ROWS = numpy.arange(6.0).reshape(3, 2)


def started(count: int = 2) -> tuple[Context, Tensor, Tensor, Level]:
    """A context, a leaf that all examples share, and an example of three."""
    context = Context(dtype="float64")
    level = context.level(3)
    shared = context.tensor(numpy.arange(1.0, count + 1), requires_grad=True)
    return context, shared, engine.batch(context.tensor(ROWS[:, :count].copy()), 0, level), level


@pytest.mark.parametrize("create_graph", [False, True])
def test_what_is_repeated_for_each_example_gets_the_sum(create_graph: bool) -> None:
    context, shared, _, level = started()
    repeated = engine.unbatch(context.call("exp", shared), 0, level)
    seeds = context.tensor(ROWS)
    (found,) = engine.gradients(context, [repeated], [shared], [seeds], create_graph=create_graph)
    assert found is not None
    numpy.testing.assert_allclose(found.numpy(), ROWS.sum(0) * numpy.exp([1, 2]))
    if create_graph:
        (second,) = engine.gradients(context, [context.call("sum", found)], [shared])
        assert second is not None
        numpy.testing.assert_allclose(second.numpy(), ROWS.sum(0) * numpy.exp([1, 2]))


@pytest.mark.parametrize("create_graph", [False, True])
def test_a_gradient_that_all_share_comes_to_a_change_of_part_of_an_example(create_graph: bool) -> None:
    context, shared, example, level = started()
    with context.within(level):
        changed = context.call("clone", shared)
        changed = context.call("mul", changed, context.call("ones_like", example))
        context.call("mul_", context.call("select", changed, 0, 1), context.call("select", example, 0, 1))
        (found,) = carried_out(
            engine.gradients_pass(
                context, [changed], [shared], [context.tensor(numpy.ones(2))], create_graph=create_graph
            )
        )
    assert engine.unbatch(found, 0, level).numpy().tolist() == [[1, 1], [1, 3], [1, 5]]


def test_one_element_is_chosen_along_a_tangent_that_all_share() -> None:
    context, _, example, level = started(1)
    with context.within(level):
        leaf = context.call("detach", example).requires_grad_()
        chosen = context.call("getitem", leaf, [context.tensor(numpy.array([0]))])
        (found,) = carried_out(engine.jvp_pass(context, [chosen], [leaf], [context.tensor(numpy.array([2.0]))]))
    assert found.shape == (1,)
    assert engine.unbatch(found, 0, level).numpy().tolist() == [[2], [2], [2]]
