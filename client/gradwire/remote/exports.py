"""Exports: tensors of a session in a file, and a session that begins with those of one (docs/api.md, section 4)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.remote.calls import JSON, SAFETENSORS, Call, Conversation, content, once, parsed
from gradwire.remote.conversation import Correspondent
from gradwire.remote.runs import bind, check, check_names, forget
from gradwire.wire import safetensors
from gradwire.wire.errors import WireError

UNDER: Final = "gradwire-export"
"""What names begin with while they are exported, and not in the file."""
GRAD: Final = ".grad"
RECORDING: Final = b'{"enabled": true, "inference": false}'


class Export(NamedTuple):
    """A file, and the names of its tensors."""

    data: bytes
    names: list[str]


def read(data: bytes) -> Export:
    """A file that a session can begin with; ValueError where it is none."""
    try:
        header, arrays = safetensors.split(data)
        places, metadata = safetensors.layout(header, arrays.nbytes)
        told = json.loads(metadata.get("session", "{}")).get("tensors", {})
    except (WireError, ValueError, AttributeError) as error:
        raise ValueError(f"this is no safetensors file that a session can begin with: {error}") from None
    names = [name for name in dict.fromkeys([*told, *(place.name for place in places)]) if not name.endswith(GRAD)]
    check_names(names)
    return Export(data, names)


def export(line: Correspondent, tensors: Mapping[str, Handle]) -> Conversation[bytes]:
    """Bring the file of these tensors, with their gradients, the generators and what the session was opened with."""
    recorder = line.recorder
    if not tensors:
        raise ValueError("export() takes a dict of names and the tensors that they are for")
    check(tensors)
    bound = {f"{UNDER}.{name}": tensor for name, tensor in tensors.items()}
    bind(recorder, bound)
    yield from line.exchange()
    try:
        reply = yield from line.send(Call("GET", f"{line.path}?under={UNDER}", {"Accept": SAFETENSORS}))
        return content(reply)
    finally:
        record(recorder, f'{{"delete":{json.dumps(list(bound))}}}', [])


def open_import(file: Export, options: Mapping[str, Any]) -> Conversation[dict[str, Any]]:
    """Open a session with a file, in which operations are recorded."""
    query = urlencode({name: json.dumps(one) if isinstance(one, bool) else one for name, one in options.items()})
    call = Call("POST", f"/v1/sessions?{query}", {"Content-Type": SAFETENSORS}, [file.data])
    info: dict[str, Any] = parsed((yield once(call)))
    path = f"/v1/sessions/{info['id']}/grad-mode"
    parsed((yield once(Call("PUT", path, {"Content-Type": JSON}, [RECORDING]))))
    return info


def adopt(line: Correspondent, names: list[str]) -> Conversation[dict[str, Any]]:
    """Have the tensors of these names under names of our own; those that are one tensor are one here."""
    recorder = line.recorder
    if not names:
        return {}
    slots = ",".join([f'"%s":"{name}"' for name in names])
    first = record(recorder, f'{{"bind":{{{slots}}}}}', [], len(names), outs_first=True)
    made = [recorder.new_tensor(recorder, number, UNKNOWN) for number in range(first, first + len(names))]
    record(recorder, f'{{"delete":{json.dumps(names)}}}', [])
    _, infos = yield from line.exchange(asked=[(tensor, "") for tensor in made])
    forget(recorder, made, infos, may_have_graphs=True)
    found: dict[str, Any] = {}
    tensors: dict[str, Handle] = {}
    storages: dict[str, Handle] = {}
    for name, tensor, info in zip(names, made, infos, strict=True):
        assert info is not None
        found[name] = tensors.setdefault(info["id"], tensor)
        recorder.related(found[name], storages.setdefault(info["storage"], found[name]))
    return found
