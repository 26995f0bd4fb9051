"""Jacobians and Hessians of functions: jacrev, jacfwd and hessian, each a step or two on the server."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from gradwire._generated.functions import eye, zeros
from gradwire.differentiation.derivatives import describe
from gradwire.func.arguments import NO_TANGENT, Argnums, check_floats, chosen, outputs_of, unpacked
from gradwire.func.forward import pushed
from gradwire.func.recorded import Inputs, differentiating, is_recorded
from gradwire.func.reverse import pulled
from gradwire.func.trees import mapped, rebuilt
from gradwire.func.vmap import vmap


def jacrev(
    func: Callable[..., Any],
    argnums: Argnums = 0,
    *,
    has_aux: bool = False,
    chunk_size: int | None = None,
) -> Callable[..., Any]:
    """A function that gives the Jacobian of `func` by its arguments of these numbers, in reverse mode.

    An entry has the shape of the output followed by that of the input. With chunk_size, at most so many rows are
    computed at a time; with has_aux, `func` returns a pair of its output and something else, and the result is the
    Jacobian and that.
    https://docs.pytorch.org/docs/stable/generated/torch.func.jacrev.html
    """
    if not (chunk_size is None or chunk_size > 0):
        raise ValueError(f"jacrev: chunk_size is a positive number or None, not {chunk_size}")

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        inputs, arguments = chosen(args, argnums)
        with differentiating():
            output, aux = unpacked(func(*arguments, **kwargs), has_aux, "jacrev")
        roots = outputs_of(output, "jacrev")
        check_floats(roots, "jacrev")
        rows = [_by_inputs(inputs, _row(inputs, root, chunk_size), argnums) for root in roots]
        result = rebuilt(output, iter(rows))
        return (result, inputs.released(aux)) if has_aux else result

    return wrapper


def jacfwd(
    func: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False, *, randomness: str = "error"
) -> Callable[..., Any]:
    """As `jacrev`, in forward mode: `func` runs once for all columns, under vmap with this randomness.

    https://docs.pytorch.org/docs/stable/generated/torch.func.jacfwd.html
    """

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        given, _ = chosen(args, argnums, NO_TANGENT, ValueError)

        def columns(*tangents: Any) -> Any:
            inputs, arguments = chosen(args, argnums, NO_TANGENT, ValueError)
            with differentiating():
                output, aux = unpacked(func(*arguments, **kwargs), has_aux, "jacfwd")
            changes = rebuilt(output, iter(pushed(inputs, outputs_of(output, "jacfwd"), tangents)))
            return (changes, inputs.released(aux)) if has_aux else changes

        out_dims = (-1, 0) if has_aux else -1
        result = vmap(columns, out_dims=out_dims, randomness=randomness)(*_units(given.given))
        changes, aux = result if has_aux else (result, None)
        jacobian = mapped(lambda one: _by_inputs(given, _split(given, one), argnums), changes)
        return (jacobian, mapped(lambda one: one[0], aux)) if has_aux else jacobian

    return wrapper


def hessian(func: Callable[..., Any], argnums: Argnums = 0) -> Callable[..., Any]:
    """A function that gives the second derivatives of `func` by its arguments of these numbers.

    https://docs.pytorch.org/docs/stable/generated/torch.func.hessian.html
    """

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        inputs, arguments = chosen(args, argnums)
        with differentiating():
            output = func(*arguments, **kwargs)
        roots = outputs_of(output, "hessian")
        check_floats(roots, "hessian")
        return rebuilt(output, iter([_second(inputs, root, argnums) for root in roots]))

    return wrapper


def _second(inputs: Inputs, root: Any, argnums: Argnums) -> Any:
    """The second derivatives of one output."""
    shape, given = describe(root).shape, [(describe(one).shape, one) for one in inputs.given]
    if is_recorded(root) and not shape:
        shapes = [((*first, *second), one) for first, one in given for second, _ in given]
        found = inputs.derivatives("hessian", [root], (), shapes)
    else:
        first = _row(inputs, root, create_graph=True)
        found = [entry for slope in first for entry in _row(inputs, slope)]
    count = len(given)
    rows = [_by_inputs(inputs, found[start : start + count], argnums) for start in range(0, len(found), count)]
    return _by_inputs(inputs, rows, argnums)


def _row(inputs: Inputs, root: Any, chunk_size: int | None = None, create_graph: bool = False) -> list[Any]:
    """The derivatives of one output by each input."""
    shape = describe(root).shape
    shapes = [((*shape, *describe(one).shape), one) for one in inputs.given]
    if not is_recorded(root):
        return [zeros(size, dtype=one.dtype, device=one.device) for size, one in shapes]
    if chunk_size is None:
        return inputs.derivatives("jacobian", [root], (), shapes, create_graph=create_graph)
    found = vmap(lambda seed: pulled(inputs, [root], [seed]), chunk_size=chunk_size)(*_units([root]))
    return [one.reshape(size) for one, (size, _) in zip(found, shapes, strict=True)]


def _units(tensors: Sequence[Any]) -> list[Any]:
    """Along a new first dimension, for each element of all tensors in turn: tensors that are one there, zero else."""
    shapes = [describe(one).shape for one in tensors]
    count = sum(shape.numel() for shape in shapes)
    units, start = [], 0
    for one, shape in zip(tensors, shapes, strict=True):
        unit = eye(count, dtype=one.dtype, device=one.device)
        units.append(unit.narrow(1, start, shape.numel()).reshape(count, *shape))
        start += shape.numel()
    return units


def _split(inputs: Inputs, columns: Any) -> list[Any]:
    """What stands along the last dimension for the elements of all inputs in turn, by input and in its shape."""
    parts, start = [], 0
    for one in inputs.given:
        shape = describe(one).shape
        parts.append(columns.narrow(-1, start, shape.numel()).reshape(*columns.shape[:-1], *shape))
        start += shape.numel()
    return parts


def _by_inputs(inputs: Inputs, row: Sequence[Any], argnums: Argnums) -> Any:
    """What was found for each input, in the form of the arguments that `argnums` chooses."""
    found = inputs.of(row)
    return found if isinstance(argnums, tuple) else found[0]
