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
