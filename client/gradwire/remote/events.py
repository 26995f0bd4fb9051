"""Events: an answer that begins at once, tells progress, and ends with what it would have been."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from gradwire.remote.calls import JSON, Reply


class Events:
    """The lines of such an answer, taken one by one: progress is told, the last event is the reply."""

    def __init__(self, tell: Callable[[dict[str, Any]], None]) -> None:
        self._tell = tell
        self._name = ""

    def take(self, line: str) -> Reply | None:
        """The reply, if it is this line."""
        key, _, text = line.partition(": ")
        if key == "event":
            self._name = text
        elif key == "data" and self._name == "progress":
            self._tell(json.loads(text))
        elif key == "data":
            status = json.loads(text).get("status", 500) if self._name == "problem" else 200
            return Reply(status, JSON, text.encode())
        return None
