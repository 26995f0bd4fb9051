"""Functions that somebody else owns: their place in the graph, and what their owner is asked and handed back."""

from __future__ import annotations

import gc

import numpy
import pytest

import engine
from engine import errors
from tests.engine.owned import changed, tensor, values


def square(context, x, *more, saved=(), **options):
    """x squared; its owner answers 2 x g."""
    with context.recording_as(False):
        value = x * x
    return engine.function(context, "Square", [x, *more], [value], saved=saved, **options)[0]


def test_a_function_in_the_graph(context, leaf, owner):
    x = leaf([1, 2])
    y = square(context, x)
    assert (y.node.name, y.requires_grad, values(y)) == ("SquareBackward", True, [1, 4])
    owner.answers["Square"] = lambda g: [g * x * 2]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(y * 10)]))
    assert values(owner.asked[0].gradients[0]) == [10, 10]
    assert values(x.grad) == [20, 40]


def test_several_inputs_and_outputs(context, leaf, owner):
    x, y, z = leaf([1, 2]), tensor(context, [3, 4]), leaf(5)
    first, second = tensor(context, [1, 1]), tensor(context, [2.0, 2.0, 2.0], numpy.float64)
    outputs = engine.function(context, "F", [x, None, y, z], [first, second])
    assert [one.output for one in outputs] == [0, 1]
    owner.answers["F"] = lambda g, h: [tensor(context, [7, 8]), None, tensor(context, 9), None]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(outputs[1])]))
    question = owner.asked[0]
    assert [values(one) for one in question.gradients] == [None, [1, 1, 1]]
    assert [slot and slot.shape for slot in question.slots] == [(2,), None, None, ()]
    assert (values(x.grad), z.grad, y.grad) == ([7, 8], None, None)


def test_answers_are_fitted_where_they_can_be(context, leaf, owner):
    x, s = leaf([1, 2]), leaf(3)
    value = tensor(context, [1, 2])
    (out,) = engine.function(context, "F", [x, s], [value])
    owner.answers["F"] = lambda g: [tensor(context, [1, 2], numpy.int64), tensor(context, [5, 6], numpy.float64)]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(out)]))
    assert (values(x.grad), x.grad.dtype, values(s.grad)) == ([1, 2], numpy.float32, 11)


@pytest.mark.parametrize(
    ("answers", "match"),
    [
        ([], "must answer with 1 gradients"),
        ([[1, 2, 3]], r"shape \[3\]; it must have \[2\]"),
        ([1], r"shape \[\]; it must have \[2\]"),
        ([[1j, 2]], "as complex64; it must be float32"),
    ],
)
def test_answers_that_do_not_fit(context, leaf, owner, answers, match):
    y = square(context, leaf([1, 2]))
    owner.answers["Square"] = lambda g: [
        tensor(context, one, numpy.complex64 if "complex" in match else numpy.float32) for one in answers
    ]
    with pytest.raises(errors.WrongGradients, match=match):
        owner.carry_out(engine.backward_pass(context, [context.ops.sum(y)]))


def test_nothing_is_recorded_without_inputs_that_require_grad(context, leaf):
    (out,) = engine.function(context, "F", [tensor(context, 1)], [tensor(context, 2)], owner="first")
    assert out.is_leaf
    assert not out.requires_grad
    with context.recording_as(False):
        (out,) = engine.function(context, "F", [leaf(1)], [tensor(context, 2)], owner="second")
    assert not out.requires_grad
    assert context.released == ["first", "second"]  # nobody will ask them


def test_values_leave_their_own_graph(context, leaf, owner):
    x = leaf([1, 2])
    (out,) = engine.function(context, "F", [x], [x * 3])
    owner.answers["F"] = lambda g: [g * 100]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(out)]))
    assert values(x.grad) == [100, 100]


def test_non_differentiable_outputs(context, leaf):
    x = leaf([1, 2])
    values_ = [tensor(context, [1, 1]), tensor(context, [2, 2]), tensor(context, [0, 1], numpy.int64)]
    outputs = engine.function(context, "F", [x], values_, non_differentiable=[1], saved=values_)
    assert [one.requires_grad for one in outputs] == [True, False, False]
    assert [one.requires_grad for one in outputs[0].node.question([None] * 3).saved] == [True, False, False]


def test_saved_inputs_outputs_and_others(context, leaf, owner):
    x, other = leaf([1, 2]), tensor(context, [5, 6])
    value = tensor(context, [1, 4])
    (out,) = engine.function(context, "F", [x], [value], saved=[x, other, value])
    owner.answers["F"] = lambda g: [g]
    owner.carry_out(engine.backward_pass(context, [context.ops.sum(out)]))
    saved = owner.asked[0].saved
    assert saved[0] is x
    assert saved[1] is other
    assert (saved[2].node, values(saved[2])) == (out.node, [1, 4])


def test_freed_unless_retained(context, leaf, owner):
    x = leaf([1, 2])
    y = square(context, x, saved=[x])
    owner.answers["Square"] = lambda g: [g]
    total = context.ops.sum(y)
    owner.carry_out(engine.backward_pass(context, [total], retain_graph=True))
    owner.carry_out(engine.backward_pass(context, [total]))
    with pytest.raises(errors.GraphFreed, match="Square"):
        owner.carry_out(engine.backward_pass(context, [total]))
    assert len(owner.asked) == 2


def test_nothing_saved_nothing_freed(context, leaf, owner):
    x = leaf([1, 2])
    total = context.ops.sum(square(context, x))
    owner.answers["Square"] = lambda g: [g]
    for _ in range(2):
        owner.carry_out(engine.backward_pass(context, [total]))
    assert values(x.grad) == [2, 2]


@pytest.mark.parametrize("which", ["input", "output"])
def test_saved_values_may_not_change(context, leaf, owner, which):
    x = leaf([1, 2]) * 1
    with context.recording_as(False):
        value = x * x
    (out,) = engine.function(context, "F", [x], [value], saved=[x, value])
    total = context.ops.sum(out)
    changed(context, x if which == "input" else out)
    place = 0 if which == "input" else 1
    with pytest.raises(errors.SavedValueModified, match=f"Tensor {place} that F saved"):
        owner.carry_out(engine.backward_pass(context, [total]))


def test_a_gradient_of_a_gradient(context, leaf, owner):
    x = leaf([2, 3])
    y = square(context, x, saved=[x])
    owner.answers["Square"] = lambda g: [g * owner.asked[-1].saved[0] * 2]
    total = context.ops.sum(y)
    (first,) = owner.carry_out(engine.gradients_pass(context, [total], [x], create_graph=True))
    (second,) = owner.carry_out(engine.gradients_pass(context, [context.ops.sum(first * first)], [x]))
    assert [one.create_graph for one in owner.asked] == [True]
    assert (values(first), values(second)) == ([4, 6], [16, 24])


def test_a_gradient_of_a_gradient_through_a_saved_output(context, leaf, owner):
    x = leaf([0.5])
    with context.recording_as(False):
        value = context.ops.exp(x)
    (out,) = engine.function(context, "Exp", [x], [value], saved=[value])
    owner.answers["Exp"] = lambda g: [g * owner.asked[-1].saved[0]]
    (first,) = owner.carry_out(engine.gradients_pass(context, [out], [x], create_graph=True))
    (second,) = owner.carry_out(engine.gradients_pass(context, [first], [x]))
    assert owner.names == ["Exp", "Exp"]
    assert values(second) == pytest.approx([numpy.exp(0.5)])


def test_released_with_its_node(context, leaf):
    y = square(context, leaf([1]), owner="tag")
    z = y * 2
    del y
    gc.collect()
    assert context.released == []
    del z
    gc.collect()
    assert context.released == ["tag"]


def test_what_was_undone_is_not_released(context, leaf):
    x = leaf([1])
    journal = context.begin()
    y = square(context, x, owner="tag")
    journal.rollback()
    del y
    gc.collect()
    assert context.released == []


def test_an_input_that_has_lost_its_place(context, leaf):
    first, _ = context.run("unbind", [base := leaf([1, 2]) * 1])
    context.run("mul_", [base, 2])
    with pytest.raises(errors.OpFailed, match="its gradient is lost"):
        square(context, first, owner="tag")
    assert context.released == []


def test_values_without_a_number_do_not_show_inputs_without_one(context, leaf):
    (out,) = engine.function(context, "F", [leaf([1]), tensor(context, [1])], [tensor(context, [2])])
    assert (out.base, out.restriction) == (None, "")


def test_a_saved_output_is_seen_in_its_place_in_the_graph(context, leaf):
    value = tensor(context, [2])
    (out,) = engine.function(context, "F", [leaf([1])], [value], saved=[value])
    (seen,) = engine.graph.saved(out.node).values()
    assert (seen.node, seen.id) == (out.node, out.id)
