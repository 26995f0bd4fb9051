"""gradwire: `import gradwire as torch`, and the arithmetic happens on a gradwire server.

This module is lazy: importing gradwire.wire, as the server does, loads nothing of the SDK.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradwire._namespace import *  # noqa: F403

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name[:2] != "__" and find_spec(f"{__name__}.{name}"):
        return import_module(f"{__name__}.{name}")  # a module needs no more than it imports itself
    if name[:2] != "__" or name == "__all__":
        namespace = import_module("gradwire._namespace")
        if hasattr(namespace, name):
            value = globals()[name] = getattr(namespace, name)
            return value
    raise AttributeError(import_module("gradwire.absent").message(name))


def __dir__() -> list[str]:
    return sorted(import_module("gradwire._namespace").__all__)
