"""What programs do with `.grad` between passes: reset, scale, clip, add, copy."""

from __future__ import annotations

import copy
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def it_is_reset_through_data(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for _ in range(3):
        if x.grad is not None:
            x.grad.data.zero_()
        (x * x).sum().backward()
        print(x.grad)
        x.data.sub_(0.1 * x.grad.data)
    return x


def it_is_reset_to_none(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    for step in range(4):
        (w * w * step).sum().backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
        w.grad = None
        print(w.grad, w)
    return w


def it_gathers_over_batches(torch: Any) -> Any:
    w = torch.tensor([1.0, 2.0], requires_grad=True)
    kept = None
    for step in range(6):
        (w * step).sum().backward()
        kept = kept if kept is not None else w.grad
        if step % 3 == 2:
            print(kept is w.grad, kept)
            w.grad.zero_()
    return w.grad


def it_is_changed_by_operators_that_assign(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    before = x.grad
    x.grad /= 2
    x.grad += 1
    print(x.grad is before, before)
    x.grad = x.grad * 3
    print(x.grad is before, before, x.grad)
    return x.grad


def it_is_clipped_in_place(torch: Any) -> Any:
    x = torch.tensor([1.0, 200.0], requires_grad=True)
    (x * x).sum().backward()
    norm = x.grad.norm()
    with torch.no_grad():
        x.grad.mul_((1 / norm).clamp(max=1.0))
    x.grad[1] = 7
    return norm, x.grad


def it_takes_part_in_operations(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    y = x.grad * x
    print(y.requires_grad, (x.grad + x.grad).requires_grad)
    y.sum().backward()
    return x.grad


def it_is_copied_with_a_deep_copy(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    other = copy.deepcopy(x)
    other.grad.zero_()
    print(x.grad, other.grad, copy.deepcopy(torch.ones(1)).grad)
    return other.grad


def it_is_not_copied_with_a_shallow_one(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    print(x.clone().detach().grad, x.detach().requires_grad_().grad)


def it_is_handed_from_one_leaf_to_another(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = torch.tensor([5.0, 6.0], requires_grad=True)
    (x * x).sum().backward()
    y.grad = x.grad
    y.sum().backward()
    print(x.grad is y.grad)
    return x.grad, y.grad


def it_outlives_its_leaf(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    kept = x.grad
    del x
    return kept * 2


def many_leaves_are_stepped(torch: Any) -> Any:
    leaves = [torch.full((2,), float(number), requires_grad=True) for number in range(5)]
    for _ in range(3):
        for leaf in leaves:
            leaf.grad = None
        sum((leaf * leaf).sum() for leaf in leaves[1:]).backward()
        with torch.no_grad():
            for leaf in leaves:
                if leaf.grad is not None:
                    leaf.sub_(leaf.grad, alpha=0.1)
    print([leaf.grad is None for leaf in leaves])
    return leaves


def results_with_inputs_accumulate_over_passes(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    for factor in (1, 10):
        (y * factor).sum().backward(inputs=[y], retain_graph=True)
    print(x.grad)
    return y.grad


def a_retained_one_follows_a_change_in_place(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * 2
    y.retain_grad()
    y.mul_(3)
    (y * y).sum().backward()
    return y.grad, x.grad


def a_result_can_be_given_one(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * x
    y.retain_grad()
    y.grad = torch.tensor([100.0, 100.0])
    y.sum().backward()
    y_grad = y.grad
    del y.grad
    print(y.grad)
    return y_grad, x.grad


def flags_are_not_for_writing(torch: Any) -> None:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    for name in ("is_leaf", "grad_fn", "retains_grad", "_version", "output_nr"):
        print(name, raised(lambda name=name: setattr(x, name, True)))


def a_leaf_with_new_data_keeps_it(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    (x * x).sum().backward()
    kept = x.grad
    x.data = torch.tensor([3.0, 4.0])
    (x * x).sum().backward()
    print(kept is x.grad)
    return x.grad


def a_function_may_have_none_for_a_leaf(torch: Any) -> Any:
    class Scaled(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, a: Any, b: Any) -> Any:
            return a * b

        @staticmethod
        def backward(ctx: Any, g: Any) -> Any:
            return g, None

    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    Scaled.apply(x, w).sum().backward()
    print(x.grad, w.grad)
    return x.grad


def a_hook_may_step_and_forget_it(torch: Any) -> Any:
    def step(leaf: Any) -> None:
        with torch.no_grad():
            leaf.sub_(leaf.grad)
        leaf.grad = None

    x, w = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
    for leaf in (x, w):
        leaf.register_post_accumulate_grad_hook(step)
    for _ in range(3):
        (x * w * 0.1).sum().backward()
        print(x, w, x.grad, w.grad)
    return x, w


def a_hook_sees_it_before_it_grows(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    y, kept = x * 2, []
    y.register_hook(lambda g: kept.append(x.grad))
    for _ in range(2):
        y.sum().backward(retain_graph=True)
        print(x.grad, kept, kept[-1] is x.grad)
