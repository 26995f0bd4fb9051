"""Grad modes: no_grad, enable_grad, set_grad_enabled, inference_mode, as context managers and decorators."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Self, TypeVar

from gradwire.modes import DISABLED, ENABLED, INFERENCE, grad_mode, set_grad_mode

Function = TypeVar("Function", bound=Callable[..., Any])


class _GradMode:
    """A grad mode for a block, or for each call of a function that it decorates."""

    def __init__(self, mode: int) -> None:
        self._mode = mode
        self._before: list[int] = []

    def __enter__(self) -> Self:
        self._before.append(grad_mode())
        set_grad_mode(self._mode)
        return self

    def __exit__(self, *_: object) -> None:
        set_grad_mode(self._before.pop())

    def __call__(self, function: Function) -> Function:
        mode = self._mode
        if inspect.isgeneratorfunction(function):

            @functools.wraps(function)
            def generator(*args: Any, **kwargs: Any) -> Any:
                steps = function(*args, **kwargs)
                sent: Any = None
                while True:
                    with _GradMode(mode):
                        try:
                            item = steps.send(sent)
                        except StopIteration as end:
                            return end.value
                    sent = yield item

            return generator  # type: ignore[return-value]

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with _GradMode(mode):
                return function(*args, **kwargs)

        return wrapper  # type: ignore[return-value]


class no_grad(_GradMode):  # noqa: N801
    """Nothing is recorded for gradients: `with torch.no_grad():` or `@torch.no_grad()`."""

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        made = object.__new__(cls)
        if function is None:
            return made
        made.__init__()  # type: ignore[misc]
        return made(function)

    def __init__(self) -> None:
        super().__init__(DISABLED if grad_mode() != INFERENCE else INFERENCE)


class enable_grad(no_grad):  # noqa: N801
    """Gradients are recorded, inside a no_grad too."""

    def __init__(self) -> None:
        _GradMode.__init__(self, ENABLED)


class set_grad_enabled(_GradMode):  # noqa: N801
    """Gradients are recorded or not from here on, or in a block only if used with `with`."""

    def __init__(self, mode: bool) -> None:
        super().__init__(ENABLED if mode else DISABLED)
        self._before.append(grad_mode())
        set_grad_mode(self._mode)

    def __enter__(self) -> Self:
        return self

    def __call__(self, function: Function) -> Function:
        set_grad_mode(self._before.pop())
        return super().__call__(function)


class inference_mode(_GradMode):  # noqa: N801
    """As no_grad; what is made inside never takes part in a graph."""

    def __init__(self, mode: bool = True) -> None:
        super().__init__(INFERENCE if mode else grad_mode())


def is_grad_enabled() -> bool:
    """Whether gradients are recorded."""
    return grad_mode() == ENABLED


def is_inference_mode_enabled() -> bool:
    """Whether inference mode is on."""
    return grad_mode() == INFERENCE
