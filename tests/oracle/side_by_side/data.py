"""`.data` and detach(): storage shared outside the graph, taken over and assigned."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _leaf(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0, 3.0], requires_grad=True)


def _assign(tensor: Any, value: Any) -> None:
    tensor.data = value


def assigned_data_are_shared(torch: Any) -> None:
    x, y = torch.zeros(3), torch.tensor([1.0, 2.0, 3.0])
    x.data = y
    y.add_(1)
    print(x, x.data_ptr() == y.data_ptr(), x.is_set_to(y))
    x[0] = 9
    print(y, x is not y)


def assigned_data_may_have_another_shape_and_dtype(torch: Any) -> None:
    x = torch.zeros(3)
    x.data = torch.ones(2, 2, dtype=torch.float64)
    print(x, x.shape, x.dtype, x.stride())
    x.data = torch.arange(2)
    print(x, x.requires_grad)


def a_leaf_stays_the_same_leaf(torch: Any) -> Any:
    w = _leaf(torch)
    w.data = torch.tensor([5.0, 6.0])
    print(w, w.is_leaf, w.requires_grad, w.grad)
    (w * w).sum().backward()
    return w.grad


def a_non_leaf_keeps_its_node(torch: Any) -> None:
    y = _leaf(torch) * 2
    y.data = torch.zeros(3)
    print(y, y.is_leaf, y.grad_fn.name())


def what_requires_grad_takes_no_integers(torch: Any) -> None:
    print(
        raised(lambda: _assign(_leaf(torch), torch.ones(3, dtype=torch.int64))),
        raised(lambda: _assign(_leaf(torch), 3)),
    )
    print(
        raised(lambda: _assign(torch.ones(3), torch.ones(3, dtype=torch.int64))),
        raised(lambda: _assign(torch.ones(1), None)),
    )


def the_version_stays(torch: Any) -> None:
    x, y = torch.zeros(3).add_(1).add_(1), torch.ones(3).add_(1)
    x.data = y
    print(x._version, y._version)
    x.add_(1)
    print(x._version, y._version, y)


def the_version_is_shared_with_whom_it_was(torch: Any) -> None:
    x, y = torch.zeros(3), torch.ones(3)
    view, detached = x[:2], x.detach()
    x.data = y
    detached.add_(1)
    print(x, x._version, view._version, detached._version, y._version)
    x.add_(1)
    x[0].add_(1)
    print(
        x._version, view._version, view, y, y._version, x.data_ptr() == y.data_ptr(), x[:1].data_ptr() == y.data_ptr()
    )


def backward_does_not_notice(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * w
    w.data = torch.tensor([10.0, 20.0, 30.0])
    y.sum().backward()
    return w.grad


def a_saved_result_stays_what_it_was(torch: Any) -> Any:
    w = torch.zeros(3, requires_grad=True)
    y = w.exp()
    y.data = torch.full((3,), 7.0)
    y.sum().backward()
    return w.grad


def the_former_storage_lives_on_in_views(torch: Any) -> None:
    x = torch.zeros(3)
    view, detached = x[:2], x.detach()
    x.data = torch.ones(3)
    x.add_(1)
    print(x, view, detached)
    view.add_(5)
    print(x, view, detached, view._base is x)


def the_source_may_require_grad(torch: Any) -> None:
    w = _leaf(torch)
    x = torch.zeros(3)
    x.data = w * 2
    print(x, x.requires_grad, x.grad_fn)
    x.data = w
    x.add_(1)
    print(w, w._version)


def data_of_a_part_are_assigned(torch: Any) -> None:
    x, whole = torch.zeros(2), torch.arange(6.0).view(2, 3)
    x.data = whole[:, 1]
    print(x, x.stride(), x.storage_offset())
    x.mul_(10)
    print(whole)


def two_parameters_exchange_their_data(torch: Any) -> None:
    a, b = _leaf(torch), torch.tensor([4.0], requires_grad=True)
    a.data, b.data = b.data, a.data
    print(a, b, a.is_leaf, b.is_leaf)


def an_update_through_data_is_plain(torch: Any) -> Any:
    w = _leaf(torch)
    for _ in range(3):
        (w * w).sum().backward()
        w.data = w.data - 0.1 * w.grad.data
        w.grad.zero_()
    w.data -= 1
    w.data[0] = 0
    w.data.mul_(2)
    return w, w._version


def detach_is_a_leaf_of_its_own(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 2
    other = y.detach()
    print(other.requires_grad, other.is_leaf, other.grad_fn, other.data_ptr() == y.data_ptr())
    other.requires_grad_()
    (other * y).sum().backward()
    return other.grad, w.grad


def detach_and_data_of_a_view_show_the_view(torch: Any) -> None:
    x = torch.arange(6.0, requires_grad=True)
    view = x.view(2, 3)[:, 1]
    print(view.detach().stride(), view.data.storage_offset(), view.detach()._base)
    view.detach().zero_()
    view.data.add_(5)
    print(x)


def a_detached_leaf_may_change_where_the_leaf_may_not(torch: Any) -> None:
    w = _leaf(torch)
    other = w.detach()
    print(raised(lambda: w.mul_(2)), raised(lambda: other.mul_(2)), w, w._version)
    y = w * w
    other.add_(1)
    print(raised(lambda: y.sum().backward(), torch))


def data_is_another_tensor_each_time(torch: Any) -> None:
    w = _leaf(torch)
    print(w.data is w.data, w.data.requires_grad, w.data.is_leaf, w.data._version, w.detach() is w.detach())


def a_wrong_shape_shows_at_the_next_use(torch: Any) -> None:
    w = _leaf(torch)
    (w * 2).sum().backward()
    w.data = torch.ones(2)
    print(w.grad.shape, w.shape, raised(lambda: w + torch.ones(3)))
