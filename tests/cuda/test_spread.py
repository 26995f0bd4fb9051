"""Passes over several devices, with hooks, functions and checkpoints: each thing is done where it is."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs a GPU, or PYTHONPATH=tests/stand_in")

import engine  # noqa: E402
from engine import devices  # noqa: E402
from engine.hooks import add_hook  # noqa: E402
from tests.engine.conftest import Owner  # noqa: E402

LAST = f"cuda:{cupy.cuda.runtime.getDeviceCount() - 1}"


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> engine.Context:
    if hasattr(cupy, "_streams"):
        monkeypatch.setattr(cupy._streams, "OWN", True)
    return engine.Context("cpu")


def leaf(context: engine.Context, device: str, *shape: int) -> engine.Tensor:
    return context.tensor(numpy.ones(shape, numpy.float32), device=device, requires_grad=True)


@pytest.mark.parametrize("on", ["gradient", "outputs", "inputs"])
def test_hooks_are_asked_about_what_is_elsewhere(context: engine.Context, on: str) -> None:
    owner = Owner()
    owner.answers["hook"] = lambda first, *rest: [first * 2, *rest]
    with context.computing():
        x, scale = leaf(context, LAST, 3), leaf(context, LAST, 1)
        leaf(context, "cuda:0", 3)  # where it worked last
        y = x * scale
        add_hook(context, "hook", on, [y])
        owner.carry_out(engine.backward_pass(context, [context.call("sum", y)]))
        assert x.grad is not None
        assert (x.grad.device.name, x.grad.numpy().tolist()) == (LAST, [2.0] * 3)
    assert owner.asked[0].gradients[0].device.name == LAST  # type: ignore[union-attr]


@pytest.mark.parametrize("on", ["gradient", "outputs", "inputs"])
@pytest.mark.parametrize(("one", "other"), [("cpu", LAST), (LAST, "cpu"), ("cuda:0", LAST)])
def test_hooks_are_asked_about_what_moves(context: engine.Context, on: str, one: str, other: str) -> None:
    if one == other:
        pytest.skip("needs two GPUs")
    owner = Owner()
    owner.answers["hook"] = lambda gradient: [gradient * 2]
    with context.computing():
        x = leaf(context, one, 3)
        y = context.call("to", x, device=devices.find(other))
        add_hook(context, "hook", on, [y])
        owner.carry_out(engine.backward_pass(context, [context.call("sum", y * y)]))
        assert x.grad is not None
        assert (x.grad.device.name, x.grad.numpy().tolist()) == (one, [4.0] * 3)
        (asked,) = owner.asked[0].gradients
        assert asked is not None
        assert asked.device.name == (one if on == "inputs" else other)


def test_functions_are_asked_for_what_is_elsewhere(context: engine.Context) -> None:
    owner = Owner()
    owner.answers["double"] = lambda gradient: [gradient * 2]
    with context.computing():
        x = leaf(context, LAST, 3)
        leaf(context, "cuda:0", 3)
        with context.mode(False, False):
            made: Any = x * 2
        (y,) = engine.functions.function(context, "double", [x], [made])
        owner.carry_out(engine.backward_pass(context, [context.call("sum", y * y)]))
        assert x.grad is not None
        assert x.grad.numpy().tolist() == [8.0] * 3


def test_checkpoints_compute_again_where_it_was(context: engine.Context) -> None:
    found = []
    for device in ("cpu", LAST):
        with context.computing():
            x, changed = leaf(context, "cpu", 3), leaf(context, device, 3).detach()
            leaf(context, "cuda:0", 3)
            with engine.checkpoint(context):
                there = context.call("to", x, device=devices.find(device))
                made = there + changed
                context.call("add_", changed, 1.0)
                context.call("mul_", made, context.call("exp", there * changed))
                result = context.call("sin", context.call("to", made, device=devices.find("cpu")))
            engine.backward(context, [context.call("sum", result)])
            assert x.grad is not None
            found.append(x.grad.numpy())
    numpy.testing.assert_allclose(*found, rtol=1e-4)
