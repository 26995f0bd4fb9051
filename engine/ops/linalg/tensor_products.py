"""Products of tensors, and chains of products.

https://docs.pytorch.org/docs/stable/torch.html#blas-and-lapack-operations
"""
# ruff: noqa: N803 - PyTorch's names

from __future__ import annotations

import itertools
import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, LimitExceeded, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE
from engine.ops.linalg.matrices import FAMILY, Shape, unfit
from engine.parameters import Array, Arrays, Integer, Operands, Ops, Pairs, Xp
from engine.shapes import dimension


@composite(
    FAMILY, cases=({"input": (2, 3), "other": (4, 3)}, {"input": (3,), "other": (3,)}, {"input": (), "other": (2,)})
)
def inner(ops: Ops, input: Array, other: Array) -> Any:
    """The products of input and other summed over the last dimension of both."""
    if not input.shape or not other.shape:
        return input * other
    if input.shape[-1] != other.shape[-1]:
        raise unfit("inner needs last dimensions of one size", input.shape, other.shape)
    return ops.tensordot(input, other, ((-1,), (-1,)))


def _summed(a: Any, b: Any, dims: Any) -> tuple[list[int], list[int]]:
    """The dimensions of both that are summed over."""
    if hasattr(dims, "tolist"):
        dims = dims.tolist()
    if isinstance(dims, int) or len(dims) == 1:
        count = dims if isinstance(dims, int) else dims[0]
        if not isinstance(count, int) or not 0 <= count <= min(len(a.shape), len(b.shape)):
            raise unfit(f"tensordot: dims must lie from 0 to the number of dimensions, not {count}", a.shape, b.shape)
        return list(range(len(a.shape) - count, len(a.shape))), list(range(count))
    if len(dims) != 2:
        raise OpFailed(f"tensordot: dims must be a number or two lists, not {dims!r}.", op="tensordot")
    left, right = ([one] if isinstance(one, int) else list(one) for one in dims)
    left, right = [dimension(one, len(a.shape)) for one in left], [dimension(one, len(b.shape)) for one in right]
    if len(left) != len(right) or len(set(left)) != len(left) or len(set(right)) != len(right):
        raise unfit("tensordot: dims must name as many dimensions of both, each once", a.shape, b.shape)
    return left, right


@composite(
    FAMILY,
    variants=FUNCTION,
    cases=(
        {"a": (2, 3, 4), "b": (3, 4, 2)},
        {"a": (2, 3), "b": (2, 3), "dims": ((0, 1), (0, 1))},
        {"a": (2,), "b": (3,), "dims": 0},
    ),
)
def tensordot(ops: Ops, a: Array, b: Array, dims: Pairs = 2) -> Any:
    """The products of a and b summed over dims: the last of a and the first of b, or those of two lists."""
    left, right = _summed(a, b, dims)
    for one, other in zip(left, right, strict=True):
        if a.shape[one] != b.shape[other]:
            if 1 not in (a.shape[one], b.shape[other]):
                raise unfit("tensordot needs dimensions of one size", a.shape, b.shape)
            a = ops.sum(a, (one,), True)
            b = ops.sum(b, (other,), True)
    rows = [i for i in range(len(a.shape)) if i not in left]
    columns = [i for i in range(len(b.shape)) if i not in right]
    shape = tuple([a.shape[i] for i in rows] + [b.shape[i] for i in columns])
    inner = math.prod(a.shape[i] for i in left)
    a = ops.reshape(ops.permute(a, (*rows, *left)), (math.prod(a.shape[i] for i in rows), inner))
    b = ops.reshape(ops.permute(b, (*right, *columns)), (inner, math.prod(b.shape[i] for i in columns)))
    return ops.reshape(ops.mm(a, b), shape)


@composite(
    FAMILY,
    cases=({"input": (2, 3), "other": (2, 2)}, {"input": (2,), "other": (2, 2)}, {"input": (2, 1, 2), "other": (2,)}),
)
def kron(ops: Ops, input: Array, other: Array) -> Any:
    """The Kronecker product: other times each element of input, as blocks."""
    rank = max(len(input.shape), len(other.shape))
    one = (1,) * (rank - len(input.shape)) + tuple(input.shape)
    two = (1,) * (rank - len(other.shape)) + tuple(other.shape)
    spread = [side for size in one for side in (size, 1)]
    inside = [side for size in two for side in (1, size)]
    outer = ops.reshape(input, tuple(spread)) * ops.reshape(other, tuple(inside))
    return ops._unsafe_view(outer, tuple([a * b for a, b in zip(one, two, strict=True)]))


def _trace_shape(input: Shape) -> Shape:
    if len(input) != 2:
        raise ShapeMismatch(f"trace needs a matrix, got {list(input)}.", op="trace", shapes=[list(input)])
    return ()


@operation(FAMILY, promotion=PROMOTE, shape=_trace_shape, cases=({"input": (2, 3)}, {"input": [[1, 2], [3, 4]]}))
def trace(xp: Xp, input: Array) -> Any:
    """The sum of a matrix's diagonal; integers are summed to int64."""
    _trace_shape(input.shape)
    if input.dtype.kind == "b":
        raise DtypeMismatch(
            "trace of booleans is not defined: convert them with to().",
            dtypes=["bool"],
            exception="NotImplementedError",
        )
    return xp.sum(xp.diagonal(input), 0, "int64" if input.dtype.kind in "iu" else None)


trace.gradient(input=lambda ops, g, input_shape: g * ops._eye(g, *input_shape))


@composite(FAMILY, name="linalg.diagonal", variants=FUNCTION, cases=({"A": (2, 3)}, {"A": (2, 3, 3), "offset": 1}))
def linalg_diagonal(ops: Ops, A: Array, *, offset: Integer = 0, dim1: Integer = -2, dim2: Integer = -1) -> Any:
    """The diagonals of matrices, as the last dimension; a view."""
    return ops.diagonal(A, offset, dim1, dim2)


@composite(FAMILY, name="linalg.vander", variants=FUNCTION, cases=({"x": (3,)}, {"x": (2, 2), "N": 4}))
def vander(ops: Ops, x: Array, *, N: Integer | None = None) -> Any:
    """The Vandermonde matrix: the powers of x from 0 to N - 1, by default as many as x has elements."""
    if x.dtype.kind == "b" or x.dtype in dtypes.HALVES:
        raise DtypeMismatch(
            f"linalg.vander is not offered for {x.dtype.name}: convert with to().", dtypes=[x.dtype.name]
        )
    x = x if x.shape else ops.unsqueeze(x, 0)
    count = x.shape[-1] if N is None else N
    if count <= 1:
        raise OpFailed(f"linalg.vander: N must be greater than 1, it is {count}.", op="linalg.vander")
    base = ops.expand(ops.unsqueeze(x, -1), (*x.shape, count - 1))
    powers = ops.cumprod(base, -1)
    ones = ops.ones_like(ops.detach(ops.unsqueeze(x, -1)), dtype=powers.dtype)
    return ops.cat([ones, powers], -1)


_LONGEST = 100  # matrices in a chain: the order is found in the cube of that many steps


def _order(sizes: list[int]) -> dict[tuple[int, int], int]:
    """Where to cut each run of a chain of matrices so that least is computed (Cormen and others, section 14.2)."""
    count = len(sizes) - 1
    cost = {(i, i): 0 for i in range(count)}
    cut: dict[tuple[int, int], int] = {}
    for length in range(1, count):
        for i in range(count - length):
            j = i + length
            tried = [(cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1], k) for k in range(i, j)]
            cost[i, j], cut[i, j] = min(tried)
    return cut


@composite(
    FAMILY,
    name="linalg.multi_dot",
    variants=FUNCTION,
    cases=({"tensors": [(2, 3), (3, 2), (2, 4)]}, {"tensors": [(2,), (2, 3), (3,)]}),
)
def multi_dot(ops: Ops, tensors: Arrays) -> Any:
    """The product of a chain of matrices, in the order that computes least; the first and the last may be vectors."""
    shapes = [tuple(one.shape) for one in tensors]
    if len(tensors) < 2:
        raise OpFailed("linalg.multi_dot needs at least two tensors.", op="linalg.multi_dot")
    chain = list(tensors)
    first, last = len(shapes[0]) == 1, len(shapes[-1]) == 1
    if first:
        chain[0] = ops.unsqueeze(chain[0], 0)
    if last:
        chain[-1] = ops.unsqueeze(chain[-1], -1)
    fits = all(len(one.shape) == 2 for one in chain) and all(
        one.shape[1] == other.shape[0] for one, other in itertools.pairwise(chain)
    )
    if not fits:
        raise unfit("linalg.multi_dot needs matrices, each with as many rows as the one before has columns", *shapes)
    if len(chain) > _LONGEST:
        raise LimitExceeded(
            f"linalg.multi_dot takes at most {_LONGEST} tensors, got {len(chain)}: multiply parts of the chain.",
            op="linalg.multi_dot",
            limit=_LONGEST,
        )
    cut = _order([chain[0].shape[0], *(one.shape[1] for one in chain)])

    def product(i: int, j: int) -> Any:
        return chain[i] if i == j else ops.mm(product(i, cut[i, j]), product(cut[i, j] + 1, j))

    out = product(0, len(chain) - 1)
    gone = ([0] if first else []) + ([1] if last else [])
    return ops.view(out, tuple([size for i, size in enumerate(out.shape) if i not in gone]))


@composite(FAMILY, variants=FUNCTION, cases=({"matrices": [(2, 3), (3, 2)]},))
def chain_matmul(ops: Ops, matrices: Operands) -> Any:
    """The product of a chain of matrices, in the order that computes least."""
    return matrices[0] if len(matrices) == 1 else ops.linalg.multi_dot(list(matrices))


@composite(
    NETWORK,
    name="nn.functional.bilinear",
    variants=FUNCTION,
    cases=(
        {"input1": (2, 3), "input2": (2, 2), "weight": (4, 3, 2), "bias": (4,)},
        {"input1": (3,), "input2": (2,), "weight": (4, 3, 2)},
    ),
)
def bilinear(ops: Ops, input1: Array, input2: Array, weight: Array, bias: Array | None = None) -> Any:
    """input1 @ weight[k] @ input2 + bias[k] for each output k, along the last dimension of the inputs."""
    given = [input1.shape, input2.shape, weight.shape]
    if len(weight.shape) != 3 or not input1.shape or not input2.shape or input1.shape[:-1] != input2.shape[:-1]:
        raise unfit("nn.functional.bilinear needs inputs of one batch and a weight of three dimensions", *given)
    outputs, left, right = weight.shape
    if (input1.shape[-1], input2.shape[-1]) != (left, right):
        raise unfit("nn.functional.bilinear needs a weight of [outputs, size of input1, size of input2]", *given)
    if bias is not None and tuple(bias.shape) != (outputs,):
        raise unfit("nn.functional.bilinear needs a bias of [outputs]", *given, bias.shape)
    count = math.prod(input1.shape[:-1])
    spread = ops.reshape(ops.permute(weight, (1, 0, 2)), (left, outputs * right))
    across = ops.reshape(ops.mm(ops.reshape(input1, (count, left)), spread), (count, outputs, right))
    out = ops.bmm(across, ops.reshape(input2, (count, right, 1)))
    out = ops.reshape(out, (*input1.shape[:-1], outputs))
    return out if bias is None else out + bias
