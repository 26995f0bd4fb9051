"""Jacobians and Hessians of functions: jacrev, jacfwd and hessian, each a step or two on the server."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from gradwire.differentiation.derivatives import describe
from gradwire.func.arguments import NO_TANGENT, Argnums, check_floats, chosen, outputs_of, unpacked
from gradwire.func.derivatives import curvature, pulled, pushed, slopes, split, units
from gradwire.func.recorded import Inputs, differentiating
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
        raise ValueError(f"jacrev: chunk_size must be a positive number or None, not {chunk_size}")

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        inputs, arguments = chosen(args, argnums)
        with differentiating():
            output, aux = unpacked(func(*arguments, **kwargs), has_aux, "jacrev")
        roots = outputs_of(output, "jacrev")
        check_floats(roots, "jacrev")
        rows = [slopes(inputs, root) if chunk_size is None else _in_chunks(inputs, root, chunk_size) for root in roots]
        result = rebuilt(output, iter([_by_inputs(inputs, row, argnums) for row in rows]))
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
            with differentiating(forward=True):
                output, aux = unpacked(func(*arguments, **kwargs), has_aux, "jacfwd")
            changes = rebuilt(output, iter(pushed(inputs, outputs_of(output, "jacfwd"), tangents)))
            return (changes, inputs.released(aux)) if has_aux else changes

        out_dims = (-1, 0) if has_aux else -1
        result = vmap(columns, out_dims=out_dims, randomness=randomness)(*units(given.given))
        changes, aux = result if has_aux else (result, None)
        jacobian = mapped(lambda one: _by_inputs(given, split(given, one), argnums), changes)
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


def _in_chunks(inputs: Inputs, root: Any, size: int) -> list[Any]:
    """The derivatives of one output by each input, some rows at a time."""
    rows = vmap(lambda seed: pulled(inputs, [root], [seed]), chunk_size=size)(*units([root]))
    return [
        one.reshape(*describe(root).shape, *describe(input).shape)
        for one, input in zip(rows, inputs.given, strict=True)
    ]


def _second(inputs: Inputs, root: Any, argnums: Argnums) -> Any:
    """The second derivatives of one output."""
    return _by_inputs(inputs, [_by_inputs(inputs, row, argnums) for row in curvature(inputs, root)], argnums)


def _by_inputs(inputs: Inputs, row: Sequence[Any], argnums: Argnums) -> Any:
    """What was found for each input, in the form of the arguments that `argnums` chooses."""
    found = inputs.of(row)
    return found if isinstance(argnums, tuple) else found[0]
