"""Running an operation's kernel: promotion, devices, limits, and errors in words that help; recording nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.batching.array import NotBatched
from engine.batching.device import batched
from engine.batching.generator import drawing
from engine.batching.level import union
from engine.batching.loop import one_by_one
from engine.devices import LinAlgError
from engine.dtypes import float32, float64
from engine.errors import (
    DeviceUnavailable,
    DtypeMismatch,
    EngineError,
    IndexOutOfRange,
    InvalidArgument,
    OpFailed,
    OutOfMemory,
    SingularMatrix,
    UnsupportedDtype,
)
from engine.op import FLOAT, KEEP, NUMBERS, SAME, Op
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device

RAW = (ValueError, TypeError, IndexError, ArithmeticError, MemoryError, RecursionError)
"""What Python and the array modules raise where an argument has no meaning."""
SPECIAL = frozenset({complex, bool, list})
"""Inputs beside tensors that promotion has to look at."""
SMALL = 1 << 10  # elements: what is computed from one or two tensors of this size is small enough without a shape rule


def compute(
    context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]
) -> tuple[Any, int, Device, dtypes.Dtype | None]:
    """The arrays of an operation's result, a tuple of them where there are several.

    With them come a bit per input that wants a gradient, the device, and the dtype that promoted inputs were computed
    in (None: each in its own).
    """
    arrays: list[Any] = []
    device: Any = None
    dtype: Any = None
    wanted, bit = 0, 1
    uniform, large = True, op.checks_size
    plain = op.plain
    for value in inputs:
        if type(value) is Tensor:
            array = value.data
            arrays.append(array)
            if value.requires_grad:
                wanted |= bit
            if device is None:
                device = value.device
            elif value.device is not device:
                uniform = False
            if plain and plain & bit:
                pass
            elif dtype is None:
                dtype = array.dtype
            elif array.dtype is not dtype:
                uniform = False
            if array.size > SMALL:
                large = True
        else:
            arrays.append(value)
            if type(value) in SPECIAL:
                uniform = False
        bit += bit
    if uniform and (dtype is float32 or dtype is float64):  # the common case: nothing to cast or to move
        result_dtype = dtype
        if op.promotion is KEEP:
            dtype = None
    else:
        wanted = _wanted(inputs)
        arrays, device, dtype, result_dtype = _prepare(context, op, inputs, attributes)
    if large:
        _admit(context, op, inputs, attributes, result_dtype)
    try:
        if not attributes and op.is_plain:
            result = op.function(device.xp, *arrays)
        else:
            if op.random:
                attributes = {**attributes, "generator": context.generator(attributes.get("generator"))}
                if context.levels:  # examples draw numbers of their own for what they share
                    device = batched(device, union((device.levels, drawing(context.levels))))
                    arrays = [device.bring(one, device) if hasattr(one, "dtype") else one for one in arrays]
            result = op.call(device.xp, arrays, attributes)
            if op.moves:
                device = attributes.get("device") or device.adopt(result)[0]
    except NotBatched as reason:
        result = _each(context, op, device, arrays, attributes, reason)
    except EngineError as error:
        error.facts.setdefault("shapes", [list(value.shape) for value in inputs if isinstance(value, Tensor)])
        raise named(op, error) from error.__cause__
    except (*RAW, AttributeError) as error:
        raise explained(op, arrays, attributes, error) from error
    if dtype is not result_dtype and dtype is not None:
        result = _narrow(result, dtype, result_dtype)
    return result, wanted & op.ruled, device, dtype


def _each(
    context: Context, op: Op, device: Any, arrays: list[Any], attributes: dict[str, Any], reason: NotBatched
) -> Any:
    """The result of a kernel that cannot compute for all examples of a batch at once."""
    refuse_contents(op)
    if op.random or op.moves:
        raise reason
    context.warn_slow(op.name.lstrip("_"))
    xp = device.base.xp
    return one_by_one(xp, device.levels, lambda *values: op.call(xp, values, attributes), arrays)


def refuse_contents(op: Op) -> None:
    """Refuse an operation whose results have other shapes in each example."""
    if op.sized_by == "contents":
        raise NotBatched(
            f"{op.name.lstrip('_')} gives a result whose shape depends on the values, which differ from example to "
            "example under vmap: use an operation of a fixed shape, where() for instance."
        )


def _wanted(inputs: Sequence[Any]) -> int:
    """A bit per input of which a tensor requires grad."""
    return sum(
        1 << position
        for position, value in enumerate(inputs)
        if any(isinstance(item, Tensor) and item.requires_grad for item in _items(value))
    )


def _prepare(
    context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]
) -> tuple[list[Any], Device, dtypes.Dtype | None, dtypes.Dtype]:
    """Inputs as arrays of one device, cast as the operation's promotion says; the dtypes to compute in and to give."""
    tensors = [item for value in inputs for item in _items(value) if isinstance(item, Tensor)]
    if not tensors:
        if op.has_lists and op.shape is not None:  # whose words are about the empty list
            try:
                op.shape(*map(_shape, inputs), **attributes)
            except EngineError as error:
                raise named(op, error) from None
        raise InvalidArgument(f"{op.name} needs a tensor among its inputs.", op=op.name)
    device = _common_device(op, tensors)
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
        for item in _items(value)
    )
    arrays = []
    for value, promoted in zip(inputs, op.promoted, strict=True):
        target = dtype if promoted else None
        if target is not None and value is not None and not tensors_decide:
            value = device.xp.asarray(value, target)  # numbers alone would be NumPy's float64
        if isinstance(value, list):
            arrays.append([_array(op, item, device, target) for item in value])
        else:
            arrays.append(_array(op, value, device, target))
    return arrays, device, dtype, result_dtype


def _no_halves(op: Op, dtype: dtypes.Dtype) -> EngineError:
    """The error of what PyTorch offers for wider numbers alone; a composite names itself instead of what it uses."""
    error = UnsupportedDtype(f"Not offered for {dtype.name}: convert with to().", dtypes=[dtype.name])
    return error if op.name[0] == "_" else named(op, error)


def _common_device(op: Op, tensors: Sequence[Tensor]) -> Device:
    """The device of all tensors; 0-dim ones on the CPU go with any."""
    placed = {
        tensor.device.name: tensor.device for tensor in tensors if tensor.data.ndim or tensor.device.name != "cpu"
    }
    if len(placed) > 1:
        raise DeviceUnavailable(
            f"{op.name} needs its tensors on one device, got {' and '.join(sorted(placed))}: move one with to().",
            op=op.name,
        )
    device = next(iter(placed.values()), tensors[0].device)
    levels = union(tensor.device.levels for tensor in tensors)
    return batched(device, levels) if levels else device


def _promoted(context: Context, op: Op, promotion: str, inputs: Sequence[Any]) -> dtypes.Dtype:
    """The dtype of the result, by the way of promotion."""
    dimensioned: set[dtypes.Dtype] = set()
    zero_dim: set[dtypes.Dtype] = set()
    numbers: set[dtypes.Dtype] = set()
    for value, promoted in zip(inputs, op.promoted, strict=True):
        for item in _items(value) if promoted else ():
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


def _array(op: Op, value: Any, device: Device, dtype: dtypes.Dtype | None) -> Any:
    """A tensor's array, or a number, ready for a kernel on that device in that dtype."""
    if isinstance(value, Tensor):
        array = value.data if value.device is device else device.bring(value.data, value.device)
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


def _narrow(result: Any, dtype: dtypes.Dtype, result_dtype: dtypes.Dtype) -> Any:
    """What was computed in `dtype` as `result_dtype`; indices and truth values stay."""
    if type(result) is tuple:
        return tuple([_narrow(part, dtype, result_dtype) for part in result])
    return result.astype(result_dtype) if result.dtype == dtype else result


def _admit(context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any], dtype: dtypes.Dtype) -> None:
    """Refuse what would be too large, by the shape rule, before memory is asked for: results, and what leads there."""
    if op.shape is None:
        return
    try:
        shape = op.shape(*map(_shape, inputs), **attributes)
    except EngineError as error:
        raise named(op, error) from None
    except RAW as error:
        raise explained(op, inputs, attributes, error) from error
    for one in shape if isinstance(shape, list) else [shape]:
        context.admit(one, dtype, op.name)


def explained(op: Op, arrays: Sequence[Any], attributes: dict[str, Any], error: Exception) -> EngineError:
    """What went wrong in a kernel: the shape rule knows best, else the array module's own words.

    An AttributeError is a number or None where only a tensor will do; any other is a bug, and stays what it is.
    """
    if isinstance(error, AttributeError):
        for parameter, value in zip(op.tensors, arrays, strict=True):
            for item in _items(value):
                if isinstance(item, bool | int | float | complex) or (item is None and parameter.default is not None):
                    return InvalidArgument(
                        f"{op.name.lstrip('_')}: {parameter.name} must be a tensor, not {type(item).__name__}.",
                        op=op.name,
                        argument=parameter.name,
                    )
        raise error
    shapes = [_shape(array) for array in arrays]
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
    if isinstance(error, TypeError) and str(error).startswith("ufunc"):  # it has no loop for the dtype
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


def renamed(op: Op, error: EngineError, inputs: Sequence[Any]) -> EngineError:
    """The error of an operation within a composite, in the terms of the composite, which is what was asked for."""
    inner = error.facts.pop("op", None)
    if inner is not None and error.detail.startswith(inner):
        error.detail = op.name + error.detail[len(inner) :]
    shapes = [list(item.shape) for value in inputs for item in _items(value) if isinstance(item, Tensor)]
    if shapes:
        error.facts["shapes"] = shapes
    return named(op, error)


def _items(value: Any) -> Any:
    return value if isinstance(value, list) else (value,)


def _shape(value: Any) -> Any:
    return [_shape(item) for item in value] if isinstance(value, list) else getattr(value, "shape", ())
