"""Trees: nested tuples, lists and dicts, with tensors and other values for leaves."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from gradwire.return_types import Results


class Node(NamedTuple):
    """A container: its type, its parts, and what makes another one of such parts."""

    kind: tuple[Any, ...]
    parts: list[Any]
    build: Callable[[list[Any]], Any]


def container(value: Any) -> Node | None:
    """A value as a container; None for a leaf."""
    cls = type(value)
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return Node((cls,), list(value), lambda parts: cls(*parts))
    if cls in (tuple, list) or issubclass(cls, Results):
        return Node((cls, len(value)), list(value), cls)
    if cls in (dict, OrderedDict, defaultdict):
        keys = list(value)

        def build(parts: list[Any]) -> Any:
            made = value.copy()  # what else it knows, as the default of a defaultdict
            made.update(zip(keys, parts, strict=True))
            return made

        return Node((dict, *keys), list(value.values()), build)
    return None


def leaves(tree: Any) -> list[Any]:
    """All leaves, from left to right."""
    node = container(tree)
    return [tree] if node is None else [leaf for part in node.parts for leaf in leaves(part)]


def rebuilt(tree: Any, values: Iterator[Any]) -> Any:
    """The tree with other leaves, one after the other."""
    node = container(tree)
    return next(values) if node is None else node.build([rebuilt(part, values) for part in node.parts])


def mapped(function: Callable[..., Any], tree: Any) -> Any:
    """The tree with what the function makes of each leaf."""
    return rebuilt(tree, iter([function(leaf) for leaf in leaves(tree)]))


def spread(prefix: Any, tree: Any) -> list[Any] | None:
    """The leaves of `prefix` for those of `tree`, where a leaf of the first stands for all below it.

    None where the two do not fit.
    """
    node, ours = container(tree), container(prefix)
    if ours is None:
        return [prefix] * len(leaves(tree))
    if node is None or node.kind != ours.kind:
        return None
    found: list[Any] = []
    for one, part in zip(ours.parts, node.parts, strict=True):
        below = spread(one, part)
        if below is None:
            return None
        found += below
    return found


def same_form(tree: Any, other: Any) -> bool:
    """Whether two trees differ in their leaves alone."""
    ours, theirs = container(tree), container(other)
    if ours is None or theirs is None:
        return ours is theirs
    return ours.kind == theirs.kind and all(map(same_form, ours.parts, theirs.parts))
