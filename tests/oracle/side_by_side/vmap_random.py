"""vmap: random numbers, the same for all examples or different ones, and examples in chunks."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _x(torch: Any) -> Any:
    return torch.arange(12.0).reshape(4, 3)


def _both(torch: Any, draw: Any) -> Any:
    """What a function of an example gives with different numbers and with the same."""
    found = []
    for randomness in ("different", "same"):
        torch.manual_seed(0)
        found.append(torch.func.vmap(draw, randomness=randomness)(_x(torch)))
        found.append(torch.rand(2))
    return found


def uniform_numbers(torch: Any) -> Any:
    return _both(torch, lambda a: a + torch.rand(3))


def normal_numbers(torch: Any) -> Any:
    return _both(torch, lambda a: a + torch.randn(3))


def integers(torch: Any) -> Any:
    return _both(torch, lambda a: a + torch.randint(0, 10, (3,)))


def numbers_like_an_example(torch: Any) -> Any:
    return _both(torch, lambda a: torch.rand_like(a)), _both(torch, lambda a: torch.randn_like(a))


def filled_in_place(torch: Any) -> Any:
    return _both(torch, lambda a: a.clone().uniform_(0, 2)), _both(torch, lambda a: a.clone().normal_(1, 2))


def single_numbers(torch: Any) -> Any:
    return _both(torch, lambda a: a * torch.rand(()))


def coins(torch: Any) -> Any:
    return _both(torch, lambda a: torch.bernoulli(torch.full((3,), 0.5)) + a)


def coins_of_each_example(torch: Any) -> Any:
    torch.manual_seed(0)
    return torch.func.vmap(lambda a: torch.bernoulli(a / 12), randomness="different")(_x(torch))


def dropout_differs(torch: Any) -> Any:
    torch.manual_seed(0)
    return torch.func.vmap(lambda a: torch.nn.functional.dropout(a, 0.5), randomness="different")(_x(torch))


def dropout_is_the_same_for_all(torch: Any) -> Any:
    torch.manual_seed(0)
    kept = torch.func.vmap(lambda a: torch.nn.functional.dropout(a + 1, 0.5), randomness="same")(_x(torch)) > 0
    print(bool((kept == kept[0]).all()))
    return kept


def nested_levels_each_say_how(torch: Any) -> Any:
    found = []
    for outer in ("different", "same"):
        for inner in ("different", "same"):
            torch.manual_seed(0)
            f = torch.func.vmap(lambda a: a + torch.rand(2), randomness=inner)
            found.append(torch.func.vmap(f, randomness=outer)(torch.zeros(2, 3, 2)))
    return found


def an_inner_error_mode_refuses(torch: Any) -> None:
    f = torch.func.vmap(lambda a: a + torch.rand(2))
    print(raised(lambda: torch.func.vmap(f, randomness="same")(torch.zeros(2, 3, 2)), torch))


def chunks_give_the_same(torch: Any) -> Any:
    x = _x(torch)
    return [torch.func.vmap(lambda a: a.cumsum(0), chunk_size=size)(x) for size in (1, 2, 3, 4, 100)]


def chunks_are_joined_along_out_dims(torch: Any) -> Any:
    f = torch.func.vmap(lambda a, b: (a * b, {"sum": a.sum()}), in_dims=(1, None), out_dims=(1, 0), chunk_size=2)
    return f(_x(torch).T, torch.ones(3))


def a_chunk_shares_its_random_numbers(torch: Any) -> Any:
    found = []
    for randomness in ("different", "same"):
        torch.manual_seed(0)
        f = torch.func.vmap(lambda a: a + torch.rand(3), randomness=randomness, chunk_size=3)
        found.append(f(_x(torch)))
    return found


def nothing_random_outside(torch: Any) -> Any:
    torch.manual_seed(0)
    noise = torch.rand(3)
    return torch.func.vmap(lambda a: a + noise)(_x(torch))
