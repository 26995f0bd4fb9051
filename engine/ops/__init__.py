"""The operations, a file per family. Importing this registers all of them."""

from engine.ops import (
    arithmetic,
    creation,
    joining,
    likes,
    pieces,
    reductions,
    splitting,
    tensors,
    views,
)

__all__ = [
    "arithmetic",
    "creation",
    "joining",
    "likes",
    "pieces",
    "reductions",
    "splitting",
    "tensors",
    "views",
]
