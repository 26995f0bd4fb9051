"""What random sessions found, and what they do not come to: plans leave all as steps do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.app.conftest import Client
from tests.app.steps import backward, op, without_recording
from tests.app.twins import Twins

X = {"data": [1.0, 2.0], "requires_grad": True}
W = {"data": [3.0, 4.0], "requires_grad": True}
Y = {"data": [5.0, 6.0]}
LOSS = [op("mul", "x", "w"), op("sum", "_", out="loss"), backward("loss")]


@pytest.fixture
def twins(make_client: Callable[..., Client]) -> Twins:
    return Twins(make_client)


def often(twins: Twins, *steps: Any, times: int = 4, **fields: Any) -> int:
    """The same program some times; how often it ran by a plan."""
    before = twins.plans.counts.hits
    for _ in range(times):
        twins.program(*steps, **fields)
    return twins.plans.counts.hits - before


def test_two_names_become_one_leaf(twins: Twins) -> None:
    twins.program(tensors={"x": X, "w": W})
    clear = {"delete": ["x.grad", "w.grad"]}
    assert often(twins, *LOSS, clear, **{"return": ["loss"]}) == 3
    twins.program({"bind": {"x": "w"}})
    assert often(twins, *LOSS, **{"return": ["x.grad", "w.grad"]}) > 0


def test_an_input_that_is_changed_in_place_keeps_its_number(twins: Twins) -> None:
    """The node that changed it tells which tensor it made."""
    for _ in range(4):
        twins.program(
            op("mul_", "y", "w"), op("data", "y", out="z"), tensors={"y": [1.0, 2.0], "w": W}, **{"return": ["y"]}
        )
        twins.look()
    assert twins.plans.counts.hits > 0


def test_a_minibatch_under_a_local_name(twins: Twins) -> None:
    twins.program(tensors={"w": W})
    steps = op("mul", "_x", "w"), op("sum", "_", out="loss"), backward("loss"), {"delete": ["w.grad"]}
    assert often(twins, *steps, tensors={"_x": [1.0, 2.0]}, **{"return": ["loss"]}) == 3
    twins.look()


def test_a_local_that_is_changed_and_gets_a_name(twins: Twins) -> None:
    steps = (
        op("add_", "_x", 1),
        op("detach", "_x", out="d"),
        {"bind": {"x": "_x"}},
        op("view", "_x", size=[2, 1], out="v"),
    )
    assert often(twins, *steps, tensors={"_x": [1.0, 2.0]}, **{"return": ["v"]}) == 3
    twins.look()


def test_a_gradient_that_is_named_after_others(twins: Twins) -> None:
    twins.program(*LOSS, {"bind": {"g": "w.grad"}}, tensors={"x": X, "w": W, "y": [5.0, 6.0]})
    assert often(twins, op("add", "w", "y"), op("sub", "_", "g", out="z"), **{"return": ["z"]}) == 3


def test_inference_mode_in_a_program(twins: Twins) -> None:
    twins.program(tensors={"x": X})
    block = {"grad_mode": {"inference": True, "enabled": False, "steps": [op("neg", "x", out="y")]}}
    assert often(twins, op("rand", size=[2]), block, info=["x", "y"]) == 3


def test_anomaly_mode_in_a_program(twins: Twins) -> None:
    """Its nodes tell the session's version."""
    twins.program(tensors={"x": X})
    assert often(twins, {"grad_mode": {"anomaly": True, "steps": [op("exp", "x", out="y")]}}) == 0


def test_a_graph_deeper_than_calls_nest(twins: Twins) -> None:
    twins.program(tensors={"x": X})
    steps = op("mul", "x", 1, out="y"), *(op("sin", "y", out="y") for _ in range(500))
    assert often(twins, *steps, **{"return": ["y"]}) == 3


def test_variables_that_a_vmap_hides(twins: Twins) -> None:
    """They are there again behind it, whether they are results, inputs or neither."""
    twins.program(tensors={"x": [1.0, 2.0], "b": 3.0, "v": 4.0, "e": [1.0, 2.0, 3.0]})
    inner = [op("mul", "v", 2, out="b"), op("add", "b", "x", out="_c"), op("sum", "_c", out="x")]
    step = {"vmap": {"inputs": {"v": "e"}, "outputs": {"o": "b", "p": "x"}, "steps": inner}}
    assert often(twins, {"bind": {"_c": "b"}}, step, op("add", "_c", "v"), **{"return": ["_", "b", "o", "p"]}) == 3


def test_locals_of_rounds_that_are_programs_too(twins: Twins) -> None:
    """Of these alone no local is left."""
    twins.program(tensors={"x": X})
    double = [op("mul", "x", 2, out="_y"), *(op("neg", "_y", out="_y") for _ in range(5)), op("detach", "_y", out="x")]
    assert often(twins, *double) == 3
    assert often(twins, *double * 8, op("neg", "_y", out="y"), times=2, **{"return": ["y"]}) == 15


def test_rounds_that_differ_in_a_step(twins: Twins) -> None:
    twins.program(tensors={"x": X, "y": [0.0], "z": [0.0]})
    double, neg = op("mul", "x", 2, out="x"), [op("add_", "y", 1), op("neg", "x", out="x")] * 3
    often(twins, *[double, *neg] * 5, *[op("add_", "z", 1), *neg] * 6, **{"return": ["y", "z"]})
    assert [twins.clients[0].value(name) for name in "yz"] == [[132.0], [24.0]]


def test_a_gradient_that_does_not_exist_in_rounds(twins: Twins) -> None:
    """A program that has a plan from another is told so, too."""
    twins.program(tensors={"x": X, "u": W})
    gradients = {"kind": "vjp", "tensors": ["s"], "inputs": ["x", "u"], "allow_unused": True, "out": ["gx", "gu"]}
    steps = [op("mul", "x", "x", out="q"), op("sum", "q", out="s"), {"gradients": gradients}, *[op("neg", "x")] * 3]
    for number in range(3):
        twins.program(op("neg", "x", out=f"k{number}"), *steps * 9, **{"return": ["gx", "gu"]})
        twins.program({"repeat": {"times": 200, "steps": steps}}, **{"return": ["gx", "gu"]})
    assert twins.plans.counts.hits > 0


def test_zeros_of_both_signs(twins: Twins) -> None:
    twins.program(tensors={"x": X})
    steps = [
        op("copysign", "x", {"data": zero, "dtype": "float64"}, out=name) for name, zero in (("a", 0.0), ("b", -0.0))
    ]
    assert often(twins, *steps, **{"return": ["a", "b"]}) == 3


def test_an_error_after_a_loop(twins: Twins) -> None:
    """Finished steps stand, and are counted."""
    twins.program(tensors={"x": X, "w": W, "i": [0]})
    loop = {
        "repeat": {"times": 20, "steps": [*LOSS, {"delete": ["x.grad"]}], "collect": {"losses": "loss"}, "every": 5}
    }
    for index in ([1], [7], [1], [9]):
        for fields in ({}, {"atomic": False}):
            steps = loop, op("index_select", "x", dim=0, index="i", out="y")
            twins.program(*steps, tensors={"i": index}, **fields, **{"return": ["losses", "w.grad"]})
            twins.look()
    assert twins.plans.counts.hits > 0


def test_one_gradient_of_two_leaves(twins: Twins) -> None:
    twins.program(*LOSS, tensors={"x": X, "w": W})
    twins.program({"bind": {"x.grad": "w.grad"}})
    assert often(twins, *LOSS, **{"return": ["x.grad", "w.grad"]}) == 3


def test_a_leaf_that_is_the_gradient_of_another(twins: Twins) -> None:
    twins.program({"bind": {"x.grad": "w"}}, tensors={"x": X, "w": W})
    assert often(twins, *LOSS, **{"return": ["x.grad", "w.grad"]}) > 0


def test_values_for_which_there_is_no_result(twins: Twins) -> None:
    """The plan has written before it comes there."""
    steps = op("mul_", "y", 2), op("rand", size=[2], out="r"), op("linalg.cholesky", "m", out="c"), op("add_", "y", 1)
    twins.program(tensors={"y": [1.0, 2.0]})
    for least in (1.0, 2.0, -1.0, 3.0):
        for fields in ({}, {"atomic": False}):
            twins.program(*steps, tensors={"m": [[least, 0.0], [0.0, 4.0]]}, **fields, **{"return": ["y", "r"]})
    assert twins.plans.counts.hits > 0


def test_between_runs_it_becomes_otherwise(twins: Twins) -> None:
    """The default dtype, the seed, the mode, shapes, hooks, a function in the graph."""
    steps = op("ones", size=[2]), op("mul", "_", "w"), op("sum", "_", out="loss"), op("rand", size=[2], out="r")
    changes: list[tuple[str, str, Any]] = [
        ("PATCH", "S", {"dtype": "float64"}),
        ("PATCH", "S", {"seed": 5}),
        ("PUT", "S/grad-mode", {"enabled": False}),
        ("PUT", "S/grad-mode", {"enabled": True, "anomaly": True}),
        ("PUT", "S/grad-mode", {"anomaly": False}),
        ("PUT", "S/tensors/w", {"data": [[1.0, 2.0], [3.0, 4.0]], "requires_grad": True}),
        ("PATCH", "S/tensors/w", {"requires_grad": False}),
        ("POST", "S/programs", {"steps": [{"hook": {"tensor": "x", "name": "h"}}]}),
        ("POST", "S/programs", {"steps": [{"unhook": {"name": "h"}}]}),
    ]
    twins.program(tensors={"w": W, "x": X})
    for method, path, body in changes:
        twins.ask(method, path, json=body)
        often(twins, *steps, **{"return": ["loss", "r"]})
        twins.look()
    assert twins.plans.counts.hits > len(changes)


def test_rows_of_a_table_that_come_several_times(twins: Twins) -> None:
    """How many turns it takes to add their gradients is in the values."""
    table = {"shape": [5, 8], "data": [number / 7 for number in range(40)], "requires_grad": True}
    twins.program(tensors={"w": table})
    steps = op("nn.functional.embedding", "i", "w"), op("square", "_"), op("sum", "_", out="loss"), backward("loss")
    for rows in ([0, 1, 2, 0], [3, 3, 3, 3], [4, 1, 1, 0], [7, 1, 1, 1], [2, 2, 1, 1]):
        twins.program(
            *steps, {"bind": {"g": "w.grad"}}, {"delete": ["w.grad"]}, tensors={"i": rows}, **{"return": ["g"]}
        )
    assert twins.plans.counts.hits == 3, "one is out of range"


def test_equations_of_one_matrix(twins: Twins) -> None:
    """LAPACK tells by a number that there is no solution."""
    steps = op("linalg.solve", "m", "v", out="z"), op("linalg.det", "m", out="d")
    for last in (1.0, 2.0, 0.0, 3.0, 0.0):
        diagonal = [[float(i == j) * (last if i == 4 else 2.0) for j in range(5)] for i in range(5)]
        for fields in ({}, {"atomic": False}):
            tensors = {"m": diagonal, "v": [1.0, 2.0, 3.0, 4.0, 5.0]}
            twins.program(*steps, tensors=tensors, **fields, **{"return": ["z", "d"]})
    assert twins.plans.counts.hits > 3


def test_results_of_a_vmap(twins: Twins) -> None:
    block = {"inputs": {"row": "m"}, "outputs": {"rows": "s"}, "steps": [op("sum", "row", out="s")]}
    steps = {"vmap": block}, op("add_", "rows", 1)
    assert often(twins, *steps, tensors={"m": [[1.0, 2.0], [3.0, 4.0]]}, **{"return": ["rows"], "info": ["rows"]}) == 3


def test_which_of_two_leaves_is_older(twins: Twins) -> None:
    """Gradients are numbered as a pass comes to their leaves, the newest first."""
    clear = {"delete": ["x.grad", "w.grad"]}
    twins.program(tensors={"x": X, "w": W})
    for _ in range(4):
        twins.program(*LOSS, clear)
    twins.program(tensors={"x": X})
    for _ in range(4):
        twins.program(*LOSS, {"bind": {"gx": "x.grad", "gw": "w.grad"}}, clear, info=["gx", "gw"])
    twins.program(tensors={"w": W})
    for _ in range(4):
        twins.program(*LOSS, {"bind": {"gx": "x.grad", "gw": "w.grad"}}, clear, info=["gx", "gw"])
        twins.look()


def test_a_view_under_a_name(twins: Twins) -> None:
    twins.program(op("view", "x", size=[2, 1], out="v"), op("select", "v", dim=0, index=1, out="s"), tensors={"x": Y})
    assert often(twins, op("matmul", "v", "s"), op("sub", "_", "x", out="z"), **{"return": ["z"]}) == 3
    change = op("mul_", "s", 2), op("add_", "x", 1), op("view", "v", size=[2], out="y"), op("neg", "y", out="z")
    assert often(twins, *change, **{"return": ["x", "v", "s", "y", "z"]}) == 3
    twins.look()
    twins.program(op("clone", "s", out="s"))
    assert often(twins, *change, **{"return": ["x", "v", "s", "y", "z"]}) == 4


def test_a_view_of_a_leaf(twins: Twins) -> None:
    """Its gradient is that of the leaf, whether the graph has it or it was made while recording was off."""
    twins.program(op("view", "x", size=[2, 1], out="v"), without_recording(op("t", "x", out="u")), tensors={"x": X})
    steps = op("mul", "v", "u"), op("sum", "_", out="loss"), backward("loss", retain_graph=True)
    assert often(twins, *steps, **{"return": ["x.grad"]}) > 0
    twins.look()
    change = without_recording(op("mul_", "x", 2), op("neg", "u", out="u"))
    assert often(twins, change, op("mul", "v", "u"), op("sum", "_", out="loss"), backward("loss")) > 0


def test_a_twin_of_an_input(twins: Twins) -> None:
    twins.program(op("detach", "x", out="d"), op("data", "x", out="e"), tensors={"x": Y})
    steps = op("mul_", "d", 2), op("add", "x", "e"), op("mul_", "e", "_"), op("neg", "x", out="z")
    assert often(twins, *steps, **{"return": ["x", "d", "e", "z"]}) == 3
    twins.look()


def test_a_graph_that_grows_from_one_program_to_the_next(twins: Twins) -> None:
    twins.program(op("mul", "x", 2, out="y"), tensors={"x": X})
    assert often(twins, op("mul", "y", 2, out="y"), op("norm", "y", out="n"), **{"return": ["n"]}) == 3
    twins.look()
    twins.program(op("sum", "y"), backward("_"), **{"return": ["x.grad"]})


def test_a_pass_over_the_graph_of_a_program_before(twins: Twins) -> None:
    twins.program(tensors={"w": {"data": [[1.0, 2.0], [3.0, 4.0]], "requires_grad": True}})
    for number in range(5):
        steps = op("matmul", "x", "w"), op("tanh", "_", out="h"), op("select", "h", dim=0, index=0, out="y")
        twins.program(*steps, tensors={"x": [[1.0, number], [0.5, 2.0]]}, **{"return": ["y"]})
        clear = {"bind": {"g": "w.grad"}}, {"delete": ["w.grad"]}
        twins.program(op("square", "y"), op("sum", "_"), backward("_"), *clear)
        twins.program(backward("h", gradients=[[[1.0, 1.0], [2.0, 2.0]]]), atomic=False)
        twins.look()
    assert twins.plans.counts.hits == 8


def test_a_pass_that_records_over_the_graph_of_a_program_before(twins: Twins) -> None:
    twins.program(tensors={"x": X, "w": W})
    slope = {"gradients": {"tensors": ["y"], "inputs": ["x"], "create_graph": True, "out": ["s"]}}
    for _ in range(5):
        twins.program(op("pow", "x", 3), op("mul", "_", "w"), op("sum", "_", out="y"), slope)
        twins.program(op("square", "s"), op("sum", "_", out="loss"), backward("loss"), **{"return": ["x.grad"]})
        twins.look()
    assert twins.plans.counts.hits >= 7


def test_what_was_saved_is_changed(twins: Twins) -> None:
    twins.program(tensors={"x": X, "y": Y})
    for number in range(6):
        twins.program(op("mul", "x", "y"), op("sum", "_", out="loss"))
        if number % 3 == 2:
            twins.program(op("mul_", "y", 2))
        twins.program(backward("loss"), **{"return": ["x.grad"]})
    assert twins.plans.counts.hits > 6


def test_a_longer_way_from_a_root(twins: Twins) -> None:
    """The same program after graphs of other shapes."""
    twins.program(tensors={"x": X, "w": W})
    graphs = [op("mul", "x", "w")], [op("mul", "w", "x")], [op("mul", "x", "x")], [op("mul", "x", 2.0), op("exp", "_")]
    for _ in range(4):
        for graph in graphs:
            twins.program(*graph, op("sum", "_", out="loss"))
            twins.program(backward("loss"), **{"return": ["x.grad"]})
    assert twins.plans.counts.hits > 8


@pytest.mark.cpu_only("no plan has a seed of a generator on a GPU")
def test_a_seed_that_is_drawn(twins: Twins) -> None:
    """The generator of that name is made at the first seed."""
    seed = op("empty", size=[], dtype="int64"), op("random_", "_", out="seed")
    steps = *seed, op("manual_seed", seed="seed", generator="g"), op("randperm", n=5, generator="g", out="order")
    assert often(twins, *steps, **{"return": ["order", "seed"]}) == 3
    again = op("manual_seed", seed=3), op("rand", size=[2], out="r"), op("rand", size=[2], generator="g", out="s")
    assert often(twins, *again, **{"return": ["r", "s"]}) == 3
    twins.program(tensors={"s": {"data": 7, "dtype": "int64"}})
    for number in range(4):
        tensors = {"_s": {"data": number, "dtype": "int64"}}
        named = (
            op("manual_seed", seed="_s", generator=f"g{number}"),
            op("rand", size=[2], generator=f"g{number}", out="r"),
        )
        twins.program(*named, tensors=tensors, **{"return": ["r"]})
        twins.program(
            op("manual_seed", seed="_s"), op("randn", size=[3], out="r"), tensors=tensors, **{"return": ["r"]}
        )
    twins.program(
        op("rand", size=[2], generator="g", out="r"), op("randn", size=[1], out="s"), **{"return": ["r", "s"]}
    )


def test_a_generator_that_is_made_and_taken_back(twins: Twins) -> None:
    """An atomic program that fails leaves none."""
    draw = op("rand", size=[2], generator="g", out="r")
    loop = {
        "repeat": {"times": 6, "steps": [op("manual_seed", seed=3, generator="h"), op("rand", size=[2], generator="h")]}
    }
    for number in range(5):
        twins.program(loop, op("view", "_", size=[3]))
        twins.program(op("manual_seed", seed=number, generator="g"), draw, op("view", "r", size=[3]))
        twins.program(draw, **{"return": ["r"]})


def test_what_a_checkpoint_drew_last(twins: Twins) -> None:
    """The next checkpoint does not remember it for its own."""
    twins.program(tensors={"x": X})
    for _ in range(4):
        twins.program({"checkpoint": {"steps": [op("randn", size=[3], requires_grad=True, out="r")]}})
        twins.program({"checkpoint": {"steps": [op("hypot", "x", "x"), op("mul", "_", "x", out="h")]}})


def test_a_checkpoint_that_goes_on(twins: Twins) -> None:
    """In a rehearsal nothing of it is noted."""
    twins.program(tensors={"x": X})
    for _ in range(4):
        twins.program({"checkpoint": {"steps": [op("exp", "x", out="h")], "region": "c"}})
        steps = op("mul", "h", "h"), op("sum", "_", out="loss")
        twins.program({"checkpoint": {"steps": steps, "region": "c", "continues": True}}, backward("loss"))
        assert often(twins, op("neg", "x", out="y")) > 0
        twins.look()
