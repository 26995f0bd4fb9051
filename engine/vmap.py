"""Tensors under vmap: made batched, shown again, and taken one example after the other.

https://docs.pytorch.org/docs/stable/generated/torch.func.vmap.html
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from engine.batching.array import NotBatched
from engine.batching.level import Level, Levels, union
from engine.batching.loop import refuse_different
from engine.errors import IndexOutOfRange, OpFailed

if TYPE_CHECKING:
    from engine.context import Context
    from engine.tensor import Tensor


def batch(tensor: Tensor, dim: int, level: Level) -> Tensor:
    """A tensor with one of its dimensions hidden: it stands for one example of a level.

    Raises `IndexOutOfRange` where there is no such dimension.
    """
    if not -len(tensor.shape) <= dim < len(tensor.shape):
        raise IndexOutOfRange(
            f"vmap: there is no dimension {dim} in a tensor of shape {list(tensor.shape)} to map over.",
            shapes=[list(tensor.shape)],
            exception="ValueError",
        )
    result: Tensor = tensor.context.ops._batch(tensor, dim=dim, level=level)
    return result


def unbatch(tensor: Tensor, dim: int, level: Level) -> Tensor:
    """A tensor with the examples of a level along a dimension; what all share is repeated for each."""
    if not -len(tensor.shape) - 1 <= dim <= len(tensor.shape):
        raise IndexOutOfRange(
            f"vmap: a result of shape {list(tensor.shape)} has no place {dim} for the dimension of its examples.",
            shapes=[list(tensor.shape)],
        )
    if level not in tensor.device.levels:
        examples = [one.size for one in (*tensor.device.levels, level)]
        tensor.context.admit((*examples, *tensor.shape), tensor.dtype, "vmap")
    result: Tensor = tensor.context.ops._unbatch(tensor, dim=dim, level=level)
    return result if result.requires_grad else result.detach()  # which is no view of what only the level sees


def example(tensor: Any, level: Level, number: int) -> Any:
    """One example of a level; a tensor that all share as it is."""
    if tensor is None or level not in tensor.device.levels:
        return tensor
    return tensor.context.ops.select(unbatch(tensor, 0, level), 0, number)


def check_room(target: Tensor, levels: Levels, name: str) -> None:
    """Refuse to write what differs along levels into a tensor that has not room for each of their examples."""
    if any(level not in target.device.levels for level in levels):
        raise OpFailed(
            f"vmap: {name} would write what differs from example to example into a tensor that all examples share: map "
            "over that tensor too, begin with new_zeros() or the like of a mapped one, or use what is not in place.",
            op=name,
        )


def each_example(context: Context, compute: Callable[..., Any], values: Sequence[Any], reason: NotBatched) -> Any:
    """compute(*values) for one example of the innermost level after the other; recorded where the context records."""
    levels = _levels(values)
    if not levels:
        raise reason
    level, ops = levels[-1], context.ops
    shown = [_map(lambda tensor: unbatch(tensor, 0, level), value) for value in values]
    results = []
    for number in range(level.size):
        picked = [_map(lambda tensor, place=number: ops.select(tensor, 0, place), value) for value in shown]
        try:
            results.append(compute(*picked))
        except NotBatched as another:  # at the levels that are left
            results.append(each_example(context, compute, picked, another))
    if not results:
        raise reason

    def joined(parts: Sequence[Tensor | None]) -> Tensor | None:
        if parts[0] is None:
            return None
        refuse_different(parts)
        return batch(ops.stack(list(parts)), 0, level)

    return tuple(map(joined, zip(*results, strict=True))) if isinstance(results[0], tuple) else joined(results)


def _levels(values: Sequence[Any]) -> Levels:
    tensors = [one for value in values for one in (value if isinstance(value, list | tuple) else [value])]
    return union(tensor.device.levels for tensor in tensors if hasattr(tensor, "device"))


def _map(function: Callable[..., Any], value: Any) -> Any:
    if isinstance(value, list | tuple) and not all(isinstance(one, int | float | None) for one in value):
        return type(value)(_map(function, one) for one in value)
    return function(value) if hasattr(value, "device") else value
