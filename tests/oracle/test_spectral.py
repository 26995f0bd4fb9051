"""What PyTorch makes for Fourier transforms, and its database of operations has not: frequencies and older windows."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

torch = pytest.importorskip("torch")

from engine import Context, errors  # noqa: E402

WINDOWS = ["hann_window", "hamming_window", "blackman_window", "bartlett_window", "kaiser_window"]
CLOSE = {"float32": 1e-6, "float64": 1e-14, "float16": 3e-3, "bfloat16": 2e-2}


def run(op: str, arguments: dict[str, Any]) -> Any:
    context = Context(seed=0)
    with context.computing():
        return context.run(op, (), arguments)


def to_numpy(tensor: Any) -> Any:
    return tensor.double().numpy()


@pytest.mark.parametrize("dtype", CLOSE)
@pytest.mark.parametrize("name", WINDOWS)
def test_windows(name: str, dtype: str) -> None:
    for length in range(9):
        for periodic in (True, False):
            ours = run(name, {"window_length": length, "periodic": periodic, "dtype": dtype})
            theirs = getattr(torch, name)(length, periodic, dtype=getattr(torch, dtype))
            assert ours.dtype.name == dtype
            numpy.testing.assert_allclose(ours.numpy().astype(float), to_numpy(theirs), rtol=0, atol=CLOSE[dtype])


def test_windows_have_their_own_parameters() -> None:
    ours = run("hamming_window", {"window_length": 6, "alpha": 0.3, "beta": 0.2})
    numpy.testing.assert_allclose(ours.numpy(), torch.hamming_window(6, True, 0.3, 0.2).numpy(), atol=1e-6)
    ours = run("kaiser_window", {"window_length": 6, "beta": 5.0})
    numpy.testing.assert_allclose(ours.numpy(), torch.kaiser_window(6, True, 5.0).numpy(), atol=1e-6)


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
@pytest.mark.parametrize("name", ["fftfreq", "rfftfreq"])
def test_frequencies(name: str, dtype: str) -> None:
    for n in range(8):
        for d in (1.0, 0.3):
            ours = run(f"fft.{name}", {"n": n, "d": d, "dtype": dtype})
            theirs = getattr(torch.fft, name)(n, d, dtype=getattr(torch, dtype))
            numpy.testing.assert_array_equal(ours.numpy(), theirs.numpy())


@pytest.mark.parametrize(
    ("op", "arguments", "source"),
    [
        ("fft.fft", {"input": (3,), "n": 0}, "torch.fft.fft(x, 0)"),
        ("fft.fft", {"input": (3,), "norm": "none"}, "torch.fft.fft(x, norm='none')"),
        ("fft.fft", {"input": (3,), "dim": 1}, "torch.fft.fft(x, dim=1)"),
        ("fft.fft2", {"input": (3, 2), "dim": (0, 0)}, "torch.fft.fft2(x, dim=(0, 0))"),
        ("fft.fft2", {"input": (3, 2), "s": (1, 2, 3)}, "torch.fft.fft2(x, s=(1, 2, 3))"),
        ("fft.rfftn", {"input": ()}, "torch.fft.rfftn(x)"),
        ("fft.irfft", {"input": (3, 1)}, "torch.fft.irfft(x)"),
        ("fft.rfft", {"input": (3,), "dtype": "complex64"}, "torch.fft.rfft(x)"),
        ("fft.fft", {"input": (3,), "dtype": "float16"}, "torch.fft.fft(x)"),
        ("fft.fftshift", {"input": ()}, "torch.fft.fftshift(x)"),
        ("stft", {"input": (9,), "n_fft": 4}, "torch.stft(x, 4)"),
        ("stft", {"input": (9,), "n_fft": 4, "hop_length": 0, "return_complex": True},
         "torch.stft(x, 4, 0, return_complex=True)"),
        ("stft", {"input": (9,), "n_fft": 4, "win_length": 5, "return_complex": True},
         "torch.stft(x, 4, win_length=5, return_complex=True)"),
        ("istft", {"input": (3, 2), "n_fft": 4}, "torch.istft(x, 4)"),
        ("istft", {"input": (3, 2), "dtype": "complex64", "n_fft": 8}, "torch.istft(x, 8)"),
        ("istft", {"input": (3,), "dtype": "complex64", "n_fft": 4}, "torch.istft(x, 4)"),
    ],
)  # fmt: skip
def test_errors(op: str, arguments: dict[str, Any], source: str) -> None:
    dtype = arguments.pop("dtype", "float32")
    values = numpy.ones(arguments.pop("input"), dtype)
    context = Context(seed=0)
    with context.computing(), pytest.raises(errors.EngineError) as ours:
        context.run(op, [context.tensor(values)], arguments)
    with pytest.raises(Exception) as theirs:  # noqa: PT011 - compared by its class
        eval(source, {"torch": torch, "x": torch.tensor(values)})
    assert type(theirs.value).__name__ == ours.value.exception
