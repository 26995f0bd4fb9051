"""Checkpoints: gradients equal to the bit, from values that are computed again instead of kept."""

from __future__ import annotations

import contextlib
import gc
import math
import weakref
from collections.abc import Callable, Sequence
from typing import Any

import numpy
import pytest

import engine
from engine import Context, Op, Tensor
from engine.errors import GraphFreed, SavedValueModified
from tests.engine import cases

Arrays = list[Any]
Program = Callable[[Context, Any, Callable[[], Any]], Sequence[Tensor]]


def both(program: Program, *shapes: tuple[int, ...], dtype: str = "float32", **options: Any) -> tuple[Any, Any]:
    """Results, gradients, and the next random numbers, of a program whose blocks are checkpoints, or are not.

    It is given a context, leaves of these shapes, and what opens a block.
    """
    found = []
    for checkpoints in (False, True):
        context = Context(seed=3, dtype=dtype)
        random = numpy.random.default_rng(0)
        with context.computing():
            leaves = [
                context.tensor(random.standard_normal(shape).astype(dtype), requires_grad=True) for shape in shapes
            ]
            results = program(context, leaves, block(context) if checkpoints else contextlib.nullcontext)
            roots = [context.run("sum", [one]) for one in results if one.requires_grad]
            gradients = engine.gradients(context, roots, leaves, allow_unused=True, **options)
            drawn = context.run("rand", (), {"size": (2,)})
            found.append([None if one is None else one.numpy() for one in (*results, *gradients, drawn)])
    return found[0], found[1]


def block(context: Context) -> Callable[[], Any]:
    return lambda: engine.checkpoint(context)


def same(pair: tuple[Arrays, Arrays]) -> None:
    plain, recomputed = pair
    for expected, array in zip(plain, recomputed, strict=True):
        assert (expected is None) == (array is None)
        if expected is not None:
            numpy.testing.assert_array_equal(array, expected, strict=True)
    assert numpy.any(plain[-2])


def layers(context: Context, leaves: Any, open_block: Callable[[], Any], drop: float = 0.0) -> list[Tensor]:
    """Layers of a network, each a block; the first leaf is its input."""
    hidden, *weights = leaves
    for weight in weights:
        with open_block():
            hidden = context.run("relu", [context.run("matmul", [hidden, weight])])
            hidden = context.run("nn.functional.dropout", [hidden], {"p": drop}) if drop else hidden
            hidden = context.run("sigmoid", [context.run("mul", [hidden, hidden])])
    return [hidden]


NETWORK = ((64, 16), *((16, 16),) * 8)


def test_a_network_has_the_same_gradients() -> None:
    same(both(layers, *NETWORK))


def test_random_numbers_are_drawn_again_and_the_generator_goes_on_where_it_was() -> None:
    same(both(lambda *given: layers(*given, drop=0.3), *NETWORK))


def test_numbers_that_follow_a_new_seed_within_are_drawn_again() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        with open_block():
            context.run("get_rng_state")
            context.manual_seed(5)
            noise = context.run("randn", (), {"size": (4,)})
            other = context.run("uniform_", [context.run("mul", [noise, 2.0])])
            return [context.run("mul", [context.run("exp", [leaves[0]]), context.run("mul", [noise, other])])]

    same(both(program, (4,)))


def measured(program: Program, *shapes: tuple[int, ...], checkpoints: bool) -> tuple[int, int]:
    context = Context(seed=0)
    with context.computing():
        leaves = [context.tensor(numpy.ones(shape, numpy.float32), requires_grad=True) for shape in shapes]
        (result,) = program(context, leaves, block(context) if checkpoints else contextlib.nullcontext)
        return engine.graph.size([result, *leaves])


def test_bytes_fall_to_what_the_blocks_begin_with() -> None:
    nodes, plain = measured(layers, *NETWORK, checkpoints=False)
    same_nodes, recomputed = measured(layers, *NETWORK, checkpoints=True)
    weights, activation = 8 * 16 * 16 * 4, 64 * 16 * 4
    assert nodes == same_nodes
    assert plain == weights + 17 * activation  # the input, and the results of relu and sigmoid
    assert recomputed == weights + 9 * activation  # the input, and each block's result


def test_memory_is_freed_block_by_block_in_the_pass_and_wholly_after_it() -> None:
    context = Context(seed=0)
    held: list[int] = []
    with context.computing():
        leaves = [context.tensor(numpy.full(shape, 0.1, numpy.float32), requires_grad=True) for shape in NETWORK]
        (result,) = layers(context, leaves, block(context))
        before = engine.graph.size([result, *leaves])[1]
        for weight in leaves[1:]:
            engine.hooks.add_hook(context, f"w{weight.id}", "gradient", [weight], owner=None)
        root = context.run("sum", [result])
        asking = engine.backward_pass(context, [root], retain_graph=True)
        question = next(asking)
        with contextlib.suppress(StopIteration):
            while True:
                held.append(sum(len(region._values) for region in context.recomputed))
                question = asking.send([None] * len(question.gradients))
        gradients = sum(leaf.grad.nbytes for leaf in leaves if leaf.grad is not None)
        after = engine.graph.size([result, *leaves])[1] - gradients
    assert len(held) == 8
    assert 0 < max(held) <= 6  # one block's values at a time
    assert after == before
    assert context.recomputed == []


def test_a_freed_graph_holds_nothing_of_its_blocks() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(1000, numpy.float32), requires_grad=True)
    inner = context.run("mul", [leaf, 2.0])
    with engine.checkpoint(context):
        result = context.run("exp", [context.run("exp", [inner])])
    arrays = engine.graph.size([result])[1]
    root = context.run("sum", [result])
    del inner
    engine.backward(context, [root])
    assert arrays == 3 * 4000  # the leaf, what the block begins with, the result
    assert engine.graph.size([result])[1] == 3 * 4000  # a gradient, too, and no more the beginning
    with pytest.raises(GraphFreed):
        engine.backward(context, [root])


def test_the_graph_can_be_walked_again_when_it_is_retained() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    with engine.checkpoint(context):
        result = context.run("sum", [context.run("exp", [context.run("sin", [leaf])])])
    first, second = (engine.gradients(context, [result], [leaf], retain_graph=True)[0] for _ in range(2))
    assert first is not None
    assert second is not None
    numpy.testing.assert_array_equal(first.numpy(), second.numpy())


def test_second_derivatives_are_the_same() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        with open_block():
            inner = context.run("sin", [context.run("mul", [leaves[0], leaves[1]])])
            result = context.run("mul", [context.run("exp", [inner]), inner])
        first = engine.gradients(context, [context.run("sum", [result])], leaves, create_graph=True)
        return [context.run("mul", [one, one]) for one in first if one is not None]

    same(both(program, (5,), (5,)))


def test_blocks_within_blocks_are_the_same_and_hold_less() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        hidden, *weights = leaves
        with open_block():
            hidden = context.run("tanh", [context.run("matmul", [hidden, weights[0]])])
            for weight in weights[1:]:
                with open_block():
                    hidden = context.run("tanh", [context.run("matmul", [hidden, weight])])
                    hidden = context.run("nn.functional.dropout", [hidden], {"p": 0.5})
                    hidden = context.run("relu", [hidden])
                hidden = context.run("sigmoid", [hidden])
        return [hidden]

    same(both(program, *NETWORK))
    assert measured(program, *NETWORK, checkpoints=True)[1] == 8 * 16 * 16 * 4 + 2 * 64 * 16 * 4


def test_changes_in_place_and_views_within_are_followed() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        with open_block():
            inner = context.run("sin", [leaves[0]])
            context.run("mul_", [inner, leaves[1]])
            context.run("setitem", [inner, 0.5], {"index": [0]})
            part = context.run("select", [inner], {"dim": 0, "index": 1})
            context.run("sigmoid_", [part])
            turned = context.run("clone", [inner])
            context.run("t_", [turned])
            filled = context.run("normal_", [context.run("zeros", (), {"size": (3, 3)})])
            return [context.run("mul", [context.run("mul", [turned, turned]), filled]), context.run("tanh", [part])]

    same(both(program, (3, 3), (3, 3)))


@pytest.mark.parametrize("name", ["relu_", "sigmoid_", "mul_"])
def test_a_change_in_place_of_what_came_from_outside_starts_from_what_it_was(name: str) -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        outside = context.run("mul", [leaves[0], 1.0])
        counter = context.run("zeros", (), {"size": ()})
        with open_block():
            window = context.run("select", [outside], {"dim": 0, "index": 1})
            twice = context.run("mul", [context.run("clone", [window]), 2.0])
            context.run(name, [outside, 3.0] if name == "mul_" else [outside])
            context.run("add_", [counter, 1.0])
            with open_block():
                context.run("add_", [counter, 1.0])
                context.run("add_", [twice, 1.0])
                inner = context.run("mul", [context.run("exp", [outside]), counter])
            return [context.run("sin", [context.run("mul", [inner, context.run("exp", [twice])])]), counter]

    same(both(program, (3, 4)))


def test_a_change_after_the_block_of_what_it_began_with_is_noticed() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    other = context.tensor(numpy.ones(3, numpy.float32))
    with engine.checkpoint(context):
        result = context.run("sum", [context.run("exp", [context.run("add", [leaf, other])])])
    context.run("mul_", [other, 2.0])
    with pytest.raises(SavedValueModified, match="checkpoint"):
        engine.backward(context, [result])


def test_a_change_within_the_block_of_what_was_saved_is_noticed() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    with engine.checkpoint(context):
        inner = context.run("exp", [leaf])
        root = context.run("sum", [context.run("mul", [inner, inner])])
        context.run("add_", [inner, 1.0])
    with pytest.raises(SavedValueModified):
        engine.backward(context, [root])


def test_a_change_after_the_block_of_its_result_does_no_harm() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    with engine.checkpoint(context):
        result = context.run("exp", [leaf])
    context.run("mul_", [result, 2.0])
    (gradient,) = engine.gradients(context, [context.run("sum", [result])], [leaf])
    assert gradient is not None
    numpy.testing.assert_array_equal(gradient.numpy(), 2 * numpy.exp(numpy.ones(3, numpy.float32)))


def test_what_no_tape_can_follow_is_kept_as_it_is() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        with open_block():
            inner = context.run("mul", [leaves[0], 2.0])
            context.run("add_", [context.run("data", [inner]), 1.0])
            context.run("add_", [inner, 1.0])
            other = context.run("mul", [leaves[0], 3.0])
            context.run("set_data", [other, context.run("exp", [context.run("detach", [other])])])
            return [context.run("mul", [context.run("sin", [inner]), context.run("cos", [other])])]

    same(both(program, (4,)))


def test_a_change_that_no_tape_can_follow_of_what_was_saved_is_noticed() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    with engine.checkpoint(context):
        inner = context.run("exp", [leaf])
        context.run("add_", [context.run("data", [inner]), 1.0])
    with pytest.raises(SavedValueModified):
        engine.backward(context, [context.run("sum", [inner])])


def test_statistics_that_a_layer_follows_are_followed_once() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        mean, variance = (context.run(name, (), {"size": (4,)}) for name in ("zeros", "ones"))
        with open_block():
            inner = context.run("sin", [leaves[0]])
            named = {"running_mean": mean, "running_var": variance, "training": True}
            result = context.run("exp", [context.run("nn.functional.batch_norm", [inner], named)])
        engine.gradients(context, [context.run("sum", [result])], leaves, retain_graph=True)
        return [result, mean, variance]

    same(both(program, (5, 4)))


def test_a_pass_within_the_block_is_the_same() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        with open_block():
            inner = context.run("exp", [leaves[0]])
            root = context.run("sum", [context.run("mul", [inner, inner])])
            (first,) = engine.gradients(context, [root], leaves, create_graph=True)
            return [context.run("mul", [first, inner])]

    same(both(program, (4,)))


def test_a_region_goes_on_in_later_blocks_by_its_name() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(100, numpy.float32), requires_grad=True)
    for _ in range(2):
        with engine.checkpoint(context, "c0"):
            inner = context.run("exp", [context.run("mul", [leaf, 0.1])])
        outside = context.run("cos", [leaf])
        with engine.checkpoint(context, "c0", continues=True):
            result = context.run("sin", [context.run("mul", [inner, inner])])
        del inner
        assert engine.graph.size([result])[1] == 2 * 400  # the leaf, the result
        (gradient,) = engine.gradients(context, [context.run("sum", [result])], [leaf])
        expected = numpy.exp(numpy.float32(0.1))
        assert gradient is not None
        assert outside.requires_grad
        numpy.testing.assert_allclose(gradient.numpy(), numpy.cos(expected**2) * 2 * expected**2 * 0.1, rtol=1e-5)


def test_a_failed_program_leaves_a_region_as_it_was() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    journal = context.begin()
    with engine.checkpoint(context, "c0"):
        inner = context.run("nn.functional.dropout", [context.run("exp", [leaf])])
        saved = context.run("exp", [inner])
    journal.commit()
    journal = context.begin()
    with engine.checkpoint(context, "c0", continues=True):
        context.run("mul_", [inner, 5.0])
        context.run("sin", [context.run("exp", [inner])])
    with engine.checkpoint(context, "c0"):
        context.run("exp", [context.run("exp", [leaf])])
    journal.rollback()
    with engine.checkpoint(context, "c0", continues=True):
        result = context.run("mul", [context.run("cos", [saved]), inner])
    with_checkpoint = engine.gradients(context, [context.run("sum", [result])], [leaf])[0]
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    inner = context.run("nn.functional.dropout", [context.run("exp", [leaf])])
    result = context.run("mul", [context.run("cos", [context.run("exp", [inner])]), inner])
    without = engine.gradients(context, [context.run("sum", [result])], [leaf])[0]
    assert with_checkpoint is not None
    assert without is not None
    numpy.testing.assert_array_equal(with_checkpoint.numpy(), without.numpy())


def test_what_a_node_has_saved_is_computed_when_somebody_looks() -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    with engine.checkpoint(context):
        result = context.run("exp", [context.run("sin", [leaf])])
    assert result.node is not None
    saved = engine.graph.saved(result.node)["result"]
    assert saved.node is result.node
    numpy.testing.assert_array_equal(saved.numpy(), result.numpy())
    assert engine.graph.details(result.node)["saved"]["result"].id == result.id
    assert [node["saved"] for node in engine.graph.describe([result])["nodes"]][-1] == {"result": f"t{result.id}"}
    assert context.recomputed == []


def test_examples_of_vmap_are_computed_again_with_their_random_numbers() -> None:
    def program(context: Context, leaves: Any, open_block: Callable[[], Any]) -> list[Tensor]:
        level = context.level(4, "different")
        example = engine.batch(leaves[0], 0, level)
        with context.within(level), open_block():
            inner = context.run("nn.functional.dropout", [context.run("exp", [example])])
            result = context.run("mul", [inner, context.run("randn", (), {"size": (3,)})])
            result = context.run("sin", [context.run("mul", [result, inner])])
        return [engine.unbatch(result, 0, level)]

    same(both(program, (4, 3)))


@pytest.mark.parametrize("name", [None, "c0"])
def test_regions_are_gone_with_their_graph_and_name(name: str | None) -> None:
    context = Context(seed=0)
    leaf = context.tensor(numpy.ones(3, numpy.float32), requires_grad=True)
    gc.collect()
    gc.disable()
    try:
        with engine.checkpoint(context, name):
            region = weakref.ref(context.regions[-1])
            result = context.run("exp", [context.run("sin", [leaf])])
        with engine.checkpoint(context, name):
            assert region() is not None
        del result
        assert region() is None
    finally:
        gc.enable()


def test_a_region_goes_on_though_no_node_needs_it_yet() -> None:
    """What it made before is no tensor from outside, which under vmap could not be changed in place."""
    context = Context()
    level = context.level(2)
    leaf = context.tensor(numpy.ones((2, 3), numpy.float32), requires_grad=True)
    with context.within(level):
        with engine.checkpoint(context, "c0"):
            inner = context.run("mul", [engine.batch(leaf, 0, level), 3.0])
        assert engine.graph.size([], context.named_regions.values())[1] == leaf.nbytes
        with engine.checkpoint(context, "c0", continues=True):
            result = context.run("exp", [context.run("sin_", [inner])])
    shown = engine.unbatch(result, 0, level)
    (found,) = engine.gradients(context, [context.run("sum", [shown])], [leaf])
    assert found is not None
    numpy.testing.assert_allclose(found.numpy(), 3 * math.cos(3) * math.exp(math.sin(3)), rtol=1e-5)


WITHOUT = ("floor_divide", "geqrf", "_bin_edges", "_histogram")  # no gradients, as in PyTorch
RECORDING = [
    (op, number)
    for op, number in cases.CASES
    if op.rules and op.name not in WITHOUT and any(cases.is_shape(value) for value in op.cases[number].values())
]


@pytest.mark.parametrize(("op", "number"), RECORDING, ids=[f"{op.name}-{number}" for op, number in RECORDING])
def test_every_operation_is_computed_again(op: Op, number: int) -> None:
    found = []
    for checkpoints in (False, True):
        context = Context(dtype="float64", seed=0)
        with context.computing():
            leaves = cases.leaves(context, op, number, cases.arrays(op, number))
            with engine.checkpoint(context) if checkpoints else contextlib.nullcontext():
                inputs = {name: within(context, value) for name, value in leaves.items()}
                results = context.run(op, (), {**cases.attributes(op, number), **inputs})
                results = [one for one in (results if isinstance(results, tuple) else [results]) if one.requires_grad]
                roots = [context.run("abs", [context.run("mul", [one, one])]) for one in results]
            targets = [one for value in leaves.values() for one in (value if isinstance(value, list) else [value])]
            targets = [one for one in targets if isinstance(one, Tensor) and one.requires_grad]
            if not targets or not roots:
                pytest.skip("nothing records")
            root = [context.run("sum", [one]) for one in roots]
            found.append(engine.gradients(context, root, targets, allow_unused=True))
    for plain, again in zip(*found, strict=True):
        assert (plain is None) == (again is None)
        if plain is not None:
            numpy.testing.assert_array_equal(again.numpy(), plain.numpy(), strict=True)


def within(context: Context, value: Any) -> Any:
    """A leaf as something that a block computed."""
    if isinstance(value, list):
        return [within(context, one) for one in value]
    records = isinstance(value, Tensor) and value.requires_grad
    return context.run("clone", [value]) if records else value
