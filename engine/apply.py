"""Running an operation on tensors: one run of a recorded operation is one node of the graph."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.errors import (
    DeviceUnavailable,
    DtypeMismatch,
    EngineError,
    IndexOutOfRange,
    InvalidArgument,
    LimitExceeded,
    OpFailed,
    OutOfMemory,
    ShapeMismatch,
)
from engine.node import OpNode
from engine.op import FLOAT, KEEP, SAME, Op
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device

SMALL = 1 << 20  # elements; a result that cannot be larger needs no shape rule before it is computed

Outs = tuple[Any, ...]


def apply(context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]) -> Any:
    """Run an operation. One tensor comes back, or a tuple where the operation has several outputs.

    `inputs` holds a tensor, a Python number, None or a list of tensors per tensor parameter; `attributes` are of the
    right kind (see `parameters.bind`).
    """
    if op.kind == "ops":
        return op.call(context.ops, inputs, attributes)
    if op.kind == "context":
        return op.call(context, inputs, attributes)
    result, wanted, device, dtype = compute(context, op, inputs, attributes)
    if type(result) is tuple:
        outputs = tuple([_wrap(context, op, inputs, attributes, out, device, i) for i, out in enumerate(result)])
        if wanted and context.recording:
            node = record(context, op, inputs, attributes, wanted, device, dtype)
            node.save_outputs(outputs)
            for i, output in enumerate(outputs):
                if dtypes.is_differentiable(output.data.dtype):
                    output.make_node(node, i)
        return outputs
    tensor = _wrap(context, op, inputs, attributes, result, device, None)
    if wanted and context.recording and tensor._node is None and dtypes.CATEGORY[tensor.data.dtype] >= dtypes.FLOATING:
        node = record(context, op, inputs, attributes, wanted, device, dtype)
        node.save_outputs((tensor,))
        tensor.make_node(node)
    return tensor


def apply_in_place(context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]) -> Tensor:
    """Run an operation and write its result into its first input, which comes back.

    Raises `InPlaceOnLeaf` on a recording leaf, `ShapeMismatch` and `DtypeMismatch` where the result does not fit.
    """
    target = inputs[0]
    if not isinstance(target, Tensor):
        raise InvalidArgument(f"{op.name}_ works in place: its first input must be a tensor.", op=f"{op.name}_")
    target.check_in_place(f"{op.name}_")
    result, wanted, device, dtype = compute(context, op, inputs, attributes)
    if result.shape != target.shape:
        raise ShapeMismatch(
            f"{op.name}_ gives {list(result.shape)}, which does not fit into its input of {list(target.shape)}.",
            op=f"{op.name}_",
            shapes=[list(target.shape), list(result.shape)],
        )
    if dtypes.CATEGORY[result.dtype] > dtypes.CATEGORY[target.dtype]:
        raise DtypeMismatch(
            f"{op.name}_ gives {result.dtype.name}, which cannot be written into {target.dtype.name}.",
            op=f"{op.name}_",
            dtypes=[target.dtype.name, result.dtype.name],
        )
    node = None
    if wanted and context.recording:
        if any(position == 0 for position, _, _ in op.recipe(wanted).inputs):
            inputs = [_copy(target), *inputs[1:]]  # the gradient reads what is overwritten
        node = record(context, op, inputs, attributes, wanted, device, dtype)
    context.keep_contents(target)
    target.data[...] = result
    target.touch()
    if node is not None:
        from engine.views import rebase

        context.keep(target)
        node.save_outputs((target,))
        rebase(target, node)
    return target


def compute(
    context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]
) -> tuple[Any, int, Device, Any]:
    """The arrays of an operation, without recording.

    Returns the result (a tuple of arrays where there are several), a bit per input that wants a gradient, the device, and
    the dtype that promoted inputs were computed in (None: each in its own).
    """
    if op.has_lists:
        return _compute_lists(context, op, inputs, attributes)
    arrays: list[Any] = []
    device: Device | None = None
    dtype: dtypes.Dtype | None = None
    mixed = op.promotion is not KEEP and op.promotion is not SAME and not op.promoted[0]
    wanted = 0
    size = 1
    for position, value in enumerate(inputs):
        if type(value) is Tensor:
            array = value.data
            arrays.append(array)
            size *= array.size
            if value.requires_grad and position in op.rules:
                wanted |= 1 << position
            if device is None:
                device = value.device
            elif value.device is not device:
                device = _common_device(op, inputs)
            if dtype is None:
                dtype = array.dtype
            elif array.dtype is not dtype:
                mixed = True
        else:
            arrays.append(value)
            if type(value) is not float:
                mixed = mixed or value is not None
    if device is None:
        raise InvalidArgument(f"{op.name} needs a tensor among its inputs.", op=op.name)
    result_dtype = dtype
    if op.promotion is KEEP:
        dtype = None
    else:
        assert dtype is not None
        if mixed or op.promotion is SAME or dtypes.CATEGORY[dtype] < dtypes.FLOATING or dtype in dtypes.HALVES:
            dtype, result_dtype = _promote(context, op, inputs)
            arrays = [
                _cast(array, dtype) if promoted else array for array, promoted in zip(arrays, op.promoted, strict=True)
            ]
    if size > SMALL or op.grows:
        _admit(context, op, [getattr(value, "shape", ()) for value in inputs], attributes, dtype or result_dtype)
    result = _run(context, op, device, arrays, attributes)
    if dtype is not result_dtype and dtype is not None:
        result = _narrow(result, dtype, result_dtype)
    return result, wanted, device, dtype


def record(
    context: Context,
    op: Op,
    inputs: Sequence[Any],
    attributes: dict[str, Any],
    wanted: int,
    device: Device,
    dtype: dtypes.Dtype | None,
) -> OpNode:
    """The node of one run: edges to the inputs that want gradients, and what their rules read."""
    if op.has_lists:
        edges = tuple(
            [[_edge(item) for item in value] if isinstance(value, list) else _edge(value) for value in inputs]
        )
    else:
        edges = tuple([value.edge() if type(value) is Tensor and value.requires_grad else None for value in inputs])
    return OpNode(context, op, op.recipe(wanted), inputs, attributes, edges, device, dtype)


def _edge(value: Any) -> Any:
    return value.edge() if isinstance(value, Tensor) and value.requires_grad else None


def _wrap(
    context: Context,
    op: Op,
    inputs: Sequence[Any],
    attributes: dict[str, Any],
    out: Any,
    device: Device,
    part: int | None,
) -> Tensor:
    """An array as a tensor; a view shares the version of what it views, and an input given back stays itself."""
    if type(out) is not device.array_type:
        out = device.xp.asarray(out)
    source = inputs[0] if inputs else None
    if type(source) is Tensor and out is source.data and part is None and not op.view:
        return source
    tensor = Tensor(context, out, device)
    tensor.id = context.next_tensor()
    if op.view:
        assert isinstance(source, Tensor)
        tensor._version = source.shared_version()
        if op.rules:
            tensor.base = source if source.base is None else source.base
            tensor.replay = (*source.replay, (op, tuple(inputs[1:]), attributes, part))
            tensor.seen_version = tensor.version
    return tensor


def _run(context: Context, op: Op, device: Device, arrays: Sequence[Any], attributes: dict[str, Any]) -> Any:
    try:
        if op.random:
            attributes = dict(attributes)
            generator = context.generator(attributes.pop("generator", None))
            return op.call(device.xp, arrays, {**attributes, "generator": generator})
        if attributes or not op.tensors_first:
            return op.call(device.xp, arrays, attributes)
        return op.function(device.xp, *arrays)
    except (ValueError, TypeError, IndexError, ArithmeticError, MemoryError) as error:
        raise _explain(op, arrays, attributes, error) from error


def _explain(op: Op, arrays: Sequence[Any], attributes: dict[str, Any], error: Exception) -> EngineError:
    """What went wrong in a kernel: the shape rule knows best, else the array module's own words."""
    shapes = [_shape_of(array) for array in arrays]
    if op.shape is not None:
        try:
            op.shape(*shapes, **attributes)
        except EngineError as explained:
            explained.facts.setdefault("op", op.name)
            return explained
    facts = {"op": op.name, "shapes": [list(shape) for shape in shapes if isinstance(shape, tuple)]}
    if isinstance(error, MemoryError):
        return OutOfMemory(f"{op.name} needs more memory than there is: use smaller tensors.", **facts)
    if isinstance(error, IndexError):
        return IndexOutOfRange(f"{op.name}: {error}", **facts)
    if isinstance(error, TypeError):
        return DtypeMismatch(f"{op.name}: {error}", **facts)
    return OpFailed(f"{op.name}: {error}", **facts)


def _compute_lists(
    context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]
) -> tuple[Any, int, Device, Any]:
    """`compute` for operations that take lists of tensors."""
    flat = [item for value in inputs for item in (value if isinstance(value, list) else [value])]
    tensors = [item for item in flat if isinstance(item, Tensor)]
    if not tensors or any(
        not isinstance(item, Tensor) for value in inputs if isinstance(value, list) for item in value
    ):
        raise InvalidArgument(f"{op.name} needs a non-empty list of tensors.", op=op.name)
    device = _common_device(op, tensors)
    wanted = 0
    for position, value in enumerate(inputs):
        items = value if isinstance(value, list) else [value]
        if position in op.rules and any(isinstance(item, Tensor) and item.requires_grad for item in items):
            wanted |= 1 << position
    dtype: dtypes.Dtype | None = None
    result_dtype: dtypes.Dtype | None = None
    if op.promotion is not KEEP:
        dtype, result_dtype = _promote(context, op, inputs)
    arrays = [
        [_array(item, dtype if promoted else None) for item in value]
        if isinstance(value, list)
        else _array(value, dtype if promoted else None)
        for value, promoted in zip(inputs, op.promoted, strict=True)
    ]
    shapes = [[item.shape for item in value] if isinstance(value, list) else _shape_of(value) for value in arrays]
    _admit(context, op, shapes, attributes, dtype or tensors[0].dtype)
    result = _run(context, op, device, arrays, attributes)
    if dtype is not None and dtype is not result_dtype:
        result = _narrow(result, dtype, result_dtype)
    return result, wanted, device, dtype


def _promote(context: Context, op: Op, inputs: Sequence[Any]) -> tuple[dtypes.Dtype, dtypes.Dtype]:
    """The dtype to compute in and the dtype of the result; they differ for half precision, computed in float32."""
    dimensioned, zero_dim, numbers = set(), set(), set()
    for value, promoted in zip(inputs, op.promoted, strict=True):
        if not promoted:
            continue
        for item in value if isinstance(value, list) else (value,):
            if isinstance(item, Tensor):
                (dimensioned if item.data.ndim else zero_dim).add(item.dtype)
            elif item is not None:
                numbers.add(dtypes.number_dtype(item, context.dtype))
    if op.promotion is SAME:
        if len(dimensioned | zero_dim) > 1:
            names = sorted(dtype.name for dtype in dimensioned | zero_dim)
            raise DtypeMismatch(
                f"{op.name} needs tensors of one dtype, got {' and '.join(names)}: convert one with to().",
                op=op.name,
                dtypes=names,
            )
        result = next(iter(dimensioned | zero_dim))
    else:
        result = dtypes.result_type(frozenset(dimensioned), frozenset(zero_dim), frozenset(numbers))
        if op.promotion is FLOAT and dtypes.CATEGORY[result] < dtypes.FLOATING:
            result = context.dtype
    return (dtypes.float32 if result in dtypes.HALVES else result), result


def _cast(value: Any, dtype: dtypes.Dtype) -> Any:
    """An array in the computation dtype; a Python number as what NumPy treats alike, with PyTorch's wrap-around."""
    if hasattr(value, "dtype"):
        return value if value.dtype is dtype else value.astype(dtype)
    if isinstance(value, int) and dtypes.CATEGORY[dtype] == dtypes.INTEGRAL:
        bits = 8 * dtype.itemsize
        value = int(value) & (1 << bits) - 1
        return value - (1 << bits) if dtype.kind == "i" and value >> bits - 1 else value
    return value


def _array(value: Any, dtype: dtypes.Dtype | None) -> Any:
    array = value.data if isinstance(value, Tensor) else value
    return array if dtype is None else _cast(array, dtype)


def _narrow(result: Any, dtype: dtypes.Dtype, result_dtype: Any) -> Any:
    if type(result) is tuple:
        return tuple([_narrow(part, dtype, result_dtype) for part in result])
    return result.astype(result_dtype) if result.dtype is dtype else result


def _admit(context: Context, op: Op, shapes: Sequence[Any], attributes: dict[str, Any], dtype: Any) -> None:
    """Refuse a result that would be too large, by the shape rule, before memory is asked for."""
    if op.shape is None or op.view:
        return
    try:
        shape = op.shape(*shapes, **attributes)
    except EngineError as error:
        error.facts.setdefault("op", op.name)
        raise
    for one in shape if isinstance(shape, list) else [shape]:
        context.admit(one, dtype, op.name)


def _common_device(op: Op, inputs: Sequence[Any]) -> Device:
    """The device of all tensors; 0-dim ones on the CPU go with any."""
    tensors = [value for value in inputs if isinstance(value, Tensor)]
    placed = {
        tensor.device.name: tensor.device for tensor in tensors if tensor.data.ndim or str(tensor.device) != "cpu"
    }
    if len(placed) > 1:
        raise DeviceUnavailable(
            f"{op.name} needs its tensors on one device, got {' and '.join(sorted(placed))}: move one with to().",
            op=op.name,
        )
    return next(iter(placed.values()), tensors[0].device)


def _copy(tensor: Tensor) -> Tensor:
    """The tensor as it is now, in its place in the graph."""
    copy = Tensor(tensor.context, tensor.data.copy(), tensor.device)
    copy.id, copy.requires_grad = tensor.id, tensor.requires_grad
    copy._node, copy.output, copy._accumulator = tensor.node, tensor.output, tensor._accumulator
    return copy


def _shape_of(value: Any) -> Any:
    if isinstance(value, list):
        return [_shape_of(item) for item in value]
    return getattr(value, "shape", ())


def is_large(shape: Sequence[int], dtype: dtypes.Dtype, limit: int) -> bool:
    """Whether a tensor would take more than `limit` bytes."""
    return math.prod(shape) * dtype.itemsize > limit


__all__ = ["LimitExceeded", "apply", "apply_in_place", "compute", "is_large", "record"]
