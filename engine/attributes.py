"""The attributes of the classes that a graph has many instances of."""

from __future__ import annotations

import inspect
from typing import Any, TypeVar

Class = TypeVar("Class", bound=type)


def known_before(cls: Class) -> Class:
    """Decorate a class: all attributes that it declares are set once, before there are instances.

    Python keeps the names of attributes once for all instances, but only of those that it meets at the first few: one
    that came later would cost every instance that has it a dictionary of its own.
    """
    first: Any = object.__new__(cls)
    for one in cls.__mro__:
        for name in inspect.get_annotations(one):
            setattr(first, name, None)
    return cls
