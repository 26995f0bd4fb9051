"""torch.nn.modules.flatten: dimensions made one, and one made several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire.nn.modules.module import Module

Sizes = Sequence[Any]

__all__ = ["Flatten", "Unflatten"]


class Flatten(Module):
    """The dimensions from `start_dim` to `end_dim` as one.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Flatten.html
    """

    def __init__(self, start_dim: int = 1, end_dim: int = -1) -> None:
        super().__init__()
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input: Any) -> Any:
        """The input in fewer dimensions."""
        return input.flatten(self.start_dim, self.end_dim)

    def extra_repr(self) -> str:
        """The dimensions."""
        return f"start_dim={self.start_dim}, end_dim={self.end_dim}"


class Unflatten(Module):
    """The dimension `dim` as several of the sizes `unflattened_size`.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Unflatten.html
    """

    def __init__(self, dim: int | str, unflattened_size: Sizes) -> None:
        super().__init__()
        if isinstance(dim, str):
            raise TypeError("dimensions have no names here: unflatten one by its place")
        if not isinstance(unflattened_size, (tuple, list)):
            raise TypeError(f"unflattened_size is a tuple of integers, not {type(unflattened_size).__name__}")
        for place, size in enumerate(unflattened_size):
            if not isinstance(size, int):
                raise TypeError(f"unflattened_size is a tuple of integers: {type(size).__name__} at {place}")
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input: Any) -> Any:
        """The input in more dimensions."""
        return input.unflatten(self.dim, self.unflattened_size)

    def extra_repr(self) -> str:
        """The dimension, and the sizes."""
        return f"dim={self.dim}, unflattened_size={self.unflattened_size}"
