"""Progress: bars of the loops of a program that runs on the server."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from importlib.util import find_spec
from typing import Any, Final, Protocol

LOOPS: Final = ("repeat", "while")
ROUNDS: Final = "_rounds"
"""What a loop's count is called that has no name."""


class Bar(Protocol):
    """One loop's bar, as tqdm has it."""

    n: float

    def update(self, n: float) -> Any:
        """So many more rounds are done."""

    def reset(self) -> Any:
        """The loop begins again."""

    def set_postfix_str(self, s: str, refresh: bool) -> Any:
        """Show a text behind the numbers, with the next update unless at once."""

    def close(self) -> Any:
        """The loop has ended."""


class TextBar:
    """A bar where tqdm is not installed: a line on stderr, written again and again."""

    def __init__(self, total: int | None) -> None:
        self.n = 0.0
        self._total = "" if total is None else f"/{total}"
        self._text = ""

    def update(self, n: float) -> None:
        """So many more rounds are done."""
        self.n += n
        sys.stderr.write(f"\r{self.n:.0f}{self._total} rounds {self._text}\x1b[K")
        sys.stderr.flush()

    def reset(self) -> None:
        """The loop begins again."""
        self.n = 0.0

    def set_postfix_str(self, s: str, refresh: bool) -> None:
        """Show a text behind the numbers."""
        self._text = s

    def close(self) -> None:
        """End the line."""
        sys.stderr.write("\n")


class Progress:
    """Bars for the outermost loops of these steps; called with what the server tells of them."""

    def __init__(self, steps: Sequence[Mapping[str, Any]]) -> None:
        self._steps = steps
        self._bars: dict[str, Bar] = {}

    def close(self) -> None:
        """End the bars."""
        for bar in self._bars.values():
            bar.close()

    def __call__(self, told: Mapping[str, Any]) -> None:
        """A loop has come so far."""
        pointer = told["pointer"]
        if any(pointer.startswith(f"{other}/") for other in self._bars):
            return
        bar = self._bars.get(pointer)
        if bar is None:
            bar = self._bars[pointer] = _bar(_times(self._steps, pointer))
        if told["iteration"] < bar.n:
            bar.reset()
        bar.set_postfix_str(", ".join(filter(None, map(_text, told["values"].items()))), refresh=False)
        bar.update(told["iteration"] - bar.n)


@contextmanager
def shown(
    steps: Sequence[Mapping[str, Any]], progress: bool
) -> Iterator[tuple[Sequence[Mapping[str, Any]], Progress | None]]:
    """The steps to run, and who is told how far they are, if `progress` is to be shown."""
    if not progress:
        yield steps, None
        return
    with closing(Progress(steps)) as bars:
        yield _counted(steps), bars


def _counted(steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Steps whose outermost loops are counted, so that the server tells how far they are."""
    return [
        {
            key: {"count": ROUNDS, **body} if key in LOOPS and "collect" not in body else body
            for key, body in step.items()
        }
        for step in steps
    ]


def _bar(total: int | None) -> Bar:
    if find_spec("tqdm") is None:
        return TextBar(total)
    from tqdm.auto import tqdm  # type: ignore[import-untyped]

    bar: Bar = tqdm(total=total, unit="round")
    return bar


def _times(steps: Any, pointer: str) -> int | None:
    """How many rounds the loop at this place has; None if only the server knows."""
    place: Any = {"steps": steps}
    for part in pointer.split("/")[1:]:
        place = place[int(part) if isinstance(place, list) else part]
    times = place.get("repeat", {}).get("times")
    return times if isinstance(times, int) else None


def _text(item: tuple[str, Any]) -> str:
    """A collected number as it is shown; other values are not."""
    name, value = item
    data = value.get("data")
    return f"{name}={data:.4g}" if isinstance(data, (int, float)) else ""
