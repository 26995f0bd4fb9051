"""Gradients: vector-Jacobian products over the recorded graph, accumulated or returned.

A pass may ask (see hooks), so each is a generator; `backward` and `gradients` are those in which nobody is asked.

Source: https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from engine import dtypes
from engine.errors import GradientRequired, InvalidArgument, NoGraph, NotDifferentiable, OpFailed, WrongGradients
from engine.hooks import Answers, Question
from engine.node import Edge
from engine.spread import SpreadWalk
from engine.tensor import Tensor
from engine.vmap import batch, unbatch
from engine.walk import Walk

if TYPE_CHECKING:
    from engine.context import Context


Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
Pass = Generator[Question, Answers, Result]


def backward_pass(
    context: Context,
    tensors: Sequence[Tensor],
    gradients: Sequence[Tensor | None] | None = None,
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Sequence[Tensor] | None = None,
) -> Pass[None]:
    """Accumulate the gradients of `tensors` into the `.grad` of leaves, or of `inputs` alone.

    `gradients` holds one tensor of each root's shape, or None for a root of one element. Saved values are freed unless
    `retain_graph` (default: `create_graph`). Raises `NoGraph`, `GradientRequired`, `WrongGradients`, `GraphFreed`,
    `SavedValueModified`.
    """
    if inputs is not None and not inputs:
        raise InvalidArgument("inputs of backward must not be empty: leave it out for all leaves.", argument="inputs")
    if context.levels:
        raise OpFailed(
            "backward cannot run under vmap, where each example has gradients of its own and a leaf has one: take them "
            "as results, with gradients or grad."
        )
    walk = _walk(context, retain_graph, create_graph)
    if inputs is None:
        yield from walk.run(_seeds(tensors, gradients), None)
        return
    seeds, targets = _seeds(tensors, gradients), _targets(inputs)
    for tensor in inputs:
        tensor.retain_grad()
    yield from walk.run(seeds, targets)


def gradients_pass(
    context: Context,
    tensors: Sequence[Tensor],
    inputs: Sequence[Tensor],
    gradients: Sequence[Tensor | None] | None = None,
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool = False,
    materialize_grads: bool = False,
    is_grads_batched: bool = False,
) -> Pass[list[Tensor | None]]:
    """The gradients of `tensors` with respect to `inputs`, which may be any recorded tensors; nothing is accumulated.

    An unused input is an error, None with `allow_unused`, zeros with `materialize_grads`. With `is_grads_batched` the
    gradients have one more, leading, dimension, and so have the results.
    """
    if is_grads_batched:
        level = context.level(_rows(tensors, gradients))
        rows = [None if gradient is None else batch(gradient, 0, level) for gradient in gradients or ()]
        with context.within(level):
            found = yield from gradients_pass(
                context,
                tensors,
                inputs,
                rows,
                retain_graph=retain_graph,
                create_graph=create_graph,
                allow_unused=allow_unused,
                materialize_grads=materialize_grads,
            )
        return [None if gradient is None else unbatch(gradient, 0, level) for gradient in found]
    targets = _targets(inputs)
    walk = _walk(context, retain_graph, create_graph)
    yield from walk.run(_seeds(tensors, gradients), targets, captures=True)
    return _results(map(walk.captured.get, targets), inputs, allow_unused, materialize_grads, create_graph)


def _results(
    found: Iterable[Tensor | None],
    inputs: Sequence[Tensor],
    allow_unused: bool,
    materialize_grads: bool,
    create_graph: bool,
) -> list[Tensor | None]:
    """What was found, per input."""
    results: list[Tensor | None] = []
    for number, (tensor, gradient) in enumerate(zip(inputs, found, strict=True)):
        if gradient is None and materialize_grads:
            gradient = tensor.context.ops.zeros_like(tensor).requires_grad_(create_graph)
        elif gradient is None and not allow_unused:
            raise NoGraph(
                f"Input {number} was not used to compute the tensors: allow_unused=True gives None in its place.",
                input=number,
            )
        results.append(gradient)
    return results


def _seeds(tensors: Sequence[Tensor], gradients: Sequence[Tensor | None] | None) -> list[tuple[Edge, Tensor]]:
    """Where to start, with which gradient."""
    if gradients is None:
        gradients = [None] * len(tensors)
    if len(gradients) != len(tensors):
        raise WrongGradients(
            f"{len(tensors)} tensors need {len(tensors)} gradients (null for a root of one element), "
            f"{len(gradients)} were given."
        )
    seeds = []
    for number, (tensor, gradient) in enumerate(zip(tensors, gradients, strict=True)):
        if not _is_recorded(tensor):
            raise NoGraph(
                f"Root {number} does not require grad: nothing was recorded for it. Set requires_grad on what it "
                "depends on, and compute it with recording on.",
                root=number,
            )
        if gradient is None:
            gradient = _one(tensor, number)
        elif gradient.data.shape != tensor.data.shape:
            raise WrongGradients(
                f"The gradient of root {number} must have its shape {list(tensor.shape)}, not {list(gradient.shape)}.",
                shapes=[list(tensor.shape), list(gradient.shape)],
            )
        else:
            if gradient.data.dtype is not tensor.data.dtype:
                gradient = _cast(tensor, gradient, number)
            if gradient.device is not tensor.device:
                gradient = beside(tensor, gradient, f"The gradient of root {number}")
        seeds.append((tensor.edge(), gradient))
    return seeds


def _cast(tensor: Tensor, gradient: Tensor, number: int) -> Tensor:
    """A seed in the dtype of its root."""
    if (gradient.dtype.kind == "c") != (tensor.dtype.kind == "c"):
        raise WrongGradients(
            f"The gradient of root {number}, {tensor.dtype.name}, cannot be {gradient.dtype.name}: both must be "
            "complex, or neither.",
            dtypes=[tensor.dtype.name, gradient.dtype.name],
        )
    return gradient if gradient.dtype == tensor.dtype else tensor.context.ops.to(gradient, tensor.dtype)


def beside(tensor: Tensor, given: Tensor, what: str) -> Tensor:
    """A given gradient or tangent on the device of its tensor: a number is moved, all else must be there."""
    there = tensor.device.base
    if given.device.base is there:
        return given
    if given.shape or given.device.levels:
        raise WrongGradients(
            f"{what} is on {given.device}, and must be on {there} as what it is for: move it with to().",
            devices={"tensor": there.name, "given": given.device.name},
        )
    moved: Tensor = tensor.context.ops.to(given, None, there)
    return moved


def _is_recorded(tensor: Tensor) -> bool:
    """Whether it has a place in the graph of its own."""
    return tensor.requires_grad and not (tensor.follows and tensor.is_leaf)


def _one(tensor: Tensor, number: int) -> Tensor:
    if tensor.data.size != 1:
        raise GradientRequired(
            f"Root {number} has shape {list(tensor.shape)}: give its gradient, a tensor of that shape. Only a root of "
            "one element may leave it out.",
            shapes=[list(tensor.shape)],
        )
    if dtypes.CATEGORY[tensor.dtype] == dtypes.COMPLEX:
        raise GradientRequired(f"Root {number} is complex: give its gradient.", dtypes=[tensor.dtype.name])
    with tensor.context.on(tensor.device):
        return tensor.context.place(tensor.device.xp.ones_like(tensor.data), tensor.device)


def _walk(context: Context, retain_graph: bool | None, create_graph: bool) -> Walk:
    if context.is_spread or context.current is not context.device:
        return SpreadWalk(context, retain_graph, create_graph)
    return Walk(context, retain_graph, create_graph)


def _rows(tensors: Sequence[Tensor], gradients: Sequence[Tensor | None] | None) -> int:
    """How many rows batched gradients have."""
    given = [gradient for gradient in gradients or [] if gradient is not None]
    sizes = {gradient.shape[0] if gradient.shape else 0 for gradient in given}
    if len(given) != len(tensors) or len(sizes) != 1 or sizes == {0}:
        raise WrongGradients("Batched gradients need one tensor per root, all with the same leading dimension.")
    return sizes.pop()


def _targets(inputs: Sequence[Tensor]) -> list[Edge]:
    edges = []
    for number, tensor in enumerate(inputs):
        if not _is_recorded(tensor):
            raise NotDifferentiable(f"Input {number} does not require grad.", input=number)
        edges.append(tensor.edge())
    return edges


def _alone(steps: Callable[Arguments, Pass[Result]]) -> Callable[Arguments, Result]:
    """The pass carried to its end; `OpFailed` at a hook or a function that somebody owns, who cannot be asked."""

    @functools.wraps(steps)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        walking = steps(*args, **kwargs)
        try:
            question = next(walking)
        except StopIteration as end:
            result: Result = end.value
            return result
        walking.close()
        raise OpFailed(f"This pass reaches the {question.call} {question.name}, whose owner cannot be asked here.")

    return run


backward = _alone(backward_pass)
gradients = _alone(gradients_pass)
