"""Views made in place: transpose_, squeeze_ and the like give the tensor itself another shape."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _leaf(torch: Any) -> Any:
    return torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)


WAYS: dict[str, Any] = {
    "t_": lambda x: x.t_(),
    "transpose_": lambda x: x.transpose_(0, -1),
    "swapaxes_": lambda x: x.swapaxes_(0, 1),
    "swapdims_": lambda x: x.swapdims_(-1, -2),
    "unsqueeze_": lambda x: x.unsqueeze_(1),
    "unsqueeze_ at the end": lambda x: x.unsqueeze_(-1),
    "squeeze_": lambda x: x.squeeze_(),
    "squeeze_ of one": lambda x: x.squeeze_(0),
    "squeeze_ of several": lambda x: x.squeeze_((0, 1)),
    "as_strided_": lambda x: x.as_strided_((2, 2), (1, 2), 1),
}


def they_return_the_tensor_itself_and_count(torch: Any) -> None:
    for name, way in WAYS.items():
        x = torch.arange(6.0).view(2, 3).clone()
        print(name, way(x) is x, x, x.stride(), x.storage_offset(), x._version, x._is_view())


def they_share_the_storage_with_what_was_viewed_before(torch: Any) -> None:
    for name, way in WAYS.items():
        x = torch.arange(6.0).view(2, 3).clone()
        row, alias = x[0], x.detach()
        way(x)
        x.mul_(2)
        row.add_(100)
        print(name, x, row, alias)


def they_are_recorded(torch: Any) -> None:
    for name, way in WAYS.items():
        w = _leaf(torch)
        y = w * w
        way(y)
        print(name, y.grad_fn.name(), y.grad_fn.next_functions[0][0].name(), tuple(y.shape), y.is_leaf)
        (y * torch.arange(float(y.numel())).view(y.shape)).sum().backward()
        print(w.grad)


def they_are_recorded_on_views(torch: Any) -> None:
    for name, way in WAYS.items():
        if name == "as_strided_":
            continue
        w = _leaf(torch)
        y = w * w
        view = y[:, 1:]
        way(view)
        print(name, view._base is y, view.grad_fn.name(), y.grad_fn.name(), y._version)
        (view * torch.arange(float(view.numel())).view(view.shape)).sum().backward()
        print(w.grad)


def what_was_viewed_before_is_followed(torch: Any) -> None:
    for name, way in WAYS.items():
        if name == "as_strided_":
            continue
        w = _leaf(torch)
        y = w * 1
        row = y[0]
        way(y)
        y.mul_(2)
        row.mul_(5)
        print(name, y.grad_fn.name(), row, y)
        (y * y).sum().backward()
        print(w.grad)


def what_is_viewed_afterwards_is_followed(torch: Any) -> None:
    for name, way in WAYS.items():
        if name == "as_strided_":
            continue
        w = _leaf(torch)
        y = w * 1
        way(y)
        row = y[0]
        print(name, row.grad_fn.name(), row._base is y)
        row.mul_(3)
        y.mul_(2)
        print(row.grad_fn.name(), row, y)
        (row * row).sum().backward()
        print(w.grad)


def one_after_the_other(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    row = y[1]
    y.t_().unsqueeze_(0).transpose_(1, 2).squeeze_(0).mul_(w)
    y[0].mul_(7)
    print(row.grad_fn.name(), row, y.grad_fn.name())
    (y * y).sum().backward()
    return y, w.grad


def constants_join_the_graph_after_them(torch: Any) -> Any:
    w = _leaf(torch)
    x = torch.ones(3, 2)
    column = x[:, 0]
    x.t_()
    print(x.requires_grad, x.is_leaf, column.requires_grad)
    x.mul_(w)
    print(x.grad_fn.name(), column.grad_fn.name())
    (column * column).sum().backward()
    return w.grad


def a_leaf_takes_them_only_without_recording(torch: Any) -> Any:
    w = _leaf(torch)
    for way in WAYS.values():
        print(raised(lambda way=way: way(w)), raised(lambda way=way: way(w[:1])))
    with torch.no_grad():
        w.t_()
    print(w, w.is_leaf, w._version)
    (w * w).sum().backward()
    return w.grad


def a_leaf_that_requires_no_grad_takes_them_and_then_requires_it(torch: Any) -> Any:
    x = torch.arange(6.0).view(2, 3).clone()
    x.t_().requires_grad_()
    (x * x).sum().backward()
    print(x.is_leaf, x.grad.shape)
    return x.grad


def parts_of_one_operation_do_not_take_them(torch: Any) -> None:
    y = _leaf(torch) * 1
    with torch.no_grad():
        view = y[0]
    print(raised(lambda: y.unbind()[0].unsqueeze_(0)), raised(lambda: view.unsqueeze_(0)))


def their_arguments_are_checked(torch: Any) -> None:
    x = torch.zeros(2, 3, 4)
    print(raised(lambda: x.t_()), raised(lambda: x.transpose_(0, 3)), raised(lambda: x.unsqueeze_(4)))
    print(raised(lambda: x.squeeze_(3)), x.shape, x._version)
    print(torch.zeros(3).t_().shape, torch.tensor(1.0).t_().shape, torch.tensor(1.0).squeeze_().shape)


def an_expanded_tensor_takes_them(torch: Any) -> None:
    x = torch.arange(3.0).expand(2, 3)
    print(x.t_(), x.stride(), x.unsqueeze_(0).stride())


def what_saved_the_tensor_notices(torch: Any) -> None:
    w = _leaf(torch)
    y = w * 1
    square = y * y
    y.t_()
    print(raised(lambda: square.sum().backward(), torch))


def integers_take_them_too(torch: Any) -> None:
    x = torch.arange(6).view(2, 3)
    print(x.t_(), x.unsqueeze_(0).squeeze_(), x.requires_grad, x._version)


def retained_gradients_have_the_new_shape(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 1
    y.retain_grad()
    y.t_()
    (y * 2).sum().backward()
    return y.grad, w.grad
