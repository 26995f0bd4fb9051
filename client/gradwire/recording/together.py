"""Together: operations never seen before, asked about in one request instead of each at its own line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from gradwire.recording.handle import Handle


@contextmanager
def together(tensors: Iterable[Handle]) -> Iterator[None]:
    """A block whose unseen operations, on these tensors or others of their session, are sent when it ends.

    They are sent sooner where something has to be known of a result. Errors name the lines that issued them.
    """
    first = next(iter(tensors), None)
    if first is None or first._r.together or not first._r.waits:
        yield
        return
    recorder = first._r
    recorder.together = True
    try:
        yield
    finally:
        recorder.together = False
    if recorder.drafts:
        recorder.line.send()
