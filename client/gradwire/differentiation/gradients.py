"""Gradients: a tensor's `.grad`, read and assigned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.forms import numbers_of, record, record_on
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
        if known is None and _lacks(tensor, since):
            recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, None)
            return None
    elif known is None and not description.retains_grad:
        if not recorder.is_plain(tensor):
            warn(
                "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute "
                "won't be populated during autograd.backward(). If you indeed want the .grad field to be populated for "
                "a non-leaf Tensor, use .retain_grad() on the non-leaf Tensor.",
            )
        return None
    plain: Description | None
    if tensor._n in recorder.ledger.graded and not recorder.asking:
        plain = recorder.descriptions.without_grad(description)
    elif not recorder.waits:
        plain = UNKNOWN
    else:
        (plain,) = recorder.line.look_at_gradients([tensor])
    return _found(tensor, plain)


def _found(tensor: Handle, plain: Description | None) -> Handle | None:
    """The gradient of a tensor, which is of this description, or is not there."""
    recorder = tensor._r
    if plain is None:
        if tensor._d.is_leaf and not recorder.asking:
            recorder.ledger.note_lack(tensor._n, recorder.ledger.gradients.get(tensor._n, (0, None))[0])
        recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, None)
        return None
    number = record(recorder, '{"bind":{"%s":"%s.grad"}}', [tensor], 1, outs_first=True)
    gradient = recorder.new_tensor(recorder, number, plain)
    settle(gradient, plain)
    recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, gradient)
    return gradient


def existing(tensors: Sequence[Handle]) -> list[Handle]:
    """Those of tensors of one session that have a gradient; what only the server knows is asked in one request."""
    if tensors and _all_are_graded(tensors):
        return list(tensors)
    unsure = [tensor for tensor in tensors if _is_unsure(tensor)]
    if unsure:
        for tensor, plain in zip(unsure, unsure[0]._r.line.look_at_gradients(unsure), strict=True):
            if plain is tensor._r.descriptions.without_grad(tensor._d):
                tensor._r.ledger.graded.add(tensor._n)
            else:
                _found(tensor, plain)
    return [tensor for tensor in tensors if exists(tensor)]


def exists(tensor: Handle) -> bool:
    """Whether a tensor has a gradient; asked of the server where only it knows."""
    ledger = tensor._r.ledger
    if tensor._n in ledger.graded and not tensor._r.asking:
        return True
    since, known = ledger.gradients.get(tensor._n, (0, None))
    return _lasts(tensor, since, known) or read(tensor) is not None


def _is_unsure(tensor: Handle) -> bool:
    """Whether only the server knows if a leaf has a gradient."""
    recorder = tensor._r
    if tensor._n in recorder.ledger.graded or not recorder.waits or tensor._d is UNKNOWN or not tensor._d.is_leaf:
        return False
    since, known = recorder.ledger.gradients.get(tensor._n, (0, None))
    return not (_lasts(tensor, since, known) or _lacks(tensor, since))


def _lacks(tensor: Handle, since: int) -> bool:
    """Whether a leaf that had no gradient at the pass `since` has none now."""
    recorder = tensor._r
    return not recorder.asking and tensor._n not in recorder.ledger.graded and recorder.ledger.lacks(tensor._n, since)


def _lasts(tensor: Handle, since: int, known: Handle | None) -> bool:
    """Whether what was known at the pass `since` is the gradient still: a pass adds to a leaf's gradient in place, and
    gives a result a new one."""
    if known is None:
        return False
    return since >= tensor._r.ledger.walked or (tensor._d.is_leaf and tensor._d is not UNKNOWN)


def forget(tensors: Sequence[Handle]) -> None:
    """`tensor.grad = None` for tensors of one session, in one step."""
    there = tensors if tensors and _all_are_graded(tensors) else [one for one in tensors if _may_exist(one)]
    if there:
        recorder = there[0]._r
        numbers = numbers_of(there, recorder)
        try:
            record_on(recorder, _deletion(len(numbers)), numbers)
            recorder.ledger.forget(numbers)
        except BaseException:
            recorder.doubt()
            raise


@lru_cache
def _deletion(count: int) -> str:
    slots = ",".join(['"%s.grad"'] * count)
    return f'{{"delete":[{slots}]}}'


def _all_are_graded(tensors: Sequence[Handle]) -> bool:
    """Whether all of some tensors have a gradient for certain, as parameters mostly do."""
    recorder = tensors[0]._r
    return not recorder.asking and recorder.ledger.graded.issuperset([tensor._n for tensor in tensors])


def _may_exist(tensor: Handle) -> bool:
    """Whether a tensor has a gradient, as far as that is known here."""
    ledger, number = tensor._r.ledger, tensor._n
    if number in ledger.graded:
        return True
    since, known = ledger.gradients.get(number, (0, None))
    if known is not None:
        return True
    leaf = tensor._d.is_leaf and tensor._d is not UNKNOWN
    return since < ledger.walked and not (leaf and _lacks(tensor, since))


def make_zero(tensors: Iterable[Handle]) -> None:
    """Fill the gradients of tensors of one session, where there are any, with zeros, outside of any graph."""
    there = [read(tensor) for tensor in existing(list(tensors))]
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
    try:
        record(recorder, '{"bind":{"%s.grad":"%s"}}', [tensor, value])
        if theirs.requires_grad or theirs.inference:
            recorder.ledger.ungraded.add(tensor._n)
            recorder.ledger.graded.discard(tensor._n)
        else:
            recorder.ledger.graded.add(tensor._n)
        recorder.ledger.gradients[tensor._n] = (recorder.ledger.walked, value)
    except BaseException:
        recorder.doubt()
        raise
