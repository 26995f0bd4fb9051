"""Sequential: modules of which each is called with the result of the one before."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Self

from gradwire.nn.modules.container.numbered import Numbered
from gradwire.nn.modules.module import Module


class Sequential(Numbered):
    """Modules one after the other: Sequential(a, b), or with names of their own Sequential(OrderedDict(first=a)).

    https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html
    """

    def __init__(self, *args: Any) -> None:
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            for place, module in enumerate(args):
                self.add_module(str(place), module)

    def forward(self, input: Any) -> Any:
        """What the last module makes of what those before made of the input."""
        for module in self:
            input = module(input)
        return input

    def insert(self, index: int, module: Module) -> Self:
        """Put a module before that at the place `index`."""
        if not isinstance(module, Module):
            raise AssertionError(f"module should be of type: {Module}")
        if not -len(self) <= index <= len(self):
            raise IndexError(f"Index out of range: {index}")
        modules = list(self)
        modules.insert(index, module)
        self._renumber(modules)
        return self

    def __add__(self, other: Any) -> Sequential:
        _check(other)
        return Sequential(*self, *other)

    def __iadd__(self, other: Any) -> Self:
        _check(other)
        return self.extend(other)

    def __mul__(self, other: Any) -> Sequential:
        return Sequential(*list(self) * _times(other))

    __rmul__ = __mul__

    def __imul__(self, other: Any) -> Self:
        return self.extend(list(self) * (_times(other) - 1))

    def _of(self, items: list[tuple[str, Module]]) -> Self:
        return type(self)(OrderedDict(items))


def _check(other: Any) -> None:
    if not isinstance(other, Sequential):
        raise ValueError(f"a Sequential is added to another one, not to {type(other).__name__}: make it one first")


def _times(other: Any) -> int:
    if not isinstance(other, int):
        raise TypeError(f"unsupported operand type(s) for *: Sequential and {type(other).__name__}")
    if other <= 0:
        raise ValueError(f"a Sequential is repeated once or more, not {other} times")
    return other
