"""The recorder without any I/O: names, deletes, blocks, what is remembered, what a failure leaves behind.

The other side is a model of a server: it carries out programs on scalars, strictly, and fails where a real one would.
"""

from __future__ import annotations

import gc
import inspect
import json
import math
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gradwire import dtypes
from gradwire.devices import device
from gradwire.differentiation.grad_modes import no_grad
from gradwire.recording.boundaries import ENOUGH, MAX_STEPS
from gradwire.recording.dispatch import call
from gradwire.recording.exchange import Request, compose, receive
from gradwire.recording.failures import abandon, fail
from gradwire.recording.handle import Handle
from gradwire.recording.ops import Op, Parameter
from gradwire.recording.recorder import Recorder
from gradwire.recording.state import state
from gradwire.tensors.tensor import Tensor, new_tensor

SQRT = Op("sqrt", (Parameter("input", "tensor"),))
BINARY = {"add": operator.add, "sub": operator.sub, "mul": operator.mul}
SCALAR = {"dtype": "float32", "device": "cpu", "shape": [], "is_leaf": True, "retains_grad": False}


def root(tensor: Tensor) -> Tensor:
    return call(SQRT, (tensor,))  # type: ignore[no-any-return]


class Problem(Exception):
    def __init__(self, pointer: str, finished: int) -> None:
        super().__init__(pointer)
        self.problem = {
            "type": "/problems/op-failed",
            "detail": "sqrt of a negative number",
            "exception": "RuntimeError",
            "pointer": pointer,
            "finished": finished,
        }


class Model:
    """A recorder's line to a server that knows only scalars."""

    def __init__(self) -> None:
        self.recorder = Recorder(device("cpu"), dtypes.named("float32"), new_tensor)
        self.recorder.line = self
        self.bound: dict[str, float] = {}
        self.sent: list[str] = []

    def tensor(self, value: float) -> Tensor:
        made = self.recorder.upload(np.array(value, dtype=np.float32), None, False)
        assert isinstance(made, Tensor)
        return made

    def send(self) -> None:
        self.exchange()

    def post(self) -> None:
        if self.recorder.drafts:
            self.exchange()
            return
        self.sent.append(compose(self.recorder).program.text)

    def fetch_arrays(self, tensors: Sequence[Handle]) -> list[np.ndarray[Any, Any]]:
        return self.exchange(tensors)

    def look(self, tensor: Handle) -> None:
        self.exchange(asked=[(tensor, "")])

    def exchange(self, wanted: Sequence[Handle] = (), asked: Any = ()) -> list[np.ndarray[Any, Any]]:
        self.sent.append(compose(self.recorder, wanted, asked).program.text)
        values: list[np.ndarray[Any, Any]] = []
        sent = self.recorder.sent
        while sent:
            request, *skipped = sent
            try:
                answer, arrays = self.carry_out(request)
            except Problem as error:
                sent.clear()
                raise fail(self.recorder, request, error.problem, skipped=skipped) from None
            values = receive(self.recorder, request, answer, arrays)
            sent.popleft()
        return values

    def carry_out(self, request: Request) -> tuple[dict[str, Any], dict[str, np.ndarray[Any, Any]]]:
        program = json.loads("{" + request.program.text + "}")
        self.names = request.names
        self.locals: dict[str, float] = {}
        self.finished = len(request.message.uploads)
        for name, place in request.message.uploads.items():
            self.bind(name, float(request.uploads[place].array))
        for place, step in enumerate(program["steps"]):
            self.step(step, f"/steps/{place}")
        infos = {name: {**SCALAR, "requires_grad": False, "grad_fn": None} for name in program.get("info", ())}
        values = {name: np.array(self.value(name), dtype=np.float32) for name in program.get("return", ())}
        for name in infos:
            self.value(name)
        return {"info": infos, "values": {name: {} for name in values}}, values

    def step(self, step: dict[str, Any], pointer: str) -> None:
        if "delete" in step:
            for name in step["delete"]:
                del self.bound[self.names.get(name, name)]
        elif "grad_mode" in step:
            for place, inner in enumerate(step["grad_mode"]["steps"]):
                self.step(inner, f"{pointer}/grad_mode/steps/{place}")
        else:
            values = [self.value(name) if isinstance(name, str) else name for name in step["inputs"]]
            if step["op"] == "sqrt":
                if values[0] < 0:
                    raise Problem(pointer, self.finished)
                result = values[0] ** 0.5
            elif step["op"] == "neg":
                result = -values[0]
            else:
                result = BINARY[step["op"].rstrip("_")](*values)
            self.bind(step["inputs"][0] if step["op"].endswith("_") else step["out"], result)
        self.finished += 1

    def bind(self, name: str, value: float) -> None:
        (self.locals if name[0] == "_" else self.bound)[self.names.get(name, name)] = float(np.float32(value))

    def value(self, name: str) -> float:
        return (self.locals if name[0] == "_" else self.bound)[self.names.get(name, name)]


@pytest.fixture
def model() -> Model:
    return Model()


def steps(model: Model) -> list[Any]:
    return json.loads("{" + model.sent[-1] + "}")["steps"]  # type: ignore[no-any-return]


def warm(model: Model) -> None:
    """Let the signatures be known."""
    x, y = model.tensor(4.0), model.tensor(2.0)
    for result in (x + y, x - y, x * y, x * 2.0, x + 1, root(x), -x):
        result.item()
    del x, y, result
    model.exchange()


def test_known_operations_wait_and_go_in_one_program(model: Model) -> None:
    warm(model)
    sent = len(model.sent)
    x = model.tensor(3.0)
    y = (x + 1) * x * 2.0
    assert y.shape == ()
    assert len(model.sent) == sent
    assert y.item() == 24.0
    assert len(model.sent) == sent + 1
    assert steps(model) == [
        {"op": "add", "inputs": ["s0", 1], "out": "_0"},
        {"op": "mul", "inputs": ["_0", "s0"], "out": "_0"},
        {"op": "mul", "inputs": ["_0", 2.0], "out": "s1"},
    ]


def test_an_unseen_operation_is_asked_for_at_once(model: Model) -> None:
    x = model.tensor(3.0)
    assert model.sent == []
    x * x
    assert len(model.sent) == 1
    x * x
    assert len(model.sent) == 1


def test_a_number_counts_by_its_type(model: Model) -> None:
    x = model.tensor(3.0)
    for number in (1, 2, 3):
        x * number
    assert len(model.sent) == 1
    x * 2.0
    x * True
    assert len(model.sent) == 3


def test_a_zero_counts_by_its_sign(model: Model) -> None:
    warm(model)
    x = model.tensor(3.0)
    zeros = [math.copysign(1.0, (x * zero).item()) for zero in (0.0, -0.0, 0.0, -0.0)]
    assert zeros == [1.0, -1.0, 1.0, -1.0]


def test_what_the_server_names_between_two_steps_is_called_so(model: Model) -> None:
    warm(model)
    x, recorder = model.tensor(3.0), model.recorder
    x.item()
    for name in ("d1.0", "d2.0", "d3.0"):
        y = x + 1
        part = new_tensor(recorder, next(recorder.numbers), x._d)
        recorder.names.learn({part._n: name})
        model.bound[name] = 5.0
        assert (y + part).item() == 9.0
        assert name in model.sent[-1]
        del y, part
        model.exchange()


def test_equal_iterations_are_equal_bytes(model: Model) -> None:
    warm(model)
    w, x = model.tensor(1.0), model.tensor(0.5)
    for _ in range(5):
        h = w * x
        w = w - h * x
        w.item()
    assert len(set(model.sent[-4:])) == 1
    assert len(model.bound) == 3


def test_what_dies_together_is_deleted_in_the_order_of_its_making(model: Model) -> None:
    warm(model)
    x = model.tensor(1.0)
    for _ in range(40):
        kept = [x + 1, x + 2, x + 3, x + 4, x + 5, x + 6]
        model.send()
        del kept
        (x * x).item()
    assert len(set(model.sent[-40::2])) == len(set(model.sent[-39::2])) == 1


def test_what_python_frees_is_freed_without_a_message_of_its_own(model: Model) -> None:
    warm(model)
    keep = model.tensor(1.0)
    many = [keep + 1 for _ in range(10)]
    model.send()
    assert len(model.bound) == 11
    sent = len(model.sent)
    del many
    gc.collect()
    assert len(model.sent) == sent
    (keep * 2.0).item()
    assert len(model.bound) == 2
    assert "delete" in steps(model)[0]


def test_steps_of_one_grad_mode_go_in_one_block(model: Model) -> None:
    warm(model)
    x = model.tensor(1.0)
    with no_grad():
        x + 1
    a = x + 1
    with no_grad():
        b = a + 1
        c = b + 1
    assert c.item() == 4.0
    blocks = [step.get("grad_mode", {}).get("enabled", True) for step in steps(model) if "delete" not in step]
    assert blocks == [True, False]
    assert [len(step["grad_mode"]["steps"]) for step in steps(model) if "grad_mode" in step] == [2]


def test_enough_steps_are_sent_on_their_own(model: Model) -> None:
    warm(model)
    x = model.tensor(0.0)
    sent = len(model.sent)
    for _ in range(3 * MAX_STEPS):
        x = x + 1
    assert len(model.sent) - sent == (3 * MAX_STEPS - 1) // ENOUGH
    assert len(set(model.sent[-4:])) == 1
    assert x.item() == 3 * MAX_STEPS


def test_finished_steps_stand_and_later_ones_say_so(model: Model) -> None:
    warm(model)
    x = model.tensor(3.0)
    good = x * x
    bad = root(-x)
    later = good + bad
    after = x + 1
    with pytest.raises(RuntimeError, match="sqrt of a negative") as caught:
        after.item()
    line = inspect.currentframe().f_lineno - 5  # type: ignore[union-attr]
    assert f"line {line}, in test_finished_steps" in caught.value.__notes__[0]
    assert good.item() == 9.0
    assert x.item() == 3.0
    for lost in (bad, later, after):
        with pytest.raises(RuntimeError, match="never computed"):
            lost.item()
        with pytest.raises(RuntimeError, match=f"never computed.*\\n.*line {line}, in test_finished_steps"):
            lost + 1
    del bad, later, after, lost
    assert (x + good).item() == 12.0
    model.send()
    assert sorted(model.bound) == sorted(model.recorder.names.bound.values())


def test_what_a_failure_left_is_given_again_once(model: Model) -> None:
    """Names that the failed message was to delete at its end: the next one deletes them, or gives them again."""
    warm(model)
    x = model.tensor(3.0)
    early, late = x + 1, x + 2
    model.send()
    bad = root(-late)
    del early, late
    with pytest.raises(RuntimeError, match="sqrt of a negative"):
        bad.item()
    del bad
    for _ in range(3):
        kept = [x * 2.0, x + 1, x * x, x - x]
        model.send()
        more = [-x, x + x]
        assert [one.item() for one in (*kept, *more)] == [6.0, 4.0, 9.0, 0.0, -3.0, 6.0]
    assert len(model.bound) == len(set(model.recorder.names.bound.values())) == len(model.recorder.names.bound)


def test_a_loop_that_keeps_its_results_is_equal_bytes(model: Model) -> None:
    warm(model)
    x, kept = model.tensor(0.0), []
    for number in range(8):
        x = x + 1
        kept += [x, x * 2.0]
        model.send()
        if number == 5:
            del kept[3:6]
    *before, dropping, after = model.sent[-5:]
    assert len({*before, after}) == 1
    assert dropping not in before
    assert [one.item() for one in kept] == [1, 2, 2, 4, 8, 5, 10, 6, 12, 7, 14, 8, 16]
    assert len(model.bound) == len(kept)


def test_what_was_under_way_when_the_connection_broke_is_lost(model: Model) -> None:
    warm(model)
    x = model.tensor(3.0)
    model.send()
    y = x + 1
    abandon(model.recorder, [compose(model.recorder)])
    model.recorder.sent.clear()
    with pytest.raises(RuntimeError, match="connection broke"):
        y.item()
    assert x.item() == 3.0


def test_tensors_of_two_sessions_do_not_mix() -> None:
    one, other = Model(), Model()
    with pytest.raises(RuntimeError, match="another gradwire session"):
        one.tensor(1.0) + other.tensor(2.0)


def test_values_are_kept_until_something_is_changed(model: Model) -> None:
    warm(model)
    x = model.tensor(3.0)
    y = x + 1
    y.item()
    sent = len(model.sent)
    assert y.tolist() == 4.0
    assert len(model.sent) == sent
    y += x
    assert y.item() == 7.0


LOST = None


def refuses(operation: Any, *tensors: Tensor) -> None:
    with pytest.raises(RuntimeError, match="never computed"):
        operation(*tensors)


class Variables:
    """What a random program does, to tensors and to plain numbers alike; numbers that failed are LOST."""

    def __init__(self) -> None:
        self.model = Model()
        warm(self.model)
        self.entries: list[tuple[Tensor, int]] = []
        self.expected: list[float | None] = []
        self.pending: list[int] = []

    def act(self, action: str, first: int, second: int) -> None:
        if action == "upload" or not self.entries:
            self.make(self.model.tensor(float(first)), float(first), pending=False)
            return
        (x, one), (y, two) = self.entries[first % len(self.entries)], self.entries[second % len(self.entries)]
        a, b = self.expected[one], self.expected[two]
        if action == "delete":
            del self.entries[first % len(self.entries)]
        elif action == "copy":
            self.entries.append((x, one))
        elif action == "post":
            self.model.post()
        elif action in ("fetch", "send"):
            self.exchange(x, one, action)
        elif action == "sqrt":
            # a negative number's root is known to be LOST only when it was sent
            if a is LOST:
                refuses(root, x)
            else:
                self.make(root(x), float("nan") if a < 0 else float(np.float32(a**0.5)))
        elif a is LOST or b is LOST:
            refuses(BINARY[action], x, y)
        else:
            expected = float(np.float32(BINARY[action](a, b)))
            if not abs(expected) > 1e6:
                self.make(BINARY[action](x, y), expected)

    def make(self, tensor: Tensor, expected: float | None, pending: bool = True) -> None:
        self.entries.append((tensor, len(self.expected)))
        if pending:
            self.pending.append(len(self.expected))
        self.expected.append(expected)

    def exchange(self, tensor: Tensor, place: int, action: str) -> None:
        if action == "fetch" and self.expected[place] is LOST:
            with pytest.raises(RuntimeError, match="never computed"):
                tensor.item()
            return
        if action == "fetch" and tensor._n in self.model.recorder.values:
            assert tensor.item() == self.expected[place]  # kept, so nothing is sent
            return
        failed = [place for place in self.pending if self.expected[place] != self.expected[place]]
        if failed:
            with pytest.raises(RuntimeError, match="sqrt of a negative"):
                tensor.item() if action == "fetch" else self.model.send()
            for lost in self.pending[self.pending.index(failed[0]) :]:
                self.expected[lost] = LOST
        elif action == "fetch":
            assert tensor.item() == self.expected[place]
        else:
            self.model.send()
        self.pending.clear()


ACTIONS = st.tuples(
    st.sampled_from(["upload", "delete", "delete", "fetch", "send", "post", "post", "copy", "sqrt", *BINARY]),
    st.integers(-5, 20),
    st.integers(-5, 20),
)
LOOPS = st.tuples(st.lists(ACTIONS, max_size=8), st.integers(1, 8))


@settings(max_examples=300, deadline=None)
@given(st.lists(LOOPS, max_size=8))
def test_any_program_gives_what_plain_numbers_give(loops: list[tuple[list[tuple[str, int, int]], int]]) -> None:
    variables = Variables()
    for body, times in loops:
        for action in body * times:
            variables.act(*action)
    while variables.pending:
        variables.act("send", 0, 0)
    for tensor, place in variables.entries:
        variables.exchange(tensor, place, "fetch")
    alive = {tensor._n for tensor, place in variables.entries if variables.expected[place] is not LOST}
    for _ in range(2):
        variables.model.send()
    assert set(variables.model.recorder.names.bound) == alive
    assert set(variables.model.bound) == set(variables.model.recorder.names.bound.values())


def test_a_recorder_needs_no_session() -> None:
    assert state.current is None
