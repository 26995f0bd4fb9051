"""Clients that ask until they are answered, and look at every answer."""

from __future__ import annotations

import json
import random
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import httpx
import numpy
from websockets.exceptions import InvalidHandshake, WebSocketException

from gradwire.wire import safetensors
from tests.app.streaming import SAFETENSORS, Stream, plain
from tests.chaos.model import Deed, Model

if TYPE_CHECKING:
    from tests.chaos.storm import Storm

PAUSE = 0.01
"""Seconds until a server that is away is asked again."""
JSON = "application/json"
OCTETS = {"content-type": "application/octet-stream", "tensor-dtype": "float64"}


class Client:
    """Who has a session, and a model of it."""

    def __init__(self, storm: Storm, number: int) -> None:
        self.storm, self.number = storm, number
        self.chance = random.Random(f"{storm.seed}/{number}")
        self.http = httpx.Client(base_url=storm.url, timeout=60)
        self.keys = 0
        self.acknowledged = 0
        """Changes that were answered."""
        self.again = 0
        """Answers that the log gave, to what had been carried out before."""
        self.slowest = 0.0
        """Seconds that an answer took from when it was asked for and the server was there."""
        self.open()

    def open(self) -> None:
        """Begin a session."""
        seed = self.chance.getrandbits(31)
        self.session = self.request("POST", "/v1/sessions", json={"seed": seed}).headers["location"]
        self.model = Model(self.chance, seed)
        self.known: dict[str, str] = {}
        """The ids of programs, by their texts."""
        self.ask(self.model.begin())

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """The answer to a request, which is sent under one key until it is answered; S is the session."""
        path = path.replace("S", self.session, 1) if path.startswith("S") else path
        self.keys += 1
        headers = {"idempotency-key": f"{self.number}.{self.keys}"} | options.pop("headers", {})
        asked = time.monotonic()
        is_first = True
        while (response := self._attempt(method, path, headers=headers, **options)) is None:
            is_first = False
            time.sleep(PAUSE)
        is_done_before = method == "DELETE" and response.status_code == 404 and not is_first
        self.answered(asked, "idempotency-replayed" in response.headers or is_done_before)
        if method != "GET" and (response.is_success or is_done_before):
            self.acknowledged += 1
        return response

    def _attempt(self, method: str, path: str, **options: Any) -> httpx.Response | None:
        """An answer; None where the server is away, or not yet ready to give one."""
        try:
            response = self.http.request(method, path, **options)
        except httpx.TimeoutException:
            raise
        except httpx.TransportError:
            return None
        is_in_flight = response.status_code == 409 and "in-flight" in response.json()["type"]
        return None if is_in_flight or response.status_code == 503 else response

    def answered(self, asked: float, again: bool) -> None:
        """Count an answer."""
        self.again += again
        self.slowest = max(self.slowest, time.monotonic() - max(asked, self.storm.serving))

    def ask(self, deed: Deed) -> None:
        """Ask by a request, and look at the answer."""
        path = "S/programs" if deed.suspension is None else f"S/suspensions/{deed.suspension}"
        program = self.said(deed)
        if deed.arrays:
            body = b"".join(safetensors.encode(deed.arrays, {"program": json.dumps(program)}))
            response = self.request("POST", path, content=body, headers={"content-type": SAFETENSORS, "accept": JSON})
        else:
            response = self.request("POST", path, json=program)
        answer = response.json()
        self.check(deed, answer)

    def said(self, deed: Deed) -> dict[str, Any]:
        """A program as it is sent: by its id, where that is known, as often as not."""
        program = deed.program()
        id = self.known.get(_text(program))
        if id is None or self.chance.random() < 0.5:
            return program
        return {"program": id} | {name: said for name, said in program.items() if name not in ("steps", "return")}

    def check(self, deed: Deed, answer: Any) -> None:
        """Look at the answer, and remember the id of the program."""
        deed.check(answer)
        if "program" in answer and deed.suspension is None:
            self.known[_text(deed.program())] = answer["program"]

    def look(self) -> None:
        """Compare all there is."""
        self.ask(self.model.look())
        found = self.request("GET", "S").json()
        assert found["version"] == self.model.version, (found, self.model.version)

    def close(self) -> None:
        self.http.close()


def _text(program: dict[str, Any]) -> str:
    return json.dumps([program["steps"], program.get("return")])


class Requests(Client):
    """A client that asks by requests, one after the other."""

    def open(self) -> None:
        self.tensors: dict[str, Any] = {}
        super().open()

    def go_on(self) -> None:
        """Ask for some things."""
        if self.chance.random() < 0.7:
            for deed in self.model.next():
                self.ask(deed)
        else:
            kinds = [self.put, self.put, self.put_bytes, self.read, self.delete, self.seed, self.look]
            self.chance.choice([*kinds, self.reopen] if self.model.version > 100 else kinds)()

    def put(self) -> None:
        """Bind a name."""
        name, data = f"t{self.chance.randrange(4)}", [self.chance.randrange(100) for _ in range(3)]
        self._bound(name, data, self.request("PUT", f"S/tensors/{name}", json={"data": data}))

    def put_bytes(self) -> None:
        """Bind a name to much."""
        name, array = "t4", self.model.large()
        headers = OCTETS | {"tensor-shape": json.dumps(array.shape)}
        response = self.request("PUT", f"S/tensors/{name}", content=array.tobytes(), headers=headers)
        self._bound(name, array, response)

    def _bound(self, name: str, data: Any, response: httpx.Response) -> None:
        self.model.version += 1
        assert response.status_code == (200 if name in self.tensors else 201), response.text
        self.tensors[name] = data

    def read(self) -> None:
        """Look at a value."""
        for name in self.tensors:
            response = self.request("GET", f"S/tensors/{name}", headers={"accept": "application/octet-stream"})
            dtype = response.headers["tensor-dtype"]
            assert numpy.array_equal(numpy.frombuffer(response.content, dtype), self.tensors[name]), name

    def delete(self) -> None:
        """Forget a name."""
        if self.tensors:
            name = self.chance.choice(list(self.tensors))
            del self.tensors[name]
            self.model.version += 1
            assert self.request("DELETE", f"S/tensors/{name}").status_code == 204
            assert self.request("GET", f"S/tensors/{name}").status_code == 404

    def seed(self) -> None:
        """Let random numbers begin anew."""
        seed = self.chance.getrandbits(31)
        self.model.seed(seed)
        self.model.version += 1
        found = self.request("PATCH", "S", json={"seed": seed}).json()
        assert found["version"] == self.model.version, (found, self.model.version)

    def look(self) -> None:
        super().look()
        self.read()

    def reopen(self) -> None:
        """End the session, and begin another."""
        self.look()
        assert self.request("DELETE", "S").status_code in (204, 404)
        assert self.request("GET", "S").status_code == 404
        self.open()


class Frames(Client):
    """A client that sends frames without waiting for answers, and goes on with its stream where that broke off."""

    def open(self) -> None:
        super().open()
        self.waiting: deque[Deed] = deque()
        """What is to be sent."""
        self.unanswered: deque[tuple[int, Any, Deed | None]] = deque()
        """What was sent, or is: its number, the frame, and None where it will be skipped."""
        self.sent = self.received = 0
        self.cause: int | None = None
        """The frame that the next one has to clear."""

    def go_on(self) -> None:
        """Send some frames, and receive all answers."""
        self._converse(self.chance.randrange(200))

    def _converse(self, frames: int) -> None:
        """Send so many frames, or more, on one connection."""
        try:
            with plain(self.storm.url, self.session) as wire:
                stream = Stream(wire)
                done = self._greet(stream)
                while frames > 0 or self.waiting or self.unanswered:
                    while (frames > 0 or self.waiting) and len(self.unanswered) < self.chance.randrange(1, 20):
                        frames -= 1
                        wire.send(self._frame())
                    self._receive(stream, done)
        except (OSError, EOFError, InvalidHandshake, WebSocketException) as error:
            if getattr(getattr(error, "rcvd", None), "code", None) not in (None, 1012, 1013):
                raise
            time.sleep(PAUSE)

    def _greet(self, stream: Stream) -> int:
        """Say hello, and what the server did not come to; the last frame that it has carried out."""
        stream.send({"hello": {"stream": "chaos", "received": self.received}})
        done: int = stream.receive()["hello"]["done"]
        assert self.received <= done <= self.sent, (self.received, done, self.sent)
        for number, data, _ in self.unanswered:
            if number > done:
                stream.wire.send(data)
        return done

    def _frame(self) -> Any:
        """The next frame, kept until it is answered."""
        self.sent += 1
        if self.cause is not None and self.chance.random() < 0.2:
            data = json.dumps({"id": self.sent, "steps": []})
            self.unanswered.append((self.sent, data, None))
            return data
        if not self.waiting:
            self.waiting.extend(self.model.next())
        deed = self.waiting.popleft()
        frame = {"id": self.sent, **self.said(deed), "accept": JSON}
        if self.cause is not None:
            frame["clear"] = self.cause
        if deed.suspension is not None:
            frame["suspension"] = deed.suspension
        self.cause = self.sent if deed.meets or deed.asks else None
        data = json.dumps(frame)
        if deed.arrays:
            data = b"".join(safetensors.encode(deed.arrays, {"program": data}))
        self.unanswered.append((self.sent, data, deed))
        return data

    def _receive(self, stream: Stream, done: int) -> None:
        asked = time.monotonic()
        answer = stream.receive()
        number, _, deed = self.unanswered[0]
        assert answer["id"] == number, (answer, number)
        said = answer.get("problem", answer)
        if deed is None:
            assert said["type"] == "/problems/skipped", said
        else:
            self.check(deed, said)
            self.acknowledged += deed.changes
        self.received = number
        self.unanswered.popleft()
        self.answered(asked, number <= done)

    def look(self) -> None:
        while self.unanswered or self.waiting:
            self._converse(0)
        super().look()
