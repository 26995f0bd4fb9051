"""Transforms of functions that change parts of tensors in place: what comes through a view is not lost."""

from __future__ import annotations

from typing import Any


def values(torch: Any) -> Any:
    return torch.tensor([0.5, 2.0, 3.0], dtype=torch.float64), torch.tensor([1.5, -1.0, 4.0], dtype=torch.float64)


def scaled(torch: Any, x: Any, w: Any) -> Any:
    """x, whose elements from the second on are multiplied by those of w."""
    z = x.clone()
    z[1:].mul_(w[1:])
    return z.sin() * z


def copied(x: Any, w: Any) -> Any:
    """x, where every other element is one of w times the first of x."""
    z = x.clone()
    z[::2].copy_(w[::2] * x[0])
    return z


def derivatives_by_what_was_copied_into_a_view(torch: Any) -> Any:
    jacrev, jacfwd = torch.func.jacrev, torch.func.jacfwd
    return jacrev(jacrev(copied, 0), 1)(*values(torch)), jacrev(jacfwd(copied, 0), 1)(*values(torch))


def second_derivatives_by_what_a_view_was_multiplied_with(torch: Any) -> Any:
    return torch.func.hessian(lambda x, w: scaled(torch, x, w).sum(), (0, 1))(*values(torch))


def what_is_outside_is_reached_through_a_view(torch: Any) -> Any:
    x, w = values(torch)
    w.requires_grad_()
    found = torch.func.grad(lambda one: scaled(torch, one, w).sum())(x)
    print(found.requires_grad)
    found.sum().backward()
    return w.grad


def what_is_outside_is_reached_through_a_view_of_each_example(torch: Any) -> Any:
    x, w = values(torch)
    w.requires_grad_()
    found = torch.vmap(torch.func.grad(lambda one: scaled(torch, one, w).sum()))(torch.stack([x, x * 2]))
    print(found.requires_grad)
    found.sum().backward()
    return w.grad


def jacobians_of_each_example(torch: Any) -> Any:
    x, w = values(torch)
    rows = torch.stack([x, x * 2]), torch.stack([w, w - 1])
    own = torch.func.jacrev(lambda one, other: scaled(torch, one, other), (0, 1))
    return torch.vmap(own)(*rows), torch.vmap(own, (0, None))(rows[0], w), torch.vmap(torch.func.jacrev(copied))(*rows)


def jacobians_through_products_of_each_example(torch: Any) -> Any:
    x, w = values(torch)
    rows = torch.stack([x, x * 2])

    def both(one: Any) -> Any:
        return torch.func.jvp(lambda other: scaled(torch, other, w), (one,), (torch.ones_like(one),))

    return torch.vmap(both)(rows)


def results_that_all_examples_share_get_the_sum(torch: Any) -> Any:
    x, w = values(torch)
    w.requires_grad_()
    repeated = torch.vmap(lambda one: w.exp())(torch.stack([x, x]))
    print(repeated.shape, repeated.requires_grad)
    (repeated * torch.arange(6.0).reshape(2, 3)).sum().backward()
    return w.grad


def a_detached_twin_reaches_nothing_after_a_change(torch: Any) -> Any:
    x, w = values(torch)
    w.requires_grad_()
    base = x.clone()
    twin = base.detach()
    base[1:].mul_(w[1:])
    leaf = torch.ones(3, dtype=torch.float64, requires_grad=True)
    (twin * leaf).sum().backward()
    print(twin.requires_grad, base.requires_grad, w.grad)
    base.sum().backward()
    return leaf.grad, w.grad
