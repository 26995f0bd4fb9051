"""Calls: what calling a module does besides its forward."""

from __future__ import annotations

from typing import Any

from gradwire.nn.modules.module.backward_hooks import BackwardHooks, hook_last_node
from gradwire.nn.modules.module.hooks import ForwardHook, Hooks, everywhere
from gradwire.recording.origins import warn


class Calls(Hooks):
    """A module is called like a function: that runs its forward() and the hooks."""

    def forward(self, *_: Any) -> Any:
        """What the module computes; every class defines its own."""
        raise NotImplementedError(f'Module [{type(self).__name__}] is missing the required "forward" function')

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        every = everywhere
        if (
            self._forward_hooks
            or self._forward_pre_hooks
            or self._backward_hooks
            or self._backward_pre_hooks
            or every._forward_hooks
            or every._forward_pre_hooks
            or every._backward_hooks
            or every._backward_pre_hooks
        ):
            return self._call_hooked(args, kwargs)
        return self.forward(*args, **kwargs) if kwargs else self.forward(*args)

    def _call_hooked(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        waiting: list[ForwardHook] | None = None
        result = None
        try:
            for hook in (*everywhere._forward_pre_hooks.values(), *self._forward_pre_hooks.values()):
                args, kwargs = self._before(hook, args, kwargs)
            backward = BackwardHooks(self)
            if backward:
                args = backward.enter(args)
            result = self.forward(*args, **kwargs)
            waiting = self._hooks_after()
            while waiting:
                result = self._after(waiting.pop(0), args, kwargs, result)
            if backward:
                result = backward.leave(result)
            for hooked in (everywhere, self):
                if hooked._is_full_backward_hook is False:
                    hook_last_node(self, list(hooked._backward_hooks.values()), args, result)
        except Exception:
            for hook in self._hooks_after() if waiting is None else waiting:
                if hook.always_call:
                    result = self._after_failure(hook, args, kwargs, result)
            raise
        return result

    def _hooks_after(self) -> list[ForwardHook]:
        """The hooks that are to be called with a result, as of now."""
        return [*everywhere._forward_hooks.values(), *self._forward_hooks.values()]

    def _before(self, hook: ForwardHook, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """The arguments after a hook may have changed them."""
        if not hook.with_kwargs:
            changed = hook.function(self, args)
            return args if changed is None else changed if isinstance(changed, tuple) else (changed,), kwargs
        changed = hook.function(self, args, kwargs)
        if changed is None:
            return args, kwargs
        if not isinstance(changed, tuple) or len(changed) != 2:
            raise RuntimeError(
                f"forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got {changed}."
            )
        return changed

    def _after(self, hook: ForwardHook, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> Any:
        """The result after a hook may have changed it."""
        given = (args, kwargs, result) if hook.with_kwargs else (args, result)
        changed = hook.function(self, *given)
        return result if changed is None else changed

    def _after_failure(self, hook: ForwardHook, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> Any:
        try:
            return self._after(hook, args, kwargs, result)
        except Exception as error:  # noqa: BLE001
            warn(f"a forward hook with always_call=True raised {error!r}, and forward had raised before: it is ignored")
        return result
