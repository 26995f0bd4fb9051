"""`session.run`: programs in the server's own words, on tensors of the SDK."""

from __future__ import annotations

import asyncio
import sys
from contextlib import closing
from importlib.util import find_spec
from typing import Any

import numpy as np
import pytest

import gradwire as torch
from gradwire.remote.progress import Progress

DOUBLE = {"op": "mul_", "inputs": ["w", 2]}
DOUBLE_TWICE = {"grad_mode": {"enabled": False, "steps": [DOUBLE, DOUBLE]}}


def descent(times: int, **fields: Any) -> list[dict[str, Any]]:
    body = [
        {"op": "nn.functional.linear", "inputs": ["x", "w"]},
        {"op": "nn.functional.mse_loss", "inputs": ["_", "y"], "out": "_loss"},
        {"backward": {"tensors": ["_loss"]}},
        {"grad_mode": {"enabled": False, "steps": [{"op": "sub_", "inputs": ["w", "w.grad"], "alpha": 0.1}]}},
        {"delete": ["w.grad"]},
    ]
    return [{"repeat": {"times": times, "steps": body, **fields}}]


@pytest.fixture
def tensors(session: torch.Session) -> dict[str, torch.Tensor]:
    x = torch.linspace(-1, 1, 8).reshape(8, 1)
    return {"x": x, "y": 3 * x, "w": torch.zeros(1, 1, requires_grad=True)}


def test_a_loop_trains_what_it_is_given(session: torch.Session, tensors: dict[str, torch.Tensor]) -> None:
    before = tensors["w"].item()
    found = session.run(descent(200, collect={"losses": "_loss"}, every=50), tensors=tensors, returns=["losses"])
    losses = found["losses"]
    assert isinstance(losses, np.ndarray)
    assert losses.shape == (4,)
    assert losses[0] > losses[-1]
    assert before == 0
    assert tensors["w"].item() == pytest.approx(3, abs=1e-3)
    assert tensors["w"].grad is None
    assert tensors["w"].is_leaf


def test_training_goes_on_as_ever_afterwards(session: torch.Session, tensors: dict[str, torch.Tensor]) -> None:
    x, y, w = tensors["x"], tensors["y"], tensors["w"]
    optimizer = torch.optim.SGD([w], lr=0.1)

    def step() -> None:
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(torch.nn.functional.linear(x, w), y).backward()
        optimizer.step()

    for _ in range(3):
        step()
    optimizer.zero_grad()
    session.run(descent(4), tensors=tensors)
    for _ in range(3):
        step()
    after = w.item()
    w.data.zero_()
    for _ in range(10):
        step()
    assert w.item() == after


def test_changed_values_and_gradients_show(session: torch.Session) -> None:
    w = torch.ones(2, requires_grad=True)
    view = w.detach()
    (w * 3).sum().backward()
    assert view.tolist() == [1, 1]
    assert w.grad is not None
    assert w.grad.tolist() == [3, 3]
    found = session.run(
        [DOUBLE_TWICE, {"op": "sum", "inputs": ["w"]}, {"backward": {"tensors": ["_"]}}],
        tensors={"w": w},
        returns=["w", "w.grad"],
    )
    assert found["w"] is not None
    assert found["w"].tolist() == view.tolist() == w.tolist() == [4, 4]
    assert found["w.grad"] is not None
    assert found["w.grad"].tolist() == w.grad.tolist() == [4, 4]


def test_a_gradient_that_is_part_of_a_graph_says_so(session: torch.Session) -> None:
    w = torch.full((1,), 3.0, requires_grad=True)
    steps = [{"op": "pow", "inputs": ["w", 3]}, {"backward": {"tensors": ["_"], "create_graph": True}}]
    session.run(steps, tensors={"w": w})
    (w * 1).sum().backward()
    assert w.grad is not None
    assert w.grad.requires_grad


def test_a_flag_that_the_program_changes_is_known(session: torch.Session) -> None:
    w = torch.ones(2)
    assert not w.requires_grad
    session.run([{"op": "requires_grad_", "inputs": ["w"]}], tensors={"w": w})
    assert w.requires_grad
    (w * 2).sum().backward()
    assert w.grad is not None
    assert w.grad.tolist() == [2, 2]


def test_a_graph_that_the_program_freed_fails_at_its_own_line(session: torch.Session) -> None:
    w = torch.ones(2, requires_grad=True)
    loss = (w * w).sum()
    session.run([{"backward": {"tensors": ["loss"]}}], tensors={"loss": loss})
    with pytest.raises(RuntimeError, match="went with the backward pass"):
        loss.backward()


def test_what_is_not_there_is_none(session: torch.Session) -> None:
    assert session.run([], tensors={"w": torch.ones(1)}, returns=["w.grad"]) == {"w.grad": None}


def test_names_are_free_again(session: torch.Session, tensors: dict[str, torch.Tensor]) -> None:
    session.run([], tensors=tensors)
    session.run([{"delete": ["y"]}], tensors={"y": tensors["y"]})
    session.flush()
    (tensors["x"] + 1).tolist()
    for name in tensors:
        with pytest.raises(NameError):
            session.run([], returns=[name])
    assert tensors["y"].shape == (8, 1)


def test_a_failure_changes_nothing(session: torch.Session) -> None:
    w = torch.ones(2)
    with pytest.raises(RuntimeError, match="matmul") as caught:
        session.run([DOUBLE, {"op": "matmul", "inputs": ["w", [[1.0]]]}], tensors={"w": w})
    assert getattr(caught.value, "problem", {})["pointer"] == "/steps/1"
    assert w.tolist() == [1, 1]
    with pytest.raises(NameError):
        session.run([], returns=["w"])


def test_hooks_are_not_asked(session: torch.Session) -> None:
    w = torch.ones(2, requires_grad=True)
    w.register_hook(lambda grad: grad * 2)
    steps = [{"op": "sum", "inputs": ["w"]}, {"backward": {"tensors": ["_"]}}]
    with pytest.raises(RuntimeError, match="not known here"):
        session.run(steps, tensors={"w": w})
    w.sum().backward()
    assert w.grad is not None
    assert w.grad.tolist() == [2, 2]


@pytest.mark.parametrize("name", ["s0", "d12", "_w", "w.", "2w", ""])
def test_names_that_cannot_be(session: torch.Session, name: str) -> None:
    with pytest.raises(ValueError, match="name"):
        session.run([], tensors={name: torch.ones(1)})


def test_steps_that_use_names_of_the_sdk(session: torch.Session) -> None:
    with pytest.raises(ValueError, match="s3"):
        session.run([{"op": "ones", "size": [2], "out": "s3"}])


def test_only_tensors_have_names(session: torch.Session) -> None:
    with pytest.raises(TypeError, match="list"):
        session.run([], tensors={"w": [1.0]})


@pytest.mark.parametrize("installed", [True, False])
def test_progress_is_shown(
    session: torch.Session,
    tensors: dict[str, torch.Tensor],
    installed: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if installed and find_spec("tqdm") is None:
        pytest.skip("needs tqdm")
    if not installed:
        monkeypatch.setitem(sys.modules, "tqdm", None)
    steps = [*descent(40, collect={"losses": "_loss"}), *descent(30)]
    found = session.run(steps, tensors=tensors, returns=["losses", "w"], progress=True)
    shown = capsys.readouterr().err
    assert "40/40" in shown
    assert "30/30" in shown
    assert "_loss=" in shown
    assert found["losses"] is not None
    assert found["losses"].shape == (40,)
    assert found["losses"].dtype == np.float32
    assert found["w"] is not None
    assert found["w"].tolist() == tensors["w"].tolist()


def test_a_bar_for_the_outermost_loop_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "tqdm", None)
    steps = [{"while": {"test": [], "steps": descent(3, collect={"losses": "_loss"})}}]
    with closing(Progress(steps)) as progress:
        progress({"pointer": "/steps/0", "iteration": 1, "values": {}})
        progress({"pointer": "/steps/0/while/steps/0", "iteration": 3, "values": {}})
        progress({"pointer": "/steps/0", "iteration": 2, "values": {"m": {"shape": [2]}}})
    assert "3" not in capsys.readouterr().err.replace("\x1b[K", "")


def test_a_problem_with_progress_is_the_same(session: torch.Session, tensors: dict[str, torch.Tensor]) -> None:
    with pytest.raises(NameError, match="gone"):
        session.run([*descent(3), {"op": "relu", "inputs": ["gone"]}], tensors=tensors, progress=True)
    assert tensors["w"].item() == 0


def test_the_asynchronous_twin(server: str, capsys: pytest.CaptureFixture[str]) -> None:
    async def train() -> tuple[Any, Any]:
        async with torch.AsyncSession(server) as session:
            x = torch.linspace(-1, 1, 8).reshape(8, 1)
            w = torch.zeros(1, 1, requires_grad=True)
            tensors = {"x": x, "y": 3 * x, "w": w}
            plain = await session.run(descent(100), tensors=tensors, returns=["w"])
            await session.run(descent(100), tensors=tensors, progress=True)
            assert w.requires_grad
            return plain["w"], await session.fetch(w)

    first, last = asyncio.run(train())
    assert abs(3 - last.item()) < abs(3 - first.item()) < 3
    assert "100" in capsys.readouterr().err
