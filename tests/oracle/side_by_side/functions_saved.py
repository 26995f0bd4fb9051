"""`autograd.Function`: what is saved for the backward."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.functions import _cube, _passing
from tests.oracle.side_by_side.outcome import raised


def an_output_may_be_saved(torch: Any) -> Any:
    class Exp(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            y = x.exp()
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (y,) = ctx.saved_tensors
            print(y)
            return grad * y

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    (first,) = torch.autograd.grad(Exp.apply(x).sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    (third,) = torch.autograd.grad(second.sum(), x)
    return first, second, third


def an_intermediate_value_may_be_saved(torch: Any) -> Any:
    class Chain(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            inner = x * x
            ctx.save_for_backward(x, inner, None)
            return inner.sin()

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            x, inner, nothing = ctx.saved_tensors
            print(nothing)
            return grad * inner.cos() * 2 * x

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    Chain.apply(x).sum().backward()
    return x.grad


def a_saved_input_is_the_input(torch: Any) -> None:
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (saved,) = ctx.saved_tensors
            print(saved, saved.is_leaf)
            return grad * 2

    x = torch.tensor([0.5], requires_grad=True)
    Same.apply(x).backward()


def a_saved_input_must_not_change(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    u = x * 1
    y = _cube(torch).apply(u)
    u.mul_(2)
    print(raised(lambda: y.sum().backward(), torch))
    print(x.grad)


def saved_tensors_go_with_the_graph(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _cube(torch).apply(x).sum()
    y.backward(retain_graph=True)
    y.backward()
    print(x.grad)
    print(raised(lambda: y.backward(), torch))


def what_saved_nothing_can_go_back_twice(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _passing(torch, lambda grad: (grad * 2, None)).apply(x)
    y.backward(torch.ones(2))
    y.backward(torch.ones(2))
    return x.grad
