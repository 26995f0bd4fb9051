"""Drawing: the conversation that brings a drawing of the graph behind a tensor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote

from gradwire.recording.handle import Handle
from gradwire.remote.calls import Call, Conversation, content
from gradwire.remote.conversation import Correspondent
from gradwire.tensors.drawings import Graph

SVG: Final = "image/svg+xml"
DOT: Final = "text/vnd.graphviz"
TOO_LARGE: Final = 422


def draw(line: Correspondent, tensor: Handle, names: Mapping[str, Handle]) -> Conversation[Graph]:
    """Ask for the drawing of the graph that leads to a tensor, in which tensors are called by these names."""
    yield from line.exchange(asked=[(tensor, "")])
    recorder = line.recorder
    bound = recorder.names.bound
    called: dict[str, list[str]] = {}
    for name, one in names.items():
        if one._r is recorder and one._n in bound:
            called.setdefault(bound[one._n], []).append(name)
    path = f"{line.path}/graph?tensors={bound[tensor._n]}"
    data = json.loads(content((yield Call("GET", path))))
    drawn = {slot: called[slot] for entry in data["tensors"] for slot in entry["names"] if slot in called}
    for entry in data["tensors"]:
        entry["names"] = [name for slot in entry["names"] for name in drawn.get(slot, ())]
    path += "&names=" + quote(",".join(f"{slot}:{name}" for slot, several in drawn.items() for name in several))
    drawing = yield Call("GET", path, {"Accept": SVG})
    too_large = drawing.status == TOO_LARGE and json.loads(drawing.body)["type"] == "/problems/limit-exceeded"
    svg = None if too_large else content(drawing).decode()
    dot = content((yield Call("GET", path, {"Accept": DOT})))
    return Graph(svg, dot.decode(), data)
