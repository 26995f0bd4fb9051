"""Random numbers on a GPU: those of torch.cuda after the same seed, one draw after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest

torch = pytest.importorskip("torch")
if not torch.cuda.is_available():
    pytest.skip("needs a GPU and a PyTorch that sees it", allow_module_level=True)
cupy = pytest.importorskip("cupy", reason="needs CuPy")
if hasattr(cupy, "_raw"):
    pytest.skip("needs CuPy itself: its stand-in draws as if on another GPU", allow_module_level=True)

from engine import Context  # noqa: E402

SEED = 0x1234567890AB
SIZES = [1, 6, 8, 300, 1001, 70_000, 2_000_000, 2_000_001]
Draw = Callable[[Any, int], Any]


def filled(op: str, dtype: str = "float32", **attributes: Any) -> tuple[Draw, Draw]:
    """A draw in place, of the engine and of PyTorch."""
    names = {"from_": "from"}
    theirs = {names.get(name, name): value for name, value in attributes.items()}

    def own(context: Context, size: int) -> Any:
        return context.run(op, [context.run("zeros", (), {"size": size, "dtype": dtype})], attributes)

    def other(generator: Any, size: int) -> Any:
        target = torch.zeros(size, dtype=getattr(torch, dtype), device="cuda:0")
        return getattr(target, op)(**theirs)

    return own, other


def made(op: str, dtype: str = "float32", **attributes: Any) -> tuple[Draw, Draw]:
    """A new tensor, of the engine and of PyTorch."""

    def own(context: Context, size: int) -> Any:
        return context.run(op, (), {"size": size, "dtype": dtype, **attributes})

    def other(generator: Any, size: int) -> Any:
        return getattr(torch, op)(size=(size,), dtype=getattr(torch, dtype), device="cuda:0", **attributes)

    return own, other


def chances(dtype: str) -> tuple[Draw, Draw]:
    """Truths of probabilities that differ."""

    def own(context: Context, size: int) -> Any:
        shares = numpy.linspace(0, 1, size, dtype=dtype)
        return context.run("bernoulli", [context.tensor(shares)])

    def other(generator: Any, size: int) -> Any:
        return torch.bernoulli(torch.from_numpy(numpy.linspace(0, 1, size, dtype=dtype)).cuda())

    return own, other


def dropped(dtype: str, name: str = "dropout", dims: int = 1) -> tuple[Draw, Draw]:
    """What dropout leaves of ones: where it is not zero."""

    def own(context: Context, size: int) -> Any:
        ones = context.run("ones", (), {"size": (1, size, 1, 1)[-dims:] if dims > 1 else size, "dtype": dtype})
        left = context.run(f"nn.functional.{name}", [ones], {"p": 0.3, "training": True})
        return context.run("ne", [left], {"other": 0.0})

    def other(generator: Any, size: int) -> Any:
        ones = torch.ones((1, size, 1, 1)[-dims:] if dims > 1 else size, dtype=getattr(torch, dtype), device="cuda:0")
        return getattr(torch.nn.functional, name)(ones, 0.3, True) != 0

    return own, other


def permuted() -> tuple[Draw, Draw]:
    return (
        lambda context, size: context.run("randperm", (), {"n": size}),
        lambda generator, size: torch.randperm(size, device="cuda:0"),
    )


REALS = ("float32", "float64", "float16", "bfloat16")
EXACT = {
    **{f"rand {dtype}": made("rand", dtype) for dtype in (*REALS, "complex64")},
    **{f"uniform_ {dtype}": filled("uniform_", dtype, from_=-0.3, to=0.9) for dtype in REALS},
    "randint": made("randint", "int64", low=-5, high=100),
    "randint of 64 bits": made("randint", "int64", low=-5, high=1 << 40),
    **{f"random_ {dtype}": filled("random_", dtype) for dtype in ("int64", "int32", "uint8", "bool", *REALS)},
    **{f"bernoulli_ {dtype}": filled("bernoulli_", dtype, p=0.3) for dtype in ("int32", *REALS)},
    **{f"bernoulli {dtype}": chances(dtype) for dtype in ("float32", "float64")},
    **{f"dropout {dtype}": dropped(dtype) for dtype in REALS},
    "dropout of channels": dropped("float32", "dropout2d", 4),
    "randperm": permuted(),
}
CLOSE = {
    **{f"randn {dtype}": made("randn", dtype) for dtype in (*REALS, "complex64")},
    **{f"normal_ {dtype}": filled("normal_", dtype, mean=3.0, std=2.0) for dtype in REALS},
    **{f"exponential_ {dtype}": filled("exponential_", dtype, lambd=0.7) for dtype in REALS},
    **{f"log_normal_ {dtype}": filled("log_normal_", dtype, mean=0.5, std=0.5) for dtype in REALS},
    **{f"cauchy_ {dtype}": filled("cauchy_", dtype, median=1.0, sigma=2.0) for dtype in REALS},
    **{f"geometric_ {dtype}": filled("geometric_", dtype, p=0.3) for dtype in ("int64", *REALS)},
}
NEAR = {"float64": 1e-14, "float32": 1e-6, "complex64": 1e-6, "float16": 1e-3, "bfloat16": 8e-3}
"""Of what functions are made that other versions of CUDA may round otherwise, by a unit in the last place."""


def compared(own: Draw, other: Draw) -> Any:
    """What both draw, size after size, from one seed on; they leave the same state."""
    context = Context("cuda:0", seed=SEED)
    generator = torch.cuda.default_generators[0]
    generator.manual_seed(SEED)
    with context.computing():
        for size in SIZES:
            found, expected = own(context, size), other(generator, size).cpu()
            wide = expected.to(torch.float32) if expected.dtype == torch.bfloat16 else expected
            numbers = found.numpy().astype(numpy.float32) if expected.dtype == torch.bfloat16 else found.numpy()
            yield numbers, wide.numpy(), str(expected.dtype).removeprefix("torch.")
            assert context.run("get_rng_state").numpy().tolist() == generator.get_state().tolist(), size


@pytest.mark.parametrize("name", EXACT)
def test_numbers_are_pytorchs(name: str) -> None:
    for found, expected, _ in compared(*EXACT[name]):
        numpy.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("name", CLOSE)
def test_numbers_of_functions_are_pytorchs(name: str) -> None:
    for found, expected, dtype in compared(*CLOSE[name]):
        near = NEAR.get(dtype, 0)
        numpy.testing.assert_allclose(found, expected, rtol=near, atol=near)
