"""torch.nn.utils.clip_grad: gradients that are too long, shortened on the server.

The norm is a tensor, so that nothing waits for it; `foreach` is taken and makes no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from gradwire._generated.functions import stack
from gradwire._generated.linalg import vector_norm
from gradwire.creation import tensor as tensor_of
from gradwire.differentiation import gradients
from gradwire.differentiation.grad_modes import no_grad
from gradwire.recording.origins import warn
from gradwire.recording.together import together
from gradwire.tensors.tensor import Tensor

Tensors = Tensor | Iterable[Tensor]


@no_grad()
def get_total_norm(
    tensors: Tensors, norm_type: float = 2.0, error_if_nonfinite: bool = False, foreach: bool | None = None
) -> Tensor:
    """The norm of all tensors, as if they were one vector.

    With `error_if_nonfinite`, which waits for the value, RuntimeError if it is infinite or NaN.
    """
    given, norm_type = _listed(tensors), float(norm_type)
    if not given:
        return tensor_of(0.0)
    place = given[0].device
    with together(given):
        norms = [vector_norm(one, norm_type) for one in given]
        norms = [norm if one.device == place else norm.to(place) for one, norm in zip(given, norms, strict=True)]
        total = vector_norm(stack(norms), norm_type)
    if error_if_nonfinite and not total.isfinite():
        raise RuntimeError(
            f"The total norm of order {norm_type} of the gradients is {total.item()}: set error_if_nonfinite=False to "
            "scale them by it all the same"
        )
    return total


@no_grad()
def clip_grads_with_norm_(
    parameters: Tensors, max_norm: float | Tensor, total_norm: Tensor, foreach: bool | None = None
) -> None:
    """Scale the parameters' gradients so that `total_norm`, which is theirs, becomes `max_norm` at most."""
    _shorten(_gradients(_listed(parameters)), max_norm, total_norm)


@no_grad()
def clip_grad_norm_(
    parameters: Tensors,
    max_norm: float | Tensor,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale the parameters' gradients so that their norm, all together, is `max_norm` at most; returns what it was.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_norm_.html
    """
    given = _listed(parameters)
    if not given and not isinstance(parameters, (list, tuple)):
        warn("`parameters` is an empty generator, no gradient clipping will occur.")
    found = _gradients(given)
    total = get_total_norm(found, norm_type, error_if_nonfinite, foreach)
    _shorten(found, max_norm, total)
    return total


def clip_grad_norm(*args: Any, **kwargs: Any) -> Tensor:
    """clip_grad_norm_ under the name that it had before."""
    warn("`clip_grad_norm` is the older name of `clip_grad_norm_`: use that", FutureWarning)
    return clip_grad_norm_(*args, **kwargs)


@no_grad()
def clip_grad_value_(parameters: Tensors, clip_value: float, foreach: bool | None = None) -> None:
    """Bring each number of the parameters' gradients between -clip_value and clip_value.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.clip_grad_value_.html
    """
    bound, given = float(clip_value), _gradients(_listed(parameters))
    with together(given):
        for gradient in given:
            gradient.clamp_(min=-bound, max=bound)


def _shorten(given: list[Tensor], max_norm: float | Tensor, total_norm: Tensor) -> None:
    """Scale tensors so that their norm, which is `total_norm`, becomes `max_norm` at most."""
    if not given:
        return
    if not isinstance(max_norm, Tensor):
        max_norm = float(max_norm)
    with together(given):
        scale = (max_norm / (total_norm + 1e-6)).clamp(max=1.0)
        for gradient in given:
            gradient.mul_(scale.to(gradient.device))


def _listed(tensors: Tensors) -> list[Tensor]:
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


def _gradients(parameters: list[Tensor]) -> list[Tensor]:
    return [cast(Tensor, gradients.read(parameter)) for parameter in gradients.existing(parameters)]
