"""`.grad`: accumulated, assigned, deleted, checked."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def it_is_none_before_a_pass(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(x.grad, torch.ones(2).grad)


def it_accumulates_in_place(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    before = x.grad
    (3 * x).sum().backward()
    print(x.grad is before, before)
    return x.grad


def every_look_gives_the_same_object(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    before = x.grad
    print(x.grad is before)
    torch.ones(2).requires_grad_().sum().backward()
    print(x.grad is before)


def a_reference_read_late_sees_every_pass(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    kept = x.grad
    for _ in range(3):
        (x * x).sum().backward()
    view, copy = kept[0], kept.clone()
    (x * x).sum().backward()
    return kept, view, copy


def after_none_a_pass_makes_a_new_one(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    before = x.grad
    x.grad = None
    print(x.grad)
    (3 * x).sum().backward()
    print(x.grad is before)
    return before, x.grad


def changes_in_place_show_in_it(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    kept = x.grad
    x.grad.mul_(10)
    print(kept, kept is x.grad)
    x.grad.zero_()
    (3 * x).sum().backward()
    print(kept is x.grad)
    return kept


def it_accumulates_out_of_place_under_create_graph(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    before = x.grad
    (x * x * x).sum().backward(create_graph=True)
    print(before, x.grad)
    return before, x.grad


def it_is_recorded_under_create_graph(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**3).sum().backward(create_graph=True)
    first = x.grad
    print(first, first.requires_grad, first.is_leaf)
    x.grad = None
    first.sum().backward()
    return x.grad


def a_plain_pass_adds_into_a_recorded_one(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x**3).sum().backward(create_graph=True)
    first = x.grad
    (2 * x).sum().backward()
    print(x.grad is first, first)
    return first.detach()


def under_create_graph_an_untouched_leaf_keeps_its_own(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * w).sum().backward()
    (w**3).sum().backward(create_graph=True)
    print(x.grad, w.grad)
    return x.grad, w.grad


def it_can_be_assigned_and_is_that_object(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    given = torch.tensor([10.0, 20.0])
    x.grad = given
    print(x.grad is given)
    (x * x).sum().backward()
    print(x.grad is given, given)
    return given


def it_can_be_assigned_to_what_needs_none(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0])
    x.grad = torch.tensor([3.0, 4.0])
    print(x.grad, x.requires_grad)
    return x.grad


def a_recorded_tensor_can_be_assigned(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.grad = x * 5
    print(x.grad)
    (x * x).sum().backward()
    print(x.grad)
    return x.grad


def two_leaves_may_share_one(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([1.0, 2.0], requires_grad=True)
    x.grad = y.grad = torch.zeros(2)
    (x * y * 3).sum().backward()
    print(x.grad is y.grad)
    return x.grad


def it_takes_only_its_own_shape_and_dtype(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def assign(value: Any) -> None:
        x.grad = value

    print(raised(lambda: assign(torch.ones(3))))
    print(raised(lambda: assign(torch.ones(1))))
    print(raised(lambda: assign(torch.ones(2, dtype=torch.float64))))
    print(raised(lambda: assign(torch.ones(2, dtype=torch.int64))))
    print(raised(lambda: assign(1.0)))
    print(raised(lambda: assign([1.0, 2.0])))
    print(raised(lambda: assign(x)))
    print(x.grad)
    assign(torch.tensor([5.0, 6.0]))
    print(x.grad)
    del x.grad
    print(x.grad)


def deleting_it_twice_is_no_error(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    del x.grad
    del x.grad
    print(x.grad)


def it_survives_the_end_of_requiring_grad(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    x.requires_grad_(False)
    print(x.grad, x.requires_grad)
    return x.grad


def detach_and_data_have_none(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    print(x.detach().grad, x.data.grad, x.clone().detach().grad)


def of_a_result_it_warns(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    print(y.grad)
    y.sum().backward()
    print(y.grad)


def of_a_result_that_retains_it_does_not_warn(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    y.retain_grad()
    print(y.grad, y.retains_grad)
    (y * y).sum().backward()
    return y.grad, x.grad


def a_retained_one_is_new_after_each_pass(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    y.retain_grad()
    (y * 2).sum().backward(retain_graph=True)
    before = y.grad
    (y * 3).sum().backward()
    print(y.grad is before, before)
    return y.grad


def an_assigned_one_of_a_result_is_kept(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    y.grad = torch.tensor([1.0, 1.0])
    y.sum().backward()
    return x.grad


def an_unused_argument_gets_none(torch: Any) -> None:
    x = torch.tensor([[1.0], [2.0]], requires_grad=True)
    y = torch.ones(2, 3, requires_grad=True)
    x.expand_as(y).sum().backward()
    print(x.grad, y.grad)
    (x + y.detach()).sum().backward()
    print(x.grad, y.grad)


def parts_that_come_of_one_tensor_each_reach_it_alone(torch: Any) -> None:
    for _ in range(2):
        x, y = torch.ones(2, requires_grad=True), torch.ones(3, requires_grad=True)
        one, other = torch.meshgrid(x, y, indexing="ij")
        one.sum().backward()
        print(x.grad, y.grad)
        x, y = torch.ones(2, 1, requires_grad=True), torch.ones(3, requires_grad=True)
        one, other = torch.broadcast_tensors(x, y)
        (other * other).sum().backward()
        print(x.grad, y.grad)


def under_no_grad_nothing_accumulates(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        y = (x * x).sum()
    print(raised(lambda: y.backward(), torch), x.grad)


def it_has_the_dtype_of_its_leaf(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], dtype=torch.float16, requires_grad=True)
    y = torch.tensor([3.0, 4.0], dtype=torch.float64, requires_grad=True)
    (x * y).sum().backward()
    print(x.grad, y.grad)
    return x.grad, y.grad


def a_complex_leaf_has_a_complex_one(torch: Any) -> Any:
    z = torch.tensor([1 + 2j, 3 - 1j], requires_grad=True)
    (z * z.conj()).real.sum().backward()
    return z.grad


def a_zero_size_leaf_has_one_too(torch: Any) -> Any:
    x = torch.ones(0, 3, requires_grad=True)
    (x * 2).sum().backward()
    print(x.grad)
    return x.grad
