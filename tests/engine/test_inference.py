"""Inference mode: what is made in it, and what may be done with that outside."""

from __future__ import annotations

import numpy
import pytest

import engine
from engine import errors


@pytest.fixture
def made(context):
    """A tensor made in inference mode."""
    with context.mode(False, True):
        return context.tensor(numpy.array([1, 2, 3], numpy.float32))


def test_what_is_made_inside_is_told_from_views_of_what_was_made_outside(context, leaf):
    x = leaf([1, 2, 3])
    with context.mode(False, True):
        assert context.run("mul", [x, 2]).is_inference
        assert context.run("ones", [], {"size": [2]}).is_inference
        view = context.ops.select(x, 0, 1)
    assert not view.is_inference
    assert not context.run("mul", [x, 2]).is_inference


def test_views_of_it_are_like_it_and_copies_are_not(context, made):
    assert context.ops.select(made, 0, 1).is_inference
    assert made.detach().is_inference
    assert made.variable_data().is_inference
    assert not context.run("clone", [made]).is_inference


def test_it_is_not_changed_outside(context, made):
    with context.mode(False, True):
        context.run("add_", [made, 1])
    assert made.version == 1
    for tensor in (made, context.ops.select(made, 0, 1)):
        with pytest.raises(errors.OpFailed, match="inference"):
            context.run("add_", [tensor, 1])
    assert made.numpy().tolist() == [2, 3, 4]


def test_it_is_not_saved_but_may_take_part(context, leaf, made):
    x = leaf([1, 1, 1])
    with pytest.raises(errors.OpFailed, match="inference"):
        context.run("mul", [x, made])
    engine.backward(context, [context.run("sum", [context.run("add", [x, made])])])
    assert x.grad.numpy().tolist() == [1, 1, 1]


def test_it_begins_to_require_grad_inside_only(context, made):
    with pytest.raises(errors.OpFailed, match="inference"):
        made.requires_grad_()
    with context.mode(False, True):
        assert made.requires_grad_().requires_grad


def test_a_failed_section_takes_its_changes_back(context, made):
    context.number(made)
    with context.mode(False, True):
        journal = context.begin()
        context.run("add_", [made, 1])
        journal.rollback()
    assert (made.numpy().tolist(), made.version) == ([1, 2, 3], 0)


def test_its_storage_grows_while_nothing_shares_it(context, made):
    with context.mode(False, True):
        assert context.run("resize_", [made], {"size": [5]}).shape == (5,)
        other = context.tensor(numpy.zeros(2, numpy.float32))
        view = context.ops.select(other, 0, 1)
        with pytest.raises(errors.OpFailed, match="share"):
            context.run("resize_", [other], {"size": [5]})
    assert view.is_inference
