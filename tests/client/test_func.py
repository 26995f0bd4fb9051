"""torch.func: in how few requests functions are differentiated and mapped."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Callable
from typing import Any

import pytest

import gradwire as torch
from tests.client.conftest import Requests


def cubes(x: Any) -> Any:
    return (x**3).sum() * x[0]


def squares(x: Any) -> Any:
    return x.cumsum(0) ** 2


def dual(x: Any) -> Any:
    with torch.autograd.forward_ad.dual_level():
        return torch.autograd.forward_ad.unpack_dual(squares(torch.autograd.forward_ad.make_dual(x, x))).tangent


TRANSFORMED: dict[str, Callable[[Any], Any]] = {
    "grad": torch.func.grad(cubes),
    "vmap": lambda x: torch.func.vmap(lambda one: one * x)(x),
    "jacrev": torch.func.jacrev(squares),
    "jacrev in chunks": torch.func.jacrev(squares, chunk_size=2),
    "jacfwd": torch.func.jacfwd(squares),
    "hessian": torch.func.hessian(cubes),
    "jvp": lambda x: torch.func.jvp(squares, (x,), (x,))[1],
    "vjp": lambda x: torch.func.vjp(squares, x)[1](x)[0],
    "linearize": lambda x: torch.func.linearize(squares, x)[1](x),
    "dual": dual,
    "vmap of grad": lambda x: torch.func.vmap(torch.func.grad(torch.sin))(x),
    "functional.jacobian": lambda x: torch.autograd.functional.jacobian(squares, x),
    "functional.jacobian, forward": lambda x: torch.autograd.functional.jacobian(
        squares, x, vectorize=True, strategy="forward-mode"
    ),
    "functional.hessian": lambda x: torch.autograd.functional.hessian(cubes, x),
    "functional.hvp": lambda x: torch.autograd.functional.hvp(cubes, x, x)[1],
    "functional.vjp": lambda x: torch.autograd.functional.vjp(squares, x, x)[1],
    "functional.jvp": lambda x: torch.autograd.functional.jvp(squares, x, x)[1],
    "vmap of hessian": lambda x: torch.func.vmap(torch.func.hessian(cubes))(x.expand(2, 3)),
}


@pytest.mark.parametrize("name", TRANSFORMED)
def test_what_was_seen_before_is_one_request(session: torch.Session, requests: Requests, name: str) -> None:
    x = torch.tensor([1.0, 2.0, 3.0])
    first = TRANSFORMED[name](x).tolist()
    requests.new()
    assert TRANSFORMED[name](x).tolist() == first
    assert requests.new() == 1


def test_a_hessian_is_right(session: torch.Session) -> None:
    x = torch.tensor([1.0, 2.0])
    assert torch.func.hessian(cubes)(x).tolist() == [[12.0, 12.0], [12.0, 12.0]]


def test_what_runs_one_example_at_a_time_is_said_at_the_users_line(session: torch.Session) -> None:
    x = torch.arange(6.0).reshape(2, 3)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert torch.vmap(lambda one: torch.histc(one, 3))(x).tolist() == [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]
    assert [warning.filename for warning in caught] == [__file__]
    assert "histc" in str(caught[0].message)


def test_a_gradient_of_a_gradient_says_nothing_of_leaves_that_another_reaches(session: torch.Session) -> None:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    (slope,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
    slope.sum().backward()
    assert w.grad is None
    (slope,) = torch.autograd.grad((w**3).sum(), w, create_graph=True)
    slope.sum().backward()
    assert w.grad is not None
    assert w.grad.tolist() == [6.0, 6.0]


def test_in_an_asynchronous_session_nothing_is_asked(server: str) -> None:
    async def run() -> None:
        async with torch.AsyncSession(server) as session:
            x = torch.tensor([1.0, 2.0])
            found = [
                torch.func.hessian(cubes)(x),
                torch.vmap(torch.func.grad(torch.sin))(x),
                torch.vmap(cubes)(torch.tensor([[1.0, 2.0]])),
            ]
            hessian, slopes, values = await session.fetch(*found)
        assert hessian.tolist() == [[12.0, 12.0], [12.0, 12.0]]
        assert slopes.tolist() == pytest.approx([0.5403023, -0.4161468])
        assert values.tolist() == [9.0]

    asyncio.run(run())


def test_what_was_dual_is_plain_to_look_at(session: torch.Session) -> None:
    fw = torch.autograd.forward_ad
    with fw.dual_level():
        x = fw.make_dual(torch.tensor([1.0, 2.0]), torch.tensor([1.0, 0.0]))
        assert str((x * x).cpu()) == "tensor([1., 4.], tangent=tensor([2., 0.]))"
        assert not (x * x).requires_grad
    assert str((x * x).cpu()) == "tensor([1., 4.])"
    assert fw.unpack_dual(x).tangent is None
