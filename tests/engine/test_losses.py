"""Losses refuse what PyTorch refuses: gradients that it has not, targets that do not fit, reductions that are none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy
import pytest

import engine
from engine import Context, Tensor, errors


@pytest.fixture
def context() -> Iterator[Context]:
    context = Context(dtype="float64", seed=0)
    with context.computing():
        yield context


def tensor(context: Context, value: object, requires_grad: bool = False) -> Tensor:
    return context.tensor(numpy.array(value), requires_grad=requires_grad)


def test_there_is_no_gradient_for_weights(context: Context) -> None:
    scores = tensor(context, [[0.1, 0.9]], True)
    weight = tensor(context, [1.0, 2.0], True)
    loss = context.call("nn.functional.nll_loss", scores, tensor(context, [1]), weight)
    with pytest.raises(errors.NotDifferentiable, match="weight"):
        engine.backward(context, [loss])


def test_there_is_no_second_gradient_of_alignments(context: Context) -> None:
    scores = tensor(context, numpy.log(numpy.full((3, 1, 2), 0.5)), True)
    loss = context.call("nn.functional.ctc_loss", scores, tensor(context, [[1]]), (3,), (1,))
    (first,) = engine.gradients(context, [loss], [scores], create_graph=True)
    assert first is not None
    with pytest.raises(errors.NotDifferentiable, match="second"):
        engine.gradients(context, [context.ops.sum(first)], [scores])


def test_sequences_without_an_alignment(context: Context) -> None:
    scores = tensor(context, numpy.log(numpy.full((1, 1, 3), 1 / 3)), True)
    arguments = (scores, tensor(context, [[1, 2]]), (1,), (2,))
    assert context.call("nn.functional.ctc_loss", *arguments).item() == numpy.inf
    loss = context.call("nn.functional.ctc_loss", *arguments, zero_infinity=True)
    (gradient,) = engine.gradients(context, [loss], [scores])
    assert gradient is not None
    assert loss.item() == 0
    assert not gradient.numpy().any()


@pytest.mark.parametrize(
    ("name", "arguments", "exception"),
    [
        ("mse_loss", ([1.0], [2.0], {"reduction": "most"}), "ValueError"),
        ("binary_cross_entropy", ([0.5], [0.5, 1.0], {}), "ValueError"),
        ("binary_cross_entropy", ([1.5], [0.5], {}), "RuntimeError"),
        ("huber_loss", ([1.0], [2.0], {"delta": 0.0}), "RuntimeError"),
        ("mse_loss", ([1], [2], {}), "NotImplementedError"),
        ("nll_loss", ([[0.5, 0.5]], [2], {}), "IndexError"),
    ],
)
def test_exceptions_are_those_of_pytorch(
    context: Context, name: str, arguments: tuple[object, object, dict[str, object]], exception: str
) -> None:
    input, target, options = arguments
    with pytest.raises(errors.EngineError) as caught:
        context.call(f"nn.functional.{name}", tensor(context, input), tensor(context, target), **options)
    assert caught.value.exception == exception


@pytest.mark.parametrize("reduction", ["none", "sum", "mean"])
def test_what_is_ignored_has_no_gradient_whatever_comes_in(context: Context, reduction: str) -> None:
    scores = tensor(context, [[0.1, 0.9], [0.2, 0.8]], True)
    losses = context.call("nn.functional.nll_loss", scores, tensor(context, [1, -100]), reduction=reduction)
    engine.backward(context, [losses], [context.tensor(numpy.full(losses.shape, numpy.nan))])
    assert scores.grad is not None
    assert scores.grad.numpy()[1].tolist() == [0, 0]
