"""The host that something ran on: its GPU, and the versions that figures and tolerances depend on."""

from __future__ import annotations

import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import engine


def gpu(device: str = "cuda:0") -> dict[str, Any] | None:
    """What the engine tells of a GPU, or None where there is none."""
    try:
        return engine.devices.find(device).describe()
    except engine.errors.DeviceUnavailable:
        return None


def facts(device: str = "cuda:0") -> str:
    """Date, GPU, driver and versions in two lines; RuntimeError where there is no GPU."""
    found = gpu(device)
    if found is None:
        raise RuntimeError(f"There is no GPU here: the engine finds no {device} (`nvidia-smi` tells what is wrong).")
    told = ["CUDA " + found["runtime"], "driver for CUDA " + found["driver"]] if "driver" in found else []
    about = [f"{datetime.now(UTC):%Y-%m-%d}", found["name"], f"{found['memory'] / 2**30:.0f} GiB", *told]
    versions = [f"Python {platform.python_version()}", *map(_version, ("cupy", "numpy", "torch"))]
    return f"{', '.join(about)}\n{', '.join(versions)}"


def _version(package: str) -> str:
    names = {"cupy": ("cupy-cuda13x", "cupy-cuda12x", "cupy")}.get(package, (package,))
    for name in names:
        try:
            return f"{package} {version(name)}"
        except PackageNotFoundError:
            continue
    return f"{package} not installed"
