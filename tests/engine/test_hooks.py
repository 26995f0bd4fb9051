"""Hooks: what they are asked, in which order, what their answers do, and until when."""

from __future__ import annotations

import gc

import numpy
import pytest

import engine
from engine import errors
from engine.hooks import add_hook, remove_hook


def values(tensor):
    return None if tensor is None else tensor.numpy().tolist()


def backward(context, *roots, **options):
    return engine.backward_pass(context, list(roots), **options)


def test_a_tensors_hook_replaces_its_gradient(context, leaf, owner):
    x = leaf([1, 2])
    y = x * 2
    add_hook(context, "h", "gradient", [y])
    owner.answers["h"] = lambda g: [g * 10]
    owner.carry_out(backward(context, context.ops.sum(y * 3)))
    assert values(owner.asked[0].gradients[0]) == [3, 3]
    assert values(x.grad) == [60, 60]


def test_order_at_a_node(context, leaf, owner):
    x = leaf([1, 2])
    y = x * 2
    for on, name in (("inputs", "post"), ("outputs", "pre"), ("gradient", "second"), ("gradient", "third")):
        add_hook(context, name, on, [y])
    y.retain_grad()
    owner.answers["third"] = lambda g: [g * 5]
    owner.answers["pre"] = lambda g: [g * 7]
    owner.carry_out(backward(context, context.ops.sum(y)))
    assert owner.names == ["second", "third", "pre", "post"]
    assert values(y.grad) == [5, 5]
    assert values(owner.asked[3].outputs[0]) == [35, 35]
    assert [values(one) for one in owner.asked[3].gradients] == [[70, 70], None]
    assert values(x.grad) == [70, 70]


def test_order_at_a_leaf(context, leaf, owner):
    x = leaf([1, 2])
    for on in ("inputs", "accumulated", "outputs", "gradient"):
        add_hook(context, on, on, [x])
    seen = []
    owner.answers["outputs"] = lambda g: seen.append(values(x.grad)) or [g * 2]
    owner.answers["accumulated"] = lambda g: seen.append(values(x.grad)) or [g * 3]
    owner.carry_out(backward(context, context.ops.sum(x)))
    assert owner.names == ["gradient", "outputs", "accumulated", "inputs"]
    assert seen == [None, [2, 2]]
    assert values(x.grad) == [6, 6]
    assert (list(owner.asked[3].gradients), values(owner.asked[3].outputs[0])) == ([], [2, 2])


def test_a_captured_gradient_is_as_its_hooks_left_it(context, leaf, owner):
    x = leaf([1, 2])
    y = x * 2
    add_hook(context, "h", "gradient", [y])
    add_hook(context, "leaf", "gradient", [x])
    owner.answers["h"] = lambda g: [g * 10]
    owner.answers["leaf"] = lambda g: [g * 100]
    total = context.ops.sum(y * 3)

    def captured(*inputs):
        found = owner.carry_out(engine.gradients_pass(context, [total], list(inputs), retain_graph=True))
        return [values(one) for one in found]

    assert captured(y) == [[30, 30]]
    assert captured(x) == [[6000, 6000]]
    # as in PyTorch: what is captured on the way to others is the gradient that came
    assert captured(x, y) == [[6000, 6000], [3, 3]]


def test_inputs_are_asked_with_gradients_that_fit(context, leaf, owner):
    x = leaf([1, 2])
    wide = context.tensor(numpy.ones((3, 2), numpy.float64))
    y = x + wide
    add_hook(context, "post", "inputs", [y])
    owner.answers["post"] = lambda g, other: [g * 2, other]
    owner.carry_out(backward(context, context.ops.sum(y)))
    asked = owner.asked[0]
    assert (values(asked.gradients[0]), asked.gradients[0].dtype, asked.gradients[1]) == ([3, 3], numpy.float32, None)
    assert values(x.grad) == [6, 6]


def test_inputs_that_are_one_tensor_have_a_gradient_each(context, leaf, owner):
    x = leaf([2, 3])
    y = x * 1
    z = y * y
    add_hook(context, "post", "inputs", [z])
    owner.answers["post"] = lambda first, second: [first, second * 10]
    owner.carry_out(backward(context, context.ops.sum(z)))
    assert [values(one) for one in owner.asked[0].gradients] == [[2, 3], [2, 3]]
    assert values(x.grad) == [22, 33]


def test_a_gradient_that_does_not_come_is_asked_about_and_stays_away(context, leaf, owner):
    x = leaf([1, 2])
    first, second = context.run("unbind", [x])
    add_hook(context, "h", "gradient", [first])
    owner.carry_out(backward(context, second, retain_graph=True))
    assert list(owner.asked[0].gradients) == [None]
    owner.answers["h"] = lambda g: [context.tensor(numpy.float32(1))]
    with pytest.raises(errors.WrongGradients, match="nothing can take its place"):
        owner.carry_out(backward(context, second))


@pytest.mark.parametrize(
    ("answer", "match"),
    [
        (lambda g: [], "must answer with 1"),
        (lambda g: [g, g], "must answer with 1"),
        (lambda g: [g.context.ops.sum(g)], r"shape \[\]; it must have \[2\]"),
        (lambda g: [g.context.run("to", [g], {"dtype": "float64"})], "as float64; it must be float32"),
    ],
)
def test_answers_that_do_not_fit(context, leaf, owner, answer, match):
    x = leaf([1, 2])
    add_hook(context, "h", "gradient", [x])
    owner.answers["h"] = answer
    with pytest.raises(errors.WrongGradients, match=match):
        owner.carry_out(backward(context, context.ops.sum(x)))


def several(context, x, owner, *targets, first_only=False):
    add_hook(context, "all", "gradients", targets, first_only)
    owner.answers["all"] = lambda *gradients: [None] * len(gradients)


def came(question):
    return [values(one) for one in question.gradients]


def test_several_tensors_are_asked_about_once_all_that_are_reached_have_come(context, leaf, owner):
    x = leaf([1])
    a, b, c = x * 2, x * 3, x * 4
    several(context, x, owner, a, b, c, x)
    owner.carry_out(backward(context, context.ops.sum(a + b), retain_graph=True))
    assert [came(one) for one in owner.asked] == [[[1], [1], None, [5]]]
    # a pass that needs but one of them reaches but that one
    owner.carry_out(engine.gradients_pass(context, [context.ops.sum(a + b)], [a], retain_graph=True))
    assert came(owner.asked[1]) == [[1], None, None, None]


def test_several_tensors_that_are_one(context, leaf, owner):
    x = leaf([1])
    a = x * 2
    several(context, x, owner, a, a)
    owner.carry_out(backward(context, a))
    assert [came(one) for one in owner.asked] == [[[1], [1]]]


def test_the_first_of_several(context, leaf, owner):
    x = leaf([1])
    a, b = x * 2, x * 3
    several(context, x, owner, a, b, first_only=True)
    for _ in range(2):
        owner.carry_out(backward(context, a + b * 5, retain_graph=True))
    assert [came(one) for one in owner.asked] == [[[5]], [[5]]]  # the newest node's comes first


def test_the_outputs_of_one_operation_are_several(context, leaf, owner):
    x = leaf([1, 2])
    a, b = context.run("unbind", [x])
    several(context, x, owner, a, b)
    owner.carry_out(backward(context, a * 3 + b))
    assert [came(one) for one in owner.asked] == [[3, 1]]


def test_removal_during_a_pass(context, leaf, owner):
    x = leaf([1])
    y = x * 2
    for name in ("first", "second"):
        add_hook(context, name, "gradient", [y])
    add_hook(context, "leaf", "gradient", [x])
    owner.answers["first"] = lambda g: remove_hook(context, "second") or remove_hook(context, "leaf") or [None]
    owner.carry_out(backward(context, y, retain_graph=True))
    assert owner.names == ["first", "second"]  # as in PyTorch: those of a tensor at hand are asked all the same
    owner.answers.clear()
    owner.carry_out(backward(context, y))
    assert owner.names[2:] == ["first"]
    with pytest.raises(errors.InvalidArgument, match="no hook 'second'"):
        remove_hook(context, "second")


def test_a_hook_added_during_a_pass_sees_what_is_still_to_come(context, leaf, owner):
    x = leaf([1])
    y = x * 2
    add_hook(context, "first", "gradient", [y])
    owner.answers["first"] = lambda g: (
        add_hook(context, "here", "gradient", [y]) or add_hook(context, "there", "gradient", [x]) or [None]
    )
    owner.carry_out(backward(context, y))
    assert owner.names == ["first", "there"]


def test_the_grad_mode_of_a_pass_is_its_own(context, leaf, owner):
    x = leaf([3])
    y = x * x
    add_hook(context, "h", "gradient", [y])

    def stop_recording(g):
        context.grad_enabled = False
        return [None]

    owner.answers["h"] = stop_recording
    owner.carry_out(backward(context, y, create_graph=True))
    assert x.grad.requires_grad
    assert context.grad_enabled


def test_answers_are_recorded_with_create_graph(context, leaf, owner):
    x = leaf([3])
    y = x * 1
    add_hook(context, "h", "gradient", [y])
    owner.answers["h"] = lambda g: [g * y]
    (gradient,) = owner.carry_out(engine.gradients_pass(context, [y * y], [x], create_graph=True))
    assert values(gradient) == [18]  # 2 y * y
    assert values(owner.carry_out(engine.gradients_pass(context, [gradient], [x]))[0]) == [4 * 3 * 3]


def test_what_cannot_have_a_hook(context, leaf):
    x = leaf([1])
    y = x * 2
    add_hook(context, "h", "gradient", [y])
    for error, arguments in (
        (errors.InvalidArgument, ("h", "gradient", [x])),
        (errors.NotDifferentiable, ("g", "gradient", [context.tensor(numpy.ones(1))])),
        (errors.OpFailed, ("g", "accumulated", [y])),
        (errors.InvalidArgument, ("g", "gradient", [y.node])),
    ):
        with pytest.raises(error):
            add_hook(context, *arguments)


def test_a_pass_in_which_nobody_is_asked_is_refused(context, leaf):
    x = leaf([1])
    add_hook(context, "h", "gradient", [x])
    with pytest.raises(errors.OpFailed, match="hook h"):
        engine.backward(context, [x * 2])
    assert context.grad_enabled


def test_released_when_the_last_tensor_is_gone(context, leaf):
    x = leaf([1])
    a, b = x * 2, x * 3
    add_hook(context, "both", "gradients", [a, b], owner="both")
    add_hook(context, "gone", "gradient", [a], owner="gone")
    remove_hook(context, "gone")
    del a
    assert context.released == []
    del b
    gc.collect()
    assert context.released == ["both"]


def test_an_undone_removal_leaves_the_hook_to_be_removed(context, leaf, owner):
    x = leaf([1])
    add_hook(context, "h", "gradient", [x])
    journal = context.begin()
    remove_hook(context, "h")
    journal.rollback()
    owner.carry_out(backward(context, x * 2))
    assert owner.names == ["h"]
    remove_hook(context, "h")
    owner.carry_out(backward(context, x * 2))
    assert owner.names == ["h"]
