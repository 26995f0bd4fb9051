"""A request to carry out a program: its JSON or its safetensors file as a Call, and the memory of both."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeAlias

from app.bodies import SAFETENSORS, Body, read_json
from app.errors import Problem, invalid, malformed
from app.program.arguments import Upload
from app.program.fields import Fields
from app.program.names import Name, read_name
from app.program.parse import Limits, Parser, read_names, read_tensors
from app.program.steps import Call, Program
from app.program.stretches import stretches
from gradwire.wire import json, safetensors
from gradwire.wire.errors import WireError

TEXT_BYTES = 1 << 18
"""Of requests whose texts are remembered beside the programs."""


Own: TypeAlias = tuple[str, ...]
"""Fields beside the program's, which one kind of request has."""


Source: TypeAlias = tuple[Any, Any, Any]
"""A program's steps, and what it returns and tells of, as JSON."""


class Text(NamedTuple):
    """What a request says, not yet read, and the data of the arrays that came with it."""

    media: str
    said: bytes
    data: bytes | memoryview


class Attached(NamedTuple):
    """An array of a request's file, and what its tensor shall be."""

    place: safetensors.Place
    dtype: str | None
    device: str | None
    requires_grad: bool
    inference: bool


@dataclass(slots=True)
class Reading:
    """What the text of a request says: a call, the fields that its endpoint takes, and the arrays behind the text."""

    call: Call
    fields: dict[str, Any]
    arrays: dict[Name, Attached]
    size: int
    prepared: Any = None
    """How it is answered from its numbers alone, where that is known (see app.prepared)."""


class Programs:
    """The programs last used, by their ids; and requests by their texts, which need not be read again."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._known: OrderedDict[str, Program] = OrderedDict()
        self._sources: dict[str, Source] = {}
        self._new: list[str] | None = None
        """Those learnt since `begin`, if somebody has to know."""
        self._readings: OrderedDict[tuple[Own, str, bytes], Reading] = OrderedDict()
        self._text_bytes = 0
        self._lock = threading.Lock()  # programs without a session have one memory, whatever thread they run in

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
        id = _id(steps, returns, info)
        if id in self._known:
            return self.find(id)
        program = Parser(limits).program(steps, returns, info)
        parts = stretches(steps or (), program.steps, _id)
        self._known[id] = program = replace(program, id=id, stretches=parts)
        self._sources[id] = steps, returns, info
        if self._new is not None:
            self._new.append(id)
        self._bound()
        return program

    def begin(self) -> None:
        """Look at what is learnt from now on."""
        self._new = []

    def forget_new(self) -> None:
        """Know nothing of what was learnt since `begin`."""
        while self._new:
            id = self._new.pop()
            self._known.pop(id, None)
            self._sources.pop(id, None)

    def sources(self) -> list[Source]:
        """The JSON of the programs, the last used last."""
        return [self._sources[id] for id in self._known]

    def restore(self, sources: Iterable[Sequence[Any]], limits: Limits) -> None:
        """Know programs by their JSON, the last used last."""
        for steps, returns, info in sources:
            self.parse(steps, returns, info, limits)

    def resize(self, size: int) -> None:
        """Know no more than so many."""
        self._size = size
        self._bound()

    def _bound(self) -> None:
        while len(self._known) > self._size:
            id, _ = self._known.popitem(last=False)
            del self._sources[id]

    def recall(self, text: Text, own: Own = ()) -> Reading | None:
        """What was read of a text before, if its program is known still and as much data is behind it."""
        key = own, text.media, text.said
        reading = self._readings.get(key)
        if reading is None or reading.size != len(text.data):
            return None
        id = reading.call.program.id
        if id is None or id not in self._known:
            return None
        with self._lock:
            if key in self._readings:
                self._readings.move_to_end(key)
        self._known.move_to_end(id)
        return reading

    def remember(self, text: Text, own: Own, reading: Reading) -> None:
        """Keep a reading, unless its text is so long that many others would have to go."""
        if len(text.said) > TEXT_BYTES // 8:
            return
        key = own, text.media, text.said
        with self._lock:
            if key not in self._readings:
                self._text_bytes += len(text.said)
            self._readings[key] = reading
            while self._text_bytes > TEXT_BYTES:
                (*_, forgotten), _ = self._readings.popitem(last=False)
                self._text_bytes -= len(forgotten)


def _id(steps: Any, returns: Any = None, info: Any = None) -> str:
    written = repr((steps, returns, info)).encode()
    return f"p-{hashlib.sha256(written).hexdigest()[:24]}"


def split(body: Body) -> Text:
    """The text of a request, and the data behind it."""
    if body.media != SAFETENSORS:
        return Text(body.media, bytes(body.data), b"")
    try:
        header, data = safetensors.split(body.data)
    except WireError as error:
        raise malformed(error) from error
    return Text(body.media, bytes(header), data)


def read_request(text: Text, programs: Programs, limits: Limits, own: Own = ()) -> Reading:
    """What a request says, `own` being fields that its endpoint takes; it is remembered.

    One that has names for variables is not: it is another each time.
    """
    document, arrays = _read(text)
    fields = {key: document.pop(key) for key in own if key in document}
    reading = Reading(read_call(document, programs, limits), fields, arrays, len(text.data))
    if not reading.call.names:
        programs.remember(text, own, reading)
    return reading


def read_uploads(reading: Reading, text: Text) -> dict[Name, Upload]:
    """The tensors that came behind a text, as views of its data."""
    if not reading.arrays:
        return {}
    try:
        views = safetensors.view([attached.place for attached in reading.arrays.values()], memoryview(text.data))
    except WireError as error:
        raise malformed(error) from error
    return {name: Upload(views[name], *attached[1:]) for name, attached in reading.arrays.items()}


def read_call(document: Any, programs: Programs, limits: Limits) -> Call:
    """A call from its JSON."""
    fields = Fields(document, "")
    tensors = read_tensors(fields.take("tensors"), limits.elements)
    atomic, timeout = fields.boolean("atomic", True), fields.seconds("timeout", None)
    names = read_names(fields.take("names"))
    if "program" in fields:
        id = fields.text("program", None)
        assert id is not None
        for key in ("steps", "return", "info"):
            if key in fields:
                detail = f"`program` stands for its `steps`, `return` and `info`: leave out `{key}`, or `program`."
                raise invalid(detail, fields.place(key))
        fields.end()
        program = programs.find(id)
    else:
        steps, returns, info = fields.take("steps"), fields.take("return"), fields.take("info")
        fields.drop("program").end()
        program = programs.parse(steps, returns, info, limits)
    return Call(program, tensors, bool(atomic), timeout, names)


def _read(text: Text) -> tuple[dict[str, Any], dict[Name, Attached]]:
    """The program's JSON, and the arrays that lie in the data, with the options of `tensors`."""
    if text.media != SAFETENSORS:
        document = read_json(Body(text.media, text.said))
        if not isinstance(document, dict):
            raise invalid("The program is an object.")
        return document, {}
    try:
        places, metadata = safetensors.layout(text.said, len(text.data))
        document = json.loads(metadata.get("program", "{}").encode())
    except WireError as error:
        raise malformed(error) from error
    if not isinstance(document, dict):
        raise invalid("The program is an object.", "")
    options = Fields(document.pop("tensors", None) or {}, "/tensors")
    arrays = {}
    for place in places:
        at = options.place(place.name)
        fields = Fields(options.take(place.name, {}), at)
        flags = [bool(fields.boolean(key, False)) for key in ("requires_grad", "inference")]
        dtype, device = fields.text("dtype", None), fields.text("device", None)
        fields.end()
        arrays[read_name(place.name, at)] = Attached(place, dtype, device, *flags)
    for name in options.rest():
        raise invalid("These are options of an array that is not in the file.", options.place(name))
    return document, arrays
