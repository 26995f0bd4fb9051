"""Seeds: the gradients that a pass starts with, one for each root."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.handle import Handle

Seeds: TypeAlias = Handle | Iterable[Handle | None] | None


def paired(roots: Sequence[Handle], gradients: Seeds) -> list[Handle | None]:
    """A seed for each root, None where none was given; what is over is disregarded."""
    if gradients is None:
        return [None] * len(roots)
    seeds: list[Handle | None] = [gradients] if isinstance(gradients, Handle) else list(gradients)
    for seed in seeds[: len(roots)]:
        if seed is not None and not isinstance(seed, Handle):
            raise TypeError(f"gradients can be either Tensors or None, but got {type(seed).__name__}")
    if len(seeds) < len(roots):
        raise RuntimeError(f"got {len(roots)} tensors and {len(seeds)} gradients")
    return seeds[: len(roots)]


def check(roots: Sequence[Handle], seeds: Sequence[Handle | None], batched: bool = False) -> None:
    """Refuse a root that requires no gradient, and a seed that does not fit its root, as far as they are known.

    With `batched` a seed has one more, leading, dimension, of the same size for all.
    """
    sizes = set()
    for place, (root, seed) in enumerate(zip(roots, seeds, strict=True)):
        given = _known(root)
        if given is UNKNOWN:
            continue
        if not given.requires_grad:
            raise RuntimeError(f"element {place} of tensors does not require grad and does not have a grad_fn")
        if seed is None:
            _check_implicit(given, batched)
            continue
        weight = _known(seed)
        if weight is UNKNOWN:
            continue
        if batched and not weight.shape:
            raise IndexError("with is_grads_batched a gradient has one more dimension than its output, not none")
        sizes.add(weight.shape[0] if batched else 0)
        if (weight.shape[1:] if batched else weight.shape) != given.shape:
            raise RuntimeError(
                f"Mismatch in shape: grad_output[{place}] has a shape of {weight.shape} and output[{place}] has a "
                f"shape of {given.shape}{', before which is_grads_batched expects one more' if batched else ''}."
            )
        if weight.dtype.is_complex != given.dtype.is_complex:
            raise RuntimeError(
                f"a gradient is complex where its output is: grad_output[{place}] is {weight.dtype} and "
                f"output[{place}] is {given.dtype}"
            )
    if len(sizes) > 1:
        raise ValueError(f"with is_grads_batched all gradients have the same leading size, not {sorted(sizes)}")


def _check_implicit(given: Description, batched: bool) -> None:
    if given.shape.numel() != 1:
        raise RuntimeError("grad can be implicitly created only for scalar outputs")
    if given.dtype.is_complex:
        raise RuntimeError(f"grad can be implicitly created only for real scalar outputs but got {given.dtype}")
    if batched:
        raise ValueError("with is_grads_batched every output needs its gradients")


def _known(tensor: Handle) -> Description:
    return tensor.describe() if tensor._r.waits else tensor._d
