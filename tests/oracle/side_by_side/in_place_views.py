"""In-place changes through views and of what is viewed, recorded and differentiated."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised
from tests.oracle.side_by_side.views import WAYS


def _leaf(torch: Any) -> Any:
    return torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)


OVERLAPPING = ("expand", "expand_as", "unfold")
"""Ways whose views show an element at several places; PyTorch cannot go back over writing through them."""


def gradients_follow_a_change_through_every_view(torch: Any) -> None:
    for name, way in WAYS.items():
        if name not in OVERLAPPING:
            w = _leaf(torch)
            y = w * 1
            change = raised(lambda way=way, y=y: way(y).fill_(3), torch)
            (y * y).sum().backward()
            print(name, change, y.grad_fn.name(), w.grad)


def gradients_follow_a_product_through_every_view(torch: Any) -> None:
    for name, way in WAYS.items():
        if name not in (*OVERLAPPING, "detach", "data"):
            w = _leaf(torch)
            y = w * 1
            change = raised(lambda way=way, y=y: way(y).mul_(3), torch)
            (y * y).sum().backward()
            print(name, change, w.grad)


def views_see_a_change_of_their_base(torch: Any) -> None:
    for name, way in WAYS.items():
        w = _leaf(torch)
        y = w * 1
        view = way(y)
        y.mul_(2)
        print(name, raised(lambda view=view: print(view.requires_grad and view.grad_fn.name()), torch))
        print(raised(lambda view=view: (view * view).sum().backward(), torch), w.grad)


def views_see_a_change_of_another_view(torch: Any) -> None:
    for name, way in WAYS.items():
        if name in ("detach", "data", "unbind", "split", "chunk", "tensor_split"):
            continue
        w = _leaf(torch)
        y = w * 1
        view, other = way(y), y[:, 1]
        other.mul_(w[:, 0])
        (view * view).sum().backward()
        print(name, view.grad_fn.name(), y.grad_fn.name(), other.grad_fn.name(), w.grad)


def views_of_constants_join_the_graph_with_their_base(torch: Any) -> Any:
    w = _leaf(torch)
    base = torch.zeros(2, 3)
    view, other = base[0], base.t()
    print(view.requires_grad, view.is_leaf)
    base.mul_(w)
    print(view.requires_grad, view.is_leaf, view.grad_fn.name(), other.requires_grad)
    base = torch.ones(2, 3)
    view, other = base[0], base.t()
    view.mul_(w[0])
    print(base.requires_grad, other.requires_grad, other.grad_fn.name())
    (other * torch.tensor([[1.0, 10.0]])).sum().backward()
    return w.grad


def a_buffer_is_filled_row_by_row(torch: Any) -> Any:
    w = _leaf(torch)
    buffer = torch.zeros(3, 3)
    for row in range(3):
        buffer[row] = w[row % 2] * (row + 1)
    buffer[1:, 0] *= 2
    (buffer * buffer).sum().backward()
    return buffer, w.grad


def a_row_is_overwritten_and_its_gradient_is_zero(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 2
    y[0] = 7
    y.sum().backward()
    return w.grad


def a_view_of_a_view_of_a_view_is_changed(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    first = y.t()
    second = first[1:]
    third = second.unsqueeze(0)[..., 0]
    third.exp_()
    print(first, second, third)
    (y * first.t()).sum().backward()
    return w.grad


def views_that_overlap_are_changed_one_after_the_other(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
    y = w * 1
    first, second = y[:3], y[1:]
    first.mul_(2)
    second.mul_(3)
    first.add_(w[:3])
    print(y, first, second)
    (y * y).sum().backward()
    return w.grad


def a_view_is_multiplied_by_its_own_base(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    view = y[:]
    view.mul_(y)
    y.sum().backward()
    return w.grad


def a_view_is_changed_by_another_part_of_its_base(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    y[0] *= y[1].clone()
    y[1].add_(y[0])
    y.sum().backward()
    return w.grad


def windows_that_overlap_see_gradients_add_up(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0, 3.0, 4.0], requires_grad=True)
    y = w * 1
    windows = y.unfold(0, 2, 1)
    y.mul_(2)
    windows[1].mul_(5)
    (windows * windows).sum().backward()
    return windows, w.grad


def an_expanded_view_shows_a_change_of_its_base(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = w * 1
    wide = y.expand(2, 3)
    y.exp_()
    wide[0].mul_(2)
    (wide * wide).sum().backward()
    return wide, w.grad


def a_view_is_used_before_and_after_a_change(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    view = y[0]
    before = (view * 3).sum()
    y.mul_(2)
    after = (view * 5).sum()
    (before + after).backward()
    return w.grad


def what_saved_a_view_notices_a_change_of_the_base(torch: Any) -> None:
    w = _leaf(torch)
    y = w * 1
    square = y[0] ** 2
    y[1] = 0
    print(raised(lambda: square.sum().backward(), torch))


def second_derivatives_follow_a_change_through_a_view(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * w
    y[0].mul_(w[1])
    y.t()[2].pow_(2)
    (first,) = torch.autograd.grad((y * y).sum(), w, create_graph=True)
    (second,) = torch.autograd.grad(first.sum(), w)
    return first, second


def what_a_view_retains_is_its_last_gradient(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    y.retain_grad()
    view = y[0]
    view.retain_grad()
    view.mul_(3)
    (y * 2).sum().backward()
    return y.grad, view.grad, w.grad


def gradients_stop_where_a_constant_was_written(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    y.diagonal().zero_()
    y[0].masked_fill_(torch.tensor([False, False, True]), 9.0)
    (y * w).sum().backward()
    return y, w.grad


def the_node_of_a_changed_base_is_named(torch: Any) -> None:
    w = _leaf(torch)
    y = w * 1
    view = y[0]
    view.mul_(2)
    print(y, view)
    print(y.grad_fn.name(), view.grad_fn.name(), type(y.grad_fn).__name__)
    print([(node and node.name(), place) for node, place in y.grad_fn.next_functions])
    print([(node and node.name(), place) for node, place in view.grad_fn.next_functions])


def complex_views_follow_their_base(torch: Any) -> Any:
    w = torch.tensor([1 + 2j, 3 - 1j], requires_grad=True)
    z = w * 1
    real, pairs = z.real, torch.view_as_real(z)
    z.mul_(2j)
    print(real.grad_fn.name(), pairs.grad_fn.name())
    (real * real).sum().backward()
    first = w.grad.clone()
    w.grad = None
    z = w * 1
    z.imag.mul_(3)
    torch.view_as_real(z)[0, 0] = 5
    (torch.view_as_real(z) ** 2).sum().backward()
    return first, w.grad
