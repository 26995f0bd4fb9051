"""Gradients: backward passes, `.grad`, and torch.autograd's functions, recorded."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from sys import _getframe
from typing import Any
from weakref import ref

from gradwire.descriptions import UNKNOWN, Description
from gradwire.exchange import settle
from gradwire.handle import Handle
from gradwire.ops import Signature
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
    number = _record(recorder, "backward", fields, arguments, 0)
    recorder.passes += 1
    recorder.watermark = number
    recorder.values.clear()
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
    roots, seeds = _roots(outputs, grad_outputs, batched=is_grads_batched)
    targets = _listed(inputs)
    recorder = roots[0]._r
    fields = _fields(recorder, roots, seeds, retain_graph, create_graph)
    fields.append(f'"inputs":[{_slots(targets)}]')
    for name, value in (
        ("allow_unused", allow_unused),
        ("materialize_grads", materialize_grads),
        ("is_grads_batched", is_grads_batched),
    ):
        if value:
            fields.append(f'"{name}":true')
    fields.append(f'"out":[{_slots(targets)}]')
    arguments = [*roots, *(seed for seed in seeds if seed is not None), *targets]
    text = f'{{"gradients":{{{",".join(fields)}}}}}'
    # seen before on tensors like these: it will succeed, and what comes of it is known
    plain = not (create_graph or allow_unused or is_grads_batched)
    known = plain and (text, *(tensor._d for tensor in arguments)) in recorder.passed
    first = _record(recorder, "", [], arguments, len(targets), text)
    results = []
    for place, target in enumerate(targets):
        number = next(recorder.numbers) if place else first
        description = recorder.descriptions.without_grad(target.describe()) if known else UNKNOWN
        results.append(recorder.new_tensor(recorder, number, description))
    if known or not recorder.waits:
        return tuple(results)
    there = recorder.line.look_all(results)
    if plain:
        recorder.passed.add((text, *(tensor._d for tensor in arguments)))
    return tuple([result if found else None for result, found in zip(results, there, strict=True)])


def read(tensor: Handle) -> Any:
    """The value of `tensor.grad`."""
    recorder = tensor._r
    entry = recorder.gradients.get(tensor._n)
    if entry is not None and entry[0] == recorder.passes:
        if entry[1] is None:
            return None
        found = entry[1]()
        if found is not None:
            return found
    elif entry is None and recorder.passes == 0:
        recorder.check(tensor)
        return None
    recorder.check(tensor)
    description = tensor.describe() if recorder.waits else tensor._d
    if not description.is_leaf and not description.retains_grad and entry is None:
        warnings.warn(
            "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
            "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf "
            "Tensor, use .retain_grad() on the non-leaf Tensor.",
            UserWarning,
            stacklevel=3,
        )
        return None
    plain: Description | None
    if tensor._n in recorder.graded:
        plain = recorder.descriptions.without_grad(description)
    elif not recorder.waits:
        plain = UNKNOWN
    else:
        plain = recorder.line.look_at_gradient(tensor)
    if plain is None:
        recorder.gradients[tensor._n] = (recorder.passes, None)
        return None
    number = next(recorder.numbers)
    key = ("grad", recorder.mode)
    signature = recorder.forms.get(key)
    if signature is None:
        text = '{"bind":{"%s":"%s.grad"}}'
        signature = recorder.forms[key] = Signature(text, (0,), 1, 1, recorder.mode, outs_first=True)
    recorder.append((signature, (tensor._n,), number, *_origin()))
    gradient = recorder.new_tensor(recorder, number, plain)
    settle(gradient, plain)
    recorder.gradients[tensor._n] = (recorder.passes, ref(gradient))
    return gradient


def assign(tensor: Handle, value: Any) -> None:
    """`tensor.grad = value`; None forgets it."""
    recorder = tensor._r
    recorder.check(tensor)
    recorder.ungraded.discard(tensor._n)
    if value is None:
        entry = recorder.gradients.get(tensor._n)
        if entry is None or entry[0] != recorder.passes or entry[1] is not None or tensor._n in recorder.graded:
            _record(recorder, "forget", [], [tensor], 0, '{"delete":["%s.grad"]}')
        recorder.graded.discard(tensor._n)
        recorder.gradients[tensor._n] = (recorder.passes, None)
        return
    if not isinstance(value, Handle):
        raise TypeError(f"assigned grad expected to be a Tensor or None but got {type(value).__name__}")
    if value is tensor:
        raise RuntimeError("can't assign Variable as its own grad")
    ours, theirs = tensor.describe(), value.describe()
    if ours.shape != theirs.shape:
        raise RuntimeError(
            f"assigned grad has data of a different size: {list(theirs.shape)} where {list(ours.shape)} was expected"
        )
    if ours.dtype is not theirs.dtype:
        raise RuntimeError(f"assigned grad has data of a different type: {theirs.dtype}, not {ours.dtype}")
    _record(recorder, "assign", [], [tensor, value], 0, '{"bind":{"%s.grad":"%s"}}')
    if theirs.requires_grad:
        recorder.ungraded.add(tensor._n)
        recorder.graded.discard(tensor._n)
    else:
        recorder.graded.add(tensor._n)
    recorder.gradients[tensor._n] = (recorder.passes, ref(value))


def _record(
    recorder: Recorder, kind: str, fields: list[str], arguments: Sequence[Handle], count: int, text: str = ""
) -> int:
    text = text or f'{{"{kind}":{{{",".join(fields)}}}}}'
    key = (text, recorder.mode)
    signature = recorder.forms.get(key)
    if signature is None:
        places = tuple(range(len(arguments)))
        signature = recorder.forms[key] = Signature(text, places, len(arguments), count, recorder.mode)
    for tensor in arguments:
        recorder.check(tensor)
    number = next(recorder.numbers)
    recorder.append((signature, tuple([tensor._n for tensor in arguments]), number, *_origin()))
    if number >= recorder.bound:
        recorder.line.send()
    return number


def _origin() -> tuple[Any, int]:
    """The place in the user's code that called into this package."""
    frame: Any = _getframe(2)
    while frame is not None and frame.f_globals.get("__package__") == __package__:
        frame = frame.f_back
    return (None, 0) if frame is None else (frame.f_code, frame.f_lasti)


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
