"""`.grad`: accumulated, assigned, deleted, checked."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def it_accumulates_in_place(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    before = x.grad
    (3 * x).sum().backward()
    print(x.grad is before, before)
    return x.grad


def it_accumulates_out_of_place_under_create_graph(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    before = x.grad
    (x * x * x).sum().backward(create_graph=True)
    print(before, x.grad)
    return before, x.grad


def it_takes_only_its_own_shape_and_dtype(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def assign(value: Any) -> None:
        x.grad = value

    print(raised(lambda: assign(torch.ones(3))))
    print(raised(lambda: assign(torch.ones(2, dtype=torch.float64))))
    print(raised(lambda: assign(1.0)))
    print(raised(lambda: assign(x)))
    print(x.grad)
    assign(torch.tensor([5.0, 6.0]))
    print(x.grad)
    del x.grad
    print(x.grad)
