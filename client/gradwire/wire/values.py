"""JSON values: `{"shape": [2], "dtype": "float32", "data": [0.5, "NaN"]}` and what may stand for it."""

from __future__ import annotations

import re
from itertools import chain
from math import isfinite, prod
from typing import Any, Final

import numpy as np

from gradwire.wire import dtypes, shapes
from gradwire.wire.errors import ElementLimitError, WireError

MAX_ELEMENTS: Final = 100_000
EXACT: Final = 2**53 - 1
_FIELDS: Final = frozenset({"data", "shape", "dtype", "requires_grad", "inference", "device"})
_PARTS: Final = {"real", "imag"}
_NON_FINITE: Final = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_INTEGER: Final = re.compile(r"-?[0-9]{1,1000}\Z")


def number(value: Any, pointer: str = "") -> bool | int | float | complex:
    """The Python number that a JSON value stands for: itself, "NaN", "9007199254740993" or {"real": …, "imag": …}."""
    kind = type(value)
    if kind is int or kind is bool:
        return value  # type: ignore[no-any-return]
    if kind is float:
        if not isfinite(value):
            raise WireError("a number beyond float64; write the string Infinity", pointer)
        return value  # type: ignore[no-any-return]
    if kind is str and is_number(value):
        return _NON_FINITE[value] if value in _NON_FINITE else int(value)
    if kind is dict and value.keys() == _PARTS:
        return complex(_real(value["real"], f"{pointer}/real"), _real(value["imag"], f"{pointer}/imag"))
    raise WireError('this is no number; numbers are 2, 2.5, "NaN", "Infinity", "-Infinity" and {"real": …}', pointer)


def write(value: bool | int | float | complex) -> Any:
    """The JSON value of a Python number, which `number` reads."""
    if isinstance(value, complex):
        return {"real": write(value.real), "imag": write(value.imag)}
    if isinstance(value, float):
        return value if isfinite(value) else _word(value)
    return str(value) if abs(value) > EXACT else value


def is_number(text: str) -> bool:
    """Whether a JSON string is a number: "NaN", "Infinity", "-Infinity" or an integer in digits."""
    return text in _NON_FINITE or _INTEGER.match(text) is not None


def decode(
    value: Any, default_dtype: str = "float32", *, max_elements: int = MAX_ELEMENTS, pointer: str = ""
) -> np.ndarray[Any, Any]:
    """The array of a JSON value: an object with `data`, or a bare list or number.

    Shape and dtype follow from the data as in torch.tensor where they are left out. The fields requires_grad (which
    makes integers the default dtype), inference and device are the caller's to act on.
    """
    fields: dict[str, Any] = {"data": value}
    if isinstance(value, dict) and value.keys() != _PARTS:
        fields = value
        for field in fields:
            if field not in _FIELDS:
                raise WireError(f"a value has no field {field[:60]!r}", pointer)
        if "data" not in fields:
            raise WireError("a value needs data", pointer)
        pointer_data = f"{pointer}/data"
    else:
        pointer_data = pointer
    dtype = None if fields.get("dtype") is None else dtypes.find(fields["dtype"], f"{pointer}/dtype")
    floating = dtypes.DTYPES[default_dtype] if fields.get("requires_grad") is True else None
    array = _array(fields["data"], dtype, default_dtype, floating, max_elements, pointer_data)
    if fields.get("shape") is None:
        return array
    shape = shapes.check(fields["shape"], array.itemsize, f"{pointer}/shape")
    if prod(shape) != array.size or (array.ndim != 1 and array.size and array.shape != shape):
        raise WireError(f"data of shape {list(array.shape)} is not {list(shape)}", f"{pointer}/shape")
    return array.reshape(shape)


def encode(array: np.ndarray[Any, Any]) -> dict[str, Any]:
    """The JSON object of an array: shape, dtype and data."""
    return {"shape": list(array.shape), "dtype": dtypes.name(array.dtype), "data": data(array)}


def data(array: np.ndarray[Any, Any]) -> Any:
    """An array's data, ready for orjson with OPT_SERIALIZE_NUMPY, which writes floats with the fewest digits of their
    own dtype: a NumPy array where that can be, else lists and NumPy scalars; what JSON lacks is a string.
    """
    kind = array.dtype.kind
    if array.size == 0:
        return {"real": [], "imag": []} if kind == "c" else []
    if kind == "c":
        return {"real": data(array.real), "imag": data(array.imag)}
    if kind == "i" and array.itemsize == 8:
        large = (array > EXACT) | (array < -EXACT)
        return _exceptions(array, large, str) if large.any() else plain(array)
    if kind in "iub":
        return plain(array)
    if array.itemsize == 2:
        array = _short(array)
    finite = np.isfinite(array)
    return plain(array) if np.count_nonzero(finite) == array.size else _exceptions(array, ~finite, _word)


def plain(array: np.ndarray[Any, Any]) -> Any:
    """An array as orjson takes it, its numbers as they are."""
    return np.ascontiguousarray(array) if array.ndim else array[()]


def _exceptions(array: np.ndarray[Any, Any], where: np.ndarray[Any, Any], write: Any) -> Any:
    items: np.ndarray[Any, Any] = np.empty(array.size, dtype=object)
    items[:] = list(array.reshape(-1))
    for place in np.flatnonzero(where):
        items[place] = write(items[place])
    return items.reshape(array.shape).tolist()


def _word(value: Any) -> str:
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


def _short(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The float64 numbers whose shortest digits are the shortest of these 16-bit floats."""
    values, places = np.unique(array.reshape(-1).view(np.uint16), return_inverse=True)
    short = [_shortest(value) for value in values.view(array.dtype)]
    return np.array(short, dtype=np.float64)[places].reshape(array.shape)


def _shortest(value: Any) -> float:
    exact = float(value)
    if not isfinite(exact):
        return exact
    kind = type(value)
    candidates = (float(f"{exact:.{digits}e}") for digits in range(6))
    # the largest value's short digits may lie beyond what the dtype holds
    with np.errstate(over="ignore"):
        return next((candidate for candidate in candidates if kind(candidate) == value), exact)


def _array(
    data: Any,
    dtype: np.dtype[Any] | None,
    default_dtype: str,
    floating: np.dtype[Any] | None,
    max_elements: int,
    pointer: str,
) -> np.ndarray[Any, Any]:
    if isinstance(data, dict) and data.keys() == _PARTS:
        if dtype is None:
            dtype = dtypes.DTYPES["complex128" if default_dtype == "float64" else "complex64"]
        elif dtype.kind != "c":
            raise WireError(f"complex data is not {dtypes.name(dtype)}", pointer)
        component = np.dtype(np.float32 if dtype.itemsize == 8 else np.float64)
        real = _array(data["real"], component, default_dtype, None, max_elements, f"{pointer}/real")
        imag = _array(data["imag"], component, default_dtype, None, max_elements, f"{pointer}/imag")
        if real.shape != imag.shape:
            raise WireError(f"real is {list(real.shape)} and imag {list(imag.shape)}", pointer)
        # not real + 1j * imag, which loses negative zeros and spreads NaN
        joined: np.ndarray[Any, Any] = np.empty(real.shape, dtype=dtype)
        joined.real, joined.imag = real, imag
        return joined
    flat, shape = _flatten(data, max_elements, pointer)
    kinds = set(map(type, flat))
    if not kinds <= {bool, int, float}:
        flat = [item if type(item) in (bool, int, float) else _element(item, pointer) for item in flat]
        kinds = set(map(type, flat))
    elif float in kinds and not all(map(isfinite, flat)):
        raise WireError("a number beyond float64; write the string Infinity", pointer)
    if dtype is None:
        if float in kinds or not kinds:
            dtype = dtypes.DTYPES[default_dtype]
        elif int in kinds:
            dtype = floating or dtypes.DTYPES["int64"]
        else:
            dtype = dtypes.DTYPES["bool"]
    return _filled(flat, kinds, dtype, pointer).reshape(shape)


def _flatten(data: Any, max_elements: int, pointer: str) -> tuple[list[Any], tuple[int, ...]]:
    shape: list[int] = []
    level = [data]
    while level and type(level[0]) is list:
        if set(map(type, level)) != {list} or len(set(map(len, level))) != 1:
            raise WireError("the lists are ragged: all at one depth have the same length", pointer)
        shape.append(len(level[0]))
        if len(level) * shape[-1] > max_elements:
            raise ElementLimitError(
                f"a JSON tensor has at most {max_elements} elements; larger ones travel as safetensors or .npy", pointer
            )
        level = list(chain.from_iterable(level))
    return level, shapes.check(shape, 1, pointer)


def _filled(flat: list[Any], kinds: set[type], dtype: np.dtype[Any], pointer: str) -> np.ndarray[Any, Any]:
    try:
        if dtype.kind == "b":
            return np.array([bool(item) for item in flat], dtype=dtype)
        if dtype.kind in "iu":
            # as torch.tensor: floats are cut off, and what does not fit is refused
            return np.array([int(item) for item in flat] if float in kinds else flat, dtype=dtype)
        wide = np.array(flat, dtype=np.complex128 if dtype.kind == "c" else np.float64)
    except (OverflowError, ValueError):
        raise WireError(f"a number here does not fit {dtypes.name(dtype)}", pointer) from None
    if wide.dtype == dtype:
        return wide
    with np.errstate(over="ignore", invalid="ignore"):
        array = wide.astype(dtype)
    if int in kinds and not np.isfinite(array[np.isfinite(wide)]).all():
        raise WireError(f"a number here does not fit {dtypes.name(dtype)}", pointer)
    return array


def _element(item: Any, pointer: str) -> bool | int | float:
    value = None if isinstance(item, (list, dict)) else number(item, pointer)
    if value is None or isinstance(value, complex):
        detail = (
            "the lists are ragged" if isinstance(item, list) else "an element is a number; complex data is given as"
        )
        raise WireError(detail + (' {"real": […], "imag": […]}' if isinstance(item, dict) else ""), pointer)
    return value


def _real(value: Any, pointer: str) -> float:
    part = number(value, pointer)
    try:
        return float(part)  # type: ignore[arg-type]
    except (TypeError, OverflowError):
        raise WireError("the parts of a complex number are real numbers of float64", pointer) from None
