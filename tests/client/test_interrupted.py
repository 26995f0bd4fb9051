"""What a session does after its user was interrupted while it waited for a reply."""

from __future__ import annotations

import asyncio

import pytest

import gradwire as torch
from gradwire.remote.calls import Call, Reply
from gradwire.remote.transport import AsyncTransport, Transport


class Interrupted(Transport):
    """Ctrl-C comes when the server has answered, and before anybody heard of it."""

    async def _attempt(self, call: Call) -> Reply:
        await super()._attempt(call)
        raise KeyboardInterrupt


class Cancelled(AsyncTransport):
    """The task is cancelled when the server has answered, and before anybody heard of it."""

    async def _attempt(self, call: Call) -> Reply:
        await super()._attempt(call)
        raise asyncio.CancelledError


class Unsent(AsyncTransport):
    """The task is cancelled before anything leaves."""

    async def _attempt(self, call: Call) -> Reply:
        raise asyncio.CancelledError


def interrupt(session: torch.Session, loss: torch.Tensor) -> None:
    """Begin a backward pass, and be interrupted."""
    transport, session._transport = session._transport, Interrupted(session.url, None, 10.0, 0.0)
    with pytest.raises(KeyboardInterrupt):
        loss.backward()
    session._transport.close()
    session._transport = transport


def test_a_pass_whose_question_was_lost_is_cancelled(session: torch.Session) -> None:
    x = torch.ones(3, requires_grad=True)
    called: list[torch.Tensor] = []
    x.register_hook(called.append)
    interrupt(session, (x * 2).sum())
    assert (x * 3).tolist() == [3, 3, 3]
    assert called == []
    (x * 5).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [5, 5, 5]
    assert len(called) == 1


def test_settings_change_though_the_question_of_a_pass_was_lost(session: torch.Session) -> None:
    x = torch.ones(3, requires_grad=True)
    x.register_hook(lambda grad: None)
    interrupt(session, (x * 2).sum())
    before = torch.get_default_dtype()
    try:
        torch.set_default_dtype(torch.float64)
        assert torch.ones(1).dtype == torch.float64
    finally:
        torch.set_default_dtype(before)


def test_a_lost_question_inside_a_pass_leaves_the_pass_that_is_asked(session: torch.Session) -> None:
    x, w = torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)
    w.register_hook(lambda grad: None)

    def begin(grad: torch.Tensor) -> torch.Tensor:
        torch.flush()
        with torch.enable_grad():
            interrupt(session, (w * 3).sum())
        return grad * w.detach() * 7

    x.register_hook(begin)
    (x * 2).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [14, 14, 14]
    assert w.grad is None


def test_a_task_that_was_cancelled_leaves_no_pass_behind(server: str) -> None:
    async def work() -> list[float]:
        async with torch.AsyncSession(server) as session:
            x = torch.ones(3, requires_grad=True)
            x.register_hook(lambda grad: None)
            await session.flush()
            (x * 2).sum().backward()
            transport, session._transport = session._transport, Cancelled(server, None, 10.0, 0.0)
            with pytest.raises(asyncio.CancelledError):
                await session.flush()
            await session._transport.close()
            session._transport = transport
            found: list[float] = (await session.fetch(x * 3)).tolist()
            return found

    assert asyncio.run(work()) == [3, 3, 3]


@pytest.mark.parametrize("kind", [Cancelled, Unsent], ids=["answered", "unsent"])
def test_what_a_cancelled_task_was_to_send_is_done_once(server: str, kind: type[AsyncTransport]) -> None:
    async def work() -> tuple[list[float], list[float]]:
        async with torch.AsyncSession(server) as session:
            x = torch.ones(3)
            await session.flush()
            x.add_(1)
            y = x * 3
            transport, session._transport = session._transport, kind(server, None, 10.0, 0.0)
            with pytest.raises(asyncio.CancelledError):
                await session.flush()
            await session._transport.close()
            session._transport = transport
            found, ours = await session.fetch(y, x + y)
            return found.tolist(), ours.tolist()

    assert asyncio.run(work()) == ([6, 6, 6], [8, 8, 8])


def test_what_was_computed_before_a_lost_pass_stands(session: torch.Session) -> None:
    x = torch.ones(3, requires_grad=True)
    x.register_hook(lambda grad: None)
    (x * 2).sum()  # seen before, so that all waits for the pass
    y = x * 2
    interrupt(session, y.sum())
    assert y.tolist() == [2, 2, 2]
    assert x.grad is None
