"""vmap: tensors made inside, written into, and drawn; no examples at all."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def written_into_what_was_made_like_an_example(torch: Any) -> Any:
    def f(a: Any) -> Any:
        made, other = a.new_zeros(3), torch.zeros_like(a)
        made[0] = a[0]
        return made, other.add_(a), a.new_ones(2), a.new_full((2,), 3.0)

    return torch.func.vmap(f)(_x(torch))


def written_into_what_all_share(torch: Any) -> None:
    def f(a: Any) -> Any:
        made = torch.zeros(3)
        made[0] = a[0]
        return made

    print(raised(lambda: torch.func.vmap(f)(_x(torch)), torch))


def numbers_written_into_what_all_share(torch: Any) -> Any:
    def f(a: Any) -> Any:
        made = torch.zeros(3)
        made[0] = 5.0
        return made + a

    return torch.func.vmap(f)(_x(torch))


def constants_inside(torch: Any) -> Any:
    def f(a: Any) -> Any:
        return a + torch.tensor([1.0, 2.0, 3.0]), a * torch.arange(3), torch.eye(3) @ a, torch.linspace(0, 1, 3) - a

    return torch.func.vmap(f)(_x(torch))


def no_examples(torch: Any) -> Any:
    empty = torch.ones(0, 3)
    return torch.func.vmap(lambda a: a.sum())(empty), torch.func.vmap(torch.func.grad(lambda a: (a**2).sum()))(empty)


def questions_whose_answer_differs(torch: Any) -> None:
    x = _x(torch)
    print(raised(lambda: torch.func.vmap(lambda a: a if torch.allclose(a, a) else -a)(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a if torch.equal(a, a) else -a)(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a if torch.is_nonzero(a.sum()) else -a)(x), torch))
    print(raised(lambda: torch.func.vmap(lambda a: a if 1.0 in a else -a)(x), torch))


def other_draws(torch: Any) -> Any:
    found = []
    for draw in (
        lambda a: torch.multinomial(a + 1, 2),
        lambda a: a[torch.randperm(3)],
        lambda a: torch.randn(20).sum(),
        lambda a: torch.normal(a, 1.0),
        lambda a: a.clone().exponential_(),
        lambda a: a.clone().bernoulli_(0.5),
        lambda a: torch.randint_like(a, 10),
    ):
        torch.manual_seed(0)
        found.append(torch.func.vmap(draw, randomness="different")(_x(torch)))
    return found


def draws_into_what_all_share(torch: Any) -> None:
    f = torch.func.vmap(lambda a: torch.zeros(3).uniform_(), randomness="different")
    print(raised(lambda: f(_x(torch)), torch))


def layers(torch: Any) -> Any:
    torch.manual_seed(0)
    f = torch.nn.functional
    x = _x(torch)
    w, table = torch.randn(4, 3), torch.randn(5, 2)
    return (
        torch.func.vmap(lambda a: f.layer_norm(a, (3,)))(x),
        torch.func.vmap(torch.func.grad(lambda a: f.layer_norm(a, (3,)).pow(3).sum()))(x),
        torch.func.vmap(lambda a: f.gelu(f.linear(a, w)).softmax(0))(x),
        torch.func.vmap(torch.func.grad(lambda t, i: f.embedding(i, t).pow(2).sum()), (None, 0))(
            table, torch.tensor([[0, 1], [2, 2]])
        ),
        torch.func.vmap(lambda a: f.max_pool1d(a[None], 2))(x),
        torch.func.vmap(torch.func.grad(lambda a, t: f.cross_entropy(a[None], t[None])))(x, torch.tensor([0, 2])),
    )


def the_same_result_twice(torch: Any) -> Any:
    return torch.func.vmap(lambda a: (a, a))(_x(torch))


def other_dtypes(torch: Any) -> Any:
    x = _x(torch)
    return (
        torch.func.vmap(lambda a: a.to(torch.float64).sum())(x),
        torch.func.vmap(lambda a: (a == a).all())(x),
        torch.func.vmap(lambda a: a.long() // 2)(x),
        torch.func.vmap(lambda a: a.half() * 2)(x),
    )
