"""Hooks on tensors: gradients seen, replaced and counted, in PyTorch's order."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_hook_sees_the_gradient(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    y.register_hook(lambda grad: print("y", grad))
    x.register_hook(lambda grad: print("x", grad))
    (y * 3).sum().backward()
    return x.grad


def a_hook_replaces_the_gradient(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    y.register_hook(lambda grad: grad * 10)
    x.register_hook(lambda grad: grad + 1)
    y.sum().backward()
    return x.grad


def hooks_run_in_order_of_registration(torch: Any) -> Any:
    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    y.register_hook(lambda grad: grad + 1)
    y.register_hook(lambda grad: grad * 10)
    y.register_hook(lambda grad: print(grad))
    y.backward()
    return x.grad


def retain_grad_comes_last(torch: Any) -> Any:
    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    y.retain_grad()
    y.register_hook(lambda grad: grad * 10)
    y.backward()
    return y.grad, x.grad


def a_removed_hook_is_silent(torch: Any) -> Any:
    x = torch.tensor([1.0], requires_grad=True)
    handle = x.register_hook(lambda grad: grad * 10)
    (x * 1).backward()
    handle.remove()
    handle.remove()
    (x * 1).backward()
    with x.register_hook(lambda grad: grad * 100):
        (x * 1).backward()
    (x * 1).backward()
    return x.grad


def a_hook_may_remove_itself(torch: Any) -> Any:
    x = torch.tensor([1.0], requires_grad=True)
    handles = []

    def once(grad: Any) -> Any:
        handles[0].remove()
        return grad * 10

    handles.append(x.register_hook(once))
    (x * 1).backward()
    (x * 1).backward()
    return x.grad


def a_hook_needs_a_tensor_that_requires_grad(torch: Any) -> None:
    print(raised(lambda: torch.ones(2).register_hook(print), torch))
    print(raised(lambda: torch.ones(2).register_post_accumulate_grad_hook(print), torch))
    x = torch.tensor([1.0], requires_grad=True)
    print(raised(lambda: (x * 2).register_post_accumulate_grad_hook(print), torch))


def a_hooks_result_must_fit(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for result in (3, "text", torch.ones(3), torch.ones(1), torch.ones(2, dtype=torch.float64), (torch.ones(2),)):
        y = x * 2
        y.register_hook(lambda grad, result=result: result)
        print(raised(lambda y=y: y.sum().backward(), torch))
    print(x.grad)


def an_error_in_a_hook_rises_as_it_is(torch: Any) -> None:
    def fail(grad: Any) -> None:
        raise ZeroDivisionError

    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    handle = y.register_hook(fail)
    print(raised(lambda: y.sum().backward(), torch), x.grad)
    handle.remove()
    z = (x * 3).sum()
    z.backward()
    print(x.grad)


def gradients_are_recorded_under_create_graph(torch: Any) -> Any:
    x = torch.tensor([2.0], requires_grad=True)
    y = x * x
    seen = []

    def keep(grad: Any) -> Any:
        print(torch.is_grad_enabled(), grad.requires_grad)
        seen.append(grad * x)
        return grad * x

    y.register_hook(keep)
    (first,) = torch.autograd.grad(y * y, x, create_graph=True)
    (second,) = torch.autograd.grad(first, x, retain_graph=True)
    (own,) = torch.autograd.grad(seen[0], x)
    return first, second, own


def hooks_do_not_record_otherwise(torch: Any) -> Any:
    x = torch.tensor([2.0], requires_grad=True)

    def look(grad: Any) -> Any:
        made = grad * x
        print(torch.is_grad_enabled(), made.requires_grad)
        return made

    x.register_hook(look)
    (x * 3).backward()
    return x.grad


def a_hook_may_need_values(torch: Any) -> Any:
    x = torch.tensor([3.0, 4.0], requires_grad=True)

    def clip(grad: Any) -> Any:
        norm = grad.norm().item()
        return grad / norm if norm > 1 else grad

    x.register_hook(clip)
    (x * torch.tensor([30.0, 40.0])).sum().backward()
    return x.grad


def hooks_see_what_autograd_grad_returns(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.register_hook(lambda grad: grad * 10)
    return torch.autograd.grad((y * 3).sum(), [y, x])


def a_hook_stays_where_it_was_put(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.register_hook(lambda grad: print("before", grad))
    y.mul_(5)
    y.register_hook(lambda grad: print("after", grad))
    y.sum().backward()
    return x.grad


def hooks_of_several_outputs(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    a, b, c = (x * 2).unbind()
    b.register_hook(lambda grad: print("b", grad))
    c.register_hook(lambda grad: grad * 10)
    (a + c).backward()
    return x.grad


def a_hook_sees_the_sum(torch: Any) -> Any:
    x = torch.tensor([1.0], requires_grad=True)
    y = x * 2
    y.register_hook(lambda grad: print(grad))
    (y * 3 + y * 4).backward()
    return x.grad


def a_hook_after_accumulation(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)

    def step(tensor: Any) -> None:
        print(tensor is x, tensor.grad)
        with torch.no_grad():
            tensor -= 0.5 * tensor.grad
        tensor.grad = None

    handle = x.register_post_accumulate_grad_hook(step)
    (x * 2).sum().backward()
    print(x, x.grad)
    (x * 2).sum().backward()
    handle.remove()
    (x * 2).sum().backward()
    return x, x.grad


def a_hook_after_accumulation_returns_nothing(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.register_post_accumulate_grad_hook(lambda tensor: tensor.grad * 2)
    print(raised(lambda: (x * 2).sum().backward(), torch))


def a_hook_on_several_tensors(torch: Any) -> Any:
    a, b, c = (torch.tensor([value], requires_grad=True) for value in (1.0, 2.0, 3.0))
    handle = torch.autograd.graph.register_multi_grad_hook((a, b, c), lambda grads: print("all", grads))
    first = torch.autograd.graph.register_multi_grad_hook((a, b, c), lambda grad: print("any", grad), mode="any")
    (a * b).backward()
    (a * b * c).backward()
    handle.remove()
    (c * 2).backward()
    first.remove()
    (c * 2).backward()
    print(raised(lambda: torch.autograd.graph.register_multi_grad_hook((a, b), print, mode="some")))
    return a.grad, b.grad, c.grad


def a_hook_on_several_tensors_of_one_graph(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    z = y * y
    torch.autograd.graph.register_multi_grad_hook((x, y, z), lambda grads: print(grads))
    z.sum().backward()
    return x.grad


def hooks_with_inputs(torch: Any) -> Any:
    a, b = (torch.tensor(value, requires_grad=True) for value in (1.0, 2.0))
    a.register_hook(lambda grad: print("a", grad))
    b.register_hook(lambda grad: print("b", grad))
    c = a * b
    c.register_hook(lambda grad: print("c", grad))
    c.backward(inputs=[a])
    return a.grad, b.grad


def many_passes_with_a_hook(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    seen = []
    for step in range(4):
        y = x * (step + 1)
        y.register_hook(lambda grad: seen.append(grad.sum().item()))
        (y * y).sum().backward()
    return seen, x.grad


def a_pass_inside_a_hook(torch: Any) -> Any:
    x = torch.tensor([2.0], requires_grad=True)
    w = torch.tensor([5.0], requires_grad=True)
    w.register_hook(lambda grad: print("inner", grad))

    def inner(grad: Any) -> Any:
        with torch.enable_grad():
            (w * w).backward()
        return grad * w.grad

    x.register_hook(inner)
    (x * 3).backward()
    return x.grad, w.grad


def reading_grad_on_the_way(torch: Any) -> Any:
    x = torch.tensor([2.0], requires_grad=True)
    x.register_hook(lambda grad: print(x.grad))
    (x * 3).backward()
    (x * 3).backward()
    return x.grad


def names_that_hooks_have(torch: Any) -> Any:
    x = torch.autograd.Variable(torch.tensor([1.0, 2.0]), requires_grad=True)
    handle = x.register_hook(lambda grad: grad * 2)
    print(isinstance(handle, torch.utils.hooks.RemovableHandle), x.is_leaf, x.requires_grad)
    (x * x).sum().backward()
    return x.grad
