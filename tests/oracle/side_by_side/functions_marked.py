"""`autograd.Function`: inputs that are changed or given back, outputs without gradient, backwards that work once."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def dirty_inputs_are_the_outputs(torch: Any) -> Any:
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            x.mul_(2)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * 2

    leaf = torch.tensor([1.0, 2.0], requires_grad=True)
    u = leaf * 3
    v = Double.apply(u)
    print(v is u, u, u._version)
    v.sum().backward()
    print(leaf.grad)
    print(raised(lambda: Double.apply(leaf), torch))
    plain = torch.ones(2)
    print(Double.apply(plain), plain)
    base = leaf * 1
    part = base[0]
    Double.apply(part)
    print(base, part)
    leaf.grad = None
    (base * torch.tensor([1.0, 10.0])).sum().backward()
    return leaf.grad


def dirty_inputs_must_be_returned(torch: Any) -> None:
    class Lost(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            x.mul_(2)
            ctx.mark_dirty(x)
            return x.clone()

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * 2

    x = torch.tensor([1.0], requires_grad=True) * 1
    print(raised(lambda: Lost.apply(x), torch))


def outputs_may_be_without_gradient(torch: Any) -> Any:
    class Sort(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            values, order = x.sort()
            rounded = values.round()
            ctx.mark_non_differentiable(order, rounded)
            ctx.save_for_backward(order)
            return values, order, rounded

        @staticmethod
        def backward(ctx: Any, values: Any, order: Any, rounded: Any) -> Any:
            print(values, order, rounded)
            (place,) = ctx.saved_tensors
            return torch.zeros(3).index_add(0, place, values)

    x = torch.tensor([3.0, 1.0, 2.5], requires_grad=True)
    values, order, rounded = Sort.apply(x)
    print(values.requires_grad, order.requires_grad, rounded.requires_grad)
    (values * torch.tensor([1.0, 10.0, 100.0])).sum().backward()
    return values, order, rounded, x.grad


def an_input_given_back_is_another_tensor(torch: Any) -> Any:
    class Same(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * 10

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = Same.apply(x)
    print(y is x, y, x.is_leaf)
    y.sum().backward()
    print(raised(lambda: y.mul_(2), torch))
    return x.grad


def a_backward_that_works_once(torch: Any) -> None:
    class Once(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        @torch.autograd.function.once_differentiable
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * 2 * x

    x = torch.tensor([3.0], requires_grad=True)
    (first,) = torch.autograd.grad(Once.apply(x), x)
    print(first)
    (first,) = torch.autograd.grad(Once.apply(x), x, create_graph=True)
    print(first.requires_grad)
    print(raised(lambda: torch.autograd.grad(first, x), torch))


def other_outputs_than_tensors(torch: Any) -> Any:
    class Mixed(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2, "text", None

        @staticmethod
        def backward(ctx: Any, grad: Any, *others: Any) -> Any:
            print(others)
            return grad * 2

    x = torch.tensor([1.0], requires_grad=True)
    y, text, nothing = Mixed.apply(x)
    print(y, text, nothing)
    y.backward()
    return x.grad
