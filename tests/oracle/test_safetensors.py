"""gradwire.safetensors and safetensors.torch read each other's files, write the same ones, and refuse the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import gradwire
import gradwire.safetensors as ours
from tests.oracle.side_by_side.outcome import class_name

torch = pytest.importorskip("torch")
theirs = pytest.importorskip("safetensors.torch")

DTYPES = (
    *("float64", "float32", "float16", "bfloat16", "complex64"),
    *("int64", "int32", "int16", "int8", "uint8", "bool"),
)


def _state(module: Any) -> dict[str, Any]:
    """Tensors of every dtype that the format has, of no element and of no dimension, and half of a storage."""
    numbers = module.tensor([[0.0, 1.5, -2.0], [3.25, 100.0, 7.0]])
    state = {f"all.{name}": numbers.to(getattr(module, name)) for name in DTYPES}
    state |= {f"single.{name}": module.ones((), dtype=getattr(module, name)) for name in DTYPES[::-1]}
    return state | {"none": module.zeros(0, 3), "half": module.arange(10)[5:], "leaf": numbers.clone().requires_grad_()}


@pytest.fixture(autouse=True)
def _session(server: str) -> Any:
    with gradwire.Session(server) as session:
        yield session


@pytest.mark.parametrize("metadata", [None, {"größe": "9 µm"}])
def test_the_files_are_equal(metadata: dict[str, str] | None) -> None:
    assert ours.save(_state(gradwire), metadata) == theirs.save(_state(torch), metadata)


def test_pytorchs_file_is_read(tmp_path: Path) -> None:
    state = _state(torch)
    theirs.save_file(state, tmp_path / "state.safetensors")
    loaded = ours.load_file(tmp_path / "state.safetensors")
    assert loaded.keys() == state.keys()
    for name, tensor in state.items():
        assert str(loaded[name].dtype) == str(tensor.dtype)
        assert loaded[name].tolist() == tensor.tolist()
        assert not loaded[name].requires_grad


def test_pytorch_reads_the_file(tmp_path: Path) -> None:
    ours.save_file(_state(gradwire), tmp_path / "state.safetensors", {"epoch": "3"})
    loaded = theirs.load_file(tmp_path / "state.safetensors")
    for name, tensor in _state(torch).items():
        assert loaded[name].dtype == tensor.dtype
        assert torch.equal(loaded[name], tensor)


def _twice(torch: Any) -> Any:
    x = torch.ones(2, 3)
    return {"a": x, "b": x}


WRONG: dict[str, Callable[[Any], Any]] = {
    "twice": _twice,
    "a view": lambda torch: {"a": (x := torch.ones(4, 3)), "b": x[1:2]},
    "overlapping views": lambda torch: {"a": (x := torch.ones(6))[:4], "b": x[3:]},
    "a transposed tensor": lambda torch: {"a": torch.ones(2, 3).T},
    "an expanded tensor": lambda torch: {"a": torch.ones(3).expand(2, 3)},
    "a list": lambda torch: [torch.ones(2)],
    "a number": lambda torch: {"a": 1},
    "a name that is none": lambda torch: {1: torch.ones(2)},
}
RIGHT: dict[str, Callable[[Any], Any]] = {
    "nothing": lambda torch: {},
    "nothing twice": lambda torch: {"a": (x := torch.zeros(0)), "b": x},
    "two halves": lambda torch: {"a": (x := torch.arange(6))[:3], "b": x[3:]},
}


@pytest.mark.parametrize("what", WRONG)
def test_the_same_is_refused(what: str) -> None:
    with pytest.raises((RuntimeError, ValueError, TypeError)) as theirs_raised:
        theirs.save(WRONG[what](torch))
    with pytest.raises((RuntimeError, ValueError, TypeError)) as ours_raised:
        ours.save(WRONG[what](gradwire))
    assert class_name(ours_raised.value) == class_name(theirs_raised.value)


@pytest.mark.parametrize("what", RIGHT)
def test_the_same_is_saved(what: str) -> None:
    assert ours.save(RIGHT[what](gradwire)) == theirs.save(RIGHT[what](torch))


@pytest.mark.parametrize("metadata", [3, {"a": 1}, {1: "a"}])
def test_metadata_are_texts(metadata: Any) -> None:
    for module, own in ((torch, theirs), (gradwire, ours)):
        with pytest.raises(TypeError):
            own.save({"a": module.ones(2)}, metadata)


def test_data_are_bytes() -> None:
    data = ours.save({"a": gradwire.ones(2)})
    for own in (theirs, ours):
        with pytest.raises(TypeError):
            own.load(bytearray(data))


@pytest.mark.parametrize("data", [b"", b"abc", b"abc" * 10, b"\x02" + bytes(7) + b"{}x", b"\x02" + bytes(7) + b"[]"])
def test_what_is_no_file_is_refused(data: bytes) -> None:
    with pytest.raises(Exception, match="deserializing"):
        theirs.load(data)
    with pytest.raises(ours.SafetensorError, match="no safetensors file"):
        ours.load(data)
