"""Forward mode and grad modes: no_grad stops gradients and no tangents."""

from __future__ import annotations

from typing import Any


def _given(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0]), torch.tensor([10.0, 20.0])


def no_grad_around_a_level(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with torch.no_grad(), fw.dual_level():
        dual = fw.make_dual(x, t)
        print(dual * 2, (dual * 2).requires_grad, torch.is_grad_enabled())
        return fw.unpack_dual((dual**2).sum())


def no_grad_within_a_level(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        dual = fw.make_dual(x, t)
        with torch.no_grad():
            square = dual**2
            print(square, square.requires_grad)
        return fw.unpack_dual(square * dual)


def a_model_under_no_grad(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
    with torch.no_grad(), fw.dual_level():
        return fw.unpack_dual(net(fw.make_dual(x, t)))


def after_the_level_no_grad_is_as_ever(torch: Any) -> None:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    x.requires_grad_()
    with torch.no_grad():
        with fw.dual_level():
            fw.make_dual(x, t)
        print(x * 2, (x * 2).requires_grad)


def no_grad_inside_jvp(torch: Any) -> Any:
    def f(a: Any) -> Any:
        with torch.no_grad():
            b = a**2
        return a * b, b

    x, t = _given(torch)
    return torch.func.jvp(f, (x,), (t,)), torch.func.jacfwd(f)(x), torch.func.linearize(f, x)[1](t)


def no_grad_around_jvp(torch: Any) -> Any:
    x, t = _given(torch)
    with torch.no_grad():
        return torch.func.jvp(lambda a: a**2, (x,), (t,)), torch.func.jacfwd(lambda a: a**2)(x)


def no_grad_inside_jvp_of_each_example(torch: Any) -> Any:
    def f(a: Any) -> Any:
        with torch.no_grad():
            return torch.func.vmap(lambda b: a * b)(torch.arange(3.0))

    x, t = _given(torch)
    return torch.func.vmap(lambda a, b: torch.func.jvp(f, (a,), (b,)))(x, t)


def no_grad_inside_grad_holds_inside_jvp(torch: Any) -> Any:
    def f(a: Any) -> Any:
        with torch.no_grad():
            b = a**2
        return (a * b).sum()

    return torch.func.grad(f)(_given(torch)[0])


def forward_over_a_gradient_inside_a_level(torch: Any) -> Any:
    fw, (x, t) = torch.autograd.forward_ad, _given(torch)
    with fw.dual_level():
        return fw.unpack_dual(torch.func.grad(lambda a: (a**3).sum())(fw.make_dual(x, t)))
