"""One run of the benchmarks: what comparisons are given, and what they give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .timing import Row, Stopwatch, compare


@dataclass(frozen=True)
class Result:
    """What was compared, through which way in, and a row for each variant; or why it could not be compared."""

    work: str
    through: str
    rows: list[Row] = field(default_factory=list)
    skipped: str = ""


@dataclass(frozen=True)
class Run:
    """The port of a gradwire server, and how much time and size a comparison may take."""

    port: int
    rounds: int = 15
    patience: float = 1.0
    """Multiplies the time of a round."""
    shrink: int = 1
    """Divides the sizes of tensors and graphs: above 1 to see that all works, not to measure."""

    def size(self, full: int, least: int = 10) -> int:
        """A size, as this run has it."""
        return max(least, full // self.shrink)

    def compare(
        self,
        variants: Mapping[str, Stopwatch],
        aims: Mapping[str, float] | None = None,
        *,
        rounds: int = 15,
        round_seconds: float = 0.03,
    ) -> list[Row]:
        """Medians over at most so many rounds; `aims` says how many times faster than the first a variant should be."""
        return compare(variants, aims, rounds=min(rounds, self.rounds), round_seconds=round_seconds * self.patience)
