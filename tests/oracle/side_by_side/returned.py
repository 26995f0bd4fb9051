"""torch.autograd.grad: gradients returned and not accumulated."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_tuple_comes_back(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([3.0, 4.0], requires_grad=True)
    z = (x * y).sum()
    found = torch.autograd.grad(z, x, retain_graph=True), torch.autograd.grad(z, [x, y], retain_graph=True)
    print([type(one) for one in found], x.grad, y.grad)
    return found, torch.autograd.grad([z], (y, x, y))


def a_dict_comes_back_for_a_dict(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([3.0, 4.0], requires_grad=True)
    z = (x * y).sum()
    print(raised(lambda: torch.autograd.grad(z, OrderedDict(x=x), retain_graph=True), torch))
    print(raised(lambda: torch.autograd.grad(z, {}, retain_graph=True), torch))
    return torch.autograd.grad(z, {"x": x, "other": y})


def several_outputs_add_up(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y, z = (x * x).sum(), x * 3
    return torch.autograd.grad([y, z], x, [None, torch.tensor([1.0, 10.0])])


def grad_outputs_weigh(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    one = torch.autograd.grad(y, x, torch.tensor([1.0, 10.0]), retain_graph=True)
    return one, torch.autograd.grad(y, x, grad_outputs=[torch.tensor([1.0, 10.0])])


def results_may_be_inputs(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    z = (y * 3).sum()
    return torch.autograd.grad(z, [y, x, z])


def an_output_may_be_the_input(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    return torch.autograd.grad(y, y, torch.tensor([3.0, 4.0])), torch.autograd.grad(x, x, torch.ones(2))


def a_view_is_another_input(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    before = x[0]
    y = x[0] * 2
    print(raised(lambda: torch.autograd.grad(y, before, retain_graph=True), torch))
    return torch.autograd.grad(y, [before, x], allow_unused=True)


def an_unused_input_is_an_error(torch: Any) -> None:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    y = (x * 2).sum()
    print(raised(lambda: torch.autograd.grad(y, w), torch), raised(lambda: torch.autograd.grad(y, [x, w]), torch))
    print(raised(lambda: torch.autograd.grad(y, [x, w], allow_unused=False), torch))


def an_unused_input_may_be_none(torch: Any) -> Any:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    y = (x * x).sum()
    print(torch.autograd.grad(y, [w, x], allow_unused=True, retain_graph=True))
    return torch.autograd.grad(y, w, allow_unused=True)


def an_unused_input_may_be_zeros(torch: Any) -> Any:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
    y = (x * x).sum()
    print(raised(lambda: torch.autograd.grad(y, w, materialize_grads=True, allow_unused=False), torch))
    found = torch.autograd.grad(y, [x, w], materialize_grads=True, create_graph=True)
    print(found[1].requires_grad)
    return found, torch.autograd.grad(y, w, materialize_grads=True, allow_unused=True)


def every_input_unused(torch: Any) -> Any:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    return torch.autograd.grad((x * x).sum(), [w, w], allow_unused=True)


def inputs_are_checked(torch: Any) -> None:
    x, c = torch.ones(2, requires_grad=True), torch.ones(2)
    y = (x * x).sum()
    grad = torch.autograd.grad
    print(raised(lambda: grad(y, c), torch), raised(lambda: grad(y, c, allow_unused=True), torch))
    print(raised(lambda: grad(y, []), torch), raised(lambda: grad(y, "a"), torch), raised(lambda: grad(y, 1), torch))
    print(raised(lambda: grad(y, [None]), torch), raised(lambda: grad(y, [x, "a"]), torch))
    print(raised(lambda: grad(y, None)), raised(lambda: grad(y, x), torch))


def outputs_are_checked(torch: Any) -> None:
    x, c = torch.ones(2, requires_grad=True), torch.ones(2)
    grad = torch.autograd.grad
    print(raised(lambda: grad("a", "b")), raised(lambda: grad("a", x)), raised(lambda: grad(1.0, x)))
    print(raised(lambda: grad(None, x)), raised(lambda: grad([None], x)), raised(lambda: grad([], x)))
    print(raised(lambda: grad(c.sum(), x), torch), raised(lambda: grad(x * 2, x), torch), raised(lambda: grad(x)))
    print(raised(lambda: grad([x.sum(), c.sum()], x), torch), raised(lambda: grad(x.sum(), x, "a"), torch))
    print(raised(lambda: grad(x * 2, x, torch.ones(3)), torch), raised(lambda: grad(x * 2, x, [None, None]), torch))


def the_graph_is_freed(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * x).sum()
    torch.autograd.grad(y, x)
    print(raised(lambda: torch.autograd.grad(y, x), torch), raised(lambda: y.backward(), torch), x.grad)


def only_the_part_that_is_needed_is_freed(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    z = (y * y).sum()
    first = torch.autograd.grad(z, y)
    print(raised(lambda: torch.autograd.grad(z, x), torch))
    y.sum().backward()
    return first, x.grad


def only_inputs_is_an_old_argument(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    return torch.autograd.grad((x * x).sum(), x, only_inputs=False), torch.autograd.grad(x.sum(), x, only_inputs=True)


def create_graph_gives_recorded_ones(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (g,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
    (h,) = torch.autograd.grad((x * 3).sum(), x, create_graph=True)
    print(g.requires_grad, g.is_leaf, h.requires_grad)
    return g, torch.autograd.grad(g.sum(), x)


def without_create_graph_they_are_plain(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x**3).sum()
    for _ in range(2):
        (g,) = torch.autograd.grad(y, x, retain_graph=True)
        print(g, g.requires_grad, g.is_leaf, g.grad_fn)


def a_batch_of_gradients(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = x * x
    (jacobian,) = torch.autograd.grad(y, x, torch.eye(3), is_grads_batched=True, retain_graph=True)
    again = torch.autograd.grad(y, x, (torch.eye(3)[:2],), is_grads_batched=True)
    return jacobian, again


def batches_for_several_outputs(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    y, z = x * x * w, (x * 3).sum()
    seeds = torch.tensor([[1.0, 0.0], [0.0, 1.0], [2.0, 2.0]]), torch.tensor([1.0, 10.0, 100.0])
    return torch.autograd.grad([y, z], [x, w], seeds, is_grads_batched=True)


def batches_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x

    def attempt(*seeds: Any) -> str:
        roots = [y, y * 2][: len(seeds)]
        return raised(lambda: torch.autograd.grad(roots, x, seeds, is_grads_batched=True, retain_graph=True), torch)

    print(attempt(torch.ones(3, 3)), attempt(torch.ones(2)), attempt(torch.ones(2, 2, 2)))
    print(attempt(torch.ones(3, 2), torch.ones(2, 2)), attempt(torch.ones(3, 2)))


def batches_with_unused_inputs(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    y = x * x
    found = torch.autograd.grad(y, [x, w], torch.eye(2), is_grads_batched=True, allow_unused=True, retain_graph=True)
    print(found[1])
    print(raised(lambda: torch.autograd.grad(y, w, torch.eye(2), is_grads_batched=True, retain_graph=True), torch))
    return found[0]


def batches_can_be_differentiated(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (jacobian,) = torch.autograd.grad(x**3, x, torch.eye(2), is_grads_batched=True, create_graph=True)
    print(jacobian.requires_grad)
    return jacobian.detach(), torch.autograd.grad(jacobian.sum(), x)


def an_empty_tensor_has_an_empty_gradient(torch: Any) -> Any:
    x = torch.ones(0, requires_grad=True)
    return torch.autograd.grad((x * 2).sum(), x)


def grads_do_not_touch_dot_grad(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.retain_grad()
    torch.autograd.grad(y.sum(), x)
    print(x.grad, y.grad)
    return y.grad


def a_leaf_behind_an_input_gets_nothing(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    found = torch.autograd.grad((y * x).sum(), y)
    print(x.grad)
    return found


def an_in_place_changed_input_is_its_new_self(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.mul_(3)
    return torch.autograd.grad((y * y).sum(), [y, x])
