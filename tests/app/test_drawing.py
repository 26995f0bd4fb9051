"""The recorded graph as DOT and as SVG."""

from __future__ import annotations

import re
import time
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from app.drawing.grid import Grid, Link, Size
from app.drawing.places import increasing, place

DOT, SVG = "text/vnd.graphviz", "image/svg+xml"
TUTORIAL = [
    {"op": "add", "inputs": ["x", 2], "out": "y"},
    {"op": "mul", "inputs": ["y", "y"]},
    {"op": "mul", "inputs": ["_", 3], "out": "z"},
    {"op": "mean", "inputs": ["z"], "out": "out"},
]
ONES = {"data": [[1, 1], [1, 1]], "requires_grad": True}


@pytest.fixture
def tutorial(client: Any) -> Any:
    """A session with the tutorial's graph."""
    client.program(*TUTORIAL, tensors={"x": ONES})
    return client


def draw(client: Any, media: str, query: str = "") -> str:
    answer: httpx.Response = client.get(f"S/graph{query}", headers={"accept": media})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] == media
    return answer.text


def texts(svg: str) -> list[str]:
    """The visible texts of an SVG document, which must be well-formed and hold nothing that acts or is fetched."""
    root = ElementTree.fromstring(svg)
    tags = {element.tag.split("}")[1] for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "g", "rect", "path", "text", "tspan"}
    assert not any("href" in name or name.startswith("on") for element in root.iter() for name in element.attrib)
    assert "url(" not in svg
    return ["".join(element.itertext()) for element in root.iter("{http://www.w3.org/2000/svg}text")]


def read_dot(dot: str) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """The nodes of a DOT document with the lines of their labels, and the edges."""
    head, *statements, end = dot.rstrip("\n").split("\n")
    assert (head, end) == ("digraph {", "}")
    nodes, edges = {}, []
    for statement in statements:
        found = re.fullmatch(r'  (\w+)(?: -> (\w+))? \[((?:\w+=(?:\w+|"(?:[^"\\]|\\.)*")(?:, )?)+)\]', statement)
        assert found, statement
        tail, to, attributes = found.groups()
        label = re.search(r'label="((?:[^"\\]|\\.)*)"', attributes)
        if to is not None:
            edges.append((tail, to))
        elif tail not in ("graph", "node", "edge"):
            assert label
            nodes[tail] = [
                unescape(re.sub(r"\\(.)", r"\1", line)) for line in re.split(r"(?<!\\)(?:\\\\)*\\n", label[1])
            ]
    return nodes, edges


def test_what_is_drawn(tutorial: Any) -> None:
    shown = texts(draw(tutorial, SVG, "?tensors=out"))
    for line in [
        *("x", "AccumulateGrad", "float32 [2, 2]", "no grad"),
        *("AddBackward0", "add", "y float32 [2, 2]"),
        *("MulBackward0", "mul", "saved self = y [2, 2]", "saved other = y [2, 2]", "saved other = 3"),
        *("z float32 [2, 2]", "MeanBackward0", "mean", "out", "root", "float32 []"),
    ]:
        assert line in shown
    nodes, edges = read_dot(draw(tutorial, DOT, "?tensors=out"))
    data = tutorial.get("S/graph?tensors=out").json()
    assert {node["id"] for node in data["nodes"]} < nodes.keys()
    assert sorted(edge for edge in edges if edge[1][0] == "n") == sorted(
        (edge["to"], edge["from"]) for edge in data["edges"]
    )
    assert [line for lines in nodes.values() for line in lines if line not in shown] == []


def test_gradients_and_what_is_freed(tutorial: Any) -> None:
    tutorial.program({"backward": {"tensors": ["out"]}})
    for media in (SVG, DOT):
        drawn = draw(tutorial, media, "?tensors=out")
        assert "grad [[4.5, 4.5], [4.5, 4.5]]" in drawn
        assert drawn.count("saved values freed") == (4 if media == SVG else 2)  # SVG says it in tooltips, too
        assert "saved self" not in drawn
    tutorial.program(
        {"op": "ones", "size": [9], "out": "w"},
        {"op": "requires_grad_", "inputs": ["w"]},
        {"op": "exp", "inputs": ["w"], "out": "e"},
        {"op": "retain_grad", "inputs": ["e"]},
        {"op": "sum", "inputs": ["e"], "out": "total"},
        {"backward": {"tensors": ["total"]}},
    )
    shown = texts(draw(tutorial, SVG, "?tensors=total"))
    assert {"grad float32 [9]", "grad of e float32 [9]"} <= set(shown)


def test_the_picture_of_the_documentation(tutorial: Any) -> None:
    tutorial.program({"backward": {"tensors": ["out"], "retain_graph": True}})
    committed = Path(__file__).parents[2] / "docs" / "graph.svg"
    drawn = draw(tutorial, SVG, "?tensors=out")
    assert drawn == committed.read_text(encoding="utf-8"), "draw it again as docs/api.md says, section 6"


def test_equal_graphs_are_equal_bytes(make_client: Any) -> None:
    drawings = []
    for _ in range(2):
        client = make_client()
        client.program(*TUTORIAL, tensors={"x": ONES})
        drawings.append([draw(client, media) for media in (SVG, DOT)])
    assert drawings[0] == drawings[1]


def test_several_outputs_and_in_place_changes(client: Any) -> None:
    client.program(
        {"op": "max", "inputs": ["a"], "dim": 1, "out": ["top", "where"]},
        {"op": "unbind", "inputs": ["a"], "out": ["u", "v", None]},
        {"op": "mul", "inputs": ["v", 2], "out": "doubled"},
        {"op": "select", "inputs": ["doubled"], "dim": 0, "index": 0},
        {"op": "mul_", "inputs": ["_", 3.0]},
        {"op": "stack", "inputs": [["doubled", "u", "doubled"]], "out": "end"},
        tensors={"a": {"data": [[1.0, 2.0, 5.0], [3.0, 4.0, 0.0], [6.0, 7.0, 8.0]], "requires_grad": True}},
    )
    shown = texts(draw(client, SVG))
    assert {"UnbindBackward0", "MaxBackward0", "CopySlices", "u float32 [3]", "top", "end"} <= set(shown)
    assert "where" not in shown  # no gradient goes there
    nodes, edges = read_dot(draw(client, DOT))
    stack = next(id for id, lines in nodes.items() if "StackBackward0" in lines)
    assert len([edge for edge in edges if edge[1] == stack]) == 3


def test_names_from_users_are_text(tutorial: Any) -> None:
    name = '<script>"&\\n]]>é\x07'
    query = httpx.QueryParams({"tensors": "out", "names": f"x:{name},out:loss"})
    shown = texts(draw(tutorial, SVG, f"?{query}"))
    assert {name.replace("\x07", "�"), "loss", "float32 [2, 2]"} <= set(shown)  # and y has no name now
    nodes, _ = read_dot(draw(tutorial, DOT, f"?{query}"))
    assert nodes["n1"][0] == name.replace("\x07", "�")
    data = tutorial.get(f"S/graph?{query}").json()
    assert [tensor["names"] for tensor in data["tensors"]] == [[name], [], [], [], ["loss"]]
    for query in ("names=x", "names=x:", f"names=x:{'n' * 129}", "names=nope:x", "names=2:x"):
        assert tutorial.get(f"S/graph?{query}", headers={"accept": SVG}).status_code in (404, 422), query


def test_formats(tutorial: Any) -> None:
    for accept, media in {"image/*": SVG, "text/*": DOT, "*/*": "application/json"}.items():
        assert tutorial.get("S/graph", headers={"accept": accept}).headers["content-type"].startswith(media)
    refused = tutorial.get("S/graph", headers={"accept": "image/png"})
    assert refused.status_code == 406
    assert refused.json()["offered"] == ["application/json", DOT, SVG]


def test_no_graph(client: Any) -> None:
    client.put("S/tensors/c", [1.0])
    assert "nothing recorded" in texts(draw(client, SVG))
    client.put("S/tensors/x", {"data": [1.0], "requires_grad": True})
    assert texts(draw(client, SVG, "?tensors=x"))[0] == "x"


def test_too_large_to_draw(make_client: Any) -> None:
    client = make_client(drawing_pieces=20)
    step = {"op": "add", "inputs": ["y", "x"], "out": "y"}
    client.program({"op": "mul", "inputs": ["x", 2], "out": "y"}, *[step] * 5, tensors={"x": ONES})
    refused = client.get("S/graph", headers={"accept": SVG})
    assert refused.status_code == 422
    problem = refused.json()
    assert problem["type"] == "/problems/limit-exceeded"
    assert problem["limit"] == 20 < problem["pieces"]
    assert "?tensors=" in problem["detail"]
    assert client.get("S/graph").status_code == 200
    assert len(read_dot(draw(client, DOT))[0]) == 8
    texts(draw(client, SVG, "?tensors=x"))


def test_a_large_graph_is_drawn_soon(client: Any) -> None:
    client.program(
        {"op": "mul", "inputs": ["x", 1], "out": "y"},
        {
            "repeat": {
                "times": 400,
                "steps": [{"op": "mul", "inputs": ["y", "x"]}, {"op": "sin", "inputs": ["_"], "out": "y"}],
            }
        },
        tensors={"x": ONES},
    )
    begun = time.perf_counter()
    shown = texts(draw(client, SVG))
    assert shown.count("SinBackward0") == 400
    assert time.perf_counter() - begun < 20


def grid(count: int, edges: list[tuple[int, int]]) -> Grid:
    links = [
        Link(source, 0.0, [(box, 0.0) for start, box in edges if start == source])
        for source in sorted({source for source, _ in edges})
    ]
    return Grid([Size(100, 40, 100)] * count, links, 1000)


def test_rows_put_what_begins_near_to_what_takes_it() -> None:
    assert grid(5, [(0, 2), (2, 3), (1, 4), (3, 4)]).row_of[:5] == [0, 2, 1, 2, 3]
    trunk = grid(4, [(0, 1), (1, 2), (2, 3), (0, 2), (0, 3)])
    assert len(trunk.row_of) == 4 + 2  # one bend a row that the wire of 0 passes, shared by both its ends


def test_boxes_never_overlap() -> None:
    edges = [(source, box) for box in range(1, 40) for source in {box * 7 % 11, box * 5 % 13, box // 2} if source < box]
    drawn = grid(40, edges)
    x = place(drawn, 24)
    for row in drawn.rows:
        for left, right in pairwise(row):
            assert x[right] - x[left] >= (drawn.rooms[left] + drawn.rooms[right]) / 2 - 1e-6


def test_increasing_is_the_nearest() -> None:
    assert increasing([1, 2, 3], [1, 1, 1]) == [1, 2, 3]
    assert increasing([3, 1, 5], [1, 3, 1]) == [1.5, 1.5, 5]
    assert increasing([], []) == []
