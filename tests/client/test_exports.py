"""Sessions to files and back: tensors, gradients, random numbers, and what cannot be."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

import gradwire as torch


def test_a_session_goes_on_elsewhere(server: str, tmp_path: Path) -> None:
    file = tmp_path / "run.safetensors"
    with torch.Session(server, seed=3) as session:
        model = torch.nn.Linear(3, 2)
        x = torch.rand(4, 3)
        (model(x) ** 2).sum().backward()
        session.export(file, {"x": x, **dict(model.named_parameters())})
        expected = [p.grad.tolist() for p in model.parameters()]
        drawn = torch.rand(3).tolist()
        assert x.tolist() == torch.tensor(x.tolist()).tolist(), "this session goes on"
    read = safetensors.numpy.load_file(file)
    assert set(read) == {"x", "weight", "bias", "weight.grad", "bias.grad"}
    assert read["weight.grad"].tolist() == expected[0]
    with torch.Session.load(file, server) as loaded:
        assert torch.rand(3).tolist() == drawn
        weight, bias = loaded.tensors["weight"], loaded.tensors["bias"]
        assert [p.grad.tolist() for p in (weight, bias)] == expected
        assert (weight.requires_grad, weight.is_leaf, loaded.tensors["x"].requires_grad) == (True, True, False)
        again = torch.nn.Linear(3, 2)
        again.load_state_dict({"weight": weight, "bias": bias})
        (again(loaded.tensors["x"]) ** 2).sum().backward()
        assert [p.grad.tolist() for p in again.parameters()] == expected
        (torch.nn.functional.linear(loaded.tensors["x"], weight, bias) ** 2).sum().backward()
        np.testing.assert_allclose(weight.grad.numpy(), 2 * np.array(expected[0]), rtol=1e-6)


def test_leaves_without_a_gradient_have_none(server: str, tmp_path: Path) -> None:
    with torch.Session(server) as session:
        w = torch.ones(2, requires_grad=True)
        session.export(tmp_path / "w", {"w": w})
    with torch.Session.load(tmp_path / "w", server) as loaded:
        w = loaded.tensors["w"]
        assert w.grad is None
        w.sum().backward()
        assert w.grad.tolist() == [1, 1]


def test_tensors_that_share_memory_do_so(server: str, tmp_path: Path) -> None:
    with torch.Session(server) as session:
        w = torch.arange(6.0).view(2, 3)
        session.export(tmp_path / "w", {"w": w, "row": w[1], "alias": w})
    with torch.Session.load(tmp_path / "w", server) as loaded:
        w, row, alias = (loaded.tensors[name] for name in ("w", "row", "alias"))
        assert alias is w
        assert (w.tolist(), row.tolist()) == ([[0, 1, 2], [3, 4, 5]], [3, 4, 5])
        row.mul_(10)
        assert w.tolist() == [[0, 1, 2], [30, 40, 50]]
        row.requires_grad_()
        assert not w.requires_grad


def test_options_stand_in_place_of_the_file(server: str, tmp_path: Path) -> None:
    with torch.Session(server, seed=1) as session:
        session.export(tmp_path / "x", {"x": torch.ones(2, dtype=torch.float64)})
        seeded = torch.Generator().manual_seed(5)
    with torch.Session.load(tmp_path / "x", server, seed=5, exact=False) as loaded:
        drawn = torch.rand(3).tolist()
        assert (loaded.tensors["x"].dtype, torch.ones(1).dtype) == (torch.float64, torch.float32)
    with torch.Session(server):
        assert torch.rand(3, generator=seeded.manual_seed(5)).tolist() == drawn


def test_any_safetensors_file_will_do(server: str, tmp_path: Path) -> None:
    arrays = {"b": np.arange(3, dtype=np.int8), "net.0.w": np.ones((2, 2), np.float32)}
    safetensors.numpy.save_file(arrays, tmp_path / "f", {"format": "pt"})
    with torch.Session.load(tmp_path / "f", server) as loaded:
        assert {name: tensor.tolist() for name, tensor in loaded.tensors.items()} == {
            name: array.tolist() for name, array in arrays.items()
        }
    safetensors.numpy.save_file({}, tmp_path / "f")
    with torch.Session.load(tmp_path / "f", server) as loaded:
        assert loaded.tensors == {}


def test_awaited(server: str, tmp_path: Path) -> None:
    async def work() -> list[float]:
        async with torch.AsyncSession(server) as session:
            x = torch.ones(2, requires_grad=True)
            (x * 3).sum().backward()
            await session.export(tmp_path / "x", {"x": x})
        async with torch.AsyncSession.load(tmp_path / "x", server) as loaded:
            gradient = await loaded.gradient(loaded.tensors["x"])
            return (await loaded.fetch(gradient)).tolist()  # type: ignore[no-any-return]

    assert asyncio.run(work()) == [3, 3]


def test_what_cannot_be(server: str, tmp_path: Path) -> None:
    file = tmp_path / "f"
    with pytest.raises(FileNotFoundError):
        torch.Session.load(file)
    file.write_bytes(b"no file of this kind")
    with pytest.raises(ValueError, match="no safetensors file that a session can begin with"):
        torch.Session.load(file)
    for name, message in (("s0", "the SDK's own names"), ("2x", "is no name"), ("a b", "is no name")):
        safetensors.numpy.save_file({name: np.ones(1)}, file)
        with pytest.raises(ValueError, match=message):
            torch.Session.load(file)
        with torch.Session(server) as session, pytest.raises(ValueError, match=message):
            session.export(file, {name: torch.ones(1)})
    with torch.Session(server) as session:
        with pytest.raises(TypeError, match="names are given to tensors: 'x' is a float"):
            session.export(file, {"x": 1.0})  # type: ignore[dict-item]
        with pytest.raises(ValueError, match="names and the tensors"):
            session.export(file, {})
    safetensors.numpy.save_file({"w.grad": np.ones(1)}, file)
    with pytest.raises(RuntimeError, match="no w, of which this is the gradient"):
        torch.Session.load(file, server).__enter__()


def test_a_file_outlives_its_process(server: str, tmp_path: Path) -> None:
    code = f"""
import gradwire as torch
with torch.Session({server!r}) as session:
    with torch.no_grad():
        x = torch.arange(3.0)
        session.export({str(tmp_path / "x")!r}, {{"x": x + 1}})
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2] / "client", timeout=60)
    with torch.no_grad(), torch.Session.load(tmp_path / "x", server) as loaded:
        assert loaded.tensors["x"].tolist() == [1, 2, 3]
    assert torch.is_grad_enabled()
