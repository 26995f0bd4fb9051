"""torch.utils.checkpoint: values that are computed again for backward, without a change of any gradient.

https://docs.pytorch.org/docs/stable/checkpoint.html
"""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.oracle.side_by_side.outcome import both_checkpoints, checkpoint, leaf, raised


def gradients_are_those_without(torch: Any) -> Any:
    def layer(x: Any, w: Any) -> Any:
        return torch.sigmoid(torch.relu(x @ w) * 2).square()

    x, w = leaf(torch, 4, 3), leaf(torch, 3, 3)
    (plain,) = torch.autograd.grad(layer(x, w).sum(), x)
    found = both_checkpoints(torch, layer, x, w)
    print(torch.equal(plain, found[0]), torch.equal(plain, found[2]))
    return found


def the_graph_is_the_same_where_nothing_reenters(torch: Any) -> None:
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), leaf(torch, 3))
    print(y.requires_grad, y.is_leaf, y.grad_fn.name(), y.grad_fn.next_functions[0][0].name())


def dropout_draws_the_same_numbers_again(torch: Any) -> Any:
    torch.manual_seed(3)
    x = torch.ones(50, requires_grad=True)
    y = checkpoint(torch, lambda x: torch.nn.functional.dropout(torch.exp(x), 0.4).square(), x)
    y.sum().backward()
    print(torch.equal(y == 0, x.grad == 0))
    return y.detach(), x.grad


def backward_leaves_the_generator_alone(torch: Any) -> Any:
    torch.manual_seed(3)
    x = torch.ones(5, requires_grad=True)
    y = checkpoint(torch, lambda x: torch.exp(x) * torch.rand(5), x)
    before = torch.rand(2)
    y.sum().backward()
    return before, torch.rand(2), x.grad


def a_seed_within_is_set_again(torch: Any) -> Any:
    def function(x: Any) -> Any:
        torch.manual_seed(7)
        return torch.exp(x) * torch.rand(5)

    x = torch.ones(5, requires_grad=True)
    checkpoint(torch, function, x).sum().backward()
    return x.grad, torch.rand(2)


def parameters_of_a_closure_get_their_gradients(torch: Any) -> Any:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
    x = leaf(torch, 5, 3)
    for reentrant in (False, True):
        checkpoint(torch, model, x, use_reentrant=reentrant).sum().backward()
    return [parameter.grad for parameter in model.parameters()], x.grad


def parameters_get_gradients_though_no_input_requires_grad(torch: Any) -> Any:
    torch.manual_seed(0)
    model = torch.nn.Linear(3, 2)
    checkpoint(torch, model, torch.ones(4, 3)).sum().backward()
    return model.weight.grad


def grad_gives_what_backward_does(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), x)
    return torch.autograd.grad(y, x, torch.ones(3))


def a_retained_graph_is_walked_again(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), x).sum()
    y.backward(retain_graph=True)
    y.backward()
    print(raised(lambda: y.backward(), torch))
    return x.grad


def second_derivatives(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)) * x, x)
    (first,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.square().sum(), x)
    return first.detach(), second


def second_derivatives_within_another(torch: Any) -> Any:
    def slope(x: Any) -> Any:
        y = torch.exp(torch.sin(x)) * x
        return torch.autograd.grad(y.sum(), x, create_graph=True)[0]

    x = leaf(torch, 3)
    checkpoint(torch, slope, x, early_stop=False).square().sum().backward()
    return x.grad


def checkpoints_within_checkpoints(torch: Any) -> Any:
    def inner(x: Any) -> Any:
        return torch.tanh(torch.exp(x) * x)

    def outer(x: Any, reentrant: bool) -> Any:
        y = checkpoint(torch, inner, torch.sin(x), use_reentrant=reentrant)
        return checkpoint(torch, inner, torch.cos(y) * y, use_reentrant=reentrant)

    x = leaf(torch, 4)
    for ways in ((False, False), (False, True)):
        checkpoint(torch, partial(outer, reentrant=ways[1]), x, use_reentrant=ways[0]).sum().backward()
    return x.grad


def results_may_be_changed_afterwards(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(x), x)
    y.add_(1)
    y.mul_(2)
    y.sum().backward()
    return x.grad


def several_results_some_unused(torch: Any) -> Any:
    x = leaf(torch, 4)
    a, b, (c, n) = checkpoint(torch, lambda x: (x.exp(), x.sin(), (x.cos(), 5)), x)
    print(n)
    (a.sum() + c.sum()).backward()
    return x.grad, b.detach()


def a_result_that_is_the_input(torch: Any) -> Any:
    x = leaf(torch, 3)
    checkpoint(torch, lambda x: x, x * 2).sum().backward()
    return x.grad


def training_with_dropout_and_momentum(torch: Any) -> Any:
    torch.manual_seed(0)
    block = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.GELU(), torch.nn.Dropout(0.2))
    head = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD([*block.parameters(), *head.parameters()], lr=0.1, momentum=0.9)
    x = torch.randn(8, 4)
    losses = []
    for _ in range(4):
        optimizer.zero_grad()
        loss = head(checkpoint(torch, block, checkpoint(torch, block, x))).square().mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, [parameter.detach() for parameter in block.parameters()]
