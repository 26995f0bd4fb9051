"""Max pooling and its partial inverse.

https://docs.pytorch.org/docs/stable/nn.functional.html#pooling-functions
"""

from __future__ import annotations

from typing import Any

from engine.errors import InvalidValue, ShapeMismatch
from engine.families import FUNCTION, NETWORK, operation
from engine.op import SAME, Op
from engine.ops.convolution.maxima import check_indices, put
from engine.ops.convolution.pooling import as_line, as_plane, check_pooled, pooled, pooling
from engine.ops.convolution.sliding import per_dim
from engine.parameters import Array, Boolean, Integers, Ops, PerDim, Plain, Xp

Shape = tuple[int, ...]
OUTPUTS = ("out", "indices")

_INPUTS: dict[int, Any] = {
    1: [[[1.0, 3.0, 3.5, -1.0, 2.0]]],
    2: [[[1.0, 3.0, 4.0], [-1.0, 2.0, 6.0], [5.0, -2.0, 0.0]]],
    3: [[[[1.0, 3.0], [4.0, 2.0]], [[-1.0, 0.0], [6.0, 5.0]]]],
}
_PLACES = {1: "dimension", 2: "two dimensions", 3: "three dimensions"}


def _max_pooling(rank: int, with_indices: bool) -> Op:
    """Max pooling over the last dimensions; PyTorch has a second name for it with indices."""
    op = f"max_pool{rank}d"
    case = {"input": _INPUTS[rank], "kernel_size": 2}

    def pool(
        ops: Ops,
        input: Array,
        kernel_size: PerDim,
        stride: PerDim | None = None,
        padding: PerDim = 0,
        dilation: PerDim = 1,
        ceil_mode: Boolean = False,
        return_indices: Boolean = False,
    ) -> Any:
        check_pooled(op, input, rank)
        windows = pooled(op, input, rank, kernel_size, stride, padding, ceil_mode, dilation)
        given = as_plane(ops, input, rank)
        if with_indices or return_indices:
            return tuple([as_line(ops, one, rank) for one in ops._max_pool(given, **windows)])
        if getattr(input, "requires_grad", True):
            return as_line(ops, ops._max_pool(given, **windows)[0], rank)
        return as_line(ops, ops._max_values(given, **windows), rank)  # no gradient will ask where they are

    pool.__doc__ = f"The largest elements of windows that move over the last {_PLACES[rank]} of input" + (
        ", and where they are." if with_indices else "; return_indices adds where they are."
    )
    if with_indices:
        return pooling(f"{op}_with_indices", case, outputs=OUTPUTS)(pool)
    again = {**case, "stride": 1, "padding": 1, "return_indices": True}
    return pooling(op, case, again, outputs=OUTPUTS, aliases=(op,))(pool)


max_pool1d, max_pool2d, max_pool3d = [_max_pooling(rank, False) for rank in (1, 2, 3)]
max_pool1d_with_indices, max_pool2d_with_indices, max_pool3d_with_indices = [
    _max_pooling(rank, True) for rank in (1, 2, 3)
]


@operation(
    NETWORK,
    promotion=SAME,
    grad_fn=("MaxPool2DWithIndicesBackwardBackward0",),
    shape=lambda grad_output, input, *others, **attributes: input,
    variants=FUNCTION,
    cases=(
        {"grad_output": (1, 1, 2), "input": (1, 2, 3), "kernel_size": 2, "stride": 1, "padding": 0, "dilation": 1}
        | {"ceil_mode": False, "indices": [[[1, 5]]]},
    ),
)
def max_pool2d_with_indices_backward(
    xp: Xp,
    grad_output: Array,
    input: Array,
    kernel_size: PerDim,
    stride: PerDim,
    padding: PerDim = 0,
    dilation: PerDim = 1,
    ceil_mode: Boolean = False,
    indices: Plain = None,
) -> Any:
    """The gradient of max_pool2d: zeros in the shape of input, to which grad_output is added at indices."""
    if indices is None or indices.shape != grad_output.shape:
        raise ShapeMismatch(
            f"max_pool2d_with_indices_backward: indices must have the shape of grad_output, {list(grad_output.shape)}."
        )
    check_indices(indices, input.shape[-2:])
    return put.function(xp, grad_output, indices, size=input.shape[-2:])


max_pool2d_with_indices_backward.gradient(
    grad_output=lambda ops, g, indices: ops._pick(g, indices, rank=2),
    input=lambda ops, g: ops.new_zeros(g, tuple(g.shape)),  # it counts by its shape alone
)


def _max_unpooling(rank: int) -> Op:
    """The partial inverse of max pooling over the last dimensions."""
    op = f"nn.functional.max_unpool{rank}d"

    def unpool(
        ops: Ops,
        input: Array,
        indices: Plain,
        kernel_size: PerDim,
        stride: PerDim | None = None,
        padding: PerDim = 0,
        output_size: Integers | None = None,
    ) -> Any:
        kernel, before = per_dim(op, "kernel_size", kernel_size, rank), per_dim(op, "padding", padding, rank)
        step = kernel if stride is None else per_dim(op, "stride", stride, rank)
        if tuple(indices.shape) != tuple(input.shape) or len(input.shape) not in (rank + 1, rank + 2):
            raise ShapeMismatch(
                f"{op}: input needs {rank + 1} or {rank + 2} dimensions, and indices its shape; got "
                f"{list(input.shape)} and {list(indices.shape)}.",
                op=op,
                shapes=[list(input.shape), list(indices.shape)],
            )
        size = _unpooled(op, input.shape[-rank:], kernel, step, before, output_size)
        if rank > 1:
            return ops._unpool(input, indices, size=size)
        return ops.squeeze(ops._unpool(ops.unsqueeze(input, -1), ops.unsqueeze(indices, -1), size=(*size, 1)), -1)

    unpool.__doc__ = f"Zeros over the last {_PLACES[rank]} with input at indices, which max_pool{rank}d gave."
    case: dict[str, Any] = {"input": (1, 1, 2), "indices": [[[0, 3]]], "kernel_size": 2}
    if rank == 3:
        case |= {"input": (1, 1, 1, 2), "indices": [[[[0, 3]]]]}
    return pooling(f"max_unpool{rank}d", case)(unpool)


def _unpooled(op: str, input: Shape, kernel: Shape, stride: Shape, before: Shape, size: Any) -> Shape:
    """The size of what was pooled: as asked for, where it can be that."""
    least = [
        (one - 1) * step + width - 2 * pad for one, step, width, pad in zip(input, stride, kernel, before, strict=True)
    ]
    if size is None:
        return tuple(least)
    wanted = tuple(size)[2:] if len(size) == len(input) + 2 else tuple(size)
    if len(wanted) != len(input) or any(
        abs(one - usual) >= step for one, usual, step in zip(wanted, least, stride, strict=True)
    ):
        raise InvalidValue(
            f"{op}: output_size {list(size)} must differ from {least} by less than the stride {list(stride)}.", op=op
        )
    return wanted


max_unpool1d, max_unpool2d, max_unpool3d = map(_max_unpooling, (1, 2, 3))
