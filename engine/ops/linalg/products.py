"""Products of vectors and matrices.

https://docs.pytorch.org/docs/stable/torch.html#blas-and-lapack-operations
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes, shapes
from engine.errors import DtypeMismatch, ShapeMismatch
from engine.families import composite, contraction
from engine.libraries import on_host
from engine.parameters import Array, Ops, Xp

Shape = tuple[int, ...]
LARGE = 1 << 16
"""Elements of a matrix."""


_NAMES = {(1, 1): 0, (2, 1): 1, (2, 2): 2, (1, 2): 4, (2, 3): 5}


def _name(inputs: Any, attributes: Any) -> int:
    """Which of PyTorch's products it is, by the ranks."""
    ranks = len(inputs[0].shape), min(len(inputs[1].shape), 3)
    name = _NAMES.get(ranks, 3)
    return 3 if name == 5 and not inputs[0].requires_grad else name


@contraction(
    shape=shapes.matmul,
    aliases=("linalg.matmul",),
    grad_fn=("DotBackward0", "MvBackward0", "MmBackward0", "UnsafeViewBackward0", "SqueezeBackward4", "CloneBackward0"),
    variant=_name,
    cases=(
        {"input": (2, 3), "other": (3, 2)},
        {"input": (3,), "other": (3,)},
        {"input": (2, 3), "other": (3,)},
        {"input": (3,), "other": (3, 2)},
        {"input": (2, 2, 3), "other": (3, 2)},
        {"input": (2, 3), "other": (2, 3, 2)},
        {"input": (2, 1, 2, 3), "other": (2, 3, 2)},
        {"input": (3,), "other": (2, 3, 2)},
        {"input": (2, 2, 3), "other": (3,)},
    ),
)
def matmul(xp: Xp, input: Array, other: Array) -> Any:
    """The matrix product; of vectors the dot product. Leading dimensions are batches, and broadcast."""
    if input.dtype.kind == "b":
        raise DtypeMismatch(
            "Products of boolean matrices are not defined: convert them with to().",
            dtypes=["bool"],
            exception="NotImplementedError",
        )
    if other.ndim <= 2 < input.ndim and input.shape[-1:] == other.shape[:1]:  # one large product, not many small ones
        rows = _product(xp, input.reshape(math.prod(input.shape[:-1]), input.shape[-1]), other)
        return rows.reshape(input.shape[:-1] + other.shape[1:])
    return _product(xp, input, other)


def _product(xp: Xp, input: Array, other: Array) -> Any:
    """The product of arrays; that of few rows and a large transposed matrix by its transpose, which suits OpenBLAS.

    That is 1.1 to 2 times as fast, its copy included.
    """
    if (
        input.ndim == other.ndim == 2
        and 8 <= len(input) <= 64
        and other.size >= max(LARGE, 2048 * len(input))
        and input.dtype == other.dtype == dtypes.float32
        and input.flags.c_contiguous
        and other.flags.f_contiguous
        and on_host(xp)
    ):
        return xp.matmul(other.T, input.T).T.copy()
    return xp.matmul(input, other)


def _matmul_input(ops: Ops, g: Any, input_shape: Shape, other: Any) -> Any:
    if len(other.shape) == 1:
        return ops.unsqueeze(g, -1) * other
    if len(input_shape) == 1:
        g = ops.unsqueeze(g, -2)
    return ops.matmul(g, ops.transpose(other, -2, -1))


def _matmul_other(ops: Ops, g: Any, input: Any, other_shape: Shape) -> Any:
    if len(input.shape) == 1:
        return ops.unsqueeze(input, -1) * ops.unsqueeze(g, -2) if len(other_shape) > 1 else input * g
    if len(other_shape) == 1:
        g = ops.unsqueeze(g, -1)
    if len(other_shape) <= 2 < len(input.shape):
        rows = math.prod(input.shape[:-1])
        input = ops.reshape(input, (rows, input.shape[-1]))
        g = ops.reshape(g, (rows, g.shape[-1]))
    product = ops.matmul(ops.transpose(input, -2, -1), g)
    return ops.squeeze(product, -1) if len(other_shape) == 1 else product


matmul.gradient(input=_matmul_input, other=_matmul_other)


def exactly(name: str, input: Shape, other: Shape, *ranks: int) -> Shape:
    """The shape of a product of tensors with fixed ranks."""
    if (len(input), len(other)) != ranks or input[:-2] != other[:-2]:
        raise ShapeMismatch(
            f"{name} needs tensors of {ranks[0]} and {ranks[1]} dimensions{', of equal batches' * (name == 'bmm')}, "
            f"got {list(input)} and {list(other)}.",
            op=name,
            shapes=[list(input), list(other)],
        )
    try:
        return shapes.matmul(input, other)
    except ShapeMismatch as error:
        raise ShapeMismatch(error.detail.replace("matmul", name, 1), op=name, **error.facts) from None


@contraction(shape=lambda input, mat2: exactly("mm", input, mat2, 2, 2), cases=({"input": (2, 3), "mat2": (3, 4)},))
def mm(xp: Xp, input: Array, mat2: Array) -> Any:
    """The product of two matrices."""
    exactly("mm", input.shape, mat2.shape, 2, 2)
    return matmul.function(xp, input, mat2)


mm.gradient(
    input=lambda ops, g, mat2: ops.mm(g, ops.transpose(mat2, 0, 1)),
    mat2=lambda ops, g, input: ops.mm(ops.transpose(input, 0, 1), g),
)


@contraction(
    shape=lambda input, mat2: exactly("bmm", input, mat2, 3, 3), cases=({"input": (2, 2, 3), "mat2": (2, 3, 2)},)
)
def bmm(xp: Xp, input: Array, mat2: Array) -> Any:
    """The products of a batch of matrices with a batch of matrices."""
    exactly("bmm", input.shape, mat2.shape, 3, 3)
    return matmul.function(xp, input, mat2)


bmm.gradient(
    input=lambda ops, g, mat2: ops.bmm(g, ops.transpose(mat2, 1, 2)),
    mat2=lambda ops, g, input: ops.bmm(ops.transpose(input, 1, 2), g),
)


@contraction(shape=lambda input, vec: exactly("mv", input, vec, 2, 1), cases=({"input": (2, 3), "vec": (3,)},))
def mv(xp: Xp, input: Array, vec: Array) -> Any:
    """The product of a matrix and a vector."""
    exactly("mv", input.shape, vec.shape, 2, 1)
    return matmul.function(xp, input, vec)


mv.gradient(
    input=lambda ops, g, vec: ops.unsqueeze(g, 1) * vec,
    vec=lambda ops, g, input: ops.mv(ops.transpose(input, 0, 1), g),
)


@contraction(shape=lambda input, tensor: exactly("dot", input, tensor, 1, 1), cases=({"input": (3,), "tensor": (3,)},))
def dot(xp: Xp, input: Array, tensor: Array) -> Any:
    """The dot product of two vectors; complex ones are not conjugated."""
    exactly("dot", input.shape, tensor.shape, 1, 1)
    return matmul.function(xp, input, tensor)


dot.gradient(input=lambda ops, g, tensor: g * tensor, tensor=lambda ops, g, input: g * input)


@composite("linear algebra", aliases=("ger",), cases=({"input": (3,), "vec2": (2,)},))
def outer(ops: Ops, input: Array, vec2: Array) -> Any:
    """The outer product of two vectors."""
    if (len(input.shape), len(vec2.shape)) != (1, 1):
        raise ShapeMismatch(
            f"outer needs two vectors, got {list(input.shape)} and {list(vec2.shape)}.",
            op="outer",
            shapes=[list(input.shape), list(vec2.shape)],
        )
    return ops.mul(ops.unsqueeze(input, 1), vec2)
