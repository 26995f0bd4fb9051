"""What the last bits of results depend on, besides the operations and their inputs."""

from __future__ import annotations

import functools
import hashlib
import platform
from importlib.metadata import version

import numpy

from engine import blas


def fingerprint() -> dict[str, str]:
    """The libraries that compute on this host, and what these take of its processor, as texts by name.

    Where two are equal, so are results, to the bit. That a GPU rounds each time alike is promised by nobody.
    """
    return {**_libraries(), "blas": blas.describe()}


@functools.cache
def _libraries() -> dict[str, str]:
    from numpy._core._multiarray_umath import (  # type: ignore[import-not-found]  # it has no stub
        __cpu_features__ as features,
    )

    used = "".join(name for name, is_there in sorted(features.items()) if is_there)
    return {
        "numpy": numpy.__version__,
        "scipy": version("scipy"),
        "ml_dtypes": version("ml_dtypes"),
        "machine": f"{platform.machine()} {platform.libc_ver()[1]} {hashlib.sha256(used.encode()).hexdigest()[:16]}",
    }
