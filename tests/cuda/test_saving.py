"""What was saved of several devices and loaded goes on as it would have."""

from __future__ import annotations

import numpy
import pytest

pytest.importorskip("cupy", reason="needs a GPU with CuPy, or PYTHONPATH=tests/stand_in")

import cupy

import engine
from engine import Context, storage
from engine.saving import save
from tests.engine import saved
from tests.engine.saved import Step, Variables, alike, backward, loaded, run, steps

LAST = f"cuda:{cupy.cuda.runtime.getDeviceCount() - 1}"


def same(begin: Step, *more: Step, device: str = "cuda:0") -> None:
    """Fail where a context on a device is another one after it was saved and loaded."""
    saved.same(begin, *more, context=Context(device, seed=0))


def begin(context: Context, variables: Variables) -> None:
    data = numpy.arange(6, dtype=numpy.float32).reshape(2, 3)
    for name, device in (("h", "cpu"), ("x", "cuda:0"), ("y", LAST)):
        variables[name] = context.tensor(data + 1, device=device, requires_grad=True)


FORWARD = steps(
    begin,
    run("mul", "m", "x", 2.0),
    run("transpose", "t", "m", dim0=0, dim1=1),
    run("to", "there", "m", device=LAST),
    run("mul", "z", "there", "y"),
    run("to", "back", "z", device="cpu"),
    run("sin", "loss", "back"),
)


@pytest.mark.parametrize("device", ["cpu", "cuda:0", LAST])
def test_a_graph_over_several_devices(device: str) -> None:
    same(FORWARD, run("mul_", "t", "t", 3.0), backward("loss"), backward("t"), backward("loss"), device=device)


def seed(context: Context, variables: Variables) -> None:
    context.run("manual_seed", (), {"seed": 3, "generator": "g", "device": LAST})


DRAWS = steps(
    run("rand", "a", size=(3,)),
    run("randn", "b", size=(3,), device="cpu"),
    seed,
    run("rand", "c", size=(3,), generator="g", device=LAST),
)


def test_generators_of_several_devices() -> None:
    same(DRAWS, DRAWS, DRAWS)


def test_a_checkpoint_draws_again() -> None:
    def forward(context: Context, variables: Variables) -> None:
        begin(context, variables)
        with engine.checkpoint(context):
            noise = context.run("rand", (), {"size": (2, 3)})
            kept = context.run("nn.functional.dropout", [context.run("exp", [variables["x"]])])
            variables["z"] = context.run("sin", [context.run("mul", [kept, noise])])

    same(forward, backward("z"))


def test_levels_of_vmap() -> None:
    def forward(context: Context, variables: Variables) -> None:
        begin(context, variables)
        level = context.level(2, name="v")
        variables["e"] = engine.batch(variables["x"], 0, level)
        with context.within(level):
            variables["s"] = context.run("sin", [variables["e"]])

    def go_on(context: Context, variables: Variables) -> None:
        variables["z"] = engine.unbatch(variables["s"], 0, context.named_levels["v"])

    same(forward, go_on, backward("z"))


def test_windows_on_the_memory_of_a_device() -> None:
    context, variables = Context("cuda:0", seed=0), Variables()
    with context.computing():
        rows = cupy.arange(24, dtype=numpy.float32).reshape(2, 3, 4)
        columns = cupy.asfortranarray(rows[0])
        arrays = [rows, rows[1, ::-1], rows.transpose(2, 0, 1), columns, columns.T[1:], rows[:0], rows[0, 0, 1]]
        arrays += [rows.reshape(-1)[1:5].view(numpy.complex64), cupy.broadcast_to(rows[0, 0], (3, 4))]
        for place, array in enumerate(arrays):
            variables[f"{place}"] = context.place(array)
    other, others = loaded(context, variables)
    alike(context, variables, other, others)
    with other.computing():
        assert storage.storage(others["1"].data) is storage.storage(others["0"].data)
        others["0"].data[...] = 7
        assert others["1"].numpy().tolist() == [[7] * 4] * 3


def test_what_was_saved_of_a_device_is_on_the_host() -> None:
    context, variables = Context("cuda:0", seed=0), Variables()
    begin(context, variables)
    with save(context, variables, str) as kept:
        with context.recording_as(False):
            context.run("exp_", [variables["x"]])
            context.run("exp_", [variables["h"]])
        arrays = [kept.take(place) for place in range(len(kept.arrays))]
    assert all(type(array) is numpy.ndarray for array in arrays)
    assert [array.max() for array in arrays if array.dtype == numpy.float32] == [6, 6, 6]
