"""The host that something ran on: its GPU, and the versions that figures and tolerances depend on."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

import numpy

import engine


def facts(device: str = "cuda:0") -> str:
    """Date, GPU, driver and versions in two lines; RuntimeError where there is no GPU."""
    try:
        found = engine.devices.find(device).describe()
    except engine.errors.DeviceUnavailable as error:
        raise RuntimeError(f"There is no GPU to run on: {error}") from None
    about = [f"{datetime.now(UTC):%Y-%m-%d}", found["name"], f"{found['memory'] / 2**30:.0f} GiB"]
    cuda = [f"CUDA {found['runtime']}, driver for {found['driver']}", f"CuPy {found['cupy']}"]
    versions = [f"NumPy {numpy.__version__}", _pytorch(), f"Python {platform.python_version()}"]
    return f"{', '.join(about)}\n{', '.join([*cuda, *versions])}"


def _pytorch() -> str:
    try:
        return f"PyTorch {version('torch')}"
    except PackageNotFoundError:
        return "no PyTorch"
