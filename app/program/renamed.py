"""Renamed variables: a session's, under the names that one program has for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import engine


class Renamed(MutableMapping[str, engine.Tensor]):
    """Variables that are looked up, bound and deleted by other names: `names` says what these are called, and exchanges
    them, so that each variable has one name."""

    def __init__(self, variables: dict[str, engine.Tensor], names: Mapping[str, str]) -> None:
        self._variables = variables
        self._names = names

    def own(self, name: str) -> str:
        """What the variable is called that has this name here."""
        return self._names.get(name, name)

    def get(self, name: str, default: Any = None) -> Any:
        return self._variables.get(self.own(name), default)

    def copy(self) -> Renamed:
        """The same names for a copy of the variables."""
        return Renamed(self._variables.copy(), self._names)

    def __getitem__(self, name: str) -> engine.Tensor:
        return self._variables[self.own(name)]

    def __contains__(self, name: object) -> bool:
        return self.own(str(name)) in self._variables

    def __setitem__(self, name: str, tensor: engine.Tensor) -> None:
        self._variables[self.own(name)] = tensor

    def __delitem__(self, name: str) -> None:
        del self._variables[self.own(name)]

    def __iter__(self) -> Iterator[str]:
        called = {own: name for name, own in self._names.items()}
        return (called.get(own, own) for own in self._variables)

    def __len__(self) -> int:
        return len(self._variables)
