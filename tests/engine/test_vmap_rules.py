"""What holds under vmap: limits, in-place changes, random numbers, no examples at all, rules of operations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Level, Tensor
from engine.batching.array import BatchedArray
from engine.errors import InPlaceOnLeaf, LimitExceeded, OpFailed
from engine.ops.convolution import correlation

Made = Callable[..., Tensor]


@contextmanager
def mapped(context: Context, size: int, randomness: str = "error") -> Iterator[Level]:
    level = context.level(size, randomness)
    with context.within(level):
        yield level


def test_a_limit_on_memory_counts_all_examples() -> None:
    context = Context(max_bytes=10 * 200 * 200 * 4)
    with context.computing(), mapped(context, 10) as level:
        one = engine.batch(context.tensor(numpy.ones((10, 200), numpy.float32)), 0, level)
        assert context.call("outer", one, one).shape == (200, 200)
        with pytest.raises(LimitExceeded, match=r"\[10, 200, 201\]"):
            context.call("outer", one, context.call("zeros", (201,)))


def test_a_limit_on_memory_counts_the_examples_that_draw() -> None:
    context = Context(max_bytes=8 * 2000 - 1, seed=0)
    shared = context.tensor(numpy.full((2000,), 0.5, numpy.float32))
    with context.computing(), mapped(context, 2, "different"):
        with pytest.raises(LimitExceeded, match=r"\[2, 2000\]"):
            context.call("bernoulli", shared)
        with pytest.raises(LimitExceeded, match=r"\[2, 2000\]"):
            context.call("rand", (2000,))


def test_what_differs_is_not_written_into_what_all_share(context: Context) -> None:
    shared, values = context.tensor(numpy.zeros(2)), context.tensor(numpy.ones((3, 2)))
    with mapped(context, 3) as level:
        one = engine.batch(values, 0, level)
        for write in ("add_", "copy_"):
            with pytest.raises(OpFailed, match=f"vmap: {write} would write .* map over that tensor too"):
                context.run(write, [shared, one])
        context.run("add_", [one, shared])
        context.run("add_", [shared], {"other": 2})
    assert shared.numpy().tolist() == [2, 2]
    assert values.numpy().tolist() == [[1, 1]] * 3


def test_what_is_mapped_is_written_through_its_views(context: Context) -> None:
    values = context.tensor(numpy.zeros((3, 2)))
    with mapped(context, 3) as level:
        one = engine.batch(values, 0, level)
        context.run("add_", [context.call("select", one, 0, 1), context.tensor(numpy.array(5.0))])
    assert values.numpy().tolist() == [[0, 5]] * 3
    assert values.version == 1


def test_a_leaf_that_requires_grad_is_not_written_through_an_example(context: Context, leaf: Made) -> None:
    values = leaf([[1, 2], [3, 4]])
    with mapped(context, 2) as level, pytest.raises(InPlaceOnLeaf):
        context.run("mul_", [engine.batch(values, 0, level)], {"other": 2})


def test_gradients_lead_through_an_in_place_change_of_an_example(context: Context, leaf: Made) -> None:
    values, factor = leaf([[1, 2], [3, 4]]), leaf([10, 100])
    changed = context.call("mul", values, values)
    with mapped(context, 2) as level:
        context.run("mul_", [engine.batch(changed, 0, level), factor])
    for create_graph in (False, True):
        first, second = engine.gradients(
            context, [context.call("sum", changed)], [values, factor], retain_graph=True, create_graph=create_graph
        )
        assert first is not None
        assert second is not None
        assert first.numpy().tolist() == [[20, 400], [60, 800]]
        assert second.numpy().tolist() == [10, 20]


def test_no_examples_give_results_of_no_examples(context: Context) -> None:
    with mapped(context, 0) as level:
        one = engine.batch(context.tensor(numpy.ones((0, 2, 3), numpy.float32)), 0, level)
        weight = context.tensor(numpy.ones((4, 2, 1), numpy.float32)).requires_grad_()
        out = context.call("conv1d", one, weight)
        assert engine.unbatch(out, 0, level).shape == (0, 4, 3)
        assert engine.unbatch(context.call("logsumexp", one, (0, 1)), 0, level).shape == (0,)
    shown = engine.unbatch(out, 0, level)
    (gradient,) = engine.gradients(context, [context.call("sum", shown)], [weight])
    assert gradient is not None
    assert gradient.numpy().tolist() == numpy.zeros((4, 2, 1)).tolist()


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64", "complex64", "complex128"])
def test_examples_have_the_dtype_of_their_tensor(context: Context, dtype: str) -> None:
    numbers = context.tensor(numpy.arange(6.0).reshape(3, 2), dtype=dtype)
    with mapped(context, 3) as level:
        out = context.call(
            "softmax" if "float" in dtype else "exp", engine.batch(numbers, 0, level), *[0] * ("float" in dtype)
        )
        shown = engine.unbatch(out, 0, level)
    alone = [
        context.call("softmax" if "float" in dtype else "exp", row, *[0] * ("float" in dtype))
        for row in context.call("unbind", numbers)
    ]
    assert shown.dtype.name == dtype
    assert numpy.array_equal(shown.numpy(), numpy.stack([one.numpy() for one in alone]))


def test_different_numbers_are_the_examples_parts_of_one_draw(context: Context) -> None:
    plain = Context(seed=5)
    together = plain.call("rand", (3, 4)).numpy()
    context.manual_seed(5)
    with mapped(context, 3, "different") as level:
        different = engine.unbatch(context.call("rand", (4,)), 0, level).numpy()
    context.manual_seed(5)
    with mapped(context, 3, "same") as level:
        same = engine.unbatch(context.call("rand", (4,)), 0, level).numpy()
    assert numpy.array_equal(different, together)
    assert numpy.array_equal(same, numpy.stack([together[0]] * 3))


def test_each_example_has_a_permutation_of_its_own(context: Context) -> None:
    plain = Context(seed=5)
    alone = [plain.call("randperm", 6).numpy() for _ in range(3)]
    context.manual_seed(5)
    with mapped(context, 3, "different") as level:
        found = engine.unbatch(context.call("randperm", 6), 0, level).numpy()
    assert numpy.array_equal(found, numpy.stack(alone))


def test_random_numbers_need_to_be_asked_for(context: Context) -> None:
    with mapped(context, 3), pytest.raises(OpFailed, match="randomness"):
        context.call("rand", (4,))


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("levels", [("input",), ("weight",), ("input", "weight"), ()])
def test_a_convolution_is_one_call_whatever_is_mapped(
    context: Context, monkeypatch: pytest.MonkeyPatch, levels: tuple[str, ...], groups: int
) -> None:
    """Mapped by an outer level: what is named; by an inner one: the other argument."""
    calls = []
    convolve = correlation.convolve

    def counted(xp: Any, *args: Any) -> None:
        calls.append(xp)
        convolve(xp, *args)

    monkeypatch.setattr(correlation, "convolve", counted)
    random = numpy.random.default_rng(0)
    shapes = {"input": (2, 4, 5), "weight": (6, 4 // groups, 2)}
    with mapped(context, 2) as outer, mapped(context, 3) as inner:
        given, plain = {}, {}
        for name, shape in shapes.items():
            own = outer if name in levels else inner
            plain[name] = random.uniform(size=(own.size, *shape))
            given[name] = engine.batch(context.tensor(plain[name]), 0, own)
        out = context.run("conv1d", (), {**given, "groups": groups})
        shown = engine.unbatch(engine.unbatch(out, 0, inner), 0, outer).numpy()
    assert len(calls) == 1
    assert calls[0] is context.device.xp
    for i in range(2):
        for j in range(3):
            pair = {name: context.tensor(plain[name][i if name in levels else j]) for name in shapes}
            alone = context.run("conv1d", (), {**pair, "groups": groups})
            numpy.testing.assert_allclose(shown[i, j], alone.numpy(), rtol=1e-12)


def test_a_loop_is_told(context: Context) -> None:
    with mapped(context, 2) as level:
        one = engine.batch(context.tensor(numpy.array([[1.0, 0.0], [0.0, 1.0]])), 0, level)
        context.call("add", one, one)
        assert not context.warnings
        context.call("nonzero_static", one, size=1)
    assert list(context.warnings) == [
        "vmap ran nonzero_static for one example after the other, which is slow: it cannot be run for all at once."
    ]


@pytest.mark.cpu_only("asks NumPy whose memory arrays share")
def test_an_examples_tensor_shares_the_memory_of_all(context: Context) -> None:
    values = context.tensor(numpy.zeros((3, 2)))
    with mapped(context, 3) as level:
        array: Any = engine.batch(values, 0, level).data
    assert type(array) is BatchedArray
    assert numpy.shares_memory(array.physical, values.data)
