"""Twins: two sessions that are asked the same and must stay the same, one without plans and one with."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.program.plans import Plans
from tests.app.conftest import Client
from tests.app.likeness import difference
from tests.app.steps import op

PASSING = ("request_id", "created_at", "expires_at", "id")

HELD = ("bytes", "memory")
"""What a session on a GPU tells of memory: that of its plans is counted there."""


class Twins:
    """Two sessions, of a server without plans and of one with, that are asked the same and must stay the same."""

    def __init__(self, make_client: Callable[..., Client]) -> None:
        self.clients = [make_client(session_plans=plans, tensor_bytes=1 << 16) for plans in (0, 256)]
        self.hits = self.misses = 0

    def open(self) -> None:
        """Begin with new sessions."""
        for client in self.clients:
            client.request("DELETE", "S")
            client.session = client.post("/v1/sessions", json={"seed": 0}).headers["location"]

    @property
    def plans(self) -> Plans:
        """Those of the session that has some."""
        return self.clients[1].app.state.store.all()[0].plans  # type: ignore[no-any-return]

    def ask(self, method: str, path: str, **options: Any) -> None:
        """The same request to both, which must answer the same."""
        stepped, planned = (_told(client.request(method, path, **options)) for client in self.clients)
        assert planned == stepped

    def program(self, *steps: Any, **fields: Any) -> None:
        """A program for both, which must then be the same."""
        self.ask("POST", "S/programs", json={"steps": steps, **fields})
        stepped, planned = (_state(client.app.state.store.all()[0]) for client in self.clients)
        found = difference(stepped, planned)
        assert found is None, found

    def look(self) -> None:
        """See that all that can be looked at is the same."""
        for path in ("S", "S/graph", "S/tensors?limit=1000", "S/grad-mode"):
            self.ask("GET", path)

    def tell(self) -> None:
        """See that both would go on with the same random numbers, and count how often plans ran."""
        self.program(op("rand", size=[3], out="_r"), **{"return": ["_r"]})
        self.hits += self.plans.counts.hits
        self.misses += self.plans.counts.misses


def _told(response: Any) -> Any:
    """A status, and what was answered, but for what differs from request to request."""
    answer = response.json() if response.content else None
    if isinstance(answer, dict):
        passing = PASSING if answer.get("device", "cpu") == "cpu" else (*PASSING, *HELD)
        answer = {key: value for key, value in answer.items() if key not in passing}
    return response.status_code, json.dumps(answer)


def _state(session: Any) -> dict[str, Any]:
    context = session.context
    modes = context.grad_enabled, context.inference, context.anomaly, context.dtype, context.max_bytes
    counts = context.tensors, context.nodes, session.version
    return {"variables": session.variables, "generators": context._generators, "modes": modes, "counts": counts}
