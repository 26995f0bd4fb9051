"""Gradients where there is none, or more than one: PyTorch's choice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Tensor, errors

Leaf = Callable[[Any], Tensor]


@pytest.mark.parametrize("name", ["relu", "hardshrink", "nn.functional.relu6", "nn.functional.leaky_relu"])
def test_slopes_that_change_in_steps_are_recorded(context: Context, leaf: Leaf, name: str) -> None:
    x = leaf([-1.0, 2.0])
    (slope,) = engine.gradients(context, [context.ops.sum(context.call(name, x))], [x], create_graph=True)
    assert slope is not None
    assert slope.requires_grad
    engine.backward(context, [context.ops.sum(slope)])
    assert x.grad is not None
    assert x.grad.numpy().tolist() == [0.0, 0.0]


def test_ignored_classes_have_a_gradient_of_zero(context: Context, leaf: Leaf) -> None:
    scores = leaf([[1.0, 2.0]])
    loss = context.call("nn.functional.cross_entropy", scores, context.tensor(numpy.array([-100])))
    engine.backward(context, [loss])
    assert numpy.isnan(loss.item())
    assert scores.grad is not None
    assert scores.grad.numpy().tolist() == [[0.0, 0.0]]


def test_complex_powers_of_zero_are_flat_by_real_exponents_alone(context: Context) -> None:
    zeros = context.tensor(numpy.zeros(2, complex))
    exponents = context.tensor(numpy.array([2, 1 + 1j]), requires_grad=True)
    out = context.ops.pow(zeros, exponents)
    (slope,) = engine.gradients(context, [out], [exponents], [context.tensor(numpy.ones(2, complex))])
    assert slope is not None
    assert numpy.isnan(slope.numpy()).tolist() == [False, True]


@pytest.mark.parametrize(
    ("name", "exception"),
    [("relu", "NotImplementedError"), ("floor", "NotImplementedError"), ("argmax", "RuntimeError")],
)
def test_what_has_no_order_is_refused_with_pytorchs_exception(context: Context, name: str, exception: str) -> None:
    with pytest.raises(errors.DtypeMismatch) as refused:
        context.call(name, context.tensor(numpy.ones(2, complex)))
    assert refused.value.exception == exception
