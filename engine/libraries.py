"""What kernels compute with beside `xp`, by the array module: SciPy's functions, LAPACK, and kernels of our own.

The only file that imports SciPy.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy

from engine import blas
from engine.batching.array import NotBatched
from engine.batching.module import BatchedModule
from engine.devices import cuda

Xp = Any
LinAlgError = numpy.linalg.LinAlgError  # which CuPy and SciPy raise too


def on_host(xp: Xp) -> bool:
    """Whether arrays of `xp` are where LAPACK reads them."""
    return xp is numpy or (hasattr(xp, "is_traced") and xp.physical is numpy)


def block(xp: Xp) -> int:
    """How many elements to work through at a time where that takes several passes: on the CPU what its cache holds."""
    return 1 << 17 if on_host(xp) else 1 << 26


def fusion(xp: Xp) -> Any:
    """What makes one kernel of elementwise functions on arrays of `xp`, which are not on the host."""
    from engine.cuda import fused

    return fused


def own(xp: Xp, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of our own on arrays of `xp`, whose call a trace notes as it does those of the array module's."""
    return xp.function(function) if hasattr(xp, "is_traced") else function


def untraced(xp: Xp) -> Xp:
    """The array module that such a function computes with."""
    return xp.physical if hasattr(xp, "is_traced") else xp


def kernels(xp: Xp) -> Any:
    """Kernels of our own for arrays of `xp`, by name; None where there are none: on the host, and under vmap."""
    if xp is numpy or isinstance(xp, BatchedModule) or on_host(xp):
        return None
    return xp.solvers(_kernels) if hasattr(xp, "is_traced") else _kernels(xp)


@functools.cache
def _kernels(xp: Xp) -> Any:
    from engine.cuda import kernels

    return kernels


def special(xp: Xp) -> Any:
    """SciPy's special functions for arrays of `xp`: those of scipy.special, by name."""
    return xp.special(_special) if hasattr(xp, "physical") else _special(xp)


@functools.cache
def _special(xp: Xp) -> Any:
    import scipy.special

    return scipy.special if xp is numpy else cuda().special(scipy.special)


def solvers(xp: Xp) -> Any:
    """SciPy's dense linear algebra for arrays of `xp`, for what NumPy's has not: triangular solve, LU, Schur.

    It brings a BLAS of its own, which would fight NumPy's for the cores: it is held to one thread.
    """
    _refuse_batched(xp)
    return xp.solvers(_solvers) if hasattr(xp, "is_traced") else _solvers(xp)


@functools.cache
def _solvers(xp: Xp) -> Any:
    import scipy.linalg

    blas.limit_threads(1, of_scipy=True)
    return scipy.linalg if xp is numpy else cuda().solvers(scipy.linalg)


def lapack(xp: Xp, name: str) -> Callable[..., Any]:
    """LAPACK's routine of a name, without its letter for the dtype, for arrays of `xp`; it computes on the host.

    For factorisations in LAPACK's own form, which SciPy's functions take apart.
    """
    _refuse_batched(xp)
    return own(xp, _lapack(getattr(xp, "physical", xp), name))


@functools.cache
def _lapack(xp: Xp, name: str) -> Callable[..., Any]:
    linalg = solvers(numpy)

    def routine(*arrays: Any, **options: Any) -> Any:
        return linalg.get_lapack_funcs(name, arrays[:1])(*arrays, **options)

    return routine if xp is numpy else cuda().on_host(routine)


def _refuse_batched(xp: Xp) -> None:
    if isinstance(xp, BatchedModule):
        raise NotBatched("SciPy and LAPACK compute for one example at a time")
