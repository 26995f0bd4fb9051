"""In-place operations under vmap: through to what is mapped, never into what all examples share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _zeros(torch: Any) -> tuple[Any, Any]:
    return torch.zeros(3, 2), torch.zeros(2)


def they_write_through_to_the_mapped_tensor(torch: Any) -> Any:
    x, w = torch.zeros(3, 2), torch.full((2,), 4.0)
    torch.vmap(lambda one: one.add_(1))(x)
    y = torch.zeros(2, 3)
    torch.vmap(lambda one: one.copy_(w), in_dims=1)(y)
    return x, y


def a_part_of_the_mapped_tensor_is_written(torch: Any) -> Any:
    x = torch.zeros(3, 2)

    def write(one: Any) -> Any:
        one[0] = 5.0
        one[1:].add_(2)
        return one

    return torch.vmap(write)(x), x


def what_differs_is_not_written_into_what_all_share(torch: Any) -> Any:
    x, w = _zeros(torch)

    def assign(one: Any) -> Any:
        w[0] = one[0]
        return one

    def tried(function: Callable[..., Any]) -> str:
        return raised(lambda: torch.vmap(function)(x), torch)

    print(tried(lambda one: w.add_(one)), tried(lambda one: w.copy_(one)), tried(lambda one: w.view(1, 2).mul_(one)))
    print(tried(assign), tried(lambda one: torch.zeros(2).add_(one)))
    print(raised(lambda: torch.vmap(lambda a: torch.vmap(lambda b: a.add_(b))(x))(torch.ones(4, 2)), torch))
    return w


def what_is_the_same_for_all_may_be_written(torch: Any) -> Any:
    x, w = torch.zeros(3, 2), torch.ones(2)

    def doubled(one: Any) -> Any:
        w.mul_(2)
        return one + w

    return torch.vmap(doubled)(x), w


def new_tensors_like_a_mapped_one_have_room(torch: Any) -> Any:
    x = torch.ones(3, 2)

    def made(one: Any) -> Any:
        zeros = torch.zeros_like(one)
        zeros[0] = one[1] * 3
        return zeros, one.new_zeros(2).add_(one), one.clone().fill_(one.sum())

    return torch.vmap(made)(x)


def gradients_lead_through_them(torch: Any) -> Any:
    x = torch.arange(6.0).reshape(3, 2).requires_grad_()
    w = torch.tensor([2.0, 3.0], requires_grad=True)
    y = x * 1
    torch.vmap(lambda one: one.mul_(w))(y)
    return torch.autograd.grad((y * y).sum(), [x, w])


def gradients_lead_through_those_of_an_intermediate(torch: Any) -> Any:
    x = torch.arange(6.0).reshape(3, 2).div(4).requires_grad_()
    w = torch.tensor([0.5, 0.25], requires_grad=True)

    def powers(one: Any) -> Any:
        made = torch.zeros_like(one)
        made.copy_(one * w)
        made[0] = (one * w).sum()
        return made.exp_()

    y = torch.vmap(powers)(x)
    return torch.autograd.grad((y * y).sum(), [x, w])


def running_statistics_are_mapped_or_left_alone(torch: Any) -> Any:
    x = torch.arange(24.0).sin().reshape(3, 2, 4)
    norm = torch.nn.functional.batch_norm
    mean, variance = torch.zeros(4), torch.ones(4)
    means, variances = torch.zeros(3, 4), torch.ones(3, 4)
    print(raised(lambda: torch.vmap(lambda one: norm(one, mean, variance, training=True))(x), torch))
    out = torch.vmap(lambda one, m, v: norm(one, m, v, training=True))(x, means, variances)
    return out, means, variances, torch.vmap(lambda one: norm(one, mean, variance))(x)
