"""After its server was killed a session goes on as one does whose server stayed: graphs, errors, generators, keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, NamedTuple

import httpx
import pytest

from tests.app.steps import DOUBLE, P, backward, hook, op, without_recording
from tests.conftest import Server

W = {"w": {"data": [0.5, -1.5, 2.0], "requires_grad": True}}
SQUARE = [op("mul", "w", "w", out="y"), op("exp", "y"), op("sum", "_", out="loss")]
GRAD = ["w.grad"]
DROPPED = [op("nn.functional.dropout", "w", p=0.4), op("tanh", "_"), op("sum", "_", out="loss")]
REGION = {
    "checkpoint": {"steps": [op("exp", "w"), op("nn.functional.dropout", "_", p=0.4), op("mul", "_", "_", out="y")]}
}


class Asked(NamedTuple):
    """A request; S is the session."""

    method: str
    path: str
    content: Any = None
    headers: dict[str, str] = {}  # noqa: RUF012 - nobody changes it


def program(*steps: Any, **fields: Any) -> Asked:
    return Asked("POST", "S/programs", {"steps": steps, **fields})


def keyed(asked: Asked, key: str) -> Asked:
    return asked._replace(headers={"Idempotency-Key": key})


def resumed(id: str, *gradients: Any) -> Asked:
    return Asked("POST", f"S/suspensions/{id}", {"gradients": gradients})


BACK = program(backward("loss"), **{"return": GRAD})
CASES: dict[str, tuple[list[Asked], list[Asked]]] = {
    "a graph": ([program(*SQUARE, tensors=W)], [BACK, BACK]),
    "a graph that is retained": (
        [program(*SQUARE, backward("loss", retain_graph=True), tensors=W)],
        [BACK, BACK],
    ),
    "a graph that is freed": ([program(*SQUARE, backward("loss"), tensors=W)], [BACK, program(*SQUARE), BACK]),
    "a graph of gradients": (
        [program(*SQUARE, backward("loss", create_graph=True), op("sum", "w.grad", out="again"), tensors=W)],
        [program(backward("again"), **{"return": GRAD}), BACK],
    ),
    "gradients that accumulate": (
        [program(*SQUARE, backward("loss"), *SQUARE, tensors=W), Asked("PATCH", "S/tensors/y", {"retain_grad": True})],
        [program(backward("loss"), **{"return": ["w.grad", "y.grad"]})],
    ),
    "a saved value that was changed before": (
        [program(*SQUARE, without_recording(op("add_", "w", 1)), tensors=W)],
        [BACK, program(*SQUARE), BACK],
    ),
    "a saved value that is changed after": (
        [program(*SQUARE, tensors=W)],
        [program(without_recording(op("add_", "w", 1))), BACK],
    ),
    "views that are changed in place": (
        [program(op("mul", "w", 2, out="y"), op("getitem", "y", index=["1:"], out="v"), op("mul_", "v", 3), tensors=W)],
        [program(op("mul_", "v", "v"), op("sum", "y", out="loss"), backward("loss"), **{"return": ["y", "v", *GRAD]})],
    ),
    "dropout": ([program(*DROPPED, tensors=W)], [BACK, program(*DROPPED), BACK]),
    "a checkpoint": (
        [program(REGION, op("sum", "y", out="loss"), tensors=W)],
        [program(op("rand", size=[2], out="r"), **{"return": ["r"]}), BACK],
    ),
    "random numbers": (
        [program(op("rand", size=[5]), op("manual_seed", seed=7, generator="g"), op("randn", size=[3], generator="g"))],
        [
            program(
                op("randn", size=[20], out="a"), op("rand", size=[3], generator="g", out="b"), **{"return": ["a", "b"]}
            )
        ],
    ),
    "modes": (
        [program(tensors=W), Asked("PUT", "S/grad-mode", {"enabled": False, "anomaly": True})],
        [
            program(*SQUARE),
            Asked("PUT", "S/grad-mode", {"enabled": True}),
            program(op("log", "w"), op("sum", "_", out="nan"), backward("nan")),
        ],
    ),
    "settings": (
        [Asked("PATCH", "S", {"dtype": "float64", "seed": 3, "matmul_precision": "medium", "exact": False})],
        [program(op("rand", size=[3], out="r"), **{"return": ["r"]}), Asked("GET", "S")],
    ),
    "a hook of the client": (
        [program(*SQUARE, hook("h", tensor="y"), tensors=W)],
        [Asked("POST", "S/backward", {"tensors": ["loss"], "return": GRAD}), resumed("b1", [1.0, 2.0, 3.0])],
    ),
    "a pass that waits": (
        [program(*DOUBLE, tensors=P), Asked("POST", "S/backward", {"tensors": ["loss"], "return": ["p.grad"]})],
        [
            Asked("GET", "S/tensors/p"),
            resumed("b1", [1.0]),
            Asked("POST", "S/suspensions/b1", {"steps": [op("mul", "_g0", 2, out="g")], "return": ["g"]}),
            resumed("b1", [2.0, 2.0]),
            Asked("GET", "S/suspensions/b1"),
        ],
    ),
    "a pass that is cancelled": (
        [program(*DOUBLE, tensors=P), keyed(program(backward("loss"), op("add_", "v", 1)), "k")],
        [
            Asked("DELETE", "S/suspensions/b1"),
            Asked("GET", "S/tensors/p?info"),
            keyed(program(op("ones", size=[1])), "k"),
        ],
    ),
    "a program that failed half-way": (
        [program(op("add_", "u", 1), op("add", "u", "gone"), tensors={"u": [1.0]}, atomic=False)],
        [program(op("add_", "u", 1), **{"return": ["u"]})],
    ),
    "a program that failed": (
        [program(op("rand", size=[3]), op("add", "u", "gone"), tensors={"u": [1.0]})],
        [program(op("rand", size=[3], out="r"), **{"return": ["r"]}), Asked("GET", "S/tensors/u")],
    ),
    "keys": (
        [
            keyed(program(op("rand", size=[2], out="r"), **{"return": ["r"]}), "k"),
            keyed(program(op("add", "r", "gone")), "f"),
        ],
        [
            keyed(program(op("rand", size=[2], out="r"), **{"return": ["r"]}), "k"),
            keyed(program(op("rand", size=[3], out="r"), **{"return": ["r"]}), "k"),
            keyed(program(op("add", "r", 1)), "f"),
        ],
    ),
    "keys of failed programs whose steps stand": (
        [keyed(program(op("ones", size=[1], out="u"), op("add", "u", "gone"), atomic=False), "k")],
        [keyed(program(op("ones", size=[1], out="u"), op("add", "u", "gone"), atomic=False), "k"), Asked("GET", "S")],
    ),
    "names that are gone": (
        [program(op("ones", size=[1], out="u"), tensors=W), Asked("DELETE", "S/tensors/u")],
        [Asked("GET", "S/tensors/u"), Asked("PUT", "S/tensors/u", {"data": 1}), Asked("GET", "S/tensors")],
    ),
}
LOOKS = [Asked("GET", "S/tensors"), Asked("GET", "S/graph"), Asked("GET", "S")]
TIMES = {"request_id", "created_at", "expires_at"}


class Pair:
    """A session of a server that is killed, and one of a server that stays."""

    def __init__(self, clients: list[httpx.Client]) -> None:
        self.clients = clients
        self.sessions = [http.post("/v1/sessions", json={"seed": 1}).headers["location"] for http in clients]

    def ask(self, asked: Asked) -> None:
        """Both have to answer alike."""
        found = []
        for http, session in zip(self.clients, self.sessions, strict=True):
            content = {} if asked.content is None else {"json": asked.content}
            response = http.request(asked.method, asked.path.replace("S", session, 1), headers=asked.headers, **content)
            text = response.text.replace(session.rpartition("/")[2], "S")
            told = _timeless(json.loads(text)) if text else None
            found.append((response.status_code, response.headers.get("idempotency-replayed"), told))
        assert found[0] == found[1], asked


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(one) for name, one in value.items() if name not in TIMES}
    return [_timeless(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="module", params=["from its log", "from a snapshot"])
def pairs(request: pytest.FixtureRequest) -> Iterator[dict[str, Pair]]:
    """By case two sessions of which one has lost its server, after what is asked before."""
    with ExitStack() as stack:
        servers = [Server({}), Server({})]
        for server in servers:
            stack.callback(server.stop)
        clients = [stack.enter_context(httpx.Client(base_url=server.url, timeout=60)) for server in servers]
        made = {name: Pair(clients) for name in CASES}
        for name, (before, _) in CASES.items():
            for asked in before:
                made[name].ask(asked)
        if request.param == "from a snapshot":
            assert servers[0].end() == 0
            servers[0].start()
        servers[0].restart()
        yield made


@pytest.mark.parametrize("case", CASES)
def test_it_goes_on_as_before(pairs: dict[str, Pair], case: str) -> None:
    for asked in (*CASES[case][1], *LOOKS):
        pairs[case].ask(asked)
