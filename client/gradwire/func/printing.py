"""The text of a tensor under vmap: all examples, within the levels that hide them."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent
from typing import Any

from gradwire.func.levels import unbatch
from gradwire.recording.handle import Handle
from gradwire.recording.modes import Examples, transforms


def batched_text(tensor: Handle, text: Callable[[Any, str | None], str]) -> str:
    """A tensor that stands for one example, printed with those that it stands for.

    `text` writes a tensor with the name of a node. Levels count as in PyTorch, from 1, and with them the transforms
    that differentiate.
    """
    depth = {one.level: (lvl, one.size) for lvl, one in enumerate(transforms(), 1) if isinstance(one, Examples)}
    shown, numbers = tensor, []
    for level in reversed(tensor.describe().levels):
        if level not in depth:
            raise RuntimeError("vmap: this tensor stood for one example of a vmap that is over: return it from there")
        lvl, size = depth[level]
        shown = unbatch(shown, 0, level, size)
        numbers.append(lvl)
    made_by = tensor.describe().grad_fn
    written = text(shown, None if made_by == "BatchBackward0" else made_by)
    for lvl in reversed(numbers):
        written = f"BatchedTensor(lvl={lvl}, bdim=0, value=\n{indent(written, '    ')}\n)"
    return written
