"""Grad modes as decorators: of functions, methods, classes and generators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def they_decorate_with_and_without_parentheses(torch: Any) -> None:
    def now() -> bool:
        """Whether it records."""
        return torch.is_grad_enabled()

    for decorator in (torch.no_grad(), torch.no_grad, torch.enable_grad(), torch.enable_grad):
        wrapped = decorator(now)
        with torch.no_grad():
            print(wrapped(), wrapped.__name__, wrapped.__doc__, torch.is_grad_enabled())
        print(wrapped(), torch.is_grad_enabled())


def a_decorated_function_takes_and_gives_all(torch: Any) -> None:
    @torch.no_grad()
    def f(a: int, *rest: int, b: int = 2, **more: int) -> Any:
        return a, rest, b, more

    print(f(1), f(1, 2, 3, b=4, c=5))


def methods_are_decorated(torch: Any) -> None:
    class Model:
        @torch.no_grad()
        def a(self) -> bool:
            return torch.is_grad_enabled()

        @staticmethod
        @torch.no_grad()
        def b() -> bool:
            return torch.is_grad_enabled()

        @classmethod
        @torch.no_grad
        def c(cls) -> Any:
            return cls.__name__, torch.is_grad_enabled()

        @property
        @torch.no_grad()
        def d(self) -> bool:
            return torch.is_grad_enabled()

    model = Model()
    print(model.a(), model.b(), model.c(), model.d)


def a_decorated_function_may_call_itself(torch: Any) -> None:
    @torch.no_grad()
    def f(n: int) -> Any:
        with torch.enable_grad():
            return [torch.is_grad_enabled(), *(f(n - 1) if n else [])]

    print(f(3), torch.is_grad_enabled())


def one_object_decorates_many(torch: Any) -> None:
    off = torch.no_grad()
    one, two = off(torch.is_grad_enabled), off(lambda: one())
    print(one(), two(), torch.is_grad_enabled())


def one_object_is_entered_again(torch: Any) -> None:
    off = torch.no_grad()
    for _ in range(2):
        with off:
            print(torch.is_grad_enabled())
        print(torch.is_grad_enabled())


def a_class_is_decorated_with_a_warning(torch: Any) -> None:
    @torch.no_grad()
    class Model:
        def __init__(self) -> None:
            self.made = torch.is_grad_enabled()

        def now(self) -> bool:
            return torch.is_grad_enabled()

    model = Model()
    print(model.made, model.now())


def a_generator_holds_the_mode_at_each_step(torch: Any) -> None:
    @torch.no_grad()
    def steps() -> Iterator[bool]:
        for _ in range(3):
            yield torch.is_grad_enabled()

    for inside in steps():
        print(inside, torch.is_grad_enabled())


def a_generator_without_parentheses_too(torch: Any) -> None:
    @torch.no_grad
    def off() -> Iterator[bool]:
        yield torch.is_grad_enabled()

    @torch.inference_mode
    def inference() -> Iterator[bool]:
        yield torch.is_inference_mode_enabled()
        yield torch.is_inference_mode_enabled()

    print(list(off()), list(inference()), torch.is_inference_mode_enabled())


def a_generator_is_sent_to(torch: Any) -> None:
    @torch.no_grad()
    def echo() -> Any:
        got = None
        while got != "end":
            got = yield got, torch.is_grad_enabled()
        return "returned", torch.is_grad_enabled()

    steps = echo()
    print(next(steps), steps.send(1), torch.is_grad_enabled(), steps.send(2))
    try:
        steps.send("end")
    except StopIteration as stop:
        print(stop.value, torch.is_grad_enabled())


def a_generator_is_thrown_into(torch: Any) -> None:
    @torch.no_grad()
    def catch() -> Any:
        while True:
            try:
                yield torch.is_grad_enabled()
            except KeyError:
                yield "caught", torch.is_grad_enabled()

    steps = catch()
    print(next(steps), steps.throw(KeyError()), torch.is_grad_enabled(), next(steps))
    print(raised(lambda: steps.throw(ValueError("through"))), torch.is_grad_enabled())
    print(list(steps))


def a_generator_is_closed(torch: Any) -> None:
    @torch.no_grad()
    def closing() -> Any:
        try:
            yield 1
        finally:
            print("closed", torch.is_grad_enabled())

    steps = closing()
    print(next(steps))
    steps.close()
    print(torch.is_grad_enabled())


def a_generator_delegates(torch: Any) -> None:
    @torch.no_grad()
    def inner() -> Any:
        got = yield torch.is_grad_enabled()
        return got

    @torch.enable_grad()
    def outer() -> Any:
        got = yield from inner()
        yield got, torch.is_grad_enabled()

    steps = outer()
    print(next(steps), steps.send("through"), torch.is_grad_enabled())


def a_generator_changes_the_mode_for_itself_alone(torch: Any) -> None:
    @torch.set_grad_enabled(False)
    def inside() -> Any:
        torch.set_grad_enabled(True)
        yield torch.is_grad_enabled()
        yield torch.is_grad_enabled()

    print(list(inside()), torch.is_grad_enabled())
