"""gradcheck of functions of one's own: each mistake that it looks for, planted in a backward."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _double(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def _cube(torch: Any, backward_: Any) -> Any:
    class Cube(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x**3

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            (x,) = ctx.saved_tensors
            return backward_(g, x)

    return Cube.apply


def _check_both(torch: Any, function: Any, x: Any, **options: Any) -> None:
    check = torch.autograd.gradcheck
    print(check(function, x, raise_exception=False, **options), raised(lambda: check(function, x, **options)))


def a_right_backward_passes(torch: Any) -> None:
    function, x = _cube(torch, lambda g, x: g * 3 * x**2), _double(torch, [0.5, -1.5])
    print(torch.autograd.gradcheck(function, x), torch.autograd.gradgradcheck(function, x))
    print(torch.autograd.gradcheck(function, x, fast_mode=True))
    print(torch.autograd.gradcheck(lambda x: function(x).sin() * x, x), x.grad)


def a_wrong_factor_is_found(torch: Any) -> None:
    _check_both(torch, _cube(torch, lambda g, x: g * 2 * x**2), _double(torch, [0.5, -1.5]))
    _check_both(torch, _cube(torch, lambda g, x: g * 2 * x**2), _double(torch, [0.5, -1.5]), fast_mode=True)


def a_missing_gradient_is_found(torch: Any) -> None:
    _check_both(torch, _cube(torch, lambda g, x: None), _double(torch, [0.5, -1.5]))


def a_backward_that_does_not_multiply_is_found(torch: Any) -> None:
    _check_both(torch, _cube(torch, lambda g, x: 3 * x**2), _double(torch, [0.5]))
    _check_both(torch, _cube(torch, lambda g, x: 3 * x**2), _double(torch, [0.5, 1.5]))


def a_backward_that_gives_another_gradient_each_time_is_found(torch: Any) -> None:
    calls = []

    def backward(g: Any, x: Any) -> Any:
        calls.append(1)
        return g * 3 * x**2 * (1 + 1e-8 * len(calls))

    x = _double(torch, [0.5, -1.5])
    _check_both(torch, _cube(torch, backward), x)
    _check_both(torch, _cube(torch, backward), x, nondet_tol=1e-4)


def a_second_derivative_that_is_cut_off_is_found(torch: Any) -> None:
    function, x = _cube(torch, lambda g, x: g * 3 * x.detach() ** 2), _double(torch, [0.5, -1.5])
    print(torch.autograd.gradcheck(function, x))
    print(torch.autograd.gradgradcheck(function, x, raise_exception=False))


def errors_of_the_backward_pass_through(torch: Any) -> None:
    def backward(g: Any, x: Any) -> Any:
        raise KeyError("no")

    function, x = _cube(torch, backward), _double(torch, [0.5])
    print(raised(lambda: torch.autograd.gradcheck(function, x)))
    print(raised(lambda: torch.autograd.gradcheck(function, x, raise_exception=False)))


def _sum_and_product(torch: Any, materialize: bool, careful: bool) -> Any:
    class SumAndProduct(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any, y: Any) -> Any:
            ctx.set_materialize_grads(materialize)
            ctx.save_for_backward(x, y)
            return x + y, x * y

        @staticmethod
        def backward(ctx: Any, g: Any, h: Any) -> Any:
            x, y = ctx.saved_tensors
            if careful:
                g = torch.zeros_like(x) if g is None else g
                h = torch.zeros_like(x) if h is None else h
            return g + h * y, g + h * x

    return SumAndProduct.apply


def an_output_may_have_no_gradient(torch: Any) -> None:
    x, y = _double(torch, [0.5, -1.5]), _double(torch, [2.0, 3.0])
    print(torch.autograd.gradcheck(_sum_and_product(torch, True, False), (x, y)))
    print(torch.autograd.gradcheck(_sum_and_product(torch, False, True), (x, y)))


def a_backward_that_needs_each_gradient_is_found(torch: Any) -> None:
    x, y = _double(torch, [0.5, -1.5]), _double(torch, [2.0, 3.0])
    careless = _sum_and_product(torch, False, False)
    print(raised(lambda: torch.autograd.gradcheck(careless, (x, y))))
    print(torch.autograd.gradcheck(lambda x, y: sum(careless(x, y)), (x, y), check_undefined_grad=False))


def outputs_that_are_marked_are_not_differentiated(torch: Any) -> None:
    class Parts(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            sign = x.sign()
            ctx.mark_non_differentiable(sign)
            ctx.save_for_backward(sign)
            return x.abs(), sign

        @staticmethod
        def backward(ctx: Any, g: Any, _: Any) -> Any:
            (sign,) = ctx.saved_tensors
            return g * sign

    print(torch.autograd.gradcheck(Parts.apply, _double(torch, [0.5, -1.5])))
