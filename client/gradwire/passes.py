"""Passes: torch.autograd.backward and torch.autograd.grad, recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire.descriptions import UNKNOWN
from gradwire.forms import record
from gradwire.handle import Handle
from gradwire.recorder import Recorder

Tensors = Handle | Sequence[Handle]
Optional = Handle | Sequence[Handle | None] | None


def backward(
    tensors: Tensors,
    grad_tensors: Optional = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensors | None = None,
) -> None:
    """Accumulate into `.grad` of the leaves the gradients of the tensors, each times its entry of `grad_tensors`."""
    roots, seeds = _roots(tensors, grad_tensors)
    recorder = roots[0]._r
    targets = _listed(inputs) if inputs is not None else []
    if inputs is not None and not targets:
        raise RuntimeError("'inputs' argument to backward() cannot be empty.")
    fields = _fields(recorder, roots, seeds, retain_graph, create_graph)
    if targets:
        fields.append(f'"inputs":[{_slots(targets)}]')
    arguments = [*roots, *(seed for seed in seeds if seed is not None), *targets]
    consumed = any(root._n < recorder.watermark for root in roots)
    alone = _alone(recorder)
    number = record(recorder, f'{{"backward":{{{",".join(fields)}}}}}', arguments)
    recorder.passes += 1
    recorder.watermark = number
    recorder.values.clear()
    if alone:
        recorder.line.send()
        recorder.passes += 1  # what owners saw of gradients was on the way
    reached: set[int] = set()
    for root in roots:
        reached |= root._l
    if targets:
        reached = {target._n for target in targets}
    if create_graph:
        # such gradients may be part of a graph: what they are is asked for
        recorder.ungraded |= reached
    else:
        recorder.graded |= reached - recorder.ungraded
    if consumed and recorder.waits:
        # an earlier pass may have freed this graph: let the error rise here
        recorder.line.send()


def grad(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Optional = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """The gradients of the outputs with respect to the inputs, returned and not accumulated."""
    if allow_unused is None:
        allow_unused = materialize_grads
    if is_grads_batched and not isinstance(outputs, Handle) and len(outputs) > 1:
        raise RuntimeError("is_grads_batched takes one output")
    options = (
        ("allow_unused", allow_unused),
        ("materialize_grads", materialize_grads),
        ("is_grads_batched", is_grads_batched),
    )
    text, arguments, targets = _written(outputs, inputs, grad_outputs, retain_graph, create_graph, options)
    recorder = arguments[0]._r
    # seen before on tensors like these: it will succeed, and what comes of it is known
    plain = not (create_graph or allow_unused or is_grads_batched)
    known = plain and (text, *(tensor._d for tensor in arguments)) in recorder.passed
    alone = _alone(recorder)
    results = _results(text, arguments, targets, known)
    if not recorder.waits or (known and not alone):
        return tuple(results)
    there = recorder.line.look_all(results)
    if plain:
        recorder.passed.add((text, *(tensor._d for tensor in arguments)))
    return tuple([result if found else None for result, found in zip(results, there, strict=True)])


def record_gradients(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Optional,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """As `grad`, but recorded and no more: what the gradients are like is unknown until somebody asks."""
    options = (("materialize_grads", materialize_grads),)
    step = _written(outputs, inputs, grad_outputs, retain_graph, create_graph, options)
    recorder = step[1][0]._r
    alone = _alone(recorder)
    results = tuple(_results(*step, known=False))
    if alone:
        recorder.line.send()
    return results


def _alone(recorder: Recorder) -> bool:
    """Whether a pass may ask owners here. It is a request of its own then, so that they find all that was before it."""
    alone = bool(recorder.owners) and recorder.waits
    if alone:
        recorder.line.send()
    return alone


def _written(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Optional,
    retain_graph: bool | None,
    create_graph: bool,
    options: Sequence[tuple[str, bool]],
) -> tuple[str, list[Handle], list[Handle]]:
    """The text of a step that gives gradients, the tensors it names, and the inputs among them."""
    roots, seeds = _roots(outputs, grad_outputs, batched=("is_grads_batched", True) in options)
    targets = _listed(inputs)
    fields = _fields(roots[0]._r, roots, seeds, retain_graph, create_graph)
    fields.append(f'"inputs":[{_slots(targets)}]')
    fields += [f'"{name}":true' for name, value in options if value]
    fields.append(f'"out":[{_slots(targets)}]')
    arguments = [*roots, *(seed for seed in seeds if seed is not None), *targets]
    return f'{{"gradients":{{{",".join(fields)}}}}}', arguments, targets


def _results(text: str, arguments: Sequence[Handle], targets: Sequence[Handle], known: bool) -> list[Handle]:
    """The gradients that come of the step, described as their tensors are where that is known."""
    recorder = arguments[0]._r
    first = record(recorder, text, arguments, len(targets))
    results = []
    for number, target in enumerate(targets, first):
        description = recorder.descriptions.without_grad(target.describe()) if known else UNKNOWN
        results.append(recorder.new_tensor(recorder, number, description))
    return results


def _fields(
    recorder: Recorder,
    roots: Sequence[Handle],
    seeds: Sequence[Handle | None],
    retain_graph: bool | None,
    create_graph: bool,
) -> list[str]:
    fields = [f'"tensors":[{_slots(roots)}]']
    if any(seed is not None for seed in seeds):
        slots = ",".join("null" if seed is None else '"%s"' for seed in seeds)
        fields.append(f'"gradients":[{slots}]')
    if retain_graph is not None:
        fields.append(f'"retain_graph":{str(bool(retain_graph)).lower()}')
    if create_graph:
        fields.append('"create_graph":true')
    return fields


def _slots(tensors: Sequence[Handle]) -> str:
    return ",".join(['"%s"'] * len(tensors))


def _listed(tensors: Tensors) -> list[Handle]:
    return [tensors] if isinstance(tensors, Handle) else list(tensors)


def _roots(tensors: Tensors, gradients: Optional, batched: bool = False) -> tuple[list[Handle], list[Handle | None]]:
    roots = _listed(tensors)
    if not roots:
        raise RuntimeError("backward and grad need at least one tensor to start from")
    seeds: list[Handle | None]
    if gradients is None:
        seeds = [None] * len(roots)
    else:
        seeds = [gradients] if isinstance(gradients, Handle) else list(gradients)
    if len(seeds) != len(roots):
        raise RuntimeError(f"got {len(roots)} tensors and {len(seeds)} gradients")
    for place, (root, seed) in enumerate(zip(roots, seeds, strict=True)):
        description = root.describe() if root._r.waits else root._d
        if description is UNKNOWN:
            continue
        if not description.requires_grad:
            raise RuntimeError(f"element {place} of tensors does not require grad and does not have a grad_fn")
        if seed is None and description.shape.numel() != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        shape = None if seed is None or batched else seed.describe().shape if root._r.waits else seed._d.shape
        if shape is not None and shape != description.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{place}] has a shape of {shape} and output[{place}] has a shape of "
                f"{description.shape}."
            )
    return roots, seeds
