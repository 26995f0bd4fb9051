"""Version counters: they count in-place changes, are shared by views, and tell backward of them."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised
from tests.oracle.side_by_side.views import WAYS


def they_count_every_change_in_place(torch: Any) -> None:
    x = torch.zeros(3)
    seen = [x._version]
    for change in (
        lambda: x.add_(1),
        lambda: x.zero_(),
        lambda: x.fill_(2),
        lambda: x.copy_(torch.ones(3)),
        lambda: x.__setitem__(0, 5.0),
        lambda: x.__setitem__(slice(1, None), torch.ones(2)),
        lambda: x.uniform_(),
        lambda: x.clamp_(0, 1),
        lambda: x.index_fill_(0, torch.tensor([0]), 1.0),
        lambda: x.masked_fill_(x > 5, 0.0),
        lambda: x.scatter_(0, torch.tensor([0]), 1.0),
        lambda: x.__iadd__(1),
        lambda: x.unsqueeze_(0),
        lambda: x.requires_grad_(),
        lambda: x.requires_grad_(False),
        lambda: x.detach_(),
        lambda: x + 1,
    ):
        change()
        seen.append(x._version)
    print(seen)


def they_begin_anew_with_each_result(torch: Any) -> None:
    x = torch.zeros(3).add_(1).add_(1)
    print(x._version, (x * 2)._version, x.clone()._version, x.double()._version, x._version)


def they_are_shared_by_all_views(torch: Any) -> None:
    for name, way in WAYS.items():
        x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        view = way(x)
        x.add_(1)
        print(name, view._version, end=" ")
        view.fill_(0)
        print(x._version, view._version)


def detach_shares_them_and_data_does_not(torch: Any) -> None:
    x = torch.zeros(3)
    detached, data = x.detach(), x.data
    x.add_(1)
    detached.add_(1)
    data.add_(1)
    print(x, x._version, detached._version, data._version)
    data[0] = 7
    print(x, x._version, data._version)


def views_count_what_is_done_without_recording(torch: Any) -> None:
    x = torch.ones(3, requires_grad=True)
    with torch.no_grad():
        x.add_(1)
        x[0].mul_(2)
    print(x._version, x[1:]._version)


def a_view_of_a_later_version_begins_with_it(torch: Any) -> None:
    x = torch.zeros(3).add_(1)
    view = x[1:]
    print(view._version, view.add_(1)._version, x._version)


def accumulation_counts_in_the_gradient(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    (x * 2).sum().backward()
    gradient = x.grad
    print(gradient._version)
    (x * 2).sum().backward()
    print(gradient._version, x._version)


def an_optimizer_step_counts(torch: Any) -> None:
    w = torch.ones(2, requires_grad=True)
    for _ in range(3):
        (w * w).sum().backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad = None
    print(w._version, w)


def a_change_through_any_view_is_noticed(torch: Any) -> None:
    for name, way in WAYS.items():
        x = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
        w = torch.ones(2, 3, requires_grad=True)
        y = (w * x).sum()
        way(x).fill_(0)
        print(name, raised(y.backward, torch))


def a_change_of_the_base_is_noticed_by_what_saved_a_view(torch: Any) -> None:
    w, x = torch.ones(2, requires_grad=True), torch.ones(4)
    y = (w * x[:2]).sum()
    x[3] = 5
    print(raised(y.backward, torch))


def a_change_before_saving_is_no_matter(torch: Any) -> Any:
    w, x = torch.ones(2, requires_grad=True), torch.ones(2)
    x.mul_(3)
    y = (w * x).sum()
    y.backward()
    return w.grad, x._version


def a_change_after_backward_is_no_matter(torch: Any) -> Any:
    w, x = torch.ones(2, requires_grad=True), torch.ones(2)
    y = (w * x).sum()
    y.backward()
    x.mul_(3)
    (w * x).sum().backward()
    return w.grad


def a_change_undone_is_a_change(torch: Any) -> None:
    w, x = torch.ones(2, requires_grad=True), torch.ones(2)
    y = (w * x).sum()
    x.add_(1).sub_(1)
    print(raised(y.backward, torch))


def a_retained_graph_is_told_of_changes_too(torch: Any) -> Any:
    w, x = torch.ones(2, requires_grad=True), torch.ones(2)
    y = (w * x).sum()
    y.backward(retain_graph=True)
    x.add_(1)
    print(raised(y.backward, torch))
    return w.grad


def only_what_is_needed_for_the_inputs_is_checked(torch: Any) -> Any:
    a, b = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    u = b * 1
    y = (a * u).sum()
    with torch.no_grad():
        a.add_(1)
    print(raised(lambda: torch.autograd.grad(y, b, retain_graph=True), torch))
    return a._version


def a_saved_result_detached_in_place_is_refused(torch: Any) -> None:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    y = w * w
    z = y * y
    y.detach_()
    print(z.requires_grad, y.requires_grad, raised(lambda: z.sum().backward(), torch))


def views_detached_and_retained_agree(torch: Any) -> None:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    y = w * 2
    view, detached = y[0], y.detach()
    y.add_(1)
    view.mul_(2)
    detached[1] = 0
    print(y, view, detached, y._version, view._version, detached._version)
