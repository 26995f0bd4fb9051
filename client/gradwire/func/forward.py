"""Forward mode: jvp and linearize. How an output changes is the pass of a pass, linear in the tangents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gradwire.differentiation.derivatives import describe
from gradwire.func.arguments import NO_TANGENT, outputs_of, unpacked
from gradwire.func.derivatives import pushed
from gradwire.func.recorded import Inputs, differentiating
from gradwire.func.trees import leaves, rebuilt, same_form
from gradwire.recording.handle import Handle


def jvp(func: Callable[..., Any], primals: Any, tangents: Any, *, strict: bool = False, has_aux: bool = False) -> Any:
    """The output of `func` at the primals, and how it changes when they change along the tangents.

    With has_aux, `func` returns a pair of its output and something else, which comes as the third result. With
    strict, an output that depends on no primal is an error.
    https://docs.pytorch.org/docs/stable/generated/torch.func.jvp.html
    """
    if not isinstance(primals, tuple):
        raise RuntimeError("jvp: the primals must be a tuple of the function's arguments")
    if not same_form(primals, tangents):
        raise RuntimeError("jvp: the tangents must have the form of the primals: one for each tensor in it")
    _check_tensors(leaves(primals), "primals")
    _check_tensors(leaves(tangents), "tangents")
    inputs = Inputs(primals, NO_TANGENT, ValueError)
    directions = leaves(tangents)
    for primal, tangent in zip(inputs.given, directions, strict=True):
        if describe(primal).shape != describe(tangent).shape:
            raise RuntimeError(
                f"jvp: a tangent must have the shape of its primal, {list(describe(primal).shape)}, not "
                f"{list(describe(tangent).shape)}"
            )
    with differentiating(forward=True):
        output, aux = unpacked(func(*inputs.rebuilt()), has_aux, "jvp")
    roots = outputs_of(output, "jvp")
    if strict and not all(inputs.may_reach(root) for root in roots):
        raise RuntimeError("jvp: with strict=True every output must depend on the primals")
    changes = rebuilt(output, iter(pushed(inputs, roots, directions)))
    results = inputs.released(output), changes
    return (*results, inputs.released(aux)) if has_aux else results


def linearize(func: Callable[..., Any], *primals: Any) -> tuple[Any, Callable[..., Any]]:
    """The output of `func`, and the linear function that tells how it changes along tangents, one for each primal.

    The function is run once, however often the linear one is called.
    https://docs.pytorch.org/docs/stable/generated/torch.func.linearize.html
    """
    inputs = Inputs(primals, NO_TANGENT, ValueError)
    with differentiating(forward=True):
        output = func(*inputs.rebuilt())
    roots = outputs_of(output, "linearize")

    def push(*tangents: Any) -> Any:
        """How the output changes along the tangents."""
        if not same_form(tangents, primals):
            raise RuntimeError("linearize: the tangents must have the form of the primals: one for each tensor in it")
        directions = leaves(tangents)
        for primal, tangent in zip(inputs.given, directions, strict=True):
            ours, theirs = describe(primal), describe(tangent)
            if (ours.shape, ours.dtype) != (theirs.shape, theirs.dtype):
                raise RuntimeError(
                    f"linearize: a tangent is like its primal, {list(ours.shape)} of {ours.dtype}, not "
                    f"{list(theirs.shape)} of {theirs.dtype}"
                )
        return rebuilt(output, iter(pushed(inputs, roots, directions)))

    return inputs.released(output), push


def _check_tensors(values: Sequence[Any], name: str) -> None:
    if not values:
        raise RuntimeError(f"jvp: there is no tensor among the {name}")
    for value in values:
        if not isinstance(value, Handle):
            raise RuntimeError(f"jvp: the {name} must be tensors only, not {type(value).__name__}")
