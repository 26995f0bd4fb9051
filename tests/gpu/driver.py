"""Look for a GPU before anything is installed: `python tests/gpu/driver.py` says so and fails where there is none."""

from __future__ import annotations

import ctypes
import sys


def count() -> int:
    """How many GPUs the driver of CUDA knows; 0 without a driver."""
    try:
        driver = ctypes.CDLL("libcuda.so.1")
    except OSError:
        return 0
    number = ctypes.c_int()
    return 0 if driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(number)) else number.value


if __name__ == "__main__":
    if not count():
        sys.exit("There is no GPU to run on: the driver (libcuda.so.1) is not there, or knows none (see nvidia-smi).")
