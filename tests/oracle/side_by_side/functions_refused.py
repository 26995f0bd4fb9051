"""`autograd.Function`: what must fit, and what is refused."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.functions import _cube, _passing
from tests.oracle.side_by_side.outcome import raised


def the_number_of_gradients_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for answer in (
        lambda grad: grad,
        lambda grad: (grad, None, None),
        lambda grad: (grad, None, grad),
        lambda grad: (grad, grad),
        lambda grad: (None, None),
        lambda grad: (1, None),
        lambda grad: [grad],
    ):
        y = _passing(torch, answer).apply(x, 5)
        print(raised(lambda y=y: y.sum().backward(), torch))
    print(x.grad)


def the_shape_of_a_gradient_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for answer in (
        lambda grad: (torch.ones(3), None),
        lambda grad: (torch.ones(3, 2), None),
        lambda grad: (torch.ones(1), None),
        lambda grad: (torch.ones(2, 1), None),
        lambda grad: (torch.ones(2, dtype=torch.float64), None),
        lambda grad: (torch.ones(2, dtype=torch.int64), None),
        lambda grad: (torch.ones(2, dtype=torch.complex64), None),
    ):
        x.grad = None
        y = _passing(torch, answer).apply(x, 5)
        print(raised(lambda y=y: y.sum().backward(), torch), x.grad)


def an_error_in_backward_rises_as_it_is(torch: Any) -> None:
    def fail(grad: Any) -> Any:
        raise KeyError("mine")

    x = torch.tensor([3.0], requires_grad=True)
    y = _passing(torch, fail).apply(x)
    print(raised(lambda: y.backward(), torch), x.grad)
    (x * 2).backward()
    print(x.grad)


def wrong_uses_raise(torch: Any) -> None:
    cube = _cube(torch)
    x = torch.tensor([1.0], requires_grad=True)
    print(raised(lambda: cube(), torch))
    print(raised(lambda: cube.apply(x=x), torch))
    print(raised(lambda: cube.apply(), torch))

    class Empty(torch.autograd.Function):
        pass

    print(raised(lambda: Empty.apply(x), torch))

    class Forward(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

    y = Forward.apply(x)
    print(y)
    print(raised(lambda: y.backward(), torch))

    class Text(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward("text")
            return x * 2

    print(raised(lambda: Text.apply(x), torch))
