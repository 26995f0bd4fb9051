"""Sharing: which tensors show the same elements of one storage, by what the server says about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

Infos = Mapping[str, dict[str, Any]]
"""The server's infos of tensors, by name."""


def extent(info: dict[str, Any]) -> tuple[int, int]:
    """Where a tensor's elements begin and end in its storage."""
    start = info["storage_offset"]
    if 0 in info["shape"]:
        return start, start
    return start, start + 1 + sum((size - 1) * step for size, step in zip(info["shape"], info["stride"], strict=True))


def is_contiguous(info: dict[str, Any]) -> bool:
    """Whether a tensor's elements lie in row-major order, without gaps."""
    expected = 1
    for size, step in zip(reversed(info["shape"]), reversed(info["stride"]), strict=True):
        if size != 1 and step != expected:
            return 0 in info["shape"]
        expected *= size
    return True


def shared(infos: Infos) -> list[set[str]]:
    """The names in groups, whose members show elements in one stretch of memory."""
    storages: dict[Any, list[tuple[int, int, str]]] = defaultdict(list)
    groups: list[set[str]] = []
    for name, info in infos.items():
        start, stop = extent(info)
        if start == stop:
            groups.append({name})
        else:
            storages[info["device"], info["storage"]].append((start, stop, name))
    for members in storages.values():
        end = 0
        for start, stop, name in sorted(members):
            if start < end:
                groups[-1].add(name)
            else:
                groups.append({name})
            end = max(end, stop)
    return groups


def duplicates(infos: Infos, preferred: Collection[str] = ()) -> dict[str, list[str]]:
    """The names that can be left out where tensors share memory, by the name that stays: rather a preferred one.

    RuntimeError where none of a group shows all that the others show.
    """
    left_out: dict[str, list[str]] = {}
    for group in shared(infos):
        if len(group) == 1:
            continue
        extents = {name: extent(infos[name]) for name in group}
        whole = min(start for start, _ in extents.values()), max(stop for _, stop in extents.values())
        complete = sorted(name for name in group if extents[name] == whole)
        if not complete:
            raise RuntimeError(f"{sorted(group)} share memory and none has all of it: save copies, made by clone()")
        kept = next((name for name in complete if name in preferred), complete[0])
        left_out[kept] = sorted(group - {kept})
    return left_out
