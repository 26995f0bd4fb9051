"""Running an operation's kernel, within the limits of the context; recording nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.batching.array import NotBatched
from engine.batching.device import batched
from engine.batching.generator import drawing
from engine.batching.level import Levels, union
from engine.batching.loop import again
from engine.dtypes import float32, float64
from engine.errors import EngineError
from engine.explanations import RAW, explained, named
from engine.inputs import shape_of, wanted_of
from engine.op import KEEP, Op
from engine.promotion import prepare
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device

SPECIAL = frozenset({complex, bool, list})
"""Inputs beside tensors that promotion has to look at."""
SMALL = 1 << 12  # bytes: what is computed from one or two tensors of this size is small enough without a shape rule


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
            if array.nbytes > SMALL:  # under vmap those of all examples
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
        wanted = wanted_of(inputs)
        arrays, device, dtype, result_dtype = prepare(context, op, inputs, attributes)
    if device is not context.current and device.guards and device.base is not context.current:
        with context.on(device):
            return compute(context, op, inputs, attributes)
    if large:
        _admit(context, op, inputs, attributes, result_dtype, device.levels)
    try:
        if not attributes and op.is_plain:
            result = op.function(device.xp, *arrays)
        else:
            if op.random:
                attributes = {**attributes, "generator": context.generator(attributes.get("generator"), device)}
                if context.levels:  # examples draw numbers of their own for what they share
                    device = batched(device, union((device.levels, drawing(context.levels))))
                    arrays = [device.bring(one, device) if hasattr(one, "dtype") else one for one in arrays]
            if op.moves:
                with context.on(attributes.get("device", device), device):
                    result = op.call(device.xp, arrays, attributes)
                device = _moved(device, result, attributes)
            else:
                result = op.call(device.xp, arrays, attributes)
    except NotBatched as reason:
        result = _again(op, device, arrays, attributes, reason)
    except EngineError as error:
        error.facts.setdefault("shapes", [list(value.shape) for value in inputs if isinstance(value, Tensor)])
        raise named(op, error) from error.__cause__
    except (*RAW, AttributeError) as error:
        raise explained(op, arrays, attributes, error) from error
    if dtype is not result_dtype and dtype is not None:
        result = _narrow(result, dtype, result_dtype)
    return result, wanted & op.ruled, device, dtype


def _moved(device: Device, result: Any, attributes: dict[str, Any]) -> Device:
    """The device of a result that may be on another one; where a level is hidden or shown, as it is seen within."""
    level = attributes.get("level")
    if level is not None:
        return batched(device, union((device.levels, (level,))))
    return attributes.get("device") or device.adopt(result)[0]


def _again(op: Op, device: Device, arrays: list[Any], attributes: dict[str, Any], reason: NotBatched) -> Any:
    """The result of a kernel that cannot compute for all examples of a batch at once."""
    refuse_contents(op)
    if op.random or op.moves:
        raise reason
    return again(device.xp, lambda xp, *values: op.call(xp, values, attributes), arrays, reason, op.name)


def refuse_contents(op: Op) -> None:
    """Refuse an operation whose results have other shapes in each example."""
    if op.sized_by == "contents":
        raise NotBatched(
            f"{op.name.lstrip('_')} gives a result whose shape depends on the values, which differ from example to "
            "example under vmap: use an operation of a fixed shape, where() for instance."
        )


def _narrow(result: Any, dtype: dtypes.Dtype, result_dtype: dtypes.Dtype) -> Any:
    """What was computed in `dtype` as `result_dtype`; indices and truth values stay."""
    if type(result) is tuple:
        return tuple([_narrow(part, dtype, result_dtype) for part in result])
    return result.astype(result_dtype) if result.dtype == dtype else result


def _admit(
    context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any], dtype: dtypes.Dtype, levels: Levels
) -> None:
    """Refuse what would be too large, by the shape rule, before memory is asked for: results, and what leads there.

    Under vmap every example needs the room.
    """
    if op.shape is None:
        return
    if op.random and context.levels:
        levels = union((levels, drawing(context.levels)))
    examples = [level.size for level in levels]
    try:
        shape = op.shape(*map(shape_of, inputs), **attributes)
    except EngineError as error:
        raise named(op, error) from None
    except RAW as error:
        raise explained(op, inputs, attributes, error) from error
    for one in shape if isinstance(shape, list) else [shape]:
        context.admit((*examples, *one), dtype, op.name)
