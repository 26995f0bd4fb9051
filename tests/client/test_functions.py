"""autograd.Function and hooks: what goes over the wire, what is kept, what is lost."""

from __future__ import annotations

import asyncio
import gc
from typing import Any

import httpx
import pytest

import gradwire as torch
from tests.client.conftest import Requests, Square


def train(steps: int) -> torch.Tensor:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(steps):
        Square.apply(w).sum().backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad = None
    return w


def test_a_step_through_a_function_takes_two_requests(session: torch.Session, requests: Requests) -> None:
    train(3)
    torch.flush()
    requests.new()
    w = train(10)
    torch.flush()
    assert requests.new() <= 10 * 2 + 2  # forward with the pass, and its resumption
    assert w.tolist() == pytest.approx([0.8**10, 2 * 0.8**10])


def test_the_server_tells_when_a_graph_is_gone(session: torch.Session) -> None:
    train(20)
    gc.collect()
    torch.flush()
    torch.zeros(1).tolist()
    assert len(session.recorder.owners) <= 1


def test_a_graph_that_nobody_walks_lets_its_function_go(session: torch.Session) -> None:
    w = torch.tensor([1.0], requires_grad=True)
    y = Square.apply(w)
    torch.flush()
    assert len(session.recorder.owners) == 1
    del y
    (w + 1).tolist()
    (w + 1).tolist()
    assert not session.recorder.owners


def test_a_hook_goes_with_its_tensor(session: torch.Session) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    handle = y.register_hook(lambda grad: grad)
    torch.flush()
    del y
    (x + 1).tolist()
    (x + 1).tolist()
    assert not session.recorder.owners
    handle.remove()  # does no harm
    (x * 3).backward()
    assert x.grad is not None
    assert x.grad.tolist() == [3.0]


@pytest.mark.parametrize("flushed", [False, True])
def test_a_hook_may_be_removed_after_its_tensor(session: torch.Session, flushed: bool) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    came: list[list[float]] = []
    for _ in range(3):
        y = x * 2
        handle = y.register_hook(lambda grad: grad)
        if flushed:
            torch.flush()
        del y
        for _ in range(3):
            (x * 3) * 4
        handle.remove()
        z = x * 5
        z.register_hook(lambda grad: came.append(grad.tolist()))
        (x * 3) * 4
        z.backward()
    assert came == [[1.0]] * 3
    del z
    (x + 1).tolist()
    (x + 1).tolist()
    assert not session.recorder.owners


def test_without_owners_passes_are_sent_together(session: torch.Session, requests: Requests) -> None:
    x = torch.tensor([1.0], requires_grad=True)
    handle = x.register_hook(lambda grad: grad * 2)
    (x * 3).backward()
    handle.remove()
    (x * 3).backward()
    torch.flush()
    requests.new()
    for _ in range(5):
        (x * 3).backward()
    torch.flush()
    assert requests.new() == 1


def test_what_was_computed_before_an_error_in_backward_stands(session: torch.Session) -> None:
    class Failing(Square):
        @staticmethod
        def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
            notes.append(grad * 2)
            raise KeyError("mine")

    notes: list[torch.Tensor] = []
    x = torch.tensor([3.0], requires_grad=True)
    before = x + 1
    y = Failing.apply(x)
    with pytest.raises(KeyError, match="mine"):
        y.backward()
    assert before.tolist() == [4.0]
    assert notes[0].tolist() == [2.0]
    assert y.tolist() == [9.0]
    with pytest.raises(KeyError, match="mine"):
        torch.autograd.grad(y, x)
    assert (x * 2).tolist() == [6.0]


def test_a_wrong_gradient_is_told_where_backward_was_called(session: torch.Session) -> None:
    class Wrong(Square):
        @staticmethod
        def backward(ctx: Any, grad: torch.Tensor) -> torch.Tensor:
            return torch.ones(3, 3)

    x = torch.tensor([3.0, 4.0], requires_grad=True)
    y = Wrong.apply(x).sum()
    with pytest.raises(RuntimeError, match=r"Wrong answered gradient 0 of shape \[3, 3\]"):
        y.backward()
    assert x.grad is None
    assert (x + 1).tolist() == [4.0, 5.0]


def test_functions_train_in_an_async_session(server: str) -> None:
    async def run() -> list[float]:
        async with torch.AsyncSession(server) as session:
            w = torch.tensor([1.0, 2.0], requires_grad=True)
            for _ in range(3):
                y = Square.apply(w)
                await session.flush()
                y.sum().backward()
                with torch.no_grad():
                    w -= 0.1 * await session.gradient(w)
                w.grad = None
            return (await session.fetch(w)).tolist()

    assert asyncio.run(run()) == pytest.approx([0.8**3, 2 * 0.8**3])


def test_a_pass_that_the_server_gave_up_meanwhile_is_over(server: str, session: torch.Session) -> None:
    kept: list[torch.Tensor] = []

    def dawdle(grad: torch.Tensor) -> torch.Tensor:
        kept.append(grad * 10)
        httpx.delete(f"{server}/v1/sessions/{session.id}/suspensions/b{len(kept)}").raise_for_status()
        kept.append(grad * 10)
        return kept[1]

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.register_hook(dawdle)
    with pytest.raises(RuntimeError, match="silent for too long"):
        y.sum().backward()
    assert kept[0].tolist() == [10.0, 10.0]
    with pytest.raises(RuntimeError, match="never computed"):
        kept[1].tolist()
    assert x.grad is None
    assert y.tolist() == [2.0, 4.0]


def test_a_server_that_cannot_be_reached_while_a_pass_waits_leaves_the_session_usable(
    server: str, session: torch.Session
) -> None:
    assert session._transport is not None
    address = session._transport._address

    def go(url: str) -> None:
        address.url = url
        address._urls.clear()

    def lose(grad: torch.Tensor) -> None:
        lost.append(grad * 10)
        go("http://127.0.0.1:1")

    lost: list[torch.Tensor] = []
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        torch.tensor([1.0, 2.0]) * 10  # so that the hook sends nothing
    y = x * 2
    y.register_hook(lose)
    with pytest.raises(torch.ServerUnreachableError):
        y.sum().backward()
    go(server)
    with pytest.raises(RuntimeError, match="it is not known whether this tensor was computed"):
        lost[0].tolist()
    assert x.grad is None
    assert [(x + number).tolist() for number in range(3)] == [[1.0, 2.0], [2.0, 3.0], [3.0, 4.0]]


def test_what_comes_after_a_pass_may_go_while_the_pass_waits(server: str) -> None:
    async def run() -> Any:
        async with torch.AsyncSession(server) as session:
            x = torch.tensor([1.0, 2.0], requires_grad=True)
            y = x * 2
            y.register_hook(lambda grad: after.clear())
            y.sum().backward()
            after = [x * 3, x * 4]
            kept = x * 5
            await session.flush()
            new = [x * number for number in range(4)]
            return [one.tolist() for one in await session.fetch(kept, x.grad, *new)]

    assert asyncio.run(run()) == [[5.0, 10.0], [2.0, 2.0], [0.0, 0.0], [1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]


def test_an_error_calls_a_hook_by_its_functions_name(session: torch.Session) -> None:
    x = torch.tensor([3.0, 4.0], requires_grad=True)

    def clip(grad: torch.Tensor) -> torch.Tensor:
        return torch.ones(3)

    for hook, name in ((clip, "clip"), (lambda grad: torch.ones(3), "hook")):
        y = x * 2
        y.register_hook(hook)
        with pytest.raises(RuntimeError, match=rf"^{name} answered gradient 0 of shape \[3\]"):
            y.sum().backward()
