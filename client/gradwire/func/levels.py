"""Levels: blocks that run for each example, and tensors seen as one example or as all of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gradwire.differentiation.derivatives import describe
from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.modes import (
    DISABLED,
    INFERENCE,
    LEVEL,
    Examples,
    grad_mode,
    levels,
    set_grad_mode,
    set_transforms,
    transforms,
)
from gradwire.recording.recorder import NOBODY, Recorder


@contextmanager
def level(recorder: Recorder, size: int, randomness: str = "error") -> Iterator[int]:
    """A block that runs for each of `size` examples; gives the number of its level."""
    number = levels(grad_mode())
    text = f'{{"vmap":{{"level":"v{number}","size":%s,"randomness":"{randomness}"}}}}'
    record(recorder, text, [size])
    before, around = grad_mode(), transforms()
    set_grad_mode(before + LEVEL)
    set_transforms((*around, Examples(number, size)))
    try:
        yield number
    finally:
        set_grad_mode(before)
        set_transforms(around)


def batch(tensor: Handle, dim: int, number: int) -> Handle:
    """One example of a tensor, whose examples of this level lie along `dim`."""
    like = describe(tensor)
    shape = (*like.shape[:dim], *like.shape[dim + 1 :])
    text = f'{{"vmap":{{"level":"v{number}","inputs":{{"%s":{{"tensor":"%s","dim":{dim}}}}}}}}}'
    inner = tuple(sorted({*like.levels, number}))
    return _seen(tensor, text, _described(tensor, shape, "BatchBackward0", inner))


def unbatch(tensor: Handle, dim: int, number: int, size: int) -> Handle:
    """A tensor with its examples of this level along `dim`."""
    like = describe(tensor)
    if like is UNKNOWN:  # an asynchronous session cannot ask
        return _seen(tensor, _shown(number, dim), UNKNOWN)
    ndim = len(like.shape) + 1
    if not -ndim <= dim < ndim:
        raise IndexError(f"vmap: out_dims is {dim} for a result of {ndim} dimensions, that of the examples counted")
    dim %= ndim
    shape = (*like.shape[:dim], size, *like.shape[dim:])
    outer = tuple(one for one in like.levels if one != number)
    return _seen(tensor, _shown(number, dim), _described(tensor, shape, "UnbatchBackward0", outer))


def _shown(number: int, dim: int) -> str:
    return f'{{"vmap":{{"level":"v{number}","outputs":{{"%s":{{"tensor":"%s","dim":{dim}}}}}}}}}'


def _described(tensor: Handle, shape: tuple[int, ...], grad_fn: str, levels: tuple[int, ...]) -> Description:
    """What comes of a tensor with a dimension hidden or shown, which is recorded."""
    like = tensor._d
    tensor._r.follow()
    records = like.requires_grad and not tensor._r.mode & (DISABLED | INFERENCE)
    return tensor._r.descriptions.find(
        shape,
        like.dtype,
        like.device,
        records,
        is_leaf=not records,
        grad_fn=grad_fn if records else None,
        inference=like.inference,
        levels=levels,
    )


def _seen(tensor: Handle, text: str, description: Description) -> Handle:
    """A tensor seen with a dimension hidden or shown."""
    recorder = tensor._r
    number = record(recorder, text, [tensor], 1, outs_first=True)
    result = recorder.new_tensor(recorder, number, description)
    result._l = tensor._l if description.requires_grad or description is UNKNOWN else NOBODY
    recorder.related(result, tensor)
    return result
