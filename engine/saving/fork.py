"""Forks: a context that begins as another one is, with the same memory until either writes into it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy

from engine.saving.load import load_shared
from engine.saving.save import save
from engine.sharing import Shares
from engine.storage import address, storage
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context


def fork(context: Context, variables: Mapping[str, Tensor], into: Context) -> dict[str, Tensor]:
    """Let a new context be as another one is, and give its variables; what is on a GPU is copied.

    Raises `Unsaveable` where a program or a pass is at work, or something cannot be made again.
    """
    with save(context, variables, lambda owner: owner) as saved:
        given = [array for array in saved.arrays if array is not None]
        made, storages = load_shared(into, saved.document, given, lambda owner: owner)
        for one, other in zip(saved.roots, storages, strict=True):
            if type(one) is numpy.ndarray and one.size and address(one) == address(other):
                _shares(into).add(storage(other), _shares(context).add(one))
    return made


def _shares(context: Context) -> Shares:
    if context.shares is None:
        context.shares = Shares(context)
    return context.shares
