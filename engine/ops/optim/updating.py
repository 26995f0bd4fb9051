"""Updating: how an operation of this family changes parameters and the states kept for them, one after the other.

All arithmetic is elementwise. An array is worked on as one of real numbers in one dimension, in blocks that stay in the
cache; complex ones are pairs of real numbers, as in PyTorch, and halves are computed in float32. Nothing is recorded,
whatever the grad mode: a leaf that requires grad may be changed, as by PyTorch's operations of these names.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from engine import dtypes
from engine.blocks import blocks
from engine.context import Context
from engine.devices import block
from engine.errors import DtypeMismatch, InvalidArgument, ShapeMismatch
from engine.op import Op, registry
from engine.tensor import Tensor
from engine.views import check_in_place, check_memory

Kernel = Callable[..., None]
"""`(xp, param, grad, *states)`: changes the arrays `param` and `states` in place, never `grad`."""
Rule = Callable[..., Kernel]
"""`(*scalars)`: changes these arrays of one element, and gives the kernel for their parameter."""


def update(
    context: Context,
    name: str,
    params: Sequence[Tensor],
    grads: Sequence[Tensor],
    states: Sequence[Sequence[Tensor]],
    scalars: Sequence[Sequence[Tensor]],
    rule: Rule,
) -> None:
    """Change each parameter and its states by the kernel that `rule` gives for its scalars.

    A list of `states` has a tensor like each parameter, or none at all where the optimizer does not use it. A list of
    `scalars` has a tensor of one element for each, which `rule` changes.
    """
    used = [values for values in states if values]
    for values in (grads, *used, *scalars):
        if len(values) != len(params):
            raise InvalidArgument(f"{name}: {len(params)} params and {len(values)} of what goes with them.", op=name)
    op = registry.find(name)
    rows = list(zip(params, grads, *used, *scalars, strict=True))
    for param, grad, *others in rows:
        like, counts = others[: len(used)], others[len(used) :]
        _check(op, param, [grad, *like], counts)
    for param, grad, *others in rows:
        like, counts = others[: len(used)], others[len(used) :]
        for changed in (param, *others):
            context.keep_contents(changed)
        numbers = [_Line(count) for count in counts]
        kernel = rule(*[number.array for number in numbers])
        lines = [_Line(one) for one in (param, grad, *like)]
        _run(param.device.xp, kernel, [line.array for line in lines])
        for line in (lines[0], *lines[2:], *numbers):
            line.write()
        for changed in (param, *others):
            changed.touch()


class _Line:
    """A tensor's elements as one line of real numbers: its own memory where that is possible, else a copy."""

    def __init__(self, tensor: Tensor) -> None:
        self.target = tensor.data
        flat = self.target.reshape(-1)  # a copy where elements do not stand in order
        self.array = flat
        if tensor.dtype in dtypes.HALVES:
            self.array = flat.astype(dtypes.float32)
        elif tensor.dtype.kind == "c":
            self.array = flat.view(flat.real.dtype)
        self.is_copy = tensor.dtype in dtypes.HALVES or not self.target.flags.c_contiguous

    def write(self) -> None:
        """Let the tensor have these elements."""
        if self.is_copy:
            array = self.array if self.target.dtype.kind != "c" else self.array.view(self.target.dtype)
            self.target[...] = array.reshape(self.target.shape)


def advance(step: Any) -> float:
    """Count a step, in an array of one element: which one it is."""
    step += 1
    return float(step[0])


def _run(xp: Any, kernel: Kernel, lines: Sequence[Any]) -> None:
    size = block(xp) // 2  # which leaves room for what is computed on the way
    if lines[0].size <= 2 * size:
        kernel(xp, *lines)
        return
    for run in blocks(lines[0], size):
        kernel(xp, *[line[run] for line in lines])


def _check(op: Op, param: Tensor, like: Sequence[Tensor], counts: Sequence[Tensor]) -> None:
    """Refuse what cannot be updated, before anything is changed."""
    name = op.name
    tensors = (param, *like, *counts)
    if not all(isinstance(one, Tensor) for one in tensors):
        raise InvalidArgument(f"{name}: params, grads and states are lists of tensors.", op=name)
    for changed in (param, *like[1:], *counts):
        check_in_place(changed, name, records=False)
        check_memory(op, [changed], name)
    if not dtypes.is_differentiable(param.dtype):
        raise DtypeMismatch(f"{name}: a parameter has a floating point dtype, not {param.dtype.name}.", op=name)
    for one in like:
        if one.shape != param.shape:
            raise ShapeMismatch(
                f"{name}: gradients and states have the shape of their parameter, {list(param.shape)}, not "
                f"{list(one.shape)}.",
                op=name,
                shapes=[list(param.shape), list(one.shape)],
            )
        if one.dtype != param.dtype or one.device is not param.device:
            raise DtypeMismatch(
                f"{name}: gradients and states are like their parameter, {param.dtype.name} on {param.device}, not "
                f"{one.dtype.name} on {one.device}.",
                op=name,
                dtypes=[param.dtype.name, one.dtype.name],
            )
    for count in counts:
        if count.data.size != 1 or count.dtype.kind != "f":
            raise ShapeMismatch(
                f"{name}: what is counted for a parameter is one floating point number.",
                op=name,
                shapes=[list(count.shape)],
            )
