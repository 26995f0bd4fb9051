"""The dtypes that travel, by PyTorch's names."""

from __future__ import annotations

from typing import Any, Final

import ml_dtypes
import numpy as np

from gradwire.wire.errors import WireError

DTYPES: Final[dict[str, np.dtype[Any]]] = {
    "float32": np.dtype(np.float32),
    "float64": np.dtype(np.float64),
    "float16": np.dtype(np.float16),
    "bfloat16": np.dtype(ml_dtypes.bfloat16),
    "complex64": np.dtype(np.complex64),
    "complex128": np.dtype(np.complex128),
    "int8": np.dtype(np.int8),
    "int16": np.dtype(np.int16),
    "int32": np.dtype(np.int32),
    "int64": np.dtype(np.int64),
    "uint8": np.dtype(np.uint8),
    "bool": np.dtype(np.bool_),
}
_NAMES: Final = {dtype: name for name, dtype in DTYPES.items()}


def name(dtype: np.dtype[Any]) -> str:
    """PyTorch's name of a NumPy dtype, whatever its byte order; WireError for one that does not travel."""
    known = _NAMES.get(dtype) or _NAMES.get(dtype.newbyteorder("="))
    if known is None:
        raise WireError(f"dtype {dtype} does not travel; the dtypes are {', '.join(DTYPES)}")
    return known


def find(name: Any, pointer: str = "") -> np.dtype[Any]:
    """The NumPy dtype of a name as it stands in a message."""
    dtype = DTYPES.get(name) if isinstance(name, str) else None
    if dtype is None:
        raise WireError(f"{_shown(name)} is no dtype; the dtypes are {', '.join(DTYPES)}", pointer)
    return dtype


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
