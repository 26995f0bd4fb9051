"""What carries out a step that may ask the client: it yields questions and is sent the answers."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeAlias

import engine
from engine.hooks import Answers

Asking: TypeAlias = Generator[engine.Question, Answers, None]
