"""Grad modes: as context managers and functions, nested, with exceptions, in threads."""

from __future__ import annotations

import threading
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def no_grad_records_nothing(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        y = x * 2
        print(torch.is_grad_enabled(), y.requires_grad, y.grad_fn, y.is_leaf, x.requires_grad)
    print(torch.is_grad_enabled(), (x * 2).requires_grad)


def enable_grad_records_again(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    with torch.no_grad():
        with torch.enable_grad():
            y = x * 2
        z = y * 3
        w = y + x
    print(y.requires_grad, z.requires_grad, w.requires_grad)
    y.sum().backward()
    return x.grad


def entering_gives_nothing(torch: Any) -> None:
    with torch.no_grad() as one, torch.enable_grad() as two, torch.set_grad_enabled(False) as three:
        print(one, two, three)
    with torch.inference_mode() as four:
        print(four)


def set_grad_enabled_is_a_function(torch: Any) -> None:
    x = torch.ones(2, requires_grad=True)
    torch.set_grad_enabled(False)
    print(torch.is_grad_enabled(), (x * 2).requires_grad)
    torch.set_grad_enabled(True)
    print(torch.is_grad_enabled(), (x * 2).requires_grad)


def set_grad_enabled_is_a_context(torch: Any) -> None:
    for mode in (True, False):
        with torch.set_grad_enabled(mode):
            print(torch.is_grad_enabled())
            with torch.set_grad_enabled(not mode):
                print(torch.is_grad_enabled())
            print(torch.is_grad_enabled())
        print(torch.is_grad_enabled())


def set_grad_enabled_acts_when_it_is_made(torch: Any) -> None:
    context = torch.set_grad_enabled(False)
    print(torch.is_grad_enabled())
    torch.set_grad_enabled(True)
    with context:
        print(torch.is_grad_enabled())
    print(torch.is_grad_enabled())


def set_grad_enabled_is_a_decorator(torch: Any) -> None:
    @torch.set_grad_enabled(False)
    def off() -> bool:
        return torch.is_grad_enabled()

    @torch.set_grad_enabled(True)
    def on() -> bool:
        return torch.is_grad_enabled()

    print(torch.is_grad_enabled(), off(), on())
    with torch.no_grad():
        print(off(), on(), torch.is_grad_enabled())


def set_grad_enabled_takes_bools(torch: Any) -> None:
    print(raised(lambda: torch.set_grad_enabled(1)), raised(lambda: torch.set_grad_enabled("no")))
    print(raised(lambda: torch.set_grad_enabled(None)), raised(lambda: torch.set_grad_enabled()))
    print(raised(lambda: torch.set_grad_enabled(lambda: None)), torch.is_grad_enabled())


def set_grad_enabled_says_its_mode(torch: Any) -> None:
    mode = torch.set_grad_enabled(True)
    print(str(mode).rpartition(".")[2], repr(mode).rpartition(".")[2], mode.mode, mode.prev)
    print(mode.clone().mode)


def an_exception_restores_the_mode(torch: Any) -> None:
    def inside() -> None:
        with torch.no_grad(), torch.enable_grad(), torch.inference_mode():
            raise KeyError("out")

    print(raised(inside), torch.is_grad_enabled(), torch.is_inference_mode_enabled())
    print(raised(torch.no_grad()(inside)), torch.is_grad_enabled())


def a_failing_operation_restores_the_mode(torch: Any) -> None:
    def inside() -> Any:
        with torch.no_grad():
            return torch.ones(2) + torch.ones(3)

    print(raised(inside, torch), torch.is_grad_enabled(), (torch.ones(2, requires_grad=True) * 2).requires_grad)


def threads_have_modes_of_their_own(torch: Any) -> None:
    seen = []

    def look() -> None:
        seen.append((torch.is_grad_enabled(), torch.is_inference_mode_enabled()))

    with torch.no_grad():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    thread = threading.Thread(target=lambda: seen.append(torch.set_grad_enabled(False).mode))
    thread.start()
    thread.join()
    print(seen, torch.is_grad_enabled())


def they_are_found_in_autograd_too(torch: Any) -> None:
    for name in ("no_grad", "enable_grad", "set_grad_enabled", "inference_mode"):
        print(getattr(torch, name) is getattr(torch.autograd, name))
        print(getattr(torch, name) is getattr(torch.autograd.grad_mode, name))
    print(isinstance(torch.no_grad(), torch.no_grad), callable(torch.is_grad_enabled))


def multithreading_can_be_set(torch: Any) -> None:
    with torch.autograd.set_multithreading_enabled(False):
        x = torch.ones(2, requires_grad=True)
        (x * x).sum().backward()
    torch.autograd.set_multithreading_enabled(True)
    print(x.grad)


def modes_alternate(torch: Any) -> Any:
    x = torch.ones(2, requires_grad=True)
    kept = []
    for step in range(6):
        with torch.set_grad_enabled(step % 2 == 0):
            kept.append(x * step)
    print([y.requires_grad for y in kept], [y.grad_fn is None for y in kept])
    sum(kept).sum().backward()
    return x.grad


def in_place_under_no_grad_keeps_the_leaf(torch: Any) -> Any:
    w = torch.ones(2, requires_grad=True)
    for _ in range(3):
        (w * w).sum().backward()
        with torch.no_grad():
            w -= 0.1 * w.grad
            w.grad.zero_()
    print(w, w.is_leaf, w.requires_grad, w.grad)
    return w


def a_view_made_under_no_grad_is_not_changed_by_recording(torch: Any) -> None:
    y = torch.ones(2, requires_grad=True) * 2
    with torch.no_grad():
        view = y[0]
    print(raised(lambda: view.mul_(3), torch))
    with torch.no_grad():
        view.mul_(3)
    print(y)
