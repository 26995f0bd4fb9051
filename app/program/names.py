"""Names of tensors: how they are written, and what they stand for while a program runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import engine
from app.errors import Problem
from app.program.renamed import Renamed

LONGEST = 128
GRAD = ".grad"
NO_NAMES: Mapping[str, str] = {}
Names: TypeAlias = dict[str, engine.Tensor] | Renamed
"""What names stand for."""

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)*")
_LOCAL = re.compile(r"_[A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)*")
_RESERVED = ("NaN", "Infinity", "grad")


class Name(str):
    """A text that was read as the name of a tensor, of a local, or of a gradient."""

    __slots__ = ()


def read_name(text: Any, pointer: str = "") -> Name:
    """The text as a name; `invalid-name` where it is none."""
    bare = text
    if type(text) is str and len(text) <= LONGEST:
        while bare.endswith(GRAD):
            bare = bare[: -len(GRAD)]
        pattern = _LOCAL if bare.startswith("_") else _NAME
        if pattern.fullmatch(bare) and bare not in _RESERVED:
            return Name(text)
    shown = text if isinstance(text, str | int | float) else type(text).__name__
    raise Problem(
        "invalid-name",
        f"{str(shown)[:LONGEST]!r} is not a name: a letter, then letters, digits, _ and -, in parts joined by dots, "
        f"at most {LONGEST} characters (a local begins with _; the last part is never `grad`).",
        exception="ValueError",
        name=shown,
        pointer=pointer,
    )


class Scope:
    """What names stand for while one program runs: the session's variables and the program's locals.

    One that `remembers` can be rolled back. `names` are those that the program has other ones for, which it exchanges:
    from its own to the session's.
    """

    def __init__(
        self,
        context: engine.Context,
        variables: dict[str, engine.Tensor],
        remembers: bool = False,
        names: Mapping[str, str] = NO_NAMES,
    ) -> None:
        self.context = context
        self.variables = Renamed(variables, names) if names else variables
        self._own = variables
        self.locals: dict[str, engine.Tensor] = {}
        self.absent: set[str] = set()
        """Names of gradients that do not exist."""
        self._remembers = remembers
        self._before: dict[str, engine.Tensor | None] = {}

    def tensors(self) -> list[engine.Tensor]:
        """All tensors that have a name."""
        return [*self.variables.values(), *self.locals.values()]

    def find(self, name: str) -> engine.Tensor:
        """The tensor of that name; `tensor-not-found` or `gradient-not-found` where there is none."""
        table = self.locals if name[0] == "_" else self.variables
        tensor = table.get(name)
        if tensor is not None:
            return tensor
        if not name.endswith(GRAD):
            raise self._missing(name)
        gradient = self.find(name[: -len(GRAD)]).grad
        if gradient is None:
            owner = name[: -len(GRAD)]
            raise Problem("gradient-not-found", f"{owner} has no gradient yet: run backward first.", name=name)
        return gradient

    def known(self, name: str) -> engine.Tensor | None:
        """The tensor of that name, gradient or not; None where there is none."""
        tensor = (self.locals if name[0] == "_" else self.variables).get(name)
        if tensor is None and name.endswith(GRAD):
            owner = self.known(name[: -len(GRAD)])
            return None if owner is None else owner.grad
        return tensor

    def peek(self, name: str) -> engine.Tensor | None:
        """The tensor of that name, where a gradient that does not exist is None, named or not."""
        tensor = (self.locals if name[0] == "_" else self.variables).get(name)
        if tensor is not None:
            return tensor
        if name.endswith(GRAD):
            owner = self.peek(name[: -len(GRAD)])
            return None if owner is None else owner.grad
        return None if name in self.absent and not self.has(name) else self.find(name)

    def has(self, name: str) -> bool:
        """Whether there is a tensor of that name."""
        if name.endswith(GRAD):
            owner = name[: -len(GRAD)]
            return self.has(owner) and self.peek(name) is not None
        return name in (self.locals if name[0] == "_" else self.variables)

    def bind(self, name: str, tensor: engine.Tensor) -> None:
        """Let the name stand for the tensor; `w.grad` becomes the gradient of w."""
        if name.endswith(GRAD):
            self.find(name[: -len(GRAD)]).set_grad(tensor)
        elif name[0] == "_":
            self.locals[name] = tensor
        else:
            self._remember(name)
            self.context.number(tensor)
            self.variables[name] = tensor

    def bind_numbered(self, pairs: Iterable[tuple[str, engine.Tensor]]) -> None:
        """Let variables stand for tensors that have their numbers."""
        tensors = dict(pairs)
        for name in tensors if self._remembers else ():
            self._remember(name)
        self.variables.update(tensors)

    def delete(self, name: str) -> None:
        """Forget the name; `w.grad` becomes None."""
        if name.endswith(GRAD):
            self.find(name[: -len(GRAD)]).set_grad(None)
        elif self.has(name):
            self._remember(name)
            del (self.locals if name[0] == "_" else self.variables)[name]
        else:
            raise self._missing(name)

    def names(self) -> tuple[Names, Names]:
        """All variables and locals with what they stand for, to be given to `end`."""
        return self.variables.copy(), self.locals.copy()

    def end(self, before: tuple[Names, Names], ends: Callable[[engine.Tensor], bool]) -> None:
        """Let names that stand for what ends here stand for what they did before."""
        for now, then in zip((self.variables, self.locals), before, strict=True):
            for name in [name for name, tensor in now.items() if ends(tensor)]:
                if name in then:
                    self.bind(name, then[name])
                else:
                    self.delete(name)

    def leave_unbound(self, name: str) -> None:
        """Let the name stand for a gradient that does not exist."""
        if self.has(name):
            self.delete(name)
        self.absent.add(name)

    def rollback(self) -> None:
        """Let the session's names stand for what they did before."""
        for name, tensor in self._before.items():
            if tensor is None:
                self._own.pop(name, None)
            else:
                self._own[name] = tensor

    def take_over(self, inner: Scope) -> None:
        """Let a program that ran inside this one be part of it: its changes are put back with this one's."""
        for name, tensor in inner._before.items():
            self._before.setdefault(name, tensor)

    def _remember(self, name: str) -> None:
        if self._remembers:
            name = self._called(name)
            self._before.setdefault(name, self._own.get(name))

    def _called(self, name: str) -> str:
        """What the session calls what has this name."""
        return self.variables.own(name) if isinstance(self.variables, Renamed) else name

    def _missing(self, name: str) -> Problem:
        own = self._called(name)
        shown = repr(name) if own == name else f"{name!r}, which the session calls {own!r}"
        detail = f"There is no tensor {shown}: create it with PUT or as the `out` of a step."
        if name == "_":
            detail = "`_` is the result of the step before, and no step had one yet."
        return Problem("tensor-not-found", detail, exception="NameError", name=name)
