"""torch.autograd.Variable: what tensors that require grad once had to be wrapped in."""

from __future__ import annotations

from typing import Any

from gradwire.tensors.tensor import Tensor


def Variable(data: Tensor, requires_grad: bool = False) -> Any:  # noqa: N802
    """A leaf of the same values and storage; use tensors themselves instead.

    https://docs.pytorch.org/docs/stable/autograd.html#variable-deprecated
    """
    return data.detach().requires_grad_(requires_grad)
