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


def _tied(module: Any, seed: int, rows: int = 4) -> Any:
    """A module two of whose layers have one weight."""
    module.manual_seed(seed)
    nn = module.nn
    model = nn.Sequential(nn.Linear(4, rows), nn.Tanh(), nn.Linear(4, rows), nn.Linear(4, 4, bias=False))
    model[2].weight = model[0].weight
    return model


def _values(model: Any) -> dict[str, Any]:
    return {name: tensor.tolist() for name, tensor in model.state_dict().items()}


def test_models_are_exchanged(tmp_path: Path) -> None:
    file = tmp_path / "model.safetensors"
    for sender, sends, receiver, receives in ((torch, theirs, gradwire, ours), (gradwire, ours, torch, theirs)):
        sends.save_model(_tied(sender, 1), file, {"by": "us"})
        model = _tied(receiver, 2)
        before = model[0].weight
        assert receives.load_model(model, file) == (set(), [])
        assert _values(model) == _values(_tied(torch, 1))
        assert model[0].weight is before is model[2].weight


def test_a_models_file_is_the_same(tmp_path: Path) -> None:
    theirs.save_model(_tied(torch, 1), tmp_path / "theirs")
    ours.save_model(_tied(gradwire, 1), tmp_path / "ours")
    assert (tmp_path / "ours").read_bytes() == (tmp_path / "theirs").read_bytes()


def test_what_does_not_fit_is_told(tmp_path: Path) -> None:
    for module, own in ((torch, theirs), (gradwire, ours)):
        file = tmp_path / "model.safetensors"
        own.save_file({"0.bias": module.ones(4), "more": module.ones(2)}, file)
        missing, unexpected = own.load_model(_tied(module, 2), file, strict=False)
        assert (missing, unexpected) == ({"0.weight", "2.bias", "3.weight"}, ["more"])
        with pytest.raises(RuntimeError, match=r'"0.weight", "2.bias", "3.weight"\n +Unexpected .*"more"'):
            own.load_model(_tied(module, 2), file)
        with pytest.raises(RuntimeError, match="size"):
            own.load_model(_tied(module, 2, rows=5), file, strict=False)


def test_a_part_of_a_weight_is_not_the_whole(tmp_path: Path) -> None:
    for module, own in ((torch, theirs), (gradwire, ours)):
        model, whole = _tied(module, 1), module.ones(6, 4)
        model[0].weight = module.nn.Parameter(whole[:4])
        model[2].weight = module.nn.Parameter(whole[2:])
        with pytest.raises(RuntimeError, match="memory"):
            own.save_model(model, tmp_path / "model.safetensors")


def test_a_transposed_weight_is_saved_by_force(tmp_path: Path) -> None:
    for module, own in ((torch, theirs), (gradwire, ours)):
        model = module.nn.Linear(3, 3, bias=False)
        model.weight = module.nn.Parameter(module.arange(9.0).view(3, 3).T)
        with pytest.raises(ValueError, match="force_contiguous"):
            own.save_model(model, tmp_path / "model", force_contiguous=False)
        own.save_model(model, tmp_path / "model")
        assert own.load_file(tmp_path / "model")["weight"].tolist() == model.weight.tolist()
