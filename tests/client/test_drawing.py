"""`tensor.graph()`: the drawing of the recorded graph."""

from __future__ import annotations

import asyncio
from pathlib import Path
from xml.etree import ElementTree

import pytest

import gradwire as torch


def test_a_notebook_shows_it(session: torch.Session) -> None:
    x = torch.ones(2, 2, requires_grad=True)
    y = x + 2
    z = y * y * 3
    out = z.mean()
    before = out.graph()
    assert before._repr_svg_() == before.svg
    shown = [
        "".join(text.itertext()) for text in ElementTree.fromstring(before.svg).iter() if text.tag.endswith("}text")
    ]
    assert {"x", "AccumulateGrad", "no grad", "y float32 [2, 2]", "z float32 [2, 2]", "out"} <= set(shown)
    assert "saved self = y [2, 2]" in before.dot
    assert before.dot.startswith("digraph {")
    assert repr(before) == "\n".join(
        [
            "n1 AccumulateGrad() -> x float32 [2, 2]",
            "n2 AddBackward0(n1) -> y float32 [2, 2]",
            "n3 MulBackward0(n2, n2) -> t3 float32 [2, 2]",
            "n4 MulBackward0(n3) -> z float32 [2, 2]",
            "n5 MeanBackward0(n4) -> out float32 []",
        ]
    )
    out.backward()
    after = out.graph()
    assert "grad [[4.5, 4.5], [4.5, 4.5]]" in after.svg
    assert "saved values freed" in after.svg
    assert "no grad" in before.svg


def test_names(session: torch.Session) -> None:
    weights = {"fc.weight": torch.ones(3, 2, requires_grad=True), "θ": torch.ones(3, requires_grad=True)}
    _hidden = weights["fc.weight"] @ torch.ones(2)
    total = (_hidden * weights["θ"]).sum()
    assert {"fc.weight", "θ"} <= named(total.graph(weights))
    assert "total" not in named(total.graph(weights))
    assert named(total.graph()) >= {"total"}
    assert not named(total.graph()) & {"_hidden", "fc.weight"}
    with torch.Session(session.url):
        other = torch.ones(1, requires_grad=True)
        assert "other" in named(other.graph())
        assert "total" not in named(other.graph())
    with pytest.raises(RuntimeError, match="names says"):
        total.graph({"a,b": total})
    total.graph({f"{number:0>100}": torch.ones(1) for number in range(100)})  # what is not in the graph is not sent


def named(graph: torch.drawings.Graph) -> set[str]:
    return {name for tensor in graph._data["tensors"] for name in tensor["names"]}


def test_saving(session: torch.Session, tmp_path: Path) -> None:
    graph = (torch.ones(2, requires_grad=True) * 2).graph()
    graph.save(tmp_path / "graph.svg")
    graph.save(str(tmp_path / "graph.dot"))
    assert (tmp_path / "graph.svg").read_text(encoding="utf-8") == graph.svg
    assert (tmp_path / "graph.dot").read_text(encoding="utf-8") == graph.dot
    for name in ("graph.png", "graph"):
        with pytest.raises(ValueError, match="saved as"):
            graph.save(tmp_path / name)


def test_nothing_recorded(session: torch.Session) -> None:
    graph = torch.ones(2).graph()
    assert repr(graph) == "nothing recorded"
    assert "nothing recorded" in graph.svg


def test_in_an_asynchronous_session(server: str) -> None:
    async def main() -> None:
        async with torch.AsyncSession(server) as session:
            x = torch.ones(2, requires_grad=True)
            y = x * 2
            assert (await y.graph()).svg == (await session.draw(y, {"x": x, "y": y})).svg

    asyncio.run(main())


def test_a_graph_too_large_to_be_laid_out(server: str, tmp_path: Path) -> None:
    with torch.Session(server):
        x = torch.ones(2, requires_grad=True)
        y = x
        for _ in range(3000):
            y = y + 1
        graph = y.graph()
        assert graph._repr_svg_() is None
        with pytest.raises(RuntimeError, match="3001 nodes is too large"):
            graph.save(tmp_path / "graph.svg")
        graph.save(tmp_path / "graph.dot")
        assert (tmp_path / "graph.dot").read_text().startswith("digraph {")
        assert repr(graph).count("AddBackward0") == 3000


def test_names_that_are_none(session: torch.Session) -> None:
    x = torch.ones(2, requires_grad=True)
    for names in (3, {3: x}, ["x"]):
        with pytest.raises(TypeError, match="dict of names"):
            (x * 2).graph(names)  # type: ignore[arg-type]
