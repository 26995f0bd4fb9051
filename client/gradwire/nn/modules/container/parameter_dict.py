"""ParameterDict: parameters in a dict that their owner knows of."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, NoReturn, Self

from gradwire.nn.modules.container.module_dict import pairs
from gradwire.nn.modules.container.parameter_list import described, learnt
from gradwire.nn.modules.module import Module
from gradwire.tensors.tensor import Tensor


class ParameterDict(Module):
    """A dict of parameters, and of whatever else; tensors become parameters in it.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.ParameterDict.html
    """

    def __init__(self, parameters: Any = None) -> None:
        super().__init__()
        self._keys: dict[str, None] = {}
        if parameters is not None:
            self.update(parameters)

    def __getitem__(self, key: str) -> Any:
        return getattr(self, _checked(key))

    def __setitem__(self, key: str, value: Any) -> None:
        self._keys[_checked(key)] = None
        setattr(self, key, learnt(value))

    def __delitem__(self, key: str) -> None:
        del self._keys[key]
        delattr(self, key)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __reversed__(self) -> Iterator[str]:
        return reversed(list(self._keys))

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __or__(self, other: Any) -> Self:
        both = self.copy()
        both.update(other)
        return both

    def __ror__(self, other: Any) -> Self:
        both = type(self)(other)
        both.update(self)
        return both

    def __ior__(self, other: Any) -> Self:
        self.update(other)
        return self

    def copy(self) -> Self:
        """Another one of the same values."""
        return type(self)(list(self.items()))

    def clear(self) -> None:
        """Take away all values."""
        for key in list(self._keys):
            del self[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The value of that name, or a default."""
        return self[key] if key in self._keys else default

    def setdefault(self, key: str, default: Any = None) -> Any:
        """The value of that name, which is the default from now on if there was none."""
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: str) -> Any:
        """Take away a value and return it."""
        taken = self[key]
        del self[key]
        return taken

    def popitem(self) -> tuple[str, Any]:
        """Take away the last value and return its name and itself."""
        key = next(reversed(self))
        return key, self.pop(key)

    def fromkeys(self, keys: Iterable[str], default: Any = None) -> ParameterDict:
        """Another one that has the same value under all these names."""
        return ParameterDict([(key, default) for key in keys])

    def keys(self) -> Iterable[str]:
        """The names."""
        return self._keys.keys()

    def items(self) -> Iterable[tuple[str, Any]]:
        """The names and values."""
        return ((key, self[key]) for key in self._keys)

    def values(self) -> Iterable[Any]:
        """The values."""
        return (self[key] for key in self._keys)

    def update(self, parameters: Any) -> None:
        """Take values from a dict, or from pairs of name and value; those of a plain dict in the order of names."""
        given = pairs(self, parameters)
        if isinstance(parameters, Mapping) and not isinstance(parameters, OrderedDict):
            given.sort(key=itemgetter(0))
        for key, value in given:
            self[key] = value

    def extra_repr(self) -> str:
        """What each of them is."""
        return "\n".join([described(key, value, _class(value)) for key, value in self.items()])

    def __call__(self, input: Any) -> NoReturn:
        raise RuntimeError("ParameterDict should not be called.")


def _checked(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"the names of a ParameterDict are strings, not {type(key).__name__}")
    return key


def _class(value: Any) -> str:
    return value.type() if isinstance(value, Tensor) else ""
