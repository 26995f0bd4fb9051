"""Views whose changes recording cannot follow: what is refused, when, and what remains allowed."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _leaf(torch: Any) -> Any:
    return torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)


def parts_of_one_operation_are_not_changed(torch: Any) -> None:
    ways: dict[str, Any] = {
        "unbind": lambda y: y.unbind(0),
        "split": lambda y: y.split(1),
        "chunk": lambda y: y.chunk(2),
        "tensor_split": lambda y: y.tensor_split(2, 1),
        "hsplit": lambda y: torch.hsplit(y, 3),
        "iteration": list,
    }
    for name, way in ways.items():
        y = _leaf(torch) * 1
        part = way(y)[0]
        print(
            name, raised(lambda part=part: part.mul_(2)), raised(lambda part=part: part[0].zero_()), part.requires_grad
        )


def parts_are_lost_when_their_base_is_changed(torch: Any) -> None:
    y = _leaf(torch) * 1
    first, _ = y.unbind(0)
    y.mul_(2)
    print(first, first.requires_grad, raised(lambda: first.grad_fn), raised(lambda: first.is_leaf))
    print(raised(lambda: first * 2), raised(lambda: first[0]), raised(lambda: first.sum().backward()))
    print(first.detach(), first.shape, raised(lambda: y.sum().backward()))


def parts_of_constants_are_changed(torch: Any) -> Any:
    y = torch.zeros(2, 3)
    first, second = y.unbind(0)
    first.add_(1)
    second[1] = 5
    print(raised(lambda: first.mul_(_leaf(torch)[0])))
    return y, first.requires_grad


def parts_are_changed_without_recording(torch: Any) -> None:
    y = _leaf(torch) * 1
    first, second = y.unbind(0)
    with torch.no_grad():
        first.mul_(2)
    print(y, first, raised(lambda: second.grad_fn))


def parts_may_be_changed_as_clones(torch: Any) -> Any:
    w = _leaf(torch)
    first, second = (w * 1).unbind(0)
    first.clone().mul_(2)
    copy = second.clone()
    copy.mul_(first)
    copy.sum().backward()
    return w.grad


def a_view_made_without_recording_is_not_changed_with_it(torch: Any) -> None:
    y = _leaf(torch) * 1
    with torch.no_grad():
        view = y[0]
    print(view.requires_grad, view.is_leaf, raised(lambda: view.mul_(2)), raised(lambda: view[0].mul_(2)))
    print(view, (view * 2).requires_grad)


def a_view_made_without_recording_is_lost_with_a_change_of_its_base(torch: Any) -> None:
    y = _leaf(torch) * 1
    with torch.no_grad():
        view = y[0]
    y.mul_(2)
    print(view, view.requires_grad, raised(lambda: view.grad_fn), raised(lambda: view * 2), raised(lambda: view[1]))
    print(view.detach() * 2)


def a_view_made_and_changed_without_recording_is_lost_but_its_base_is_not(torch: Any) -> Any:
    w = _leaf(torch)
    with torch.no_grad():
        view = w[0]
        view.mul_(2)
        print(view.tolist())
    print(view, raised(lambda: view.is_leaf), raised(lambda: view.mul_(2)), w.is_leaf)
    (w * w).sum().backward()
    return w.grad


def a_view_made_with_recording_is_changed_without(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    view = y[0]
    with torch.no_grad():
        view.mul_(10)
    print(view.grad_fn.name(), y.grad_fn.name())
    view.mul_(3)
    print(view.grad_fn.name(), y.grad_fn.name(), y)
    y.sum().backward()
    return w.grad


def a_view_of_a_leaf_is_changed_without_recording(torch: Any) -> Any:
    w = _leaf(torch)
    view = w[0]
    with torch.no_grad():
        view.zero_()
    print(view, w, raised(lambda: view.add_(1)))
    (view * 3).sum().backward()
    return w.grad


def a_leaf_that_comes_to_require_grad_guards_its_views(torch: Any) -> None:
    base = torch.zeros(2, 3)
    view = base[0]
    base.requires_grad_()
    print(view.requires_grad, view.is_leaf, view.grad_fn, raised(lambda: view.add_(1)), raised(lambda: base.add_(1)))


def a_view_is_a_leaf_of_its_own_when_asked(torch: Any) -> Any:
    base = torch.zeros(2, 3)
    view = base[0].requires_grad_()
    print(base.requires_grad, view.is_leaf, raised(lambda: view.add_(1)), raised(lambda: view[0].add_(1)))
    base.add_(1)
    print(base, view, view._version)
    (view * 2).sum().backward()
    return view.grad


def a_recorded_view_stays_what_it_is(torch: Any) -> None:
    view = _leaf(torch)[0]
    print(raised(lambda: view.requires_grad_(False)), view.requires_grad_() is view, view.requires_grad)

    def assign(value: bool) -> None:
        view.requires_grad = value

    print(raised(lambda: assign(False)), raised(lambda: assign(True)), view.is_leaf)


def integers_cannot_require_grad_as_views_either(torch: Any) -> None:
    print(raised(lambda: torch.arange(4)[1:].requires_grad_()), torch.arange(4.0)[1:].requires_grad_().is_leaf)


def a_view_is_not_detached_in_place(torch: Any) -> None:
    y = _leaf(torch) * 1
    print(raised(lambda: y[0].detach_()), raised(lambda: y.unbind()[0].detach_()), raised(lambda: y.t().detach_()))
    print(raised(lambda: torch.zeros(3)[1:].detach_()), y.detach_().requires_grad, y.is_leaf, y.grad_fn)


def a_tensor_detached_in_place_leaves_the_graph(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 2
    z = y * 3
    print(y.detach_() is y, y.requires_grad, y.is_leaf, y._version, torch.detach_(y) is y)
    z.sum().backward()
    y.requires_grad_()
    (y * 5).sum().backward()
    print(w.detach_() is w, w.requires_grad, w.is_leaf)
    return w.grad, y.grad


def views_of_a_tensor_detached_in_place_stay_in_the_graph(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 2
    view = y[0]
    y.detach_()
    print(view.requires_grad, view.grad_fn.name(), y.requires_grad)
    view.sum().backward()
    return w.grad
