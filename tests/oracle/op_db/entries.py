"""The entries of op_db by name, and the samples that they bring."""

from __future__ import annotations

import functools
import random
import warnings
from fnmatch import fnmatchcase
from typing import Any

import numpy
import torch

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from torch.testing._internal.common_device_type import precisionOverride, toleranceOverride
    from torch.testing._internal.common_methods_invocations import op_db

DTYPES = (torch.float32, torch.float16, torch.bfloat16, torch.complex64, torch.int64, torch.bool)
"""Beside float64."""


class Entry:
    """An entry of op_db: its name, with its variant behind a dot, and PyTorch's description of it."""

    def __init__(self, info: Any) -> None:
        self.info = info
        self.name: str = f"{info.name}.{info.variant_test_name}" if info.variant_test_name else info.name
        supported = info.supported_dtypes("cpu")
        self.dtypes = [dtype for dtype in (torch.float64, *DTYPES) if dtype in supported]
        if torch.float64 not in supported and torch.complex128 in supported:
            self.dtypes.insert(0, torch.complex128)

    def __repr__(self) -> str:
        return self.name

    @property
    def is_by_name(self) -> bool:
        """Whether it is PyTorch's Python, which no mode intercepts: it is called by its name then."""
        module = getattr(self.info.op, "__module__", None) or ""
        return module.startswith(("torch.masked", "torch.signal")) or self.name == "broadcast_shapes"

    def samples(self, dtype: torch.dtype, requires_grad: bool = False) -> list[Any]:
        """PyTorch's samples in a dtype, the same ones each time."""
        _seed()
        wanted = requires_grad and self.info.supports_autograd and (dtype.is_floating_point or dtype.is_complex)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what PyTorch says of its own samples
            return list(self.info.sample_inputs("cpu", dtype, requires_grad=wanted))

    def tolerance(self, dtype: torch.dtype) -> tuple[float, float]:
        """How far PyTorch lets the entry's results be off, relatively and absolutely; 0 where it says nothing."""
        relative = absolute = 0.0
        for decorator in self.info.decorators:
            for part in getattr(decorator, "decorators", [decorator]):
                if isinstance(part, toleranceOverride) and dtype in part.d:
                    relative, absolute = max(relative, part.d[dtype].rtol), max(absolute, part.d[dtype].atol)
                if isinstance(part, precisionOverride) and dtype in part.d:
                    absolute = max(absolute, part.d[dtype])
        return relative, absolute

    def refusals(self) -> list[Any]:
        """Inputs that PyTorch refuses, with the class of its error."""
        _seed()
        if self.info.error_inputs_func is None:
            return []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return list(self.info.error_inputs("cpu"))


def _seed() -> None:
    torch.manual_seed(0)
    numpy.random.seed(0)
    random.seed(0)


@functools.cache
def entries() -> dict[str, Entry]:
    """All entries that run on a CPU, by name."""
    found = {}
    for info in op_db:
        entry = Entry(info)
        if info.supported_dtypes("cpu") and not info.name.startswith("jiterator"):  # which is CUDA's
            found[entry.name] = entry
    return found


def chosen(patterns: list[str]) -> list[Entry]:
    """The entries whose names, with or without their variant, match one of the patterns."""
    return [
        entry
        for entry in entries().values()
        if any(fnmatchcase(entry.name, pattern) or fnmatchcase(entry.info.name, pattern) for pattern in patterns)
    ]
