"""Kernels from source."""

from __future__ import annotations

from typing import Any


class RawModule:
    """CUDA C++ source, of which functions are taken."""

    def __init__(self, *, code: str, options: tuple[str, ...] = (), **others: Any) -> None:
        self.code, self.options = code, options

    def get_function(self, name: str) -> RawKernel:
        """The kernel of that name."""
        return RawKernel(self.code, name, self.options)


class RawKernel:
    """A kernel, to be launched."""

    def __init__(self, code: str, name: str, options: tuple[str, ...] = (), backend: str = "nvrtc") -> None:
        self.code, self.name, self.options = code, name, options

    def __call__(
        self, grid: tuple[int, ...], block: tuple[int, ...], args: tuple[Any, ...], shared_mem: int = 0
    ) -> None:
        raise NotImplementedError("the stand-in has no compiler for kernels")
