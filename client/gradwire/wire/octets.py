"""application/octet-stream: one tensor's bytes, its dtype and shape in two headers."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from gradwire.wire import dtypes, json, shapes
from gradwire.wire.errors import WireError


def decode(body: bytes | bytearray | memoryview, dtype: str | None, shape: str | None) -> np.ndarray[Any, Any]:
    """The array of a body and its headers Tensor-Dtype and Tensor-Shape; a view of the body where aligned."""
    if dtype is None or shape is None:
        raise WireError("raw bytes need the headers Tensor-Dtype: float32 and Tensor-Shape: [2, 2]")
    kind = dtypes.find(dtype.strip())
    sizes = shapes.check(json.loads(shape.encode()), kind.itemsize)
    content = memoryview(body)
    expected = math.prod(sizes) * kind.itemsize
    if content.nbytes != expected:
        raise WireError(f"{dtype} of shape {list(sizes)} is {expected} bytes, there are {content.nbytes}")
    return np.require(np.frombuffer(content, dtype=kind).reshape(sizes), requirements=["A"])


def encode(array: np.ndarray[Any, Any]) -> tuple[memoryview, dict[str, str]]:
    """The bytes of an array, row-major and little-endian, and the two headers that describe them."""
    name = dtypes.name(array.dtype)
    contiguous = np.asarray(array, dtype=dtypes.DTYPES[name], order="C")
    headers = {"Tensor-Dtype": name, "Tensor-Shape": str(list(array.shape))}
    return contiguous.reshape(-1).view(np.uint8).data, headers
