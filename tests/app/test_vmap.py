"""The step `vmap`: a block for one example, carried out for all of them at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.steps import backward, op

ROWS = {"X": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], "w": {"data": [1.0, -1.0], "requires_grad": True}}

INPUT = "/steps/0/vmap/inputs/x"


def vmap(*steps: Any, **fields: Any) -> dict[str, Any]:
    return {"vmap": {"steps": list(steps), **fields}}


def test_each_example_by_itself(talk: Any) -> None:
    step = vmap(op("dot", "x", "w", out="y"), inputs={"x": "X"}, outputs={"Y": "y"})
    answer = talk.program(step, tensors=ROWS, **{"return": ["Y"], "info": ["Y"]})
    assert talk.data(answer) == {"Y": [-1, -1, -1]}
    assert "levels" not in answer["info"]["Y"]


def test_dimensions(talk: Any) -> None:
    step = vmap(
        op("mul", "x", 2, out="y"),
        inputs={"x": {"tensor": "X", "dim": 1}},
        outputs={"first": "y", "last": {"tensor": "y", "dim": -1}},
    )
    answer = talk.program(step, tensors=ROWS, **{"return": ["first", "last"]})
    assert talk.data(answer) == {"first": [[2, 6, 10], [4, 8, 12]], "last": [[2, 4], [6, 8], [10, 12]]}


def test_names_inside_end_with_the_block(talk: Any) -> None:
    step = vmap(
        op("dot", "x", "w", out="l"), op("ones", size=[2], out="c"), inputs={"x": "X"}, outputs={"L": "l", "w2": "w"}
    )
    answer = talk.program(step, tensors={**ROWS, "x": [42.0, 43.0]}, **{"return": ["x", "L", "c"], "info": []})
    assert talk.data(answer) == {"x": [42, 43], "L": [-1, -1, -1], "c": [1, 1]}
    assert talk.get("S/tensors/l", 404)["type"] == "/problems/tensor-not-found"


def test_names_inside_end_with_a_block_that_fails(talk: Any) -> None:
    step = vmap(op("neg", "x", out="l"), op("matmul", "x", "gone"), inputs={"x": "X"})
    talk.program(step, tensors={**ROWS, "x": [42.0, 43.0]}, atomic=False, status=404)
    assert talk.value("x") == [42, 43]
    assert talk.get("S/tensors/l", 404)["type"] == "/problems/tensor-not-found"


def test_an_output_may_have_the_name_of_an_input(talk: Any) -> None:
    step = vmap(op("neg", "X", out="X"), inputs={"X": "X"}, outputs={"X": "X"})
    assert talk.data(talk.program(step, tensors=ROWS, **{"return": ["X"]})) == {"X": [[-1, -2], [-3, -4], [-5, -6]]}


def test_what_is_shared_is_repeated(talk: Any) -> None:
    answer = talk.program(vmap(inputs={"x": "X"}, outputs={"W": "w"}), tensors=ROWS, **{"return": ["W"]})
    assert talk.data(answer) == {"W": [[1, -1]] * 3}


def test_gradients_inside_are_each_examples_own_and_outside_summed(talk: Any) -> None:
    step = vmap(
        op("dot", "x", "w", out="y"),
        {"gradients": {"tensors": ["y"], "inputs": ["w"], "retain_graph": True, "out": ["g"]}},
        inputs={"x": "X"},
        outputs={"Y": "y", "G": "g"},
    )
    answer = talk.program(step, op("sum", "Y", out="s"), backward("s"), tensors=ROWS, **{"return": ["G", "w.grad"]})
    assert talk.data(answer) == {"G": ROWS["X"], "w.grad": [9, 12]}


def test_levels_nest(talk: Any) -> None:
    inner = vmap(op("mul", "x", "y", out="z"), inputs={"y": "b"}, outputs={"row": "z"})
    step = vmap(inner, inputs={"x": "a"}, outputs={"table": "row"})
    answer = talk.program(step, tensors={"a": [1.0, 2.0], "b": [3.0, 4.0, 5.0]}, **{"return": ["table"]})
    assert talk.data(answer) == {"table": [[3, 4, 5], [6, 8, 10]]}


def test_a_level_in_parts(talk: Any) -> None:
    """As the SDK needs it: blocks in several requests, within one level."""
    talk.program(vmap(level="v", size=3), vmap(level="v", inputs={"x": "X"}), tensors=ROWS)
    info = talk.program(vmap(op("square", "x", out="y"), level="v"), info=["y"])["info"]["y"]
    assert (info["shape"], info["levels"]) == ([2], ["v"])
    problem = talk.get("S/tensors/y", 422)
    assert problem["exception"] == "RuntimeError"
    assert "vmap" in problem["detail"]
    answer = talk.program(vmap(level="v", outputs={"Y": "y"}), **{"return": ["Y"]})
    assert talk.data(answer) == {"Y": [[1, 4], [9, 16], [25, 36]]}


@pytest.mark.cpu_only("knows the first numbers that PyTorch draws on the CPU")
@pytest.mark.parametrize(
    ("randomness", "distinct"),
    [("different", 3), ("same", 1)],
)
def test_randomness(talk: Any, randomness: str, distinct: int) -> None:
    step = vmap(op("rand", size=[2], out="r"), inputs={"x": "X"}, outputs={"R": "r"}, randomness=randomness)
    answer = talk.program({"op": "manual_seed", "seed": 0}, step, tensors=ROWS, **{"return": ["R"]})
    assert len({tuple(row) for row in talk.data(answer)["R"]}) == distinct
    assert talk.data(answer)["R"][0] == pytest.approx([0.49625659, 0.76822180])


def test_what_runs_one_after_the_other_is_told(talk: Any) -> None:
    step = vmap(op("histc", "x", bins=2, out="y"), inputs={"x": "X"}, outputs={"Y": "y"})  # between its own bounds
    answer = talk.program(step, tensors=ROWS, **{"return": ["Y"]})
    assert talk.data(answer)["Y"] == [[1, 1]] * 3
    (warning,) = answer["warnings"]
    assert warning["category"] == "UserWarning"
    assert "histc" in warning["detail"]
    assert "warnings" not in talk.program(op("neg", "X"))


def test_in_place_changes_reach_the_tensor(talk: Any) -> None:
    talk.program(vmap(op("mul_", "x", 10), inputs={"x": "X"}), tensors=ROWS)
    assert talk.value("X") == [[10, 20], [30, 40], [50, 60]]


def test_a_failed_block_leaves_everything_as_it_was(talk: Any) -> None:
    talk.program(tensors=ROWS)
    step = vmap(op("mul_", "x", 10), op("matmul", "x", "gone"), inputs={"x": "X"})
    problem = talk.program(step, status=404)
    assert problem["pointer"] == "/steps/0/vmap/steps/1/inputs/1"
    assert talk.value("X") == ROWS["X"]
    assert talk.program(op("neg", "X", out="y"), info=["y"])["info"]["y"]["shape"] == [3, 2]


@pytest.mark.parametrize(
    ("fields", "steps", "slug", "exception", "pointer"),
    [
        ({}, [], "invalid-request", None, "/steps/0/vmap/inputs"),
        ({"inputs": {"x": "gone"}}, [], "tensor-not-found", "NameError", INPUT),
        ({"inputs": {"x": [1.0]}}, [], "invalid-request", None, INPUT),
        (
            {"inputs": {"x": {"tensor": "X", "dim": 2}}},
            [],
            "index-out-of-range",
            "ValueError",
            "/steps/0/vmap/inputs/x",
        ),
        ({"inputs": {"x": {"dim": 0}}}, [], "invalid-request", None, "/steps/0/vmap/inputs/x"),
        ({"inputs": {"x": "X", "y": "w"}}, [], "shape-mismatch", "ValueError", "/steps/0"),
        ({"inputs": {"x": "X"}, "randomness": "some"}, [], "invalid-request", "RuntimeError", "/steps/0"),
        ({"level": "v"}, [], "invalid-request", None, "/steps/0/vmap/level"),
        ({"inputs": {"x": "X"}}, [{"if": {"condition": "x"}}], "ambiguous-condition", "RuntimeError", "…"),
        ({"inputs": {"x": "w"}}, [{"if": {"condition": "x"}}], "op-failed", "RuntimeError", "…"),
        ({"inputs": {"x": "X"}}, [op("rand", size=[2])], "op-failed", "RuntimeError", "…"),
        ({"inputs": {"x": "X"}}, [op("nonzero", "x")], "op-failed", "RuntimeError", "…"),
        ({"inputs": {"x": "X"}}, [op("add_", "c", "x")], "op-failed", "RuntimeError", "…"),
        ({"inputs": {"x": "X"}}, [backward("w")], "op-failed", "RuntimeError", "…"),
    ],
)
def test_bad_input(talk: Any, fields: Any, steps: list[Any], slug: str, exception: str | None, pointer: str) -> None:
    talk.program(tensors={**ROWS, "c": [0.0, 0.0]})
    problem = talk.program(vmap(*steps, **fields), status=404 if slug == "tensor-not-found" else 422)
    assert problem["type"] == f"/problems/{slug}", problem
    assert problem["exception"] == exception
    assert problem["pointer"] == (pointer if pointer != "…" else "/steps/0/vmap/steps/0")
    assert talk.value("c") == [0, 0]


def test_a_value_that_cannot_be_read_is_told_from_a_step_that_failed(talk: Any) -> None:
    """So that a client knows that all steps ran."""
    step = vmap(op("mul", "x", 2, out="y"), level="v", size=3, inputs={"x": "X"})
    problem = talk.program(step, tensors=ROWS, status=422, atomic=False, **{"return": ["y"]})
    assert (problem["pointer"], problem["finished"]) == ("/return", 4)
    assert talk.get("S/tensors/X")["shape"] == [3, 2]
