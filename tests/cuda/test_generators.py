"""Generators of several devices in one context, and what is drawn from CUDA's: put back, drawn again, planned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
import pytest

pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")

import engine
from engine import Context, Tensor, devices, errors
from engine.cuda.capture import RUNS
from engine.plan import Plan, Rehearsal, Untraceable

DRAWS: list[tuple[str, dict[str, Any]]] = [
    ("rand", {"size": (5,)}),
    ("randn", {"size": (5,), "dtype": "float16"}),
    ("randn", {"size": (3,), "dtype": "complex64"}),
    ("randint", {"low": -3, "high": 9, "size": (5,)}),
    ("randperm", {"n": 7}),
]
FILLS: list[tuple[str, dict[str, Any]]] = [
    ("uniform_", {"from_": -1, "to": 2}),
    ("normal_", {"mean": 2.0}),
    ("exponential_", {}),
    ("cauchy_", {}),
    ("log_normal_", {}),
    ("geometric_", {"p": 0.3}),
    ("random_", {}),
    ("bernoulli_", {"p": 0.3}),
    ("bernoulli", {}),
    ("poisson", {}),
    ("multinomial", {"num_samples": 2}),
    ("multinomial", {"num_samples": 9, "replacement": True}),
    ("nn.functional.dropout", {}),
    ("nn.functional.alpha_dropout", {"training": True}),
    ("nn.functional.rrelu", {"training": True}),
]
ON_HOST = {"poisson", "nn.functional.rrelu"}
"""What waits for the device: no plan has it."""


@pytest.fixture
def context() -> Iterator[Context]:
    context = Context("cuda:0", seed=3)
    with context.computing():
        yield context


def rand(context: Context, **options: Any) -> list[float]:
    numbers: list[float] = context.run("rand", (), {"size": 3, **options}).numpy().tolist()
    return numbers


def weights(context: Context) -> Tensor:
    tensor = context.tensor(numpy.array([0.5, 0.25, 1.0, 0.75], numpy.float32))
    context.number(tensor)
    return tensor


def draw(context: Context, op: str, attributes: dict[str, Any], tensor: Tensor | None = None) -> Tensor:
    inputs = [] if tensor is None else [context.run("mul", [tensor, 1.0])]
    drawn: Tensor = context.run(op, inputs, attributes)
    return drawn


def test_a_seed_is_that_of_all_devices(context: Context) -> None:
    """Also of those that nothing was drawn from yet."""
    first, host = rand(context), rand(context, device="cpu")
    assert first != host
    context.run("manual_seed", (), {"seed": 4})
    assert rand(context) != first
    context.run("manual_seed", (), {"seed": 3})
    assert (rand(context), rand(context, device="cpu")) == (first, host)
    other = Context("cpu")
    other.run("manual_seed", (), {"seed": 3})
    with other.computing():
        assert rand(other, device="cuda:0") == first
    assert (context.seed, other.seed) == (3, 3)


def test_a_seed_for_one_device(context: Context) -> None:
    first, host = rand(context), rand(context, device="cpu")
    context.run("manual_seed", (), {"seed": 3})
    context.run("manual_seed", (), {"seed": 8, "device": "cuda:0"})
    assert rand(context, device="cpu") == host
    context.run("manual_seed", (), {"seed": 3, "device": "cuda:0"})
    assert rand(context) == first
    other = Context("cuda:0", seed=3)
    with other.computing():
        other.run("manual_seed", (), {"seed": 8, "device": "cpu"})
        assert rand(other) == first


def test_a_generator_draws_on_its_device(context: Context) -> None:
    context.run("manual_seed", (), {"seed": 3, "generator": "g"})
    context.run("manual_seed", (), {"seed": 3, "generator": "h", "device": "cpu"})
    assert rand(context, generator="g") == rand(context)
    assert rand(context, generator="h", device="cpu") == rand(context, device="cpu")
    for name, device in (("g", "cpu"), ("h", "cuda:0")):
        with pytest.raises(errors.OpFailed, match="The generator draws on"):
            rand(context, generator=name, device=device)
    context.run("manual_seed", (), {"seed": 3, "generator": "h"})
    assert len(rand(context, generator="h", device="cpu")) == 3
    context.run("manual_seed", (), {"seed": 3, "generator": "h", "device": "cuda:0"})
    assert len(rand(context, generator="h")) == 3


def test_a_state_of_each_device(context: Context) -> None:
    rand(context)
    state = context.run("get_rng_state")
    assert (state.device.name, state.shape) == ("cpu", (16,))
    assert context.run("get_rng_state", (), {"device": "cpu"}).shape == (5056,)
    first = rand(context)
    context.run("set_rng_state", [state])
    assert rand(context) == first
    with pytest.raises(errors.OpFailed):
        context.run("set_rng_state", [state], {"device": "cpu"})


@pytest.mark.parametrize(("op", "attributes"), [*DRAWS, *FILLS])
def test_what_was_drawn_is_put_back(context: Context, op: str, attributes: dict[str, Any]) -> None:
    given = None if (op, attributes) in DRAWS else weights(context)
    rand(context)
    journal = context.begin()
    first = draw(context, op, attributes, given).numpy()
    draw(context, op, attributes, given)
    journal.rollback()
    numpy.testing.assert_array_equal(draw(context, op, attributes, given).numpy(), first)


def test_a_seed_is_put_back(context: Context) -> None:
    state = context.run("get_rng_state").numpy().tobytes()
    journal = context.begin()
    context.run("manual_seed", (), {"seed": 4})
    journal.rollback()
    assert context.run("get_rng_state").numpy().tobytes() == state


@pytest.mark.parametrize(("op", "attributes"), FILLS)
def test_a_checkpoint_draws_the_same_again(context: Context, op: str, attributes: dict[str, Any]) -> None:
    """And what comes after the pass is drawn as without."""
    found = []
    for blocks in (False, True):
        context.run("manual_seed", (), {"seed": 3})
        x = weights(context)
        x.requires_grad_()

        def forward(x: Tensor = x) -> Tensor:
            drawn = draw(context, op, attributes, x.detach())
            y: Tensor = context.run("mul", [x, context.run("sum", [drawn])])
            return context.run("sum", [context.run("mul", [context.run("sin", [y]), y])])  # type: ignore[no-any-return]

        if blocks:
            with engine.checkpoint(context):
                root = forward()
        else:
            root = forward()
        engine.backward(context, [root])
        assert x.grad is not None
        found.append([root.item(), *x.grad.numpy().tolist(), *rand(context)])
    assert found[0] == found[1]


@pytest.mark.parametrize(("op", "attributes"), [*DRAWS, *FILLS])
def test_a_plan_draws_anew(context: Context, op: str, attributes: dict[str, Any]) -> None:
    """What steps would draw, each time it runs, as a graph of the device in the end."""
    stepped = Context("cuda:0", seed=3)
    given, other = (None if (op, attributes) in DRAWS else weights(one) for one in (context, stepped))
    rand(context), rand(stepped)
    rehearsal = Rehearsal(context)
    try:
        result = draw(rehearsal, op, attributes, None if given is None else rehearsal.take(given))
        plan = Plan(rehearsal, [result])
    except Untraceable:
        assert op in ON_HOST
        return
    assert op not in ON_HOST
    plan._lowered.function._calls = 1 << 20  # as if a graph paid
    for _ in range(RUNS + 3):
        fitting = plan.fit(context, [] if given is None else [given])
        assert fitting is not None
        (found,) = plan.run(context, fitting)
        numpy.testing.assert_array_equal(found.numpy(), draw(stepped, op, attributes, other).numpy())
    assert rand(context) == rand(stepped)
    assert plan._lowered.function._graphs or "replacement" in attributes  # it looks at sums of what it is given


def test_a_plan_of_seeds_is_for_one_device() -> None:
    context = Context("cpu", seed=0)
    with context.computing():
        rehearsal = Rehearsal(context)
        rehearsal.run("manual_seed", (), {"seed": 5})
        plan = Plan(rehearsal, [rehearsal.run("rand", (), {"size": 3})])
        assert plan.fit(context, []) is not None
        rand(context, device="cuda:0")
        assert plan.fit(context, []) is None
        with pytest.raises(Untraceable):
            Rehearsal(context).run("manual_seed", (), {"seed": 5})


@pytest.mark.skipif(len(devices.available()) < 3, reason="needs two GPUs, or the stand-in with STAND_IN_DEVICES=2")
def test_another_gpu_has_a_stream_of_its_own(context: Context) -> None:
    """Of the same seed; it is put back, and drawn from again for a checkpoint."""
    first = rand(context)
    assert rand(context, device="cuda:1") == first
    journal = context.begin()
    second = rand(context, device="cuda:1")
    context.run("manual_seed", (), {"seed": 9})
    journal.rollback()
    assert rand(context, device="cuda:1") == second
    assert rand(context) == second
    x = context.tensor(numpy.ones(64, numpy.float32), requires_grad=True)
    with engine.checkpoint(context):
        there = context.run("rand", (), {"size": 64, "device": "cuda:1"})
        here = context.run("to", [there], {"device": "cuda:0"})
        root = context.run("sum", [context.run("sin", [context.run("mul", [x, here])])])
    after = context.run("get_rng_state", (), {"device": "cuda:1"}).numpy().tolist()
    engine.backward(context, [root])
    assert x.grad is not None
    numbers = here.numpy()
    numpy.testing.assert_allclose(x.grad.numpy(), numpy.cos(numbers) * numbers, rtol=1e-5)
    assert context.run("get_rng_state", (), {"device": "cuda:1"}).numpy().tolist() == after


def test_a_plan_takes_a_generator_of_its_device() -> None:
    contexts = [Context("cuda:0", seed=0) for _ in range(2)]
    with contexts[0].computing():
        for context, device in zip(contexts, ("cuda:0", "cpu"), strict=True):
            context.run("manual_seed", (), {"seed": 5, "generator": "g", "device": device})
        rehearsal = Rehearsal(contexts[0])
        plan = Plan(rehearsal, [rehearsal.run("rand", (), {"size": 3, "generator": "g"})])
        assert plan.fit(contexts[0], []) is not None
        assert plan.fit(contexts[1], []) is None
