"""What was seen before on tensors like these, and this time is refused."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def gradients_of_what_is_not_used(torch: Any) -> Any:
    x, y = torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)
    torch.autograd.grad((x * 2).sum(), x)
    print(raised(lambda: torch.autograd.grad((x * 2).sum(), y)))
    return torch.autograd.grad((x * 2).sum(), x)


def gradients_through_a_graph_that_is_freed(torch: Any) -> Any:
    x = torch.ones(3, requires_grad=True)
    loss = (x * x).sum()
    torch.autograd.grad(loss, x)
    print(raised(lambda: torch.autograd.grad(loss, x)), raised(loss.backward))
    return x.grad


def a_backward_pass_through_a_graph_that_gradients_freed(torch: Any) -> Any:
    x = torch.ones(3, requires_grad=True)
    loss = (x * x).sum()
    loss.backward(retain_graph=True)
    torch.autograd.grad(loss, x, retain_graph=True)
    loss.backward(retain_graph=True)
    torch.autograd.grad(loss, x)
    print(raised(loss.backward))
    return x.grad


def views_whose_first_argument_is_no_tensor(torch: Any) -> Any:
    x = torch.arange(6.0).view(2, 3)
    turned = [torch.einsum("ij->ji", x) for _ in range(2)]
    raised_to = [torch.atleast_3d(x) for _ in range(2)]
    spread = [torch.broadcast_tensors(x, torch.zeros(3)) for _ in range(2)]
    products = [torch.cartesian_prod(x[0]) for _ in range(2)]
    x.add_(1)
    return turned, raised_to, spread, products
