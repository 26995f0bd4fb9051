"""vmap: what is printed of an example."""

from __future__ import annotations

from typing import Any


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def an_example_shows_all(torch: Any) -> Any:
    def f(a: Any) -> Any:
        print(a)
        print(repr(a), str(a.sum()))
        return a

    return torch.func.vmap(f)(_x(torch))


def an_example_of_an_example_shows_both_levels(torch: Any) -> Any:
    def f(a: Any) -> Any:
        print(a)
        return a

    return torch.func.vmap(torch.func.vmap(f))(_x(torch))


def what_only_the_outer_one_batches_shows_its_level(torch: Any) -> Any:
    def f(a: Any) -> Any:
        def g(b: Any) -> Any:
            print(a, b)
            return a * b

        return torch.func.vmap(g)(torch.arange(2.0))

    return torch.func.vmap(f)(_x(torch))


def a_result_shows_its_dtype(torch: Any) -> Any:
    def f(a: Any) -> Any:
        print(a > 1, a.double() / 3, a.long())
        return a

    return torch.func.vmap(f)(_x(torch))


def what_all_share_prints_as_ever(torch: Any) -> Any:
    def f(a: Any, b: Any) -> Any:
        print(b, torch.ones(2))
        return a

    return torch.func.vmap(f, (0, None))(_x(torch), torch.ones(1))


def a_leaf_outside_shows_that_it_requires_grad(torch: Any) -> Any:
    def f(a: Any) -> Any:
        print(a)
        return a

    return torch.func.vmap(f)(_x(torch).requires_grad_()).sum()
