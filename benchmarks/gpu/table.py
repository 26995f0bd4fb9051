"""What is printed: each comparison as it comes, and in the end a table in Markdown for docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from benchmarks.table import readable
from benchmarks.timing import ratio

from .ceilings import Ceilings
from .works import COPY, OURS, Work

HEAD = [
    "| work | × faster than | to reach | reached | theirs | SDK | bytes/s, of a copy's | flop/s, of a product's |",
    "|---|---|---:|---:|---:|---:|---:|---:|",
]


def show(work: Work, ceilings: Ceilings) -> None:
    """Print a comparison: the time of a step or transfer, and how many times faster ours is than the others."""
    print(f"\n{work.name}")
    for who, seconds in work.seconds.items():
        times = "" if who == OURS else f"{ratio(seconds, work.seconds[OURS]):8.2f} × faster through the SDK"
        aim = f"   to reach {work.aims[who]:.2f} ×" if who in work.aims else ""
        print(f"    {who:<20}{readable(median(seconds)):>12}{times}{aim}", flush=True)
    for who, why in work.missing.items():
        print(f"    {who:<20}     skipped: {why}")
    print(f"    {' and '.join(filter(None, _achieved(work, ceilings))) or 'too small for a rate'}", flush=True)


def table(works: Sequence[Work], ceilings: Ceilings) -> str:
    """All comparisons, a line for each figure to reach, and for each transfer."""
    lines = list(HEAD)
    for work in works:
        ours = work.seconds[OURS]
        for who in [who for who in work.aims if who in work.seconds] or [who for who in work.seconds if who != OURS]:
            theirs = work.seconds[who]
            aim = f"{work.aims[who]:.2f}" if who in work.aims else ""
            times = [f"{ratio(theirs, ours):.2f}", readable(median(theirs)), readable(median(ours))]
            lines.append(f"| {' | '.join([work.name, who, aim, *times, *_achieved(work, ceilings)])} |")
    return "\n".join(lines)


def _achieved(work: Work, ceilings: Ceilings) -> list[str]:
    """Bytes and floating operations a second, each with its share of what the GPU can do; blank where none is told."""
    seconds = median(work.seconds[OURS])
    told = ["", ""]
    if work.bytes:
        told[0] = f"{work.bytes / seconds / 1e9:.3g} GB/s"
        if COPY in work.seconds:  # else the bytes go between the host and the GPU
            told[0] += f", {work.bytes / seconds / ceilings.copy:.0%}"
    if work.flops:
        rate = work.flops / seconds
        told[1] = f"{rate / 1e12:.3g} TFLOP/s, {rate / ceilings.product[work.dtype]:.0%}"
    return told
