"""What the owner of a function does with tensors."""

from __future__ import annotations

import numpy


def values(tensor):
    return None if tensor is None else tensor.numpy().tolist()


def tensor(context, data, dtype=numpy.float32):
    return context.tensor(numpy.array(data, dtype))


def changed(context, tensor, by=2):
    """The tensor, changed in place while nothing is recorded, as its owner does."""
    with context.recording_as(False):
        return context.run("mul_", [tensor, by])
