"""A client that asks by requests, one after the other."""

from __future__ import annotations

import json
from typing import Any

import httpx
import numpy

from tests.chaos.client import Client

OCTETS = {"content-type": "application/octet-stream", "tensor-dtype": "float64"}


class Requests(Client):
    """Asks for programs, and for all else that there is an address for."""

    def open(self) -> None:
        self.tensors: dict[str, Any] = {}
        super().open()

    def go_on(self) -> None:
        """Ask for some things."""
        if self.chance.random() < 0.7:
            for deed in self.model.next():
                self.ask(deed)
        else:
            kinds = [
                self.put,
                self.put,
                self.put_bytes,
                self.read,
                self.delete,
                self.seed,
                self.look,
                self.ask_again,
                self.ask_again,
            ]
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
