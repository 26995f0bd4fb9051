"""ModuleList: modules in a list that their owner knows of."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, groupby
from typing import Any, Self

from gradwire.nn.modules.container.numbered import Numbered
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.module.printing import indented


class ModuleList(Numbered):
    """A list of modules, which its owner calls as it likes.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ModuleList.html
    """

    def __init__(self, modules: Iterable[Module] | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.extend(modules)

    def insert(self, index: int, module: Module) -> None:
        """Put a module before that at the place `index`."""
        modules = list(self)
        modules.insert(index, module)
        self._renumber(modules)

    def __add__(self, other: Iterable[Module]) -> ModuleList:
        return ModuleList(chain(self, other))

    def __repr__(self) -> str:
        lines, start = [], 0
        for text, alike in groupby(map(repr, self)):
            count = len(list(alike))
            times = f"({start}-{start + count - 1}): {count} x " if count > 1 else f"({start}): "
            lines.append(indented(times + text))
            start += count
        return "\n  ".join([f"{self._get_name()}(", *lines]) + "\n)" if lines else f"{self._get_name()}()"

    def _of(self, items: list[tuple[str, Module]]) -> Self:
        modules: Any = [module for _, module in items]
        return type(self)(modules)
