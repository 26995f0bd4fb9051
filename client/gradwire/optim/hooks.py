"""Hooks around the steps of optimizers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from gradwire.handles import RemovableHandle, Table, enter

Hook = Callable[..., Any]

_before: Final[Table] = OrderedDict()
_after: Final[Table] = OrderedDict()


def register_optimizer_step_pre_hook(hook: Hook) -> RemovableHandle:
    """Call `hook(optimizer, args, kwargs)` before each step of any optimizer; a pair that it returns takes the place of
    the step's arguments."""
    return enter(_before, hook)


def register_optimizer_step_post_hook(hook: Hook) -> RemovableHandle:
    """Call `hook(optimizer, args, kwargs)` after each step of any optimizer."""
    return enter(_after, hook)


def with_hooks(step: Callable[..., Any]) -> Callable[..., Any]:
    """A `step` that calls hooks: before it everybody's and the optimizer's own, after it the other way round."""

    @wraps(step)
    def hooked(*args: Any, **kwargs: Any) -> Any:
        optimizer = args[0]
        if not (_before or _after or optimizer._step_pre_hooks or optimizer._step_post_hooks):
            return step(*args, **kwargs)
        for hook in (*_before.values(), *optimizer._step_pre_hooks.values()):
            changed = hook(optimizer, args, kwargs)
            if changed is None:
                continue
            if not isinstance(changed, tuple) or len(changed) != 2:
                raise RuntimeError(f"a hook before a step returns None or a pair, args and kwargs, not {changed}")
            args, kwargs = changed
        result = step(*args, **kwargs)
        for hook in (*optimizer._step_post_hooks.values(), *_after.values()):
            hook(optimizer, args, kwargs)
        return result

    hooked.hooked = True  # type: ignore[attr-defined]
    return hooked
