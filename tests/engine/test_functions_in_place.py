"""Functions that somebody else owns and that change their inputs in place, or show them."""

from __future__ import annotations

import pytest

import engine
from engine import errors
from tests.engine.owned import changed, tensor, values


def narrow(context, base, length):
    """A view of its first elements."""
    return context.run("narrow", [base], {"dim": 0, "start": 0, "length": length})


def test_dirty_leaves_are_refused(context, leaf):
    x = leaf([1, 2])
    with pytest.raises(errors.InPlaceOnLeaf):
        engine.function(context, "F", [x], [changed(context, x)], dirty=[0])
    view = narrow(context, x, 1)
    with pytest.raises(errors.InPlaceOnLeaf):
        engine.function(context, "F", [view], [changed(context, view)], dirty=[0])
    y = leaf([1, 2]) * 1
    with pytest.raises(errors.InvalidArgument, match="must be one of the values"):
        engine.function(context, "F", [y], [tensor(context, 1)], dirty=[0])


def test_a_dirty_tensor_gets_a_new_place_in_the_graph(context, leaf, owner):
    x = leaf([1, 2])
    y = x * 1
    (out,) = engine.function(context, "Double", [tensor(context, 1), y], [changed(context, y)], dirty=[1])
    assert out is y
    assert y.node.name == "DoubleBackward"
    owner.answers["Double"] = lambda g: [None, g * 2]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(y)]))
    assert values(x.grad) == [2, 2]


def test_a_dirty_view_goes_through_its_base(context, leaf, owner):
    x, w = leaf([1, 2, 3]), leaf([1, 1])
    base = x * 1
    view = narrow(context, base, 2)
    (out,) = engine.function(context, "Times", [w, view], [changed(context, view)], dirty=[1])
    assert (out is view, base.node.name) == (True, "CopySlices")
    owner.answers["Times"] = lambda g: [g * 5, g * 2]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(base * 10)]))
    assert values(owner.asked[0].gradients[0]) == [10, 10]
    assert (values(x.grad), values(w.grad)) == ([20, 20, 10], [50, 50])
    with pytest.raises(errors.GraphFreed, match="in-place change of a view"):
        owner.carry_out(engine.backward_pass(context, [context.ops.sum(base)]))


def test_an_answer_larger_than_a_dirty_view_is_summed(context, leaf, owner):
    x = leaf([1, 2, 3])
    base = x * 1
    view = narrow(context, base, 2)
    engine.function(context, "Wide", [view], [changed(context, view)], dirty=[0])
    owner.answers["Wide"] = lambda g: [context.ops.expand(g, [3, 2])]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(base)]))
    assert values(x.grad) == [3, 3, 1]


def test_a_dirty_view_whose_own_output_is_saved(context, leaf, owner):
    x = leaf([1, 2])
    base = x * 1
    view = narrow(context, base, 1)
    engine.function(context, "F", [view], [changed(context, view)], dirty=[0], saved=[view])
    owner.answers["F"] = lambda g: [g * owner.asked[-1].saved[0] * 2]
    (first,) = owner.carry_out(engine.gradients_pass(context, [context.ops.sum(base)], [x], create_graph=True))
    (second,) = owner.carry_out(engine.gradients_pass(context, [context.ops.sum(first)], [x]))
    assert (values(first), values(second)) == ([4, 1], [8, 0])


def test_a_dirty_view_is_the_only_output(context, leaf):
    view = narrow(context, leaf([1, 2]) * 1, 1)
    with pytest.raises(errors.OpFailed, match="one value alone"):
        engine.function(context, "F", [view], [changed(context, view), tensor(context, 1)], dirty=[0])


def test_a_dirty_output_without_gradient(context, leaf):
    y = leaf([1, 2]) * 1
    before = y.node
    (out,) = engine.function(context, "F", [y], [changed(context, y)], dirty=[0], non_differentiable=[0])
    assert (out is y, out.requires_grad, y.node) == (False, False, before)


def test_an_output_that_shows_an_input(context, leaf, owner):
    x = leaf([1, 2])
    y = x * 1
    (out,) = engine.function(context, "Same", [y], [y])
    assert out is not y
    assert out.storage_id == y.storage_id
    owner.answers["Same"] = lambda g: [g * 3]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(out)], retain_graph=True))
    assert values(x.grad) == [3, 3]
    with pytest.raises(errors.OpFailed, match="shows an input"):
        context.run("mul_", [out, 2])
    context.run("mul_", [y, 2])
    with pytest.raises(errors.OpFailed, match="shows an input"):
        out * 1
