"""Imports: what a new session is filled with, of a file that an export is, or any safetensors file (API.md 3)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy
from pydantic import ValidationError

import engine
from app import schemas
from app.errors import Problem, invalid, located, malformed, problem_of
from app.exports import SESSION
from app.program.arguments import Upload
from app.program.fields import place
from app.program.names import GRAD, read_name
from app.schemas.export import Export, ExportedTensor
from app.sessions import Session
from engine.errors import OpFailed
from gradwire.wire import json, safetensors
from gradwire.wire.errors import WireError

AT = f"/__metadata__/{SESSION}"
SEED = 8
"""Bytes of a seed, with which the state of a generator begins."""
FIELDS = {
    "same": {"same"},
    "storage": {"storage", "shape", "stride", "storage_offset", "requires_grad"},
    "array": {"dtype", "device", "requires_grad", "inference"},
}
"""What may be said of a tensor, by what it is made of."""


class Import(NamedTuple):
    """What a session is opened with, its tensors and generators, and their arrays."""

    wanted: Export
    asked: schemas.SessionOptions
    """What of it was asked for, in place of what the file says."""
    arrays: dict[str, numpy.ndarray[Any, Any]]


def read(body: bytes | memoryview, asked: schemas.SessionOptions) -> Import:
    """The import of a file, with its options or those that are asked for; its arrays are views of the body."""
    try:
        arrays, metadata = safetensors.decode(body)
    except WireError as error:
        raise malformed(error) from error
    try:
        said = Export.model_validate(json.loads(metadata.get(SESSION, "{}").encode()))
    except (WireError, ValidationError) as error:
        raise _within(error, AT) from error
    for name in {**arrays, **said.tensors}:
        _check(name, arrays, said.tensors)
    return Import(said.model_copy(update=asked.model_dump(exclude_none=True)), asked, arrays)


def fill(session: Session, given: Import) -> None:
    """Let a new session have the tensors, the modes and the generators of an import."""
    context, wanted = session.context, given.wanted
    with context.computing():
        tensors = _tensors(context, given)
        for name, tensor in tensors.items():
            if name.endswith(GRAD):
                _placed(_at(name, wanted.tensors), tensors[name[: -len(GRAD)]].set_grad, tensor)
            else:
                session.variables[name] = tensor
        _restore(context, given)
        if given.asked.seed is not None:
            context.manual_seed(given.asked.seed)
    modes = wanted.grad_mode
    context.inference, context.anomaly = bool(modes.inference), bool(modes.anomaly)
    context.grad_enabled = not context.inference if modes.enabled is None else modes.enabled
    session.measure()  # here, since it numbers leaves, which recovery has to do as well


def _tensors(context: engine.Context, given: Import) -> dict[str, engine.Tensor]:
    """The tensors and gradients by name: in the order in which they are told, then those of which nothing is."""
    told = given.wanted.tensors
    names = [*told, *(name for name in given.arrays if name not in told)]
    made = {name: _placed(_at(name, told), _made, context, given, name) for name in names if name in given.arrays}
    for name, entry in told.items():
        if entry.storage is not None:
            made[name] = _placed(_at(name, told), _window, made[entry.storage], entry)
    made |= {name: made[entry.same] for name, entry in told.items() if entry.same is not None}
    return {name: made[name] for name in names}


def _made(context: engine.Context, given: Import, name: str) -> engine.Tensor:
    """A tensor of an array, which it takes over where dtype and device allow."""
    entry = given.wanted.tensors.get(name, ExportedTensor())
    device = given.asked.device or entry.device
    tensor = Upload(given.arrays[name], entry.dtype, device, entry.requires_grad, entry.inference).tensor(context)
    context.number(tensor)
    return tensor


def _window(whole: engine.Tensor, entry: ExportedTensor) -> engine.Tensor:
    """A leaf that shows memory of another tensor."""
    context = whole.context
    with context.mode(False, whole.is_inference):
        window = {"size": entry.shape, "stride": entry.stride, "storage_offset": entry.storage_offset}
        tensor: engine.Tensor = context.run("as_strided", [whole], window).detach()
        return tensor.requires_grad_() if entry.requires_grad else tensor


def _restore(context: engine.Context, given: Import) -> None:
    """Let generators go on from where they were; those of another device than is asked for begin anew there."""
    wanted, own = given.wanted, context.device.name
    is_moved = given.asked.device is not None
    for device, state in wanted.generators.items():
        if not is_moved or device in ("cpu", own):
            _set_state(context, None, device, state, place(f"{AT}/generators", device))
    for name, said in wanted.named_generators.items():
        at = place(f"{AT}/named_generators", name)
        device = own if is_moved else said.device
        seed = int.from_bytes(said.state[:SEED], "little")
        context.manual_seed(seed, name, _placed(f"{at}/device", engine.devices.find, device))
        if device == said.device:
            _set_state(context, name, device, said.state, f"{at}/state")
    first = context.known_generator(None, engine.devices.find("cpu"))
    if wanted.seed is not None and (first.seed - wanted.seed) % 2**64 == 0:
        first.seed = wanted.seed  # which may be negative, and states tell as it is modulo 2^64


def _set_state(context: engine.Context, name: str | None, device: str, state: bytes, at: str) -> None:
    generator = context.known_generator(name, _placed(at, engine.devices.find, device))
    with context.on(*generator.where):
        try:
            generator.set_state(numpy.frombuffer(state, numpy.uint8))
        except OpFailed as error:
            raise invalid(error.detail, at) from error


def _check(name: str, arrays: dict[str, Any], told: dict[str, ExportedTensor]) -> None:
    """Refuse a name that is none, or what a tensor of it cannot be made of."""
    at, entry = _at(name, told), told.get(name, ExportedTensor())
    bare = name
    while bare.endswith(GRAD):
        bare = bare[: -len(GRAD)]
    if read_name(bare, at).startswith("_"):
        raise invalid(f"{name} is local to a program: begin with a letter.", at)
    if name != bare and name[: -len(GRAD)] not in arrays.keys() | told.keys():
        raise invalid(f"There is no {name[: -len(GRAD)]}, of which this is the gradient.", at)
    kind = "same" if entry.same is not None else "storage" if entry.storage is not None else "array"
    for field in entry.model_fields_set - FIELDS[kind]:
        raise invalid(f"`{field}` says nothing about a tensor with `{kind}`: leave it out.", f"{at}/{field}")
    if (name in arrays) != (kind == "array"):
        what = "`same` or `storage` stands for an array" if name in arrays else "There is no array of this name"
        raise invalid(f"{what}: it is an array of the file, the `same` as a tensor, or in the `storage` of one.", at)
    if entry.storage is not None and (entry.shape is None or entry.stride is None):
        raise invalid("`storage` is told with `shape` and `stride`.", at)
    others: Iterable[str] = arrays
    if kind == "same":
        others = [*arrays, *(name for name, other in told.items() if other.same is None)]
    other = entry.same or entry.storage
    if other is not None and other not in others:
        raise invalid(f"{other[:60]!r} is no tensor of the file by itself.", f"{at}/{kind}")


def _at(name: str, told: dict[str, ExportedTensor]) -> str:
    """The pointer of what is said of a tensor, or of its array where nothing is."""
    return place(f"{AT}/tensors", name) if name in told else place("", name)


def _placed(pointer: str, work: Any, *arguments: Any) -> Any:
    """What comes of work; its error is told with its place."""
    try:
        return work(*arguments)
    except Exception as error:
        raise located(error, pointer) from error


def _within(error: Exception, pointer: str) -> Problem:
    """The problem of an error in JSON that stands at a pointer."""
    problem = problem_of(error).anew()
    for fact in (problem.facts, *problem.facts.get("errors", ())):
        fact["pointer"] = f"{pointer}{fact.get('pointer', '')}"
    return problem
