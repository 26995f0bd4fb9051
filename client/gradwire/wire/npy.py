"""The .npy format: one tensor."""

from __future__ import annotations

import io
import math
from typing import Any, Final

import numpy as np

from gradwire.wire import dtypes, shapes
from gradwire.wire.errors import WireError

MAX_HEADER: Final = 4096


def decode(body: bytes | bytearray | memoryview) -> np.ndarray[Any, Any]:
    """The array of an .npy file, C-contiguous and in native byte order; a view of the body where that is possible."""
    view = memoryview(body)
    head = io.BytesIO(view[: MAX_HEADER + 128])
    try:
        version = np.lib.format.read_magic(head)
        if version == (1, 0):
            shape, fortran_order, dtype = np.lib.format.read_array_header_1_0(head, max_header_size=MAX_HEADER)
        elif version == (2, 0):
            shape, fortran_order, dtype = np.lib.format.read_array_header_2_0(head, max_header_size=MAX_HEADER)
        else:
            raise WireError(f".npy version {version[0]}.{version[1]} is not read; 1.0 and 2.0 are")
    except WireError:
        raise
    except Exception as error:  # noqa: BLE001
        # NumPy's header parser raises whatever Python's own tokenizer and ast raise
        raise WireError(f"the .npy header cannot be read: {type(error).__name__}") from None
    if dtype.hasobject or dtype.fields is not None or dtype.subdtype is not None:
        raise WireError(f"an .npy of dtype {dtype} holds no plain numbers")
    dtypes.name(dtype)
    sizes = shapes.check(shape, dtype.itemsize)
    expected = math.prod(sizes) * dtype.itemsize
    content = view[head.tell() :]
    if content.nbytes != expected:
        raise WireError(f"the .npy header promises {expected} bytes of data, there are {content.nbytes}")
    array: np.ndarray[Any, Any] = np.frombuffer(content, dtype=dtype).reshape(
        sizes, order="F" if fortran_order else "C"
    )
    return np.require(array, dtype=dtype.newbyteorder("="), requirements=["C", "A"])


def encode(array: np.ndarray[Any, Any]) -> list[bytes | memoryview]:
    """The buffers of an .npy file: header, then data; bfloat16, which NumPy's format lacks, is refused."""
    name = dtypes.name(array.dtype)
    if name == "bfloat16":
        raise WireError("bfloat16 does not exist in .npy; take safetensors or application/octet-stream")
    head = io.BytesIO()
    contiguous = np.asarray(array, dtype=dtypes.DTYPES[name], order="C")
    np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(contiguous))
    return [head.getvalue(), contiguous.reshape(-1).view(np.uint8).data]
