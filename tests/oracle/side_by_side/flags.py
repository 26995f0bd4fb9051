"""What a tensor is to the graph: is_leaf, requires_grad, retain_grad, detach."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def leaves_are_what_nobody_computed(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    print(x.is_leaf, torch.ones(2).is_leaf, (torch.ones(2) * 2).is_leaf, (x * 2).is_leaf, x.detach().is_leaf)
    print((x > 0).is_leaf, x.argmax().is_leaf, x.data.is_leaf, x[0].is_leaf, x.clone().requires_grad_().is_leaf)
    with torch.no_grad():
        print((x * 2).is_leaf, x[0].is_leaf, x.view(1, 2).is_leaf)


def requires_grad_comes_of_any_input(torch: Any) -> None:
    x, c = torch.ones(2, requires_grad=True), torch.ones(2)
    for y in (x + c, c + x, c * c, torch.cat([c, x]), torch.stack([c, c]), x > c, x.round().long(), x.sum(), c.sum()):
        print(y.requires_grad, y.is_leaf, y.grad_fn is None)


def requires_grad_can_be_set(torch: Any) -> Any:
    x = torch.ones(2)
    x.requires_grad = True
    print(x, x.requires_grad)
    y = x * 3
    x.requires_grad = False
    print(x, (x * 2).requires_grad, y.requires_grad)
    y.sum().backward()
    print(x.grad)
    return x


def requires_grad_underscore_comes_back(torch: Any) -> None:
    x = torch.ones(2)
    print(x.requires_grad_() is x, x.requires_grad_(False) is x, x.requires_grad, x.requires_grad_(True))
    print(x.requires_grad_(requires_grad=False))


def requires_grad_takes_bools(torch: Any) -> None:
    x = torch.ones(2)

    def assign(value: Any) -> None:
        x.requires_grad = value

    print(raised(lambda: assign("yes")), raised(lambda: assign(1)), raised(lambda: assign(None)))
    print(raised(lambda: x.requires_grad_("yes")), raised(lambda: x.requires_grad_(None)))
    print(x.requires_grad)


def integers_cannot_require_grad(torch: Any) -> None:
    i, b = torch.tensor([1, 2]), torch.tensor([True])

    def assign(x: Any) -> None:
        x.requires_grad = True

    print(raised(lambda: i.requires_grad_(), torch), raised(lambda: b.requires_grad_(), torch))
    print(raised(lambda: assign(i), torch), raised(lambda: torch.tensor([1, 2], requires_grad=True), torch))
    print(raised(lambda: torch.ones(2, dtype=torch.int64, requires_grad=True), torch))
    print(raised(lambda: torch.arange(3, requires_grad=True), torch))
    print(i.requires_grad, i.requires_grad_(False), i)


def complex_tensors_can(torch: Any) -> None:
    z = torch.tensor([1j], requires_grad=True)
    print(z, (z * z).grad_fn.name(), torch.ones(1, dtype=torch.complex128).requires_grad_())


def a_result_cannot_stop_requiring_grad(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    y = x * 2

    def assign(value: bool) -> None:
        y.requires_grad = value

    print(raised(lambda: assign(False), torch), raised(lambda: assign(True), torch))
    print(raised(lambda: y.requires_grad_(False), torch), y.requires_grad_() is y, y.requires_grad, y.is_leaf)


def a_view_of_a_leaf_that_begins_to_require_grad_follows(torch: Any) -> None:
    x = torch.ones(2)
    view = x[0]
    x.requires_grad_()
    print(view.requires_grad, view.is_leaf, x[0].is_leaf)


def factories_take_requires_grad_under_no_grad_too(torch: Any) -> None:
    with torch.no_grad():
        x = torch.ones(2, requires_grad=True)
        made = [x, torch.tensor([1.0], requires_grad=True), torch.ones(1).requires_grad_()]
        made += [torch.zeros_like(x, requires_grad=True), torch.zeros_like(x)]
    print([one.requires_grad for one in made])


def retain_grad_is_for_what_requires_grad(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    print(x.retains_grad, y.retains_grad, torch.ones(2).retains_grad)
    print(x.retain_grad(), y.retain_grad(), y.retain_grad())
    print(x.retains_grad, y.retains_grad)
    print(raised(lambda: torch.ones(2).retain_grad(), torch), raised(lambda: y.detach().retain_grad(), torch))


def retain_grad_twice_counts_once(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    y.retain_grad()
    y.retain_grad()
    y.sum().backward()
    return y.grad


def retain_grad_after_the_use_holds(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    z = (y * y).sum()
    y.retain_grad()
    z.backward()
    return y.grad, x.grad


def detach_shares_memory_and_leaves_the_graph(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    y = x * 2
    d = y.detach()
    d[0] = 7
    print(d.requires_grad, d.is_leaf, d.grad_fn, y)
    return y, d


def the_version_counts_changes_in_place(torch: Any) -> None:
    x = torch.ones(3)
    print(x._version)
    x.add_(1)
    x[0] = 5
    x.view(3, 1).mul_(2)
    x.detach().zero_()
    print(x._version, x[1:]._version, x.detach()._version, x.data._version, x.clone()._version)
    x.data.fill_(3)
    print(x._version)
    with torch.no_grad():
        x.add_(1)
    print(x._version)


def a_leaf_that_requires_grad_is_not_changed_in_place(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)

    def put() -> None:
        x[0] = 3

    print(raised(lambda: x.add_(1), torch), raised(lambda: x[0].mul_(2), torch), raised(put, torch))
    with torch.no_grad():
        x.add_(1)
        x[0] = 5
    return x


def a_leaf_becomes_a_result_by_a_change_in_place(torch: Any) -> Any:
    x, w = torch.zeros(2), torch.ones(2, requires_grad=True)
    x.add_(w * 3)
    print(x, x.is_leaf, x.requires_grad, x.grad)
    x.sum().backward()
    return w.grad


def truth_of_flags_after_copies(torch: Any) -> None:
    import copy

    x = torch.ones(2, requires_grad=True)
    y = x * 2
    print(copy.copy(x).requires_grad, copy.deepcopy(x).requires_grad, copy.deepcopy(x).is_leaf)
    print(raised(lambda: copy.deepcopy(y), torch), copy.deepcopy(y.detach()).requires_grad)


def numpy_refuses_what_requires_grad(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    print(raised(lambda: x.numpy()), raised(lambda: (x * 2).numpy()), x.detach().numpy(), x.tolist(), x[0].item())
