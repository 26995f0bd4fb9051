"""cupy.cuda.cublas: a library of cuBLAS's names, as strict about its arguments, that computes by NumPy.

`__file__` is that library, as CuPy's module is one that the real one can be found through.
"""

from __future__ import annotations

import atexit
import ctypes
import functools
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import Any

import ml_dtypes
import numpy

from cupy import _streams

SUCCESS, NOT_INITIALIZED, INVALID_VALUE, NOT_SUPPORTED = 0, 1, 7, 15
FAST_TF32 = 77
DTYPES = {
    0: numpy.dtype("f4"), 1: numpy.dtype("f8"), 2: numpy.dtype("f2"), 14: numpy.dtype(ml_dtypes.bfloat16),
    4: numpy.dtype("c8"), 5: numpy.dtype("c16"),
}  # fmt: skip
COMPUTES = {0: (68, FAST_TF32), 1: (70,), 2: (68,), 14: (68,), 4: (68, FAST_TF32), 5: (70,)}
"""By type, of all three matrices: how it may be computed."""
_local = threading.local()


class Handle(ctypes.Structure):
    """A handle, as far as the stand-in has it."""

    _fields_ = (("alive", ctypes.c_int64), ("stream", ctypes.c_size_t), ("workspace", ctypes.c_size_t))


class Product(ctypes.Structure):
    """The arguments of a product."""

    _fields_ = (
        ("handle", ctypes.POINTER(Handle)),
        *((name, ctypes.c_int64) for name in ("transa", "transb", "m", "n", "k", "alpha")),
        *((name, ctypes.c_int64) for name in ("a", "atype", "lda", "stridea", "b", "btype", "ldb", "strideb", "beta")),
        *((name, ctypes.c_int64) for name in ("c", "ctype", "ldc", "stridec", "count", "compute", "algo")),
    )


def multiply(given: Any) -> int:
    """Do a product, or take note of it while the stream captures; the status."""
    product = Product.from_buffer_copy(given.contents)
    status = _status(product)
    if status == SUCCESS:
        capture = _streams.capture()
        if capture is None:
            _compute(product)
        else:
            capture.note(functools.partial(_compute, product), [])
    return status


def _status(product: Any) -> int:
    if not (product.handle and product.handle.contents.alive):
        return NOT_INITIALIZED
    handle = product.handle.contents
    current = _streams.current().ptr
    if handle.stream != current or not handle.workspace:  # the real one would not object, but err in silence
        return INVALID_VALUE
    if min(product.m, product.n, product.k, product.count) < 0 or not {product.transa, product.transb} <= {0, 1, 2}:
        return INVALID_VALUE
    lines = product.k if product.transa else product.m, product.n if product.transb else product.k, product.m
    if any(lead < max(1, line) for lead, line in zip((product.lda, product.ldb, product.ldc), lines, strict=True)):
        return INVALID_VALUE
    if not all((product.alpha, product.a, product.b, product.beta, product.c)):
        return INVALID_VALUE
    types = {product.atype, product.btype, product.ctype}
    if len(types) > 1 or product.compute not in COMPUTES.get(product.atype, ()) or product.algo != -1:
        return NOT_SUPPORTED
    return SUCCESS


def _compute(product: Any) -> None:
    dtype = DTYPES[product.atype]
    exact = numpy.dtype("f4") if dtype.itemsize == 2 else dtype

    def matrix(address: int, turned: int, rows: int, columns: int, lead: int) -> Any:
        """A matrix that lies column by column, or such a one turned."""
        if turned:
            rows, columns = columns, rows
        room = (ctypes.c_char * (((columns - 1) * lead + rows) * dtype.itemsize)).from_address(address)
        found = numpy.ndarray((rows, columns), dtype, room, 0, (dtype.itemsize, lead * dtype.itemsize))
        return found.conj().T if turned == 2 else found.T if turned else found

    def factor(address: int) -> Any:
        return numpy.frombuffer((ctypes.c_char * exact.itemsize).from_address(address), exact)[0]

    alpha, beta, size = factor(product.alpha), factor(product.beta), dtype.itemsize
    for one in range(product.count):
        a = matrix(product.a + one * product.stridea * size, product.transa, product.m, product.k, product.lda)
        b = matrix(product.b + one * product.strideb * size, product.transb, product.k, product.n, product.ldb)
        c = matrix(product.c + one * product.stridec * size, 0, product.m, product.n, product.ldc)
        if exact is not dtype:
            a, b = a.astype("f4"), b.astype("f4")
        elif product.compute == FAST_TF32:
            a, b = _tf32(a), _tf32(b)
        with numpy.errstate(all="ignore"):
            total = numpy.matmul(b.T, a.T).T  # NumPy's bits are those of products of rows
            c[...] = (alpha * total if alpha != 1 else total) + (beta * c.astype(exact) if beta else 0)


def _tf32(array: Any) -> Any:
    """The nearest numbers of ten bits after the point."""
    bits = array.copy("K").view("f4").view("u4")
    return ((bits + numpy.uint32(1 << 12)) & ~numpy.uint32((1 << 13) - 1)).view(array.dtype)


def handle() -> int:
    """This thread's handle."""
    if not hasattr(_local, "handle"):
        _streams.refuse_while_capturing("making a handle")
        found = ctypes.c_void_p()
        LIBRARY.cublasCreate_v2(ctypes.byref(found))
        _local.handle = found.value
    return int(_local.handle)


def _built() -> str:
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    source, built = Path(__file__).parents[2] / "cuda" / "cublas.c", Path(folder.name) / "cublas.so"
    subprocess.run(["cc", "-fPIC", "-shared", "-o", built, source], check=True)
    return str(built)


__file__ = _built()
LIBRARY = ctypes.CDLL(__file__)
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(Product))(multiply)
LIBRARY.stand_in(CALLBACK)
