"""Processes that are forked: sessions stay the parent's, and the child has its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

CLIENT = Path(__file__).parents[2] / "client"
BEGIN = """
import multiprocessing, os, sys, threading
import gradwire as torch

def refused(*uses):
    for use in uses:
        try:
            found = use()
        except RuntimeError as error:
            assert "cannot use a tensor or session of the process" in str(error), error
        else:
            raise AssertionError(found)

def forked(child):
    pid = os.fork()
    if not pid:
        child()
        sys.exit()  # which runs what is registered for the end of Python
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0

x, w = torch.ones(3), torch.ones(3, requires_grad=True)
(x + 1).tolist(), (w * x).sum().backward(), x.tolist()
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")


def run(code: str, url: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(CLIENT), "GRADWIRE_URL": url}
    command = [sys.executable, "-W", "error", "-c", BEGIN + code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_parents_tensors_are_refused_at_their_use(server: str) -> None:
    code = """
def child():
    refused(x.tolist, x.item, lambda: x + 1, lambda: x[0], lambda: torch.cat([x, x]), lambda: repr(x), x.exp)
    refused(lambda: w * 2, w.sum, lambda: w.grad, x.requires_grad_)
    refused(lambda: torch.ones(3) + x, lambda: x.copy_(torch.ones(3)), lambda: torch.optim.SGD([w], lr=1).step())

forked(child)
assert (x + w.grad).tolist() == [2.0, 2.0, 2.0]
"""
    run(code, server)


def test_the_parents_session_outlives_its_children(server: str) -> None:
    code = """
def child():
    y = torch.ones(3) * 7
    assert y.tolist() == [7.0, 7.0, 7.0]
    layer = torch.nn.Linear(3, 1)
    layer(y).sum().backward()
    torch.optim.SGD(layer.parameters(), lr=0.1).step()
    with torch.Session() as session:
        assert (torch.ones(2) + 1).tolist() == [2.0, 2.0]

for _ in range(2):
    x += 1
    forked(child)
    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()
    assert process.exitcode == 0
assert (x + 1).tolist() == [4.0, 4.0, 4.0]
"""
    run(code, server)


def test_a_child_leaves_what_its_parent_entered(server: str) -> None:
    code = """
with torch.Session() as outer, torch.Session() as inner:
    y = torch.ones(2) * 3
    pid = os.fork()
    if not pid:
        assert torch.ones(2).tolist() == [1.0, 1.0]
        refused(y.tolist, inner.send, lambda: inner.fetch(y), outer.devices)
    else:
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
        assert (y + 1).tolist() == [4.0, 4.0]
if not pid:
    assert torch.ones(2).tolist() == [1.0, 1.0]
    sys.exit()
assert (x + 1).tolist() == [2.0, 2.0, 2.0]
"""
    run(code, server)


def test_an_asynchronous_session_is_the_parents_too(server: str) -> None:
    code = """
import asyncio

async def main():
    async with torch.AsyncSession() as session:
        y = torch.ones(2)
        assert (await session.fetch(y)).tolist() == [1.0, 1.0]
        # its event loop is the parent's too, so that it must not end it
        forked(lambda: (refused(y.tolist, lambda: y + 1), os._exit(0)))
        assert (await session.fetch(y + 1)).tolist() == [2.0, 2.0]

asyncio.run(main())
"""
    run(code, server)


def test_a_thread_of_the_parent_that_was_at_it_holds_nothing_up(server: str) -> None:
    code = """
session = torch.Session()
session.__enter__()
y = torch.ones(2)
y.tolist()
held, done = threading.Event(), threading.Event()

def hold():
    with session._lock:
        held.set()
        done.wait()

thread = threading.Thread(target=hold)
thread.start()
held.wait()

def child():
    refused(lambda: y + 1, session.send)
    session.close()
    assert torch.ones(2).tolist() == [1.0, 1.0]

forked(child)
done.set()
thread.join()
assert (y + 1).tolist() == [2.0, 2.0]
session.close()
"""
    run(code, server)


def test_what_a_child_opens_is_closed_at_its_end(server: str) -> None:
    before = len(httpx.get(f"{server}/v1/sessions").json()["items"])
    run("forked(lambda: torch.ones(2).tolist())", server)
    assert len(httpx.get(f"{server}/v1/sessions").json()["items"]) == before


@pytest.mark.parametrize("end", ["sys.exit()", "raise ValueError", "return gradient * 3"])
def test_a_child_that_begins_in_a_hook_sends_nothing(server: str, end: str) -> None:
    """The pass is the parent's, which goes on."""
    code = f"""
pid = None

def hook(gradient):
    global pid
    if pid is None:
        pid = os.fork()
        if not pid:
            {end}
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    return gradient * 2

w = torch.ones(2, requires_grad=True)
w.register_hook(hook)
try:
    (w * w).sum().backward()
except (RuntimeError, ValueError):
    if pid:
        raise
    sys.exit()
assert pid and w.grad.tolist() == [4.0, 4.0]
"""
    run(code, server)
