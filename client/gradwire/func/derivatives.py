"""Derivatives of what a function gave by its inputs: products and matrices, zeros for what is not recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import eye, zeros, zeros_like
from gradwire.differentiation.derivatives import describe
from gradwire.differentiation.seeds import check
from gradwire.func.recorded import Inputs, Shape, is_recorded


def pulled(inputs: Inputs, roots: Sequence[Any], seeds: Sequence[Any], retain_graph: bool = True) -> list[Any]:
    """Per input, the product of the seeds, one for each root, with the Jacobian; roots are numbers where there is none.

    https://docs.pytorch.org/docs/stable/generated/torch.func.vjp.html
    """
    places = [place for place, root in enumerate(roots) if is_recorded(root)]
    if not places:
        return [zeros_like(one) for one in inputs.given]
    reached = [roots[place] for place in places]
    weights = [seeds[place] for place in places] if seeds else []
    if weights:
        check(reached, weights)
    return inputs.derivatives("vjp", reached, weights, _like(inputs), retain_graph)


def pushed(inputs: Inputs, roots: Sequence[Any], tangents: Sequence[Any]) -> list[Any]:
    """Per root, how it changes along the tangents, one for each input."""
    recorded = [root for root in roots if is_recorded(root)]
    shapes = [(describe(root).shape, root) for root in recorded]
    found = iter(inputs.derivatives("jvp", recorded, tangents, shapes) if recorded else ())
    return [next(found) if is_recorded(root) else zeros_like(root) for root in roots]


def slopes(inputs: Inputs, root: Any, create_graph: bool = False) -> list[Any]:
    """Per input, the derivatives of a root, of its shape followed by the input's."""
    shape = describe(root).shape
    shapes: list[Shape] = [((*shape, *size), one) for size, one in _like(inputs)]
    if not is_recorded(root):
        return [_zeros(size, one) for size, one in shapes]
    return inputs.derivatives("jacobian", [root], (), shapes, create_graph=create_graph)


def curvature(inputs: Inputs, root: Any) -> list[list[Any]]:
    """Per input, per input, the second derivatives of a root."""
    given = _like(inputs)
    if is_recorded(root) and not describe(root).shape:
        shapes: list[Shape] = [((*first, *second), one) for first, one in given for second, _ in given]
        found = inputs.derivatives("hessian", [root], (), shapes)
    else:
        found = [entry for slope in slopes(inputs, root, create_graph=True) for entry in slopes(inputs, slope)]
    count = len(given)
    return [found[start : start + count] for start in range(0, len(found), count)]


def bent(inputs: Inputs, root: Any, vectors: Sequence[Any]) -> list[Any]:
    """Per input, the product of the Hessian of a root of one element with vectors, one for each input."""
    if not is_recorded(root):
        return [zeros_like(one) for one in inputs.given]
    return inputs.derivatives("hvp", [root], vectors, _like(inputs))


def units(tensors: Sequence[Any]) -> list[Any]:
    """Along a new first dimension, for each element of all tensors in turn: tensors that are one there, zero else."""
    count = sum(describe(one).shape.numel() for one in tensors)
    found, start = [], 0
    for one in tensors:
        shape = describe(one).shape
        unit = eye(count, dtype=one.dtype, device=one.device)
        found.append(unit.narrow(1, start, shape.numel()).reshape(count, *shape))
        start += shape.numel()
    return found


def split(inputs: Inputs, columns: Any) -> list[Any]:
    """What stands along the last dimension for the elements of all inputs in turn, by input and in its shape."""
    parts, start = [], 0
    for one in inputs.given:
        shape = describe(one).shape
        size = shape.numel()
        parts.append(columns.narrow(-1, start, size).reshape(*columns.shape[:-1], *shape))
        start += size
    return parts


def _like(inputs: Inputs) -> list[Shape]:
    return [(describe(one).shape, one) for one in inputs.given]


def _zeros(shape: tuple[int, ...], like: Any) -> Any:
    return zeros(shape, dtype=like.dtype, device=like.device)
