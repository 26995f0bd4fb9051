"""In-place changes of views and of what is viewed, as PyTorch records or refuses them."""

from __future__ import annotations

import numpy
import pytest

import engine
from engine import errors


def values(tensor):
    return tensor.numpy().tolist()


@pytest.fixture
def constant(context):
    """Makes a float32 tensor that requires no grad."""
    return lambda data: context.tensor(numpy.array(data, numpy.float32))


def test_views_require_grad_once_their_base_does(context, leaf, constant):
    x, base = leaf([1, 2, 3]), constant([4, 5, 6])
    part = context.ops.select(base, 0, 1)
    context.run("mul_", [base, x])
    assert part.requires_grad
    assert not part.is_leaf
    engine.backward(context, [part * 2])
    assert values(x.grad) == [0, 10, 0]


def test_a_change_of_one_view_is_recorded_in_another(context, leaf, constant):
    x, base = leaf([1, 2]), constant([[0, 0], [0, 0]])
    first, again = context.ops.select(base, 0, 0), context.ops.select(base, 0, 0)
    context.run("copy_", [first, x])
    assert again.requires_grad
    engine.backward(context, [context.ops.sum(again * 3)])
    assert values(x.grad) == [3, 3]


def test_a_view_added_to_itself(context, leaf):
    x = leaf([1, 2])
    y = x * 1
    view = context.ops.view(y, (2, 1))
    context.run("add_", [view, view])
    engine.backward(context, [context.ops.sum(y)])
    assert values(x.grad) == [2, 2]


@pytest.mark.parametrize("parts", [lambda ops, y: ops.unbind(y), lambda ops, y: ops.split(y, 1)])
def test_parts_cannot_be_changed_in_place(context, leaf, parts):
    y = leaf([1, 2]) * 2
    part = parts(context.ops, y)[0]
    with pytest.raises(errors.OpFailed, match="several views"):
        context.run("mul_", [part, 2])
    with pytest.raises(errors.OpFailed, match="several views"):
        context.run("mul_", [context.ops.unsqueeze(part, 0), 2])
    assert values(y) == [2, 4]
    context.run("mul_", [y, 2])
    with pytest.raises(errors.OpFailed, match="several views"):
        part * 2
    assert engine.graph.describe([part])["nodes"]  # looking at it is no use of it


def test_parts_of_constants_may_change(context, constant):
    y = constant([1, 2])
    context.run("mul_", [context.ops.unbind(y)[0], 5])
    assert values(y) == [5, 2]


def test_views_made_without_recording(context, leaf):
    x = leaf([1, 2])
    with context.recording_as(False):
        view = context.ops.select(x, 0, 0)
        context.run("add_", [view, 1])
    assert values(x) == [2, 2]
    assert view.requires_grad
    assert view.is_leaf
    with pytest.raises(errors.OpFailed, match="recording was off"):
        context.run("add_", [view, 1])
    with pytest.raises(errors.NoGraph):
        engine.backward(context, [view])


def test_a_follower_accumulates_nothing(context, leaf):
    x = leaf([1, 2])
    with context.recording_as(False):
        view = context.ops.select(x, 0, 0)
    engine.backward(context, [view * 3])
    assert view.grad is None
    assert x.grad is None


@pytest.mark.parametrize("dtype", ["int64", "bool"])
def test_integers_never_require_grad(context, leaf, dtype):
    target = context.tensor(numpy.array([0, 1]), dtype=dtype)
    context.run("copy_", [target, leaf([1, 0])])
    assert not target.requires_grad
    assert target.is_leaf
    assert values(target) == [1, 0]


def test_what_is_copied_shares_no_memory(context, constant):
    x, y = constant([1, 2]), constant([3, 4])
    context.run("mul_", [context.ops.copy(x, y), 10])
    assert values(y) == [3, 4]


@pytest.mark.parametrize("parts", [lambda ops, y: ops.unbind(y), lambda ops, y: ops.chunk(y, 2)])
def test_the_gradient_of_a_single_part(context, leaf, parts):
    x = leaf([[1, 2, 3]])
    (part,) = parts(context.ops, x)
    engine.backward(context, [context.ops.sum(part * part)])
    assert values(x.grad) == [[2, 4, 6]]


def test_rollback_leaves_no_view_behind_its_base(context, leaf, constant):
    w = leaf(3)
    base = constant([1, 2])
    view = context.ops.select(base, 0, 0)
    journal = context.begin()
    context.run("mul_", [base, w])
    assert view.node is not None
    journal.rollback()
    assert not view.requires_grad
    assert view.is_leaf
    context.run("mul_", [base, w])
    engine.backward(context, [view])
    assert values(w.grad) == 1


TURNS = {"t_": {}, "transpose_": {"dim0": 0, "dim1": 1}, "unsqueeze_": {"dim": 1}, "squeeze_": {}}


@pytest.mark.parametrize(("op", "attributes"), TURNS.items())
def test_what_was_viewed_before_a_view_in_place_is_followed(context, leaf, op, attributes):
    x = leaf([[1, 2, 3]])
    y = x * 1
    part = context.ops.select(y, 1, 2)
    assert context.run(op, [y], attributes) is y
    context.run("mul_", [y, 2])
    context.run("mul_", [part, 5])
    engine.backward(context, [context.ops.sum(y * y)])
    assert values(part) == [30]
    assert values(x.grad) == [[8, 16, 600]]
    assert part.node.name == "AsStridedBackward0"


def test_a_view_in_place_of_a_view_leaves_the_base_as_it_is(context, leaf):
    x = leaf([[1, 2, 3], [4, 5, 6]])
    y = x * 1
    part = context.ops.narrow(y, 1, 0, 2)
    context.run("t_", [part])
    assert (part.base, part.node.name, y.node.name) == (y, "TBackward1", "MulBackward0")
    engine.backward(context, [context.ops.sum(part * context.tensor(numpy.array([[1, 2], [3, 4]], numpy.float32)))])
    assert values(x.grad) == [[1, 3, 0], [2, 4, 0]]


def test_rollback_turns_back(context, leaf):
    y = leaf([[1, 2, 3]]) * 1
    journal = context.begin()
    context.run("t_", [y])
    journal.rollback()
    assert (y.shape, y.version, y.node.name) == ((1, 3), 0, "MulBackward0")


def test_what_is_detached_in_place_is_a_leaf_and_noticed_where_it_was_saved(context, leaf):
    x = leaf([1, 2])
    y = x * x
    z = y * y
    context.run("detach_", [y])
    assert (y.is_leaf, y.requires_grad) == (True, False)
    with pytest.raises(errors.SavedValueModified, match="detach_"):
        engine.backward(context, [context.ops.sum(z)])
    with pytest.raises(errors.OpFailed, match="view"):
        context.run("detach_", [context.ops.select(x * 1, 0, 0)])


def test_data_are_taken_over(context, leaf, constant):
    x, data = leaf([1, 2]), context.tensor(numpy.zeros(3))
    context.run("set_data", [x, data])
    assert (x.shape, x.dtype, x.is_leaf, x.version) == ((3,), numpy.float64, True, 0)
    context.run("add_", [data, 1])
    assert values(x) == [1, 1, 1]
    with pytest.raises(errors.NotDifferentiable):
        context.run("set_data", [x, context.tensor(numpy.arange(3))])


def test_elements_that_are_read_at_another_place_are_not_overwritten(context, constant):
    x = constant([1, 2, 3])
    first, last = context.ops.narrow(x, 0, 0, 2), context.ops.narrow(x, 0, 1, 2)
    for op in ("add_", "copy_"):
        with pytest.raises(errors.OpFailed, match="clone"):
            context.run(op, [last, first])
    context.run("add_", [x, context.ops.view(x, (3,))])
    assert values(x) == [2, 4, 6]
