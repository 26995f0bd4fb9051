"""Matrix products by cuBLAS, which a stream can capture: CuPy's own calls of it refuse to be captured.

https://docs.nvidia.com/cuda/cublas/
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import math
import weakref
from collections.abc import Iterator, MutableMapping
from typing import Any, NamedTuple

import cupy
import numpy

from engine import precision
from engine.errors import OutOfMemory

Array = Any

NORMAL, TRANSPOSED = 0, 1
COMPUTE_32F, COMPUTE_32F_FAST_TF32, COMPUTE_64F = 68, 77, 70
DEFAULT_ALGORITHM = -1
ALLOC_FAILED = 3
MIB = 1 << 20
LEAST = 16 << 10
"""Bytes with which cuBLAS multiplies whatever there is, as its manual says (cublasSetWorkspace)."""
PART = 64
"""One of so many parts of the memory that there may be is for the products of a lane at most."""


class CublasError(RuntimeError):
    """A call of cuBLAS that went wrong."""


class Kind(NamedTuple):
    """What cuBLAS calls a dtype and the arithmetic of its products, and the addresses of one and zero in that."""

    type: int
    compute: int
    one: int
    zero: int


class Matrices(NamedTuple):
    """A batch of operands as cuBLAS takes them; distances are in elements."""

    array: Array
    operation: int
    """Whether they lie column by column, and are to be turned."""
    lead: int
    """From one line of a matrix to the next."""
    step: int
    """From one matrix to the next."""


_UNITS = {name: numpy.array([1, 0], name) for name in ("float32", "float64", "complex64", "complex128")}
_COUNTED = {  # a dtype's number, its arithmetic, and the dtype of factors
    "float32": (0, COMPUTE_32F, "float32"),
    "float64": (1, COMPUTE_64F, "float64"),
    "float16": (2, COMPUTE_32F, "float32"),
    "bfloat16": (14, COMPUTE_32F, "float32"),
    "complex64": (4, COMPUTE_32F, "complex64"),
    "complex128": (5, COMPUTE_64F, "complex128"),
}
KINDS = {
    name: Kind(number, compute, _UNITS[unit].ctypes.data, _UNITS[unit][1:].ctypes.data)
    for name, (number, compute, unit) in _COUNTED.items()
}
"""By dtype: those that cuBLAS multiplies."""


def matmul(a: Array, b: Array, out: Array | None = None) -> Array:
    """The matrix product by NumPy's rules: of vectors, matrices and batches of these, which broadcast.

    `out` shares no memory with the operands. float32 is multiplied in TF32 where `engine.precision` allows it.
    """
    dtype = a.dtype if a.dtype == b.dtype else numpy.result_type(a.dtype, b.dtype)
    kind = KINDS.get(dtype.name)
    if kind is None or not (a.ndim and b.ndim):
        return cupy.matmul(a, b, out=out)
    left, right = (one if one.dtype == dtype else one.astype(dtype) for one in (a, b))
    left, right = left if a.ndim > 1 else left[None], right if b.ndim > 1 else right[:, None]
    rows, inner = left.shape[-2:]
    columns = right.shape[-1]
    if inner != right.shape[-2]:
        raise ValueError(f"matmul: shapes {a.shape} and {b.shape} do not go together")
    batch = numpy.broadcast_shapes(left.shape[:-2], right.shape[:-2]) if left.ndim > 2 or right.ndim > 2 else ()
    shape = (*batch, *((rows,) if a.ndim > 1 else ()), *((columns,) if b.ndim > 1 else ()))
    if out is not None and out.shape != shape:
        raise ValueError(f"matmul: out has shape {out.shape}, and the product {shape}")
    is_home = out is not None and out.dtype == dtype and out.flags.c_contiguous
    product: Any = out if is_home else cupy.empty(shape, dtype)
    if inner == 0:
        product.fill(0)
    elif product.size:
        _multiply(kind, _matrices(left, batch), _matrices(right, batch), product, math.prod(batch))
    if out is None or is_home:
        return product
    cupy.copyto(out, product)
    return out


def dot(a: Array, b: Array, out: Array | None = None) -> Array:
    """NumPy's product of that name, which for at most two dimensions on the right is the matrix product."""
    return matmul(a, b, out) if b.ndim <= 2 else cupy.dot(a, b, out)


def prepare() -> int:
    """CuPy's handle of cuBLAS for this thread, made to work on the current stream, in memory of ours.

    Memory of its own would be allocated in each capture.
    """
    handle = cupy.cuda.get_cublas_handle()
    stream = cupy.cuda.get_current_stream()
    room = _room(stream)
    library = _library()
    _check(library.cublasSetStream_v2(handle, stream.ptr))
    _check(library.cublasSetWorkspace_v2(handle, room.data.ptr, room.nbytes))
    return int(handle)


def release(device: int, stream: Any) -> None:
    """Let go of the memory that products on a stream work in: whoever multiplies there next has some anew.

    It may still be worked in: CuPy gives it to others only in the order of that stream.
    """
    rooms = _workspaces(device)
    if stream in rooms:
        rooms[stream] = None


@contextlib.contextmanager
def beside(stream: Any) -> Iterator[Any]:
    """Another stream, current in the block, to capture what is launched on this one: products use the same memory.

    Whoever launches what was captured is to keep that, which `workspace` gives.
    """
    rooms = _workspaces(cupy.cuda.get_device_id())
    room = _room(stream) if stream in rooms else None
    with cupy.cuda.Stream(non_blocking=True) as other:
        if room is not None:
            rooms[other] = room
            prepare()  # a handle is not to be made in a capture
        yield other


def workspace(stream: Any) -> Array | None:
    """The memory that products on a stream of the current device work in, if there were any."""
    return _workspaces(cupy.cuda.get_device_id()).get(stream)


def _multiply(kind: Kind, left: Matrices, right: Matrices, product: Array, count: int) -> None:
    """Write the products of so many matrices, row by row.

    To cuBLAS, which goes column by column, these are the transposed products, of transposed operands in turned order.
    """
    compute = kind.compute
    if compute == COMPUTE_32F and left.array.itemsize > 2 and precision.of_matmul() != precision.HIGHEST:
        compute = COMPUTE_32F_FAST_TF32
    rows, inner = left.array.shape[-2:]
    columns = right.array.shape[-1]
    handle = prepare()
    before = handle, right.operation, left.operation, columns, rows, inner, kind.one
    one, other = (right.array.data.ptr, kind.type, right.lead), (left.array.data.ptr, kind.type, left.lead)
    result = kind.zero, product.data.ptr, kind.type, columns
    library = _library()
    if count == 1:
        status = library.cublasGemmEx_64(*before, *one, *other, *result, compute, DEFAULT_ALGORITHM)
    else:
        step = rows * columns
        status = library.cublasGemmStridedBatchedEx_64(
            *before, *one, right.step, *other, left.step, *result, step, count, compute, DEFAULT_ALGORITHM
        )
    _check(status)


def _matrices(array: Array, batch: tuple[int, ...]) -> Matrices:
    """An operand as it is, if its strides allow that; else a copy."""
    if _line(array) is None:
        array = array.copy("C")
    if _step(array, batch) is None:
        array = cupy.broadcast_to(array, (*batch, *array.shape[-2:])).copy("C")
    operation, lead = _line(array) or (NORMAL, array.shape[-1])
    return Matrices(array, operation, lead, _step(array, batch) or 0)


def _line(array: Array) -> tuple[int, int] | None:
    """Whether matrices are to be turned, and how far one line is from the next; None where they lie otherwise."""
    (rows, columns), size = array.shape[-2:], array.itemsize
    by_row, by_column = array.strides[-2] // size, array.strides[-1] // size
    if (by_column == 1 or columns <= 1) and (by_row >= columns or rows <= 1):
        return NORMAL, max(by_row if rows > 1 else columns, 1)
    if (by_row == 1 or rows <= 1) and (by_column >= rows or columns <= 1):
        return TRANSPOSED, max(by_column if columns > 1 else rows, 1)
    return None


def _step(array: Array, batch: tuple[int, ...]) -> int | None:
    """How far one matrix of a batch is from the next; None where that varies."""
    missing = len(batch) + 2 - array.ndim
    sizes, strides = (1,) * missing + array.shape[:-2], (0,) * missing + array.strides[:-2]
    step = reach = None
    for count, size, stride in zip(batch[::-1], sizes[::-1], strides[::-1], strict=True):
        if count == 1:
            continue
        distance = stride // array.itemsize if size > 1 else 0
        if distance < 0 or reach not in (None, distance):
            return None
        step, reach = distance if step is None else step, distance * count
    return step or 0


@functools.cache
def _workspaces(device: int) -> MutableMapping[Any, Array | None]:
    """By stream of a device: memory that cuBLAS computes in there; None where it was let go of."""
    return weakref.WeakKeyDictionary()


def _room(stream: Any) -> Array:
    """The memory that products on a stream, which is current, work in."""
    rooms = _workspaces(cupy.cuda.get_device_id())
    room = rooms.get(stream)
    if room is None:
        room = rooms[stream] = _workspace()
    return room


def _workspace() -> Array:
    """As much memory as NVIDIA recommends, 32 MiB from Hopper on, 4 MiB before, or a small part of what there may be.

    It is no part of a session's. Where memory is short it is the least that cuBLAS needs.
    """
    pool = cupy.get_default_memory_pool()
    size = (32 if int(cupy.cuda.Device().compute_capability) >= 90 else 4) * MIB
    if pool.get_limit():
        size = min(size, max(pool.get_limit() // PART, LEAST))
    for wanted in (size, LEAST):
        with contextlib.suppress(cupy.cuda.memory.OutOfMemoryError), cupy.cuda.using_allocator(pool.malloc):
            return cupy.empty(wanted, "uint8")
    return cupy.empty(LEAST, "uint8")  # where the session's allocator may find some


def _check(status: int) -> None:
    if status == ALLOC_FAILED:
        raise OutOfMemory("cuBLAS has not enough free memory: delete tensors or use smaller ones.")
    if status:
        raise CublasError(f"cuBLAS: {_library().cublasGetStatusName(status).decode()}")


@functools.cache
def _library() -> Any:
    """The cuBLAS that CuPy computes with: names are looked up in its module, and in what that is linked to."""
    library = ctypes.CDLL(cupy.cuda.cublas.__file__)
    place, number, size = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64

    def declare(name: str, *arguments: Any, result: Any = number) -> None:
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, result

    matrix = place, number, size
    before = place, number, number, size, size, size, place
    declare("cublasGetStatusName", number, result=ctypes.c_char_p)
    declare("cublasSetStream_v2", place, place)
    declare("cublasSetWorkspace_v2", place, place, ctypes.c_size_t)
    declare("cublasGemmEx_64", *before, *matrix, *matrix, place, *matrix, number, number)
    declare(
        "cublasGemmStridedBatchedEx_64",
        *before, *matrix, size, *matrix, size, place, *matrix, size, size, number, number,
    )  # fmt: skip
    return library
