"""Calls of functions: with NumPy's arrays in the place of CuPy's, at once or, while a stream is capturing, later."""

from __future__ import annotations

import functools
import types
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy

from cupy import _streams

INTERFACE = Path(__file__).parents[1] / "interface.txt"
NAMES = {line.split()[0]: line.split()[1:] for line in INTERFACE.read_text(encoding="utf-8").splitlines()}
"""What CuPy has: dotted names, with `ufunc` for those that are one."""
PRODUCTS = frozenset({numpy.matmul, numpy.dot, numpy.vdot, numpy.inner, numpy.tensordot, numpy.einsum})


def host(value: Any) -> Any:
    """An argument with NumPy's arrays; a TypeError where it has some already, which CuPy would not take."""
    from cupy._arrays import ndarray

    if type(value) is ndarray:
        return value._host
    if isinstance(value, numpy.ndarray):
        raise TypeError("Unsupported type <class 'numpy.ndarray'>")
    if type(value) in (tuple, list):
        return type(value)(map(host, value))
    if type(value) is slice:
        return slice(*map(host, (value.start, value.stop, value.step)))
    return value


def arrays_in(value: Any) -> list[Any]:
    """CuPy's arrays in arguments, however deep."""
    from cupy._arrays import ndarray

    if type(value) is ndarray:
        return [value]
    if isinstance(value, tuple | list):
        return [one for part in value for one in arrays_in(part)]
    if isinstance(value, Mapping):
        return arrays_in(list(value.values()))
    return []


def device(result: Any, given: list[Any]) -> Any:
    """What a function of NumPy's gave, with CuPy's arrays: the same object for the same memory, scalars of 0 dims."""
    from cupy._arrays import ndarray

    if isinstance(result, numpy.generic):
        return ndarray._of(numpy.array(result))
    if isinstance(result, numpy.ndarray):
        if result.base is not None and (0 in result.strides or not result.flags.writeable):
            result.flags.writeable = True  # as everything is, there; of what is broadcast NumPy warns who asks
        for one in given:
            if one._host is result:
                return one
        for one in given:
            if result.base is not None and numpy.may_share_memory(result, one._host):
                return ndarray._of(result, one if one.base is None else one.base)
        return ndarray._of(result if result.base is None else result.copy("K"))
    if isinstance(result, tuple | list):
        parts = [device(one, given) for one in result]
        return type(result)(*parts) if hasattr(result, "_fields") else type(result)(parts)
    return result


def call(function: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any]) -> Any:
    """What a function of NumPy's makes of CuPy's arrays. While a stream captures, its results are there at a launch."""
    given = arrays_in((args, options))
    _streams.expect_here(given)
    plain, named = tuple(map(host, args)), {name: host(value) for name, value in options.items()}
    capture = _streams.capture()
    if capture is not None and _is_of_library(function, plain):
        raise NotImplementedError("calling cuBLAS API during stream capture is currently unsupported")
    if capture is None:
        with numpy.errstate(all="ignore"):
            return device(function(*plain, **named), given)
    held = [one._host.copy("K") for one in given]
    with numpy.errstate(all="ignore"):
        result = device(function(*plain, **named), given)
    for one, before in zip(given, held, strict=True):  # nothing is written yet
        one._host[...] = before
    made = [one for one in arrays_in(result) if all(one is not other for other in given)]
    made = [one for one in made if one.base is None]
    capture.note(functools.partial(_again, function, plain, named, [one._host for one in arrays_in(result)]), made)
    return result


def _is_of_library(function: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    """Whether CuPy has it done by cuBLAS or cuSOLVER."""
    if getattr(function, "__module__", "") == "numpy.linalg":
        return True
    return function in PRODUCTS and any(getattr(one, "dtype", numpy.dtype(bool)).kind not in "biu" for one in args)


def _again(function: Callable[..., Any], args: tuple[Any, ...], options: Mapping[str, Any], into: list[Any]) -> None:
    with numpy.errstate(all="ignore"):
        result = function(*args, **options)
    parts = result if isinstance(result, tuple | list) else [result]
    for one, place in zip(parts, into, strict=True) if into else ():
        if one is not place:
            place[...] = one


def named(path: str, own: Any) -> Any:
    """What CuPy has under a dotted name, given what NumPy or SciPy has."""
    if path not in NAMES:
        raise AttributeError(f"CuPy has no {path}")
    if "ufunc" in NAMES[path] and isinstance(own, numpy.ufunc):
        from cupy._ufuncs import ufunc

        return ufunc(own, NAMES[path][1:])
    if isinstance(own, type) or not callable(own):
        return own
    from cupy import _deviations, _indices, _refusals

    compute = {**_indices.FUNCTIONS, **_deviations.COMPUTED}.get(own.__name__, own)

    @functools.wraps(own)
    def function(*args: Any, **options: Any) -> Any:
        _refusals.refuse(own.__name__, args, options)
        return _refusals.widened(own.__name__, call(compute, args, options))

    return function


def module(path: str, own: Any) -> Any:
    """A module of CuPy's."""
    made = types.ModuleType(path)

    def find(name: str) -> Any:
        found = getattr(own, name)
        inner = f"{path}.{name}"
        value = module(inner, found) if isinstance(found, types.ModuleType) else named(inner, found)
        setattr(made, name, value)
        return value

    made.__getattr__ = find  # type: ignore[method-assign]
    return made
