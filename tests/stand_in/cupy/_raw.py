"""Kernels from source: compiled by g++, and run on the CPU in the place of a GPU.

`tests/stand_in/cuda` holds what CUDA C++ has beyond C++, and the threads: fibers, which take turns where they wait for
one another and otherwise in an order of chance, so that a barrier that is missing is seen. What CUDA would take for
something else in silence is refused: an argument of other size or kind than the parameter, lanes that wait for lanes
that have gone another way, accesses that are not aligned. So are blocks for which registers might not suffice.
"""

from __future__ import annotations

import ctypes
import functools
import hashlib
import os
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy

from cupy import _streams
from cupy._arrays import ndarray
from cupy.cuda import memory

CUDA = Path(__file__).parents[1] / "cuda"
FLAGS = ("g++", "-std=c++17", "-O1", "-fPIC", "-ffp-contract=off", "-fno-strict-aliasing", "-w")
CHECKS = "-fsanitize=alignment,bounds,integer-divide-by-zero"
KERNEL = re.compile(r'^extern\s+"C"\s+__global__\s+void\s+(?:__launch_bounds__\([^)]*\)\s+)?(\w+)', re.MULTILINE)
BOUNDS = re.compile(r"__launch_bounds__\((\d+)\)\s+(\w+)")
UNBOUND = 256
"""Threads of a block that get their registers whatever the compiler made of a kernel: 255 each, of 65536."""
DYNAMIC = re.compile(r"extern\s+__shared__\s+(?:__align__\(\d+\)\s+)?([\w ]+?)\s+(\w+)\s*\[\s*\]\s*;")
SHARED = 48 << 10
SOURCES = os.environ.get("STAND_IN_SOURCES")
"""A folder that all sources are left in, with their options in the first line, for a compiler of CUDA's."""
seeds = iter(range(1 << 62))
"""What the order of threads comes from, launch by launch."""


class CompileException(Exception):
    """Source that is not right."""


class RawModule:
    """CUDA C++ source, of which functions are taken."""

    def __init__(
        self, *, code: str, options: tuple[str, ...] = (), backend: str = "nvrtc", name_expressions: Any = None
    ) -> None:
        if name_expressions is not None:
            raise NotImplementedError("the stand-in takes kernels by their names alone")
        self.code, self.options = code, options

    def get_function(self, name: str) -> RawKernel:
        """The kernel of that name, compiled."""
        found = RawKernel(self.code, name, self.options)
        found._compiled  # noqa: B018 - CuPy compiles here
        return found


class RawKernel:
    """A kernel, to be launched."""

    def __init__(self, code: str, name: str, options: tuple[str, ...] = (), backend: str = "nvrtc") -> None:
        if type(options) is not tuple:
            raise TypeError("options must be a tuple")
        self.code, self.name, self.options = code, name, options

    @functools.cached_property
    def _compiled(self) -> tuple[Any, str]:
        names = dict.fromkeys([*KERNEL.findall(self.code), self.name])
        library = compiled(self.code, tuple(names), self.options)
        if not hasattr(library, self.name):
            raise RuntimeError(f'named symbol not found: {self.name} is not extern "C"')
        text = ctypes.create_string_buffer(4096)
        library[f"stand_in_describe_{self.name}"](text, ctypes.c_size_t(len(text)))
        return library, text.value.decode()

    def __call__(
        self, grid: tuple[int, ...], block: tuple[int, ...], args: Any, *, shared_mem: int = 0, stream: Any = None
    ) -> None:
        if type(grid) is not tuple or type(block) is not tuple:
            raise TypeError("grid and block must be tuples")
        grid, block = (tuple(max(1, int(one)) for one in (*size, 1, 1)[:3]) for size in (grid, block))
        limits = ((1 << 31) - 1, 65535, 65535, 1024, 1024, 64)
        if any(one > most for one, most in zip((*grid, *block), limits, strict=True)) or numpy.prod(block) > 1024:
            raise RuntimeError(f"CUDA_ERROR_INVALID_VALUE: invalid argument: grid {grid}, block {block}")
        most = {name: int(threads) for threads, name in BOUNDS.findall(self.code)}.get(self.name, UNBOUND)
        if numpy.prod(block) > most:
            raise RuntimeError(f"CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES: {self.name} has bounds of {most}, not {block}")
        here = memory.current_device().id
        if any(isinstance(one, ndarray) and one.device.id != here for one in args):
            raise RuntimeError(f"CUDA_ERROR_ILLEGAL_ADDRESS: {self.name}: an array that is not on device {here}")
        library, parameters = self._compiled
        given = [Argument(one) for one in args]
        _check(self.name, parameters.split(), given)
        act = functools.partial(_run, library, self.name, grid, block, given, shared_mem)
        capture = _streams.capture() if stream is None else stream._capture
        if capture is None:
            act()
        else:
            capture.note(act, [])


class Argument:
    """What a kernel gets for a value, as CuPy has it: its bytes, or the address of the memory of an array."""

    def __init__(self, value: Any) -> None:
        self.memory: Any = None
        if value is None or isinstance(value, ndarray | memory.MemoryPointer):
            self.memory = getattr(value, "_host", value)
            self.dtype = getattr(value, "dtype", numpy.dtype("V1"))
            self.bytes = numpy.array(value.data.ptr if isinstance(value, ndarray) else value.ptr if value else 0)
        elif isinstance(value, numpy.ndarray):
            if value.size != 1:
                raise TypeError(f"a kernel takes no numpy.ndarray, unless of one element: {value.shape}")
            self.bytes = value.reshape(()).copy()
        elif type(value) is int:
            self.bytes = numpy.array(value, numpy.uint64 if value >= 1 << 63 else numpy.int64)
        elif type(value) in (bool, float, complex) or isinstance(value, numpy.generic):
            self.bytes = numpy.array(value)
        else:
            raise TypeError(f"Unsupported type {type(value)}")
        self.is_memory = self.memory is not None or value is None
        if not self.is_memory:
            self.dtype = self.bytes.dtype

    def suits(self, parameter: str) -> bool:
        """Whether it is what a parameter is declared as."""
        if self.is_memory != parameter.startswith("p"):
            return False
        kind, size = parameter.lstrip("p")[0], int(parameter.lstrip("p")[1:])
        if self.is_memory and ((self.dtype.kind == "V" and self.dtype.itemsize == 1) or size == 1):
            return True
        halves = self.is_memory and self.dtype.kind == "c" and self.dtype.itemsize == 2 * size
        kinds = {"f": "fc", "i": "biu" if size > 2 else "biufV"}.get(kind, self.dtype.kind)
        return self.dtype.kind in kinds and (halves or self.dtype.itemsize == size)


def _check(name: str, parameters: list[str], given: list[Argument]) -> None:
    if len(parameters) != len(given):
        raise TypeError(f"{name} takes {len(parameters)} arguments, not {len(given)}")
    for place, (parameter, one) in enumerate(zip(parameters, given, strict=True)):
        if not one.suits(parameter):
            what = f"memory of {one.dtype}" if one.is_memory else one.dtype
            raise TypeError(f"{name}: argument {place} is {what}, which a parameter {parameter} would misread")


def _run(
    library: Any, name: str, grid: tuple[int, ...], block: tuple[int, ...], given: list[Argument], dynamic: int
) -> None:
    addresses = (ctypes.c_void_p * max(1, len(given)))(*(one.bytes.ctypes.data for one in given))
    size = ctypes.c_size_t()
    library.stand_in_shared.restype = ctypes.c_void_p
    shared = library.stand_in_shared(ctypes.byref(size))
    if size.value + dynamic > SHARED:
        raise RuntimeError(f"CUDA_ERROR_INVALID_VALUE: {name} has {size.value + dynamic} bytes of shared memory")
    run = threads().stand_in_run
    run.restype = ctypes.c_char_p
    failure = run(
        library[f"stand_in_call_{name}"], addresses, (ctypes.c_uint * 3)(*grid), (ctypes.c_uint * 3)(*block),
        ctypes.c_void_p(shared), size, ctypes.c_size_t(dynamic), ctypes.c_uint64(next(seeds)),
    )  # fmt: skip
    if failure is not None:
        raise RuntimeError(f"{name}: {failure.decode()}")


@functools.cache
def compiled(code: str, names: tuple[str, ...], options: tuple[str, ...]) -> Any:
    """Source as a library, with a function `stand_in_call_NAME` for each kernel."""
    threads()
    if SOURCES:
        Path(SOURCES).mkdir(parents=True, exist_ok=True)
        name = f"{names[0]}-{hashlib.sha256(repr((code, options)).encode()).hexdigest()[:12]}.cu"
        (Path(SOURCES) / name).write_text(f"// {' '.join(options)}\n{code}", encoding="utf-8")
    source = DYNAMIC.sub(r"\1* \2 = reinterpret_cast<\1*>(stand_in_dynamic);", code)
    ends = "".join(f"STAND_IN_KERNEL({name})\n" for name in names)
    text = f'#include "language.h"\n#line 1\n{source}\n#include "launch.h"\n{ends}'
    known = [one for one in options if one.startswith(("-D", "-I"))]
    return library(text, "-Wl,-Bsymbolic", CHECKS, *known)


@functools.cache
def threads() -> Any:
    """The library of the threads, which those of kernels call."""
    return library((CUDA / "threads.cpp").read_text(encoding="utf-8"), mode=ctypes.RTLD_GLOBAL)


def library(text: str, *options: str, mode: int = ctypes.RTLD_LOCAL) -> Any:
    """Source compiled and loaded; from the folder of what has been compiled before, by its hash."""
    headers = [one.read_bytes() for one in sorted(CUDA.rglob("*.*h"))]
    key = hashlib.sha256(b"\0".join([text.encode(), repr((FLAGS, options)).encode(), *headers])).hexdigest()
    folder = Path(tempfile.gettempdir()) / f"gradwire-stand-in-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    place = folder / f"{key}.so"
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=folder) as work:
            (Path(work) / "source.cpp").write_text(text, encoding="utf-8")
            for command in (
                (*FLAGS, f"-I{CUDA}", *options, "-c", "source.cpp", "-o", "object.o"),
                ("g++", "-shared", *(one for one in options if one.startswith("-Wl")), "object.o", "-o", "it.so"),
            ):
                done = subprocess.run(command, cwd=work, capture_output=True, text=True)
                if done.returncode:
                    raise CompileException(f"{done.stderr}\n{text}")
            (Path(work) / "it.so").replace(place)
    return ctypes.PyDLL(str(place), mode=mode)
