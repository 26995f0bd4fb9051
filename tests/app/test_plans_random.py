"""Random programs leave a session with plans exactly as one without: answers, tensors, graphs, generators, errors.

`GRADWIRE_RANDOM_SESSIONS=2000 pytest tests/app/test_plans_random.py` tries more of them.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from app.program.plans import Plans
from engine.plan import blocks
from tests.app.conftest import Client
from tests.app.likeness import difference
from tests.app.random_programs import Programs, tensors, with_other_values
from tests.app.steps import op

COUNT = int(os.environ.get("GRADWIRE_RANDOM_SESSIONS", "60"))
GROUP = 20
PASSING = ("request_id", "created_at", "expires_at", "id")


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
        assert difference(stepped, planned) is None

    def look(self) -> None:
        """See that all that can be looked at is the same."""
        for path in ("S", "S/graph", "S/tensors?limit=1000", "S/grad-mode"):
            self.ask("GET", path)

    def change(self, pick: random.Random, given: dict[str, Any]) -> dict[str, Any]:
        """Change something between runs; what is given from now on."""
        name, other = pick.choice("xywb"), pick.choice("xyw")
        kinds = ["nothing"] * 4 + ["values"] * 5
        kinds += ["shapes", "requires", "delete", "alias", "dtype", "seed", "mode", "view", "graph", "twin", "gradient"]
        match pick.choice(kinds):
            case "values":
                given = {key: with_other_values(pick, value) for key, value in given.items()}
                self.program(tensors={key: value for key, value in given.items() if pick.random() < 0.7})
            case "shapes":
                given = tensors(pick)
                self.program(tensors=given)
            case "requires":
                self.ask("PATCH", f"S/tensors/{name}", json={"requires_grad": pick.random() < 0.5})
            case "delete":
                self.program({"delete": [pick.choice([name, f"{name}.grad", "h"])]}, atomic=False)
            case "alias":
                self.program({"bind": {name: other}})
            case "dtype":
                self.ask("PATCH", "S", json={"dtype": pick.choice(["float32", "float64"])})
            case "seed":
                self.ask("PATCH", "S", json={"seed": pick.randrange(5)})
            case "mode":
                self.ask("PUT", "S/grad-mode", json={"enabled": pick.random() < 0.6})
            case "view":
                window = op("narrow", "_v", dim=0, start=0, length=1, out=name)
                self.program(op("view", other, size=[-1], out="_v"), window, atomic=False)
            case "graph":
                self.program(op("mul", name, 1.5, out=name), atomic=False)
            case "twin":
                self.program(op("detach", other, out=name), atomic=False)
            case "gradient":
                self.program({"bind": {f"{name}.grad": other}}, atomic=False)
        return given

    def tell(self) -> None:
        """See that both would go on with the same random numbers, and count how often plans ran."""
        self.program(op("rand", size=[3], out="_r"), **{"return": ["_r"]})
        self.hits += self.plans.counts.hits
        self.misses += self.plans.counts.misses


def _told(response: Any) -> Any:
    """A status, and what was answered, but for what differs from request to request."""
    answer = response.json() if response.content else None
    if isinstance(answer, dict):
        answer = {key: value for key, value in answer.items() if key not in PASSING}
    return response.status_code, json.dumps(answer)


def _state(session: Any) -> dict[str, Any]:
    context = session.context
    modes = context.grad_enabled, context.inference, context.anomaly, context.dtype, context.max_bytes
    counts = context.tensors, context.nodes, session.version, len(context.released)
    return {"variables": session.variables, "generators": context._generators, "modes": modes, "counts": counts}


def live(twins: Twins, seed: int) -> None:
    """Open sessions, and run a few random programs some times each, with changes between."""
    pick = random.Random(seed)
    twins.open()
    programs = Programs(seed)
    given = tensors(pick)
    programs.bind(given)
    programs.errors = pick.choice([0, 0, 0, 0, 0.05])
    twins.program(tensors=given)
    made = []
    for _ in range(pick.choice([1, 1, 2])):
        steps = programs.program(pick.choice([3, 5, 8, 14]))
        names = [name for name in programs.names("any") if name != "_"]
        told = pick.sample(names, min(2, len(names))) + [f"{name}.grad" for name in names if name[0] != "_"][:2]
        made.append({"steps": steps, "return": told} | pick.choice([{}, {"info": told[:2]}]))
    fields = pick.choice([{}, {"atomic": False}])
    uploads = pick.random() < 0.5
    for number in range(pick.choice([5, 6, 8])):
        for program in made:
            own = {"tensors": {name: with_other_values(pick, given[name]) for name in ("x", "w")}} if uploads else {}
            twins.program(
                *program["steps"], **{key: program[key] for key in program if key != "steps"}, **fields, **own
            )
        if number > 1:
            given = twins.change(pick, given)
            twins.look()
    twins.tell()


@pytest.mark.parametrize("group", range(max(COUNT // GROUP, 1)))
def test_plans_leave_sessions_as_steps_do(
    make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, group: int
) -> None:
    """Every other group with loops over blocks of a few numbers."""
    if group % 2:
        monkeypatch.setattr(blocks, "BLOCK", 8)
        monkeypatch.setattr(blocks, "LEAST", 1)
    twins = Twins(make_client)
    for seed in range(group * GROUP, (group + 1) * GROUP):
        try:
            live(twins, seed)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert twins.hits > twins.misses, "plans are what is tested"
