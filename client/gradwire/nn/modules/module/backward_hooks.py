"""Backward hooks of a module: identity functions at its inputs and outputs, on whose nodes of the graph they sit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from gradwire.autograd.function import Function
from gradwire.differentiation.grad_modes import is_grad_enabled
from gradwire.nn.modules.module.hooks import everywhere
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor


class BackwardHookFunction(Function):
    """Gives back what it is given, as outputs of one node."""

    @staticmethod
    def forward(ctx: Any, *tensors: Tensor) -> Any:
        return tensors

    @staticmethod
    def backward(ctx: Any, *gradients: Any) -> Any:
        return gradients


class BackwardHooks:
    """The full backward hooks of a module during one call of it."""

    def __init__(self, module: Any) -> None:
        self._module = module
        self._pre_hooks = [*everywhere._backward_pre_hooks.values(), *module._backward_pre_hooks.values()]
        full = [hooked for hooked in (everywhere, module) if hooked._is_full_backward_hook]
        self._hooks = [hook for hooked in full for hook in hooked._backward_hooks.values()]
        self._came: tuple[Any, ...] | None = None
        """The gradients of the outputs, once a pass has them."""
        self._input_places: list[int] = []
        self._inputs = 0

    def __bool__(self) -> bool:
        return bool(self._hooks or self._pre_hooks)

    def enter(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments of a forward, behind a node of this module's."""
        self._inputs = len(args)
        if not self._hooks:
            return args
        args, node, self._input_places = _behind_a_node(args)
        if node is not None:
            node.register_hook(self._after)
        return args

    def leave(self, result: Any) -> Any:
        """The results of a forward, behind a node of this module's."""
        several = isinstance(result, tuple)
        results, node, places = _behind_a_node(result if several else (result,))
        if node is not None:
            node.register_prehook(partial(self._before, places, len(results)))
        return results if several else results[0]

    def _before(self, places: Sequence[int], size: int, gradients: tuple[Any, ...]) -> Any:
        came = _spread(gradients, places, size)
        for hook in self._pre_hooks:
            came = _changed(hook(self._module, came), came, "grad_output")
        self._came = came
        if not self._input_places:  # no input requires grad, so nothing else calls the hooks
            if self._hooks:
                warn("a full backward hook is called although no input requires grad: it sees the gradients of outputs")
            nothing = (None,) * self._inputs
            for hook in self._hooks:
                result = hook(self._module, nothing, came)
                if result is not None and any(one is not None for one in result):
                    raise RuntimeError("a backward hook of a module none of whose inputs requires grad returns None")
            self._came = None
        return tuple([came[place] for place in places])

    def _after(self, gradients: tuple[Any, ...], _: Any) -> Any:
        if self._came is None:  # the pass did not come by the outputs
            return None
        made = _spread(gradients, self._input_places, self._inputs)
        for hook in self._hooks:
            made = _changed(hook(self._module, made, self._came), made, "grad_input")
        self._came = None
        return tuple([made[place] for place in self._input_places])


def _behind_a_node(values: tuple[Any, ...]) -> tuple[tuple[Any, ...], Any, list[int]]:
    """Values with the tensors among them that require grad put behind one node, that node, and their places."""
    places = [place for place, value in enumerate(values) if isinstance(value, Tensor) and value.requires_grad]
    if not is_grad_enabled() or not places:
        return values, None, []
    seen = BackwardHookFunction.apply(*[values[place] for place in places])
    out = list(values)
    for place, tensor in zip(places, seen, strict=True):
        out[place] = tensor
    return tuple(out), seen[0].grad_fn, places


def _spread(gradients: Sequence[Any], places: Sequence[int], size: int) -> tuple[Any, ...]:
    """Gradients at the places of their tensors among values, None for the others."""
    spread: list[Any] = [None] * size
    for place, gradient in zip(places, gradients, strict=True):
        spread[place] = gradient
    return tuple(spread)


def _changed(result: Any, before: Any, name: str) -> Any:
    """The gradients after a hook has returned some or None."""
    if result is None:
        return before
    if len(result) != len(before):
        raise RuntimeError(
            f"Backward hook returned an invalid number of {name}, got {len(result)}, but expected {len(before)}"
        )
    return result


def hook_last_node(module: Any, hooks: Sequence[Callable[..., Any]], args: tuple[Any, ...], result: Any) -> None:
    """Let hooks that are not full ones sit on the node that made the first tensor of a result."""
    tensor = result
    while not isinstance(tensor, Tensor):
        if isinstance(tensor, dict):
            tensor = next(value for value in tensor.values() if isinstance(value, Tensor))
        else:
            tensor = tensor[0]
    node = tensor.grad_fn
    if node is None:
        return
    if not _is_all(node, args, result if isinstance(result, tuple) else (result,)):
        warn(
            "a backward hook that is not full sits on one node, and the forward of this module recorded more or "
            "others: use register_full_backward_hook",
            FutureWarning,
        )
    for hook in hooks:
        node.register_hook(partial(hook, module))


def _is_all(node: Any, args: tuple[Any, ...], results: tuple[Any, ...]) -> bool:
    """Whether a node is all that lies between arguments and results, and these are tensors."""
    if not all(isinstance(value, Tensor) for value in (*args, *results)):
        return False
    if any(result.grad_fn not in (None, node) for result in results):
        return False
    return {arg.grad_fn for arg in args} - {None} == {found for found, _ in node.next_functions}
