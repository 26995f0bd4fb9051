"""Programs: what a session's server was sent and remembers, so that the next time its name is enough."""

from __future__ import annotations

import json
from typing import Any, Final

from gradwire.recording.exchange import Program, Request
from gradwire.wire import safetensors

MAX_PROGRAMS: Final = 256
MAX_REMEMBERED: Final = 2**16


class Programs:
    """The programs that the server remembers, and the ids that it gave them."""

    def __init__(self) -> None:
        self._ids: dict[Program, str] = {}

    def body(self, request: Request, fields: str) -> list[bytes | memoryview]:
        """The body of a request, which begins with these fields: the server finds a frame's number there at once."""
        known = self._ids.get(request.program)
        fields += f'"program":"{known}"' if known is not None else request.program.text
        if request.names:
            fields += f',"names":{json.dumps(request.names)}'
        if not request.message.uploads:
            return [f'{{{fields},"atomic":false}}'.encode()]
        uploads = {name: request.uploads[place] for name, place in request.message.uploads.items()}
        options = json.dumps({name: upload.options for name, upload in uploads.items() if upload.options})
        text = f'{{{fields},"tensors":{options},"atomic":false}}'
        return safetensors.encode({name: upload.array for name, upload in uploads.items()}, {"program": text})

    def remember(self, request: Request, answer: dict[str, Any]) -> None:
        """The server answered this to a request."""
        program = request.program
        if request.drafts or len(request.message.steps) > MAX_REMEMBERED or "program" not in answer:
            return
        self._ids.pop(program, None)
        if len(self._ids) >= MAX_PROGRAMS:
            del self._ids[next(iter(self._ids))]
        self._ids[program] = answer["program"]

    def forget(self) -> None:
        """The server remembers none."""
        self._ids.clear()
