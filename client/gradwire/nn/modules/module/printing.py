"""Printing: the text of a module, with its submodules below it."""

from __future__ import annotations

from gradwire.nn.modules.module.registration import Registration


class Printing(Registration):
    """A module that prints what it is made of."""

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        """What the module prints between its parentheses besides its submodules."""
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        below = [f"({name}): {indented(repr(module))}" for name, module in self._modules.items()]
        if not below and "\n" not in extra:
            return f"{self._get_name()}({extra})"
        lines = [*(extra.split("\n") if extra else ()), *below]
        return "\n  ".join([f"{self._get_name()}(", *lines]) + "\n)"


def indented(text: str) -> str:
    """A text whose lines but the first stand two columns to the right."""
    first, *others = text.split("\n")
    return "\n".join([first, *(f"  {line}" if line.strip() else "" for line in others)])
