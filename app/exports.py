"""Exports: a session as one safetensors file, whose arrays are its tensors and gradients (API.md 3).

What else there is of it stands as JSON in the file's `__metadata__`, as `session`; the graph does not travel.
"""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from typing import Any

import engine
from app.answers import Answer
from app.bodies import SAFETENSORS
from app.description import describe
from app.errors import Problem
from app.program.names import GRAD, Name, read_name
from app.sessions import Session
from app.template import dump
from engine.storage import address, extent, storage, strides
from gradwire.wire import dtypes, safetensors

SESSION = "session"
OPTIONS = "device", "dtype", "seed", "exact", "matmul_precision", "ttl", "grad_mode"


def export(session: Session, under: Name | None) -> Answer:
    """The file of a session, or of the tensors whose names begin with one and a dot, without that."""
    own, same = _different(_named(session.variables, under))
    windows = _windows(own)
    tensors = {name: _facts(tensor, windows.get(name)) for name, tensor in own.items()}
    with session.context.computing():
        arrays = {name: tensor.numpy() for name, tensor in own.items() if name not in windows}
        document = describe(session)
        text = dump(
            {
                **{option: document[option] for option in OPTIONS},
                "tensors": tensors | {name: {"same": other} for name, other in same.items()},
                **_generators(session.context),
            }
        )
    body = safetensors.encode(arrays, {SESSION: text.decode()})
    if len(body[0]) - 8 > safetensors.MAX_HEADER:
        detail = f"The names of {len(tensors)} tensors are a header of {len(body[0])} bytes: export some, with `under`."
        raise Problem("limit-exceeded", detail, limit=safetensors.MAX_HEADER)
    return Answer(200, SAFETENSORS, body, {"etag": f'"{session.version}"'})


def _named(variables: dict[str, engine.Tensor], under: Name | None) -> dict[str, engine.Tensor]:
    """The variables to be exported, by their names in the file."""
    if under is None:
        return {str(name): tensor for name, tensor in variables.items()}
    start = f"{under}."
    found = {str(read_name(name[len(start) :])): one for name, one in variables.items() if name.startswith(start)}
    if not found:
        raise Problem("tensor-not-found", f"There is no tensor whose name begins with `{start}`.", name=under)
    return found


def _different(named: dict[str, engine.Tensor]) -> tuple[dict[str, engine.Tensor], dict[str, str]]:
    """Each tensor and gradient by one name, and of the other names that one."""
    names: dict[int, str] = {}
    own, same = {}, {}
    waiting = list(named.items())
    for name, tensor in waiting:
        if id(tensor) in names:
            same[name] = names[id(tensor)]
            continue
        if tensor.device.levels:
            detail = f"{name} stands for every example of a vmap: export it when that has ended."
            raise Problem("op-failed", detail, exception="RuntimeError", name=name)
        names[id(tensor)], own[name] = name, tensor
        if tensor.grad is not None:
            waiting.append((f"{name}{GRAD}", tensor.grad))
    return own, same


def _windows(own: dict[str, engine.Tensor]) -> dict[str, tuple[str, int]]:
    """Of tensors that show memory of another one, whose array is a part of the file: its name, and where they begin.

    That other one has to lie in row-major order, as arrays do there.
    """
    sharing = defaultdict(list)
    for name, tensor in own.items():
        sharing[id(storage(tensor.data))].append(name)
    windows = {}
    for names in sharing.values():
        rows = [name for name in names if own[name].data.flags.c_contiguous] if len(names) > 1 else []
        if rows:
            whole = max(rows, key=lambda name: own[name].nbytes)
            for name in names:
                start = _start(own[name], own[whole])
                if name != whole and start is not None:
                    windows[name] = whole, start
    return windows


def _start(tensor: engine.Tensor, whole: engine.Tensor) -> int | None:
    """Where in the elements of a whole a tensor begins; None where it shows others, or is of another kind."""
    start, rest = divmod(address(tensor.data) - address(whole.data), whole.dtype.itemsize)
    steps = strides(tensor.data)
    if rest or tensor.dtype != whole.dtype or tensor.is_inference != whole.is_inference or min(steps, default=0) < 0:
        return None
    return start if 0 <= start <= whole.data.size - extent(tensor.shape, steps) else None


def _facts(tensor: engine.Tensor, window: tuple[str, int] | None) -> dict[str, Any]:
    """What a tensor is besides its elements, where it is not the default."""
    found: dict[str, Any] = {"requires_grad": True} if tensor.requires_grad else {}
    if window is not None:
        whole, start = window
        place = {"storage": whole, "shape": tensor.shape, "stride": strides(tensor.data), "storage_offset": start}
        return found | place
    if tensor.is_inference:
        found["inference"] = True
    if dtypes.name(tensor.dtype) == "complex128":
        found["dtype"] = "complex128"
    if tensor.device is not tensor.context.device:
        found["device"] = tensor.device.name
    return found


def _generators(context: engine.Context) -> dict[str, Any]:
    """The states of all generators."""
    default, named = {}, {}
    for (name, _), generator in context.generators.items():
        with context.on(*generator.where):
            state = b64encode(generator.state().tobytes()).decode()
        if name:
            named[name] = {"device": generator.device, "state": state}
        else:
            default[generator.device] = state
    return {"generators": default, "named_generators": named}
