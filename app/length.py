"""The length of a history: how much of it there is to carry out again."""

from __future__ import annotations

from dataclasses import dataclass

OVERHEAD = 200
"""Bytes that an entry takes besides its body, about."""


@dataclass(slots=True)
class Length:
    """How much there is to carry out again: entries, bytes of what was asked, and the seconds that it took."""

    entries: int = 0
    nbytes: int = 0
    seconds: float = 0.0

    def add(self, size: int, seconds: float) -> None:
        """Count one entry more, by the bytes of its body."""
        self.entries += 1
        self.nbytes += OVERHEAD + size
        self.seconds += seconds

    def __add__(self, other: Length) -> Length:
        return Length(self.entries + other.entries, self.nbytes + other.nbytes, self.seconds + other.seconds)

    def __sub__(self, other: Length) -> Length:
        return Length(self.entries - other.entries, self.nbytes - other.nbytes, self.seconds - other.seconds)

    def __str__(self) -> str:
        return f"{self.entries} entries of {self.nbytes} bytes, {self.seconds:.1f} seconds"

    def exceeds(self, most: Length) -> bool:
        """Whether it is more than that in any respect."""
        return self.entries > most.entries or self.nbytes > most.nbytes or self.seconds > most.seconds
