"""Cases of operations under vmap: examples near each other, run one by one and all at once."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import numpy

import engine
from engine import Context, Op, Tensor
from engine.batching import Level
from engine.errors import NotDifferentiable
from tests.engine import cases

Array = numpy.ndarray[Any, Any]
Place = tuple[int, ...]


class Examples:
    """A case of an operation with neighbours: an argument differs along the levels that it is mapped by."""

    def __init__(self, op: Op, number: int, sizes: Place, turned: bool = False) -> None:
        self.op = op
        self.sizes = sizes
        self.attributes = cases.attributes(op, number)
        random = numpy.random.default_rng(0)
        count = int(numpy.prod(sizes))
        self.values = {
            name: self._variants(value, count, random, turned) for name, value in cases.arrays(op, number).items()
        }
        self.names = [name for name, parts in self.values.items() if list(arrays(parts[0]))]
        """The arguments that can be mapped."""

    def _variants(self, value: Any, count: int, random: numpy.random.Generator, turned: bool) -> list[Any]:
        """An argument, and others near it; of integers and truth values the same ones, or turned around."""
        if isinstance(value, list):
            parts = [self._variants(one, count, random, turned) for one in value]
            return [list(one) for one in zip(*parts, strict=True)] if parts else [[]] * count
        if not isinstance(value, numpy.ndarray):
            return [value] * count
        if value.dtype.kind != "f":
            return [numpy.roll(value, example) if turned else value for example in range(count)]
        low = min(self.op.domain[0], value.min(initial=9e9))
        high = max(self.op.domain[1], value.max(initial=-9e9))
        moved = [numpy.clip(value + random.uniform(-0.05, 0.05, value.shape), low, high) for _ in range(count - 1)]
        return [value, *map(numpy.asarray, moved)]

    def places(self) -> Iterator[Place]:
        """The places of all examples."""
        return itertools.product(*map(range, self.sizes))

    def at(self, name: str, place: Place, along: Place) -> Any:
        """An argument at a place, where it is mapped by the levels `along`."""
        kept = tuple(number if level in along else 0 for level, number in enumerate(place))
        return self.values[name][int(numpy.ravel_multi_index(kept, self.sizes))]

    def one_by_one(self, mapped: Mapping[str, Place]) -> list[list[Any]]:
        """Results and gradients of each example by itself."""
        found = []
        for number, place in enumerate(self.places()):
            context = Context(dtype="float64", seed=0)
            inputs = {name: leaf(context, self.at(name, place, mapped.get(name, ()))) for name in self.values}
            with context.computing():
                results = tensors(context.run(self.op, (), {**self.attributes, **inputs}))
                seeds = [context.tensor(seed(one.shape, number), dtype=one.dtype) for one in recorded(results)]
                gradients = walked(context, results, leaves(inputs), seeds)
            found.append([None if one is None else one.numpy() for one in (*results, *gradients)])
        return found

    def all_at_once(
        self, mapped: Mapping[str, Place], create_graph: bool = False, context: Context | None = None
    ) -> list[Any]:
        """Results and gradients under vmap, with a dimension for each level in front."""
        context = context or Context(dtype="float64", seed=0)
        levels = [context.level(size) for size in self.sizes]
        with context.computing(), ExitStack() as within:
            for level in levels:
                within.enter_context(context.within(level))
            inputs = {name: self.batched(context, name, levels, mapped.get(name, ())) for name in self.values}
            results = tensors(context.run(self.op, (), {**self.attributes, **inputs}))
            seeds = [context.tensor(self.seeds(one.shape), dtype=one.dtype) for one in recorded(results)]
            seeds = [hidden(one, levels) for one in seeds]
            gradients = walked(context, results, leaves(inputs), seeds, create_graph=create_graph)
            return [None if one is None else shown(one, levels).numpy() for one in (*results, *gradients)]

    def stacked(self, name: str, along: Place) -> Any:
        """An argument's values along levels, in one array, or a list of them."""
        sizes = [self.sizes[level] for level in along]
        places = [
            tuple(dict(zip(along, one, strict=True)).get(level, 0) for level in range(len(self.sizes)))
            for one in itertools.product(*map(range, sizes))
        ]
        return _stacked([self.at(name, place, along) for place in places], sizes)

    def batched(self, context: Context, name: str, levels: Sequence[Level], along: Place) -> Any:
        """An argument as a leaf, batched by the levels that it is mapped by."""
        own = [levels[number] for number in along]
        return _made(context, self.stacked(name, along), own) if own else leaf(context, self.values[name][0])

    def seeds(self, shape: tuple[int, ...]) -> Array:
        """The gradients that passes of all examples begin with."""
        every = numpy.stack([seed(shape, number) for number in range(int(numpy.prod(self.sizes)))])
        return every.reshape((*self.sizes, *shape))


def _stacked(values: Sequence[Any], sizes: Sequence[int]) -> Any:
    if isinstance(values[0], list):
        return [_stacked(parts, sizes) for parts in zip(*values, strict=True)]
    if not isinstance(values[0], numpy.ndarray):
        return values[0]
    return numpy.stack(values).reshape((*sizes, *values[0].shape))


def _made(context: Context, value: Any, levels: Sequence[Level]) -> Any:
    if isinstance(value, list):
        return [_made(context, one, levels) for one in value]
    if not isinstance(value, numpy.ndarray):
        return value
    tensor = hidden(context.tensor(value), levels)
    return tensor.requires_grad_() if value.dtype.kind in "fc" else tensor


def arrays(value: Any) -> Iterator[Array]:
    """The arrays in an argument."""
    if isinstance(value, list):
        for one in value:
            yield from arrays(one)
    elif isinstance(value, numpy.ndarray):
        yield value


def leaf(context: Context, value: Any) -> Any:
    """An argument as leaves that record where they can."""
    if isinstance(value, list):
        return [leaf(context, one) for one in value]
    if not isinstance(value, numpy.ndarray):
        return value
    return context.tensor(value.copy(), requires_grad=value.dtype.kind in "fc")


def tensors(value: Any) -> list[Tensor]:
    """The tensors in a result or an argument."""
    if isinstance(value, list | tuple):
        return [tensor for one in value for tensor in tensors(one)]
    return [value] if isinstance(value, Tensor) else []


def leaves(inputs: Mapping[str, Any]) -> list[Tensor]:
    """The tensors among the arguments that require a gradient."""
    return recorded(tensors(list(inputs.values())))


def recorded(found: Sequence[Tensor]) -> list[Tensor]:
    """Those that require a gradient."""
    return [one for one in found if one.requires_grad]


def hidden(tensor: Tensor, levels: Sequence[Level]) -> Tensor:
    """A tensor with its first dimensions hidden."""
    for level in levels:
        tensor = engine.batch(tensor, 0, level)
    return tensor


def shown(tensor: Tensor, levels: Sequence[Level]) -> Tensor:
    """A tensor with its hidden dimensions in front."""
    for level in reversed(levels):
        tensor = engine.unbatch(tensor, 0, level)
    return tensor


def seed(shape: tuple[int, ...], number: int) -> Array:
    """A gradient to begin with, another one for each example."""
    steps: Array = numpy.arange(numpy.prod(shape, dtype=int)).reshape(shape)
    return numpy.ones(shape) * (1 + number) + 0.1 * steps


def walked(
    context: Context, results: Sequence[Tensor], inputs: Sequence[Tensor], seeds: Sequence[Tensor], **options: Any
) -> list[Tensor | None]:
    """The gradients of leaves; none where nothing was recorded, or has a derivative."""
    roots = recorded(results)
    if not inputs or not roots:
        return []
    try:
        return list(engine.gradients(context, roots, inputs, seeds, allow_unused=True, **options))
    except NotDifferentiable:
        return []


def assert_same(found: Any, expected: Sequence[Any]) -> None:
    """What was found for all examples at once is what each of them gave; None is a gradient of zeros."""
    if found is None or any(one is None for one in expected):
        assert not numpy.any(0 if found is None else found)
        assert not any(numpy.any(one) for one in expected if one is not None)
        return
    every = numpy.stack(expected)
    numpy.testing.assert_allclose(found.reshape(every.shape), every, rtol=1e-8, atol=1e-9)


def carried_out(steps: Any) -> Any:
    """What a pass comes to that asks nobody."""
    try:
        next(steps)
    except StopIteration as end:
        return end.value
    raise AssertionError("a pass over operations asks nobody")
