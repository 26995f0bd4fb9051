"""Values saved for backward: which may change in place, and how a change is told."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _leaf(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0, 3.0], requires_grad=True)


def a_saved_result_may_not_change(torch: Any) -> None:
    for name in ("exp", "tanh", "sigmoid", "sqrt", "relu", "reciprocal", "tan"):
        y = getattr(_leaf(torch), name)()
        y.add_(1)
        print(name, raised(lambda y=y: y.sum().backward(), torch))


def a_saved_input_may_not_change(torch: Any) -> None:
    w = _leaf(torch)
    for name in ("sin", "cos", "log", "abs", "square", "log1p", "atan"):
        x = w * 1
        y = getattr(x, name)()
        x.mul_(2)
        print(name, raised(lambda y=y: y.sum().backward(), torch))


def what_is_not_saved_may_change(torch: Any) -> Any:
    w = _leaf(torch)
    x = w * 1
    y = x + 2
    z = x * 3
    s = x.sum()
    x.zero_()
    (y.sum() + z.sum() + s).backward()
    return w.grad


def what_a_constant_makes_needless_may_change(torch: Any) -> Any:
    w, c = _leaf(torch), torch.tensor([2.0, 2.0, 2.0])
    x = w * 1
    y = x * c
    x.add_(1)
    y.sum().backward()
    z = w * c
    c.add_(1)
    print(raised(lambda: z.sum().backward(), torch))
    return w.grad


def an_error_tells_whose_value_and_which_versions(torch: Any) -> None:
    y = _leaf(torch).exp()
    y.detach().mul_(2).add_(1)
    try:
        y.sum().backward()
        getattr(torch, "flush", lambda: None)()
    except RuntimeError as error:
        print("Exp" in str(error), "version 2" in str(error), "version 0" in str(error))


def nothing_is_accumulated_when_a_saved_value_changed(torch: Any) -> Any:
    w = _leaf(torch)
    y = w.exp()
    y.add_(1)
    print(raised(lambda: y.sum().backward(), torch))
    print(w.grad)
    w.exp().sum().backward()
    return w.grad


def a_change_through_detach_is_noticed_and_through_data_is_not(torch: Any) -> Any:
    w = _leaf(torch)
    y = w.sigmoid()
    y.detach().zero_()
    print(raised(lambda: y.sum().backward(), torch))
    z = w.sigmoid()
    z.data.zero_()
    z.sum().backward()
    return w.grad


def the_result_of_an_in_place_operation_is_saved_as_it_is_then(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    y.exp_()
    y.tanh_()
    y.sum().backward()
    z = w * 1
    z.sigmoid_()
    z.add_(1)
    print(raised(lambda: z.sum().backward(), torch))
    return w.grad


def a_saved_leaf_changed_under_no_grad_is_noticed(torch: Any) -> None:
    w = _leaf(torch)
    y = (w * w).sum()
    with torch.no_grad():
        w -= 1
    print(raised(y.backward, torch))
    y = (w * 3).sum()
    with torch.no_grad():
        w -= 1
    y.backward()
    print(w, w.grad)


def a_changed_result_is_noticed_by_backward_itself(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(3):
        y = x.exp()
        y.add_(1)
        try:
            y.sum().backward()
        except RuntimeError:
            print("changed")
    (x * 2).sum().backward()
    return x.grad
