"""What went wrong in an operation, in words that name it and say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.errors import (
    DeviceMismatch,
    DtypeMismatch,
    EngineError,
    IndexOutOfRange,
    InvalidArgument,
    OpFailed,
    OutOfMemory,
    SingularMatrix,
    UnsupportedDtype,
)
from engine.inputs import items, shape_of
from engine.libraries import LinAlgError
from engine.op import Op
from engine.tensor import Tensor

_NO_LOOP = ("ufunc", "Wrong type")
"""How NumPy and CuPy begin when a function has no loop for a dtype."""
RAW = (ValueError, TypeError, IndexError, ArithmeticError, MemoryError, RecursionError)
"""What Python and the array modules raise where an argument has no meaning."""


def explained(op: Op, arrays: Sequence[Any], attributes: dict[str, Any], error: Exception) -> EngineError:
    """What went wrong in a kernel: the shape rule knows best, else the array module's own words.

    An AttributeError is a number or None where only a tensor will do; any other is a bug, and stays what it is.
    """
    if isinstance(error, AttributeError):
        for parameter, value in zip(op.tensors, arrays, strict=True):
            for item in items(value):
                if isinstance(item, bool | int | float | complex) or (item is None and parameter.default is not None):
                    return InvalidArgument(
                        f"{op.name.lstrip('_')}: {parameter.name} must be a tensor, not {type(item).__name__}.",
                        op=op.name,
                        argument=parameter.name,
                    )
        raise error
    shapes = [shape_of(array) for array in arrays]
    if op.shape is not None:
        try:
            op.shape(*shapes, **attributes)
        except EngineError as told:
            return named(op, told)
        except RAW:  # the rule knows no better than the kernel
            pass
    facts: dict[str, Any] = {"op": op.name, "shapes": [list(shape) for shape in shapes if isinstance(shape, tuple)]}
    if isinstance(error, MemoryError):
        return OutOfMemory(f"{op.name} needs more memory than there is: use smaller tensors.", **facts)
    if isinstance(error, IndexError):
        return IndexOutOfRange(f"{op.name}: {error}", **facts)
    if isinstance(error, LinAlgError):
        return SingularMatrix(f"{op.name}: {error}", **facts)
    if isinstance(error, TypeError) and str(error).startswith(_NO_LOOP):
        return UnsupportedDtype(f"{op.name}: {error}", **facts)
    if isinstance(error, TypeError):
        return DtypeMismatch(f"{op.name}: {error}", **facts)
    return OpFailed(f"{op.name}: {error}", **facts)


def named(op: Op, error: EngineError) -> EngineError:
    """The error of a shape rule or kernel, which may not know the operation, with its name."""
    error.facts.setdefault("op", op.name)
    name = op.name.lstrip("_")
    if name not in error.detail:
        error.detail = f"{name}: {error.detail}"
    return error


def scattered(op: Op, name: str, inputs: Sequence[Any]) -> DeviceMismatch:
    """The error of tensors on several devices: which argument is on each, but for what may come from the CPU: numbers,
    and the indices of `index_put`."""
    first: dict[str, str] = {}
    for parameter, value in zip(op.tensors, inputs, strict=True):
        fits_in = isinstance(value, list) and parameter.name == "indices"
        for number, item in enumerate(items(value)):
            if isinstance(item, Tensor) and (item.device.name != "cpu" or (item.data.ndim and not fits_in)):
                argument = f"{parameter.name}[{number}]" if isinstance(value, list) else parameter.name
                first.setdefault(item.device.name, argument)
    places = ", ".join(f"{argument} is on {device}" for device, argument in first.items())
    return DeviceMismatch(
        f"{name} needs all tensors to be on the same device, but {places}: move one with to().",
        op=name,
        devices={argument: device for device, argument in first.items()},
    )


def renamed(op: Op, error: EngineError, inputs: Sequence[Any]) -> EngineError:
    """The error of an operation within a composite, in the terms of the composite, which is what was asked for."""
    if isinstance(error, DeviceMismatch) and "index" not in error.facts["devices"]:
        own = scattered(op, op.name, inputs)
        error = own if len(own.facts["devices"]) > 1 else error
    inner = error.facts.pop("op", None)
    for known in () if inner is None else (inner, inner.lstrip("_")):
        if error.detail.startswith(known):
            error.detail = op.name + error.detail[len(known) :]
            break
    shapes = [list(item.shape) for value in inputs for item in items(value) if isinstance(item, Tensor)]
    if shapes:
        error.facts["shapes"] = shapes
    return named(op, error)
