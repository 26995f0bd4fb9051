"""PyTorch's autograd semantics: leaves, accumulation, freed graphs, in-place changes, modes."""

from __future__ import annotations

import gc
import weakref

import numpy
import pytest

import engine
from engine import errors


def values(tensor):
    return tensor.numpy().tolist()


def test_the_notebook_graph(context, leaf):
    x = leaf([[1, 1], [1, 1]])
    y = x + 2
    z = y * y * 3
    out = context.ops.mean(z)
    assert [t.node.name for t in (y, z, out)] == ["AddBackward0", "MulBackward0", "MeanBackward0"]
    engine.backward(context, [out])
    assert values(x.grad) == [[4.5, 4.5], [4.5, 4.5]]
    assert not x.grad.requires_grad


def test_a_gradient_vector(context, leaf):
    x = leaf([1, 2, 3])
    y = x * 2
    engine.backward(context, [y], [context.tensor(numpy.array([0.1, 1, 0.0001], numpy.float32))])
    numpy.testing.assert_allclose(values(x.grad), [0.2, 2, 0.0002], rtol=1e-6)


def test_gradients_accumulate_into_the_same_tensor(context, leaf):
    x = leaf([1, 2])
    engine.backward(context, [context.ops.sum(x * x)])
    first = x.grad
    engine.backward(context, [context.ops.sum(x * x)])
    assert x.grad is first
    assert values(first) == [4, 8]
    assert first.version == 1


def test_create_graph_accumulates_out_of_place(context, leaf):
    x = leaf([1, 2])
    engine.backward(context, [context.ops.sum(x * x)], create_graph=True)
    first = x.grad
    engine.backward(context, [context.ops.sum(x * x * x)], create_graph=True)
    assert x.grad is not first
    assert x.grad.requires_grad
    assert values(x.grad) == [5, 16]


def test_two_leaves_of_one_sum_do_not_share_their_gradient(context, leaf):
    a, b = leaf([1, 2]), leaf([3, 4])
    engine.backward(context, [a + b], [context.tensor(numpy.ones(2, numpy.float32))])
    context.run("mul_", [a.grad, 5])
    assert values(b.grad) == [1, 1]


def test_the_given_gradient_is_not_taken_over(context, leaf):
    x = leaf([1, 2])
    seed = context.tensor(numpy.ones(2, numpy.float32))
    engine.backward(context, [x + 0], [seed])
    context.run("mul_", [x.grad, 5])
    assert values(seed) == [1, 1]


def test_several_roots(context, leaf):
    x = leaf([1, 2])
    engine.backward(context, [context.ops.sum(x * 2), context.ops.sum(x * x)])
    assert values(x.grad) == [4, 6]


def test_a_root_that_is_a_leaf(context, leaf):
    x = leaf(3)
    engine.backward(context, [x])
    assert values(x.grad) == 1
    assert values(engine.gradients(context, [x], [x])[0]) == 1


def test_inputs_restrict_what_is_accumulated(context, leaf):
    a, b = leaf([1, 2]), leaf([3, 4])
    middle = a * b
    engine.backward(context, [context.ops.sum(middle * 2)], inputs=[a, middle])
    assert values(a.grad) == [6, 8]
    assert values(middle.grad) == [2, 2]
    assert b.grad is None


def test_gradients_accumulate_nothing(context, leaf):
    x, unused = leaf([1, 2]), leaf([1])
    out = context.ops.sum(x * x)
    assert values(engine.gradients(context, [out], [x], retain_graph=True)[0]) == [2, 4]
    assert x.grad is None
    with pytest.raises(errors.NoGraph):
        engine.gradients(context, [out], [x, unused], retain_graph=True)
    assert engine.gradients(context, [out], [unused], allow_unused=True, retain_graph=True) == [None]
    assert values(engine.gradients(context, [out], [unused], materialize_grads=True)[0]) == [0]


def test_gradients_of_what_lies_between(context, leaf):
    x = leaf([1, 2])
    y = x * 3
    gx, gy = engine.gradients(context, [context.ops.sum(y * y)], [x, y])
    assert values(gy) == [6, 12]
    assert values(gx) == [18, 36]


def test_batched_gradients(context, leaf):
    x = leaf([1, 2])
    y = x * x
    rows = context.tensor(numpy.eye(2, dtype=numpy.float32))
    (jacobian,) = engine.gradients(context, [y], [x], [rows], is_grads_batched=True)
    assert values(jacobian) == [[2, 0], [0, 4]]


def test_saved_values_are_freed(context, leaf):
    x = leaf([1, 2])
    out = context.ops.sum(x * x)
    engine.backward(context, [out], retain_graph=True)
    engine.backward(context, [out])
    assert values(x.grad) == [4, 8]
    with pytest.raises(errors.GraphFreed, match="retain_graph") as caught:
        engine.backward(context, [out])
    assert caught.value.facts["node"].startswith("n")


def test_a_graph_that_saves_nothing_may_be_walked_again(context, leaf):
    x = leaf([1, 2])
    out = context.ops.sum(x + 1)
    engine.backward(context, [out])
    engine.backward(context, [out])
    assert values(x.grad) == [2, 2]


def test_what_backward_refuses(context, leaf):
    x = leaf([1, 2])
    with pytest.raises(errors.GradientRequired):
        engine.backward(context, [x * 2])
    with pytest.raises(errors.NoGraph):
        engine.backward(context, [context.tensor(numpy.array(1.0))])
    with pytest.raises(errors.WrongGradients):
        engine.backward(context, [x * 2], [context.tensor(numpy.ones(3, numpy.float32))])
    with pytest.raises(errors.WrongGradients):
        engine.backward(context, [x * 2], [])
    with pytest.raises(errors.NotDifferentiable):
        context.tensor(numpy.array([1, 2]), requires_grad=True)


def test_second_and_third_derivatives(context, leaf):
    x = leaf([2, 3])
    y = context.ops.sum(x * x * x * x)
    for expected in ([32, 108], [48, 108], [48, 72]):
        (g,) = engine.gradients(context, [y], [x], create_graph=True)
        assert values(g) == expected
        y = context.ops.sum(g)


def test_a_changed_saved_value_is_noticed(context, leaf):
    x = leaf([1, 2])
    y = x * 2
    out = context.ops.sum(y * y)
    context.run("add_", [y, 1])
    with pytest.raises(
        errors.SavedValueModified, match=r"Input \w+ of mul, float32 of shape \[2\].*version 1, version 0"
    ):
        engine.backward(context, [out])


def test_a_changed_output_is_noticed(context, leaf):
    x = leaf([1, 2])
    y = context.ops.exp(x)
    context.run("mul_", [y, 2])
    with pytest.raises(errors.SavedValueModified, match=r"Output 0 of exp, float32 of shape \[2\]"):
        engine.backward(context, [context.ops.sum(y)])


def test_a_value_that_no_rule_reads_may_change(context, leaf):
    x = leaf([1, 2])
    y = x * 2
    out = context.ops.sum(y + 1)
    context.run("mul_", [y, 10])
    engine.backward(context, [out])
    assert values(x.grad) == [2, 2]


def test_in_place_changes_are_recorded(context, leaf):
    x = leaf([1, 2])
    y = x * 1
    context.run("mul_", [y, x])
    assert y.node.name == "MulBackward0"
    engine.backward(context, [context.ops.sum(y)])
    assert values(x.grad) == [2, 4]


def test_in_place_on_a_leaf_is_refused(context, leaf):
    x = leaf([1, 2])
    for tensor in (x, context.ops.select(x, 0, 0)):
        with pytest.raises(errors.InPlaceOnLeaf):
            context.run("add_", [tensor, 1])
    assert values(x) == [1, 2]
    context.grad_enabled = False
    context.run("add_", [x, 1])
    assert values(x) == [2, 3]
    assert x.version == 1
    assert x.is_leaf


def test_a_changed_view_changes_its_base(context, leaf):
    x = leaf([1, 2, 3])
    y = x * 2
    before, part = context.ops.select(y, 0, 0), context.ops.select(y, 0, 1)
    context.run("mul_", [part, 3])
    assert values(y) == [2, 12, 6]
    assert y.node.name == "CopySlices"
    engine.backward(context, [context.ops.sum(y * y) + before], retain_graph=True)
    assert values(x.grad) == [10, 144, 24]


def test_a_view_follows_its_changed_base(context, leaf):
    x = leaf([1, 2])
    y = x * 2
    part = context.ops.select(y, 0, 0)
    context.run("mul_", [y, 5])
    engine.backward(context, [part])
    assert values(x.grad) == [10, 0]


def test_second_derivatives_through_a_changed_view(context, leaf):
    x = leaf([1.0, 2.0])
    y = x * x
    context.run("mul_", [context.ops.select(y, 0, 1), context.ops.select(x, 0, 1)])
    (g,) = engine.gradients(context, [context.ops.sum(y)], [x], create_graph=True)
    assert values(g) == [2, 12]
    (h,) = engine.gradients(context, [context.ops.sum(g)], [x])
    assert values(h) == [2, 12]


def test_detached_tensors_share_storage_and_version(context, leaf):
    x = leaf([1, 2])
    twin = x.detach()
    assert not twin.requires_grad
    context.run("add_", [twin, 1])
    assert values(x) == [2, 3]
    assert x.version == twin.version == 1
    data = x.variable_data()
    context.run("add_", [data, 1])
    assert values(x) == [3, 4]
    assert x.version == 1


def test_retain_grad(context, leaf):
    x = leaf([1, 2])
    y = x * 2
    y.retain_grad()
    engine.backward(context, [context.ops.sum(y * y)])
    assert values(y.grad) == [4, 8]
    assert y.retains_grad


def test_modes(context, leaf):
    x = leaf([1, 2])
    with context.recording_as(False):
        assert not (x * x).requires_grad
        with context.recording_as(True):
            assert (x * x).requires_grad
    assert (x * x).requires_grad
    context.inference = True
    assert not (x * x).requires_grad


def test_set_grad_checks_what_it_is_given(context, leaf):
    x = leaf([1, 2])
    x.set_grad(context.tensor(numpy.ones(2, numpy.float32)))
    assert values(x.grad) == [1, 1]
    x.set_grad(None)
    assert x.grad is None
    for wrong in (numpy.ones(3, numpy.float32), numpy.ones(2)):
        with pytest.raises(errors.WrongGradients):
            x.set_grad(context.tensor(wrong))


def test_a_deep_chain_goes_back_and_is_freed(context, leaf):
    x = leaf([1, 2])
    y = x
    for _ in range(100_000):
        y = y + 1
    node = weakref.ref(y.node)
    engine.backward(context, [context.ops.sum(y)])
    assert values(x.grad) == [1, 1]
    gc.disable()
    try:
        del y
        assert node() is None  # by reference counts alone: the graph has no cycles
    finally:
        gc.enable()


def test_graphs_have_no_cycles(context, leaf):
    x = leaf([1, 2])
    y = context.ops.exp(x)  # saves its own output
    node = weakref.ref(y.node)
    gc.disable()
    try:
        del y
        assert node() is None
    finally:
        gc.enable()


def test_mixed_dtypes_meet_in_one_and_part_again(context):
    half = context.tensor(numpy.array([1, 2], numpy.float16), requires_grad=True)
    double = context.tensor(numpy.array([3, 4], numpy.float64), requires_grad=True)
    out = context.ops.sum(half * double)
    assert out.dtype == numpy.float64
    engine.backward(context, [out])
    assert (half.grad.dtype, double.grad.dtype) == (numpy.float16, numpy.float64)
    assert values(half.grad) == [3, 4]


def test_complex_gradients_are_conjugated_as_in_pytorch(context):
    z = context.tensor(numpy.array([1 + 2j, 3 - 1j], numpy.complex64), requires_grad=True)
    engine.backward(context, [context.ops.sum(context.ops.real(z * z))])
    assert values(z.grad) == [2 - 4j, 6 + 2j]


def test_the_size_of_a_result_is_checked_first(leaf):
    context = engine.Context(max_bytes=1 << 20)
    row = context.tensor(numpy.ones((1, 100_000), numpy.float32))
    with pytest.raises(errors.LimitExceeded):
        context.ops.add(row, context.ops.transpose(row, 0, 1))


def test_retained_gradients_accumulate_as_in_pytorch(context, leaf):
    y = leaf([1, 2]) * 2
    y.retain_grad()
    out = context.ops.sum(y * y)
    engine.backward(context, [out], retain_graph=True)
    first = y.grad
    engine.backward(context, [out])
    assert values(first) == [4, 8]
    assert values(y.grad) == [8, 16]


def test_what_is_retained_moves_with_an_in_place_change(context, leaf):
    y = leaf([1, 2]) * 2
    y.retain_grad()
    context.run("mul_", [y, 3])
    engine.backward(context, [context.ops.sum(y * 2)])
    assert values(y.grad) == [2, 2]


def test_gradients_that_stop_at_a_tensor_are_retained(context, leaf):
    y = leaf([1, 2]) * 2
    y.retain_grad()
    engine.gradients(context, [context.ops.sum(y * y)], [y])
    assert values(y.grad) == [4, 8]


def test_an_input_named_twice_accumulates_once(context, leaf):
    x = leaf([1, 2])
    engine.backward(context, [context.ops.sum(x * x)], inputs=[x, x])
    assert values(x.grad) == [2, 4]


def test_recorded_gradients_share_no_memory(context, leaf):
    a, b, x = leaf([1, 2]), leaf([3, 4]), leaf([5, 6])
    engine.backward(context, [context.ops.sum((a + b) * x)], create_graph=True)
    with context.recording_as(False):
        context.run("zero_", [a.grad])
    assert values(b.grad) == [5, 6]


def test_a_frozen_leaf_accumulates_nothing(context, leaf):
    x = leaf([1, 2])
    out = context.ops.sum(x * 2)
    x.requires_grad_(False)
    engine.backward(context, [out])
    assert x.grad is None


def test_a_complex_gradient_of_a_real_root_is_refused(context, leaf):
    with pytest.raises(errors.WrongGradients, match="complex"):
        engine.backward(context, [leaf([1, 2]) * 2], [context.tensor(numpy.array([1, 1j], numpy.complex64))])
