"""torch.utils.checkpoint: values that are computed again for backward, without a change of any gradient.

https://docs.pytorch.org/docs/stable/checkpoint.html
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from typing import Any

from tests.oracle.side_by_side.outcome import numbers, raised


def leaf(torch: Any, *shape: int) -> Any:
    return numbers(torch, *shape).requires_grad_()


def checkpoint(torch: Any, function: Callable[..., Any], *args: Any, **options: Any) -> Any:
    return torch.utils.checkpoint.checkpoint(function, *args, **{"use_reentrant": False, **options})


def both(torch: Any, function: Callable[..., Any], *args: Any) -> list[Any]:
    """Gradients by either way."""
    found = []
    for reentrant in (False, True):
        for one in args:
            one.grad = None
        checkpoint(torch, function, *args, use_reentrant=reentrant).sum().backward()
        found += [one.grad for one in args]
    return found


def gradients_are_those_without(torch: Any) -> Any:
    def layer(x: Any, w: Any) -> Any:
        return torch.sigmoid(torch.relu(x @ w) * 2).square()

    x, w = leaf(torch, 4, 3), leaf(torch, 3, 3)
    (plain,) = torch.autograd.grad(layer(x, w).sum(), x)
    found = both(torch, layer, x, w)
    print(torch.equal(plain, found[0]), torch.equal(plain, found[2]))
    return found


def the_graph_is_the_same_where_nothing_reenters(torch: Any) -> None:
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), leaf(torch, 3))
    print(y.requires_grad, y.is_leaf, y.grad_fn.name(), y.grad_fn.next_functions[0][0].name())


def dropout_draws_the_same_numbers_again(torch: Any) -> Any:
    torch.manual_seed(3)
    x = torch.ones(50, requires_grad=True)
    y = checkpoint(torch, lambda x: torch.nn.functional.dropout(torch.exp(x), 0.4).square(), x)
    y.sum().backward()
    print(torch.equal(y == 0, x.grad == 0))
    return y.detach(), x.grad


def backward_leaves_the_generator_alone(torch: Any) -> Any:
    torch.manual_seed(3)
    x = torch.ones(5, requires_grad=True)
    y = checkpoint(torch, lambda x: torch.exp(x) * torch.rand(5), x)
    before = torch.rand(2)
    y.sum().backward()
    return before, torch.rand(2), x.grad


def a_seed_within_is_set_again(torch: Any) -> Any:
    def function(x: Any) -> Any:
        torch.manual_seed(7)
        return torch.exp(x) * torch.rand(5)

    x = torch.ones(5, requires_grad=True)
    checkpoint(torch, function, x).sum().backward()
    return x.grad, torch.rand(2)


def parameters_of_a_closure_get_their_gradients(torch: Any) -> Any:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
    x = leaf(torch, 5, 3)
    for reentrant in (False, True):
        checkpoint(torch, model, x, use_reentrant=reentrant).sum().backward()
    return [parameter.grad for parameter in model.parameters()], x.grad


def parameters_get_gradients_though_no_input_requires_grad(torch: Any) -> Any:
    torch.manual_seed(0)
    model = torch.nn.Linear(3, 2)
    checkpoint(torch, model, torch.ones(4, 3)).sum().backward()
    return model.weight.grad


def the_reentrant_way_warns_where_no_input_requires_grad(torch: Any) -> None:
    model = torch.nn.Linear(3, 2)
    y = checkpoint(torch, model, torch.ones(4, 3), use_reentrant=True)
    print(y.requires_grad, raised(lambda: y.sum().backward(), torch))


def the_reentrant_way_does_not_look_into_lists(torch: Any) -> None:
    y = checkpoint(torch, lambda xs: xs[0] * 2, [leaf(torch, 3)], use_reentrant=True)
    print(y.requires_grad)


def the_other_way_looks_everywhere(torch: Any) -> Any:
    x, z = leaf(torch, 3), leaf(torch, 3)
    y = checkpoint(torch, lambda xs, named: {"out": [torch.exp(xs[0]) * named["z"]]}, [x], {"z": z})
    y["out"][0].sum().backward()
    return x.grad, z.grad


def who_says_nothing_is_warned(torch: Any) -> Any:
    x = leaf(torch, 3)
    torch.utils.checkpoint.checkpoint(torch.exp, x).sum().backward()
    torch.utils.checkpoint.checkpoint_sequential([torch.exp, torch.sin], 2, x).sum().backward()
    return x.grad


def keywords_go_to_the_function(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x, *, by, plus=1: torch.exp(x * by) + plus, x, by=3, plus=2, preserve_rng_state=True)
    y.sum().backward()
    return y.detach(), x.grad


def what_does_not_fit_is_refused(torch: Any) -> None:
    x = leaf(torch, 3)
    way = partial(checkpoint, torch, torch.exp, x)
    contexts = {"context_fn": lambda: (nullcontext(), nullcontext())}
    print(raised(lambda: way(use_reentrant=True, by=3)))
    print(raised(lambda: way(use_reentrant=True, **contexts)))
    print(raised(lambda: way(use_reentrant=True, debug=True)))
    print(raised(lambda: way(use_reentrant=True, determinism_check="all")))
    print(raised(lambda: way(determinism_check="all")))
    print(raised(lambda: way(determinism_check="none")))
    print(raised(lambda: way(debug=True, **contexts)))
    print(raised(lambda: way(by=3)))
    print(raised(lambda: torch.utils.checkpoint.checkpoint_sequential([torch.exp], 1, x, use_reentrant=False, by=3)))
    print(raised(lambda: torch.utils.checkpoint.checkpoint_sequential([torch.exp], 2, x, use_reentrant=False)))
    print(raised(lambda: torch.utils.checkpoint.checkpoint_sequential([torch.exp], 0, x, use_reentrant=False)))
    with torch.utils.checkpoint.set_checkpoint_debug_enabled(True):
        print(raised(lambda: way(**contexts)))
    with torch.utils.checkpoint.set_checkpoint_debug_enabled(False):
        print(raised(lambda: way(debug=True, **contexts)))
    print(raised(lambda: way(**contexts)))


def the_function_runs_in_the_first_context(torch: Any) -> Any:
    @contextmanager
    def told(name: str) -> Any:
        print("enter", name)
        yield
        print("leave", name)

    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), x, context_fn=lambda: (told("first"), nullcontext()))
    y.sum().backward()
    with torch.no_grad():
        checkpoint(torch, torch.exp, x, context_fn=lambda: (told("never"), nullcontext()))
    return x.grad


def a_context_that_suppresses_is_refused(torch: Any) -> None:
    def function(x: Any) -> Any:
        raise KeyError("x")

    contexts = {"context_fn": lambda: (suppress(KeyError), nullcontext())}
    print(raised(lambda: checkpoint(torch, function, leaf(torch, 3), **contexts)))
    print(raised(lambda: checkpoint(torch, function, leaf(torch, 3))))
    print(raised(lambda: checkpoint(torch, function, leaf(torch, 3), use_reentrant=True)))


def after_a_failure_all_goes_on(torch: Any) -> Any:
    x = leaf(torch, 3)

    def function(x: Any) -> Any:
        y = torch.exp(x)
        return y @ torch.ones(4)

    print(raised(lambda: checkpoint(torch, function, x), torch))
    y = torch.exp(torch.sin(x))
    checkpoint(torch, torch.sigmoid, y).sum().backward()
    return x.grad


def nothing_is_recorded_where_recording_is_off(torch: Any) -> None:
    x = leaf(torch, 3)
    with torch.no_grad():
        print(checkpoint(torch, torch.exp, x).requires_grad)
        print(checkpoint(torch, torch.exp, x, use_reentrant=True).requires_grad)
    with torch.inference_mode():
        print(checkpoint(torch, torch.exp, x).is_inference())


def modes_within_hold_within(torch: Any) -> Any:
    def function(x: Any) -> Any:
        with torch.no_grad():
            scale = torch.exp(x) + 1
        return torch.sin(x * scale) * scale

    x = leaf(torch, 3)
    checkpoint(torch, function, x).sum().backward()
    return x.grad


def detached_values_within_are_constants(torch: Any) -> Any:
    x = leaf(torch, 3)
    checkpoint(torch, lambda x: torch.exp(x).detach() * torch.sin(torch.exp(x)), x).sum().backward()
    return x.grad


def grad_gives_what_backward_does(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), x)
    return torch.autograd.grad(y, x, torch.ones(3))


def a_retained_graph_is_walked_again(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), x).sum()
    y.backward(retain_graph=True)
    y.backward()
    print(raised(lambda: y.backward(), torch))
    return x.grad


def second_derivatives(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)) * x, x)
    (first,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    (second,) = torch.autograd.grad(first.square().sum(), x)
    return first.detach(), second


def second_derivatives_within_another(torch: Any) -> Any:
    def slope(x: Any) -> Any:
        y = torch.exp(torch.sin(x)) * x
        return torch.autograd.grad(y.sum(), x, create_graph=True)[0]

    x = leaf(torch, 3)
    checkpoint(torch, slope, x, early_stop=False).square().sum().backward()
    return x.grad


def checkpoints_within_checkpoints(torch: Any) -> Any:
    def inner(x: Any) -> Any:
        return torch.tanh(torch.exp(x) * x)

    def outer(x: Any, reentrant: bool) -> Any:
        y = checkpoint(torch, inner, torch.sin(x), use_reentrant=reentrant)
        return checkpoint(torch, inner, torch.cos(y) * y, use_reentrant=reentrant)

    x = leaf(torch, 4)
    for ways in ((False, False), (False, True)):
        checkpoint(torch, partial(outer, reentrant=ways[1]), x, use_reentrant=ways[0]).sum().backward()
    return x.grad


def changes_in_place_within(torch: Any) -> Any:
    def function(x: Any) -> Any:
        y = x * 2
        y.sin_()
        y[0] = 1
        y[1:].mul_(3)
        z = torch.relu_(y - 0.5)
        return z.view(2, 3).t().exp()

    return both(torch, function, leaf(torch, 6))


def results_may_be_changed_afterwards(torch: Any) -> Any:
    x = leaf(torch, 3)
    y = checkpoint(torch, lambda x: torch.exp(x), x)
    y.add_(1)
    y.mul_(2)
    y.sum().backward()
    return x.grad


def several_results_some_unused(torch: Any) -> Any:
    x = leaf(torch, 4)
    a, b, (c, n) = checkpoint(torch, lambda x: (x.exp(), x.sin(), (x.cos(), 5)), x)
    print(n)
    (a.sum() + c.sum()).backward()
    return x.grad, b.detach()


def a_result_that_is_the_input(torch: Any) -> Any:
    x = leaf(torch, 3)
    checkpoint(torch, lambda x: x, x * 2).sum().backward()
    return x.grad


def segments_of_a_sequence(torch: Any) -> Any:
    torch.manual_seed(0)
    model = torch.nn.Sequential(*[torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.ReLU()) for _ in range(5)])
    x = leaf(torch, 3, 4)
    for segments in (1, 2, 3, 5):
        for reentrant in (False, True):
            y = torch.utils.checkpoint.checkpoint_sequential(model, segments, x, use_reentrant=reentrant)
            y.sum().backward()
    steps = [torch.sin, torch.exp, torch.tanh]
    torch.utils.checkpoint.checkpoint_sequential(steps, 2, x, use_reentrant=False).sum().backward()
    return x.grad, [parameter.grad for parameter in model.parameters()]


def training_with_dropout_and_momentum(torch: Any) -> Any:
    torch.manual_seed(0)
    block = torch.nn.Sequential(torch.nn.Linear(4, 4), torch.nn.GELU(), torch.nn.Dropout(0.2))
    head = torch.nn.Linear(4, 1)
    optimizer = torch.optim.SGD([*block.parameters(), *head.parameters()], lr=0.1, momentum=0.9)
    x = torch.randn(8, 4)
    losses = []
    for _ in range(4):
        optimizer.zero_grad()
        loss = head(checkpoint(torch, block, checkpoint(torch, block, x))).square().mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, [parameter.detach() for parameter in block.parameters()]


def hooks_within_see_their_gradients(torch: Any) -> Any:
    seen = []

    def function(x: Any) -> Any:
        y = torch.exp(x)
        if not seen:
            y.register_hook(lambda gradient: seen.append(gradient.sum().item()) or gradient * 2)
        return torch.sin(y)

    x = leaf(torch, 3)
    y = checkpoint(torch, function, x)
    seen.append(0)
    y.sum().backward()
    print(len(seen))
    return x.grad


def early_stop_and_checks_may_be_chosen(torch: Any) -> Any:
    x = leaf(torch, 3)
    with torch.utils.checkpoint.set_checkpoint_early_stop(False):
        y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), x, determinism_check="none")
    y.sum().backward()
    checkpoint(torch, torch.exp, x, early_stop=False, determinism_check="default").sum().backward()
    return x.grad


def helpers(torch: Any) -> Any:
    x = leaf(torch, 3)
    one, two, three = torch.utils.checkpoint.detach_variable((x, 5, x.detach()))
    print(one.requires_grad, one.is_leaf, two, three.requires_grad)
    print(raised(lambda: torch.utils.checkpoint.detach_variable([x])))
    torch.utils.checkpoint.check_backward_validity([x, 3])
    torch.utils.checkpoint.check_backward_validity([x.detach(), 3])
    first, second = torch.utils.checkpoint.noop_context_fn()
    with first, second:
        print(issubclass(torch.utils.checkpoint.CheckpointError, RuntimeError))
    return one.detach()
