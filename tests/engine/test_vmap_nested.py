"""vmap within vmap, and passes over what was computed under it: from outside, and row by row of a Jacobian."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

import engine
from engine import Context, EngineError, Op
from tests.engine import cases
from tests.engine.mapped import Examples, assert_same, carried_out, leaf, leaves, recorded, seed, shown, tensors, walked
from tests.engine.test_vmap import REFUSED

FIRST = [(op, number) for op, number in cases.CASES if not number and op.name not in REFUSED]
FIRST = [(op, number) for op, number in FIRST if f"{op.name}-0" not in REFUSED and Examples(op, 0, (1,)).names]
NAMES = [op.name for op, _ in FIRST]


def shares(names: list[str]) -> dict[str, tuple[int, ...]]:
    """By turns: an argument of the outer level, one of the inner level, one of both; a lonely one is of both."""
    return {name: ((0,), (1,), (0, 1))[place % 3] if len(names) > 1 else (0, 1) for place, name in enumerate(names)}


@pytest.mark.parametrize(("op", "number"), FIRST, ids=NAMES)
def test_levels_within_each_other_are_as_one_example_after_the_other(op: Op, number: int) -> None:
    examples = Examples(op, number, (2, 3))
    for mapped in (shares(examples.names), shares(examples.names[::-1])):
        try:
            alone = examples.one_by_one(mapped)
        except EngineError:
            continue  # neighbours of a case need not be one
        for create_graph in (False, True):
            together = examples.all_at_once(mapped, create_graph)
            assert len(together) == len(alone[0])
            for part, found in enumerate(together):
                assert_same(found, [example[part] for example in alone])


@pytest.mark.parametrize(("op", "number"), FIRST, ids=NAMES)
def test_a_pass_from_outside_sums_over_the_examples_that_share_a_tensor(op: Op, number: int) -> None:
    examples = Examples(op, number, (3,))
    mapped = {examples.names[0]: (0,)}
    try:
        alone = examples.one_by_one(mapped)
    except EngineError:
        return  # neighbours of a case need not be one
    context = Context(dtype="float64", seed=0)
    level = context.level(3)
    with context.computing():
        outside = {name: leaf(context, examples.stacked(name, mapped.get(name, ()))) for name in examples.values}
        inside = {name: _batched(value, level) if name in mapped else value for name, value in outside.items()}
        with context.within(level):
            results = tensors(context.run(op, (), {**examples.attributes, **inside}))
        shown_ones = [shown(one, [level]) for one in results]
        seeds = [
            context.tensor(numpy.stack([seed(one.shape, example) for example in range(3)]), dtype=one.dtype)
            for one in recorded(results)
        ]
        gradients = walked(context, shown_ones, leaves(outside), seeds)
    differs = [name in mapped for name in outside for one in recorded(tensors(outside[name]))]
    assert len(gradients) == len(alone[0]) - len(results)
    for part, (gradient, own) in enumerate(zip(gradients, differs, strict=False), len(results)):
        expected = [example[part] for example in alone]
        found = None if gradient is None else gradient.numpy()
        if own or expected[0] is None:
            assert_same(found, expected)
        else:
            assert_same(found, [numpy.sum(expected, axis=0)])


def _batched(value: Any, level: engine.Level) -> Any:
    if isinstance(value, list):
        return [_batched(one, level) for one in value]
    return engine.batch(value, 0, level) if isinstance(value, engine.Tensor) else value


@pytest.mark.parametrize(("op", "number"), cases.CASES, ids=cases.NAMES)
def test_a_jacobian_has_the_gradients_of_all_elements(op: Op, number: int) -> None:
    context = Context(dtype="float64", seed=0)
    inputs = cases.leaves(context, op, number, cases.arrays(op, number))
    with context.computing():
        results = recorded(tensors(cases.run(context, op, inputs, cases.attributes(op, number))))
        sources = leaves(inputs)
        if not results or not sources:
            return
        options: dict[str, Any] = {"retain_graph": True, "materialize_grads": True}
        for result in results:
            try:
                rows = [_row(context, result, sources, place, options) for place in numpy.ndindex(*result.shape)]
            except EngineError:
                continue
            (found,) = carried_out(engine.jacobian_pass(context, [result], sources, **options))
            for matrix, source, *parts in zip(found, sources, *rows, strict=True):
                expected = numpy.array(parts, source.dtype).reshape((*result.shape, *source.shape))
                numpy.testing.assert_allclose(matrix.numpy(), expected, rtol=1e-10, atol=1e-12)


def _row(context: Context, result: Any, sources: Any, place: tuple[int, ...], options: dict[str, Any]) -> list[Any]:
    unit = numpy.zeros(result.shape)
    unit[place] = 1
    seeds = [context.tensor(unit, dtype=result.dtype)]
    found = engine.gradients(context, [result], sources, seeds, **options)
    return [one.numpy() for one in found if one is not None]
