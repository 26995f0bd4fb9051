"""The inputs of an operation as arrays of one device, cast as its way of promotion says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.batching.device import batched
from engine.batching.level import union
from engine.dtypes import float32
from engine.errors import DtypeMismatch, EngineError, InvalidArgument, UnsupportedDtype
from engine.explanations import named, scattered
from engine.inputs import items, shape_of
from engine.op import FLOAT, KEEP, NUMBERS, SAME, Op
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device


def prepare(
    context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]
) -> tuple[list[Any], Device, dtypes.Dtype | None, dtypes.Dtype]:
    """Inputs as arrays of one device, cast as the operation's promotion says; the dtypes to compute in and to give."""
    tensors = [item for value in inputs for item in items(value) if isinstance(item, Tensor)]
    if not tensors:
        if op.has_lists and op.shape is not None:  # whose words are about the empty list
            try:
                op.shape(*map(shape_of, inputs), **attributes)
            except EngineError as error:
                raise named(op, error) from None
        raise InvalidArgument(f"{op.name} needs a tensor among its inputs.", op=op.name)
    device = _common_device(op, inputs, tensors)
    dtype: dtypes.Dtype | None = None
    result_dtype = tensors[0].dtype
    promotion = op.promotion(attributes) if callable(op.promotion) else op.promotion
    if promotion is not KEEP:
        result_dtype = _promoted(context, op, promotion, inputs)
        if result_dtype in dtypes.HALVES and not op.halves:
            raise _no_halves(op, result_dtype)
        # halves are computed in float32 and rounded once, as PyTorch does
        dtype = float32 if result_dtype in dtypes.HALVES else result_dtype
    tensors_decide = any(
        promoted and isinstance(item, Tensor)
        for value, promoted in zip(inputs, op.promoted, strict=True)
        for item in items(value)
    )
    if device.guards:
        with context.on(device):
            arrays = _arrays(context, op, inputs, device, dtype, tensors_decide)
    else:
        arrays = _arrays(context, op, inputs, device, dtype, tensors_decide)
    return arrays, device, dtype, result_dtype


def _arrays(
    context: Context, op: Op, inputs: Sequence[Any], device: Device, dtype: Any, tensors_decide: bool
) -> list[Any]:
    """Inputs as arrays of the device, in the dtype where they are promoted."""
    arrays: list[Any] = []
    for value, promoted in zip(inputs, op.promoted, strict=True):
        target = dtype if promoted else None
        if target is not None and value is not None and not tensors_decide:
            value = device.xp.asarray(value, target)  # numbers alone would be NumPy's float64
        if isinstance(value, list):
            arrays.append([_array(context, op, item, device, target) for item in value])
        else:
            arrays.append(_array(context, op, value, device, target))
    return arrays


def _no_halves(op: Op, dtype: dtypes.Dtype) -> EngineError:
    """The error of what PyTorch offers for wider numbers alone; a composite names itself instead of what it uses."""
    error = UnsupportedDtype(f"Not offered for {dtype.name}: convert with to().", dtypes=[dtype.name])
    return error if op.name[0] == "_" else named(op, error)


def _common_device(op: Op, inputs: Sequence[Any], tensors: Sequence[Tensor]) -> Device:
    """The device of all tensors; 0-dim ones on the CPU go with any."""
    deciding = tensors[:1] if op.gathers else tensors
    placed = {
        tensor.device.name: tensor.device for tensor in deciding if tensor.data.ndim or tensor.device.name != "cpu"
    }
    if len(placed) > 1:
        raise scattered(op, op.name, inputs)
    device = next(iter(placed.values()), tensors[0].device)
    levels = union(tensor.device.levels for tensor in tensors)
    return batched(device, levels) if levels else device


def _promoted(context: Context, op: Op, promotion: str, inputs: Sequence[Any]) -> dtypes.Dtype:
    """The dtype of the result, by the way of promotion."""
    dimensioned: set[dtypes.Dtype] = set()
    zero_dim: set[dtypes.Dtype] = set()
    numbers: set[dtypes.Dtype] = set()
    for value, promoted in zip(inputs, op.promoted, strict=True):
        for item in items(value) if promoted else ():
            if isinstance(item, Tensor):
                (dimensioned if item.data.ndim else zero_dim).add(item.dtype)
            elif item is not None:
                numbers.add(dtypes.number_dtype(item, context.dtype))
    if promotion is SAME:
        if len(dimensioned | zero_dim) > 1:
            names = sorted(dtype.name for dtype in dimensioned | zero_dim)
            raise DtypeMismatch(
                f"{op.name} needs tensors of one dtype, got {' and '.join(names)}: convert one with to().",
                op=op.name,
                dtypes=names,
            )
        return next(iter(dimensioned | zero_dim))
    result = dtypes.result_type(frozenset(dimensioned), frozenset(zero_dim), frozenset(numbers))
    if promotion is NUMBERS and dtypes.bool in dimensioned | zero_dim | numbers:
        raise DtypeMismatch(
            f"{op.name.rstrip('_')} of booleans has no meaning: use logical_xor, or convert them with to().",
            op=op.name,
            dtypes=["bool"],
        )
    if promotion is FLOAT and dtypes.CATEGORY[result] < dtypes.FLOATING:
        return context.dtype
    return result


def _array(context: Context, op: Op, value: Any, device: Device, dtype: dtypes.Dtype | None) -> Any:
    """A tensor's array, or a number, ready for a kernel on that device in that dtype."""
    if isinstance(value, Tensor):
        array = value.data
        if value.device is not device:
            with context.on(value.device, device):
                array = device.bring(array, value.device)
            context.is_spread = context.is_spread or value.device.base is not device.base
        return array if dtype is None or array.dtype is dtype else array.astype(dtype)
    if type(value) is int and dtype is not None and dtypes.CATEGORY[dtype] == dtypes.INTEGRAL:
        return _wrapped(op, value, dtype)
    return value


def _wrapped(op: Op, number: int, dtype: dtypes.Dtype) -> int:
    """An integer as it is in the dtype, wrapped around as in PyTorch."""
    if not -(1 << 63) <= number < 1 << 63:
        raise InvalidArgument(f"{op.name}: {number} does not fit into 64 bits, as integers must.", op=op.name)
    bits = 8 * dtype.itemsize
    number &= (1 << bits) - 1
    return number - (1 << bits) if dtype.kind == "i" and number >> (bits - 1) else number
