"""Renamed variables: a session's, under the names that one program has for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import engine


class Renamed(MutableMapping[str, engine.Tensor]):
    """Variables that are looked up, bound and deleted by other names, where there are others: `names` is from those to
    the variables' own."""

    def __init__(self, variables: MutableMapping[str, engine.Tensor], names: Mapping[str, str]) -> None:
        self._variables = variables
        self._names = names

    def get(self, name: str, default: Any = None) -> Any:
        return self._variables.get(self._names.get(name, name), default)

    def __getitem__(self, name: str) -> engine.Tensor:
        return self._variables[self._names.get(name, name)]

    def __contains__(self, name: object) -> bool:
        return self._names.get(name, name) in self._variables  # type: ignore[call-overload]

    def __setitem__(self, name: str, tensor: engine.Tensor) -> None:
        self._variables[self._names.get(name, name)] = tensor

    def __delitem__(self, name: str) -> None:
        del self._variables[self._names.get(name, name)]

    def __iter__(self) -> Iterator[str]:
        """Each variable that there is a name for, once."""
        called = {own: name for name, own in self._names.items()}
        for own in self._variables:
            if own in called or own not in self._names:
                yield called.get(own, own)

    def __len__(self) -> int:
        return sum(1 for _ in self)
