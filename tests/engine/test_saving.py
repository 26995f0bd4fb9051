"""What was saved and loaded goes on as it would have: graphs, views, versions, memory, errors."""

from __future__ import annotations

import math

import orjson
import pytest

import engine
from engine import Context
from engine.errors import GraphFreed, InPlaceOnLeaf, OpFailed, SavedValueModified
from engine.saving import Unsaveable, save
from tests.engine.saved import CHANGED, FORWARD, Variables, alike, backward, begin, done, leaf, loaded, run, same, steps


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
