"""A client that asks until it is answered, and looks at every answer."""

from __future__ import annotations

import json
import random
import time
from collections import deque
from typing import TYPE_CHECKING, Any

import httpx

from gradwire.wire import safetensors
from tests.app.streaming import SAFETENSORS
from tests.chaos.model import Deed, Model

if TYPE_CHECKING:
    from tests.chaos.storm import Storm

SHORT, LONG = 0.0005, 60.0
"""Seconds that an answer is waited for."""
HANGS_UP = 0.1
"""How likely a client does not wait for an answer, and asks again under the same key."""
REMEMBERED = 300
"""Requests that may be sent once more."""
JSON = "application/json"


class Client:
    """Who has a session, and a model of it."""

    def __init__(self, storm: Storm, number: int) -> None:
        self.storm, self.number = storm, number
        self.chance = random.Random(f"{storm.seed}/{number}")
        self.http = httpx.Client(base_url=storm.url)
        self.keys = 0
        self.acknowledged = 0
        """Changes that were answered."""
        self.again = 0
        """Answers to what had been carried out before it was asked once more."""
        self.slowest = 0.0
        """Seconds that an answer took from when it was asked for and the server was there."""
        self.open()

    def open(self) -> None:
        """Begin a session."""
        self.asked: deque[tuple[str, str, dict[str, Any], httpx.Response]] = deque(maxlen=REMEMBERED)
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
        options["headers"] = options.get("headers", {}) | {"idempotency-key": f"{self.number}.{self.keys}"}
        asked = time.monotonic()
        attempts = 1
        while (response := self._attempt(method, path, options)) is None:
            attempts += 1
            self.storm.pause()
        is_done_before = method == "DELETE" and response.status_code == 404 and attempts > 1
        self.answered(asked, "idempotency-replayed" in response.headers or is_done_before)
        if method != "GET" and (response.is_success or is_done_before):
            self.acknowledged += 1
            self.asked.append((method, path, options, response))
        return response

    def _attempt(self, method: str, path: str, options: dict[str, Any]) -> httpx.Response | None:
        """An answer; None where the server is away, has none yet, or the client hangs up before it is here."""
        read = SHORT if self.chance.random() < HANGS_UP else LONG
        try:
            response = self.http.request(method, path, timeout=httpx.Timeout(LONG, read=read), **options)
        except httpx.TransportError as error:
            if isinstance(error, httpx.TimeoutException) and read == LONG:
                raise
            return None
        is_in_flight = response.status_code == 409 and "in-flight" in response.json()["type"]
        return None if is_in_flight or response.status_code == 503 else response

    def ask_again(self) -> None:
        """Send once more what was answered some time ago: the answer has to be the same."""
        method, path, options, first = self.chance.choice(self.asked)
        while (again := self._attempt(method, path, options)) is None:
            self.storm.pause()
        assert (again.status_code, again.content) == (first.status_code, first.content), (again.text, first.text)
        assert "idempotency-replayed" in again.headers
        self.again += 1

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
