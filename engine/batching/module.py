"""The array module that kernels are given under vmap: NumPy's names, for batched arrays."""

from __future__ import annotations

import operator
from collections.abc import Callable
from types import ModuleType
from typing import Any

from engine.batching.array import BatchedArray, NotBatched
from engine.batching.broadcasting import elementwise, wrapped
from engine.batching.functions import FUNCTIONS
from engine.batching.level import Levels

Array = Any
FILLING = ("zeros", "ones", "empty", "full")  # room for results: each example has its own


class BatchedModule:
    """The names of an array module `xp`, seen at some levels; `name` is that of a module within it."""

    def __init__(self, xp: Any, levels: Levels, name: str = "") -> None:
        self._xp = xp
        self.levels = levels
        self._name = name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        found = self._find(name)
        setattr(self, name, found)
        return found

    @property
    def physical(self) -> Any:
        """The array module of the physical arrays."""
        return self._xp

    def special(self, of: Callable[[Any], Any]) -> Any:
        """SciPy's special functions; `of` gives them for an array module."""
        return BatchedSpecial(of(self._xp), self._xp)

    def _find(self, name: str) -> Any:
        xp, path = self._xp, self._name + name
        if path == "ndarray":
            return BatchedArray
        if path in FILLING:
            return lambda shape, *args, **options: self._filled(name, shape, *args, **options)
        if path.removesuffix("_like") in FILLING:
            plain = path.removesuffix("_like")
            return lambda array, *args, **options: self._filled_like(plain, array, *args, **options)
        offered = FUNCTIONS.get(path)
        own = operator.attrgetter(path)(xp)
        if isinstance(own, ModuleType) or type(own).__name__ == "Supplied":
            return BatchedModule(xp, self.levels, path + ".")
        if offered is None and (not callable(own) or isinstance(own, type)):
            return own
        return Function(xp, path, own, offered)

    def _filled(self, name: str, shape: Any, *args: Any, **options: Any) -> BatchedArray:
        """Room for each example; the number that fills it may differ."""
        size = (shape,) if isinstance(shape, int) else tuple(map(int, shape))
        sizes = tuple(level.size for level in self.levels)
        if name == "full" and type(args[0]) is BatchedArray:
            filled = self._filled("empty", shape, *args[1:], **{"dtype": args[0].dtype, **options})
            filled[...] = args[0]
            return filled
        return BatchedArray(getattr(self._xp, name)(sizes + size, *args, **options), self.levels, self._xp)

    def _filled_like(self, name: str, array: Any, *args: Any, **options: Any) -> BatchedArray:
        shape = options.pop("shape", array.shape)
        number = args[:1] if name == "full" else ()
        given = (*args[len(number) :], options.pop("dtype", None))
        return self._filled(name, shape, *number, dtype=given[0] or array.dtype)


class Function:
    """A function of the array module, for batched arrays where it is offered for these, else for what all share."""

    def __init__(self, xp: Any, path: str, own: Callable[..., Any], offered: Callable[..., Any] | None) -> None:
        self._xp, self._path, self._own, self._offered = xp, path, own, offered

    def __call__(self, *args: Any, **options: Any) -> Any:
        if self._offered is not None:
            return self._offered(self._xp, *args, **options)
        plain = [self._shared(one) for one in args]
        return wrapped(self._own(*plain, **{key: self._shared(one) for key, one in options.items()}), (), self._xp)

    def _shared(self, value: Any) -> Any:
        if type(value) is BatchedArray:
            if value.levels:
                raise NotBatched(self._path)
            return value.physical
        if isinstance(value, list | tuple) and any(type(one) is BatchedArray for one in value):
            return type(value)(self._shared(one) for one in value)
        return value

    def at(self, array: Any, index: Any, value: Any) -> None:
        """What `add.at` is."""
        if self._path != "add":
            raise NotBatched(f"{self._path}.at")
        FUNCTIONS["add_at"](self._xp, array, index, value)

    def accumulate(self, array: Any, axis: int = 0, **options: Any) -> Any:
        """What `logaddexp.accumulate` is."""
        if type(array) is not BatchedArray:
            return wrapped(self._own.accumulate(array, axis, **options), (), self._xp)  # type: ignore[attr-defined]
        dim = len(array.levels) + axis % array.ndim
        return array.like(self._own.accumulate(array.physical, dim, **options))  # type: ignore[attr-defined]


class BatchedSpecial:
    """SciPy's special functions, which work on each element by itself, for batched arrays."""

    def __init__(self, special: Any, xp: Any) -> None:
        self._special, self._xp = special, xp

    def __getattr__(self, name: str) -> Any:
        own = getattr(self._special, name)

        def call(*values: Any, **options: Any) -> Any:
            return elementwise(own, self._xp, *values, **options)

        setattr(self, name, call)
        return call
