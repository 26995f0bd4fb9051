"""Gradients: a tensor's `.grad`, read and assigned."""

from __future__ import annotations

from typing import Any

from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.learning import settle
from gradwire.recording.origins import warn


def read(tensor: Handle) -> Any:
    """The value of `tensor.grad`."""
    recorder = tensor._r
    since, known = recorder.ledger.gradients.get(tensor._n, (0, None))
    # a pass adds to a leaf's gradient in place, and gives a result a new one
    if known is not None and (since >= recorder.ledger.walked or (tensor._d.is_leaf and tensor._d is not UNKNOWN)):
        return known
    recorder.check(tensor)
    description = tensor.describe() if recorder.waits else tensor._d
    if description.is_leaf:
        if known is None and since >= recorder.ledger.watermark and not recorder.asking:
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
        plain = recorder.line.look_at_gradient(tensor)
    if plain is None:
        recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, None)
        return None
    number = record(recorder, '{"bind":{"%s":"%s.grad"}}', [tensor], 1, outs_first=True)
    gradient = recorder.new_tensor(recorder, number, plain)
    settle(gradient, plain)
    recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, gradient)
    return gradient


def assign(tensor: Handle, value: Any) -> None:
    """`tensor.grad = value`; None forgets it."""
    recorder = tensor._r
    recorder.check(tensor)
    recorder.ledger.ungraded.discard(tensor._n)
    if value is None:
        since, known = recorder.ledger.gradients.get(tensor._n, (0, None))
        if known is not None or since < recorder.ledger.walked or tensor._n in recorder.ledger.graded:
            record(recorder, '{"delete":["%s.grad"]}', [tensor])
        recorder.ledger.graded.discard(tensor._n)
        recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, None)
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
    if ours.device != theirs.device:
        raise RuntimeError(f"assigned grad has data on a different device: {theirs.device}, not {ours.device}")
    record(recorder, '{"bind":{"%s.grad":"%s"}}', [tensor, value])
    if theirs.requires_grad or theirs.inference:
        recorder.ledger.ungraded.add(tensor._n)
        recorder.ledger.graded.discard(tensor._n)
    else:
        recorder.ledger.graded.add(tensor._n)
    recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, value)
