"""In-place operations: what they return, record and refuse."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _leaf(torch: Any) -> Any:
    return torch.tensor([1.0, 2.0, 3.0], requires_grad=True)


def they_return_the_tensor_itself(torch: Any) -> None:
    x = torch.ones(2)
    print(x.add_(1) is x, x.mul_(2).sub_(1) is x, x.zero_() is x, x.fill_(3) is x, x.copy_(torch.ones(2)) is x)
    before = x
    x += 1
    x *= 3
    print(before is x, x, torch.relu_(x) is x, x.requires_grad_() is x, x.detach_() is x)


def a_leaf_that_requires_grad_is_not_changed(torch: Any) -> Any:
    x = _leaf(torch)

    def assign() -> None:
        x[0] = 5

    print(raised(lambda: x.add_(1)), raised(lambda: x.zero_()), raised(lambda: x.fill_(2)), raised(assign))
    print(raised(lambda: x.copy_(torch.zeros(3))), raised(lambda: x.relu_()), raised(lambda: x.clamp_(0, 1)))
    print(raised(lambda: x.index_fill_(0, torch.tensor([0]), 1)), raised(lambda: x.uniform_()))
    print(raised(lambda: torch.add(x.detach(), 1, out=x)))
    return x


def a_view_of_a_leaf_is_not_changed(torch: Any) -> Any:
    x = _leaf(torch)
    print(raised(lambda: x[0].add_(1)), raised(lambda: x.view(3, 1).mul_(2)), raised(lambda: x[1:][0].zero_()))
    print(raised(lambda: x.unbind()[0].add_(1)), raised(lambda: x.expand(3).add_(1)))
    return x


def a_leaf_is_changed_under_no_grad(torch: Any) -> Any:
    x = _leaf(torch)
    with torch.no_grad():
        x.mul_(2)
        x[0] = 7
        x[1:].sub_(1)
        x -= 1
    print(x, x.is_leaf, x.requires_grad)
    (x * x).sum().backward()
    return x.grad


def a_leaf_is_changed_through_detach_and_data(torch: Any) -> Any:
    x = _leaf(torch)
    x.detach().add_(1)
    x.data.mul_(2)
    x.detach()[0] = 100
    x.data[1:] = 0
    return x


def a_leaf_that_requires_no_grad_joins_the_graph(torch: Any) -> Any:
    x, w = torch.ones(3), _leaf(torch)
    x.mul_(w)
    print(x.requires_grad, x.is_leaf, x.grad_fn.name())
    x.add_(1)
    print(x.grad_fn.name())
    (x * x).sum().backward()
    return w.grad


def a_non_leaf_is_recorded_anew(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 2
    print(y.grad_fn.name())
    y.exp_()
    print(y.grad_fn.name(), y.grad_fn.next_functions[0][0].name())
    y += w
    y.mul_(y)
    y.sum().backward()
    return w.grad


def integers_take_what_fits_their_dtype(torch: Any) -> None:
    i = torch.tensor([1, 2])
    print(raised(lambda: i.add_(1.5)), raised(lambda: i.div_(2)), raised(lambda: i.mul_(torch.tensor([1.0, 2.0]))))
    print(i.mul_(3), i.copy_(torch.tensor([1.9, -1.9])), i.fill_(4))
    b = torch.tensor([True, False])
    print(raised(lambda: b.add_(1)), b.logical_not_())
    x = torch.ones(2)
    print(x.add_(torch.ones(2, dtype=torch.float64)).dtype, raised(lambda: x.add_(1j)), x)


def the_result_must_fit_the_shape(torch: Any) -> None:
    x = torch.ones(3)
    print(raised(lambda: x.add_(torch.ones(2, 3))), raised(lambda: x.copy_(torch.ones(2))))
    print(raised(lambda: x.fill_(torch.ones(3))), x.add_(torch.ones(1)), x)


def recording_into_an_integer_is_no_recording(torch: Any) -> None:
    i = torch.tensor([1, 2, 3])
    i.copy_(_leaf(torch))
    print(i, i.requires_grad)


def retained_gradients_are_those_of_the_tensor_as_it_is_now(torch: Any) -> Any:
    w = _leaf(torch)
    y = w * 2
    y.retain_grad()
    y.mul_(3)
    print(y.retains_grad)
    (y * 5).sum().backward()
    z = w * 2
    z.mul_(3)
    z.retain_grad()
    z.add_(1)
    z.mul_(4)
    (z * 5).sum().backward()
    return y.grad, z.grad, w.grad


def a_gradient_may_be_changed_in_place(torch: Any) -> Any:
    w = _leaf(torch)
    (w * 2).sum().backward()
    g = w.grad
    w.grad.zero_()
    w.grad += 1
    w.grad[0] = 9
    print(g, g is w.grad)
    (w * 2).sum().backward()
    return w.grad, g


def assignment_by_index_is_recorded(torch: Any) -> Any:
    w = _leaf(torch)
    y = torch.zeros(2, 3)
    y[0] = w
    y[1, :2] = w[1:] * 2
    y[:, 2] += w[0]
    y[1, torch.tensor([0, 0])] = w[2]
    y[y > 100] = 0
    print(y)
    (y * y).sum().backward()
    return w.grad


def assignment_by_index_casts_and_broadcasts(torch: Any) -> None:
    y = torch.zeros(2, 2)
    y[0] = torch.tensor([1, 2])
    y[:, 0] = 5
    y[1] = torch.tensor([[3.0, 4.0]], dtype=torch.float64)
    print(y)

    def assign(value: Any) -> None:
        y[0] = value

    print(raised(lambda: assign(torch.ones(3))), raised(lambda: assign(torch.ones(2, 2))))


def what_is_read_at_another_place_is_not_overwritten(torch: Any) -> None:
    x, m = torch.arange(6.0), torch.arange(4.0).view(2, 2)

    def assign() -> None:
        x[1:] = x[:-1]

    print(raised(lambda: x[1:].add_(x[:-1])), raised(lambda: x[1:].copy_(x[:-1])), raised(assign))
    print(raised(lambda: m.add_(m.t())), raised(lambda: m.copy_(m.t())), raised(lambda: m.t().mul_(m)))
    print(raised(lambda: x.add_(x[0])), raised(lambda: x.mul_(x.detach()[:1])))
    print(x, m, x.add_(x), x[:3].add_(x[3:]), m.mul_(m.view(2, 2)), x[::2].sub_(x[1::2]), x)


def expanded_elements_are_written_only_all_alike(torch: Any) -> None:
    x = torch.zeros(3)
    wide = x.expand(2, 3)

    def assign(index: Any) -> None:
        wide[index] = 5.0

    print(raised(lambda: wide.add_(1)), raised(lambda: wide.copy_(torch.ones(2, 3))), raised(lambda: wide.exp_()))
    print(
        raised(lambda: assign(slice(None))), raised(lambda: wide.add_(torch.ones(3))), raised(lambda: wide.uniform_())
    )
    print(wide.fill_(2), wide.zero_(), wide[0].add_(1), wide, x)
    assign((0, 1))
    print(x, torch.zeros(1, 3).expand(1, 3).add_(1), wide.t().fill_(4), x)


def out_is_not_for_what_requires_grad(torch: Any) -> None:
    w, out = _leaf(torch), torch.zeros(3)
    print(raised(lambda: torch.mul(w, 2, out=out)))
    with torch.no_grad():
        print(torch.mul(w, 2, out=out) is out, out)


def scatter_and_its_like_are_recorded_in_place(torch: Any) -> Any:
    w = _leaf(torch)
    y = torch.zeros(3)
    y.scatter_(0, torch.tensor([2, 0]), w[:2])
    y.index_add_(0, torch.tensor([1, 1]), w[1:] ** 2)
    y.masked_fill_(torch.tensor([False, False, True]), 3.0)
    y.index_copy_(0, torch.tensor([0]), w[:1])
    print(y)
    (y * torch.tensor([1.0, 2.0, 3.0])).sum().backward()
    return w.grad


def a_loop_of_in_place_operations_is_recorded(torch: Any) -> Any:
    w = _leaf(torch)
    y = torch.ones(3)
    for _ in range(5):
        y *= w
    y.sum().backward()
    return y, w.grad
