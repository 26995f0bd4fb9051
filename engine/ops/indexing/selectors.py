"""How an index is read: entry by entry, into views and, where tensors or lists choose, indices of dimensions.

The order of steps, and so the names in the graph, are PyTorch's (torch/csrc/autograd/python_variable_indexing.cpp).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy

from engine import dtypes
from engine.errors import DeviceMismatch, IndexOutOfRange, OpFailed
from engine.families import operation
from engine.parameters import Array, Ops, Xp
from engine.tensor import Tensor

MASKS = frozenset({dtypes.bool, dtypes.uint8})
INDICES = frozenset({dtypes.int64, dtypes.int32})


class Chosen(NamedTuple):
    """What an index chooses: elements of a view at integer `indices` into its dimensions `dims`, or all of the view."""

    view: Any
    indices: list[Any]
    dims: tuple[int, ...]


def walk(ops: Ops, input: Any, index: Any, to_write: bool = False) -> Chosen:
    """Read an index: integers, slices, None, Ellipsis, booleans, tensors and nested lists, one per dimension.

    A slice of everything is passed over, but where it is all of an index to read.
    """
    entries = [_entry(ops, input, entry) for entry in index]
    view, dim = input, 0
    spare = len(input.shape) - sum(map(_consumed, entries))
    if spare < 0:
        raise IndexOutOfRange(
            f"An index of {len(input.shape) - spare} entries is too long for a tensor of shape {list(input.shape)}.",
            op="getitem",
            shapes=[list(input.shape)],
        )
    indices: list[Any] = []
    dims: list[int] = []
    for entry in entries:
        if entry is Ellipsis:
            dim += spare
            spare = 0
        elif entry is None:
            view = ops.unsqueeze(view, dim)
            dim += 1
        elif isinstance(entry, bool):
            view = ops.unsqueeze(view, dim)
            indices.append(_tensor(ops, input, [0] * entry))
            dims.append(dim)
            dim += 1
        elif isinstance(entry, int):
            view = _select(ops, view, dim, entry)
        elif isinstance(entry, slice):
            view = _slice(ops, view, dim, entry, len(entries) == 1 and not to_write)
            dim += 1
        else:
            integers = integer_indices(ops, entry, view.shape, dim)
            indices += integers
            dims += range(dim, dim + len(integers))
            dim += len(integers)
    return Chosen(view, indices, tuple(dims))


def integer_indices(ops: Ops, index: Any, shape: tuple[int, ...], dim: int) -> list[Any]:
    """An index tensor as integers: itself, or for a mask one tensor per dimension of it, of where it is true."""
    if index.dtype in INDICES:
        return [index]
    if index.shape != shape[dim : dim + len(index.shape)]:
        raise IndexOutOfRange(
            f"A mask of {list(index.shape)} does not fit onto {list(shape)} from dimension {dim}: sizes must be equal.",
            op="getitem",
            shapes=[list(shape), list(index.shape)],
        )
    return list(ops._nonzero(index))


@operation("indexing", sized_by="contents", outputs=("*indices",), cases=({"input": [[1, 0], [0, 2]]},))
def _nonzero(xp: Xp, input: Array) -> Any:
    """Where input is not zero: one tensor of indices per dimension."""
    return tuple(xp.nonzero(input))


def _entry(ops: Ops, input: Any, entry: Any) -> Any:
    """An entry checked: one-element integer tensors as numbers, lists as tensors on the device of input."""
    if entry is None or entry is Ellipsis or isinstance(entry, bool | int | slice):
        return entry
    if isinstance(entry, list | tuple):
        entry = _tensor(ops, input, entry)
    if not isinstance(entry, Tensor) or entry.dtype not in MASKS | INDICES:
        got = entry.dtype.name if isinstance(entry, Tensor) else type(entry).__name__
        raise IndexOutOfRange(
            f"An index is made of integers, slices, None, Ellipsis, booleans, and tensors or lists of them; got {got}.",
            op="getitem",
        )
    if not entry.shape and not entry.device.levels:
        return bool(entry.item()) if entry.dtype in MASKS else int(entry.item())
    return beside(ops, input, entry)


def beside(ops: Ops, input: Any, index: Any) -> Any:
    """An index tensor on the device of input: those of the CPU go anywhere, those of a GPU nowhere else."""
    where = index.device.base
    if where is not input.device.base and where.name != "cpu":
        raise DeviceMismatch(
            f"An index on {where.name} goes into no tensor on {input.device.name}: it must be on the CPU, or on "
            "the same device; move it with to().",
            op="getitem",
            devices={"input": input.device.name, "index": where.name},
        )
    return index if index.device is input.device else ops.to(index, None, input.device)


def _tensor(ops: Ops, input: Any, items: Any) -> Any:
    try:
        array = numpy.array(_plain(items))
    except (ValueError, OverflowError) as error:
        raise IndexOutOfRange(f"A list in an index must be regular and of integers: {error}.", op="getitem") from None
    return ops.context.place(array if array.size else array.astype(dtypes.int64), input.device)


def _plain(items: Any) -> Any:
    if isinstance(items, list | tuple):
        return [_plain(item) for item in items]
    return items.numpy().tolist() if isinstance(items, Tensor) else items


def _consumed(entry: Any) -> int:
    """How many dimensions of the input an entry stands for."""
    if entry is None or entry is Ellipsis or isinstance(entry, bool):
        return 0
    return len(entry.shape) if isinstance(entry, Tensor) and entry.dtype in MASKS else 1


def _select(ops: Ops, view: Any, dim: int, index: int) -> Any:
    if not view.shape:
        raise IndexOutOfRange("A 0-dim tensor cannot be indexed with a number: item() is its value.", op="getitem")
    return ops.select(view, dim, index)


def _slice(ops: Ops, view: Any, dim: int, entry: slice, alone: bool) -> Any:
    bounds = [_bound(bound) for bound in (entry.start, entry.stop, entry.step)]
    step = 1 if bounds[2] is None else bounds[2]
    if step <= 0:
        raise OpFailed(
            f"The step of a slice must be positive, got {step}: flip() reverses.", op="getitem", exception="ValueError"
        )
    start, stop, _ = slice(bounds[0], bounds[1]).indices(view.shape[dim])
    if not alone and step == 1 and start == 0 and stop == view.shape[dim]:
        return view
    return ops._slice(view, dim, start, max(start, stop), step)


def _bound(bound: Any) -> int | None:
    """An end of a slice, which may be a tensor of one integer."""
    value = bound.item() if isinstance(bound, Tensor) else bound
    if value is not None and not isinstance(value, int):
        raise IndexOutOfRange(f"The ends of a slice are integers or None, got {value!r:.40}.", op="getitem")
    return value
