"""What carries out a step that may ask the client: it yields questions and is sent the answers.

A program that was begun on the event loop yields ELSEWHERE, too, where it may take long: it is to go on in a thread.
"""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum
from typing import Final, TypeAlias

import engine
from engine.hooks import Answers


class Place(Enum):
    """Where a program is to go on."""

    ELSEWHERE = "in a thread"


ELSEWHERE: Final = Place.ELSEWHERE
Asking: TypeAlias = Generator[engine.Question, Answers, None]
Working: TypeAlias = Generator[engine.Question | Place, Answers, None]
