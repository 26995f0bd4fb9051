"""Named: the class of classes that play the part of a PyTorch class, and print by its name."""

from __future__ import annotations

from typing import Any


class Named(type):
    """A class that prints as PyTorch's of the same name in the module `home`; what a user derives from it does not."""

    _home: str

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], home: str = "") -> Named:
        made = super().__new__(cls, name, bases, namespace)
        made._home = home
        return made

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], home: str = "") -> None:
        super().__init__(name, bases, namespace)

    def __repr__(cls) -> str:
        return f"<class '{cls._home}.{cls.__qualname__}'>" if cls._home else super().__repr__()
