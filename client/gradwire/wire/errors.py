"""What cannot be read.

WireError           the bytes or the JSON are not what the format says
└── ElementLimitError   more elements than a JSON tensor may have
"""

from __future__ import annotations


class WireError(ValueError):
    """Bytes or JSON that cannot be read; `pointer` is the JSON pointer of the place, "" for the whole."""

    def __init__(self, detail: str, pointer: str = "") -> None:
        super().__init__(f"{pointer}: {detail}" if pointer else detail)
        self.detail = detail
        self.pointer = pointer


class ElementLimitError(WireError):
    """A JSON tensor with more elements than allowed; the binary formats have no such limit."""
