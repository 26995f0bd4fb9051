"""The stand-in runs kernels as CUDA does, and shows what is wrong with them where CUDA may not."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

cupy = pytest.importorskip("cupy", reason="needs PYTHONPATH=tests/stand_in")
if not hasattr(cupy, "_raw"):
    pytest.skip("about the stand-in, and this is CuPy", allow_module_level=True)

ALL = "0xffffffffu"
TOTAL = """
extern "C" __global__ void total(const float* x, float* out, long long n) {
  __shared__ float parts[8];
  float sum = 0;
  for (long long i = threadIdx.x; i < n; i += blockDim.x) sum += x[i];
  for (int by = 16; by; by /= 2) sum += __shfl_xor_sync(0xffffffffu, sum, by);
  if (threadIdx.x % 32 == 0) parts[threadIdx.x / 32] = sum;
  __syncthreads();
  if (threadIdx.x == 0) {
    for (int i = 1; i < 8; ++i) sum += parts[i];
    *out = sum;
  }
}
"""


def run(body: str, threads: int = 64) -> Any:
    """What a kernel of that body leaves in 64 floats, x."""
    x = cupy.empty(64, numpy.float32)
    code = f'extern "C" __global__ void kernel(float* x) {{ {body} }}'
    cupy.RawKernel(code, "kernel")((1,), (threads,), (x,))
    return cupy.asnumpy(x)


def sums(code: str) -> list[float]:
    kernel = cupy.RawModule(code=code).get_function("total")
    found = []
    for _ in range(20):
        out = cupy.empty((), numpy.float32)
        kernel((1,), (256,), (cupy.arange(1000, dtype=numpy.float32), out, 1000))
        found.append(float(out))
    return found


def test_threads_share_memory_and_warps_exchange() -> None:
    assert sums(TOTAL) == [499500.0] * 20


def test_a_missing_barrier_is_seen() -> None:
    assert sums(TOTAL.replace("__syncthreads();", "")) != [499500.0] * 20


def test_shared_memory_begins_with_anything_in_it() -> None:
    assert numpy.isnan(run("__shared__ float y[64]; x[threadIdx.x] = y[threadIdx.x];")).all()


def test_a_lane_that_is_not_there_gives_no_number() -> None:
    found = run(f"x[threadIdx.x] = __shfl_down_sync({ALL}, 1.0f, 16);", threads=20)
    assert (found[:4] == 1).all()
    assert numpy.isnan(found[4:16]).all()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("if (threadIdx.x < 3) __syncthreads();", "end without coming"),
        ("if (threadIdx.x < 3) __syncthreads(); else {\n __syncthreads(); }", "different __syncthreads"),
        (f"if (threadIdx.x < 3) __shfl_sync({ALL}, 1, 0); else __syncthreads();", "never come"),
        ("__shfl_sync(threadIdx.x == 5 ? 1u : 0xffffffffu, 1, 0);", "not in"),
        ("*reinterpret_cast<float4*>(x + 1) = make_float4(1, 2, 3, 4);", "not aligned"),
        ("int y[4] = {}; x[0] = y[threadIdx.x];", "beyond an array"),
        ("__shared__ double y[6145]; y[0] = x[0]; x[0] = y[0];", "shared memory"),
    ],
)
def test_what_cuda_would_not_notice_is_refused(body: str, message: str) -> None:
    with pytest.raises(RuntimeError, match=message):
        run(body)


@pytest.mark.parametrize("args", [(1.0,), (3, 3), (cupy.zeros(2), 3), (cupy.zeros(2, numpy.float32), 3.0)], ids=str)
def test_arguments_that_a_kernel_would_misread_are_refused(args: tuple[Any, ...]) -> None:
    kernel = cupy.RawKernel('extern "C" __global__ void kernel(float* x, int n) {}', "kernel")
    with pytest.raises(TypeError):
        kernel((1,), (1,), args)


def test_a_launch_that_is_captured_runs_with_the_graph() -> None:
    kernel = cupy.RawModule(code=TOTAL).get_function("total")
    x, out = cupy.ones(1000, numpy.float32), cupy.empty((), numpy.float32)
    stream = cupy.cuda.Stream(non_blocking=True)
    with stream:
        stream.begin_capture()
        kernel((1,), (256,), (x, out, 1000))
        graph = stream.end_capture()
    assert numpy.isnan(float(out))
    for value in (1.0, 2.0):
        x.fill(value)
        graph.launch(stream)
        assert float(out) == 1000 * value


def test_source_that_is_wrong_is_told() -> None:
    with pytest.raises(Exception, match="expected"):
        cupy.RawModule(code='extern "C" __global__ void kernel(float* x) { x[0] = }').get_function("kernel")
    with pytest.raises(RuntimeError, match='extern "C"'):
        cupy.RawModule(code="__global__ void kernel(float* x) {}").get_function("kernel")
