"""An error that only the values tell comes late, and names the user's line that issued the operation."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import linecache
import traceback
import weakref
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

import gradwire as torch

pytestmark = pytest.mark.usefixtures("session")


def numbers() -> tuple[torch.Tensor, torch.Tensor]:
    """Integers that cannot be divided by each other; that they can in general, the session has seen."""
    one, zero = torch.tensor([6, 4]), torch.tensor([2, 0])
    for divide in (torch.floor_divide, torch.remainder, torch.fmod):
        divide(one, one)
    one.clone().floor_divide_(one)
    one + one, one + 1, one * 5
    torch.flush()
    return one, zero


def late(act: Callable[[], Any], kind: type[Exception] = RuntimeError) -> str:
    """What is said of the line by the error that rises when what waits is sent, or on the way there."""
    with pytest.raises(kind) as caught:  # noqa: PT012 - what is seen for the first time is sent at once
        act()
        torch.flush()
    return "\n".join(getattr(caught.value, "__notes__", ()))


def line(act: Callable[..., Any], text: str) -> str:
    """How a line of a function is shown, by a piece of its text."""
    path, first = act.__code__.co_filename, act.__code__.co_firstlineno
    number = next(n for n in range(first, first + 40) if text in linecache.getline(path, n))
    return f'File "{path}", line {number}, in {act.__name__}\n    {linecache.getline(path, number).strip()}\n'


def test_an_operator_is_named_with_its_operands():
    one, zero = numbers()

    def act() -> None:
        one + (one // zero)

    assert line(act, "one // zero") + "           ~~~~^^~~~~~" in late(act) + "\n"


ACTS: dict[str, Callable[[Any, Any], Any]] = {
    "an operator": lambda one, zero: one // zero,
    "a reflected operator": lambda one, zero: 7 % zero,
    "a method": lambda one, zero: one.remainder(zero),
    "a function": lambda one, zero: torch.fmod(one, zero),
    "an operation in place": lambda one, zero: one.floor_divide_(zero),
    "a comprehension": lambda one, zero: [one // by for by in (one, zero)],
    "a generator": lambda one, zero: max((one // by for by in (one, zero)), key=id),
    "map": lambda one, zero: list(map(torch.fmod, (one, one), (one, zero))),
    "without gradients": lambda one, zero: torch.no_grad()(lambda: one // zero)(),
    "given a tensor to write to": lambda one, zero: torch.remainder(one, zero, out=torch.zeros(2, dtype=torch.int64)),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_the_line_is_the_users(act: Callable[[Any, Any], Any]) -> None:
    given = numbers()
    try:  # what the session sees for the first time rises at once
        act(given[0], given[0])
        torch.flush()
    finally:
        note = late(lambda: act(*given))
    assert f'File "{__file__}", line {act.__code__.co_firstlineno}, in ' in note
    assert linecache.getline(__file__, act.__code__.co_firstlineno).strip() in note


def test_an_assignment_to_an_index_is_named():
    x, good, bad = torch.zeros(3), torch.tensor([1]), torch.tensor([9])
    x[good] = 1.0
    torch.flush()

    def act() -> None:
        x[bad] = 1.0

    assert line(act, "x[bad]") in late(act, IndexError) + "\n"
    assert x.tolist() == [0.0, 1.0, 0.0]


def test_a_singular_matrix_is_pytorchs_error():
    torch.linalg.inv(torch.eye(2))
    torch.flush()
    singular = torch.zeros(2, 2)

    def act() -> None:
        torch.linalg.inv(singular)

    assert line(act, "torch.linalg.inv") in late(act, torch.linalg.LinAlgError) + "\n"


def test_a_backward_pass_is_named_by_the_line_that_asked_for_it():
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def act(spoil: bool) -> None:
        total = (x * x).sum()
        with torch.no_grad():
            (x.add_ if spoil else x.add)(1)
        total.backward()

    act(spoil=False)
    late(lambda: act(spoil=True))
    assert line(act, "total.backward") in late(lambda: act(spoil=True)) + "\n"


def test_a_functional_gradient_is_named_by_the_line_that_asked_for_it():
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def act(spoil: bool) -> None:
        total = (x * x).sum()
        with torch.no_grad():
            (x.add_ if spoil else x.add)(1)
        torch.autograd.grad(total, x)

    act(spoil=False)
    late(lambda: act(spoil=True))
    assert line(act, "autograd.grad") in late(lambda: act(spoil=True)) + "\n"


def test_a_gradient_assigned_of_what_was_never_computed_is_refused_at_its_own_line():
    torch.linalg.inv(torch.eye(2))
    lost = torch.linalg.inv(torch.zeros(2, 2))
    with pytest.raises(torch.linalg.LinAlgError):
        torch.flush()
    x = torch.ones(2, 2, requires_grad=True)
    with pytest.raises(RuntimeError, match="never computed"):
        x.grad = lost
    assert x.grad is None


def test_a_device_that_is_not_there_is_refused_at_its_own_line():
    with pytest.raises(RuntimeError, match=r"cuda:7 is not there: the server has no such GPU\. torch\.cuda") as caught:
        torch.tensor([1.0], device="cuda:7")
    assert "pip install" not in str(caught.value)
    assert torch.tensor([1.0]).item() == 1


def test_a_line_of_a_notebook_is_found_by_its_cell():
    one, zero = numbers()
    name, source = "<ipython-input-7-0a1b>", "quotient = one // zero\n"
    linecache.cache[name] = len(source), None, [source], name
    note = late(lambda: exec(compile(source, name, "exec"), {"one": one, "zero": zero}))
    assert 'File "<ipython-input-7-0a1b>", line 1, in <module>\n    quotient = one // zero\n' in note


def test_a_line_without_its_text_is_still_named():
    one, zero = numbers()
    note = late(lambda: exec("\none // zero", {"one": one, "zero": zero}))
    assert note.endswith('File "<string>", line 2, in <module>')


def test_the_line_that_waits_for_the_value_is_not_named_twice():
    one, zero = numbers()
    with pytest.raises(RuntimeError) as caught:
        str(one // zero)
    assert not hasattr(caught.value, "__notes__")
    assert "str(one // zero)" in "".join(traceback.format_exception(caught.value))


def test_an_unseen_operation_may_send_an_earlier_one_that_fails():
    one, zero = numbers()

    def act() -> None:
        quotient = one // zero
        torch.sinh(quotient)

    with pytest.raises(RuntimeError, match="floor_divide") as caught:
        act()
    assert line(act, "one // zero") in caught.value.__notes__[0] + "\n"


def test_what_was_never_computed_says_why_and_names_the_line():
    one, zero = numbers()
    before = one * 5

    def act() -> tuple[torch.Tensor, torch.Tensor]:
        quotient = one // zero
        return quotient, one + 1

    quotient, after = act()
    with pytest.raises(RuntimeError):
        torch.flush()
    uses = (one.mul_, one.__add__, one.__radd__, torch.exp, torch.sum, lambda lost: lost[0])
    for use, lost in product(uses, (quotient, after)):
        with pytest.raises(RuntimeError, match=r"never computed.*divided by zero") as caught:
            use(lost)
        assert line(act, "one // zero").rstrip() in str(caught.value)
    assert before.tolist() == [30, 20]
    assert one.tolist() == [6, 4]
    assert (one + before).tolist() == [36, 24]


def test_an_operation_of_a_hook_is_named_by_its_line_in_the_hook():
    one, zero = numbers()
    with torch.no_grad():
        one // one

    def hook(gradient: torch.Tensor) -> torch.Tensor:
        quotient = one // zero
        return gradient * quotient

    def act() -> None:
        x = torch.tensor([1.0, 2.0], requires_grad=True)
        y = x * 3
        y.register_hook(hook)
        y.sum().backward()

    assert line(hook, "one // zero").split("\n")[0] in late(act)


def test_a_warning_names_the_users_line():
    x = torch.ones(2, requires_grad=True)
    for act in (lambda: (x * 2).grad, lambda: torch.tensor(x), lambda: x.new_tensor(x), lambda: torch.add(x, 1).grad):
        with pytest.warns(UserWarning, match="Tensor") as caught:
            act()
        assert {(warning.filename, warning.lineno) for warning in caught} == {(__file__, act.__code__.co_firstlineno)}


def test_an_error_keeps_its_problem_and_its_class():
    one, zero = numbers()
    one // zero
    with pytest.raises(RuntimeError) as caught:
        torch.flush()
    assert caught.value.problem["exception"] == "RuntimeError"
    assert caught.value.problem["op"] == "floor_divide"


def test_an_asynchronous_session_names_the_line_too(server: str) -> None:
    async def main() -> None:
        async with torch.AsyncSession(server) as session:
            one, zero = torch.tensor([6, 4]), torch.tensor([2, 0])
            kept = one * 2
            quotient = one // zero
            later = quotient + 1
            with pytest.raises(RuntimeError, match="divided by zero") as caught:
                await session.fetch(kept)
            assert "\n    quotient = one // zero\n" in caught.value.__notes__[0]
            with pytest.raises(RuntimeError, match="never computed"):
                await session.fetch(later)
            assert (await session.fetch(kept)).tolist() == [12, 8]

    asyncio.run(main())


def test_what_waits_when_an_asynchronous_session_ends_is_sent(server: str) -> None:
    async def main() -> None:
        async with torch.AsyncSession(server):
            torch.tensor([6, 4]) // torch.tensor([2, 0])

    with pytest.raises(RuntimeError, match="divided by zero"):
        asyncio.run(main())


@pytest.mark.parametrize("asks", [False, True], ids=["by the stream", "by a request of its own"])
@pytest.mark.parametrize("is_late", [False, True], ids=["at once", "late"])
def test_a_caught_error_keeps_no_tensor(asks: bool, is_late: bool) -> None:
    kept = []

    def call() -> None:
        x = torch.ones(5)
        kept.append(weakref.ref(x))
        index = torch.tensor([9 if len(kept) > is_late else 0])
        _ = x[index].sum().item()

    leaf = torch.ones(1).requires_grad_()
    if asks:
        leaf.register_hook(lambda gradient: None)
    gc.disable()
    try:
        if is_late:
            call()
        with contextlib.suppress(IndexError):
            call()
            pytest.fail("no error")
        assert [one() for one in kept] == [None] * (1 + is_late)
    finally:
        gc.enable()
    del leaf


def test_an_answer_that_fails_keeps_no_tensor() -> None:
    kept = []

    def answer(gradient: torch.Tensor) -> torch.Tensor:
        given = torch.ones(2, 3)
        kept.append(weakref.ref(given))
        return given

    x = torch.ones(2).requires_grad_()
    x.register_hook(answer)
    gc.disable()
    try:
        with contextlib.suppress(RuntimeError):
            (x * 2).sum().backward()
            pytest.fail("no error")
        assert [one() for one in kept] == [None]
    finally:
        gc.enable()
