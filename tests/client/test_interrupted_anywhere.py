"""An interruption at any place of the SDK where Python may raise one: nothing that was there before is lost.

Python raises KeyboardInterrupt where a function begins, where a loop begins anew and after a call; so does a trace
function here, at the n-th of these places of a statement, for all n.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dis import get_instructions
from functools import cache
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
        sys.settrace(self.begin)
        try:
            act()
        except KeyboardInterrupt:
            return True
        finally:
            sys.settrace(before)
        return False
