"""Forks stay apart where a program fails, a pass waits, or a block is computed again, and forget what is no more."""

from __future__ import annotations

import weakref
from typing import Any

import numpy
import pytest

import engine
from engine.checkpoints import checkpoint
from engine.hooks import add_hook
from tests.engine.forked import add, begun, forked, values


def kept_by_a_change(context: engine.Context, variables: dict[str, engine.Tensor]) -> None:
    """Change of each tensor what no write changes."""
    for tensor in variables.values():
        tensor.set_grad(tensor.detach())
        tensor.set_grad(None)


def kept_by_a_pass(context: engine.Context, variables: dict[str, engine.Tensor]) -> None:
    engine.backward(context, [variables["loss"]], retain_graph=True)


def kept_by_nothing(context: engine.Context, variables: dict[str, engine.Tensor]) -> None:
    pass


@pytest.mark.parametrize("first", [kept_by_a_change, kept_by_a_pass, kept_by_nothing])
@pytest.mark.parametrize("fails", ["inner", "outer", "both"])
@pytest.mark.parametrize("writer", ["parent", "child"])
def test_what_is_put_back_is_apart_from_what_others_write(first: Any, fails: str, writer: str) -> None:
    families = [begun()]
    families[0][1]["w"].set_grad(None)
    families.append(forked(*families[0]))
    (context, writes), (other, stays) = families if writer == "parent" else families[::-1]
    grandchild, others = forked(context, writes)
    before = values(writes)
    outer = context.begin()
    first(context, writes)
    inner = context.begin()
    first(context, writes)
    for name in ("w", "view"):
        add(context, writes[name], 5)
    if fails == "outer":
        inner.commit()
    else:
        inner.rollback()
        assert values(writes) == before
        add(context, writes["x"], 5)
    if fails == "inner":
        add(context, writes["x"], -5)
        outer.commit()
    else:
        outer.rollback()
    assert values(writes) == values(stays) == values(others) == before
    for number, (one, its) in enumerate([(context, writes), (other, stays), (grandchild, others)]):
        for name in ("w", "x", "view"):
            add(one, its[name], 10**number)
    for number, its in enumerate([writes, stays, others]):
        by = 10**number
        assert values(its) == {
            name: (numpy.array(value) + {"w": by, "x": 2 * by, "view": 2 * by}.get(name, 0)).tolist()
            for name, value in before.items()
        }


def test_what_a_cancelled_pass_puts_back_is_apart() -> None:
    """A pass that waits for an answer is given up after the other context wrote, too."""
    context, variables = begun()
    add_hook(context, "h", "gradient", [variables["y"]])
    child, others = forked(context, variables)
    before = values(variables)
    journal = context.begin()
    engine.backward(context, [context.run("sum", [variables["w"]])])
    waiting = engine.backward_pass(context, [variables["loss"]])
    next(waiting)
    add(context, variables["w"], 1)
    add(context, variables["w"].grad, 1)
    add(child, others["w"], 10)
    add(child, others["w"].grad, 10)
    waiting.close()
    journal.rollback()
    assert values(variables) == before
    add(context, variables["w"], 1)
    assert (variables["w"].numpy() - before["w"] == 1).all()
    assert (others["w"].numpy() - before["w"] == 10).all()
    assert (others["w"].grad.numpy() - variables["w"].grad.numpy() == 10).all()


def test_a_pass_goes_on_with_its_own() -> None:
    """The gradient that it began with is written to while it waits: by its context, which it is told of, and others."""
    found = []
    for apart in (False, True):
        context, variables = begun()
        w, x = variables["w"], variables["x"]
        seed = variables["seed"] = x.detach()
        both = [context.run("t", [w]), context.run("mul", [w, 3])]
        add_hook(context, "h", "gradient", [both[1]])
        child, others = forked(context, variables) if apart else (context, {})
        w.set_grad(None)
        waiting = engine.backward_pass(context, both, [seed, context.run("ones_like", [w])])
        question = next(waiting)
        add(context, seed, 1)
        if apart:
            add(child, others["seed"], 10)
        with pytest.raises(StopIteration):
            waiting.send([None] * len(question.slots))
        found.append(w.grad.numpy().tolist())
    assert found[0] == found[1]


@pytest.mark.parametrize("fails", [False, True])
def test_a_checkpoint_knows_what_it_saw_again(fails: bool) -> None:
    """What a block computed, and what it took from outside, is not where it was once it was written to."""
    found = []
    for apart in (False, True):
        context, variables = begun()
        w, x = variables["w"], variables["x"]
        with checkpoint(context, "block"):
            variables["made"] = context.run("mul", [w, 2])
            variables["more"] = context.run("exp", [context.run("add", [x, 0.5])])
        context, its = forked(context, variables) if apart else (context, variables)
        with checkpoint(context, "block", continues=True):
            journal = context.begin() if fails else None
            for name in ("made", "x"):
                with context.recording_as(name == "made"):
                    context.run("add_", [its[name], 1.0])
            if journal is not None:
                journal.rollback()
            sums = []
            for _ in range(2):
                both = context.run("add", [context.run("t", [its["made"]]), its["x"]])
                sums.append(context.run("sum", [context.run("sin", [both])]))
                for name in ("made", "x"):
                    with context.recording_as(name == "made"):
                        context.run("add_", [its[name], 1.0])
        its["w"].set_grad(None)
        engine.backward(context, sums)
        found.append(its["w"].grad.numpy().tolist())
    assert found[0] == found[1]


@pytest.mark.cpu_only("memory of GPUs is copied")
def test_what_nothing_shows_any_more_is_forgotten() -> None:
    context = engine.Context(seed=0)
    for number in range(5):
        x = context.tensor(numpy.full(3, number, numpy.float32))
        context.number(x)
        child, others = forked(context, {"x": x})
        memory = weakref.ref(x.data)
        assert len(context.shares or ()) == 1
        if number % 2:
            add(context, x, 1)
            assert others["x"].numpy().tolist() == [number] * 3
        del x
        assert memory() is not None
        del others
        assert memory() is None
        assert not context.shares
        assert not child.shares
