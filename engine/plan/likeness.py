"""Likeness: what a tensor has to be like to stand where another one stood when a program was traced."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from engine.context import Context
from engine.node import Version
from engine.storage import address, storage
from engine.tensor import Tensor

Array = Any


class Likeness:
    """What an input of a plan is like."""

    def __init__(self, tensor: Tensor) -> None:
        data = tensor.data
        self.shape, self.strides, self.dtype = data.shape, data.strides, data.dtype
        self.flags = tensor.requires_grad, tensor.follows, tensor.grad is None, tensor.age > 0, tensor.id > 0

    def fits(self, tensor: Tensor | None, context: Context) -> bool:
        """Whether a tensor is like that, and no more than that: neither a view, nor part of a graph."""
        if type(tensor) is not Tensor:
            return False
        data, version = tensor.data, tensor._version
        return (
            data.shape == self.shape
            and data.strides == self.strides
            and data.dtype == self.dtype
            and (tensor.requires_grad, tensor.follows, tensor.grad is None, tensor.age > 0, tensor.id > 0) == self.flags
            and tensor.device is context.device
            and tensor.base is None
            and tensor.made_by is None
            and (version is None or type(version) is Version)
            and not (tensor.retains_grad or tensor.hooks or tensor.views or tensor.turns or tensor._storage)
        )


def are_apart(arrays: Sequence[Array]) -> bool:
    """Whether no two arrays share elements."""
    roots = {id(array if array.base is None else storage(array)) for array in arrays}
    if len(roots) == len(arrays):
        return True
    spans = sorted((address(array), array.nbytes) for array in arrays if array.nbytes)
    return all(start + size <= then for (start, size), (then, _) in itertools.pairwise(spans))
