"""Random numbers against PyTorch's, from the same seed, and states passed between the two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
import pytest

torch = pytest.importorskip("torch")

from engine import Context, dtypes, errors  # noqa: E402

SIZES = [(), (1,), (3,), (15,), (16,), (17,), (5, 7), (1000,)]
FLOATS = ["float32", "float64", "float16", "bfloat16"]


@pytest.fixture(params=[0, 7, 2**40 + 3, -1])
def context(request: pytest.FixtureRequest) -> Iterator[Context]:
    context = Context("cpu", seed=request.param)
    torch.manual_seed(request.param)
    with context.computing():
        yield context


def number_bits(array: Any) -> bytes:
    return numpy.ascontiguousarray(array).tobytes()


def to_numpy(tensor: Any) -> Any:
    return tensor.float().numpy().astype(dtypes.bfloat16) if tensor.dtype is torch.bfloat16 else tensor.numpy()


def same(context: Context, ours: Any, theirs: Any) -> None:
    """Bit-equal, and the next number is the same too."""
    assert dtypes.name(ours.dtype) == str(theirs.dtype).removeprefix("torch.")
    assert ours.shape == tuple(theirs.shape)
    assert number_bits(ours.numpy()) == number_bits(to_numpy(theirs.detach()))
    assert context.run("rand", (), {"size": ()}).item() == torch.rand(()).item()


@pytest.mark.parametrize("dtype", [*FLOATS, "complex64", "complex128"])
@pytest.mark.parametrize("size", SIZES)
def test_rand(context: Context, size: tuple[int, ...], dtype: str) -> None:
    same(
        context, context.run("rand", (), {"size": size, "dtype": dtype}), torch.rand(size, dtype=getattr(torch, dtype))
    )


@pytest.mark.parametrize("dtype", FLOATS)
def test_what_rounds_to_the_upper_end_becomes_the_lower(dtype: str) -> None:
    context = Context("cpu", seed=1)
    torch.manual_seed(1)
    with context.computing():
        ours = context.run("rand", (), {"size": 100_000, "dtype": dtype})
        same(context, ours, torch.rand(100_000, dtype=getattr(torch, dtype)))


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("size", SIZES)
def test_randn(context: Context, size: tuple[int, ...], dtype: str) -> None:
    theirs = torch.randn(size, dtype=getattr(torch, dtype))
    ours = context.run("randn", (), {"size": size, "dtype": dtype})
    if theirs.numel() < 16:
        same(context, ours, theirs)
        return
    close = {"float64": 1e-14, "float32": 5e-7, "float16": 2e-3, "bfloat16": 2e-2}[dtype]
    numpy.testing.assert_allclose(ours.numpy().astype(float), theirs.double().numpy(), rtol=close, atol=close)
    assert context.run("rand", (), {"size": ()}).item() == torch.rand(()).item()


def test_odd_normals_leave_their_twin_for_the_next(context: Context) -> None:
    for size in (3, 1, 20, 2, 3):
        theirs = torch.randn(size)
        numpy.testing.assert_allclose(context.run("randn", (), {"size": size}).numpy(), theirs.numpy(), atol=5e-7)


@pytest.mark.parametrize(
    ("low", "high", "dtype"),
    [
        (0, 10, "int64"), (-5, 5, "int32"), (0, 256, "uint8"), (0, 2, "bool"), (3, 9, "float32"),
        (0, 2**28 - 1, "int64"),
        (0, 2**28, "int64"), (0, 2**31, "int64"), (0, 2**33 + 7, "int64"), (-(2**63), 2**63 - 1, "int64"),
    ],
)  # fmt: skip
def test_randint(context: Context, low: int, high: int, dtype: str) -> None:
    ours = context.run("randint", (), {"low": low, "high": high, "size": (7,), "dtype": dtype})
    same(context, ours, torch.randint(low, high, (7,), dtype=getattr(torch, dtype)))


@pytest.mark.parametrize("n", [0, 1, 2, 5, 1000])
def test_randperm(context: Context, n: int) -> None:
    same(context, context.run("randperm", (), {"n": n}), torch.randperm(n))


@pytest.mark.parametrize(
    ("op", "arguments"),
    [
        ("uniform_", {"from_": -1.0, "to": 3.0}), ("exponential_", {"lambd": 2.0}), ("random_", {}),
        ("random_", {"to": 5}), ("random_", {"from_": 2, "to": 9}), ("bernoulli_", {"p": 0.3}), ("bernoulli_", {}),
        ("geometric_", {"p": 0.3}), ("cauchy_", {"median": 1.0, "sigma": 2.0}), ("log_normal_", {"mean": 0.0}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_in_place(context: Context, op: str, arguments: dict[str, Any], dtype: str) -> None:
    if op in ("exponential_", "cauchy_", "log_normal_") and dtype == "float64":
        pytest.skip("log1p, tan and exp of float64 differ in the last bit")
    ours = context.run(op, [context.run("zeros", (), {"size": 20, "dtype": dtype})], arguments)
    theirs = getattr(torch.zeros(20, dtype=getattr(torch, dtype)), op)
    same(context, ours, theirs(**{name.rstrip("_"): value for name, value in arguments.items()}))


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "int64", "bool", "float16"])
def test_random_fills_the_range_of_a_dtype(context: Context, dtype: str) -> None:
    ours = context.run("random_", [context.run("zeros", (), {"size": 20, "dtype": dtype})])
    same(context, ours, torch.zeros(20, dtype=getattr(torch, dtype)).random_())


def test_normal_in_place(context: Context) -> None:
    ours = context.run("normal_", [context.run("zeros", (), {"size": 20})], {"mean": 1, "std": 3})
    numpy.testing.assert_allclose(ours.numpy(), torch.zeros(20).normal_(1, 3).numpy(), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_bernoulli_and_multinomial(context: Context, dtype: str) -> None:
    weights = numpy.linspace(0.05, 0.9, 12).reshape(3, 4).astype(dtype)
    ours, theirs = context.tensor(weights), torch.tensor(weights)
    same(context, context.run("bernoulli", [ours]), torch.bernoulli(theirs))
    same(context, context.run("bernoulli_", [context.run("clone", [ours]), ours]), theirs.clone().bernoulli_(theirs))
    for samples, replacement in ((3, False), (1, False), (1, True), (9, True)):
        drawn = context.run("multinomial", [ours], {"num_samples": samples, "replacement": replacement})
        same(context, drawn, torch.multinomial(theirs, samples, replacement))


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "bfloat16"])
@pytest.mark.parametrize("size", [1, 15, 16, 100])
def test_further_distributions(context: Context, size: int, dtype: str) -> None:
    for op, arguments in (("cauchy_", {}), ("log_normal_", {"std": 0.5}), ("geometric_", {"p": 0.1})):
        ours = context.run(op, [context.run("zeros", (), {"size": size, "dtype": dtype})], arguments)
        theirs = getattr(torch.zeros(size, dtype=getattr(torch, dtype)), op)(**arguments)
        numpy.testing.assert_allclose(ours.numpy().astype(float), theirs.double().numpy(), rtol=1e-13)
        assert context.run("rand", (), {"size": ()}).item() == torch.rand(()).item()


@pytest.mark.parametrize("highest", [9.0, 60.0, 20000.0])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_counts(context: Context, highest: float, dtype: str) -> None:
    rates = numpy.linspace(0, highest, 200).astype(dtype)
    shares = (numpy.arange(200) * 7 % 101 / 100).astype(dtype)
    same(context, context.run("poisson", [context.tensor(rates)]), torch.poisson(torch.tensor(rates)))
    counts = numpy.round(rates)
    drawn = context.run("binomial", [context.tensor(counts), context.tensor(shares)])
    same(context, drawn, torch.binomial(torch.tensor(counts), torch.tensor(shares)))


@pytest.mark.parametrize(
    ("op", "arguments"),
    [
        ("dropout", {}), ("dropout", {"p": 1.0}), ("dropout1d", {}), ("dropout2d", {"p": 0.2}), ("dropout3d", {}),
        ("alpha_dropout", {"training": True}), ("feature_alpha_dropout", {"p": 0.3, "training": True}),
        ("dropout", {"p": 0.0}), ("dropout", {"training": False}), ("rrelu", {}), ("rrelu", {"training": True}),
    ],
)  # fmt: skip
def test_dropout(context: Context, op: str, arguments: dict[str, Any]) -> None:
    shape = (2, 3, 4) if op == "dropout1d" else (2, 3, 4, 5)
    values = numpy.random.default_rng(0).normal(size=shape).astype(numpy.float32)
    theirs = getattr(torch.nn.functional, op)(torch.tensor(values), **arguments)
    ours = context.run(f"nn.functional.{op}", [context.tensor(values)], arguments)
    numpy.testing.assert_allclose(ours.numpy(), theirs.numpy(), rtol=1e-6, atol=1e-7)
    assert context.run("rand", (), {"size": ()}).item() == torch.rand(()).item()


def test_normal_around_tensors(context: Context) -> None:
    mean, std = numpy.float32([1, 2, 3]), numpy.float32([0.1, 1, 10])
    for ours, theirs in (
        ([context.tensor(mean), context.tensor(std)], (torch.tensor(mean), torch.tensor(std))),
        ([context.tensor(mean), 2.0], (torch.tensor(mean), 2.0)),
        ([0.5, context.tensor(std)], (0.5, torch.tensor(std))),
    ):
        numpy.testing.assert_allclose(context.run("normal", ours).numpy(), torch.normal(*theirs).numpy(), rtol=1e-6)


def test_states_pass_between_the_two(context: Context) -> None:
    torch.randn(3)
    torch.rand(700)
    context.run("set_rng_state", [context.tensor(torch.get_rng_state().numpy().copy())])
    same(context, context.run("randn", (), {"size": 3}), torch.randn(3))
    context.run("randn", (), {"size": 5})
    torch.set_rng_state(torch.tensor(context.run("get_rng_state").numpy()))
    same(context, context.run("randn", (), {"size": 3}), torch.randn(3))


@pytest.mark.parametrize(
    ("op", "arguments", "source"),
    [
        ("rand", {"size": (2, -1)}, "torch.rand(2, -1)"),
        ("rand", {"size": 2, "dtype": "int64"}, "torch.rand(2, dtype=torch.int64)"),
        ("randint", {"low": 5, "high": 5, "size": 2}, "torch.randint(5, 5, (2,))"),
        ("randint", {"high": 300, "size": 2, "dtype": "uint8"}, "torch.randint(300, (2,), dtype=torch.uint8)"),
        ("randint", {"high": 3, "size": 2, "requires_grad": True}, "torch.randint(3, (2,), requires_grad=True)"),
        ("randperm", {"n": -1}, "torch.randperm(-1)"),
        ("normal", {"mean": 0.0, "std": -1.0, "size": 2}, "torch.normal(0.0, -1.0, (2,))"),
        ("hann_window", {"window_length": -1}, "torch.hann_window(-1)"),
        ("hann_window", {"window_length": 3, "dtype": "int64"}, "torch.hann_window(3, dtype=torch.int64)"),
        ("fft.fftfreq", {"n": 3, "dtype": "int64"}, "torch.fft.fftfreq(3, dtype=torch.int64)"),
        ("fft.fftfreq", {"n": 3, "dtype": "complex64"}, "torch.fft.fftfreq(3, dtype=torch.complex64)"),
    ],
)
def test_errors(context: Context, op: str, arguments: dict[str, Any], source: str) -> None:
    with pytest.raises(errors.EngineError) as ours:
        context.run(op, (), arguments)
    with pytest.raises(Exception) as theirs:  # noqa: PT011 - compared by its class
        eval(source)
    assert type(theirs.value).__name__ == ours.value.exception
