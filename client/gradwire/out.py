"""`out=`: the results of an operation, written into tensors that are there."""

from __future__ import annotations

from typing import Any, Final

from gradwire.differentiation.grad_modes import is_grad_enabled, no_grad
from gradwire.recording.dispatch import call, tensors_in
from gradwire.recording.handle import Handle
from gradwire.recording.ops import Op
from gradwire.recording.origins import warn

_CATEGORIES: Final = {"b": 0, "i": 1, "u": 1, "f": 2, "V": 2, "c": 3}

_EXACT: Final = frozenset({"complex", "polar"})
"""Elementwise operations that write only into tensors of their result's dtype."""


def write(out: Any, op: Op, values: tuple[Any, ...]) -> Any:
    """Run the operation and write its results, one or several, into `out`, which comes back.

    A tensor of another shape is resized, with a warning if it had elements. Raises RuntimeError where a tensor requires
    grad, as nothing is recorded, where the result's dtype does not fit, or where an input shares memory with `out`.
    """
    inputs = list(tensors_in(values))
    outs = out if isinstance(out, (tuple, list)) else [out]
    for one in outs:
        _check(op, one, inputs)
    if "dtype" in op.names and values[(at := op.names.index("dtype"))] is None:  # out says what to compute in
        values = (*values[:at], outs[0].dtype, *values[at + 1 :])
    with no_grad():
        result = call(op, values)
        if not isinstance(result, tuple):
            return _write(op, out, result)
        if len(outs) != len(result):
            raise TypeError(f"{op.name}(): out must be a tuple of {len(result)} tensors")
        written = [_write(op, one, part) for one, part in zip(outs, result, strict=True)]
    return type(result)(written)


def _check(op: Op, out: Any, inputs: list[Handle]) -> None:
    """Refuse what cannot be written to, before anything runs."""
    if not isinstance(out, Handle):
        raise TypeError(f"{op.name}(): argument 'out' must be Tensor, not {type(out).__name__}")
    if is_grad_enabled() and any(one.describe().requires_grad for one in (out, *inputs)):
        raise RuntimeError(
            f"{op.name}(): functions with out=... arguments don't support automatic differentiation, but one of the "
            "arguments requires grad: use no_grad(), or assign the result"
        )
    family = out._r.families.get(out._n)
    for one in inputs:
        shares = one is out or (family is not None and out._r.families.get(one._n) is family)
        if shares and not (one is out and op.elementwise):
            raise RuntimeError(
                f"{op.name}(): an input shares memory with out, which would be overwritten while it is read: clone() "
                "the input"
            )


def _write(op: Op, out: Any, result: Any) -> Any:
    castable = (op.elementwise and op.name not in _EXACT) or op.name.startswith(("linalg.", "cat", "stack"))
    fits = _CATEGORIES[result.dtype.numpy.kind] <= _CATEGORIES[out.dtype.numpy.kind]
    if out.dtype != result.dtype and not (castable and fits):
        raise RuntimeError(f"{op.name}(): result type {result.dtype} can't be cast to the output type {out.dtype}")
    if out.device != result.device:
        raise RuntimeError(f"{op.name}(): the result is on {result.device}, out on {out.device}: move one with to()")
    if out.shape != result.shape:
        if out.numel():
            if any(step == 0 and size > 1 for step, size in zip(out.stride(), out.shape, strict=True)):
                raise RuntimeError(
                    f"{op.name}(): unsupported operation: elements of out share memory, clone() it first"
                )
            warn(
                f"An output with one or more elements was resized since it had shape {list(out.shape)}, which does "
                f"not match the required output shape {list(result.shape)}.",
            )
        out.resize_(result.shape)
    return out.copy_(result)
