"""Kernels from CUDA C++ source, compiled by NVRTC at their first launch."""

from __future__ import annotations

import functools
from typing import Any

import cupy

OPTIONS = ("--std=c++17", "--fmad=false")
"""Products and sums are rounded one by one, as CuPy's separate kernels do it: fused or not, the bits are the same."""


@functools.lru_cache(maxsize=4096)
def kernel(code: str, name: str, options: tuple[str, ...] = OPTIONS) -> Any:
    """The function of that name in source text: `kernel(grid, block, args)` launches it on the current stream.

    CuPy keeps what is compiled in its cache on disk (CUPY_CACHE_DIR), by source, options, compiler and architecture.
    """
    return cupy.RawModule(code=code, options=options).get_function(name)
