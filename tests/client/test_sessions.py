"""Sessions: their own and the default one, the asynchronous twin, trouble on the way."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import numpy
import pytest

import gradwire as torch

CLIENT = Path(__file__).parents[2] / "client"


def run(code: str, url: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CLIENT), "GRADWIRE_URL": url}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)


def test_the_default_session_needs_nothing_but_the_import(server: str) -> None:
    done = run("import gradwire as torch\nx = torch.ones(2)\nprint(x + 1)", server)
    assert (done.stdout, done.stderr) == ("tensor([2., 2.])\n", "")


def test_sessions_are_apart_and_end(server: str) -> None:
    with torch.Session(server) as outer:
        x = torch.ones(2)
        with torch.Session(server, dtype=torch.float64) as inner:
            y = torch.ones(2)
            assert y.dtype is torch.float64
            assert inner.id != outer.id
            for _ in range(2):
                with pytest.raises(RuntimeError, match=r"another gradwire session.*torch\.tensor"):
                    x + y
            with pytest.raises(RuntimeError, match="another gradwire session"):
                torch.cat([x, y])
            assert (torch.tensor(x.numpy()) + y).tolist() == [2.0, 2.0]
        assert (x + torch.ones(2)).tolist() == [2.0, 2.0]
        for use in (y.item, y.tolist, lambda: (y + 1).tolist(), lambda: y.exp(), lambda: repr(y)):
            with pytest.raises(RuntimeError, match="closed"):
                use()
    assert "Session" in repr(outer)


def test_seeds_give_the_same_numbers(server: str) -> None:
    def draw() -> list[float]:
        with torch.Session(server, seed=3):
            first = torch.rand(4).tolist()
        with torch.Session(server):
            torch.manual_seed(3)
            assert torch.rand(4).tolist() == first
        return first  # type: ignore[no-any-return]

    assert draw() == draw()


def test_exactness_is_asked_for_by_the_session_or_by_the_environment(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(**options: Any) -> Any:
        with torch.Session(server, **options) as session:
            return httpx.get(f"{server}/v1/sessions/{session.id}").json()["exact"]

    assert [told(), told(exact=False), told(exact=True)] == [True, False, True]
    monkeypatch.setenv("GRADWIRE_EXACT", "0")
    assert [told(), told(exact=True)] == [False, True]
    monkeypatch.setenv("GRADWIRE_EXACT", "no")
    with pytest.raises(ValueError, match="GRADWIRE_EXACT is 0 or 1, not 'no'"):
        told()


def test_a_loop_that_need_not_be_exact_learns_nearly_the_same(server: str) -> None:
    def learnt(exact: bool) -> Any:
        with torch.Session(server, seed=0, exact=exact):
            torch.manual_seed(0)
            x, y = torch.randn(32, 200), torch.randn(32, 128)
            model = torch.nn.Sequential(torch.nn.Linear(200, 128), torch.nn.Tanh(), torch.nn.Linear(128, 128))
            optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
            for _ in range(60):
                optimizer.zero_grad()
                torch.nn.functional.mse_loss(model(x), y).backward()
                optimizer.step()
            return model[0].weight.detach().numpy()

    exactly, roughly, again = learnt(True), learnt(False), learnt(True)
    assert again.tobytes() == exactly.tobytes()
    numpy.testing.assert_allclose(roughly, exactly, atol=1e-5)


def test_a_session_that_is_gone_says_so(server: str) -> None:
    with torch.Session(server) as session:
        x = torch.ones(2)
        x.tolist()
        httpx.delete(f"{server}/v1/sessions/{session.id}")
        for use in (lambda: (x + 1).tolist(), lambda: torch.ones(3).tolist(), x.sum):
            with pytest.raises(torch.RemoteRuntimeError, match="make them anew"):
                use()


def test_a_default_session_that_is_gone_is_followed_by_another(server: str) -> None:
    code = """
import os, urllib.request
import gradwire as torch
x = torch.ones(2)
url = f"{os.environ['GRADWIRE_URL']}/v1/sessions/{x._r.line.id}"
urllib.request.urlopen(urllib.request.Request(url, method="DELETE"))
try:
    print(x + 1)
except torch.RemoteRuntimeError as error:
    print("make them anew" in str(error))
torch.set_default_dtype(torch.float64)
print(torch.ones(2) + 1)
"""
    done = run(code, server)
    assert (done.stdout, done.stderr) == ("True\ntensor([2., 2.])\n", "")


def test_threads_have_grad_modes_and_sessions_of_their_own(server: str) -> None:
    with torch.Session(server):
        x = torch.ones(2, requires_grad=True)
        (x * 2).tolist()
        seen: list[Any] = []

        def work() -> None:
            seen.append((torch.is_grad_enabled(), (x * 2).requires_grad))
            with torch.Session(server) as own:
                y = torch.ones(2, requires_grad=True)
                seen.append(y._r is own.recorder)
                torch.set_grad_enabled(False)
                seen.append((y * 2).requires_grad)
            seen.append((x * 2).requires_grad)

        with torch.no_grad():
            thread = Thread(target=work)
            thread.start()
            thread.join()
            seen.append((x * 2).requires_grad)
        assert seen == [(True, True), True, False, False, False]
        assert torch.is_grad_enabled()
        assert (x * 2).requires_grad
        assert torch.ones(2)._r is x._r


def test_many_threads_each_with_a_session(server: str) -> None:
    def work(number: int) -> float:
        with torch.Session(server):
            w = torch.full((3,), float(number), requires_grad=True)
            for _ in range(5):
                (w * w).sum().backward()
                with torch.no_grad():
                    w -= 0.5 * w.grad
                w.grad = None
                w.data.add_(number)
            return float(w.sum().item())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(16))) == [3.0 * number for number in range(16)]


def test_large_arrays_go_up_and_come_down(server: str) -> None:
    import numpy as np

    with torch.Session(server):
        array = np.arange(3_000_000, dtype=np.float32).reshape(1000, 3000)
        tensor = torch.tensor(array.T)
        assert np.array_equal((tensor + 1).numpy(), array.T + 1)


def test_the_asynchronous_twin(server: str) -> None:
    async def program() -> None:
        async with torch.AsyncSession(server, seed=0) as session:
            for _ in range(3):
                x = torch.ones(2, 2, requires_grad=True)
                y = (x + 2) * 3
                y.sum().backward()
                value, gradient = await session.fetch(y, x.grad)
                assert value.tolist() == [[9.0, 9.0], [9.0, 9.0]]
                assert gradient.tolist() == [[3.0, 3.0], [3.0, 3.0]]
                assert y.shape == (2, 2)
                assert "grad_fn=<MulBackward0>" in repr(y)
            z = y @ y
            with pytest.raises(RuntimeError, match="await"):
                z.item()
            unseen = z.exp()
            with pytest.raises(RuntimeError, match="await"):
                unseen.shape  # noqa: B018
            await session.flush()
            assert unseen.shape == (2, 2)
            first = y.split(1)
            await session.flush()
            with pytest.raises(RuntimeError, match="call it again"):
                await session.fetch(first)
            assert [part.shape for part in y.split(1)] == [(1, 2), (1, 2)]
            y @ torch.ones(3, 3)
            with pytest.raises(RuntimeError, match="matmul"):
                await session.flush()
            assert (await session.fetch(y)).tolist() == [[9.0, 9.0], [9.0, 9.0]]

    asyncio.run(program())


def test_asynchronous_sessions_side_by_side(server: str) -> None:
    async def work(number: int) -> list[float]:
        async with torch.AsyncSession(server) as session:
            x = torch.full((2,), float(number), requires_grad=True)
            with torch.set_grad_enabled(number % 2 == 0):
                await session.flush()
                y = x * 2
                await session.flush()
            assert y.requires_grad == (number % 2 == 0)
            assert torch.ones(1)._r is x._r
            return (await session.fetch(y)).tolist()  # type: ignore[no-any-return]

    async def program() -> list[list[float]]:
        return await asyncio.gather(*map(work, range(4)))

    assert asyncio.run(program()) == [[2.0 * number] * 2 for number in range(4)]
