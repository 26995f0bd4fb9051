"""Hooks: functions that are called before and after a module's forward and backward.

https://docs.pytorch.org/docs/stable/notes/modules.html#module-hooks
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from gradwire.handles import RemovableHandle, Table, enter
from gradwire.nn.modules.module.registration import Registration, buffer_hooks, module_hooks, parameter_hooks

Function = Callable[..., Any]


class ForwardHook(NamedTuple):
    """A function that is called with a forward, and how."""

    function: Function
    with_kwargs: bool = False
    always_call: bool = False


class Hooked:
    """The hooks of a module, or of all modules."""

    _forward_pre_hooks: Table
    _forward_hooks: Table
    _backward_pre_hooks: Table
    _backward_hooks: Table
    _is_full_backward_hook: bool | None
    """Whether the backward hooks are full ones; None while there are none."""

    def _begin_hooks(self) -> None:
        self.__dict__.update(
            _backward_pre_hooks=OrderedDict(),
            _backward_hooks=OrderedDict(),
            _is_full_backward_hook=None,
            _forward_hooks=OrderedDict(),
            _forward_pre_hooks=OrderedDict(),
        )

    def _add_backward_hook(self, hook: Function, full: bool, prepend: bool = False) -> RemovableHandle:
        if self._is_full_backward_hook is (not full):
            raise RuntimeError(
                "Cannot use both regular backward hooks and full backward hooks: register full ones only"
            )
        self._is_full_backward_hook = full
        return enter(self._backward_hooks, hook, prepend)


everywhere: Final = Hooked()
"""The hooks that are called for every module, before those of its own."""
everywhere._begin_hooks()


class Hooks(Hooked, Registration):
    """A module that hooks can be registered on."""

    def register_forward_pre_hook(
        self, hook: Function, *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args)` before forward(); what it returns takes the place of the arguments.

        With `with_kwargs` it is `hook(module, args, kwargs)`, and what it returns are both.
        """
        return enter(self._forward_pre_hooks, ForwardHook(hook, with_kwargs), prepend)

    def register_forward_hook(
        self, hook: Function, *, prepend: bool = False, with_kwargs: bool = False, always_call: bool = False
    ) -> RemovableHandle:
        """Call `hook(module, args, output)` after forward(); what it returns takes the place of the output.

        With `with_kwargs` it is `hook(module, args, kwargs, output)`; with `always_call` it is called, with None for
        the output, even if forward() raises.
        """
        return enter(self._forward_hooks, ForwardHook(hook, with_kwargs, always_call), prepend)

    def register_full_backward_pre_hook(self, hook: Function, prepend: bool = False) -> RemovableHandle:
        """Call `hook(module, grad_output)` before the gradients of this module's inputs are computed; what it returns
        takes the place of grad_output."""
        return enter(self._backward_pre_hooks, hook, prepend)

    def register_full_backward_hook(self, hook: Function, prepend: bool = False) -> RemovableHandle:
        """Call `hook(module, grad_input, grad_output)` when the gradients of this module's inputs have been computed;
        what it returns takes the place of grad_input."""
        return self._add_backward_hook(hook, True, prepend)

    def register_backward_hook(self, hook: Function) -> RemovableHandle:
        """Call `hook(module, grad_input, grad_output)` when the last operation of forward() has computed its gradients.

        register_full_backward_hook is what is meant most often.
        """
        return self._add_backward_hook(hook, False)


def register_module_forward_pre_hook(hook: Function) -> RemovableHandle:
    """Call `hook(module, args)` before the forward() of any module."""
    return enter(everywhere._forward_pre_hooks, ForwardHook(hook))


def register_module_forward_hook(
    hook: Function, *, with_kwargs: bool = False, always_call: bool = False
) -> RemovableHandle:
    """Call `hook(module, args, output)` after the forward() of any module."""
    return enter(everywhere._forward_hooks, ForwardHook(hook, with_kwargs, always_call))


def register_module_full_backward_pre_hook(hook: Function) -> RemovableHandle:
    """Call `hook(module, grad_output)` before the gradients of any module's inputs are computed."""
    return enter(everywhere._backward_pre_hooks, hook)


def register_module_full_backward_hook(hook: Function) -> RemovableHandle:
    """Call `hook(module, grad_input, grad_output)` when the gradients of any module's inputs have been computed."""
    return everywhere._add_backward_hook(hook, True)


def register_module_backward_hook(hook: Function) -> RemovableHandle:
    """Call `hook(module, grad_input, grad_output)` when the last operation of any module has computed its gradients."""
    return everywhere._add_backward_hook(hook, False)


def register_module_parameter_registration_hook(hook: Function) -> RemovableHandle:
    """Call `hook(module, name, parameter)` before any module takes a parameter; it may return another."""
    return enter(parameter_hooks, hook)


def register_module_buffer_registration_hook(hook: Function) -> RemovableHandle:
    """Call `hook(module, name, buffer)` before any module takes a buffer; it may return another."""
    return enter(buffer_hooks, hook)


def register_module_module_registration_hook(hook: Function) -> RemovableHandle:
    """Call `hook(module, name, submodule)` before any module takes a submodule; it may return another."""
    return enter(module_hooks, hook)
