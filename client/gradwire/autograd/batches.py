"""Derivatives of a batch, compared with those of its entries, as gradcheck does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gradwire.autograd.jacobians import Array, close, fetched, random_like
from gradwire.differentiation.derivatives import record_derivatives, record_gradients
from gradwire.differentiation.passes import grad
from gradwire.func.vmap import vmap
from gradwire.tensors.tensor import Tensor


def seeds_agree(roots: Sequence[Tensor], targets: Sequence[Tensor]) -> bool:
    """Whether a batch of gradients of each output gives what they give one after the other."""
    return all(_seeds_agree(root, targets) for root in roots)


def _seeds_agree(root: Tensor, targets: Sequence[Tensor]) -> bool:
    batch = random_like(root, 2).detach()
    together = grad(root, targets, batch, retain_graph=True, is_grads_batched=True, allow_unused=True)
    used = [(target, stack) for target, stack in zip(targets, together, strict=True) if stack is not None]
    alone = [
        record_gradients([root], [target for target, _ in used], [batch.select(0, entry)], retain_graph=True)
        for entry in range(2)
    ]
    return _agree(*fetched([[stack for _, stack in used], *alone]))


def tangents_agree(roots: Sequence[Tensor], targets: Sequence[Tensor]) -> bool:
    """Whether a batch of tangents changes the outputs as they do one after the other."""
    if not roots:
        return True
    shapes = [(root.shape, root) for root in roots]

    def push(*tangents: Tensor) -> list[Tensor]:
        return record_derivatives("jvp", roots, targets, tangents, shapes=shapes)

    batches = [random_like(target, 2).detach() for target in targets]
    alone = [push(*(batch.select(0, entry) for batch in batches)) for entry in range(2)]
    return _agree(*fetched([vmap(push)(*batches), *alone]))


def _agree(stacks: Sequence[Array], *entries: Sequence[Array]) -> bool:
    return all(map(close, map(np.concatenate, zip(*entries, strict=True)), stacks))
