"""torch.utils.checkpoint: less memory for more time. What a function computes is not kept for backward; a pass that
needs it lets the server compute it again.

The function itself runs once: the server remembers what was done, and with which random numbers.

https://docs.pytorch.org/docs/stable/checkpoint.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Final

from gradwire.differentiation.grad_modes import is_grad_enabled, no_grad
from gradwire.nn.modules.container import Sequential
from gradwire.recording.forms import record
from gradwire.recording.modes import REGION, grad_mode, regions, set_grad_mode
from gradwire.recording.origins import warn
from gradwire.recording.state import state
from gradwire.tensors.tensor import Tensor

__all__ = [
    "CheckpointError",
    "check_backward_validity",
    "checkpoint",
    "checkpoint_sequential",
    "detach_variable",
    "noop_context_fn",
    "set_checkpoint_debug_enabled",
    "set_checkpoint_early_stop",
]

Contexts = tuple[AbstractContextManager[Any], AbstractContextManager[Any]]
CHECKS: Final = ("default", "none")
DEEPEST: Final = 5
"""So many checkpoints may lie within each other, as blocks of a message do; what is deeper is part of the last one."""


class CheckpointError(RuntimeError):
    """What PyTorch raises where a function does something else the second time; here it runs once."""


class _Settings:
    debug: bool | None = None
    early_stop: bool | None = None


def noop_context_fn() -> Contexts:
    """The contexts of a function that needs none."""
    return nullcontext(), nullcontext()


def checkpoint(
    function: Callable[..., Any],
    *args: Any,
    use_reentrant: bool | None = None,
    context_fn: Callable[[], Contexts] = noop_context_fn,
    determinism_check: str = "default",
    debug: bool = False,
    early_stop: bool = True,
    **kwargs: Any,
) -> Any:
    """What function(*args, **kwargs) gives; what it computes on the way is computed again for backward.

    With `use_reentrant` nothing is recorded unless one of `args` requires grad. Of the two contexts that `context_fn`
    gives, the function runs in the first; the server runs its steps again in none. It always takes the same random
    numbers, checks nothing, and stops as soon as all that is needed is there, whatever `preserve_rng_state`,
    `determinism_check`, `debug` and `early_stop` say.
    """
    if use_reentrant is None:
        use_reentrant = _reentrant("checkpoint")
    kwargs.pop("preserve_rng_state", True)
    if use_reentrant:
        _refuse(kwargs)
        if context_fn is not noop_context_fn or debug is not False:
            raise ValueError("context_fn and debug need use_reentrant=False")
        return _reentrantly(function, args)
    if (debug if _Settings.debug is None else _Settings.debug) and context_fn is not noop_context_fn:
        raise ValueError("debug=True and a context_fn do not go together: leave one of them out")
    if determinism_check not in CHECKS:
        raise ValueError(f"determinism_check is one of {', '.join(CHECKS)}, not {determinism_check!r}")
    context, _ = context_fn()
    if not is_grad_enabled():
        return function(*args, **kwargs)
    with _region(args), context:
        return function(*args, **kwargs)
    raise RuntimeError(
        "the context that context_fn gave for the forward pass suppressed an exception of the function, which has no "
        "result then: let exceptions through"
    )


def checkpoint_sequential(
    functions: Sequential | Iterable[Callable[[Any], Any]],
    segments: int,
    input: Any,
    use_reentrant: bool | None = None,
    **kwargs: Any,
) -> Any:
    """What functions, one after the other, make of `input`: in segments, of which all but the last are checkpoints."""
    if use_reentrant is None:
        use_reentrant = _reentrant("checkpoint_sequential")
    kwargs.pop("preserve_rng_state", True)
    _refuse(kwargs)
    steps: list[Callable[[Any], Any]] = list(functions.children() if isinstance(functions, Sequential) else functions)
    size = len(steps) // segments
    rest = 0
    for start in range(0, size * (segments - 1), size):
        rest = start + size
        input = checkpoint(_chain, steps[start:rest], input, use_reentrant=use_reentrant)
    return _chain(steps[rest:], input)


def check_backward_validity(inputs: Iterable[Any]) -> None:
    """Warn where none of these tensors requires grad."""
    if not any(one.requires_grad for one in inputs if isinstance(one, Tensor)):
        warn("None of the inputs have requires_grad=True: there will be no gradients", UserWarning)


def detach_variable(inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Tensors outside of the graph that require grad where the given ones do; anything else as it is."""
    if not isinstance(inputs, tuple):
        raise RuntimeError(f"detach_variable takes a tuple, not {type(inputs).__name__}")
    return tuple([one.detach().requires_grad_(one.requires_grad) if isinstance(one, Tensor) else one for one in inputs])


@contextmanager
def set_checkpoint_debug_enabled(enabled: bool | None) -> Iterator[None]:
    """A block in which this takes the place of every `debug`, unless it is None."""
    before, _Settings.debug = _Settings.debug, enabled
    try:
        yield
    finally:
        _Settings.debug = before


@contextmanager
def set_checkpoint_early_stop(enable: bool) -> Iterator[None]:
    """A block in which this takes the place of every `early_stop`, which changes nothing here."""
    before, _Settings.early_stop = _Settings.early_stop, enable
    try:
        yield
    finally:
        _Settings.early_stop = before


def _reentrant(name: str) -> bool:
    warn(f"{name} should be told use_reentrant=False, or True, which is what it takes where nothing is said")
    return True


def _refuse(kwargs: dict[str, Any]) -> None:
    if kwargs:
        raise ValueError(f"there are no arguments {', '.join(kwargs)} here")


def _reentrantly(function: Callable[..., Any], args: Sequence[Any]) -> Any:
    """Only what comes of the tensors that were given is recorded."""
    check_backward_validity(args)
    records = is_grad_enabled() and any(isinstance(one, Tensor) and one.requires_grad for one in args)
    with _region(args) if records else no_grad():
        return function(*args)


@contextmanager
def _region(args: Sequence[Any]) -> Iterator[None]:
    """A block whose steps the server runs again for backward."""
    if regions(grad_mode()) == DEEPEST:
        yield
        return
    recorder = next((one._r for one in args if isinstance(one, Tensor)), None) or state.recorder()
    begins = f'{{"checkpoint":{{"region":"c{regions(grad_mode())}","steps":[]}}}}'
    record(recorder, begins, [])
    set_grad_mode(grad_mode() + REGION)
    try:
        yield
    finally:
        set_grad_mode(grad_mode() - REGION)
        record(recorder, begins, [])  # an empty one, so that its name holds nothing


def _chain(steps: Iterable[Callable[[Any], Any]], input: Any) -> Any:
    for step in steps:
        input = step(input)
    return input
