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
from engine.errors import DtypeMismatch, InvalidArgument, OpFailed, ShapeMismatch
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
    states: Sequence[Sequence[Tensor] | None],
    scalars: Sequence[Sequence[Tensor]],
    rule: Rule,
) -> None:
    """Change each parameter and its states by the kernel that `rule` gives for its scalars.

    A list of `states` has a tensor like each parameter; None are those that the options do without. A list of `scalars`
    has a tensor of one element for each, which `rule` changes. `OpFailed` where a list is not as long as `params`.
    """
    used = [values for values in states if values is not None]
    for values in (grads, *used, *scalars):
        if len(values) != len(params):
            raise OpFailed(
                f"{name}: {len(params)} params, and {len(values)} tensors in a list that goes with them: a list that "
                "these options use has one for each.",
                op=name,
            )
    op = registry.find(name)
    rows = list(zip(params, grads, *used, *scalars, strict=True))
    alike = 2 + len(used)
    for row in rows:
        _check(op, row[:alike], row[alike:])
    for param, grad, *kept in rows:
        changed = (param, *kept)
        for one in changed:
            context.keep_contents(one)
        arrays = [_line(one.data) for one in (param, grad, *kept)]
        kernel = rule(*arrays[alike:])
        _run(param.device.xp, kernel, arrays[:alike])
        for one, array in zip(changed, (arrays[0], *arrays[2:]), strict=True):
            _write(one.data, array)
            one.touch()


def _line(data: Any) -> Any:
    """The elements of an array as one line of real numbers: its own memory where that is possible, else a copy."""
    line = data.reshape(-1)
    if data.dtype in dtypes.HALVES:
        return line.astype(dtypes.float32)
    return line if data.dtype.kind == "f" else line.view(line.real.dtype)


def _write(data: Any, line: Any) -> None:
    """Let an array have the elements of its line, which may be a copy."""
    if data.flags.c_contiguous and data.dtype not in dtypes.HALVES:
        return
    data[...] = (line if data.dtype.kind != "c" else line.view(data.dtype)).reshape(data.shape)


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


def _check(op: Op, alike: Sequence[Tensor], counts: Sequence[Tensor]) -> None:
    """Refuse what cannot be updated, before anything is changed."""
    name, param = op.name, alike[0]
    if not all(isinstance(one, Tensor) for one in (*alike, *counts)):
        raise InvalidArgument(f"{name}: params, grads and states are lists of tensors.", op=name)
    shape, dtype, device = param.shape, param.dtype, param.device
    if not dtypes.is_differentiable(dtype):
        raise DtypeMismatch(f"{name}: a parameter has a floating point dtype, not {dtype.name}.", op=name)
    for one in alike:
        if one.shape != shape:
            raise ShapeMismatch(
                f"{name}: gradients and states have the shape of their parameter, {list(shape)}, not "
                f"{list(one.shape)}.",
                op=name,
                shapes=[list(shape), list(one.shape)],
            )
        if one.dtype != dtype or one.device is not device:
            raise DtypeMismatch(
                f"{name}: gradients and states are like their parameter, {dtype.name} on {device}, not "
                f"{one.dtype.name} on {one.device}.",
                op=name,
                dtypes=[dtype.name, one.dtype.name],
            )
    for one in counts:
        if one.data.size != 1 or one.dtype.kind != "f":
            raise ShapeMismatch(
                f"{name}: what is counted for a parameter is one floating point number.",
                op=name,
                shapes=[list(one.shape)],
            )
    for changed in (param, *alike[2:], *counts):
        check_in_place(changed, name, records=False)
        if 0 in changed.data.strides:
            check_memory(op, [changed], name)
