"""Names on the server: given again when their tensors are dead, also where passes ask owners in their midst."""

from __future__ import annotations

import random
from typing import Any

import httpx
import pytest

import gradwire as torch
from gradwire.recording.names import Assignment, Names, Undo


def on_the_server(session: torch.Session) -> set[str]:
    listed = httpx.get(f"{session.url}/v1/sessions/{session.id}/tensors", params={"limit": 1000}).json()
    return {one["name"] for one in listed["items"]}


def names(session: torch.Session) -> Names:
    session.send()
    return session.recorder.names


def test_passes_that_ask_take_no_names_for_good(session: torch.Session) -> None:
    w = torch.ones(3, requires_grad=True)
    slots = []
    for _ in range(40):
        y = w * 2
        y.register_hook(lambda gradient: gradient * (gradient * 2).sum().item())
        y.sum().backward()
        slots.append(names(session).slots)
    assert len(set(slots[5:])) == 1
    assert len(on_the_server(session)) < 10


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_or_left_by_whatever_hooks_make_and_forget(session: torch.Session, seed: int) -> None:
    chance = random.Random(seed)
    w = torch.ones(2, requires_grad=True)
    kept: list[tuple[Any, float]] = []

    def make_and_forget() -> None:
        for _ in range(chance.randrange(4)):
            number = chance.randrange(1000)
            kept.append((torch.zeros(2) + number, number))
        for _ in range(chance.randrange(4)):
            if kept:
                del kept[chance.randrange(len(kept))]
        if chance.random() < 0.2:
            session.send()

    def hook(gradient: Any) -> Any:
        make_and_forget()
        if chance.random() < 0.3:
            with torch.enable_grad():
                inner = w * 3
                inner.register_hook(hook)
                torch.autograd.grad(inner.sum(), w)
        make_and_forget()
        if chance.random() < 0.1:
            raise KeyError
        return gradient * 1

    for _ in range(40):
        make_and_forget()
        y = w * 2
        z = y * 3
        while len(kept) > 8:  # which are needed once more, and dead before the pass
            z = z + kept.pop(chance.randrange(len(kept)))[0] * 0
        y.register_hook(hook)
        z.register_hook(hook)
        make_and_forget()
        try:
            z.sum().backward()
        except KeyError:
            pass
        del y, z
        make_and_forget()
        for tensor, number in chance.sample(kept, min(3, len(kept))):
            assert tensor.tolist() == [number] * 2
    for tensor, number in kept:
        assert tensor.tolist() == [number] * 2
    kept.clear()
    (w + 1).tolist()
    assert on_the_server(session) - set(names(session).bound.values()) <= set(session.recorder.names.garbage)


def commit(known: Names, given: Assignment, dead: set[int] | None = None) -> Undo:
    """A message is sent, as is said twice where an interrupt comes in between."""
    before = known.before(dead or set())
    for _ in range(2):
        known.commit(given, before)
    return before


def test_slots_that_are_free_at_the_end_are_forgotten() -> None:
    known = Names()
    commit(known, Assignment.of([(0, number, f"s{number}") for number in range(5)], {}, {}, [], []))
    assert (known.slots, known.free) == (5, set())
    commit(known, Assignment.of([], {}, {"s1": None, "s3": None}, ["s1", "s3"], []), {1, 3})
    assert (known.slots, known.free) == (5, {1, 3})
    last = Assignment.of([], {}, {"s4": None}, ["s4"], [])
    before = commit(known, last, {4})
    assert (known.slots, known.free) == (3, {1})
    known.take_back(last, before)
    assert (known.slots, known.free) == (5, {1, 3})


def test_a_message_that_is_under_way_keeps_what_it_gives_and_deletes() -> None:
    known = Names()
    commit(known, Assignment.of([(0, number, f"s{number}") for number in range(3)], {}, {}, [], []))
    commit(known, Assignment.of([], {}, {"s0": None}, ["s0"], []), {0})
    asking = Assignment.of([(0, 5, "s3")], {}, {"s2": None, "s4": None}, ["s2", "s4"], [])
    commit(known, asking, {2})
    for _ in range(2):
        known.pause(asking)
        assert (known.slots, known.free) == (5, {0})
    for _ in range(2):
        known.resume(asking)
        assert known.free == {0, 2, 4}


def test_an_answer_that_does_not_fit_is_not_sent_again(session: torch.Session) -> None:
    class Wrong(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 1

        @staticmethod
        def backward(ctx: Any, gradient: Any) -> Any:
            return (gradient * 2 + 1)[0]

    x = torch.ones(2, 2, requires_grad=True)
    for _ in range(3):
        with pytest.raises(RuntimeError, match="shape"):
            Wrong.apply(x).sum().backward()
        assert (x + 1).tolist() == [[2.0, 2.0]] * 2
    assert x.grad is None
