"""Products with Jacobians and Hessians of the recorded graph, and these matrices themselves.

All come from vector-Jacobian products. A Jacobian-vector product is the VJP of a VJP, which is linear in its seed; a
Jacobian is one pass under vmap, with the rows of the unit matrix for its seeds.

Sources: https://j-towns.github.io/2017/06/12/A-new-trick.html,
https://docs.pytorch.org/docs/stable/autograd.html#functional-higher-level-api
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.errors import GradientRequired, OpFailed, WrongGradients
from engine.gradients import Pass, beside, gradients_pass
from engine.tensor import Tensor
from engine.vmap import batch, unbatch

if TYPE_CHECKING:
    from engine.context import Context

Row = list[Tensor | None]


def jvp_pass(
    context: Context,
    tensors: Sequence[Tensor],
    inputs: Sequence[Tensor],
    tangents: Sequence[Tensor],
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
    materialize_grads: bool = False,
) -> Pass[Row]:
    """How each of `tensors` changes when the inputs change along `tangents`, one of the shape of each input.

    What does not depend on the inputs is an error, None with `allow_unused`, zeros with `materialize_grads`. Raises as
    `gradients_pass` does.
    """
    tangents = _fitting(inputs, tangents)
    ops = context.ops
    with context.recording_as(True):
        seeds = [ops.zeros_like(tensor).requires_grad_() for tensor in tensors]
    keeps = create_graph if retain_graph is None else retain_graph
    transposed = yield from gradients_pass(
        context, tensors, inputs, seeds, retain_graph=True, create_graph=True, allow_unused=True
    )
    linear = [(one, tangent) for one, tangent in zip(transposed, tangents, strict=True) if one is not None]
    linear = [(one, tangent) for one, tangent in linear if one.requires_grad]
    results: Row = [None] * len(tensors)
    if linear:
        roots, given = zip(*linear, strict=True)
        options: dict[str, Any] = {"create_graph": create_graph, "allow_unused": True}
        results = yield from gradients_pass(context, roots, seeds, given, retain_graph=keeps, **options)
    for number, (tensor, result) in enumerate(zip(tensors, results, strict=True)):
        if result is None and materialize_grads:
            results[number] = ops.zeros_like(tensor)
        elif result is None and not allow_unused:
            raise OpFailed(
                f"Tensor {number} does not depend on the inputs: allow_unused=True gives None in its place.",
                root=number,
            )
    return results


def hvp_pass(
    context: Context,
    tensors: Sequence[Tensor],
    inputs: Sequence[Tensor],
    tangents: Sequence[Tensor],
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
    materialize_grads: bool = False,
) -> Pass[Row]:
    """The product of the Hessian of the sum of `tensors`, each of one element, with `tangents`: one per input."""
    tangents = _fitting(inputs, tangents)
    first = yield from _slopes(context, tensors, inputs, allow_unused, materialize_grads)
    pairs = [(one, tangent) for one, tangent in zip(first, tangents, strict=True) if one is not None]
    pairs = [(one, tangent) for one, tangent in pairs if one.requires_grad]
    if not pairs:
        return _nothing(first, inputs, materialize_grads or not allow_unused)
    roots, given = zip(*pairs, strict=True)
    keeps = create_graph if retain_graph is None else retain_graph
    second = yield from gradients_pass(
        context, roots, inputs, given, retain_graph=keeps, create_graph=create_graph, allow_unused=True
    )
    return _filled(second, first, inputs, materialize_grads)


def jacobian_pass(
    context: Context,
    tensors: Sequence[Tensor],
    inputs: Sequence[Tensor],
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
    materialize_grads: bool = False,
) -> Pass[list[Row]]:
    """Per tensor, per input: the derivatives, of the tensor's shape followed by the input's."""
    keeps = create_graph if retain_graph is None else retain_graph
    rows = []
    for number, tensor in enumerate(tensors):
        last = number == len(tensors) - 1
        options: dict[str, Any] = {"create_graph": create_graph, "allow_unused": allow_unused}
        row = yield from _rows_of(
            context, tensor, inputs, retain_graph=keeps or not last, materialize_grads=materialize_grads, **options
        )
        rows.append(row)
    return rows


def hessian_pass(
    context: Context,
    tensors: Sequence[Tensor],
    inputs: Sequence[Tensor],
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
    materialize_grads: bool = False,
) -> Pass[list[Row]]:
    """Per input, per input: the second derivatives of the sum of `tensors`, each of one element."""
    first = yield from _slopes(context, tensors, inputs, allow_unused, materialize_grads)
    keeps = create_graph if retain_graph is None else retain_graph
    rows: list[Row] = []
    for number, (slope, tensor) in enumerate(zip(first, inputs, strict=True)):
        last = number == len(inputs) - 1
        if slope is None or not slope.requires_grad:
            zeros = [_zeros(context, tensor, other) for other in inputs]
            rows.append([None] * len(inputs) if slope is None else list(zeros))
            continue
        row = yield from _rows_of(
            context, slope, inputs, retain_graph=keeps or not last, create_graph=create_graph, allow_unused=True
        )
        pairs = zip(row, inputs, strict=True)
        rows.append([_zeros(context, tensor, other) if one is None else one for one, other in pairs])
    return rows


def _rows_of(context: Context, tensor: Tensor, inputs: Sequence[Tensor], **options: Any) -> Pass[Row]:
    """The derivatives of one tensor: a pass for all of its elements at once."""
    ops: Any = context.ops
    shape = tensor.shape
    count = tensor.data.size
    level = context.level(count)
    unit = ops.eye(count, dtype=tensor.dtype, device=tensor.device)
    seeds = batch(ops.reshape(unit, (count, *shape)), 0, level)
    with context.within(level):
        found = yield from gradients_pass(context, [tensor], inputs, [seeds], **options)
    return [
        None if one is None else ops.reshape(unbatch(one, 0, level), (*shape, *input.shape))
        for one, input in zip(found, inputs, strict=True)
    ]


def _slopes(
    context: Context, tensors: Sequence[Tensor], inputs: Sequence[Tensor], allow_unused: bool, materialize: bool
) -> Pass[Row]:
    """The recorded gradients of numbers."""
    for number, tensor in enumerate(tensors):
        if tensor.data.size != 1:
            raise GradientRequired(
                f"A Hessian is one of a number: tensor {number} has shape {list(tensor.shape)}.",
                shapes=[list(tensor.shape)],
            )
    options: dict[str, Any] = {"allow_unused": allow_unused, "materialize_grads": materialize}
    return (yield from gradients_pass(context, tensors, inputs, retain_graph=True, create_graph=True, **options))


def _filled(second: Row, first: Row, inputs: Sequence[Tensor], materialize: bool) -> Row:
    """Second derivatives, zeros where the first ones are constant; None where there are no first ones."""
    return [
        input.context.ops.zeros_like(input) if one is None and (before is not None or materialize) else one
        for one, before, input in zip(second, first, inputs, strict=True)
    ]


def _nothing(first: Row, inputs: Sequence[Tensor], materialize: bool) -> Row:
    return _filled([None] * len(inputs), first, inputs, materialize)


def _zeros(context: Context, one: Tensor, other: Tensor) -> Tensor:
    zeros: Tensor = context.ops.zeros((*one.shape, *other.shape), dtype=one.dtype, device=one.device)
    return zeros


def _fitting(inputs: Sequence[Tensor], tangents: Sequence[Tensor]) -> list[Tensor]:
    """Tangents of the shapes of their inputs, and beside them."""
    if len(tangents) != len(inputs):
        raise WrongGradients(f"{len(inputs)} inputs need {len(inputs)} tangents, {len(tangents)} were given.")
    for number, (tensor, tangent) in enumerate(zip(inputs, tangents, strict=True)):
        if tangent.shape != tensor.shape:
            raise WrongGradients(
                f"The tangent of input {number} must have its shape {list(tensor.shape)}, not {list(tangent.shape)}.",
                shapes=[list(tensor.shape), list(tangent.shape)],
            )
    pairs = enumerate(zip(inputs, tangents, strict=True))
    return [beside(tensor, tangent, f"The tangent of input {number}") for number, (tensor, tangent) in pairs]
