"""Turning and mirroring.

https://docs.pytorch.org/docs/stable/generated/torch.rot90.html
"""

from __future__ import annotations

from typing import Any

from engine.errors import OpFailed
from engine.families import composite, reshaping
from engine.parameters import Array, Integer, Integers, Ops, Xp
from engine.shapes import dimension


def _rotated(input: tuple[int, ...], k: int = 1, dims: tuple[int, ...] = (0, 1)) -> tuple[int, ...]:
    if len(dims) != 2 or len(input) < 2:
        raise OpFailed(
            f"rot90 turns in two dimensions, not in {list(dims)} of {list(input)}.", op="rot90", shapes=[list(input)]
        )
    first, second = [dimension(dim, len(input)) for dim in dims]
    if first == second:
        raise OpFailed(f"rot90: dims {list(dims)} name one dimension twice.", op="rot90")
    shape = list(input)
    if k % 2:
        shape[first], shape[second] = shape[second], shape[first]
    return tuple(shape)


@reshaping(
    shape=_rotated,
    cases=({"input": (2, 3)}, {"input": (2, 3), "k": 2}, {"input": (2, 1, 3), "k": -1, "dims": (2, 0)}),
)
def rot90(xp: Xp, input: Array, k: Integer = 1, dims: Integers = (0, 1)) -> Any:
    """input turned by k quarters in a plane, from the first of dims to the second."""
    _rotated(input.shape, k, dims)
    return xp.rot90(input, k, tuple(dims)).copy()


rot90.gradient(input=lambda ops, g, k, dims: ops.rot90(g, -k, dims))


@composite("shape", cases=({"input": (2, 3)},))
def fliplr(ops: Ops, input: Array) -> Any:
    """input in reverse along its second dimension."""
    _least("fliplr", input.shape, 2)
    return ops.flip(input, (1,))


@composite("shape", cases=({"input": (2, 3)},))
def flipud(ops: Ops, input: Array) -> Any:
    """input in reverse along its first dimension."""
    _least("flipud", input.shape, 1)
    return ops.flip(input, (0,))


def _least(op: str, shape: tuple[int, ...], rank: int) -> None:
    if len(shape) < rank:
        raise OpFailed(f"{op} needs at least {rank} dimensions, got {list(shape)}.", op=op, shapes=[list(shape)])
