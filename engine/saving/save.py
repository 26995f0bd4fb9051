"""Saving: a context, and all that its variables lead to, written down once each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from engine.saving.objects import MODES
from engine.saving.saved import Saved
from engine.saving.values import Unsaveable
from engine.saving.walk import Walk
from engine.saving.writing import Writer

if TYPE_CHECKING:
    from engine.context import Context
    from engine.tensor import Tensor


def save(context: Context, variables: Mapping[str, Tensor], owner: Callable[[Any], Any]) -> Saved:
    """All that a context has, and its variables; to be closed when it is stored.

    `owner` says as plain data what was given with functions and hooks. Nothing may compute in the context meanwhile.
    Raises `Unsaveable` where a program or a pass is at work, or something is no data.
    """
    if context.journal is not None or context.levels or context.regions or context.recomputed:
        raise Unsaveable("a program or a pass that is at work")
    with context.computing():
        modes = {name: value for name, value in vars(context).items() if name in MODES}
        walk = Walk(context)
        walk.meet([modes, context.hooks.known, dict(variables)])
        writer = Writer(context, owner, walk)
        document = {
            "modes": {name: writer.write(value) for name, value in modes.items()},
            "hooks": writer.write(context.hooks.known),
            "released": [owner(one) for one in context.released],
            "variables": {str(name): writer.write(tensor) for name, tensor in variables.items()},
            "objects": [writer.table(table) for table in walk.tables.values()],
        }
        rest, arrays = writer.rest()
        return Saved(context, document | rest, arrays, writer.arrays.roots)
