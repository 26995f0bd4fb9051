"""Hooks on the backward of modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _linear(torch: Any) -> Any:
    m = torch.nn.Linear(2, 2)
    with torch.no_grad():
        m.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
        m.bias.zero_()
    return m


def a_full_hook_sees_the_gradients_of_inputs_and_outputs(torch: Any) -> Any:
    m, x = _linear(torch), torch.ones(1, 2, requires_grad=True)
    m.register_full_backward_hook(lambda module, before, after: print(module is m, before, after))
    m(x).sum().backward()
    return x.grad, m.weight.grad


def it_changes_the_gradients_of_inputs(torch: Any) -> Any:
    m, x = _linear(torch), torch.ones(1, 2, requires_grad=True)
    m.register_full_backward_hook(lambda module, before, after: (before[0] * 10,))
    m.register_full_backward_hook(lambda module, before, after: print(before))
    m.register_full_backward_hook(lambda module, before, after: before[0] + 1)
    m(x).sum().backward()
    return x.grad, m.weight.grad


def a_pre_hook_changes_the_gradients_of_outputs(torch: Any) -> Any:
    m, x = _linear(torch), torch.ones(1, 2, requires_grad=True)
    m.register_full_backward_pre_hook(lambda module, after: print("pre", module is m, after))
    m.register_full_backward_pre_hook(lambda module, after: (after[0] * 10,))
    m.register_full_backward_pre_hook(lambda module, after: after[0] + 1)
    m.register_full_backward_hook(lambda module, before, after: print("post", before, after))
    m(x).sum().backward()
    return x.grad, m.weight.grad


def a_wrong_number_of_gradients_is_refused(torch: Any) -> None:
    x = torch.ones(1, 2, requires_grad=True)
    for wrong in ((), (None, None)):
        m = _linear(torch)
        m.register_full_backward_hook(lambda module, before, after, wrong=wrong: wrong)
        print(raised(lambda m=m: m(x).sum().backward(), torch))
        m = _linear(torch)
        m.register_full_backward_pre_hook(lambda module, after, wrong=wrong: wrong)
        print(raised(lambda m=m: m(x).sum().backward(), torch))


def where_no_input_requires_grad_they_are_none(torch: Any) -> Any:
    m = _linear(torch)
    handle = m.register_full_backward_hook(lambda module, before, after: print(before, after))
    m(torch.ones(1, 2)).sum().backward()
    handle.remove()
    m.register_full_backward_hook(lambda module, before, after: (None,))
    m(torch.ones(1, 2)).sum().backward()
    m.register_full_backward_hook(lambda module, before, after: (after[0],))
    print(raised(lambda: m(torch.ones(1, 2)).sum().backward(), torch))
    return m.weight.grad


def arguments_that_are_no_tensors_have_none(torch: Any) -> Any:
    class Scaled(torch.nn.Module):
        def forward(self, factor: float, x: Any) -> Any:
            return x * factor, factor, x.sum()

    m, x = Scaled(), torch.ones(2, requires_grad=True)
    m.register_full_backward_pre_hook(lambda module, after: print("pre", after))
    m.register_full_backward_hook(lambda module, before, after: print(before, after))
    out, factor, total = m(3.0, x)
    print(factor, type(out).__name__)
    (out.sum() + total).backward()
    return x.grad


def a_result_that_no_gradient_came_to_has_zeros_or_none(torch: Any) -> Any:
    class Two(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            return x * 2, x * 3

    m, x = Two(), torch.ones(2, requires_grad=True)
    m.register_full_backward_hook(lambda module, before, after: print(before, after))
    m(x)[1].sum().backward()
    return x.grad


def results_come_of_the_hooks_node(torch: Any) -> None:
    m, x = _linear(torch), torch.ones(1, 2, requires_grad=True)
    m.register_full_backward_hook(lambda module, before, after: None)
    print(m(x).grad_fn.name(), m(x).requires_grad)
    with torch.no_grad():
        print(m(x).grad_fn, m(x).requires_grad)


def without_grad_they_are_not_called(torch: Any) -> Any:
    m = _linear(torch)
    m.requires_grad_(False)
    m.register_full_backward_hook(lambda module, before, after: print("never"))
    m.register_full_backward_pre_hook(lambda module, after: print("never"))
    return m(torch.ones(1, 2))


def they_are_called_in_every_pass(torch: Any) -> Any:
    m, x = _linear(torch), torch.ones(1, 2, requires_grad=True)
    m.register_full_backward_hook(lambda module, before, after: print(after))
    out = m(x)
    for scale in (1.0, 2.0):
        (out.sum() * scale).backward(retain_graph=True)
    return x.grad


def inner_modules_have_theirs(torch: Any) -> Any:
    net, x = torch.nn.Sequential(_linear(torch), torch.nn.ReLU(), _linear(torch)), torch.ones(1, 2)
    for name, module in net.named_modules():
        module.register_full_backward_hook(lambda m, before, after, name=name: print(name, before, after))
    net(x).sum().backward()
    return net[0].weight.grad


def those_of_all_modules_come_first(torch: Any) -> Any:
    m, x, of = torch.nn.Sequential(_linear(torch)), torch.ones(1, 2, requires_grad=True), torch.nn.modules.module
    m[0].register_full_backward_hook(lambda module, before, after: print("own"))
    m[0].register_full_backward_pre_hook(lambda module, after: print("own pre"))
    handles = [
        of.register_module_full_backward_hook(lambda module, before, after: print(type(module).__name__)),
        of.register_module_full_backward_pre_hook(lambda module, after: print("pre", type(module).__name__)),
    ]
    m(x).sum().backward()
    for handle in handles:
        handle.remove()
    m(x).sum().backward()
    return x.grad


def they_may_be_prepended(torch: Any) -> None:
    m, x = _linear(torch), torch.ones(1, 2, requires_grad=True)
    m.register_full_backward_hook(lambda *given: print("second"))
    m.register_full_backward_hook(lambda *given: print("first"), prepend=True)
    m.register_full_backward_pre_hook(lambda *given: print("second pre"))
    m.register_full_backward_pre_hook(lambda *given: print("first pre"), prepend=True)
    m(x).sum().backward()


def full_and_other_hooks_do_not_mix(torch: Any) -> None:
    m, n = torch.nn.ReLU(), torch.nn.ReLU()
    m.register_full_backward_hook(lambda *given: None)
    n.register_backward_hook(lambda *given: None)
    print(raised(lambda: m.register_backward_hook(lambda *given: None)))
    print(raised(lambda: n.register_full_backward_hook(lambda *given: None)))


def a_hook_that_is_not_full_sits_on_the_last_node(torch: Any) -> Any:
    m, x = torch.nn.ReLU(), torch.tensor([1.0, -1.0], requires_grad=True)
    m.register_backward_hook(lambda module, before, after: print(module is m, before, after))
    m.register_backward_hook(lambda module, before, after: (before[0] * 10,))
    m(x).sum().backward()
    return x.grad


def a_removed_hook_is_not_called(torch: Any) -> Any:
    m, x = _linear(torch), torch.ones(1, 2, requires_grad=True)
    handle = m.register_full_backward_hook(lambda *given: print("never"))
    handle.remove()
    out = m(x)
    print(out.grad_fn.name())
    out.sum().backward()
    return x.grad


def second_derivatives_go_through_them(torch: Any) -> Any:
    class Cube(torch.nn.Module):
        def forward(self, x: Any) -> Any:
            return x**3

    m, x = Cube(), torch.tensor([2.0], requires_grad=True)
    m.register_full_backward_hook(lambda module, before, after: (before[0] * 2,))
    (slope,) = torch.autograd.grad(m(x).sum(), x, create_graph=True)
    return slope, torch.autograd.grad(slope.sum(), x)
