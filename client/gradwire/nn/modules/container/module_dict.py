"""ModuleDict: modules in a dict that their owner knows of."""

from __future__ import annotations

from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from typing import Any

from gradwire.nn.modules.module import Module

Entries = Mapping[str, Module] | Iterable[tuple[str, Module]]


class ModuleDict(Module):
    """A dict of modules, which its owner calls as it likes.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleDict.html
    """

    def __init__(self, modules: Entries | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key: str) -> Any:
        return self._modules[key]

    def __setitem__(self, key: str, module: Module) -> None:
        self.add_module(key, module)

    def __delitem__(self, key: str) -> None:
        del self._modules[key]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, key: object) -> bool:
        return key in self._modules

    def clear(self) -> None:
        """Take away all modules."""
        self._modules.clear()

    def pop(self, key: str) -> Any:
        """Take away a module and return it."""
        return self._modules.pop(key)

    def keys(self) -> KeysView[str]:
        """The names."""
        return self._modules.keys()

    def items(self) -> ItemsView[str, Any]:
        """The names and modules."""
        return self._modules.items()

    def values(self) -> ValuesView[Any]:
        """The modules."""
        return self._modules.values()

    def update(self, modules: Entries) -> None:
        """Take modules from a dict, or from pairs of name and module, in the place of those of the same names."""
        for name, module in pairs(self, modules):
            self[name] = module


def pairs(owner: Any, given: Any) -> list[tuple[str, Any]]:
    """What an `update` is given, as pairs; TypeError or ValueError for what is neither a dict nor made of pairs."""
    name = type(owner).__name__
    if hasattr(given, "items"):
        return list(given.items())
    if not isinstance(given, Iterable):
        raise TypeError(f"{name}.update takes a dict or pairs of name and value, not {type(given).__name__}")
    entries = list(given)
    for place, entry in enumerate(entries):
        if not isinstance(entry, Iterable):
            raise TypeError(f"{name}.update: element #{place} is no pair of name and value but {type(entry).__name__}")
        if len(tuple(entry)) != 2:
            raise ValueError(f"{name}.update: element #{place} has {len(tuple(entry))} parts, and a pair has 2")
    return [tuple(entry) for entry in entries]
