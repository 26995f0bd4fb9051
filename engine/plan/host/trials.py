"""Trials: a compiled function must come to NumPy's numbers, to the bit, before it takes the place of the calls."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy

from engine.plan.host.blocks import COLUMN, EACH, ONE, ROW
from engine.plan.host.machine import Slot, Step
from engine.storage import address

TRIED, ROWS = 67, 3
"""Elements, or rows, of the arrays that a function is tried on: some in the widest registers, and some left over."""


class Piece(NamedTuple):
    """Steps that become one function; its places, sizes and stored slots are those of `machine.function`."""

    steps: Sequence[Step]
    places: Sequence[int]
    sizes: Sequence[int]
    stored: frozenset[int]
    width: int


def agrees(compiled: Callable[..., None], piece: Piece) -> bool:
    """Whether a function comes to NumPy's numbers on some, with infinities, NaN and zeros of both signs among them."""
    rows, width = (ROWS, piece.width) if piece.width else (TRIED, 1)
    shapes = {EACH: (rows, width), ROW: (1, width), COLUMN: (rows, 1), ONE: (1, 1)}
    arrays: dict[int, Any] = {}
    rooms: dict[int, Any] = {}
    random = numpy.random.default_rng(0)

    def array(slot: Slot) -> Any:
        if slot.number not in arrays:
            arrays[slot.number] = _trial(random, slot.dtype, shapes[slot.kind])
            rooms.setdefault(piece.places[slot.number], arrays[slot.number].copy())
        return arrays[slot.number].view(slot.dtype)

    with numpy.errstate(all="ignore"):
        for one in piece.steps:
            operands = [
                array(operand) if isinstance(operand, Slot) else numpy.asarray(operand, dtype)
                for operand, dtype in zip(one.operands, one.dtypes, strict=True)
            ]
            if one.name == "copyto":
                numpy.copyto(array(one.out), operands[0], "unsafe")
            else:
                getattr(numpy, one.name)(*operands, out=array(one.out))
    addresses = (ctypes.c_void_p * len(piece.sizes))()
    for place, room in rooms.items():
        addresses[place] = address(room)
    compiled(addresses, 0, rows)
    return all(_same(arrays[number], rooms[piece.places[number]]) for number in piece.stored)


def _trial(random: numpy.random.Generator, dtype: str, shape: tuple[int, int]) -> Any:
    """Numbers of a dtype to try."""
    if dtype == "bool":
        return random.integers(0, 2, shape).astype(bool)
    if dtype[0] != "f":
        return random.integers(-(1 << 40), 1 << 40, shape).astype(dtype)
    numbers = random.normal(size=shape) * 10.0 ** random.integers(-2, 3, shape)
    special = random.choice([0.0, -0.0, 1.0, -1.0, 1e-40, numpy.inf, -numpy.inf, numpy.nan], shape)
    return numpy.where(random.integers(0, 3, shape) == 0, special, numbers).astype(dtype)


def _same(one: Any, other: Any) -> bool:
    """Whether two arrays are the same to the bit, but for what NaN consists of."""
    other = other.view(one.dtype)
    bits = f"u{one.itemsize}"
    return bool(((one.view(bits) == other.view(bits)) | ((one != one) & (other != other))).all())
