"""torch.utils.checkpoint: its arguments, in both ways, and what it warns of and refuses.

https://docs.pytorch.org/docs/stable/checkpoint.html
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from typing import Any

from tests.oracle.side_by_side.outcome import checkpoint, leaf, raised


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


def early_stop_and_checks_may_be_chosen(torch: Any) -> Any:
    x = leaf(torch, 3)
    with torch.utils.checkpoint.set_checkpoint_early_stop(False):
        y = checkpoint(torch, lambda x: torch.exp(torch.sin(x)), x, determinism_check="none")
    y.sum().backward()
    checkpoint(torch, torch.exp, x, early_stop=False, determinism_check="default").sum().backward()
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
