"""Random counts: of events at a rate, and of successes in trials, by rejection.

Hörmann, "The transformed rejection method for generating Poisson random variables" (1993), and "The generation of
binomial random variates" (1993). Each takes `draw`, which gives uniform numbers in [0, 1).
"""

from __future__ import annotations

import math
from collections.abc import Callable

Draw = Callable[[], float]
LARGE = 10  # expected counts from here on are found by rejection, smaller ones event by event


def poisson(draw: Draw, rate: float) -> int:
    """How many events happen at a rate."""
    if rate >= LARGE:
        return _many_events(draw, rate)
    if rate == 0:
        return 0
    count, share, least = 0, draw(), math.exp(-rate)
    while share > least:
        count += 1
        share *= draw()
    return count


def _many_events(draw: Draw, rate: float) -> int:
    root, log_rate = math.sqrt(rate), math.log(rate)
    b = 0.931 + 2.53 * root
    a = -0.059 + 0.02483 * b
    inverse = math.log(1.1239 + 1.1328 / (b - 3.4))
    enough = 0.9277 - 3.6224 / (b - 2)
    while True:
        u, v = draw() - 0.5, draw()
        us = 0.5 - abs(u)
        if us == 0:
            continue
        k = math.floor((2 * a / us + b) * u + rate + 0.43)
        if us >= 0.07 and v <= enough:
            return k
        if k < 0 or (us < 0.013 and v > us) or v == 0:
            continue
        if math.log(v) + inverse - math.log(a / (us * us) + b) <= -rate + k * log_rate - math.lgamma(k + 1):
            return k


def binomial(draw: Draw, count: float, share: float) -> float:
    """How many of `count` trials succeed, each with probability `share`."""
    if math.isnan(count) or math.isnan(share):
        return math.nan
    if count <= 0 or share <= 0:
        return 0
    if share >= 1:
        return count
    if share > 0.5:
        return count - _successes(draw, count, 1 - share)
    return _successes(draw, count, share)


def _successes(draw: Draw, count: float, share: float) -> float:
    if count * share >= LARGE:
        return _many_successes(draw, count, share)
    successes, tried, log_failure = 0, 0.0, math.log1p(-share)
    while True:
        u = draw()
        tried += math.ceil(math.log(u) / log_failure) if u else math.inf
        if tried > count:
            return successes
        successes += 1


def _many_successes(draw: Draw, count: float, share: float) -> float:
    spread = math.sqrt(count * share * (1 - share))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * share
    centre = count * share + 0.5
    enough = 0.92 - 4.2 / b
    odds = share / (1 - share)
    alpha = (2.83 + 5.1 / b) * spread
    m = math.floor((count + 1) * share)
    while True:
        u, v = draw() - 0.5, draw()
        us = 0.5 - abs(u)
        if us == 0:
            continue
        k = math.floor((2 * a / us + b) * u + centre)
        if us >= 0.07 and v <= enough:
            return k
        if k < 0 or k > count or v == 0:
            continue
        bound = (
            (m + 0.5) * math.log((m + 1) / (odds * (count - m + 1)))
            + (count + 1) * math.log((count - m + 1) / (count - k + 1))
            + (k + 0.5) * math.log(odds * (count - k + 1) / (k + 1))
            + _tail(m)
            + _tail(count - m)
            - _tail(k)
            - _tail(count - k)
        )
        if math.log(v * alpha / (a / (us * us) + b)) <= bound:
            return k


def _tail(k: float) -> float:
    """What log(k!) exceeds Stirling's approximation by."""
    if k <= 9:
        return math.lgamma(k + 1) - (k + 0.5) * math.log(k + 1) + k + 1 - 0.5 * math.log(2 * math.pi)
    square = (k + 1) ** 2
    return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1)
