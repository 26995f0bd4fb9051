"""Forks: contexts that have their memory in common until one of them writes into it."""

from __future__ import annotations

import threading

import numpy
import pytest

import engine
from engine.storage import address
from tests.engine.forked import add, begun, forked, values


@pytest.mark.cpu_only("memory of GPUs is copied")
def test_memory_is_shared() -> None:
    context, variables = begun()
    _, others = forked(context, variables)
    assert values(others) == values(variables)
    for name, tensor in variables.items():
        assert address(others[name].data) == address(tensor.data), name
        assert others[name] is not tensor
        assert (others[name].id, others[name].version) == (tensor.id, tensor.version)


@pytest.mark.cpu_only("memory of GPUs is copied")
@pytest.mark.parametrize("writer", ["parent", "child"])
@pytest.mark.parametrize("name", ["w", "x", "view"])
def test_who_writes_goes_on_alone(writer: str, name: str) -> None:
    context, variables = begun()
    child, others = forked(context, variables)
    before = values(variables)
    writes, stays = (variables, others) if writer == "parent" else (others, variables)
    add(context if writer == "parent" else child, writes[name], 1)
    assert values(stays) == before
    changed = {"w"} if name == "w" else {"x", "view"}  # which are one memory
    for each, value in values(writes).items():
        assert (value != before[each]) is (each in changed), each
        assert (address(writes[each].data) == address(stays[each].data)) is (each not in changed), each
    add(child if writer == "parent" else context, stays[name], 2)  # whose memory it is alone by now
    assert values(stays) != before
    for each in changed:
        assert numpy.array_equal(stays[each].numpy() - 1, writes[each].numpy()), each


def test_gradients_are_those_of_each() -> None:
    context, variables = begun()
    child, others = forked(context, variables)
    grad = variables["w"].grad.numpy().copy()
    engine.backward(context, [variables["loss"]])
    assert others["w"].grad.numpy().tolist() == grad.tolist()
    engine.backward(child, [others["loss"]])
    assert others["w"].grad.numpy().tolist() == variables["w"].grad.numpy().tolist() != grad.tolist()


def test_a_change_is_put_back_where_it_was_made() -> None:
    context, variables = begun()
    _, others = forked(context, variables)
    before = values(variables)
    journal = context.begin()
    add(context, variables["w"], 1)
    journal.rollback()
    assert values(variables) == values(others) == before


def test_a_saved_value_that_was_changed_is_noticed_in_one_alone() -> None:
    context, variables = begun()
    child, others = forked(context, variables)
    add(context, variables["x"], 1)
    with pytest.raises(engine.errors.SavedValueModified):
        engine.backward(context, [variables["loss"]])
    engine.backward(child, [others["loss"]])


def test_random_numbers_go_on_in_both() -> None:
    context, variables = begun()
    context.run("rand", [], {"size": [3]})
    child, _ = forked(context, variables)
    drawn = [one.run("rand", [], {"size": [4]}).numpy().tolist() for one in (context, child)]
    assert drawn[0] == drawn[1]


def test_the_last_one_needs_no_copy() -> None:
    context, variables = begun()
    child, others = forked(context, variables)
    where = address(variables["w"].data)
    del child, others
    add(context, variables["w"], 1)
    assert address(variables["w"].data) == where


def test_forks_of_forks() -> None:
    context, variables = begun()
    families = [(context, variables)]
    for _ in range(3):
        families.append(forked(*families[-1]))
    families.append(forked(context, variables))
    for number, (one, its) in enumerate(families):
        add(one, its["w"], 10 * number)
    assert [its["w"].numpy()[0, 0] for _, its in families] == [0, 10, 20, 30, 40]


def test_both_write_at_once() -> None:
    for _ in range(30):
        context = engine.Context(seed=0)
        w = context.tensor(numpy.zeros(200_000, numpy.float32))
        context.number(w)
        child, others = forked(context, {"w": w})
        threads = [
            threading.Thread(target=add, args=(one, tensor, number))
            for one, tensor, number in ((context, w, 1), (child, others["w"], 2))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (w.numpy() == 1).all()
        assert (others["w"].numpy() == 2).all()


def test_an_optimizer_writes_into_its_own() -> None:
    context, variables = begun()
    for name, shape in (("mean", (2, 3)), ("square", (2, 3)), ("step", ())):
        variables[name] = context.tensor(numpy.zeros(shape, numpy.float32))
        context.number(variables[name])
    w, mean, square, step = (variables[name] for name in ("w", "mean", "square", "step"))
    child, others = forked(context, variables)
    before = values(others)
    with context.recording_as(False):
        context.run("_fused_adam_", [[w], [w.grad], [mean], [square], [], [step]], {"lr": 0.5})
    assert values(others) == before
    changed = {name for name, value in values(variables).items() if value != before[name]}
    assert changed == {"w", "mean", "square", "step"}
    assert child.tensors == context.tensors


def test_tensors_that_others_are_making_are_no_hindrance() -> None:
    """A tensor that another thread is just making is nothing yet."""
    context, variables = begun()
    _child, others = forked(context, variables)
    before = values(others)
    unmade = object.__new__(engine.Tensor)
    add(context, variables["w"], 1)
    assert values(others) == before
    assert not vars(unmade)
