"""Backward passes: every argument of torch.autograd.backward, freed graphs, errors."""

from __future__ import annotations

from collections import OrderedDict
from types import MappingProxyType
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def one_root(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    print(torch.autograd.backward((x * x).sum()), (x * x).sum().backward())
    return x.grad


def several_roots(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y, z = (x * x).sum(), x * 3
    torch.autograd.backward((y, z), (None, torch.tensor([1.0, 10.0])))
    torch.autograd.backward([x.sum(), (x * 2).sum()])
    torch.autograd.backward(t for t in [x.sum()])
    return x.grad


def one_root_twice(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * x).sum()
    torch.autograd.backward([y, y])
    torch.autograd.backward([x, x], [torch.ones(2), torch.ones(2)])
    return x.grad


def a_root_that_another_leads_to(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    z = y * 3
    torch.autograd.backward([y, z], [torch.ones(2), torch.ones(2)])
    return x.grad


def a_leaf_as_root(torch: Any) -> Any:
    x = torch.tensor(2.0, requires_grad=True)
    x.backward()
    x.backward(torch.tensor(5.0))
    return x.grad


def grad_tensors_weigh(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    torch.autograd.backward(y, torch.tensor([1.0, 10.0]), retain_graph=True)
    torch.autograd.backward([y], [torch.tensor([1.0, 10.0])], retain_graph=True)
    torch.autograd.backward(y, grad_tensors=(torch.tensor([1.0, 10.0]),), retain_graph=True)
    y.backward(gradient=torch.tensor([1.0, 10.0]))
    return x.grad


def grad_tensors_are_cast(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * 3).backward(torch.tensor([1.0, 2.0], dtype=torch.float64))
    (x * 3).backward(torch.tensor([1, 2]))
    print(x.grad.dtype)
    return x.grad


def grad_tensors_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def attempt(seed: Any, root: Any = None) -> str:
        return raised(lambda: torch.autograd.backward(x * 2 if root is None else root, seed), torch)

    print(attempt(torch.ones(3)), attempt(torch.ones(1)), attempt(torch.ones(2, 1)), attempt(torch.tensor(1.0)))
    print(attempt(None), attempt(torch.ones(2, dtype=torch.complex64)), attempt([torch.ones(2), torch.ones(2)]))
    print(attempt([None, None]), attempt(1.0), attempt("a"), attempt([1.0]), attempt(["a"]), attempt([[1.0, 1.0]]))
    print(attempt([], x.sum()), attempt([None], [x.sum(), x.sum()]), attempt(torch.ones(1), x.sum()))
    print(x.grad)


def a_complex_root_needs_a_gradient(torch: Any) -> Any:
    z = torch.tensor(1 + 2j, requires_grad=True)
    print(raised(lambda: (z * z).backward(), torch))
    print(raised(lambda: (z * z).backward(torch.tensor(1.0)), torch))
    (z * z).backward(torch.tensor(1 + 0j))
    return z.grad


def a_root_must_require_grad(torch: Any) -> None:
    x, c = torch.ones(2, requires_grad=True), torch.ones(2)
    print(raised(lambda: c.sum().backward(), torch), raised(lambda: c.backward(), torch))
    print(raised(lambda: c.backward(torch.ones(2)), torch), raised(lambda: x.detach().sum().backward(), torch))
    print(raised(lambda: torch.autograd.backward([x.sum(), c.sum()]), torch))
    print(raised(lambda: (x > 0).sum().backward(), torch), x.grad)


def roots_are_tensors(torch: Any) -> None:
    backward = torch.autograd.backward
    print(raised(lambda: backward("a")), raised(lambda: backward(1.0)), raised(lambda: backward(None)))
    print(raised(lambda: backward([1.0])), raised(lambda: backward([None])), raised(lambda: backward({})))
    print(raised(lambda: backward([])), raised(lambda: backward(())), raised(lambda: backward()))


def inputs_choose_the_leaves(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([3.0, 4.0], requires_grad=True)
    z = (x * y).sum()
    z.backward(inputs=x, retain_graph=True)
    print(x.grad, y.grad)
    z.backward(inputs=[y], retain_graph=True)
    print(x.grad, y.grad)
    torch.autograd.backward(z, inputs=(x, y))
    return x.grad, y.grad


def inputs_may_be_results(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    z = (y * y).sum()
    z.backward(inputs=[y], retain_graph=True)
    print(x.grad, y.grad, y.retains_grad)
    z.backward(inputs=[x, y])
    return x.grad, y.grad


def inputs_may_be_a_dict(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward(inputs={"x": x})
    print(raised(lambda: (x * x).sum().backward(inputs=OrderedDict(x=x)), torch))
    print(raised(lambda: (x * x).sum().backward(inputs=MappingProxyType({"x": x})), torch))
    return x.grad


def inputs_are_checked(torch: Any) -> None:
    x, c = torch.ones(2, requires_grad=True), torch.ones(2)
    y = (x * x).sum()
    print(raised(lambda: y.backward(inputs=[]), torch), raised(lambda: y.backward(inputs=()), torch))
    print(raised(lambda: y.backward(inputs=[c]), torch), raised(lambda: y.backward(inputs=["a"]), torch))
    print(raised(lambda: y.backward(inputs=[None]), torch), raised(lambda: y.backward(inputs=3), torch))
    print(raised(lambda: y.backward(inputs={}), torch), x.grad)


def inputs_that_are_not_reached_keep_none(torch: Any) -> None:
    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    (x * x).sum().backward(inputs=[x, w])
    print(x.grad, w.grad)


def the_graph_is_freed(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * x).sum()
    y.backward()
    print(raised(lambda: y.backward(), torch))
    return x.grad


def what_saves_nothing_is_not_freed(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x + 1).sum() - 3
    y.backward()
    y.backward()
    return x.grad


def a_shared_part_is_freed(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    shared = x.exp()
    one, two = shared.sum(), (shared * 3).sum()
    one.backward()
    print(raised(lambda: two.backward(), torch))
    three = (x * 2).sum()
    three.backward()
    return x.grad


def a_part_that_is_not_needed_is_not_freed(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    w = torch.tensor([3.0, 4.0], requires_grad=True)
    a, b = x * x, w * w
    y = (a + b).sum()
    y.backward(inputs=[x])
    b.sum().backward()
    print(raised(lambda: a.sum().backward(), torch))
    return x.grad, w.grad


def retain_graph_keeps_it(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward(retain_graph=True)
    y.backward(retain_graph=False)
    print(raised(lambda: y.backward(), torch))
    return x.grad


def create_graph_keeps_it_too(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * x * x).sum()
    y.backward(create_graph=True)
    y.backward(create_graph=True)
    print(x.grad)
    y.backward(create_graph=True, retain_graph=False)
    print(raised(lambda: y.backward(), torch))
    return x.grad


def grad_variables_is_the_old_name(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    torch.autograd.backward(x * 3, grad_variables=torch.ones(2))
    print(raised(lambda: torch.autograd.backward(x * 3, torch.ones(2), grad_variables=torch.ones(2)), torch))
    return x.grad


def a_failed_pass_leaves_grads_alone(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    print(raised(lambda: (x * 2).backward(), torch), raised(lambda: (x * 2).backward(torch.ones(3)), torch), x.grad)
    return x.grad


def a_saved_value_changed_in_place_is_refused(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x.exp()
    z = (y * 2).sum()
    y.add_(1)
    print(raised(lambda: z.backward(), torch), raised(lambda: y.sum().backward(), torch))


def gradients_of_integers_are_none(torch: Any) -> Any:
    x = torch.tensor([3.0, 1.0, 2.0], requires_grad=True)
    values, indices = x.sort()
    (values * indices).sum().backward()
    print(indices.requires_grad)
    return x.grad


def unused_outputs_count_as_zeros(torch: Any) -> Any:
    x = torch.arange(6.0).reshape(2, 3).requires_grad_()
    two = x.unbind(1)[1]
    (two * two).sum().backward()
    m = torch.eye(2, requires_grad=True)
    torch.linalg.svd(m * torch.tensor([1.0, 3.0])).S.sum().backward()
    return x.grad, m.grad


def many_paths_add_up(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x
    for _ in range(10):
        y = y + y * 0.5
    (y * x + x).sum().backward()
    return x.grad


def a_long_chain_is_no_matter(torch: Any) -> Any:
    x = torch.tensor(1.0, requires_grad=True)
    y = x
    for _ in range(3000):
        y = y + 1e-3
    y.backward()
    return x.grad


def a_pass_runs_under_no_grad(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * x).sum()
    with torch.no_grad():
        y.backward()
        print(x.grad, torch.is_grad_enabled())
    return x.grad


def create_graph_records_under_no_grad_too(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = (x * x * x).sum()
    with torch.no_grad():
        (g,) = torch.autograd.grad(y, x, create_graph=True)
    print(g.requires_grad)
    return torch.autograd.grad(g.sum(), x)
