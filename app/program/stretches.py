"""Stretches of long programs: what is repeated in one, as in a loop that was sent as its iterations, is found here.

So the plan of an iteration serves all of them, in every program that has it; to plan the whole would take as many times
as long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from app.program.steps import Block, Stretch

FEWEST = 3
"""Rounds that are worth telling apart."""
SHORTEST, LONGEST = 5, 1000
"""Steps of a round: a plan takes the time of some steps by itself."""
CANDIDATES = 8


def stretches(steps: Sequence[Any], block: Block, name: Callable[[Any], str]) -> tuple[Stretch, ...]:
    """A block's parts, told by the JSON of its steps, which `name` gives an id; none where nothing is repeated."""
    texts = [repr(step) for step in steps]
    places, length = _repetition(texts)
    found: list[Stretch] = []

    def add(begin: int, end: int, times: int) -> None:
        if begin < end:
            round_ = list(steps[begin : begin + (end - begin) // times])
            found.append(Stretch(name(round_), block[begin:end], times))

    end = 0
    for begin, times in places:
        add(end, begin, 1)
        end = begin + times * length
        add(begin, end, times)
    if found:
        add(end, len(steps), 1)
    return tuple(found)


def _repetition(texts: Sequence[str]) -> tuple[list[tuple[int, int]], int]:
    """Where the same texts come again and again, how often each time, and how many these are: those that cover most."""
    best: tuple[list[tuple[int, int]], int] = [], 1
    covered = 0
    for length in sorted(_distances(texts)):
        places = list(_rounds(texts, length))
        covers = length * sum(times for _, times in places)
        if covers > covered:
            best, covered = (places, length), covers
    return best


def _distances(texts: Sequence[str]) -> list[int]:
    """How far a few texts are from where they come next, as it mostly is."""
    last: dict[tuple[str, ...], int] = {}
    counts = Counter[int]()
    for place, few in enumerate(zip(*(texts[begin:] for begin in range(SHORTEST)), strict=False)):
        counts[place - last.get(few, place)] += 1
        last[few] = place
    return [one for one, _ in counts.most_common() if SHORTEST <= one <= LONGEST][:CANDIDATES]


def _rounds(texts: Sequence[str], length: int) -> Iterator[tuple[int, int]]:
    """Where rounds of this length begin, and how many follow each other."""
    place = 0
    for same, group in groupby(map(str.__eq__, texts, texts[length:])):
        equal = len(list(group))
        times = equal // length + 1
        if same and times >= FEWEST:
            yield place, times
        place += equal
