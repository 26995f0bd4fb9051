"""Hooks on nodes and leaves after which there is no gradient any more."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def hooks_may_take_a_gradient_away(torch: Any) -> Any:
    x, z = (torch.tensor([1.0, 2.0], requires_grad=True) for _ in range(2))
    y = x * z
    y.grad_fn.register_hook(lambda made, came: (None, made[1]))
    y.sum().backward()
    print(x.grad, z.grad)
    y = x * z
    y.grad_fn.register_prehook(lambda came: (None,))
    y.grad_fn.register_prehook(lambda came: print("next", came))
    y.grad_fn.register_hook(lambda made, came: print("after", made, came))
    y.sum().backward()
    print(x.grad, z.grad)
    a, b = (x * 3).unbind()
    a.grad_fn.register_prehook(lambda came: (None, came[1]))
    (a + b).backward()
    return x.grad


def a_gradient_that_was_taken_away_is_not_accumulated(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(2):
        y = x * 2
        accumulator = y.grad_fn.next_functions[0][0]
        handle = accumulator.register_prehook(lambda came: (None,))
        x.register_post_accumulate_grad_hook(lambda leaf: print("accumulated", leaf.grad))
        y.sum().backward()
        print(x.grad)
        handle.remove()
        (x * 2).sum().backward()
        print(x.grad)


def what_did_not_come_stays_away(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for result in ((torch.tensor(1.0), torch.tensor(1.0)), (None, None)):
        a, _ = (x * 3).unbind()
        a.grad_fn.register_prehook(lambda came, result=result: result)
        print(raised(lambda a=a: a.backward(), torch), x.grad)


def a_function_is_asked_though_its_gradient_was_taken_away(torch: Any) -> Any:
    class Double(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            print(grad)
            return grad + 1

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = Double.apply(x)
    y.grad_fn.register_prehook(lambda came: (None,))
    y.sum().backward()
    return x.grad


def hooks_after_accumulation_are_asked_though_one_took_the_gradient_away(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def take(leaf: Any) -> None:
        leaf.grad = None

    x.register_post_accumulate_grad_hook(take)
    x.register_post_accumulate_grad_hook(lambda leaf: print("second", leaf.grad))
    (x * 2).sum().backward()
    return x.grad
