"""Anomaly mode: a gradient that becomes NaN is found where it is made."""

from __future__ import annotations

import warnings
from typing import Any

from tests.oracle.side_by_side.functions import _passing
from tests.oracle.side_by_side.outcome import raised


def nan_in_a_gradient_raises(torch: Any) -> None:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        y = (x.sqrt() * 0.0).sum()
        print(raised(lambda: y.backward(), torch))


def without_the_mode_it_does_not(torch: Any) -> Any:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    (x.sqrt() * 0.0).sum().backward()
    return x.grad


def the_mode_may_begin_after_forward(torch: Any) -> None:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    y = (x.sqrt() * 0.0).sum()
    with torch.autograd.set_detect_anomaly(True):
        print(raised(lambda: y.backward(), torch))


def the_check_may_be_left_out(torch: Any) -> Any:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    with torch.autograd.detect_anomaly(check_nan=False):
        print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
        (x.sqrt() * 0.0).sum().backward()
    print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
    return x.grad


def nan_that_was_given_is_passed_on(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        y = x * 2
        print(raised(lambda: y.backward(torch.tensor([float("nan"), 1.0])), torch))


def infinity_is_no_anomaly(torch: Any) -> Any:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        x.sqrt().sum().backward()
    return x.grad


def the_mode_can_be_set_and_reset(torch: Any) -> None:
    print(torch.is_anomaly_enabled())
    torch.autograd.set_detect_anomaly(True)
    print(torch.is_anomaly_enabled())
    with torch.autograd.set_detect_anomaly(False):
        print(torch.is_anomaly_enabled())
    print(torch.is_anomaly_enabled())
    torch.autograd.set_detect_anomaly(False)
    print(torch.is_anomaly_enabled())


def a_function_of_ones_own_can_make_nan(torch: Any) -> None:
    class Bad(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return grad * float("nan")

    x = torch.tensor([1.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        y = Bad.apply(x)
        print(raised(lambda: y.backward(), torch))


def the_line_is_known_after_much_else_outside_the_mode(torch: Any) -> None:
    x = torch.tensor([0.0, 1.0], requires_grad=True)
    with torch.autograd.detect_anomaly():
        y = x.sqrt() * 0.0
        print(y.tolist())
    for number in range(3):
        print((x + number).tolist())
    with warnings.catch_warnings(record=True) as caught, torch.autograd.detect_anomaly():
        print(raised(lambda: (y.sum() + (x * 3).sum()).backward(), torch))
    print("y = x.sqrt() * 0.0" in str(caught[-1].message))


def what_is_no_bool_is_refused(torch: Any) -> None:
    for wrong in ("x", 1, None):
        print(raised(lambda wrong=wrong: torch.autograd.set_detect_anomaly(wrong)))
        print(raised(lambda wrong=wrong: torch.autograd.set_detect_anomaly(True, wrong)))
        print(raised(lambda wrong=wrong: torch.autograd.detect_anomaly(wrong).__enter__()))
    print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())


def _named(torch: Any, act: Any, line: str) -> None:
    """What an act raises in anomaly mode, and whether the last warning names a node and that line."""
    with warnings.catch_warnings(record=True) as caught, torch.autograd.detect_anomaly():
        warnings.simplefilter("always")
        print(raised(act, torch))
    told = [str(one.message) for one in caught if "Error detected in" in str(one.message)]
    print([one.split("Backward")[0] for one in told], [line in one for one in told])


def _fail(*_: Any) -> None:
    raise ValueError("no")


def what_was_changed_in_place_is_named(torch: Any) -> None:
    x = torch.tensor([0.0, 1.0], requires_grad=True)

    def act() -> None:
        y = x.exp()
        y.add_(1)
        y.sum().backward()

    _named(torch, act, "y = x.exp()")


def what_was_freed_is_named(torch: Any) -> None:
    x = torch.tensor([0.0, 1.0], requires_grad=True)

    def act() -> None:
        y = x.exp()
        y.sum().backward()
        y.sum().backward()

    _named(torch, act, "y = x.exp()")


def a_function_that_raises_is_named(torch: Any) -> None:
    passing, x = _passing(torch, _fail), torch.tensor([1.0], requires_grad=True)

    def act() -> None:
        y = passing.apply(x)
        y.sum().backward()

    _named(torch, act, "y = passing.apply(x)")


def a_function_that_answers_wrongly_is_named(torch: Any) -> None:
    passing = _passing(torch, lambda grad: (torch.ones(3, 5), None))
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def act() -> None:
        y = passing.apply(x, 1)
        y.sum().backward()

    _named(torch, act, "y = passing.apply(x, 1)")


def a_hook_that_raises_is_named(torch: Any) -> None:
    for register in ("hook", "prehook", "tensor"):
        x = torch.tensor([1.0, 2.0], requires_grad=True)

        def act(x: Any = x, register: str = register) -> None:
            y = x * 2
            if register == "tensor":
                y.register_hook(_fail)
            else:
                getattr(y.grad_fn, f"register_{register}")(_fail)
            y.sum().backward()

        _named(torch, act, "y = x * 2")


def a_node_from_outside_the_mode_is_named_without_a_line(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.register_hook(_fail)
    _named(torch, lambda: y.sum().backward(), "y = x * 2")
