"""`out=`: the results of an operation, written into tensors that are there."""

from __future__ import annotations

import warnings
from typing import Any, Final

from gradwire.grad_modes import is_grad_enabled, no_grad
from gradwire.handle import Handle

_CATEGORIES: Final = {"b": 0, "i": 1, "u": 1, "f": 2, "V": 2, "c": 3}


def write(out: Any, result: Any) -> Any:
    """Write the results of an operation, one or several, into `out`, which comes back.

    A tensor of another shape is resized, with a warning if it had elements. Raises RuntimeError where a tensor requires
    grad, as nothing is recorded, or where the result's dtype cannot be cast to it.
    """
    if not isinstance(result, tuple):
        return _write(out, result)
    if not isinstance(out, (tuple, list)) or len(out) != len(result):
        raise TypeError(f"out must be a tuple of {len(result)} tensors")
    written = [_write(one, part) for one, part in zip(out, result, strict=True)]
    return type(result)(*written) if hasattr(result, "_fields") else tuple(written)


def _write(out: Any, result: Any) -> Any:
    if not issubclass(type(out), Handle):
        raise TypeError(f"out must be a Tensor, not {type(out).__name__}")
    if is_grad_enabled() and (out.requires_grad or result.requires_grad):
        raise RuntimeError(
            "functions with out=... arguments don't support automatic differentiation, but one of the arguments "
            "requires grad: use no_grad(), or assign the result"
        )
    if _CATEGORIES[result.dtype.numpy.kind] > _CATEGORIES[out.dtype.numpy.kind]:
        raise RuntimeError(f"result type {result.dtype} can't be cast to the desired output type {out.dtype}")
    if out.device != result.device:
        raise RuntimeError(f"Expected out tensor to have device {result.device}, but got {out.device} instead")
    with no_grad():
        if out.shape != result.shape:
            if out.numel():
                warnings.warn(
                    f"An output with one or more elements was resized since it had shape {list(out.shape)}, which does "
                    f"not match the required output shape {list(result.shape)}.",
                    UserWarning,
                    stacklevel=4,
                )
            out.resize_(result.shape)
        return out.copy_(result)
