"""inference_mode as a mode: nested in others, as a decorator, around passes."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def a_pass_may_run_inside(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    y = (x * x).sum()
    with torch.inference_mode():
        y.backward()
    print(x.grad, x.grad.is_inference())
    return x.grad


def nothing_is_there_to_walk_back_over(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        y = (x * x).sum()
        print(raised(lambda: y.backward(), torch))
    print(raised(lambda: y.backward(), torch), x.grad)


def it_can_be_left_inside(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        with torch.inference_mode(False):
            print(torch.is_inference_mode_enabled(), torch.is_grad_enabled())
            y = x * 3
            print(y.is_inference(), y.requires_grad)
        print(torch.is_inference_mode_enabled(), torch.is_grad_enabled())
    y.sum().backward()
    return x.grad


def false_turns_recording_on(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        with torch.inference_mode(mode=False):
            print(torch.is_grad_enabled(), torch.is_inference_mode_enabled(), (x * 2).requires_grad)
        print(torch.is_grad_enabled())


def enable_grad_inside_records_nothing(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.inference_mode():
        with torch.enable_grad():
            print(torch.is_grad_enabled(), torch.is_inference_mode_enabled())
            y = x * 2
            print(y.requires_grad, y.is_inference(), x[0].is_inference())
        with torch.no_grad():
            print(torch.is_grad_enabled(), torch.is_inference_mode_enabled(), (x * 2).is_inference())
        print(torch.is_grad_enabled(), torch.is_inference_mode_enabled())


def it_decorates_functions(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)

    @torch.inference_mode()
    def one(a: Any) -> Any:
        """Twice a."""
        return a * 2

    @torch.inference_mode
    def two(a: Any) -> Any:
        return a * 2

    @torch.inference_mode(mode=False)
    def three(a: Any) -> Any:
        return a * 2

    print(one(x).is_inference(), two(x).is_inference(), three(x).is_inference(), one.__name__, one.__doc__)
    print(torch.is_inference_mode_enabled(), torch.is_grad_enabled())


def modes_nest_in_any_order(torch: Any) -> None:
    x = torch.ones(1, requires_grad=True)

    def look() -> Any:
        y = x * 2
        return torch.is_grad_enabled(), torch.is_inference_mode_enabled(), y.requires_grad, y.is_inference()

    with torch.no_grad(), torch.inference_mode():
        print(look())
        with torch.enable_grad(), torch.inference_mode(False), torch.no_grad():
            print(look())
        with torch.set_grad_enabled(True):
            print(look())
        torch.set_grad_enabled(True)
        print(look())
    print(look())


def a_gradient_pass_inside_gives_inference_tensors(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    y = (x * x).sum()
    with torch.inference_mode():
        (g,) = torch.autograd.grad(y, x, retain_graph=True)
    (h,) = torch.autograd.grad(y, x)
    print(g.is_inference(), g, h.is_inference(), h)
