"""Random tensors of every dtype, magnitude and shape print as they do in PyTorch."""

from __future__ import annotations

from typing import Any

import ml_dtypes
import numpy as np
import pytest

from gradwire.tensors import printing
from gradwire.wire.dtypes import DTYPES

torch = pytest.importorskip("torch")

from tests.oracle import make_printing_cases as cases  # noqa: E402 - it imports torch

Generator = np.random.Generator
ROUNDS = 300


def shape(rng: Generator) -> tuple[int, ...]:
    """A few dimensions: mostly small, sometimes empty, sometimes enough to be summarised."""
    kind = rng.integers(10)
    if kind == 0:
        return tuple(rng.integers(0, 3, rng.integers(0, 4)).tolist())
    if kind == 1:
        return (int(rng.integers(900, 1100)),)
    if kind == 2:
        return tuple(rng.integers(2, 14, 3).tolist())
    if kind == 3:
        return tuple(rng.permutation([int(rng.integers(1, 12)), int(rng.integers(80, 400))]).tolist())
    if kind == 4:
        return tuple(rng.integers(0, 5, 5).tolist())
    if kind == 5:
        return tuple(rng.permutation([int(rng.integers(0, 3)), int(rng.integers(400, 700))]).tolist())
    return tuple(rng.integers(1, 9, rng.integers(0, 4)).tolist()) + (int(rng.integers(1, 30)),) * int(rng.integers(2))


def reals(rng: Generator, size: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    """Numbers of one of the kinds that printing tells apart."""
    kind = rng.integers(6)
    if kind == 0:
        numbers = rng.standard_normal(size) * 10.0 ** rng.integers(-6, 10)
    elif kind == 1:
        numbers = np.round(rng.standard_normal(size) * 10.0 ** rng.integers(0, 10))
    elif kind == 2:
        low, high = sorted(rng.integers(-12, 13, 2))
        numbers = rng.choice([-1, 1], size) * 10.0 ** rng.uniform(low, high, size)
    elif kind == 3:
        numbers = rng.choice([1e-4, 9.9995e-5, 0.1, 1, 999.99996, 1000, 1000.5, 1e8, 1.00000001e8, -0.0, 0.5], size)
    elif kind == 4:
        return rng.integers(0, 256, (*size, dtype.itemsize), np.uint8).view(dtype).reshape(size)
    else:
        numbers = rng.standard_normal(size)
    if rng.random() < 0.3:
        numbers = np.where(rng.random(size) < 0.2, rng.choice([np.nan, np.inf, -np.inf, 0, -0.0], size), numbers)
    with np.errstate(over="ignore"):
        return np.asarray(np.asarray(numbers, np.float64).astype(dtype))


def contents(rng: Generator, name: str) -> np.ndarray:
    """An array to print."""
    dtype, size = DTYPES[name], shape(rng)
    if name == "bool":
        return np.asarray(rng.random(size) < 0.5)
    if dtype.kind in "iu":
        info = np.iinfo(dtype)
        high = min(info.max, 10 ** int(rng.integers(0, 20)))
        return np.asarray(rng.integers(max(info.min, -high), high, size, dtype, endpoint=True))
    if dtype.kind != "c":
        return reals(rng, size, dtype)
    out = np.empty(size, dtype)
    out.real, out.imag = reals(rng, size, out.real.dtype), reals(rng, size, out.real.dtype)
    return out


def tensor_of(array: np.ndarray) -> Any:
    """PyTorch's tensor of an array; from_numpy knows no bfloat16."""
    if array.dtype == ml_dtypes.bfloat16:
        return torch.from_numpy(array.view(np.int16).copy()).view(torch.bfloat16)
    return torch.from_numpy(array.copy())


def choices(rng: Generator, name: str) -> dict[str, Any]:
    """What may stand behind the numbers."""
    chosen: dict[str, Any] = {"default_dtype": str(rng.choice(["float32", "float32", "float64", "bfloat16"]))}
    differentiable = "float" in name or "complex" in name
    match rng.integers(5):
        case 0 if differentiable:
            chosen["requires_grad"] = True
        case 1 if differentiable:
            chosen["grad_fn"] = str(rng.choice(["MulBackward0", "CloneBackward0"]))
        case 2:
            chosen["device"] = "cuda:0"
            chosen["requires_grad"] = differentiable and bool(rng.random() < 0.5)
    return chosen


def options(rng: Generator) -> dict[str, Any]:
    """Options, mostly the defaults."""
    if rng.random() < 0.6:
        return {}
    drawn = {
        "precision": int(rng.integers(0, 18)),
        "threshold": float(rng.choice([-1, 0, 1, np.inf, *rng.integers(0, 2000, 6)])),
        "edgeitems": int(rng.integers(0, 6)),
        "linewidth": int(rng.choice([-20, 0, 5, *rng.integers(1, 160, 6)])),
        "sci_mode": [True, False][rng.integers(2)],
        "profile": ["default", "short", "full"][rng.integers(3)],
    }
    return {key: value for key, value in drawn.items() if rng.random() < 0.4}


@pytest.fixture(autouse=True)
def defaults():
    yield
    printing.set_printoptions(profile="default")


@pytest.mark.parametrize("name", DTYPES)
def test_the_text_is_pytorchs(name):
    rng = np.random.default_rng(list(DTYPES).index(name))
    for _ in range(ROUNDS):
        array, notes, chosen = contents(rng, name), choices(rng, name), options(rng)
        expected = cases.torch_text(tensor_of(array), options={"profile": "default"} | chosen, **notes)
        printing.set_printoptions(profile="default")
        printing.set_printoptions(**chosen)
        assert printing.tensor_text(array, dtype_name=name, **notes) == expected, (array.shape, notes, chosen)


@pytest.mark.parametrize("name", DTYPES)
def test_one_number_is_formatted_as_pytorchs(name):
    rng = np.random.default_rng(list(DTYPES).index(name))
    specs = [".3f", "10.2e", "+g", ""] if "float" in name else [".1f", ""] if "complex" in name else ["05d", "x", ""]
    for _ in range(20):
        array = contents(rng, name).ravel()[:1]
        for spec in specs if array.size else ():
            assert printing.item_format(array.reshape(()), spec) == format(tensor_of(array)[0], spec)


def test_the_checked_in_cases_are_what_pytorch_prints():
    assert cases.PLACE.read_text(encoding="utf-8") == cases.file_text()
