"""Fair timing: every variant runs in every round, in rotated order, and ratios are taken within a round."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time

Stopwatch = Callable[[int], float]
"""Runs its work that many times and gives the seconds that took, all in all."""


@dataclass(frozen=True)
class Row:
    """A variant, its median seconds, how many times faster than the baseline it was, and should be."""

    variant: str
    seconds: float
    speedup: float | None
    aim: float | None = None


def looped(work: Callable[[], object], units: int = 1, clock: Callable[[], float] = perf_counter) -> Stopwatch:
    """The stopwatch of a function called in a plain loop, which does so many units of work in a call."""

    def stopwatch(times: int) -> float:
        started = clock()
        for _ in range(times):
            work()
        return (clock() - started) / units

    return stopwatch


def computed(work: Callable[[], object]) -> Stopwatch:
    """The same in processor time, for work of this process alone: what else the machine does hardly counts."""
    return looped(work, clock=process_time)


def compare(
    variants: Mapping[str, Stopwatch],
    aims: Mapping[str, float] | None = None,
    *,
    rounds: int = 15,
    round_seconds: float = 0.03,
) -> list[Row]:
    """Medians over the rounds, each with its speed-up over the first variant, which is the baseline."""
    measured = measure(variants, rounds=rounds, round_seconds=round_seconds)
    first, *_ = measured
    return [
        Row(name, median(seconds), None if name == first else ratio(measured[first], seconds), (aims or {}).get(name))
        for name, seconds in measured.items()
    ]


def measure(
    variants: Mapping[str, Stopwatch], *, rounds: int = 15, round_seconds: float = 0.03
) -> dict[str, list[float]]:
    """The seconds of each variant in each round."""
    names = list(variants)
    repeats = {name: _repeats(variants[name], round_seconds) for name in names}
    measured: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            measured[name].append(variants[name](repeats[name]) / repeats[name])
    return measured


def ratio(theirs: Sequence[float], ours: Sequence[float]) -> float:
    """How many times faster one was than another: the median of the ratios within a round."""
    return median(their / our for their, our in zip(theirs, ours, strict=True))


def _repeats(stopwatch: Stopwatch, round_seconds: float) -> int:
    """How often the work fits into a round; running it here also warms it up."""
    times = 1
    started = perf_counter()
    stopwatch(times)
    while (seconds := perf_counter() - started) < round_seconds / 4:
        times *= 4
        started = perf_counter()
        stopwatch(times)
    return max(1, round(times * round_seconds / seconds))
