"""Snapshots: a session as it is after an entry of its history, in a safetensors file (DESIGN 7).

The file's arrays are the storages by number, binary answers of streams, and `session`, which is all else as JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
import orjson

from app.program.parse import BOUNDLESS
from app.program.steps import Owner
from app.sessions import Session
from engine import saving
from engine.fingerprint import fingerprint
from gradwire.wire import safetensors

SESSION = "session"
ANSWER = "answer."


class Snapshot:
    """A session as it is when this is made, in its turn and in a thread; to be closed when it is written."""

    def __init__(self, session: Session) -> None:
        history = session.history
        history.settle()
        self.entry = history.last
        self.total = replace(history.total)
        self.facts = {"fingerprint": fingerprint(), "forked": False}
        self._answers: dict[str, bytes] = {}
        variables = {str(name): tensor for name, tensor in session.variables.items()}
        self._saved = saving.save(session.context, variables, _written)
        self._document = {
            "version": session.version,
            "moves": session.moves,
            "suspended": session.suspensions.begun,
            "programs": json.dumps(session.programs.sources()),  # which has integers and numbers of any size
            "freed": sorted(session.replays.freed),
            "streams": session.streams.describe(self._answer),
            "graph": self._saved.document,
        }

    def close(self) -> None:
        """Let the session go on without it."""
        self._saved.close()

    def write(self, path: Path) -> int:
        """Write it to a file, while the session goes on; its size."""
        text = orjson.dumps(self._document)
        told = {name: numpy.frombuffer(data, numpy.uint8) for name, data in {SESSION: text, **self._answers}.items()}
        storages = {str(place): _bytes(one) for place, one in enumerate(self._saved.arrays) if one is not None}
        header, names = safetensors.header(told | storages)
        with path.open("wb") as file:
            file.write(header)
            for name in names:
                array = told[name] if name in told else self._saved.take(int(name))
                file.write(_bytes(array).data)
            return file.tell()

    def _answer(self, data: bytes) -> str:
        """The name of a binary answer."""
        name = f"{ANSWER}{len(self._answers)}"
        self._answers[name] = data
        return name


def load(session: Session, path: Path) -> None:
    """Let a new session be as it was when a snapshot was written."""
    arrays = dict(_read(path))
    document = orjson.loads(arrays.pop(SESSION).data)
    answers = {name: arrays.pop(name).tobytes() for name in list(arrays) if name.startswith(ANSWER)}
    session.version, session.moves = document["version"], document["moves"]
    session.suspensions.begun = document["suspended"]
    session.replays.forget(document["freed"])
    session.programs.restore(json.loads(document["programs"]), BOUNDLESS)
    session.streams.restore(document["streams"], answers)
    storages = [arrays[str(place)] for place in range(len(arrays))]
    session.variables |= saving.load(session.context, document["graph"], storages, lambda told: Owner(*told))


def _read(path: Path) -> Iterator[tuple[str, numpy.ndarray[Any, Any]]]:
    """The arrays of a file as bytes, each in memory of its own."""
    with path.open("rb", buffering=0) as file:
        length = int.from_bytes(file.read(8), "little")
        places, _ = safetensors.layout(file.read(length), path.stat().st_size - 8 - length)
        for place in places:
            array = numpy.empty(place.stop - place.start, numpy.uint8)
            _fill(file, array.data)
            yield place.name, array


def _fill(file: Any, memory: memoryview) -> None:
    while len(memory):
        read = file.readinto(memory)
        if not read:
            raise ValueError("The file ends before its arrays do.")
        memory = memory[read:]


def _bytes(array: numpy.ndarray[Any, Any]) -> numpy.ndarray[Any, Any]:
    """The bytes of a storage, which is in row-major order; what they are is told by the graph."""
    return array.reshape(-1).view(numpy.uint8)


def _written(owner: Owner) -> list[Any]:
    return [owner.name, owner.tag, owner.sends]
