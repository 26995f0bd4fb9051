"""Loading: a context and its variables made again of what was saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy

from engine.hooks import Hook
from engine.saving.reading import Reader

if TYPE_CHECKING:
    from engine.context import Context
    from engine.tensor import Tensor


def load(
    context: Context,
    document: Mapping[str, Any],
    arrays: Sequence[numpy.ndarray[Any, Any]],
    owner: Callable[[Any], Any],
) -> dict[str, Tensor]:
    """Let a new context be as the saved one was, and give its variables.

    `arrays` are those that go with the document: of the CPU they become the context's own. `owner` makes what was given
    with functions and hooks of what was written of it.
    """
    return load_shared(context, document, arrays, owner)[0]


def load_shared(
    context: Context,
    document: Mapping[str, Any],
    arrays: Sequence[numpy.ndarray[Any, Any]],
    owner: Callable[[Any], Any],
) -> tuple[dict[str, Tensor], list[Any]]:
    """As `load`: the variables, and the storages in the order of `arrays`."""
    with context.computing():
        reader = Reader(context, document, arrays, owner)
        try:
            objects = reader.objects(document["objects"])
            for name, spelled in document["modes"].items():
                setattr(context, name, reader.read(spelled))
            context.hooks.known = reader.read(document["hooks"])
            context.released += map(owner, document["released"])
            for one in objects:
                if isinstance(one, Hook):
                    one.watch(one.edges())
                    one.end_if_nowhere()
            return {name: reader.read(spelled) for name, spelled in document["variables"].items()}, reader.storages
        finally:
            vars(reader).clear()  # it is full of circles, in which all would stay
