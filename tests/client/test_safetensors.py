"""gradwire.safetensors: a request a file, and what cannot be saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy

import gradwire as torch
from gradwire import safetensors as files
from tests.client.conftest import Requests


def _state() -> dict[str, torch.Tensor]:
    return {f"layer{place}.weight": torch.arange(6.0).view(2, 3) + place for place in range(5)}


def test_a_state_is_saved_in_one_request(session: torch.Session, requests: Requests, tmp_path: Path) -> None:
    state = _state()
    torch.flush()
    requests.new()
    files.save_file(state, tmp_path / "state.safetensors", {"epoch": "3"})
    assert requests.new() == 1
    read = safetensors.numpy.load_file(tmp_path / "state.safetensors")
    assert {name: array.tolist() for name, array in read.items()} == {
        name: tensor.tolist() for name, tensor in state.items()
    }
    with safetensors.safe_open(tmp_path / "state.safetensors", "numpy") as file:
        assert file.metadata() == {"epoch": "3"}


def test_a_state_is_loaded_in_one_request(session: torch.Session, requests: Requests, tmp_path: Path) -> None:
    arrays = {"a": np.arange(6.0).reshape(2, 3), "b": np.array(2, np.int8), "c": np.zeros((0, 2), bool)}
    safetensors.numpy.save_file(arrays, tmp_path / "state.safetensors")
    loaded = files.load_file(tmp_path / "state.safetensors")
    assert requests.new() == 0
    session.fetch(*[tensor.clone() for tensor in loaded.values()])
    requests.new()
    loaded = files.load(safetensors.numpy.save(arrays))
    found = session.fetch(*[tensor.clone() for tensor in loaded.values()])
    assert requests.new() == 1
    for array, (name, tensor) in zip(found, loaded.items(), strict=True):
        assert array.dtype == arrays[name].dtype
        assert array.tolist() == arrays[name].tolist()
        assert tensor.shape == arrays[name].shape


def test_a_loaded_tensor_is_a_leaf_of_its_own(session: torch.Session) -> None:
    loaded = files.load(files.save({"w": torch.ones(2)}))["w"].requires_grad_()
    (loaded * loaded).sum().backward()
    loaded.data.zero_()
    assert (loaded.tolist(), loaded.grad.tolist()) == ([0, 0], [2, 2])


def test_a_file_may_be_written_over_while_its_tensors_wait(session: torch.Session, tmp_path: Path) -> None:
    file = tmp_path / "state.safetensors"
    files.save_file({"w": torch.ones(2)}, file)
    loaded = files.load_file(file)["w"]
    files.save_file({"w": torch.zeros(2)}, file)
    assert (loaded + 0).tolist() == [1, 1]


def test_tensors_that_share_memory_are_named(session: torch.Session) -> None:
    x = torch.ones(4)
    with pytest.raises(RuntimeError, match=r"\[\['all', 'part'\]\].*clone\(\)"):
        files.save({"all": x, "part": x[1:], "other": torch.ones(4)})


def test_what_the_format_lacks_is_refused(session: torch.Session) -> None:
    with pytest.raises(files.SafetensorError, match=r"'w' is torch.complex128, .*to\(\)"):
        files.save({"w": torch.ones(2, dtype=torch.complex128)})
    with pytest.raises(files.SafetensorError, match="__metadata__"):
        files.save({"__metadata__": torch.ones(2)})
    with pytest.raises(files.SafetensorError, match="/w/dtype"):
        files.load(safetensors.numpy.save({"w": np.ones(2, np.uint16)}))


def test_a_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.load_file(tmp_path / "none.safetensors")
    (tmp_path / "empty").touch()
    with pytest.raises(files.SafetensorError, match="mmap, pread"):
        files.load_file(tmp_path / "empty", backend="floppy")


@pytest.mark.parametrize("call", [lambda file: torch.save({}, file), torch.load])
def test_pickles_are_refused_with_a_hint(call: Any, tmp_path: Path) -> None:
    with pytest.raises(NotImplementedError, match=r"gradwire\.safetensors"):
        call(tmp_path / "model.pt")
    assert not list(tmp_path.iterdir())
