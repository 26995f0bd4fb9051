"""Reverse mode: grad, grad_and_value and vjp, by a pass over what the function recorded."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from gradwire.differentiation.derivatives import describe
from gradwire.func.arguments import NO_GRADIENT, Argnums, check_floats, chosen, outputs_of, unpacked
from gradwire.func.derivatives import pulled
from gradwire.func.recorded import Inputs, differentiating
from gradwire.func.trees import leaves, same_form
from gradwire.recording.handle import Handle


def grad(func: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False) -> Callable[..., Any]:
    """A function that gives the gradients of `func`, which returns a number, by its arguments of these numbers.

    With has_aux, `func` returns a pair of its output and something else, and the result is gradients and that.
    https://docs.pytorch.org/docs/stable/generated/torch.func.grad.html
    """
    both = grad_and_value(func, argnums, has_aux)

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        gradients, value = both(*args, **kwargs)
        return (gradients, value[1]) if has_aux else gradients

    return wrapper


def grad_and_value(func: Callable[..., Any], argnums: Argnums = 0, has_aux: bool = False) -> Callable[..., Any]:
    """As `grad`, with what `func` returned besides: (gradients, output), or (gradients, (output, aux)).

    https://docs.pytorch.org/docs/stable/generated/torch.func.grad_and_value.html
    """

    @functools.wraps(func)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        inputs, arguments = chosen(args, argnums)
        with differentiating():
            output, aux = unpacked(func(*arguments, **kwargs), has_aux, "grad")
        if not isinstance(output, Handle):
            raise RuntimeError(f"grad: the function must return a tensor, not {type(output).__name__}")
        shape = describe(output).shape
        if shape:
            raise RuntimeError(
                f"grad: the function must return a tensor with no dimensions, not one of shape {tuple(shape)}: "
                "reduce it, as by sum(), or use vjp"
            )
        gradients = inputs.of(pulled(inputs, [output], []))
        value = inputs.released(output)
        found = gradients if isinstance(argnums, tuple) else gradients[0]
        return (found, (value, inputs.released(aux))) if has_aux else (found, value)

    return wrapper


def vjp(func: Callable[..., Any], *primals: Any, has_aux: bool = False) -> Any:
    """The output of `func`, and a function that gives products of vectors, one per output, with its Jacobian.

    With has_aux, `func` returns a pair of its output and something else, which comes as the third result.
    https://docs.pytorch.org/docs/stable/generated/torch.func.vjp.html
    """
    inputs = Inputs(primals, NO_GRADIENT)
    with differentiating():
        output, aux = unpacked(func(*inputs.rebuilt()), has_aux, "vjp")
    roots = outputs_of(output, "vjp")
    check_floats(roots, "vjp")
    form = inputs.released(output)

    def pull(cotangents: Any, retain_graph: bool = True, create_graph: bool | None = None) -> Any:
        """The products of cotangents, one for each output, with the Jacobian: a tuple, one for each primal."""
        if not same_form(cotangents, form):
            raise RuntimeError(
                "vjp: the cotangents must be one argument in the form of the function's output: a tensor for a "
                "tensor, a tuple of as many for a tuple"
            )
        flags: tuple[object, object] = retain_graph, create_graph
        if any(isinstance(flag, Handle) for flag in flags):
            raise TypeError(
                "vjp: the function's output is one tensor, so there must be one cotangent, not more of them"
            )
        return inputs.of(pulled(inputs, roots, leaves(cotangents), retain_graph))

    results = form, pull
    return (*results, inputs.released(aux)) if has_aux else results
