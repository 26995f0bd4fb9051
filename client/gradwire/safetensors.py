"""Safetensors files of the service's tensors: the functions of `safetensors.torch`, and files that it reads and writes.

All tensors of a file travel in one request, whichever way. https://huggingface.co/docs/safetensors/api/torch
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

import numpy as np

from gradwire.devices import device as Device
from gradwire.devices import placed
from gradwire.recording.state import state
from gradwire.tensors.sharing import duplicates, is_contiguous, shared
from gradwire.tensors.tensor import Tensor
from gradwire.wire import dtypes
from gradwire.wire import safetensors as wire
from gradwire.wire.errors import WireError

__all__ = ["SafetensorError", "load", "load_file", "load_model", "save", "save_file", "save_model"]

File = str | os.PathLike[str]
BACKENDS: Final = ("mmap", "pread")
ORDER: Final = (
    *("int64", "float64", "complex64", "float32", "int32"),
    *("bfloat16", "float16", "int16", "int8", "uint8", "bool"),
)
"""Of the dtypes in a file: PyTorch's files and these are equal to the byte."""


class SafetensorError(Exception):
    """A file that cannot be read, or what cannot be written to one."""


class Entry(NamedTuple):
    """A tensor brought here, and what the server says about it."""

    array: np.ndarray[Any, Any]
    info: dict[str, Any]


def save(tensors: dict[str, Tensor], metadata: dict[str, str] | None = None) -> bytes:
    """The bytes of a safetensors file with these tensors, and with texts of one's own in its header.

    Raises RuntimeError for tensors that share memory, ValueError for one that is not contiguous.
    """
    return b"".join(_written(_collect(tensors), metadata))


def save_file(tensors: dict[str, Tensor], filename: File, metadata: dict[str, str] | None = None) -> None:
    """Write tensors to a safetensors file, as `save` does."""
    _write(filename, _written(_collect(tensors), metadata))


def load(data: bytes) -> dict[str, Tensor]:
    """The tensors of a safetensors file's bytes, by name."""
    if not isinstance(data, bytes):
        raise TypeError(f"data must be bytes, not {type(data).__name__}")
    return _tensors(data, Device("cpu"))


def load_file(filename: File, device: str | int = "cpu", *, backend: str = "mmap") -> dict[str, Tensor]:
    """The tensors of a safetensors file, by name; `device` is one of the server's. The backend makes no difference."""
    data = Path(filename).read_bytes()
    if backend not in BACKENDS:
        raise SafetensorError(f"backend is one of {', '.join(BACKENDS)}, not {backend!r}")
    return _tensors(data, placed(device))


def save_model(
    model: Any, filename: File, metadata: dict[str, str] | None = None, force_contiguous: bool = True
) -> None:
    """Write a module's state to a safetensors file: of tensors that share memory only one, the others' names beside it.

    Raises RuntimeError where several share memory and none has all of it.
    """
    entries = _collect(model.state_dict())
    texts = dict(metadata or {})
    for kept, others in duplicates(_infos(entries)).items():
        for name in others:
            texts.setdefault(name, kept)
            del entries[name]
    _write(filename, _written(entries, texts or metadata, packed=force_contiguous))


def load_model(
    model: Any, filename: File, strict: bool = True, device: str | int = "cpu", *, backend: str = "mmap"
) -> tuple[set[str], list[str]]:
    """Load a module's state from a safetensors file: (names that the file lacks, names that the module lacks).

    With `strict` RuntimeError is raised if there are any. Names of tensors that share memory stand for each other.
    """
    found = load_file(filename, device, backend=backend)
    own = model.state_dict()
    recorder = state.recorder()
    infos = dict(zip(own, recorder.line.look_all(list(own.values())), strict=True))
    groups = duplicates({name: info or {} for name, info in infos.items()}, preferred=found)
    lacking, unknown = model.load_state_dict(found, strict=False)
    missing, unexpected = set(lacking), list(unknown)
    for name in (name for others in groups.values() for name in others):
        if name in missing:
            missing.remove(name)
        else:
            unexpected.append(name)
    if strict and (missing or unexpected):
        _refuse_state(type(model).__name__, missing, unexpected)
    return missing, unexpected


def _refuse_state(model: str, missing: Iterable[str], unexpected: Iterable[str]) -> NoReturn:
    lines = [f"Error(s) in loading state_dict for {model}:"]
    for names, what in ((missing, "Missing"), (unexpected, "Unexpected")):
        if names:
            quoted = ", ".join(f'"{name}"' for name in sorted(names))
            lines.append(f"    {what} key(s) in state_dict: {quoted}")
    raise RuntimeError("\n".join(lines))


def _collect(tensors: Mapping[str, Tensor]) -> dict[str, Entry]:
    """Bring tensors here, in one request."""
    if not isinstance(tensors, dict):
        raise ValueError(f"the tensors are a dict of names and tensors, not a {type(tensors).__name__}")
    for name, tensor in tensors.items():
        if not isinstance(tensor, Tensor):
            raise ValueError(f"{name!r} is a {type(tensor).__name__}, and only tensors are saved")
        if not isinstance(name, str):
            raise TypeError(f"tensors are saved by name, and {name!r} is a {type(name).__name__}")
        if tensor.dtype.name not in ORDER:
            raise SafetensorError(f"{name!r} is {tensor.dtype}, which the format lacks: convert it with to()")
    if not tensors:
        return {}
    different = {tensor._n: tensor for tensor in tensors.values()}
    recorder = next(iter(different.values()))._r
    arrays, infos = recorder.line.fetch_with_infos(list(different.values()))
    entries = {number: Entry(array, info or {}) for number, array, info in zip(different, arrays, infos, strict=True)}
    return {name: entries[tensor._n] for name, tensor in tensors.items()}


def _infos(entries: Mapping[str, Entry]) -> dict[str, dict[str, Any]]:
    return {name: entry.info for name, entry in entries.items()}


def _written(
    entries: Mapping[str, Entry], metadata: Mapping[str, str] | None, packed: bool = False
) -> list[bytes | memoryview]:
    """The buffers of a file; `packed` allows for tensors that are not contiguous on the server."""
    together = [sorted(names) for names in shared(_infos(entries)) if len(names) > 1]
    if together:
        raise RuntimeError(
            f"tensors that share memory are not saved twice: {together}; save one of each, copies by clone(), or a "
            "module by save_model()"
        )
    for name, entry in entries.items():
        if not packed and not is_contiguous(entry.info):
            raise ValueError(
                f"{name!r} is not contiguous: save what contiguous() gives, or a module by save_model with "
                "force_contiguous=True"
            )
    if metadata is not None and not isinstance(metadata, dict):
        raise TypeError(f"metadata is a dict of texts, not a {type(metadata).__name__}")
    for key, text in (metadata or {}).items():
        if not isinstance(key, str) or not isinstance(text, str):
            raise TypeError(f"metadata holds texts by name, and not {text!r} by {key!r}")
    if "__metadata__" in entries:
        raise SafetensorError("'__metadata__' is the header's own name: save the tensor by another one")
    ranks = {name: ORDER.index(dtypes.name(entry.array.dtype)) for name, entry in entries.items()}
    return wire.encode(
        {name: entries[name].array for name in sorted(entries, key=lambda name: (ranks[name], name))}, metadata
    )


def _write(filename: File, buffers: list[bytes | memoryview]) -> None:
    with Path(filename).open("wb") as file:
        file.writelines(buffers)


def _tensors(data: bytes, place: Device | None) -> dict[str, Tensor]:
    """Tensors made of a file, all in one request: of copies, since each is kept until it is sent, or longer."""
    try:
        arrays, _ = wire.decode(data, max_header=len(data))
    except WireError as error:
        raise SafetensorError(f"this is no safetensors file that can be read: {error}") from None
    recorder = state.recorder()
    return {name: recorder.upload(array.copy(), place, False) for name, array in arrays.items()}  # type: ignore[misc]
