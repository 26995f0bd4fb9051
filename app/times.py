"""Times as the contract writes them."""

from __future__ import annotations

from datetime import datetime


def written(moment: datetime) -> str:
    """A moment by RFC 3339, in UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
