"""Grad modes: no_grad, enable_grad, set_grad_enabled, inference_mode, as context managers and decorators."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Self, TypeVar

from gradwire.recording.modes import DISABLED, ENABLED, INFERENCE, grad_mode, set_grad_mode
from gradwire.recording.origins import warn

Function = TypeVar("Function", bound=Callable[..., Any])


def is_grad_enabled() -> bool:
    """Whether gradients are recorded."""
    return not grad_mode() & DISABLED


def is_inference_mode_enabled() -> bool:
    """Whether inference mode is on."""
    return grad_mode() & INFERENCE != 0


def _enable_grad(enabled: bool) -> None:
    set_grad_mode(grad_mode() & ~DISABLED if enabled else grad_mode() | DISABLED)


class _Mode:
    """A mode for a block, or for each call of a function that it decorates."""

    def __enter__(self) -> None:
        raise NotImplementedError

    def __exit__(self, *_: object) -> None:
        raise NotImplementedError

    def clone(self) -> Self:
        """Another one of the same mode."""
        return type(self)()

    def __call__(self, function: Function) -> Function:
        if inspect.isclass(function):
            warn(
                "A mode decorates functions and methods: decorate the class's `__init__`, which is all that decorating "
                "the class comes to.",
                FutureWarning,
            )
        if inspect.isgeneratorfunction(function):
            return _in_each_step(self.clone, function)  # type: ignore[return-value]

        @functools.wraps(function)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with self.clone():
                return function(*args, **kwargs)

        return wrapper  # type: ignore[return-value]


def _in_each_step(mode: Callable[[], _Mode], function: Callable[..., Any]) -> Callable[..., Any]:
    """A generator function whose steps run in a mode; between them, the caller's mode holds."""

    @functools.wraps(function)
    def generator(*args: Any, **kwargs: Any) -> Any:
        steps = function(*args, **kwargs)
        step: Callable[[], Any] = functools.partial(next, steps)
        while True:
            try:
                with mode():
                    item = step()
            except StopIteration as end:
                return end.value
            try:
                sent = yield item
            except GeneratorExit:
                with mode():
                    steps.close()
                raise
            except BaseException as error:  # noqa: BLE001
                step = functools.partial(steps.throw, error)
            else:
                step = functools.partial(steps.send, sent)

    return generator


class _Recording(_Mode):
    """Gradients are recorded or not; decorates with and without parentheses."""

    _enabled: bool

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        return object.__new__(cls) if function is None else cls()(function)

    def __init__(self) -> None:
        self.prev = False

    def __enter__(self) -> None:
        mode = grad_mode()
        self.prev = not mode & DISABLED
        set_grad_mode(mode & ~DISABLED if self._enabled else mode | DISABLED)

    def __exit__(self, *_: object) -> None:
        _enable_grad(self.prev)


class no_grad(_Recording):  # noqa: N801
    """Nothing is recorded for gradients: `with torch.no_grad():`, `@torch.no_grad()` or `@torch.no_grad`."""

    _enabled = False


class enable_grad(_Recording):  # noqa: N801
    """Gradients are recorded, inside a no_grad too."""

    _enabled = True


class set_grad_enabled(_Mode):  # noqa: N801
    """Gradients are recorded or not from here on, or in a block only if used with `with`."""

    def __init__(self, mode: bool) -> None:
        if not isinstance(mode, bool):
            raise TypeError(f"set_grad_enabled(): argument 'mode' must be bool, not {type(mode).__name__}")
        self.prev = is_grad_enabled()
        self.mode = mode
        _enable_grad(mode)

    def __call__(self, function: Function) -> Function:
        _enable_grad(self.prev)
        return super().__call__(function)

    def __enter__(self) -> None:
        _enable_grad(self.mode)

    def __exit__(self, *_: object) -> None:
        _enable_grad(self.prev)

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.mode})"

    def clone(self) -> Self:
        """Another one of the same mode, which acts at once."""
        return type(self)(self.mode)


class inference_mode(_Mode):  # noqa: N801
    """As no_grad; and what is made inside never takes part in a graph. With False, gradients are recorded."""

    def __new__(cls, mode: bool | Callable[..., Any] = True) -> Any:
        return object.__new__(cls) if isinstance(mode, bool) else cls()(mode)

    def __init__(self, mode: bool = True) -> None:
        self.mode = mode
        self._before = ENABLED

    def __enter__(self) -> None:
        self._before = grad_mode()
        kept = grad_mode() & ~(INFERENCE | DISABLED)
        set_grad_mode(kept | (INFERENCE | DISABLED if self.mode else ENABLED))

    def __exit__(self, *_: object) -> None:
        set_grad_mode(self._before)

    def clone(self) -> Self:
        """Another one of the same mode."""
        return type(self)(self.mode)


class set_multithreading_enabled(_Mode):  # noqa: N801
    """Whether a backward pass may use several threads: the server decides, so that it changes nothing."""

    def __init__(self, mode: bool) -> None:
        self.mode = mode

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass

    def clone(self) -> Self:
        """Another one of the same mode."""
        return type(self)(self.mode)
