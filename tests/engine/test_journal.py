"""An atomic section that fails leaves everything as it was."""

from __future__ import annotations

import numpy

import engine


def test_rollback_restores_contents_gradients_and_graph(context, leaf):
    w, x = leaf([1, 2]), leaf([3, 4])
    out = context.ops.sum(w * x)
    out.retain_grad()
    journal = context.begin()
    engine.backward(context, [out])
    assert w.grad is not None
    context.grad_enabled = False
    context.run("sub_", [w, w.grad])
    x.requires_grad_(False)
    journal.rollback()
    assert w.numpy().tolist() == [1, 2]
    assert w.version == 0
    assert w.grad is None
    assert out.grad is None
    assert x.requires_grad
    assert context.grad_enabled
    engine.backward(context, [out])  # the graph is whole again
    assert w.grad.numpy().tolist() == [3, 4]


def test_rollback_restores_accumulated_gradients(context, leaf):
    w = leaf([1, 2])
    engine.backward(context, [context.ops.sum(w * w)])
    journal = context.begin()
    engine.backward(context, [context.ops.sum(w * w)])
    assert w.grad.numpy().tolist() == [4, 8]
    journal.rollback()
    assert w.grad.numpy().tolist() == [2, 4]


def test_rollback_reaches_storage_changed_through_new_views(context, leaf):
    w = leaf([1, 2])
    journal = context.begin()
    for alias in (w.detach(), w.variable_data(), context.ops.select(w.detach(), 0, 1)):
        context.run("mul_", [alias, 10])
    assert w.numpy().tolist() == [100, 2000]
    journal.rollback()
    assert w.numpy().tolist() == [1, 2]


def test_rollback_restores_random_state(context):
    context.ops.rand((2,))
    journal = context.begin()
    first = context.ops.rand((3,)).numpy().tolist()
    context.manual_seed(5)
    context.manual_seed(1, "other")
    journal.rollback()
    assert context.ops.rand((3,)).numpy().tolist() == first
    assert context.seed == 0


def test_a_loop_keeps_one_copy_of_each_weight(context, leaf):
    w = leaf(numpy.ones(1000))
    journal = context.begin()
    for _ in range(50):
        loss = context.ops.sum(w * w)
        engine.backward(context, [loss])
        with context.recording_as(False):
            context.run("sub_", [w, w.grad * 0.1])
        w.set_grad(None)
    assert len(journal._contents) == 1
    assert len(journal._kept) < 10
    journal.commit()
    assert context.journal is None
    assert w.version == 50


def test_leaves_first_used_in_a_failed_section_keep_no_number_of_it(context, leaf):
    a, b = leaf([1, 2]), leaf([3, 4])
    journal = context.begin()
    context.ops.sum(a * 2)
    journal.rollback()
    engine.backward(context, [context.ops.sum(b * 3)])
    engine.backward(context, [context.ops.sum(a * b)])
    assert a.grad.numpy().tolist() == [3, 4]
    assert b.grad.numpy().tolist() == [4, 5]
