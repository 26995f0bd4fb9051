"""Near names: what somebody may have meant who asked for an operation that there is not."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

LONGEST_PATH = 3  # of an operation's name: nn.functional.relu
MOST = 3
MOVES = ("cpu", "cuda")
"""Methods of PyTorch's for what `to` does."""


def near_names(name: str, known: Sequence[str], variants: Sequence[str] = ()) -> list[str]:
    """The few of the known names that may be meant: the end of this one, those that end in it, those spelled alike.

    So torch.sin is sin, solve is linalg.solve, and adam is _fused_adam_. A variant is named only where it is the end.
    """
    if not name:
        return []
    path = name.split(".")
    if path[-1] in MOVES and "to" in known:
        return ["to"]
    ends = [".".join(path[start:]) for start in range(max(1, len(path) - LONGEST_PATH), len(path))]
    shorter = [end for end in ends if end in known or end in variants]
    if shorter:
        return shorter[:1]
    for end in (f".{name}", f"_{name}", f"_{name}_"):
        longer = [one for one in known if one.endswith(end)]
        if longer:
            return longer[:MOST]
    return get_close_matches(name, known, n=MOST)
