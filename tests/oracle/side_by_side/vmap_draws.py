"""Every random operation under vmap: different numbers for each example, the first one's first, or the same for all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle.side_by_side.outcome import raised

BOTH = ("different", "same")


def _drawn(torch: Any, function: Callable[[Any], Any], over: Any, modes: tuple[str, ...] = BOTH) -> list[Any]:
    found = []
    for mode in modes:
        torch.manual_seed(7)
        found.append(torch.vmap(function, randomness=mode)(over.clone()))
    return [*found, torch.rand(2)]


def new_tensors(torch: Any) -> Any:
    zeros = torch.zeros(4)
    makes: list[Callable[[], Any]] = [
        lambda: torch.rand(3),
        lambda: torch.randn(3),
        lambda: torch.randn(5, 5),
        lambda: torch.randint(10, (3,)),
        lambda: torch.randperm(5),
        lambda: torch.normal(0.0, 1.0, (3,)),
    ]
    return [_drawn(torch, lambda one, make=make: make() + one, zeros) for make in makes]


def tensors_like_a_mapped_one(torch: Any) -> Any:
    zeros = torch.zeros(4, 3)
    makes = [torch.rand_like, torch.randn_like, lambda one: torch.randint_like(one, 10)]
    return [_drawn(torch, make, zeros) for make in makes]


def in_place(torch: Any) -> Any:
    zeros = torch.zeros(4, 3)
    writes: list[Callable[[Any], Any]] = [
        lambda one: one.normal_(),
        lambda one: one.uniform_(),
        lambda one: one.bernoulli_(0.5),
        lambda one: one.bernoulli_(torch.full((3,), 0.5)),
        lambda one: one.exponential_(),
        lambda one: one.cauchy_(),
        lambda one: one.geometric_(0.3),
        lambda one: one.log_normal_(),
        lambda one: one.random_(10),
    ]
    return [_drawn(torch, write, zeros) for write in writes]


def by_numbers_of_each_example(torch: Any) -> Any:
    weights = torch.arange(1.0, 21.0).reshape(4, 5)
    draws: list[Callable[[Any], Any]] = [
        lambda one: torch.bernoulli(one / 20),
        lambda one: torch.normal(one, 1.0),
        lambda one: torch.normal(0.0, one),
        lambda one: torch.normal(one, one),
        lambda one: torch.multinomial(one, 2),
        lambda one: torch.multinomial(one, 6, replacement=True),
        lambda one: torch.poisson(one),
    ]
    return [_drawn(torch, draw, weights, ("different",)) for draw in draws]


def layers(torch: Any) -> Any:
    functional, lines, pictures = torch.nn.functional, torch.ones(4, 5), torch.ones(3, 2, 4, 2, 2)
    return [
        _drawn(torch, lambda one: functional.dropout(one, 0.5), lines),
        _drawn(torch, lambda one: functional.dropout(torch.ones(5), 0.5) + one, lines),
        _drawn(torch, lambda one: functional.alpha_dropout(one, 0.5, training=True), lines),
        _drawn(torch, lambda one: functional.dropout2d(one, 0.5), pictures),
        _drawn(torch, lambda one: functional.feature_alpha_dropout(one, 0.5, training=True), pictures),
    ]


def levels_within_each_other(torch: Any) -> Any:
    zeros = torch.zeros(3, 2)
    return [
        _drawn(torch, lambda row, mode=mode: torch.vmap(lambda one: torch.rand(2) + one, randomness=mode)(row), zeros)
        for mode in BOTH
    ]


def gradients_meet_the_numbers_of_their_example(torch: Any) -> Any:
    torch.manual_seed(7)
    x = torch.ones(4, 5, requires_grad=True)
    out = torch.vmap(lambda one: torch.nn.functional.dropout(one, 0.5), randomness="different")(x)
    return out.detach(), torch.autograd.grad(out.sum(), x)


def what_all_share_has_no_room_for_different_numbers(torch: Any) -> None:
    x, w = torch.zeros(4), torch.zeros(3)
    print(raised(lambda: torch.vmap(lambda one: w.normal_() + one, randomness="different")(x), torch))


def none_are_drawn_unless_it_is_said_how(torch: Any) -> None:
    x = torch.zeros(4, 3)

    def tried(function: Callable[..., Any]) -> str:
        return raised(lambda: torch.vmap(function)(x), torch)

    print(tried(lambda one: torch.rand(3) + one), tried(lambda one: one.normal_()))
    print(tried(lambda one: torch.nn.functional.dropout(one, 0.5)), tried(torch.bernoulli))
