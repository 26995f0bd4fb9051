"""torch.return_types: tuples of results that have names, such as torch.return_types.max."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from operator import itemgetter
from typing import Any, ClassVar, Self

from gradwire._generated.table import OPS
from gradwire.recording.ops import Op
from gradwire.tensors.named import Named


class Results(tuple[Any, ...], metaclass=Named):
    """Several results of one operation, by name and by position."""

    __slots__ = ()

    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __new__(cls, sequence: Iterable[Any]) -> Self:
        """The results of a sequence that has as many as there are names."""
        made = tuple.__new__(cls, sequence)
        if len(made) != len(cls.__match_args__):
            raise TypeError(f"{cls!r} takes a sequence of {len(cls.__match_args__)}, not of {len(made)}")
        return made

    def __repr__(self) -> str:
        lines = ",\n".join([f"{name}={value!r}" for name, value in zip(self.__match_args__, self, strict=True)])
        return f"torch.return_types.{type(self).__name__}(\n{lines})"


@cache
def named(op: Op) -> type[Results]:
    """The class of an operation's results."""
    fields = {name: property(itemgetter(place)) for place, name in enumerate(op.outputs)}
    body = {"__slots__": (), "__match_args__": op.outputs, "__module__": __name__, **fields}
    return Named(op.name.replace(".", "_"), (Results,), body, home="torch.return_types")  # type: ignore[return-value]


_OPS = {op.name.replace(".", "_"): op for op in OPS.values() if len(op.outputs) > 1 and not op.plain}

__all__ = list(_OPS)


def __getattr__(name: str) -> Any:
    if name not in _OPS:
        raise AttributeError(f"module 'torch.return_types' has no attribute {name!r}")
    return named(_OPS[name])


def __dir__() -> list[str]:
    return sorted(__all__)
