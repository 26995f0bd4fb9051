"""Indexing under vmap: by numbers that differ from example to example, and examples of every kind and number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_number_that_differs_chooses_in_each_example(torch: Any) -> Any:
    x, i = torch.arange(24.0).reshape(3, 2, 4), torch.tensor([1, 0, 1])
    shared = torch.arange(8.0).reshape(2, 4)
    return (
        torch.vmap(lambda one, k: one[k])(x, i),
        torch.vmap(lambda one, k: one[:, k])(x, i),
        torch.vmap(lambda k: shared[k])(i),
        torch.vmap(lambda k: shared[k, 2:])(i),
    )


def a_number_that_differs_is_where_to_write(torch: Any) -> Any:
    x, i = torch.zeros(3, 4), torch.tensor([1, 2, 3])

    def written(one: Any, k: Any) -> Any:
        one = one.clone()
        one[k] = 1.0
        return one

    return torch.vmap(written)(x, i)


def gradients_add_up_in_the_shared_tensor(torch: Any) -> Any:
    x, i = torch.arange(8.0).reshape(2, 4).requires_grad_(), torch.tensor([1, 0, 1])
    return torch.autograd.grad(torch.vmap(lambda k: x[k, 2:] * (k + 2))(i).sum(), x)


def rows_of_a_table_are_chosen_by_each_example(torch: Any) -> Any:
    table = torch.arange(8.0).reshape(4, 2).requires_grad_()
    rows = torch.tensor([[0, 3], [3, 3], [1, 0]])
    out = torch.vmap(lambda some: torch.nn.functional.embedding(some, table).prod(1))(rows)
    return out.detach(), torch.autograd.grad(out.sum(), table)


def each_example_scatters_by_its_own_index(torch: Any) -> Any:
    x, i = torch.arange(6.0).reshape(2, 3), torch.tensor([[0, 0, 1], [2, 1, 2]])
    zeros = torch.zeros(3)
    return (
        torch.vmap(lambda one, k: zeros.scatter_add(0, k, one))(x, i),
        torch.vmap(lambda one, k: zeros.index_add(0, k, one))(x, i),
        torch.vmap(lambda one, k: zeros.scatter_reduce(0, k, one, "amax"))(x, i),
        torch.vmap(lambda one, k: one.gather(0, k))(x, i),
    )


def no_examples_at_all_give_results_of_no_examples(torch: Any) -> Any:
    nothing, w = torch.ones(0, 3, 2), torch.ones(2, 3)
    return (
        torch.vmap(lambda one: torch.sin(one).sum())(nothing).shape == (0,),
        torch.vmap(lambda one: torch.softmax(one @ w, 0))(nothing).shape == (0, 3, 3),
        torch.vmap(lambda one: torch.nn.functional.layer_norm(one, (2,)))(nothing).shape == (0, 3, 2),
    )


def shapes_that_depend_on_values_are_refused(torch: Any) -> None:
    x = torch.ones(3, 2)

    def tried(function: Callable[..., Any]) -> str:
        return raised(lambda: torch.vmap(function)(x), torch)

    print(tried(lambda one: one[one > 0]), tried(lambda one: one.nonzero()), tried(lambda one: torch.unique(one)))
    print(tried(lambda one: torch.masked_select(one, one > 0)))


def halves_and_complex_numbers_are_computed_as_ever(torch: Any) -> Any:
    found = []
    for dtype in (torch.float16, torch.bfloat16, torch.float64, torch.complex64):
        x = torch.arange(6.0).reshape(3, 2).to(dtype).requires_grad_()
        w = torch.tensor([[1.0, 0.5], [0.25, 2.0]]).to(dtype).requires_grad_()
        out = torch.vmap(lambda one, w=w: (one @ w * one).sum())(x)
        gradients = torch.autograd.grad(out, [x, w], torch.ones_like(out))
        found.append([torch.view_as_real(one) if one.is_complex() else one.float() for one in gradients])
    return found
