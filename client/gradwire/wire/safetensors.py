"""The safetensors format: named arrays behind one JSON header.

complex128, which the format lacks, is written as float64 pairs in a further last dimension; who sends one says
`"dtype": "complex128"` in the JSON that travels along, who reads one calls `complex_pairs`.
"""

from __future__ import annotations

import json as stdlib_json
import math
import sys
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from gradwire.wire import dtypes, json, shapes
from gradwire.wire.errors import WireError

MAX_HEADER: Final = 16 * 2**20
_CODES: Final = {
    "float32": "F32",
    "float64": "F64",
    "float16": "F16",
    "bfloat16": "BF16",
    "complex64": "C64",
    "int8": "I8",
    "int16": "I16",
    "int32": "I32",
    "int64": "I64",
    "uint8": "U8",
    "bool": "BOOL",
}
_WRITE: Final = stdlib_json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode
_DTYPES: Final = {code: dtypes.DTYPES[name] for name, code in _CODES.items()}

assert sys.byteorder == "little", "the binary formats are little-endian, and so must be the machine"


class Place(NamedTuple):
    """Where an array lies in the data behind the header."""

    name: str
    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    start: int
    stop: int


def split(body: bytes | bytearray | memoryview, max_header: int = MAX_HEADER) -> tuple[memoryview, memoryview]:
    """The header and the data of a file, neither looked into."""
    view = memoryview(body)
    if view.nbytes < 8:
        raise WireError("a safetensors file begins with eight bytes of header length")
    length = int.from_bytes(view[:8], "little")
    if length > max_header:
        raise WireError(f"the safetensors header is {length} bytes; at most {max_header} are read")
    if length > view.nbytes - 8:
        raise WireError(f"the safetensors header should be {length} bytes, there are {view.nbytes - 8}")
    return view[8 : 8 + length], view[8 + length :]


def layout(header: bytes | memoryview, size: int) -> tuple[list[Place], dict[str, str]]:
    """Where the arrays lie, in the header's order, and the metadata, if they cover the `size` bytes of data exactly."""
    fields = json.loads(header)
    if not isinstance(fields, dict):
        raise WireError("a safetensors header is a JSON object")
    metadata = fields.pop("__metadata__", {})
    if not isinstance(metadata, dict) or not all(isinstance(text, str) for text in metadata.values()):
        raise WireError("__metadata__ maps text to text", "/__metadata__")
    places = [_place(name, entry) for name, entry in fields.items()]
    end = 0
    for place in sorted(places, key=lambda place: (place.start, place.stop)):
        if place.start != end:
            raise WireError("arrays lie one behind the other, without gap or overlap", _pointer(place.name))
        end = place.stop
    if end != size:
        raise WireError(f"the safetensors header describes {end} bytes of data, there are {size}")
    return places, metadata


def view(places: list[Place], data: memoryview) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays at these places: views of the data, copies only where it is not aligned."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    for name, dtype, shape, start, stop in places:
        array = np.frombuffer(data[start:stop], dtype=np.uint8)
        if dtype.kind == "b" and array.max(initial=0) > 1:
            raise WireError("a BOOL is a byte of 0 or 1", _pointer(name))
        arrays[name] = np.require(array.view(dtype).reshape(shape), requirements=["A"])
    return arrays


def decode(
    body: bytes | bytearray | memoryview, max_header: int = MAX_HEADER
) -> tuple[dict[str, np.ndarray[Any, Any]], dict[str, str]]:
    """The arrays of a file, by name and in its order, and its metadata. The arrays are views of the body."""
    header, data = split(body, max_header)
    places, metadata = layout(header, data.nbytes)
    return view(places, data), metadata


def encode(
    arrays: Mapping[str, np.ndarray[Any, Any]], metadata: Mapping[str, str] | None = None
) -> list[bytes | memoryview]:
    """The buffers of a file: header, then each array's bytes, not joined."""
    head, names = header(arrays, metadata)
    buffers: list[bytes | memoryview] = [head]
    for name in names:
        array = arrays[name]
        # a copy unless contiguous: a buffer must never reach beyond the array's own elements
        contiguous = np.asarray(array, dtype=dtypes.DTYPES[dtypes.name(array.dtype)], order="C")
        if contiguous.nbytes:
            buffers.append(contiguous.reshape(-1).view(np.uint8).data)
    return buffers


def header(
    arrays: Mapping[str, np.ndarray[Any, Any]], metadata: Mapping[str, str] | None = None
) -> tuple[bytes, list[str]]:
    """The beginning of a file, and the names of its arrays as these follow: each in row-major order, little-endian.

    Wide dtypes come first, so that every array is aligned; apart from that the order is kept.
    """
    fields: dict[str, Any] = {"__metadata__": dict(metadata)} if metadata else {}
    names: list[str] = []
    end = 0
    for name, array in sorted(arrays.items(), key=_width):
        kind, shape = dtypes.name(array.dtype), list(array.shape)
        if kind == "complex128":
            kind, shape = "float64", [*shape, 2]
        fields[name] = {"dtype": _CODES[kind], "shape": shape, "data_offsets": [end, end + array.nbytes]}
        end += array.nbytes
        names.append(name)
    text = _WRITE(fields).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text, names


def complex_pairs(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The complex128 array that float64 pairs in the last dimension stand for."""
    if array.dtype != np.float64 or array.ndim == 0 or array.shape[-1] != 2:
        raise WireError("complex128 travels in safetensors as F64 with a last dimension of 2")
    return np.ascontiguousarray(array).view(np.complex128).reshape(array.shape[:-1])


def _width(item: tuple[str, np.ndarray[Any, Any]]) -> int:
    return -min(int(item[1].dtype.itemsize), 8)


def _place(name: str, entry: Any) -> Place:
    pointer = _pointer(name)
    if not isinstance(entry, dict) or entry.keys() != {"dtype", "shape", "data_offsets"}:
        raise WireError("an array has dtype, shape and data_offsets", pointer)
    code, offsets = entry["dtype"], entry["data_offsets"]
    dtype = _DTYPES.get(code) if isinstance(code, str) else None
    if dtype is None:
        raise WireError(f"this dtype is not read; {', '.join(_DTYPES)} are", f"{pointer}/dtype")
    shape = shapes.check(entry["shape"], dtype.itemsize, f"{pointer}/shape")
    if not isinstance(offsets, list) or len(offsets) != 2 or any(type(offset) is not int for offset in offsets):
        raise WireError("data_offsets are two integers", f"{pointer}/data_offsets")
    start, stop = offsets
    if start < 0 or stop - start != math.prod(shape) * dtype.itemsize:
        raise WireError(f"{code} of shape {list(shape)} does not fill its data_offsets", f"{pointer}/data_offsets")
    return Place(name, dtype, shape, start, stop)


def _pointer(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1")
