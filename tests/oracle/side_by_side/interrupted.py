"""Passes that fail on their way: what hooks made before stays, and what comes after is as ever."""

from __future__ import annotations

from typing import Any


def _keep(torch: Any, x: Any, kept: list[Any]) -> Any:
    """A root, with a hook on the way that keeps what it makes; and what the pass needs after the hook."""
    needed = (x * 1).exp()
    way = needed * 2
    way.register_hook(lambda grad: kept.extend([grad * 10, x * 3, torch.ones(3)]))
    return (way * 2).sum(), needed


def _crowd(torch: Any) -> list[Any]:
    """Tensors enough to take all names that are free."""
    return [torch.full((3,), float(number)) * 2 for number in range(8)]


def a_pass_that_fails_after_a_hook_leaves_what_it_kept(torch: Any) -> Any:
    x, kept = torch.ones(3, requires_grad=True), []
    root, needed = _keep(torch, x, kept)
    needed.add_(1)
    try:
        root.backward()
    except RuntimeError as error:
        print(type(error).__name__)
    return kept, _crowd(torch), kept, x.grad


def gradients_that_fail_after_a_hook_leave_what_it_kept(torch: Any) -> Any:
    x, kept = torch.ones(3, requires_grad=True), []
    root, needed = _keep(torch, x, kept)
    needed.add_(1)
    try:
        torch.autograd.grad(root, x)
    except RuntimeError as error:
        print(type(error).__name__)
    return kept, _crowd(torch), kept, torch.autograd.grad((x * 2).sum(), x)


def a_hook_that_raises_leaves_what_others_kept(torch: Any) -> Any:
    x, kept = torch.ones(3, requires_grad=True), []

    def refuse(_: Any) -> None:
        kept.append(x * 5)
        raise KeyboardInterrupt

    root, needed = _keep(torch, x, kept)
    needed.register_hook(refuse)
    try:
        root.backward()
    except KeyboardInterrupt:
        print("interrupted")
    return kept, _crowd(torch), kept, x.grad


def a_hook_that_raises_stop_iteration_raises_it(torch: Any) -> Any:
    x, y = torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)

    def stop(_: Any) -> None:
        raise StopIteration("enough")

    @torch.enable_grad()
    def begin(_: Any) -> None:
        try:
            (x * 2).sum().backward()
        except StopIteration as end:
            print("inner", end.value)
            raise

    x.register_hook(stop)
    y.register_hook(begin)
    for leaf in (x, y):
        try:
            (leaf * 2).sum().backward()
        except StopIteration as end:
            print(end.value)
    return x.grad, y.grad


def a_function_that_raises_stop_iteration_raises_it(torch: Any) -> Any:
    class Stop(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            return x * 2

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            return next(iter(()))

    x = torch.ones(3, requires_grad=True)
    Stop.apply(x).sum().backward()


def an_interrupted_pass_inside_a_pass_is_over(torch: Any) -> Any:
    x, w = torch.ones(3, requires_grad=True), torch.ones(3, requires_grad=True)

    def refuse(_: Any) -> None:
        raise KeyboardInterrupt

    @torch.enable_grad()
    def begin(grad: Any) -> Any:
        inner = w * 3
        inner.register_hook(refuse)
        try:
            inner.sum().backward()
        except KeyboardInterrupt:
            return grad * 5

    way = x * 2
    way.register_hook(begin)
    way.sum().backward()
    (w * 2).sum().backward()
    return x.grad, w.grad


def a_hook_that_looked_at_gradients_sees_new_ones_where_a_graph_is_made(torch: Any) -> Any:
    x, y = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    (x * y).sum().backward()
    way = x * y
    way.register_hook(lambda _: print(x.grad, y.grad))
    (way * way).sum().backward(create_graph=True)
    return x.grad, y.grad


def a_gradient_assigned_where_a_graph_is_made_is_added_to(torch: Any) -> Any:
    x, y = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    way = x * y

    def assign(_: Any) -> None:
        x.grad = torch.full((2,), 5.0)

    way.register_hook(assign)
    (way * way).sum().backward(create_graph=True)
    before = x.grad.detach().clone(), x.grad.requires_grad
    (x * y).sum().backward()
    return before, x.grad, x.grad.requires_grad


def a_hook_on_a_leaf_of_other_data_sees_their_shape(torch: Any) -> Any:
    leaf = torch.ones(3, requires_grad=True)
    leaf.register_hook(lambda grad: print(grad.shape, grad.dtype))
    leaf.data = torch.ones(2, 2, dtype=torch.float64)
    (leaf * 2).sum().backward()
    return leaf.grad


def what_comes_after_an_answer_that_does_not_fit_has_values_of_its_own(torch: Any) -> Any:
    x = torch.ones(3, requires_grad=True)
    old = _crowd(torch)
    print(old)
    way = x * 2
    way.register_hook(lambda _: torch.ones(5))
    del old
    try:
        way.sum().backward()
    except RuntimeError as error:
        print(type(error).__name__)
    new = _crowd(torch)
    return new, [one + 1 for one in new], new, x.grad
