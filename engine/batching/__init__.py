"""vmap, below the operations: arrays that hide a batch dimension, and NumPy's functions for them.

An operation's kernel and its gradient rules are written for one example, in the names of an array module. Under vmap
they are given arrays whose first dimensions, one per level, are hidden, and an array module that computes with these:
the same text runs for the whole batch at once. Where a kernel cannot go on like that (examples that take different
branches, a function that is not offered here), it is run once per example instead, which is told by a warning.
"""

from __future__ import annotations

from engine.batching import choosing, operators, shaping  # noqa: F401 - which offer functions and operators
from engine.batching.array import elements, levels_of
from engine.batching.indexing import end_to_end, put_back
from engine.batching.level import Level

__all__ = ["Level", "elements", "end_to_end", "levels_of", "put_back"]
