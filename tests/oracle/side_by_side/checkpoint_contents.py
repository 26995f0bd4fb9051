"""torch.utils.checkpoint: what may run within.

https://docs.pytorch.org/docs/stable/checkpoint.html
"""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import both_checkpoints, checkpoint, leaf


def functions_of_ones_own_within(torch: Any) -> Any:
    class Square(torch.autograd.Function):  # type: ignore[misc]
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx: Any, gradient: Any) -> Any:
            (x,) = ctx.saved_tensors
            return gradient * x * 2

    return both_checkpoints(torch, lambda x: torch.sin(Square.apply(torch.exp(x))), leaf(torch, 3))


def saved_values_can_be_looked_at(torch: Any) -> Any:
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x) * 2), leaf(torch, 3), early_stop=False)
    return y.grad_fn._saved_result.detach(), y.detach()


def attention_and_norms_within(torch: Any) -> Any:
    torch.manual_seed(0)
    attention = torch.nn.MultiheadAttention(4, 2, batch_first=True)
    norm, batch = torch.nn.LayerNorm(4), torch.nn.BatchNorm1d(3)
    x = leaf(torch, 2, 3, 4)
    y = checkpoint(torch, lambda x: batch(norm(x + attention(x, x, x)[0])).exp(), x)
    (y * y.detach()).sum().backward()
    return y.detach(), x.grad, [parameter.grad for parameter in attention.parameters()], batch.weight.grad


def complex_numbers_within(torch: Any) -> Any:
    x = torch.complex(leaf(torch, 3), leaf(torch, 3)).detach().requires_grad_()
    y = checkpoint(torch, lambda x: (torch.exp(x) * torch.sin(x).conj()).abs().square(), x)
    y.sum().backward()
    return x.grad


def indices_and_masks_within(torch: Any) -> Any:
    def function(x: Any) -> Any:
        y = torch.exp(x)
        top, places = y.topk(3)
        masked = torch.where(y > 1, y * y, y)
        return top.sum() * y[places].prod() + masked[masked > 0.5].sum() + y.max() + torch.cat([y, y[:2] * 2]).std()

    return both_checkpoints(torch, lambda x: function(x).reshape(1), leaf(torch, 6))


def a_recurrence_through_checkpoints(torch: Any) -> Any:
    torch.manual_seed(0)
    cell = torch.nn.Linear(6, 3)
    state = torch.zeros(2, 3)
    x = leaf(torch, 4, 2, 3)
    for step in range(4):
        state = checkpoint(torch, lambda h, one: torch.tanh(cell(torch.cat([h, one], 1))), state, x[step])
    state.sum().backward()
    return x.grad, cell.weight.grad


def gradients_of_intermediate_values(torch: Any) -> Any:
    x = leaf(torch, 3)
    a = checkpoint(torch, lambda x: torch.exp(x).sin(), x)
    b = checkpoint(torch, lambda a: torch.exp(a).cos(), a)
    a.retain_grad()
    slopes = torch.autograd.grad(b.sum(), [a, x], retain_graph=True)
    b.sum().backward(inputs=[a])
    return slopes, a.grad


def changes_in_place_within(torch: Any) -> Any:
    def function(x: Any) -> Any:
        y = x * 2
        y.sin_()
        y[0] = 1
        y[1:].mul_(3)
        z = torch.relu_(y - 0.5)
        return z.view(2, 3).t().exp()

    return both_checkpoints(torch, function, leaf(torch, 6))


def modes_within_hold_within(torch: Any) -> Any:
    def function(x: Any) -> Any:
        with torch.no_grad():
            scale = torch.exp(x) + 1
        return torch.sin(x * scale) * scale

    x = leaf(torch, 3)
    checkpoint(torch, function, x).sum().backward()
    return x.grad


def detached_values_within_are_constants(torch: Any) -> Any:
    x = leaf(torch, 3)
    checkpoint(torch, lambda x: torch.exp(x).detach() * torch.sin(torch.exp(x)), x).sum().backward()
    return x.grad


def hooks_within_see_their_gradients(torch: Any) -> Any:
    seen = []

    def function(x: Any) -> Any:
        y = torch.exp(x)
        if not seen:
            y.register_hook(lambda gradient: seen.append(gradient.sum().item()) or gradient * 2)
        return torch.sin(y)

    x = leaf(torch, 3)
    y = checkpoint(torch, function, x)
    seen.append(0)
    y.sum().backward()
    print(len(seen))
    return x.grad


def a_first_run_changes_what_it_has_made(torch: Any) -> Any:
    """Operations that were never seen before, one of which writes into what no node needs yet."""
    x, w = torch.tensor([0.5, 0.75], requires_grad=True), torch.tensor([2.0, -1.0], requires_grad=True)

    def layer(x: Any) -> Any:
        made = torch.zeros_like(x)
        made.copy_(x * w)
        part = made.clone()
        part[1:].mul_(w[1:])
        return part.cos().relu_()

    torch.utils.checkpoint.checkpoint(layer, x, use_reentrant=False).sum().backward()
    return x.grad, w.grad
