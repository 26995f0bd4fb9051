"""A context for every engine test, with NumPy's warnings off as in a real run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy
import pytest

import engine


@pytest.fixture
def context() -> Iterator[engine.Context]:
    context = engine.Context(seed=0)
    with context.computing():
        yield context


@pytest.fixture
def leaf(context: engine.Context) -> Callable[[Any], engine.Tensor]:
    """Makes a float32 leaf that requires grad."""

    def make(data: Any) -> engine.Tensor:
        return context.tensor(numpy.array(data, numpy.float32), requires_grad=True)

    return make


class Owner:
    """Somebody who owns functions and hooks: answers the questions of passes, and keeps what was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[..., Any]] = {}
        self.asked: list[engine.Question] = []

    def carry_out(self, steps: Any) -> Any:
        """Carry a pass to its end; each answer is what the one of that name makes of the gradients."""
        try:
            question = next(steps)
            while True:
                self.asked.append(question)
                answer = self.answers.get(question.name)
                answers = [None] * len(question.slots) if answer is None else answer(*question.gradients)
                question.check(answers)
                question = steps.send(answers)
        except StopIteration as end:
            return end.value

    @property
    def names(self) -> list[str]:
        """Who was asked, in order."""
        return [question.name for question in self.asked]


@pytest.fixture
def owner() -> Owner:
    return Owner()
