"""Stretches of long programs: what is repeated in one, as in a loop that was sent as its iterations, is found here.

So the plan of an iteration serves all of them, in every program that has it; to plan the whole would take as many times
as long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from app.program.plans import weight
from app.program.steps import Block, Stretch

LONG = 50
"""A program of at most so many steps is planned as a whole."""
FEWEST = 3
"""Rounds that are worth telling apart."""
SHORTEST, LONGEST = 5, 1000
"""Steps of a round: a plan takes the time of some steps by itself."""
CANDIDATES = 8
"""Lengths of a round that are tried."""
MOST = 8
"""Places where something is repeated, so that one program does not take all plans of a session."""


def stretches(steps: Sequence[Any], block: Block, name: Callable[[Any], str]) -> tuple[Stretch, ...]:
    """A block's parts, told by the JSON of its steps, which `name` gives an id; none where it is short, or not half of
    it is repeated."""
    if weight(block) <= LONG:
        return ()
    places, length = _repetition([repr(step) for step in steps])
    if 2 * _cover(places, length) < len(steps):
        return ()
    found: list[Stretch] = []

    def add(begin: int, end: int, times: int) -> None:
        if begin < end:
            size = (end - begin) // times
            id = name(list(steps[begin : begin + size]))
            found.append(Stretch(id, block[begin:end], times, weight(block[begin : begin + size])))

    end = 0
    for begin, times in places:
        add(end, begin, 1)
        end = begin + times * length
        add(begin, end, times)
    add(end, len(steps), 1)
    return tuple(found)


def _repetition(texts: Sequence[str]) -> tuple[list[tuple[int, int]], int]:
    """Where the same texts come again and again, how often each time, and how many these are: those that cover most."""
    tried = [(_rounds(texts, length), length) for length in sorted(_distances(texts))]
    return max(tried, key=lambda one: _cover(*one), default=([], 1))


def _cover(places: Sequence[tuple[int, int]], length: int) -> int:
    """How many steps are in rounds of this length."""
    return length * sum(times for _, times in places)


def _distances(texts: Sequence[str]) -> list[int]:
    """How far a few texts are from where they come next, as it mostly is."""
    last: dict[tuple[str, ...], int] = {}
    counts = Counter[int]()
    for place, few in enumerate(zip(*(texts[begin:] for begin in range(SHORTEST)), strict=False)):
        counts[place - last.get(few, place)] += 1
        last[few] = place
    return [one for one, _ in counts.most_common() if SHORTEST <= one <= LONGEST][:CANDIDATES]


def _rounds(texts: Sequence[str], length: int) -> list[tuple[int, int]]:
    """Where rounds of this length begin, and how many follow each other: the most of them, in order."""
    found: list[tuple[int, int]] = []
    place = end = 0
    for same, group in groupby(map(str.__eq__, texts, texts[length:])):
        begin, place = max(place, end), place + len(list(group))
        times = max(place - begin, 0) // length + 1
        if same and times >= FEWEST:
            found.append((begin, times))
            end = begin + times * length
    return sorted(sorted(found, key=lambda one: one[1], reverse=True)[:MOST])
