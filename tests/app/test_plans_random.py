"""Random programs leave a session with plans exactly as one without: answers, tensors, graphs, generators, errors.

`GRADWIRE_RANDOM_SESSIONS=2000 pytest tests/app/test_plans_random.py` tries more of them.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from app.program import stretches
from app.program.planned import PlannedBlock
from engine.plan.host import blocks
from tests.app.conftest import Client
from tests.app.random_programs import Programs, tensors, with_other_values
from tests.app.steps import op, without_recording
from tests.app.twins import Twins

COUNT = int(os.environ.get("GRADWIRE_RANDOM_SESSIONS", "40"))
GROUP = 20


def change(twins: Twins, pick: random.Random, given: dict[str, Any]) -> dict[str, Any]:
    """Change something between runs; what is given from now on."""
    name, other = pick.choice("xywb"), pick.choice("xyw")
    kinds = ["nothing"] * 4 + ["values"] * 5 + ["alias"] * 2
    kinds += ["shapes", "requires", "delete", "alias", "dtype", "seed", "mode", "view", "graph", "twin", "gradient"]
    match pick.choice(kinds):
        case "values":
            given = {key: with_other_values(pick, value) for key, value in given.items()}
            twins.program(tensors={key: value for key, value in given.items() if pick.random() < 0.7})
        case "shapes":
            given = tensors(pick)
            twins.program(tensors=given)
        case "requires":
            twins.ask("PATCH", f"S/tensors/{name}", json={"requires_grad": pick.random() < 0.5})
        case "delete":
            twins.program({"delete": [pick.choice([name, f"{name}.grad", "h"])]}, atomic=False)
        case "alias":
            twins.program({"bind": {name: other}})
        case "dtype":
            twins.ask("PATCH", "S", json={"dtype": pick.choice(["float32", "float64"])})
        case "seed":
            twins.ask("PATCH", "S", json={"seed": pick.randrange(5)})
        case "mode":
            twins.ask("PUT", "S/grad-mode", json={"enabled": pick.random() < 0.6})
        case "view":
            window = op("narrow", "_v", dim=0, start=0, length=1, out=name)
            twins.program(op("view", other, size=[-1], out="_v"), window, atomic=False)
        case "graph":
            twins.program(op("mul", name, 1.5, out=name), atomic=False)
        case "twin":
            twins.program(op("detach", other, out=name), atomic=False)
        case "gradient":
            twins.program({"bind": {f"{name}.grad": other}}, atomic=False)
    return given


def preparation(pick: random.Random, programs: Programs) -> list[dict[str, Any]]:
    """Steps after which names stand for views, for twins, and for what is part of a graph."""
    steps = []
    for _ in range(pick.choice([1, 2, 4])):
        name, other, third = (pick.choice("xywb") for _ in range(3))
        step = pick.choice(
            [
                op(pick.choice(["sin", "exp", "clone", "neg"]), name, out=name),
                op(pick.choice(["mul", "add", "sub"]), name, third, out=other),
                op("view_as", name, name, out=other),
                op("view_as", name, name, out=other),
                op("expand", name, size=[2, 3], out=other),
                op(pick.choice(["detach", "data"]), name, out=other),
                op("matmul", name, third, out=other),
                op("select", name, dim=0, index=0, out=other),
                op("t", name, out=other),
                without_recording(op("view_as", name, name, out=other)),
            ]
        )
        if programs.attempt(step) is None:
            steps.append(step)
    return steps


def live(twins: Twins, seed: int) -> None:
    """Open sessions, and run a few random programs some times each, with changes between."""
    pick = random.Random(seed)
    twins.open()
    programs = Programs(seed)
    given = tensors(pick)
    programs.bind(given)
    programs.errors = pick.choice([0, 0, 0, 0.05])
    twins.program(tensors=given)
    uploads = pick.choice([(), ("x", "w"), ("_l",), ("x", "_l", "_m")])
    begins = preparation(pick, programs) if pick.random() < 0.5 else []
    made = []
    for _ in range(pick.choice([1, 1, 2]) if not begins else 2):
        steps = programs.program(pick.choice([3, 5, 8, 14]), {name: given[name] for name in uploads})
        if pick.random() < 0.3:
            steps = [*steps * pick.choice([3, 7]), *[op("neg", "x", out="q"), *steps[1:]] * pick.choice([0, 3])]
        names = [name for name in programs.names("any") if name != "_"]
        told = pick.sample(names, min(2, len(names))) + [f"{name}.grad" for name in names if name[0] != "_"][:2]
        made.append({"steps": steps, "fields": {"return": told} | pick.choice([{}, {"info": told[:2]}])})
    fields = pick.choice([{}, {"atomic": False}])
    for number in range(pick.choice([5, 6, 8])):
        if begins and number < 5:
            twins.program(*begins, tensors={key: with_other_values(pick, value) for key, value in given.items()})
        for program in made:
            own = {name: with_other_values(pick, given[name]) for name in uploads}
            twins.program(*program["steps"], **program["fields"], **fields, tensors=own)
        if number > (3 if begins else 1):
            given = change(twins, pick, given)
            twins.look()
    twins.tell()


@pytest.mark.parametrize("group", range(max(COUNT // GROUP, 1)))
def test_plans_leave_sessions_as_steps_do(
    make_client: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, group: int
) -> None:
    """Every other group with loops over blocks of a few numbers, and with rounds that are planned together."""
    monkeypatch.setattr(stretches, "LONG", 10)
    if group % 2:
        monkeypatch.setattr(PlannedBlock, "spent", math.inf)
        monkeypatch.setattr(blocks, "BLOCK", 8)
        monkeypatch.setattr(blocks, "LEAST", 1)
    twins = Twins(make_client)
    for seed in range(group * GROUP, (group + 1) * GROUP):
        try:
            live(twins, seed)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert twins.hits > 10 * GROUP, "plans are what is tested"
