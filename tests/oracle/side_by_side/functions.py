"""`autograd.Function`: forward and backward."""

from __future__ import annotations

from typing import Any


def _cube(torch: Any) -> Any:
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * 3 * x**2

    return Cube


def _passing(torch: Any, answer: Any) -> Any:
    """A function whose backward answers with whatever is given."""

    class Passing(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, other: Any = None) -> Any:
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return answer(grad)

    return Passing


def it_is_named_after_the_class(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _cube(torch).apply(x)
    print(y, y.grad_fn.name(), y.is_leaf)
    y.sum().backward()
    return x.grad


def its_gradient_has_gradients(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = _cube(torch).apply(x)
    (first,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), x, create_graph=True)
    (third,) = torch.autograd.grad(second.sum(), x)
    return first, second, third


def forward_records_nothing(torch: Any) -> None:
    class Look(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            y = x * 2
            print(torch.is_grad_enabled(), y.requires_grad, x.requires_grad, ctx.needs_input_grad)
            return y

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            print(torch.is_grad_enabled(), grad.requires_grad)
            return grad * 2

    x = torch.tensor([1.0], requires_grad=True)
    y = Look.apply(x)
    y.backward(retain_graph=True)
    y.backward(create_graph=True)
    print(x.grad)


def nothing_is_recorded_without_grad(torch: Any) -> Any:
    x = torch.tensor([1.0], requires_grad=True)
    with torch.no_grad():
        quiet = _cube(torch).apply(x)
    return quiet, _cube(torch).apply(torch.tensor([2.0]))


def several_inputs_and_outputs(torch: Any) -> Any:
    class Both(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, factor: Any, y: Any) -> Any:
            ctx.factor = factor
            ctx.save_for_backward(x, y)
            return x * y * factor, x + y

        @staticmethod
        def backward(ctx: Any, product: Any, total: Any) -> Any:
            x, y = ctx.saved_tensors
            print(ctx.needs_input_grad, product, total)
            return product * y * ctx.factor + total, None, product * x * ctx.factor + total

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([3.0, 4.0])
    a, b = Both.apply(x, 10, y)
    print(a, b)
    a.sum().backward()
    print(x.grad)
    a, b = Both.apply(x, 10, y)
    (a * b).sum().backward()
    return x.grad


def absent_gradients_are_zeros_unless_said_otherwise(torch: Any) -> Any:
    class Two(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, zeros: bool) -> Any:
            ctx.set_materialize_grads(zeros)
            return x * 1, x * 2

        @staticmethod
        def backward(ctx: Any, one: Any, two: Any) -> Any:
            print(one, two)
            return two * 2, None

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    Two.apply(x, True)[1].sum().backward()
    Two.apply(x, False)[1].sum().backward()
    return x.grad


def setup_context_separates_forward(torch: Any) -> Any:
    class Sine(torch.autograd.Function):
        @staticmethod
        def forward(x: Any, scale: Any) -> Any:
            return torch.sin(x) * scale

        @staticmethod
        def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
            x, ctx.scale = inputs
            print(output.shape, len(inputs))
            ctx.save_for_backward(x)

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * torch.cos(x) * ctx.scale, None

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    Sine.apply(x, 3.0).sum().backward()
    return x.grad


def vjp_may_stand_for_backward(torch: Any) -> Any:
    class Twice(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

        @staticmethod
        def vjp(ctx: Any, grad: Any) -> Any:
            return grad * 2

    x = torch.tensor([0.5, 1.0], requires_grad=True)
    Twice.apply(x).sum().backward()
    return x.grad


def functions_inside_functions(torch: Any) -> Any:
    cube = _cube(torch)

    class Outer(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            with torch.enable_grad():
                inner = x.detach().requires_grad_()
                result = cube.apply(inner).sum()
            (ctx.gradient,) = torch.autograd.grad(result, inner)
            return result.detach()

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            with torch.enable_grad():
                again = x.detach().requires_grad_()
                (inside,) = torch.autograd.grad(cube.apply(again).sum(), again)
            print(inside == ctx.gradient)
            return grad * inside

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (Outer.apply(x) * 2).backward()
    return x.grad


def a_pass_visits_functions_in_order(torch: Any) -> Any:
    def named(name: str) -> Any:
        def answer(grad: Any) -> Any:
            print(name, grad)
            return grad * 2, None

        return _passing(torch, answer)

    x = torch.tensor([1.0], requires_grad=True)
    a = named("a").apply(x)
    b = named("b").apply(a)
    c = named("c").apply(a)
    (b + c).backward()
    return x.grad


def gradients_of_half_precision(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], dtype=torch.float16, requires_grad=True)
    _cube(torch).apply(x).sum().backward()
    z = torch.tensor([1.0 + 2.0j], requires_grad=True)
    y = _passing(torch, lambda grad: (grad * (2 - 1j), None)).apply(z)
    y.abs().sum().backward()
    return x.grad, z.grad


def it_trains(torch: Any) -> Any:
    cube = _cube(torch)
    w = torch.tensor([0.5, -0.5], requires_grad=True)
    losses = []
    for _ in range(5):
        loss = (cube.apply(w) - torch.tensor([1.0, 2.0])).pow(2).sum()
        loss.backward()
        with torch.no_grad():
            w -= 0.05 * w.grad
        w.grad = None
        losses.append(loss.item())
    return losses, w
