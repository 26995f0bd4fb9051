"""Products of vectors and matrices, added to a tensor.

https://docs.pytorch.org/docs/stable/torch.html#blas-and-lapack-operations
"""

from __future__ import annotations

from typing import Any

from engine import shapes
from engine.errors import ShapeMismatch
from engine.families import contraction
from engine.op import PROMOTE
from engine.ops.linalg.products import exactly, matmul
from engine.parameters import Array, Number, Ops, Xp

Shape = tuple[int, ...]


def _stretched(name: str, shape: Shape, *inputs: Shape) -> Shape:
    """The shape of a product, to which the first input must stretch."""
    if shapes.broadcast(inputs[0], shape) != shape:
        raise ShapeMismatch(
            f"{name}: {list(inputs[0])} does not stretch to the product's shape {list(shape)}.",
            op=name,
            shapes=[list(one) for one in inputs],
        )
    return shape


def _added(name: str, input: Shape, one: Shape, other: Shape, *ranks: int) -> Shape:
    """The shape of input + one @ other."""
    return _stretched(name, exactly(name, one, other, *ranks), input, one, other)


def _sum(input: Any, product: Any, beta: Any, alpha: Any) -> Any:
    """beta * input + alpha * product; input counts for nothing where beta is 0."""
    product = product if alpha == 1 else product * alpha
    return product if beta == 0 else product + (input if beta == 1 else input * beta)


def _scaled(g: Any, factor: Any) -> Any:
    return g if factor == 1 else g * factor


def _input(ops: Ops, g: Any, beta: Any) -> Any:
    return _scaled(g, beta)


@contraction(
    in_place=True,
    shape=lambda input, mat1, mat2, **attributes: _added("addmm", input, mat1, mat2, 2, 2),
    cases=(
        {"input": (2, 4), "mat1": (2, 3), "mat2": (3, 4)},
        {"input": (4,), "mat1": (2, 3), "mat2": (3, 4), "beta": 0.5, "alpha": 2},
    ),
)
def addmm(xp: Xp, input: Array, mat1: Array, mat2: Array, *, beta: Number = 1, alpha: Number = 1) -> Any:
    """beta * input + alpha * mat1 @ mat2."""
    _added("addmm", input.shape, mat1.shape, mat2.shape, 2, 2)
    return _sum(input, matmul.function(xp, mat1, mat2), beta, alpha)


addmm.gradient(
    input=_input,
    mat1=lambda ops, g, mat2, alpha: ops.mm(_scaled(g, alpha), ops.transpose(mat2, 0, 1)),
    mat2=lambda ops, g, mat1, alpha: ops.mm(ops.transpose(mat1, 0, 1), _scaled(g, alpha)),
)


@contraction(
    in_place=True,
    shape=lambda input, batch1, batch2, **attributes: _added("baddbmm", input, batch1, batch2, 3, 3),
    cases=(
        {"input": (2, 2, 2), "batch1": (2, 2, 3), "batch2": (2, 3, 2)},
        {"input": (2,), "batch1": (2, 2, 3), "batch2": (2, 3, 2), "beta": 0.5, "alpha": 2},
    ),
)
def baddbmm(xp: Xp, input: Array, batch1: Array, batch2: Array, *, beta: Number = 1, alpha: Number = 1) -> Any:
    """beta * input + alpha * batch1 @ batch2, for batches of matrices."""
    _added("baddbmm", input.shape, batch1.shape, batch2.shape, 3, 3)
    return _sum(input, matmul.function(xp, batch1, batch2), beta, alpha)


baddbmm.gradient(
    input=_input,
    batch1=lambda ops, g, batch2, alpha: ops.bmm(_scaled(g, alpha), ops.transpose(batch2, 1, 2)),
    batch2=lambda ops, g, batch1, alpha: ops.bmm(ops.transpose(batch1, 1, 2), _scaled(g, alpha)),
)


@contraction(
    in_place=True,
    shape=lambda input, mat, vec, **attributes: _added("addmv", input, mat, vec, 2, 1),
    cases=(
        {"input": (2,), "mat": (2, 3), "vec": (3,)},
        {"input": (), "mat": (2, 3), "vec": (3,), "beta": 0.5, "alpha": 2},
    ),
)
def addmv(xp: Xp, input: Array, mat: Array, vec: Array, *, beta: Number = 1, alpha: Number = 1) -> Any:
    """beta * input + alpha * mat @ vec."""
    shape = _added("addmv", input.shape, mat.shape, vec.shape, 2, 1)
    return xp.broadcast_to(_sum(input, matmul.function(xp, mat, vec), beta, alpha), shape)


addmv.gradient(
    input=_input,
    mat=lambda ops, g, vec, alpha: ops.unsqueeze(_scaled(g, alpha), 1) * vec,
    vec=lambda ops, g, mat, alpha: ops.mv(ops.transpose(mat, 0, 1), _scaled(g, alpha)),
)


def _batches(input: Shape, batch1: Shape, batch2: Shape, **attributes: Any) -> Shape:
    return _stretched("addbmm", exactly("addbmm", batch1, batch2, 3, 3)[1:], input, batch1, batch2)


@contraction(
    in_place=True,
    shape=_batches,
    cases=(
        {"input": (2, 2), "batch1": (3, 2, 3), "batch2": (3, 3, 2)},
        {"input": (2,), "batch1": (2, 2, 3), "batch2": (2, 3, 2), "beta": 0.5, "alpha": 2},
    ),
)
def addbmm(xp: Xp, input: Array, batch1: Array, batch2: Array, *, beta: Number = 1, alpha: Number = 1) -> Any:
    """beta * input + alpha * the sum of batch1 @ batch2 over the batch."""
    rows, columns = _batches(input.shape, batch1.shape, batch2.shape)
    inner = batch1.shape[0] * batch1.shape[2]  # the sum over the batch is part of one product
    beside = batch1.transpose(1, 0, 2).reshape(rows, inner)
    return _sum(input, matmul.function(xp, beside, batch2.reshape(inner, columns)), beta, alpha)


addbmm.gradient(
    input=_input,
    batch1=lambda ops, g, batch2, alpha: ops.matmul(_scaled(g, alpha), ops.transpose(batch2, 1, 2)),
    batch2=lambda ops, g, batch1, alpha: ops.matmul(ops.transpose(batch1, 1, 2), _scaled(g, alpha)),
)


def _outer(input: Shape, vec1: Shape, vec2: Shape, **attributes: Any) -> Shape:
    if (len(vec1), len(vec2)) != (1, 1):
        raise ShapeMismatch(
            f"addr needs two vectors, got {list(vec1)} and {list(vec2)}.", shapes=[list(input), list(vec1), list(vec2)]
        )
    return _stretched("addr", vec1 + vec2, input, vec1, vec2)


@contraction(
    promotion=PROMOTE,
    in_place=True,
    shape=_outer,
    cases=(
        {"input": (3, 2), "vec1": (3,), "vec2": (2,)},
        {"input": (2,), "vec1": (3,), "vec2": (2,), "beta": 0.5, "alpha": 2},
    ),
)
def addr(xp: Xp, input: Array, vec1: Array, vec2: Array, *, beta: Number = 1, alpha: Number = 1) -> Any:
    """beta * input + alpha * the outer product of vec1 and vec2."""
    _outer(input.shape, vec1.shape, vec2.shape)
    outer = vec1[:, None] * vec2
    if outer.dtype.kind == "b":
        beta, alpha = bool(beta), bool(alpha)
    return _sum(input, outer, beta, alpha)


addr.gradient(
    input=_input,
    vec1=lambda ops, g, vec2, alpha: ops.mv(_scaled(g, alpha), vec2),
    vec2=lambda ops, g, vec1, alpha: ops.mv(ops.transpose(_scaled(g, alpha), 0, 1), vec1),
)
