"""One tiny op: x + 2 on two by two, recorded for backward."""

from __future__ import annotations

import numpy
import torch

import engine

from .timing import Row, compare, looped


def one_op() -> list[Row]:
    """What recording and computing a single op costs in the engine and in PyTorch."""
    theirs = torch.ones(2, 2, requires_grad=True)
    context = engine.Context()
    ours = context.tensor(numpy.ones((2, 2), numpy.float32), requires_grad=True)
    with context.computing():
        return compare(
            {
                "PyTorch": looped(lambda: theirs + 2),
                "engine": looped(lambda: ours + 2),
            }
        )
