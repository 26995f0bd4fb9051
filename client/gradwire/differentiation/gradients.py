"""Gradients: a tensor's `.grad`, read and assigned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.learning import settle
from gradwire.recording.origins import warn
from gradwire.recording.together import together


def read(tensor: Handle) -> Any:
    """The value of `tensor.grad`."""
    recorder = tensor._r
    since, known = recorder.ledger.gradients.get(tensor._n, (0, None))
    if _lasts(tensor, since, known):
        return known
    recorder.check(tensor)
    description = tensor.describe() if recorder.waits else tensor._d
    if description.is_leaf:
        certain = tensor._n in recorder.ledger.graded
        if known is None and not certain and recorder.ledger.lacks(tensor._n, since) and not recorder.asking:
            recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, None)
            return None
    elif known is None and not description.retains_grad:
        warn(
            "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
            "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf "
            "Tensor, use .retain_grad() on the non-leaf Tensor.",
        )
        return None
    plain: Description | None
    if tensor._n in recorder.ledger.graded and not recorder.asking:
        plain = recorder.descriptions.without_grad(description)
    elif not recorder.waits:
        plain = UNKNOWN
    else:
        plain = recorder.line.look_at_gradients([tensor])[0]
    if plain is None:
        if description.is_leaf and not recorder.asking:
            recorder.ledger.note_lack(tensor._n, since)
        recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, None)
        return None
    number = record(recorder, '{"bind":{"%s":"%s.grad"}}', [tensor], 1, outs_first=True)
    gradient = recorder.new_tensor(recorder, number, plain)
    settle(gradient, plain)
    recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, gradient)
    return gradient


def exists(tensor: Handle) -> bool:
    """Whether a tensor has a gradient; asked of the server where only it knows."""
    ledger = tensor._r.ledger
    if tensor._n in ledger.graded and not tensor._r.asking:
        return True
    since, known = ledger.gradients.get(tensor._n, (0, None))
    return _lasts(tensor, since, known) or read(tensor) is not None


def look(tensors: Iterable[Handle]) -> None:
    """Ask in one request about the gradients of those leaves, of one session, of which only the server knows."""
    unsure = [tensor for tensor in tensors if _is_unsure(tensor)]
    if len(unsure) < 2:
        return
    recorder = unsure[0]._r
    ledger = recorder.ledger
    for tensor, found in zip(unsure, recorder.line.look_at_gradients(unsure), strict=True):
        if found is None:
            ledger.note_lack(tensor._n, ledger.gradients.get(tensor._n, (0, None))[0])
            ledger.gradients[tensor._n] = (ledger.walked, None)
        elif found is recorder.descriptions.without_grad(tensor._d):
            ledger.graded.add(tensor._n)


def _is_unsure(tensor: Handle) -> bool:
    recorder = tensor._r
    if not recorder.waits or recorder.asking or tensor._d is UNKNOWN or not tensor._d.is_leaf:
        return False
    since, known = recorder.ledger.gradients.get(tensor._n, (0, None))
    certain = tensor._n in recorder.ledger.graded
    return known is None and not certain and not recorder.ledger.lacks(tensor._n, since)


def _lasts(tensor: Handle, since: int, known: Handle | None) -> bool:
    """Whether what was known at the pass `since` is the gradient still: a pass adds to a leaf's gradient in place, and
    gives a result a new one."""
    if known is None:
        return False
    return since >= tensor._r.ledger.walked or (tensor._d.is_leaf and tensor._d is not UNKNOWN)


def forget(tensors: Iterable[Handle]) -> None:
    """`tensor.grad = None` for tensors of one session, in one step."""
    there = [tensor for tensor in tensors if _may_exist(tensor)]
    if there:
        slots = ",".join(['"%s.grad"'] * len(there))
        record(there[0]._r, f'{{"delete":[{slots}]}}', there)
    for tensor in there:
        ledger = tensor._r.ledger
        ledger.graded.discard(tensor._n)
        ledger.ungraded.discard(tensor._n)
        ledger.gradients[tensor._n] = (ledger.walked, None)


def _may_exist(tensor: Handle) -> bool:
    """Whether a tensor has a gradient, as far as that is known here."""
    recorder = tensor._r
    ledger, number = recorder.ledger, tensor._n
    if number in ledger.graded:
        return True
    since, known = ledger.gradients.get(number, (0, None))
    if known is not None:
        return True
    leaf = tensor._d.is_leaf and tensor._d is not UNKNOWN
    return since < ledger.walked and not (leaf and not recorder.asking and ledger.lacks(number, since))


def make_zero(tensors: Sequence[Handle]) -> None:
    """Fill the gradients of tensors of one session, where there are any, with zeros, outside of any graph."""
    look(tensors)
    there = [read(tensor) for tensor in tensors if exists(tensor)]
    with together(there):
        for gradient in there:
            if gradient.grad_fn is not None:
                gradient.detach_()
            elif gradient.requires_grad:
                gradient.requires_grad_(False)
            gradient.zero_()


def assign(tensor: Handle, value: Any) -> None:
    """`tensor.grad = value`; None forgets it."""
    recorder = tensor._r
    recorder.check(tensor)
    if value is None:
        forget([tensor])
        return
    recorder.ledger.ungraded.discard(tensor._n)
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
    if ours.device != theirs.device:
        raise RuntimeError(f"assigned grad has data on a different device: {theirs.device}, not {ours.device}")
    record(recorder, '{"bind":{"%s.grad":"%s"}}', [tensor, value])
    if theirs.requires_grad or theirs.inference:
        recorder.ledger.ungraded.add(tensor._n)
        recorder.ledger.graded.discard(tensor._n)
    else:
        recorder.ledger.graded.add(tensor._n)
    recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, value)
