"""torch.func: functions of one's own, hooks, and autograd in the midst of transforms."""

from __future__ import annotations

from typing import Any


def _x(torch: Any) -> Any:
    return torch.arange(6.0).reshape(2, 3)


def _square(torch: Any) -> Any:
    class Square(torch.autograd.Function):
        generate_vmap_rule = True

        @staticmethod
        def forward(a: Any) -> Any:
            return a**2

        @staticmethod
        def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
            ctx.save_for_backward(*inputs)

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            (a,) = ctx.saved_tensors
            return 2 * a * g

    return Square


def a_gradient_of_a_function(torch: Any) -> Any:
    square = _square(torch).apply
    return torch.func.grad(lambda a: square(a).sum())(_x(torch))


def a_second_gradient_of_a_function(torch: Any) -> Any:
    square = _square(torch).apply
    slope = torch.func.grad(lambda a: (square(a) * a).sum())
    return torch.func.grad(lambda a: slope(a).sum())(_x(torch))


def a_function_of_each_example(torch: Any) -> Any:
    square = _square(torch).apply
    return torch.func.vmap(square)(_x(torch)), torch.func.vmap(lambda a: square(a).sum(), in_dims=1)(_x(torch))


def a_gradient_of_a_function_of_each_example(torch: Any) -> Any:
    square = _square(torch).apply
    return torch.func.vmap(torch.func.grad(lambda a: square(a).prod()))(_x(torch) + 1)


def a_jacobian_of_a_function(torch: Any) -> Any:
    square = _square(torch).apply
    return torch.func.jacrev(square)(_x(torch)[0]), torch.func.vmap(torch.func.jacrev(square))(_x(torch))


def a_pass_through_a_function_of_each_example(torch: Any) -> Any:
    square = _square(torch).apply
    x = _x(torch).requires_grad_()
    torch.func.vmap(square)(x).sum().backward()
    return x.grad


def two_outputs_of_a_function(torch: Any) -> Any:
    class Both(torch.autograd.Function):
        generate_vmap_rule = True

        @staticmethod
        def forward(a: Any, b: Any) -> Any:
            return a * b, a + b

        @staticmethod
        def setup_context(ctx: Any, inputs: Any, output: Any) -> None:
            ctx.save_for_backward(*inputs)

        @staticmethod
        def backward(ctx: Any, g: Any, h: Any) -> Any:
            a, b = ctx.saved_tensors
            return g * b + h, g * a + h

    def f(a: Any, b: Any) -> Any:
        product, total = Both.apply(a, b)
        return (product * total).sum()

    x, y = _x(torch), _x(torch) + 1
    return torch.func.grad(f, argnums=(0, 1))(x, y), torch.func.vmap(torch.func.grad(f, (0, 1)), (0, None))(x, y[0])


def a_function_of_what_all_share(torch: Any) -> Any:
    square, w = _square(torch).apply, torch.ones(3, requires_grad=True)
    torch.func.vmap(lambda a: a * square(w))(_x(torch)).sum().backward()
    return w.grad


def a_hook_inside(torch: Any) -> Any:
    def f(a: Any) -> Any:
        b = a * 2
        b.register_hook(lambda g: g * 10)
        return (b**2).sum()

    return torch.func.grad(f)(_x(torch))


def functional_inside_itself(torch: Any) -> Any:
    jacobian = torch.autograd.functional.jacobian
    x = torch.tensor([1.0, 2.0])
    return jacobian(lambda a: jacobian(lambda b: b**3, a, create_graph=True).sum(0), x)


def autograd_by_what_is_captured(torch: Any) -> Any:
    w = torch.ones(3, requires_grad=True)
    return torch.func.vmap(lambda a: torch.autograd.grad((w**2).sum(), w)[0] * a)(_x(torch))


def a_gradient_by_what_a_mapped_function_shares(torch: Any) -> Any:
    x = _x(torch)
    return torch.func.grad(lambda w: torch.func.vmap(lambda row: row @ w)(x).sum())(torch.ones(3))


def a_result_of_integers_has_no_change(torch: Any) -> Any:
    x = _x(torch)
    return torch.func.jvp(lambda a: a.long(), (x,), (x,)), torch.func.grad(
        lambda a: (a.sum(), a.argmax()), has_aux=True
    )(x)


def in_inference_mode(torch: Any) -> Any:
    x = _x(torch)
    with torch.inference_mode():
        found = torch.func.grad(lambda a: (a**2).sum())(x)
        print(torch.func.vmap(lambda a: a * 2)(x).is_inference())
    return found.tolist()


def a_grad_mode_inside(torch: Any) -> Any:
    def f(a: Any) -> Any:
        with torch.set_grad_enabled(False):
            b = a**2
            with torch.enable_grad():
                c = a * 3
        return (a * b + c).sum()

    return torch.func.grad(f)(_x(torch))
