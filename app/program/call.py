"""A request to carry out a program: its JSON or its safetensors file as a Call, and the memory of programs."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import replace
from typing import Any

from app.errors import Problem, invalid, malformed
from app.program.arguments import Upload
from app.program.fields import Fields
from app.program.names import Name, read_name
from app.program.parse import Limits, Parser, read_tensors
from app.program.steps import Call, Program
from gradwire.wire import json, safetensors
from gradwire.wire.errors import WireError


class Programs:
    """The programs last used, by their ids."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: OrderedDict[str, Program] = OrderedDict()

    def find(self, id: str) -> Program:
        """The program of that id, which is now the last used; `program-not-found` where it is gone."""
        program = self._known.get(id)
        if program is None:
            detail = "This program is not known, or no longer: send its steps once more."
            raise Problem("program-not-found", detail, program=id, pointer="/program")
        self._known.move_to_end(id)
        return program

    def parse(self, steps: Any, returns: Any, info: Any, limits: Limits) -> Program:
        """The program of these steps, read from JSON unless it is known; equal ones have one id."""
        written = repr((steps, returns, info)).encode()
        id = f"p-{hashlib.sha256(written).hexdigest()[:24]}"
        if id in self._known:
            return self.find(id)
        program = replace(Parser(limits).program(steps, returns, info), id=id)
        self._known[id] = program
        if len(self._known) > self._size:
            self._known.popitem(last=False)
        return program


def read_call(document: Any, programs: Programs, limits: Limits) -> Call:
    """A call from its JSON."""
    fields = Fields(document, "")
    tensors = read_tensors(fields.take("tensors"), limits.elements)
    atomic, timeout = fields.boolean("atomic", True), fields.seconds("timeout", None)
    if "program" in fields:
        id = fields.text("program", None)
        assert id is not None
        fields.end()
        program = programs.find(id)
    else:
        steps, returns, info = fields.take("steps"), fields.take("return"), fields.take("info")
        fields.drop("program").end()
        program = programs.parse(steps, returns, info, limits)
    return Call(program, tensors, bool(atomic), timeout)


def read_file(body: memoryview | bytes) -> tuple[dict[str, Any], dict[Name, Upload]]:
    """The program's JSON in a safetensors file, `tensors` taken out, and its arrays with these options."""
    try:
        arrays, metadata = safetensors.decode(body)
        document = json.loads(metadata.get("program", "{}").encode())
    except WireError as error:
        raise malformed(error) from error
    if not isinstance(document, dict):
        raise invalid("The program is an object.", "")
    options = Fields(document.pop("tensors", None) or {}, "/tensors")
    uploads = {}
    for name, array in arrays.items():
        at = options.place(name)
        fields = Fields(options.take(name, {}), at)
        flags = [bool(fields.boolean(key, False)) for key in ("requires_grad", "inference")]
        dtype, device = fields.text("dtype", None), fields.text("device", None)
        fields.end()
        uploads[read_name(name, at)] = Upload(array, dtype, device, *flags)
    for name in options.rest():
        raise invalid("These are options of an array that is not in the file.", options.place(name))
    return document, uploads
