"""Hooks that are removed in the midst of a pass: those of the tensor or node that is at work are still called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _removing(name: str, handles: list[Any]) -> Callable[..., None]:
    """A hook that prints its name and removes what the handles stand for."""

    def hook(*_: Any) -> None:
        print(name)
        for handle in handles:
            handle.remove()

    return hook


def a_hook_that_another_of_the_same_tensor_removes_is_called_this_time(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    handles: list[Any] = []
    x.register_hook(_removing("first", handles))
    handles.append(x.register_hook(lambda grad: grad * 3))
    (x * 2).sum().backward()
    (x * 2).sum().backward()
    return x.grad


def a_tag_that_is_removed_in_a_pass_is_no_other_hooks_yet(torch: Any) -> Any:
    x, y = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    handles: list[Any] = []

    def replace(_: Any) -> None:
        for handle in handles:
            handle.remove()
        y.register_hook(lambda grad: grad * 5)
        print(y.sum().item())
        y.register_hook(lambda grad: grad * 7)

    x.register_hook(replace)
    handles.append(x.register_hook(lambda grad: grad * 3))
    (x * 2).sum().backward()
    (x * y).sum().backward()
    return x.grad, y.grad


def a_hook_that_is_removed_before_its_tensor_is_reached_is_not_called(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    handles: list[Any] = []
    way = x * 2
    out = way.exp()
    out.register_hook(_removing("out", handles))
    handles.append(way.register_hook(_removing("way", [])))
    handles.append(way.grad_fn.register_hook(_removing("node", [])))
    handles.append(x.register_post_accumulate_grad_hook(_removing("accumulated", [])))
    out.sum().backward()
    return x.grad


def hooks_of_one_node_that_are_removed_are_called_this_time(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    before: list[Any] = []
    after: list[Any] = []
    way = x * 2
    way.grad_fn.register_prehook(_removing("before", before))
    before.append(way.grad_fn.register_prehook(_removing("before too", [])))
    way.grad_fn.register_hook(_removing("after", after))
    after.append(way.grad_fn.register_hook(_removing("after too", [])))
    way.sum().backward(retain_graph=True)
    way.sum().backward()
    return x.grad


def a_hook_on_an_accumulated_gradient_that_is_removed_is_called_this_time(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    handles: list[Any] = []
    x.register_post_accumulate_grad_hook(_removing("first", handles))
    handles.append(x.register_post_accumulate_grad_hook(_removing("second", [])))
    (x * 2).sum().backward()
    (x * 2).sum().backward()
    return x.grad


def a_hook_may_remove_itself(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    handles: list[Any] = []
    handles.append(x.register_hook(_removing("only", handles)))
    (x * 2).sum().backward()
    (x * 2).sum().backward()
    return x.grad
