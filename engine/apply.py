"""Applying an operation to tensors: one run of a recorded operation is one node of the graph."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from engine import dtypes
from engine.batching import levels_of
from engine.batching.array import NotBatched
from engine.checkpoints import note, note_change, note_copy
from engine.errors import DeviceMismatch, DtypeMismatch, EngineError, InvalidArgument, ShapeMismatch
from engine.explanations import RAW, explained, renamed, scattered
from engine.inputs import items
from engine.kernels import compute, refuse_contents
from engine.node import Edges, one_output
from engine.op import Op
from engine.op_node import OpNode
from engine.place import ONE_OF_SEVERAL, UNRECORDED
from engine.tensor import Tensor
from engine.views import check_in_place, check_memory, rebase, turn
from engine.vmap import check_room, each_example

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device


NO_EDGE: Edges = (None,)


def apply(context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]) -> Any:
    """Run an operation. One tensor comes back, or a tuple where the operation has several outputs.

    `inputs` holds a tensor, a Python number, None or a list of tensors per tensor parameter; `attributes` are of the
    right kind (see `parameters.bind`).
    """
    if op.kind != "xp":
        if context.is_spread or context.current is None:
            given = [item.device for value in inputs for item in items(value) if isinstance(item, Tensor)][:1]
            if given and given[0].guards and given[0].base is not context.current:
                with context.on(given[0]):
                    return apply(context, op, inputs, attributes)
        try:
            return op.call(context.ops if op.kind == "ops" else context, inputs, attributes)
        except NotBatched as reason:
            refuse_contents(op)
            context.warn_slow(op.name)
            return each_example(context, lambda *values: apply(context, op, values, attributes), inputs, reason)
        except EngineError as error:
            raise renamed(op, error, inputs) from error.__cause__
        except (*RAW, AttributeError) as error:
            raise explained(op, inputs, attributes, error) from error
    result, wanted, device, dtype = compute(context, op, inputs, attributes)
    if type(result) is tuple:
        outputs = tuple([_output(context, op, inputs, attributes, out, device, ONE_OF_SEVERAL) for out in result])
        if context.regions:
            note(context, op, inputs, attributes, outputs)
        if wanted and context.recording:
            node = OpNode(context, op, op.recipe(wanted), inputs, attributes, _edges(op, inputs), device, dtype)
            node.set_outputs(outputs)
            if node.recipe.outputs:
                node.save_outputs(outputs)
            for part, output in enumerate(outputs):
                if dtypes.is_differentiable(output.dtype) and part not in op.detached:
                    output.make_node(node, part)
        return outputs
    source = inputs[0]
    if type(result) is device.array_type and not op.view and not (type(source) is Tensor and result is source.data):
        context.tensors = number = context.tensors + 1
        tensor = Tensor(context, result, device, number)
    else:
        tensor = _output(context, op, inputs, attributes, result, device)
    if context.regions and tensor is not source:
        note(context, op, inputs, attributes, (tensor,))
    records = wanted and context.grad_enabled and not context.inference
    if records and tensor is not source and result.dtype.kind not in "biu":
        node = OpNode(context, op, op.recipe(wanted), inputs, attributes, _edges(op, inputs), device, dtype)
        node.outputs, node.made = one_output(result.shape, result.dtype), tensor.id
        if node.recipe.outputs:
            node.save_outputs((tensor,))
        tensor.make_node(node)
    return tensor


def apply_in_place(context: Context, op: Op, inputs: Sequence[Any], attributes: dict[str, Any]) -> Tensor:
    """Run an operation and write its result into its first input, which comes back.

    Raises `InPlaceOnLeaf` on a recording leaf, `ShapeMismatch` and `DtypeMismatch` where the result does not fit.
    """
    target = inputs[0]
    name = f"{op.name}_"
    if not isinstance(target, Tensor):
        raise InvalidArgument(f"{name} works in place: its first input must be a tensor.", op=name)
    where = target.device
    if where is not context.current and where.guards and where.base is not context.current:
        with context.on(where):
            return apply_in_place(context, op, inputs, attributes)
    if op.kind == "ops":
        result = op.call(context.ops, inputs, attributes)
        return target if result is target else cast(Tensor, context.ops.copy_(target, result))
    if op.view:
        return turn(target, name, lambda: apply(context, op, inputs, attributes))
    records = (
        context.recording
        and dtypes.is_differentiable(target.dtype)
        and any(isinstance(value, Tensor) and value.requires_grad for value in inputs)
    )
    check_in_place(target, name, records)
    check_memory(op, inputs, name)
    try:
        result, wanted, device, dtype = compute(context, op, inputs, attributes)
    except DeviceMismatch:
        raise scattered(op, name, inputs) from None
    if device is not where and device.base is not where.base:
        raise DeviceMismatch(
            f"{name} gives a result on {device.name}, which cannot be written into a tensor on {where.name}: all must "
            "be on the same device.",
            op=name,
            devices={"input": where.name, "result": device.name},
        )
    if device.levels:
        check_room(target, levels_of(result), name)
    if result.shape != target.shape:
        raise ShapeMismatch(
            f"{name} gives {list(result.shape)}, which does not fit into its input of {list(target.shape)}.",
            op=name,
            shapes=[list(target.shape), list(result.shape)],
        )
    if dtypes.CATEGORY[result.dtype] > dtypes.CATEGORY[target.dtype]:
        raise DtypeMismatch(
            f"{name} gives {result.dtype.name}, which cannot be written into {target.dtype.name}.",
            op=name,
            dtypes=[target.dtype.name, result.dtype.name],
        )
    node = None
    if records:
        recipe, before = op.recipe(wanted), inputs
        if any(position == 0 for position, _, _ in recipe.inputs):
            before = [_copy(target), *inputs[1:]]  # a gradient rule reads what is overwritten
        node = OpNode(context, op, recipe, before, attributes, _edges(op, inputs), device, dtype)
    if context.regions:
        note_change(context, op, inputs, attributes)
    context.keep_contents(target)
    target.data[...] = result
    target.touch()
    if node is not None:
        context.keep(target)
        node.set_outputs((target,))
        if recipe.outputs:
            node.save_outputs((target,))
        rebase(target, node)
    return target


def _output(
    context: Context,
    op: Op,
    inputs: Sequence[Any],
    attributes: dict[str, Any],
    array: Any,
    device: Device,
    restriction: str = "",
) -> Tensor:
    """An array as a tensor; a view shares the version of what it views, and an input given back stays itself."""
    source = inputs[0]
    if type(array) is not device.array_type:  # NumPy gives scalars for 0-dim results
        device, array = device.adopt(array)
    elif type(source) is Tensor and array is source.data and not op.view:
        return source
    context.tensors = number = context.tensors + 1
    tensor = Tensor(context, array, device, number)
    if op.view:
        tensor.view_of(source, (op, tuple(inputs[1:]), attributes), restriction if context.recording else UNRECORDED)
    return tensor


def _edges(op: Op, inputs: Sequence[Any]) -> Edges:
    """Per input: where its gradient goes, None for what records nothing."""
    if op.has_lists:
        return tuple([[_edge(item) for item in value] if type(value) is list else _edge(value) for value in inputs])
    edges: Edges = ()
    for value in inputs:
        if type(value) is Tensor and value.requires_grad:
            edges += (value.made_by or value.edge(),)
        else:
            edges += NO_EDGE
    return edges


def _edge(value: Any) -> Any:
    return value.edge() if isinstance(value, Tensor) and value.requires_grad else None


def _copy(tensor: Tensor) -> Tensor:
    """The tensor as it is now, in its place in the graph."""
    copy = Tensor(tensor.context, tensor.data.copy(), tensor.device, tensor.id)
    copy.requires_grad = tensor.requires_grad
    if tensor.context.regions:
        copy.id = 0
        tensor.context.number(copy)
        note_copy(tensor.context, tensor, copy)
    if tensor.node is not None:
        copy.make_node(tensor.node, tensor.output)
    return copy
