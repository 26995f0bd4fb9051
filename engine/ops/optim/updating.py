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
from engine.errors import DtypeMismatch, InvalidArgument, OpFailed, ShapeMismatch
from engine.libraries import block
from engine.op import Op, registry
from engine.ops.optim.counting import Factors, count
from engine.tensor import Tensor
from engine.views import check_in_place, check_memory

Kernel = Callable[..., None]
"""`(xp, factors, param, grad, *states)`: changes the arrays `param` and `states` in place, never `grad`."""


def update(
    context: Context,
    name: str,
    params: Sequence[Tensor],
    grads: Sequence[Tensor],
    states: Sequence[Sequence[Tensor] | None],
    counts: Sequence[Sequence[Tensor]],
    rates: Sequence[Any],
    factors: Factors,
    kernel: Kernel,
) -> None:
    """Change each parameter and its states by a kernel, with the factors that follow from its counts.

    A list of `states` has a tensor like each parameter; None are those that the options do without. A list of `counts`
    has a tensor of one element for each; `rates` are numbers, or tensors of one element. `OpFailed` where a list is not
    as long as `params`.
    """
    used = [values for values in states if values is not None]
    for values in (grads, *used, *counts):
        if len(values) != len(params):
            raise OpFailed(
                f"{name}: {len(params)} params, and {len(values)} tensors in a list that goes with them: a list that "
                "these options use has one for each.",
                op=name,
            )
    op = registry.find(name)
    rows = list(zip(params, grads, *used, strict=True))
    counted = list(zip(*counts, strict=True)) if counts else [()] * len(rows)
    is_twice = len({id(one) for its in counted for one in its}) < len(rows) * len(counts)
    groups: dict[Any, list[int]] = {}  # what can be counted together
    for place, (row, its) in enumerate(zip(rows, counted, strict=True)):
        _check(op, row, its)
        alike = (row[0].device, row[0].dtype, *[one.device for one in its])
        groups.setdefault(place if is_twice else alike, []).append(place)
    for places in groups.values():
        param, tensors = rows[places[0]][0], [counted[one] for one in places]
        where = tensors[0][0].device if tensors[0] else param.device
        with context.on(where, param.device):
            made = count(context, tensors, rates, factors, param.device, _line(param.data).dtype)
            for place, factor in zip(places, made, strict=True):
                _change(context, kernel, factor, rows[place])


def is_used(rate: Any, states: Sequence[Tensor]) -> bool:
    """Whether a rate that may be zero is used: of a tensor the value is not looked at, but whether it has states."""
    return bool(states) if isinstance(rate, Tensor) else rate != 0


def _change(context: Context, kernel: Kernel, factors: tuple[Any, ...], row: Sequence[Tensor]) -> None:
    """Change a parameter and its states."""
    changed = (row[0], *row[2:])
    for one in changed:
        context.keep_contents(one)
    lines = [_line(one.data) for one in row]
    _run(row[0].device.xp, kernel, factors, lines)
    for one, line in zip(changed, (lines[0], *lines[2:]), strict=True):
        _write(one.data, line)
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


def _run(xp: Any, kernel: Kernel, factors: tuple[Any, ...], lines: Sequence[Any]) -> None:
    size = block(xp) // 2  # which leaves room for what is computed on the way
    if lines[0].size <= 2 * size or hasattr(xp, "is_traced"):  # a plan has blocks of its own
        kernel(xp, factors, *lines)
        return
    for run in blocks(lines[0], size):
        kernel(xp, factors, *[line[run] for line in lines])


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
