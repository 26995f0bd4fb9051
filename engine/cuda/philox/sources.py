"""The source of the kernels that draw."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.cuda.source import kernel

HERE = Path(__file__).parent
WORDS = ("integers32", "integers64", "chances_float", "chances_double", "kept", "shuffled", "advance", "begin")
"""The kernels of words.cu."""
DISTRIBUTIONS = {
    "unit": ("units", "x"),
    "uniform": ("units", "(fused(x, a, b) == c ? b : fused(x, a, b))"),  # of (0, 1] to [b, c)
    "exponential": ("units", "(-1 / a * falling(x))"),
    "geometric": ("units", "up(logarithm(x) / logarithm_of_rest(a))"),
    "cauchy": ("units", "fused(b, slope(x), a)"),
    "normal": ("normals", "fused(x, b, a)"),
    "log_normal": ("normals", "exponential(fused(x, b, a))"),
}
"""What each number of the stream is, units or normals, and what becomes of it."""
FUSING = ("--std=c++17", "--fmad=true")
"""As PyTorch is compiled: CUDA's logarithms and sines round otherwise where products and sums are not fused."""
REALS = {"float32": "float", "float64": "double"}


@functools.cache
def numbers(distribution: str, dtype: str) -> Any:
    """The kernel that makes numbers of a distribution."""
    return kernel(numbers_source(distribution, dtype), "numbers", FUSING)


@functools.cache
def words(name: str) -> Any:
    """A kernel of words.cu."""
    return kernel(words_source(), name)


def numbers_source(distribution: str, dtype: str) -> str:
    """The source of that kernel."""
    source, shape = DISTRIBUTIONS[distribution]
    told = f"using R = {REALS[dtype]};\n#define SOURCE {source}\n#define SHAPE(x) {shape}\n"
    return told + text("philox.cuh") + text("numbers.cu")


@functools.cache
def words_source() -> str:
    """The source of the kernels of words.cu."""
    return text("philox.cuh") + text("words.cu")


@functools.cache
def text(file: str) -> str:
    """What is in a file of this folder."""
    return (HERE / file).read_text(encoding="utf-8")


def samples() -> Iterator[tuple[str, str]]:
    """Every source that can be launched, by a name that tells it."""
    yield "words", words_source()
    for distribution in DISTRIBUTIONS:
        for dtype in REALS:
            yield f"{distribution} {dtype}", numbers_source(distribution, dtype)
