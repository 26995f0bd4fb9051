"""Passes: torch.autograd.backward and torch.autograd.grad, recorded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from gradwire._generated.table import OPS
from gradwire.differentiation.derivatives import (
    backward_text,
    describe,
    may_fail,
    record_step,
    retains,
    step,
)
from gradwire.differentiation.edges import GradientEdge
from gradwire.differentiation.seeds import Seeds, check, paired
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.dispatch import call
from gradwire.recording.forms import numbers_of, record_on
from gradwire.recording.handle import Handle
from gradwire.recording.modes import INFERENCE, grad_mode, refuse_in_transforms
from gradwire.recording.origins import warn

Place: TypeAlias = Handle | GradientEdge
Places: TypeAlias = Place | Iterable[Place]
Named: TypeAlias = Places | dict[Any, Handle]


def backward(
    tensors: Places,
    grad_tensors: Seeds = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: Seeds = None,
    inputs: Named | None = None,
) -> None:
    """Accumulate into `.grad` of the leaves the gradients of the tensors, each times its entry of `grad_tensors`.

    With `inputs`, accumulate into these alone. `grad_variables` is the old name of `grad_tensors`.
    https://docs.pytorch.org/docs/stable/generated/torch.autograd.backward.html
    """
    refuse_in_transforms("backward()")
    if grad_variables is not None:
        warn("`grad_variables` is the old name: use `grad_tensors`.", FutureWarning)
        if grad_tensors is not None:
            raise RuntimeError("`grad_variables` is the old name of `grad_tensors`: give one of the two")
        grad_tensors = grad_variables
    roots: Sequence[Handle]
    arguments: Sequence[Handle]
    given: tuple[bool, ...]
    if inputs is None and grad_tensors is None and isinstance(tensors, Handle) and tensors._d.starts:
        roots = arguments = (tensors,)  # the most frequent case, of which nothing has to be looked at
        targets, given = [], (False,)
    else:
        targets = [] if inputs is None else _targets(inputs, "backward")
        roots = _roots(tensors)
        seeds = paired(roots, grad_tensors)
        if not roots:
            return
        check(roots, seeds)
        for target in targets:
            if not describe(target).is_leaf:
                call(OPS["retain_grad"], (target,))
        given = tuple([seed is not None for seed in seeds])
        arguments = [*roots, *[seed for seed in seeds if seed is not None], *targets]
    recorder = roots[0]._r
    text = backward_text(len(roots), given, retain_graph, create_graph, len(targets))
    fails = may_fail(roots)
    reached = roots[0]._l
    for root in roots[1:]:
        reached = recorder.union(reached, root._l)
    if targets:
        reached &= {target._n for target in targets}
    ledger = recorder.ledger
    numbers = numbers_of(arguments, recorder)
    try:
        recorder.values.clear()
        number = record_on(recorder, text, numbers)
        ledger.walk_back(number, reached, frees=not retains(retain_graph, create_graph))
        if create_graph:
            ledger.clear()  # where there was a gradient there is a new one now
            warn(
                "After backward() with create_graph=True a leaf and its .grad keep each other alive: prefer "
                "autograd.grad, or set .grad to None when it has been used.",
            )
        # gradients that may be part of a graph, or inference tensors, are asked about
        ledger.expect(reached, plain=not (create_graph or grad_mode() & INFERENCE))
        if recorder.waits and (recorder.owners or fails):
            # owners are asked, and errors rise here: a graph that was freed, a saved value that was changed, NaN
            recorder.line.send()
            ledger.walk_back(next(recorder.numbers), reached)  # what owners saw of gradients was on the way
            if create_graph:
                ledger.gradients.clear()
                ledger.expect(reached, plain=False)
    except BaseException:
        recorder.doubt()
        raise


def grad(
    outputs: Places,
    inputs: Named,
    grad_outputs: Seeds = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> Any:
    """The gradients of the outputs with respect to the inputs: a tuple, or a dict for a dict; nothing is accumulated.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.grad.html
    """
    if materialize_grads and allow_unused is False:
        raise ValueError("materialize_grads gives zeros for unused inputs: leave allow_unused out")
    if allow_unused is None:
        allow_unused = materialize_grads
    roots, targets = _roots(outputs), _targets(inputs, "grad")
    if not only_inputs:
        warn("only_inputs=False does nothing: use backward.", FutureWarning)
    seeds = paired(roots, grad_outputs)
    if not roots:
        raise RuntimeError("grad needs at least one tensor to start from: no input is used by none")
    check(roots, seeds, batched=is_grads_batched)
    recorder = roots[0]._r
    options = {
        "allow_unused": allow_unused,
        "materialize_grads": materialize_grads,
        "is_grads_batched": is_grads_batched,
    }
    text, arguments = step(roots, targets, seeds, retain_graph, create_graph, options)
    plain = not (create_graph or allow_unused or is_grads_batched or grad_mode() & INFERENCE)
    reached: frozenset[int] = frozenset().union(*(root._l for root in roots))
    # seen before on tensors like these, and it will succeed: what comes of it is known
    known = (
        plain
        and (text, *(tensor._d for tensor in arguments)) in recorder.ledger.passed
        and all(target._n in reached for target in targets)
        and not may_fail(roots)
    )
    like = (
        [recorder.descriptions.without_grad(describe(target)) for target in targets]
        if known
        else [UNKNOWN] * len(targets)
    )
    results: list[Any] = record_step(text, arguments, like, retains(retain_graph, create_graph), create_graph)
    if recorder.waits and (recorder.owners or not known):
        there = recorder.line.look_all(results)
        if plain:
            recorder.ledger.note_passed((text, *(tensor._d for tensor in arguments)))
        results = [result if found else None for result, found in zip(results, there, strict=True)]
    return dict(zip(inputs, results, strict=True)) if isinstance(inputs, dict) else tuple(results)


def _listed(places: Places) -> list[Any]:
    return [places] if isinstance(places, (Handle, GradientEdge)) else list(places)


def _tensor(place: Any) -> Any:
    return place.ownership_token if isinstance(place, GradientEdge) else place


def _roots(tensors: Places) -> list[Handle]:
    roots = [tensors] if isinstance(tensors, Handle) else [_tensor(place) for place in _listed(tensors)]
    for root in roots:
        if not isinstance(root, Handle):
            raise AssertionError(f"a pass starts from tensors, not from {type(root).__name__}")
    return roots


def _targets(inputs: Named, function: str) -> list[Handle]:
    if isinstance(inputs, Mapping) and type(inputs) is not dict:
        raise TypeError(f"`inputs` argument to `{function}()` must be a dict, not {type(inputs).__name__}")
    targets = [_tensor(place) for place in (inputs.values() if isinstance(inputs, dict) else _listed(inputs))]
    if not targets:
        raise RuntimeError(f"`inputs` argument to `{function}()` cannot be empty.")
    for target in targets:
        if not isinstance(target, Handle):
            raise RuntimeError(f"all inputs have to be Tensors or GradientEdges, but got {type(target).__name__}")
        if not (describe(target).requires_grad or target._d is UNKNOWN):
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    return targets
