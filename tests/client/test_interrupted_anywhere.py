"""An interruption at any place of the SDK where Python may raise one: nothing that was there before is lost.

Python raises KeyboardInterrupt where a function begins, where a loop begins anew and after a call; so does a trace
function here, at the n-th of these places of a statement, for all n.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dis import get_instructions
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

import gradwire as torch

ROOT = Path(torch.__file__).parent
TRACED = tuple(f"{ROOT / name}/" for name in ("recording", "remote", "differentiation"))
TRACED_FILES = (str(ROOT / "tensors" / "operators.py"), str(ROOT / "tensors" / "tensor.py"))


class Places(dict[int, frozenset[int] | None]):
    """By the ids of functions' codes, the instructions before which an interruption may be raised; None for those that
    are left alone, as finalizers are: there it is nobody's."""

    def __init__(self) -> None:
        self._codes: list[CodeType] = []

    def of(self, code: CodeType) -> frozenset[int] | None:
        """Those of this code."""
        if id(code) not in self:
            self._codes.append(code)
            of_sdk = code.co_filename.startswith(TRACED) or code.co_filename in TRACED_FILES
            self[id(code)] = _places(code) if of_sdk and code.co_name != "__del__" else None
        return self[id(code)]


def _places(code: CodeType) -> frozenset[int]:
    found, after = set(), False
    for instruction in get_instructions(code):
        name = instruction.opname
        if after or name == "RESUME" or name.startswith("JUMP_BACKWARD"):
            found.add(instruction.offset)
        after = name in ("CALL", "CALL_FUNCTION_EX", "CALL_KW")
    return frozenset(found)


PLACES = Places()


class Interruption:
    """Comes at the n-th place."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.place = ""

    def begin(self, frame: FrameType, event: str, argument: Any) -> Any:
        """A function is called."""
        places = PLACES.of(frame.f_code)
        if places is None:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False

        def trace(frame: FrameType, event: str, argument: Any) -> Any:
            if event == "opcode" and frame.f_lasti in places:
                self.left -= 1
                if self.left < 0:
                    sys.settrace(None)
                    name = frame.f_code.co_filename[len(str(ROOT)) :]
                    self.place = f"{name}:{frame.f_lineno} {frame.f_code.co_name}"
                    raise KeyboardInterrupt
            return trace

        return trace

    def during(self, act: Callable[[], Any]) -> bool:
        """Do something, and whether it was interrupted."""
        before = sys.gettrace()
        sys._getframe().f_trace_opcodes = True  # Python 3.12 traces them if a frame asked for it before
        sys.settrace(self.begin)
        try:
            act()
        except KeyboardInterrupt:
            return True
        finally:
            sys.settrace(before)
        return False


Kept = dict[Any, tuple[torch.Tensor, list[float]]]
"""Tensors that a statement left, and what they must be."""
Program = Callable[[torch.Session, Kept], Iterator[None]]


def operations(session: torch.Session, kept: Kept) -> Iterator[None]:
    """A loop whose results are kept, posted in the background."""
    x = torch.tensor([1.0, 2.0])
    kept["x"] = x, [1, 2]
    yield
    for number in range(1, 4):
        kept[number] = x * float(number), [number, 2 * number]
        session.post()


def values(session: torch.Session, kept: Kept) -> Iterator[None]:
    """Values that are waited for."""
    x = torch.tensor([1.0, 2.0])
    kept["x"], kept["y"] = (x, [1, 2]), (x + 1, [2, 3])
    yield
    y = x * 3
    kept["z"] = y, [3, 6]
    assert y.sum().item() == 9


def uploads(session: torch.Session, kept: Kept) -> Iterator[None]:
    """Data that goes with the operations on it."""
    x = torch.tensor([1.0, 2.0])
    kept["x"] = x, [1, 2]
    yield
    for number in range(3):
        u = torch.tensor([float(number), 2.0])
        kept["u", number] = u, [number, 2]
        kept[number] = u + x, [1 + number, 4]
        session.post()


def unseen(session: torch.Session, kept: Kept) -> Iterator[None]:
    """Operations that were never seen before, with one result and with several."""
    x = torch.tensor([4.0, 16.0])
    kept["x"], kept["y"] = (x, [4, 16]), (x + 1, [5, 17])
    yield
    kept["root"] = torch.sqrt(x), [2, 4]
    most, places = torch.sort(kept["y"][0], descending=True)
    kept["most"], kept["places"] = (most, [17, 5]), (places, [1, 0])
    one, other = torch.split(x, 1)
    kept["one"], kept["other"] = (one, [4]), (other, [16])


def changes(session: torch.Session, kept: Kept) -> Iterator[None]:
    """Changes in place: the one that was interrupted happened, or did not."""
    x = torch.tensor([1.0, 2.0])
    x.add_(0.0)
    assert x.tolist() == [1, 2]
    done = 0
    try:
        yield
        for _ in range(3):
            x.add_(1.0)
            done += 1
            assert x.tolist() == [1 + done, 2 + done]
    except KeyboardInterrupt:
        kept["x"] = x, [one + done + (x.tolist() != [1 + done, 2 + done]) for one in (1, 2)]
        raise


def passes(session: torch.Session, kept: Kept) -> Iterator[None]:
    """Backward passes, and gradients that are read and forgotten."""
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    (w * w).sum().backward()
    w.grad = None
    kept["w"], kept["y"] = (w, [1, 2]), (w * 2, [2, 4])
    done: set[int] = {0}
    try:
        yield
        for number in (1, 2):
            done.add(number)
            (w * w).sum().backward()
            done = {number}
            assert w.grad is not None
            kept["gradient"] = w.grad, [2 * number, 4 * number]
            assert w.grad.tolist() == kept["gradient"][1]
        done.add(0)
        w.grad = None
        done = {0}
    except KeyboardInterrupt:
        kept.pop("gradient", None)
        assert (0 if w.grad is None else w.grad.tolist()[0] / 2) in done
        raise


def owners(session: torch.Session, kept: Kept) -> Iterator[None]:
    """Passes in the midst of which a hook here is asked, over HTTP."""
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    w.register_hook(lambda gradient: gradient * 3)
    kept["w"], kept["y"] = (w, [1, 2]), (w * 2, [2, 4])
    done: set[int] = {0}
    try:
        yield
        for number in (1, 2):
            y = w * 1.0
            kept[number] = y, [1, 2]
            done.add(number)
            y.sum().backward()
            done = {number}
    except KeyboardInterrupt:
        assert (0 if w.grad is None else w.grad.tolist()[0] / 3) in done
        raise


STRIDES = {operations: 29, values: 29, uploads: 37, unseen: 23, changes: 19, passes: 29, owners: 37}
"""Every so many places one is tried; GRADWIRE_INTERRUPTED=1 tries all, in minutes."""


@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("program", STRIDES, ids=lambda program: program.__name__)
def test_what_was_there_before_an_interruption_stands(program: Program, server: str) -> None:
    stride = 1 if os.environ.get("GRADWIRE_INTERRUPTED") else STRIDES[program]
    at = 0
    while is_interrupted(program, server, at):
        at += stride
    assert at > 10 * stride


def is_interrupted(program: Program, server: str, at: int) -> bool:
    """Run a program that is interrupted at this place, if it has so many, and look at what it leaves."""
    interruption = Interruption(at)
    with torch.Session(server, seed=0, timeout=20.0) as session:
        kept: Kept = {}
        running = program(session, kept)
        next(running)
        interrupted = interruption.during(lambda: next(running, None))
        found = {name: tensor.tolist() for name, (tensor, _) in kept.items()}
        assert found == {name: value for name, (_, value) in kept.items()}, interruption.place
        w = torch.tensor([3.0, 4.0], requires_grad=True)
        (w * w).sum().backward()
        assert w.grad is not None
        assert w.grad.tolist() == [6, 8], interruption.place
        for number in range(3):
            assert (torch.tensor([1.0, 2.0]) * 2 + number).tolist() == [2 + number, 4 + number], interruption.place
    return interrupted
