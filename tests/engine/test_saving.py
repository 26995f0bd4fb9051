"""What was saved and loaded goes on as it would have: graphs, views, versions, memory, errors."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy
import orjson
import pytest

import engine
from engine import Context, Tensor, storage
from engine.errors import GraphFreed, InPlaceOnLeaf, OpFailed, SavedValueModified
from engine.saving import Unsaveable, load, save
from tests.engine.saved import alike, done, loaded, same

Variables = dict[str, Tensor]


def leaf(context: Context, data: Any = ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), requires_grad: bool = True) -> Tensor:
    return context.tensor(numpy.array(data, numpy.float32), requires_grad=requires_grad)


def run(op: str, out: str, *inputs: Any, **attributes: Any) -> Callable[[Context, Variables], None]:
    """A step that runs an operation on variables and numbers."""

    def step(context: Context, variables: Variables) -> None:
        given = [variables[one] if isinstance(one, str) else one for one in inputs]
        variables[out] = context.run(op, given, attributes)

    return step


def backward(*roots: str, **options: Any) -> Callable[[Context, Variables], None]:
    """A step that walks back from the sums of variables."""

    def step(context: Context, variables: Variables) -> None:
        engine.backward(context, [context.run("sum", [variables[name]]) for name in roots], **options)

    return step


def steps(*parts: Callable[[Context, Variables], Any]) -> Callable[[Context, Variables], Any]:
    """Several steps as one."""

    def step(context: Context, variables: Variables) -> Any:
        return [part(context, variables) for part in parts][-1]

    return step


def begin(context: Context, variables: Variables) -> None:
    variables["x"] = leaf(context)
    variables["w"] = leaf(context, [0.5, 2.0, -1.0])


FORWARD = steps(begin, run("mul", "y", "x", "w"), run("sin", "z", "y"))


def test_a_graph_from_before_is_walked() -> None:
    same(FORWARD, backward("z"), backward("z"))


def test_of_one_name_for_two() -> None:
    _, variables = same(steps(FORWARD, lambda _, variables: variables.update(other=variables["y"])), backward("z"))
    assert variables["other"] is variables["y"]
    assert variables["y"].made_by == variables["z"].made_by[0].edges[0]


def test_second_derivatives() -> None:
    def gradients(context: Context, variables: Variables) -> None:
        (variables["g"],) = engine.gradients(
            context, [context.run("sum", [variables["z"]])], [variables["x"]], create_graph=True
        )

    same(FORWARD, gradients, backward("g"), backward("z"))


def test_gradients_that_are_retained() -> None:
    forward = steps(FORWARD, lambda _, variables: variables["y"].retain_grad())
    same(forward, backward("z", retain_graph=True), run("mul_", "y", "y", 2), backward("y"))


def test_a_freed_graph_and_one_that_is_half_freed() -> None:
    context, variables = same(steps(FORWARD, backward("z")), run("exp", "u", "z"), backward("u"))
    with pytest.raises(GraphFreed):
        backward("z")(context, variables)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_saved_value_that_is_changed(when: str) -> None:
    change = run("mul_", "y", "y", 2)
    forward = steps(FORWARD, run("detach", "d", "y"))
    context, variables = same(steps(forward, change)) if when == "before" else same(forward, change)
    with pytest.raises(SavedValueModified):
        backward("z")(context, variables)


CHANGED = steps(
    begin,
    run("mul", "b", "x", 1.5),
    run("select", "row", "b", dim=0, index=1),
    run("transpose", "turned", "b", dim0=0, dim1=1),
    run("narrow", "part", "turned", dim=0, start=1, length=2),
)


def test_changes_of_views_and_what_follows_them() -> None:
    same(
        CHANGED,
        run("mul_", "row", "row", "w"),
        run("sin_", "part", "part"),
        run("sum", "loss", "b"),
        backward("turned", "row", retain_graph=True),
        backward("part"),
    )


def test_a_change_of_a_base_that_views_follow() -> None:
    same(steps(CHANGED, run("exp_", "b", "b")), run("mul", "y", "part", "part"), backward("y", "row"))


def test_views_that_recording_cannot_follow() -> None:
    def forward(context: Context, variables: Variables) -> None:
        CHANGED(context, variables)
        variables["one"], variables["other"] = context.run("unbind", [variables["b"]])
        with context.recording_as(False):
            variables["unrecorded"] = context.run("view", [variables["b"]], {"size": (6,)})

    same(forward, run("mul_", "one", "one", 2), run("mul_", "b", "b", 2), backward("other"), backward("unrecorded"))


def test_views_of_a_leaf_that_begins_to_require_grad() -> None:
    def forward(context: Context, variables: Variables) -> None:
        variables["x"] = leaf(context, requires_grad=False)
        variables["v"] = context.run("view", [variables["x"]], {"size": (3, 2)})

    def require(context: Context, variables: Variables) -> None:
        variables["x"].requires_grad_()

    context, variables = same(forward, require, backward("v"))
    assert variables["v"].follows
    with pytest.raises(InPlaceOnLeaf):
        run("mul_", "v", "v", 2)(context, variables)


def test_what_was_turned_in_place() -> None:
    same(
        steps(begin, run("mul", "y", "x", 2), run("view", "v", "y", size=(6,)), run("t_", "y", "y")),
        run("as_strided_", "v", "v", size=(2, 2), stride=(2, 1)),
        run("mul_", "v", "v", 3),
        backward("y", "v"),
    )


def test_a_twin_and_data_that_was_taken_over() -> None:
    def forward(context: Context, variables: Variables) -> None:
        FORWARD(context, variables)
        variables["d"], variables["data"] = variables["y"].detach(), variables["y"].variable_data()
        variables["x"].set_data(leaf(context, requires_grad=False))

    same(
        forward, run("mul_", "data", "data", 2), backward("z", retain_graph=True), run("exp_", "d", "d"), backward("z")
    )


def test_what_was_made_in_inference_mode() -> None:
    def forward(context: Context, variables: Variables) -> None:
        begin(context, variables)
        with context.mode(False, True):
            variables["i"] = context.run("mul", [variables["x"], 2])
            variables["v"] = context.run("view", [variables["i"]], {"size": (6,)})
            variables["alone"] = context.run("exp", [variables["x"]])

    context, variables = same(forward, run("mul", "y", "x", "alone"))
    assert all(variables[name].is_inference for name in ("i", "v", "alone"))
    assert done(run("mul_", "v", "v", 2), context, variables)[0] is OpFailed


def test_modes_and_defaults() -> None:
    def forward(context: Context, variables: Variables) -> None:
        begin(context, variables)
        context.grad_enabled, context.anomaly, context.exact = False, True, False
        context.set_dtype("float64")
        context.matmul_precision = "high"
        context.origin = {"version": 3, "pointer": "/steps/0"}
        with context.recording_as(True):
            variables["y"] = context.run("sqrt", [context.run("sub", [variables["x"], 1.0])])
            variables["z"] = context.run("mul", [variables["y"], 0.0])

    context, variables = same(forward, run("ones", "o", size=(2,)), backward("z"))
    assert variables["o"].dtype == engine.dtypes.float64
    assert (context.grad_enabled, context.anomaly, context.exact, context.matmul_precision) == (
        False,
        True,
        False,
        "high",
    )
    assert variables["z"].node is not None
    assert variables["z"].node.origin == {"version": 3, "pointer": "/steps/0"}


NUMBERS = [math.nan, -math.nan, math.inf, -math.inf, -0.0, 1 << 62, (1 << 63) - 1, 5e-324, 0.1, 1e308, True, 2 - 0.5j]
NUMBERS += [complex(math.nan, -0.0), complex(math.inf, 1.0)]


@pytest.mark.parametrize("number", NUMBERS, ids=str)
def test_numbers_that_json_does_not_have(number: complex) -> None:
    same(steps(begin, run("mul", "y", "x", number)), backward("y", retain_graph=True), run("neg", "n", "y"))
    context = Context(seed=0)
    context.origin = {"number": number, "list": [number, (number,)], "big": 1 << 200}
    other, _ = loaded(context, {})
    assert repr(other.origin) == repr(context.origin)


def windows() -> list[Any]:
    """Arrays of many kinds, some of one storage."""
    rows = numpy.arange(24, dtype=numpy.float32).reshape(2, 3, 4).copy()
    columns = numpy.asfortranarray(rows[0])
    mixed = numpy.ascontiguousarray(rows.transpose(1, 2, 0)).transpose(2, 0, 1)
    locked = numpy.broadcast_to(rows[0, 0], (5, 4))
    halves = numpy.arange(4).astype(engine.dtypes.bfloat16)
    file = numpy.frombuffer(bytearray(range(64)), numpy.uint8)
    pairs = numpy.arange(6, dtype=numpy.float32)
    return [
        rows, rows[1], rows[:, ::-1, ::2], rows.transpose(2, 0, 1), rows[:, :, :1], rows[0, 0, 0:1], rows[:0],
        columns, columns[1:], columns.T, mixed, mixed[1, ::-1], locked, locked[2:],
        halves, halves[::-2], file[8:24].view(numpy.float64), file[4:12].view(numpy.int32), file,
        pairs[1:5].view(numpy.complex64), numpy.lib.stride_tricks.as_strided(rows, (3, 3), (4, 4)),
        numpy.zeros((0, 3)), numpy.zeros((3, 0))[1:], numpy.array(2.5), numpy.array([[[1.0]]])[:, 0],
        numpy.arange(6, dtype=numpy.uint64).view(numpy.int64), numpy.array([True, False]),
    ]  # fmt: skip


def test_arrays_that_show_the_same_memory() -> None:
    def forward(context: Context, variables: Variables) -> None:
        for place, array in enumerate(windows()):
            variables[f"{place}"] = context.place(array)

    context, variables = same(forward)
    for place, array in enumerate(windows()):
        found = variables[f"{place}"].data
        assert (found.dtype, found.flags.writeable) == (array.dtype, array.flags.writeable)
        for what in (storage.strides, storage.offset, storage.is_dense):
            assert what(found) == what(array)
        assert storage.memory(found).tobytes() == storage.memory(array).tobytes()
    assert storage.storage(variables["1"].data) is storage.storage(variables["0"].data)
    assert variables["0"].data.base is None
    variables["0"].data[...] = 7
    assert variables["2"].data.tolist() == [[[7, 7]] * 3] * 2


def test_arrays_are_taken_over_or_made_apart() -> None:
    context = Context(seed=0)
    variables = {name: context.place(numpy.arange(4.0) + place) for place, name in enumerate("abc")}
    with save(context, variables, str) as saved:
        document = saved.document
        arrays = [saved.take(place) for place in range(3)]
    file = numpy.concatenate(arrays)
    parts = [file[:4], file[4:8], numpy.frombuffer(file[8:].tobytes())]
    found = load(Context(seed=0), document, parts, str)
    assert [one.numpy().tolist() for one in found.values()] == [one.numpy().tolist() for one in variables.values()]
    made = [one.data for one in found.values()]
    assert sorted(numpy.shares_memory(one, file) for one in made) == [False, True, True]
    assert len({id(storage.storage(one)) for one in made}) == 3
    assert all(one.flags.writeable for one in made)
    assert load(Context(seed=0), document, arrays, str)["a"].data is next(one for one in arrays if one[0] == 0)
    with pytest.raises(ValueError, match="of 3 arrays"):
        load(Context(seed=0), document, arrays[:2], str)
    with pytest.raises(ValueError, match="24 bytes"):
        load(Context(seed=0), document, [arrays[0][:3], *arrays[1:]], str)


def test_a_storage_is_saved_once() -> None:
    context = Context(seed=0)
    variables: Variables = {}
    CHANGED(context, variables)
    with save(context, variables, str) as saved:
        assert sum(array.nbytes for array in saved.arrays if array is not None) == 2 * 24 + 12


def test_a_graph_deeper_than_calls_nest() -> None:
    def forward(context: Context, variables: Variables) -> None:
        begin(context, variables)
        variables["y"] = variables["x"]
        for _ in range(10_000):
            variables["y"] = context.run("sin", [variables["y"]])

    context, variables = Context(seed=0), Variables()
    forward(context, variables)
    other, others = loaded(context, variables)
    for one, its in ((context, variables), (other, others)):
        backward("y")(one, its)
    alike(context, variables, other, others)


def test_a_program_that_is_undone_after_it_was_loaded() -> None:
    def undone(context: Context, variables: Variables) -> None:
        journal = context.begin()
        run("mul_", "row", "row", "w")(context, variables)
        backward("turned")(context, variables)
        context.run("rand", (), {"size": (3,)})
        journal.rollback()

    same(CHANGED, undone, backward("turned"))


def test_what_cannot_be_saved() -> None:
    context, variables = Context(seed=0), Variables()
    FORWARD(context, variables)
    journal = context.begin()
    with pytest.raises(Unsaveable, match="at work"):
        save(context, variables, str)
    journal.rollback()
    assert variables["z"].node is not None
    variables["z"].node.attributes = {"strange": object()}
    with pytest.raises(Unsaveable, match=r"builtins\.object"):
        save(context, variables, str)
    assert not context.saves


def test_a_document_is_plain_data() -> None:
    context, variables = Context(seed=0), Variables()
    FORWARD(context, variables)
    with save(context, variables, str) as saved:
        assert orjson.loads(orjson.dumps(saved.document)) == saved.document


def test_nothing_is_held_by_what_was_saved() -> None:
    """Without Python's collector: neither by circles of what wrote it nor of what loaded it."""
    import gc
    import weakref

    context, variables = Context(seed=0), Variables()
    FORWARD(context, variables)
    gc.collect()
    gc.disable()
    try:
        _, others = loaded(context, variables)
        ends = [weakref.ref(one) for one in (variables.pop("z"), others.pop("z"))]
        assert [end() for end in ends] == [None, None]
    finally:
        gc.enable()
