"""Einstein's summation, as a chain of products of two in the cheapest order.

https://docs.pytorch.org/docs/stable/generated/torch.einsum.html
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import opt_einsum

from engine.errors import OpFailed, ShapeMismatch
from engine.families import composite
from engine.parameters import Operands, Ops, Text

Letters = list[str]


def _fail(equation: str, why: str, operands: Sequence[Any]) -> OpFailed:
    shapes = [list(operand.shape) for operand in operands]
    return OpFailed(f"einsum {equation!r}: {why}", op="einsum", argument="equation", shapes=shapes)


def _read(equation: str, operands: Sequence[Any]) -> tuple[list[Letters], Letters]:
    """The letters of each operand's dimensions and of the result's; those of an ellipsis are "0", "1", ..."""
    left, arrow, right = equation.replace(" ", "").partition("->")
    terms = left.split(",")
    if len(terms) != len(operands):
        raise _fail(equation, f"{len(terms)} terms for {len(operands)} tensors.", operands)
    spread = 0
    read: list[Letters] = []
    for term, operand in zip(terms, operands, strict=True):
        before, dots, after = term.partition("...")
        if not (before + after).isalpha() and before + after:
            raise _fail(equation, f"{term!r} may hold letters and one '...' only.", operands)
        unnamed = len(operand.shape) - len(before + after)
        if unnamed < 0 or (unnamed and not dots):
            raise _fail(
                equation, f"{term!r} names {len(before + after)} dimensions, but the tensor has shape "
                f"{list(operand.shape)}.", operands
            )  # fmt: skip
        spread = max(spread, unnamed)
        read.append([*before, *(["..."] * unnamed), *after])
    dots_of = [str(number) for number in range(spread)]
    for letters in read:
        unnamed = letters.count("...")
        for number, place in enumerate([i for i, letter in enumerate(letters) if letter == "..."]):
            letters[place] = dots_of[spread - unnamed + number]
    named = [letter for letters in read for letter in letters if letter.isalpha()]
    if not arrow:
        return read, dots_of + sorted(letter for letter in set(named) if named.count(letter) == 1)
    before, dots, after = right.partition("...")
    result = [*before, *(dots_of if dots else ()), *after]
    if len(set(result)) != len(result) or not set(before + after) <= set(named):
        raise _fail(equation, "each letter of the result must stand there once, and in a term.", operands)
    return read, result


def _sizes(equation: str, terms: list[Letters], operands: Sequence[Any]) -> dict[str, int]:
    """The size of each letter; sizes of 1 stretch."""
    sizes: dict[str, int] = {}
    for letters, operand in zip(terms, operands, strict=True):
        for letter, size in zip(letters, operand.shape, strict=True):
            known = sizes.setdefault(letter, size)
            if known == 1:
                sizes[letter] = size
            elif size not in (1, known):
                shapes = [list(one.shape) for one in operands]
                raise ShapeMismatch(
                    f"einsum {equation!r}: {letter!r} is {known} in one tensor and {size} in another.",
                    op="einsum",
                    shapes=shapes,
                )
    return sizes


def _tidy(ops: Ops, tensor: Any, letters: Letters, sizes: dict[str, int], wanted: set[str]) -> tuple[Any, Letters]:
    """A tensor with each letter once, without sizes of 1 that stretch, summed over what nobody else wants."""
    while len(set(letters)) < len(letters):
        twice = next(letter for letter in letters if letters.count(letter) > 1)
        first = letters.index(twice)
        second = letters.index(twice, first + 1)
        tensor = ops.diagonal(tensor, 0, first, second)
        letters = [letter for i, letter in enumerate(letters) if i not in (first, second)] + [twice]
    stretched = [i for i, letter in enumerate(letters) if tensor.shape[i] == 1 != sizes[letter]]
    if stretched:
        tensor = ops.reshape(tensor, tuple(size for i, size in enumerate(tensor.shape) if i not in stretched))
        letters = [letter for i, letter in enumerate(letters) if i not in stretched]
    gone = tuple(i for i, letter in enumerate(letters) if letter not in wanted)
    if gone:
        tensor = ops.sum(tensor, gone)
        letters = [letter for letter in letters if letter in wanted]
    return tensor, letters


def _arranged(ops: Ops, tensor: Any, letters: Letters, order: Letters) -> Any:
    places = tuple(letters.index(letter) for letter in order)
    return tensor if places == tuple(range(len(places))) else ops.permute(tensor, places)


def _pair(
    ops: Ops, one: tuple[Any, Letters], other: tuple[Any, Letters], sizes: dict[str, int], wanted: set[str]
) -> tuple[Any, Letters]:
    """The product of two tensors, summed over shared letters that nobody else wants: one product of matrices."""
    (left, rows), (right, columns) = one, other
    batch = [letter for letter in rows if letter in columns and letter in wanted]
    inner = [letter for letter in rows if letter in columns and letter not in wanted]
    rows = [letter for letter in rows if letter not in columns]
    columns = [letter for letter in columns if letter not in one[1]]
    shape = {"batch": batch, "rows": rows, "inner": inner, "columns": columns}
    b, r, i, c = (math.prod(sizes[letter] for letter in letters) for letters in shape.values())
    letters = batch + rows + columns
    if not inner:
        aligned = tuple(sizes[letter] for letter in batch + rows) + (1,) * len(columns)
        left = ops.reshape(_arranged(ops, left, one[1], batch + rows), aligned)
        aligned = tuple(1 if letter in rows else sizes[letter] for letter in letters)
        right = ops.reshape(_arranged(ops, right, other[1], batch + columns), aligned)
        return ops.mul(left, right), letters
    left = ops.reshape(_arranged(ops, left, one[1], batch + rows + inner), (b, r, i))
    right = ops.reshape(_arranged(ops, right, other[1], batch + inner + columns), (b, i, c))
    product = ops.bmm(left, right)
    return ops.reshape(product, tuple(sizes[letter] for letter in letters)), letters


@composite(
    "linear algebra",
    variants=("function",),
    cases=(
        {"equation": "ij,jk->ik", "operands": [(2, 3), (3, 2)]},
        {"equation": "ii", "operands": [(3, 3)]},
        {"equation": "ii->i", "operands": [(3, 3)]},
        {"equation": "ij->ji", "operands": [(2, 3)]},
        {"equation": "i,j", "operands": [(2,), (3,)]},
        {"equation": "bij,bjk->bik", "operands": [(2, 2, 3), (2, 3, 2)]},
        {"equation": "...ij,...jk->...ik", "operands": [(2, 2, 3), (3, 2)]},
        {"equation": "bn,anm,bm->ba", "operands": [(2, 3), (2, 3, 2), (2, 2)]},
        {"equation": "ij,ij->", "operands": [(2, 3), (2, 3)]},
    ),
)
def einsum(ops: Ops, equation: Text, operands: Operands) -> Any:
    """Products summed over the letters that the result does not name, as in "ij,jk->ik"."""
    if not operands:
        raise _fail(equation, "there must be a tensor.", operands)
    terms, result = _read(equation, operands)
    sizes = _sizes(equation, terms, operands)
    parts = list(zip(operands, terms, strict=True))
    path = _path(terms, result, sizes)
    _admit(ops, path, terms, result, sizes, operands)
    for contracted in path:
        chosen = [parts.pop(place) for place in sorted(contracted, reverse=True)][::-1]
        wanted = set(result).union(*(letters for _, letters in parts))
        tidy = [
            _tidy(ops, *part, sizes, wanted.union(*(letters for _, letters in chosen[:place] + chosen[place + 1 :])))
            for place, part in enumerate(chosen)
        ]
        parts.append(tidy[0] if len(tidy) == 1 else _pair(ops, tidy[0], tidy[1], sizes, wanted))
    tensor, letters = _tidy(ops, *parts[0], sizes, set(result))
    return _arranged(ops, tensor, letters, result)


def _admit(
    ops: Ops,
    path: list[tuple[int, ...]],
    terms: list[Letters],
    result: Letters,
    sizes: dict[str, int],
    operands: Sequence[Any],
) -> None:
    """Refuse an equation of which some product on the way would be too large, before any is computed."""
    context = getattr(ops, "context", None)
    if context is None:
        return
    left = [set(letters) for letters in terms]
    for contracted in path:
        chosen = [left.pop(place) for place in sorted(contracted, reverse=True)]
        kept = set().union(*chosen) & set(result).union(*left)
        context.admit([sizes[letter] for letter in kept], operands[0].dtype, "einsum")
        left.append(kept)


def _path(terms: list[Letters], result: Letters, sizes: dict[str, int]) -> list[tuple[int, ...]]:
    """Which tensors to multiply, pair by pair, in the cheapest order."""
    if len(terms) <= 2:
        return [tuple(range(len(terms)))]
    inputs = [frozenset(letters) for letters in terms]
    optimize = opt_einsum.paths.auto
    path: list[tuple[int, ...]] = optimize(inputs, frozenset(result), sizes, None)
    return path
