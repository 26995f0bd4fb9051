"""vmap: every operation's cases for several examples at once, which give what one example after the other gives."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy
import pytest

import engine
from engine import Context, EngineError, Op, Tensor
from engine.batching import Level
from engine.errors import OpFailed
from tests.engine import cases

EXAMPLES = 3
CANNOT = {  # what has no result of one shape for all examples, or reads a storage, or draws numbers
    "argwhere", "masked_select", "as_strided", "_as_strided", "_as_strided_copy", "as_strided_copy",
    "as_strided_scatter", "_as_strided_scatter", "svd_lowrank", "pca_lowrank",
}  # fmt: skip


def variants(op: Op, value: Any, random: numpy.random.Generator, turned: bool = False) -> list[Any]:
    """A tensor argument of a case, and others near it; of integers and truth values the same ones, or turned around."""
    if isinstance(value, list):
        return [list(parts) for parts in zip(*(variants(op, one, random, turned) for one in value), strict=True)]
    if not isinstance(value, numpy.ndarray) or value.dtype.kind != "f":
        turns = turned and isinstance(value, numpy.ndarray)
        return [numpy.roll(value, example) if turns else value for example in range(EXAMPLES)]
    low, high = min(op.domain[0], value.min(initial=9e9)), max(op.domain[1], value.max(initial=-9e9))
    near = [numpy.clip(value + random.uniform(-0.05, 0.05, value.shape), low, high) for _ in range(EXAMPLES - 1)]
    return [value, *map(numpy.asarray, near)]


def arrays_in(value: Any) -> list[Any]:
    if isinstance(value, list):
        return [array for one in value for array in arrays_in(one)]
    return [value] if isinstance(value, numpy.ndarray) else []


def leaf(context: Context, value: Any) -> Any:
    if isinstance(value, list):
        return [leaf(context, one) for one in value]
    if not isinstance(value, numpy.ndarray):
        return value
    return context.tensor(value.copy(), requires_grad=value.dtype.kind in "fc")


def batched(context: Context, values: Sequence[Any], level: Level) -> Any:
    if isinstance(values[0], list):
        return [batched(context, parts, level) for parts in zip(*values, strict=True)]
    if not isinstance(values[0], numpy.ndarray):
        return values[0]
    example = engine.batch(context.tensor(numpy.stack(values)), 0, level)
    return example.requires_grad_() if values[0].dtype.kind in "fc" else example


def tensors(value: Any) -> list[Tensor]:
    if isinstance(value, list | tuple):
        return [tensor for one in value for tensor in tensors(one)]
    return [value] if isinstance(value, Tensor) else []


def seed(shape: tuple[int, ...], example: int) -> numpy.ndarray[Any, Any]:
    """A gradient to begin with, another one for each example."""
    return numpy.ones(shape) * (1 + example) + 0.1 * numpy.arange(numpy.prod(shape, dtype=int)).reshape(shape)


def seeds_of(shape: tuple[int, ...]) -> list[numpy.ndarray[Any, Any]]:
    return [seed(shape, example) for example in range(EXAMPLES)]


def walked(context: Context, results: list[Tensor], inputs: Any, seeds: Sequence[Tensor], **options: Any) -> Any:
    leaves = [one for one in tensors(list(inputs.values())) if one.requires_grad]
    roots = [one for one in results if one.requires_grad]
    if not leaves or not roots:
        return []
    return engine.gradients(context, roots, leaves, seeds, allow_unused=True, **options)


def one_by_one(op: Op, number: int, values: dict[str, list[Any]], mapped: Sequence[str]) -> list[Any]:
    """Results and gradients of each example by itself."""
    found = []
    for example in range(EXAMPLES):
        context = Context(dtype="float64", seed=0)
        inputs = {name: leaf(context, value[example if name in mapped else 0]) for name, value in values.items()}
        with context.computing():
            results = tensors(context.run(op, (), {**cases.attributes(op, number), **inputs}))
            seeds = [context.tensor(seed(one.shape, example), dtype=one.dtype) for one in results if one.requires_grad]
            gradients = walked(context, results, inputs, seeds)
        found.append([None if one is None else one.numpy() for one in (*results, *gradients)])
    return found


def all_at_once(op: Op, number: int, values: dict[str, list[Any]], mapped: Sequence[str], create_graph: bool) -> Any:
    """Results and gradients under vmap."""
    context = Context(dtype="float64", seed=0)
    level = context.level(EXAMPLES)
    with context.computing(), context.within(level):
        inputs = {
            name: batched(context, value, level) if name in mapped else leaf(context, value[0])
            for name, value in values.items()
        }
        results = tensors(context.run(op, (), {**cases.attributes(op, number), **inputs}))
        seeds = [
            engine.batch(context.tensor(numpy.stack(seeds_of(one.shape)), dtype=one.dtype), 0, level)
            for one in results
            if one.requires_grad
        ]
        gradients = walked(context, results, inputs, seeds, create_graph=create_graph)
        return [None if one is None else engine.unbatch(one, 0, level).numpy() for one in (*results, *gradients)]


def has_numbers(op: Op, number: int) -> bool:
    """Whether a case has tensors of integers or truth values, which can be turned around."""
    return any(one.dtype.kind != "f" for value in cases.arrays(op, number).values() for one in arrays_in(value))


MAPPED = [(op, number, False) for op, number in cases.CASES]
MAPPED += [(op, number, True) for op, number in cases.CASES if has_numbers(op, number)]
MAPPED_NAMES = [f"{op.name}-{number}{'-turned' * turned}" for op, number, turned in MAPPED]


@pytest.mark.parametrize(("op", "number", "turned"), MAPPED, ids=MAPPED_NAMES)
def test_all_examples_at_once_are_as_one_after_the_other(op: Op, number: int, turned: bool) -> None:
    random = numpy.random.default_rng(0)
    values = {name: variants(op, value, random, turned) for name, value in cases.arrays(op, number).items()}
    names = [name for name, parts in values.items() if isinstance(parts[0], numpy.ndarray | list)]
    if not names:
        pytest.skip("no tensor among the arguments")
    for mapped in [names, *([name] for name in names[: len(names) * (len(names) > 1)])]:
        try:
            alone = one_by_one(op, number, values, mapped)
        except EngineError:
            continue  # random neighbours of a case need not be one: distances from 0 to itself, say
        differs = any(len({numpy.shape(part) for part in parts}) > 1 for parts in zip(*alone, strict=True))
        if op.name in CANNOT and mapped != names:
            continue  # a shared mask chooses the same elements in every example
        if op.name in CANNOT or differs:
            with pytest.raises(OpFailed):
                all_at_once(op, number, values, mapped, create_graph=False)
            continue
        for create_graph in (False, True):
            together = all_at_once(op, number, values, mapped, create_graph)
            assert len(together) == len(alone[0])
            for part, found in enumerate(together):
                expected = [example[part] for example in alone]
                if found is None or expected[0] is None:  # None is a gradient of zeros
                    assert not numpy.any(found if found is not None else 0)
                    assert not any(numpy.any(one) for one in expected if one is not None)
                else:
                    numpy.testing.assert_allclose(found, numpy.stack(expected), rtol=1e-8, atol=1e-9)
