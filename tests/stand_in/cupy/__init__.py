"""A stand-in for CuPy where there is no GPU: its interface over NumPy's arithmetic, and as strict as CuPy or stricter.

With this folder first in PYTHONPATH there is one device, cuda:0, whose arrays are NumPy's within. What CuPy refuses is
refused: host arrays among its arguments, implicit conversions, names and dtypes that it lacks (`interface.txt` lists
what version 14.2 has). What it does otherwise than NumPy is done so: no IndexError, 0-dim arrays instead of scalars,
memory with anything in it, streams whose captured work runs when a graph is launched.
"""

from __future__ import annotations

from typing import Any

import numpy

from cupy import cuda as cuda
from cupy._arrays import array as array
from cupy._arrays import asarray as asarray
from cupy._arrays import ascontiguousarray as ascontiguousarray
from cupy._arrays import asnumpy as asnumpy
from cupy._arrays import broadcast as broadcast
from cupy._arrays import copyto as copyto
from cupy._arrays import empty as empty
from cupy._arrays import empty_like as empty_like
from cupy._arrays import ndarray as ndarray
from cupy._calls import NAMES, module, named
from cupy._fourier import fft as fft
from cupy._raw import RawKernel as RawKernel
from cupy._raw import RawModule as RawModule
from cupy._ufuncs import ufunc as ufunc
from cupy.cuda import memory

__version__ = "14.2.0"
linalg = module("cupy.linalg", numpy.linalg)
lib = module("cupy.lib", numpy.lib)


def get_default_memory_pool() -> Any:
    """The pool that memory comes from unless somebody chooses another."""
    return memory.DEFAULT


def __getattr__(name: str) -> Any:
    if f"cupy.{name}" not in NAMES:
        raise AttributeError(f"CuPy has no {name}")
    found = named(f"cupy.{name}", getattr(numpy, name))
    globals()[name] = found
    return found
