"""What is counted of requests, for the metrics."""

from __future__ import annotations

from collections import Counter


class Counters:
    """What was answered since the start, by method and status, and the seconds that it took."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.seconds = 0.0
