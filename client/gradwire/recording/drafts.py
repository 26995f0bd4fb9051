"""Drafts: steps whose results only the server knows, until it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import ref

from gradwire.recording.ops import Signature

if TYPE_CHECKING:
    from gradwire.recording.handle import Handle


class Draft(NamedTuple):
    """A step whose result is not known yet, and what to remember about it once the answer tells."""

    key: tuple[Any, ...] | None
    base: str
    signature: Signature
    number: int
    target: bool
    table: dict[Any, Signature]
    view: bool
    result: ref[Handle] | None = None


class Pending(NamedTuple):
    """Stands in a draft's key for the description of a tensor that is itself a draft."""

    number: int
