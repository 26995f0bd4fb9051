"""Origins: the user's lines that issue operations, which late errors and warnings name."""

from __future__ import annotations

import warnings
from itertools import islice
from pathlib import Path
from sys import _getframe
from traceback import FrameSummary, format_list
from types import CodeType, FrameType
from typing import Final

OURS: Final = frozenset(map(str, Path(__file__).parents[1].rglob("*.py")))
"""The files of this package: what they issue is issued by the user's line that called them."""


def outside(frame: FrameType | None) -> FrameType:
    """The innermost frame of the user's code, from this one outwards."""
    assert frame is not None
    while frame.f_code.co_filename in OURS and (outer := frame.f_back) is not None:
        frame = outer
    return frame


def origin() -> tuple[CodeType, int]:
    """The place in the user's code that is at work now: the code, and the instruction in it."""
    frame = outside(_getframe(1))
    return frame.f_code, frame.f_lasti


def text(code: CodeType, place: int) -> str:
    """The line of a place as a traceback shows it, with the line's own text where it can be found."""
    line, end, column, end_column = next(islice(code.co_positions(), place // 2, None), (None,) * 4)
    summary = FrameSummary(
        code.co_filename,
        line or code.co_firstlineno,
        code.co_name,
        end_lineno=end,
        colno=column,
        end_colno=end_column,
    )
    return format_list([summary])[0].rstrip("\n")


def is_at_work(code: CodeType, place: int) -> bool:
    """Whether the user's code is at this very line now, so that a traceback shows it anyway."""
    now, at = origin()
    lines = list(code.co_positions())
    return now is code and lines[at // 2][0] == lines[place // 2][0]


def warn(message: str, category: type[Warning] = UserWarning) -> None:
    """Warn of what the user's line does, however far from it."""
    level, frame = 1, _getframe()
    while frame.f_code.co_filename in OURS and frame.f_back is not None:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)
