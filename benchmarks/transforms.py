"""Transforms in process: what vmap makes of a loop over examples or rows, and how PyTorch's compares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy
import torch

import engine

from .run import Result, Run
from .timing import Row, computed

EXAMPLES = 64
OUTPUTS = 100


def results(run: Run) -> Iterator[Result]:
    """The gradients of each example by itself, of two nets; an ensemble; and a Jacobian."""
    each = f"gradients of each of {EXAMPLES} examples"
    yield Result(f"{each}, a net of two layers (64, 128, 10)", "engine", _per_sample(run, _dense()))
    yield Result(f"{each}, a convolutional net (1x16x16, 8, 16, 10)", "engine", _per_sample(run, _pictures()))
    work = f"an ensemble of {EXAMPLES} convolutional nets on 8 pictures, forward"
    yield Result(work, "engine", _ensemble(run))
    yield Result(f"the Jacobian of {OUTPUTS} outputs of a net by its 100 inputs", "engine", _jacobian(run))


Arrays = Sequence[Any]
Net = tuple[Callable[..., Any], Callable[..., Any], Arrays, Any, Any]
"""A loss of one example in the engine's operations and in PyTorch's, weights, examples and their classes."""


def _dense() -> Net:
    random = numpy.random.default_rng(0)
    weights = [random.normal(size=shape).astype("float32") * 0.1 for shape in ((64, 128), (128,), (128, 10), (10,))]

    def loss(ops: Any, weights: Any, x: Any, label: Any) -> Any:
        hidden = ops.tanh(ops.matmul(x, weights[0]) + weights[1])
        return ops.nn.functional.cross_entropy(ops.matmul(hidden, weights[2]) + weights[3], label)

    def theirs(weights: Any, x: Any, label: Any) -> Any:
        hidden = torch.tanh(x @ weights[0] + weights[1])
        return torch.nn.functional.cross_entropy(hidden @ weights[2] + weights[3], label)

    examples = random.normal(size=(EXAMPLES, 64)).astype("float32")
    return loss, theirs, weights, examples, random.integers(0, 10, EXAMPLES)


def _pictures() -> Net:
    random = numpy.random.default_rng(0)
    shapes = ((8, 1, 3, 3), (16, 8, 3, 3), (16 * 12 * 12, 10))
    weights = [random.normal(size=shape).astype("float32") * 0.1 for shape in shapes]

    def loss(ops: Any, weights: Any, x: Any, label: Any) -> Any:
        scores = ops.matmul(ops.reshape(_features(ops, weights, x), (-1,)), weights[2])
        return ops.nn.functional.cross_entropy(scores, label)

    def theirs(weights: Any, x: Any, label: Any) -> Any:
        scores = _features(torch, weights, x).reshape(-1) @ weights[2]
        return torch.nn.functional.cross_entropy(scores, label)

    examples = random.normal(size=(EXAMPLES, 1, 16, 16)).astype("float32")
    return loss, theirs, weights, examples, random.integers(0, 10, EXAMPLES)


def _features(library: Any, weights: Any, x: Any) -> Any:
    return library.relu(library.conv2d(library.relu(library.conv2d(x, weights[0])), weights[1]))


def _per_sample(run: Run, net: Net) -> list[Row]:
    loss, theirs, weights, examples, labels = net
    context = engine.Context()
    ours = [context.tensor(one.copy(), requires_grad=True) for one in weights]
    given, classes = context.tensor(examples.copy()), context.tensor(labels.copy())

    def mapped() -> Any:
        with context.computing():
            level = context.level(EXAMPLES)
            with context.within(level):
                pair = engine.batch(given, 0, level), engine.batch(classes, 0, level)
                gradients = engine.gradients(context, [loss(context.ops, ours, *pair)], ours)
                return [engine.unbatch(one, 0, level).numpy() for one in gradients if one is not None]

    def one_by_one() -> Any:
        found = []
        with context.computing():
            for number in range(EXAMPLES):
                pair = context.ops.select(given, 0, number), context.ops.select(classes, 0, number)
                found.append(engine.gradients(context, [loss(context.ops, ours, *pair)], ours))
        return [numpy.stack([one.numpy() for one in parts if one is not None]) for parts in zip(*found, strict=True)]

    tensors = tuple(torch.from_numpy(one.copy()) for one in weights)
    pictures, classes_there = torch.from_numpy(examples.copy()), torch.from_numpy(labels.copy())
    per_sample = torch.func.vmap(torch.func.grad(theirs), in_dims=(None, 0, 0))
    return _rows(run, one_by_one, mapped, lambda: [one.numpy() for one in per_sample(tensors, pictures, classes_there)])


def _ensemble(run: Run) -> list[Row]:
    random = numpy.random.default_rng(0)
    shapes = ((EXAMPLES, 8, 1, 3, 3), (EXAMPLES, 16, 8, 3, 3))
    weights = [random.normal(size=shape).astype("float32") * 0.1 for shape in shapes]
    pictures = random.normal(size=(8, 1, 16, 16)).astype("float32")
    context = engine.Context()
    ours, given = [context.tensor(one.copy()) for one in weights], context.tensor(pictures.copy())

    def mapped() -> Any:
        with context.computing():
            level = context.level(EXAMPLES)
            with context.within(level):
                own = [engine.batch(one, 0, level) for one in ours]
                return [engine.unbatch(_features(context.ops, own, given), 0, level).numpy()]

    def one_by_one() -> Any:
        with context.computing():
            nets = zip(*(context.ops.unbind(one) for one in ours), strict=True)
            return [numpy.stack([_features(context.ops, net, given).numpy() for net in nets])]

    tensors, there = [torch.from_numpy(one.copy()) for one in weights], torch.from_numpy(pictures.copy())
    together = torch.func.vmap(lambda *own: _features(torch, own, there))
    return _rows(run, one_by_one, mapped, lambda: [together(*tensors).numpy()])


def _jacobian(run: Run) -> list[Row]:
    random = numpy.random.default_rng(0)
    first, second = (random.normal(size=(100, OUTPUTS)).astype("float32") * 0.1 for _ in range(2))
    point = random.normal(size=100).astype("float32")
    context = engine.Context()
    ours = [context.tensor(one.copy()) for one in (first, second)]
    x = context.tensor(point.copy(), requires_grad=True)

    def output() -> Any:
        return context.ops.tanh(context.ops.matmul(context.ops.tanh(context.ops.matmul(x, ours[0])), ours[1]))

    def mapped() -> Any:
        with context.computing():
            steps = engine.jacobian_pass(context, [output()], [x])
            try:
                next(steps)
            except StopIteration as end:
                return [end.value[0][0].numpy()]
            raise AssertionError("nobody is to be asked")

    def one_by_one() -> Any:
        with context.computing():
            y = output()
            units = context.ops.unbind(context.ops.eye(OUTPUTS))
            rows = [engine.gradients(context, [y], [x], [unit], retain_graph=True)[0] for unit in units]
        return [numpy.stack([row.numpy() for row in rows if row is not None])]

    there = [torch.from_numpy(one.copy()) for one in (first, second)]
    jacobian = torch.func.jacrev(lambda x: torch.tanh(torch.tanh(x @ there[0]) @ there[1]))
    return _rows(run, one_by_one, mapped, lambda: [jacobian(torch.from_numpy(point)).detach().numpy()])


def _rows(run: Run, one_by_one: Callable[[], Any], mapped: Callable[[], Any], theirs: Callable[[], Any]) -> list[Row]:
    for found, expected in zip(mapped(), theirs(), strict=True):
        numpy.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4)
    variants = {"a loop": one_by_one, "vmap": mapped, "torch.func": theirs}
    return run.compare({name: computed(work) for name, work in variants.items()}, round_seconds=0.1)
