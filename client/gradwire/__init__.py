"""gradwire: `import gradwire as torch`, and the arithmetic happens on a gradwire server.

This module is lazy: importing gradwire.wire, as the server does, loads nothing of the SDK.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    raise AttributeError(f"module 'gradwire' has no attribute {name!r}")
