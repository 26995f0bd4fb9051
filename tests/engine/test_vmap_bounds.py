"""Under vmap every example needs room: what all of them together would need is refused before memory is asked for."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Tensor, errors

LIMIT = 1 << 20


def rows(context: Context) -> tuple[Tensor, Tensor]:
    """The sums of the rows of a leaf of a quarter of the limit, and the leaf."""
    leaf = context.tensor(numpy.ones((256, 256), numpy.float32), requires_grad=True)
    return context.call("sum", context.call("mul", leaf, leaf), 1), leaf


def jacobian(context: Context) -> Any:
    root, leaf = rows(context)
    return next(engine.jacobian_pass(context, [root], [leaf]))


def hessian(context: Context) -> Any:
    root, leaf = rows(context)
    return next(engine.hessian_pass(context, [context.call("sum", root)], [leaf]))


def batched_gradients(context: Context) -> Any:
    root, leaf = rows(context)
    seeds = context.tensor(numpy.ones((256, 256), numpy.float32))
    return engine.gradients(context, [root], [leaf], [seeds], is_grads_batched=True)


def repeated(context: Context) -> Any:
    return engine.unbatch(context.tensor(numpy.ones(2, numpy.float32)), 0, context.level(10**12))


@pytest.mark.parametrize("create", [jacobian, hessian, batched_gradients, repeated])
def test_too_much_for_all_examples_is_refused_before_it_is_made(create: Callable[[Context], Any]) -> None:
    context = Context(max_bytes=LIMIT)
    tracemalloc.start()
    try:
        with context.computing(), pytest.raises(errors.LimitExceeded, match="limit is 1048576"):
            create(context)
        assert tracemalloc.get_traced_memory()[1] < 4 * LIMIT
    finally:
        tracemalloc.stop()


def test_a_gradient_that_nobody_wants_needs_no_room() -> None:
    context = Context(max_bytes=LIMIT)
    root, _ = rows(context)
    other = context.tensor(numpy.ones(256, numpy.float32), requires_grad=True)
    with context.computing():
        seeds = context.tensor(numpy.eye(256, dtype=numpy.float32))
        (found,) = engine.gradients(
            context, [context.call("mul", root, other)], [other], [seeds], is_grads_batched=True
        )
    assert found is not None
    assert found.shape == (256, 256)
