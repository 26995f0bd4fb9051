"""See, without a GPU, that CuPy finds all of CUDA that our operations call.

It is for the Python of the image, and comes by standard input.
"""

from __future__ import annotations

import importlib
import pkgutil

import cupy
from cuda import pathfinder
from cupy._core.core import assemble_cupy_compiler_options
from cupy.cuda import cufft, cusolver, nvrtc

import engine.cuda

LIBRARIES = ("cudart", "nvrtc", "nvJitLink", "cublas", "cublasLt", "cufft", "cusparse", "cusolver")
LOADED_BY_CUPY = ("cupy.cuda.cub", "cupy.cuda.thrust", "cupyx.scipy.linalg", "cupyx.scipy.special")
KERNEL = """
#include <cupy/complex.cuh>
#include <cupy/carray.cuh>
#include <cupy/atomics.cuh>
#include <cuda_fp16.h>
#include <cuda_bf16.h>
extern "C" __global__ void kernel(complex<float>* z, __half* h) { *z = exp(*z) * __half2float(*h); }
"""
ARCHITECTURE = "sm_80"


def machine_code() -> bytes:
    """A kernel with CuPy's headers and CUDA's, compiled for a GPU that need not be there."""
    program = nvrtc.createProgram(KERNEL, "kernel.cu", (), ())
    try:
        nvrtc.compileProgram(program, (*assemble_cupy_compiler_options(()), f"-arch={ARCHITECTURE}"))
    except nvrtc.NVRTCError:
        raise SystemExit(nvrtc.getProgramLog(program)) from None
    code: bytes = nvrtc.getCUBIN(program)
    return code


for name in LIBRARIES:
    pathfinder.load_nvidia_dynamic_lib(name)
for module in pkgutil.walk_packages(engine.cuda.__path__, "engine.cuda."):
    importlib.import_module(module.name)
for name in LOADED_BY_CUPY:
    importlib.import_module(name)
cufft.getVersion()
cusolver._getVersion()
if not machine_code().startswith(b"\x7fELF"):
    raise SystemExit("NVRTC makes no machine code")

compiler = ".".join(map(str, nvrtc.getVersion()))
print(f"beside CuPy {cupy.__version__} these load: {', '.join(LIBRARIES)}")
print(f"NVRTC {compiler} compiles a kernel with CuPy's headers to machine code for {ARCHITECTURE}")
