"""Gradients of gradients."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def second_and_third_derivatives(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y, orders = (x**4).sum(), []
    for _ in range(4):
        (g,) = torch.autograd.grad(y, x, create_graph=True)
        orders.append(g.detach())
        y = g.sum()
    return orders


def a_penalty_on_the_gradient(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    y = (torch.tanh(x * w)).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    (y + (g * g).sum()).backward()
    return x.grad, w.grad


def to_the_leafs_own_grad(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**3).sum().backward(create_graph=True)
    x.grad.sum().backward()
    return x.grad.detach()


def to_the_leafs_own_grad_with_create_graph(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**3).sum().backward(create_graph=True)
    before = x.grad
    x.grad.sum().backward(create_graph=True)
    print(before, x.grad, before is x.grad)
    return x.grad


def through_backward_and_a_fresh_grad(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**3).sum().backward(create_graph=True)
    g = x.grad
    x.grad = None
    (g * g).sum().backward()
    return x.grad


def a_gradient_that_is_constant_has_no_graph(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (g,) = torch.autograd.grad((x * 3).sum(), x, create_graph=True)
    print(g.requires_grad, raised(lambda: torch.autograd.grad(g.sum(), x), torch))


def a_linear_one_through_a_seed_that_requires_grad(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    v = torch.tensor([1.0, 10.0], requires_grad=True)
    (g,) = torch.autograd.grad(x * 3, x, v, create_graph=True)
    print(g.requires_grad)
    return torch.autograd.grad(g.sum(), v)


def forward_over_reverse_by_two_passes(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    v = torch.zeros(2, requires_grad=True)
    (g,) = torch.autograd.grad(x.sin(), x, v, create_graph=True)
    return torch.autograd.grad(g, v, torch.tensor([1.0, 10.0]))


def without_create_graph_there_is_none(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (g,) = torch.autograd.grad((x**3).sum(), x)
    print(raised(lambda: torch.autograd.grad(g.sum(), x), torch), raised(lambda: g.sum().backward(), torch))


def a_hessian_vector_product(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    (g,) = torch.autograd.grad((x[:-1] ** 2 * x[1:]).sum(), x, create_graph=True)
    return torch.autograd.grad(g, x, torch.tensor([1.0, 0.5, 2.0]))


def a_hessian_row_by_row(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    (g,) = torch.autograd.grad((x.prod() + x.pow(3).sum()), x, create_graph=True)
    return [torch.autograd.grad(one, x, retain_graph=True) for one in g]


def a_hessian_by_a_batch(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    (g,) = torch.autograd.grad((x.prod() + x.pow(3).sum()), x, create_graph=True)
    return torch.autograd.grad(g, x, torch.eye(3), is_grads_batched=True)


def mixed_derivatives(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    gx, gw = torch.autograd.grad((x * x * w.exp()).sum(), [x, w], create_graph=True)
    return torch.autograd.grad(gx.sum() + 2 * gw.sum(), [x, w])


def unused_in_the_second_order(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    (g,) = torch.autograd.grad((x * x + w).sum(), x, create_graph=True)
    print(raised(lambda: torch.autograd.grad(g.sum(), w, retain_graph=True), torch))
    print(torch.autograd.grad(g.sum(), w, allow_unused=True, retain_graph=True))
    return torch.autograd.grad(g.sum(), [x, w], materialize_grads=True)


def freed_with_the_second_pass(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x**3).sum()
    (g,) = torch.autograd.grad(y, x, create_graph=True)
    g.sum().backward()
    print(raised(lambda: y.backward(), torch), raised(lambda: g.sum().backward(), torch))


def retained_ones_are_recorded_too(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    y.retain_grad()
    (y**2).sum().backward(create_graph=True)
    print(y.grad.requires_grad)
    return torch.autograd.grad(y.grad.sum(), x)


def a_gradient_through_a_step_of_descent(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    rate = torch.tensor(0.1, requires_grad=True)
    fast = w
    for _ in range(3):
        (g,) = torch.autograd.grad((fast**2).sum(), fast, create_graph=True)
        fast = fast - rate * g
    (fast**2).sum().backward()
    return w.grad, rate.grad


def through_changes_in_place(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.clone()
    y[0] = x[1] * x[1]
    y.mul_(x)
    (g,) = torch.autograd.grad((y * y).sum(), x, create_graph=True)
    return g.detach(), torch.autograd.grad(g.sum(), x)


def of_a_complex_function(torch: Any) -> Any:
    z = torch.tensor([1 + 2j, 0.5 - 1j], requires_grad=True)
    (g,) = torch.autograd.grad((z * z * z.conj()).real.sum(), z, create_graph=True)
    return g.detach(), torch.autograd.grad(g.abs().sum(), z)


def of_a_small_network(torch: Any) -> Any:
    x = torch.tensor([[0.1, 0.2], [0.3, -0.4], [0.5, 0.6]], requires_grad=True)
    w = torch.tensor([[0.5, -0.2], [0.3, 0.8]], requires_grad=True)
    b = torch.tensor([0.1, -0.1], requires_grad=True)
    out = torch.nn.functional.softplus(torch.nn.functional.linear(x, w, b)).sum()
    (g,) = torch.autograd.grad(out, x, create_graph=True)
    ((g.norm(dim=1) - 1) ** 2).mean().backward()
    return x.grad, w.grad, b.grad
