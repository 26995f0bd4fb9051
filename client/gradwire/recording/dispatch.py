"""Dispatch: from a Python call of an operation to a recorded step and its results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from sys import _getframe
from typing import Any

from gradwire.devices import default_device, defaults
from gradwire.recording.arguments import NUMERIC, is_dynamic, normal
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.drafts import Draft, Pending
from gradwire.recording.foresight import foresee
from gradwire.recording.handle import Handle
from gradwire.recording.learning import remember
from gradwire.recording.modes import grad_mode
from gradwire.recording.ops import NUMBER_SLOT, NUMBERS, SLOT, TENSORS, Op, Signature, number_text, step_text
from gradwire.recording.origins import origin
from gradwire.recording.recorder import NO_SCALARS, NOBODY, Recorder
from gradwire.recording.results import gather, results
from gradwire.recording.state import state


def call(op: Op, values: tuple[Any, ...]) -> Any:
    """Record the operation on arguments in the order of its parameters."""
    recorder: Recorder | None = None
    leaves = NOBODY
    if len(values) == 1 and isinstance(values[0], Handle):  # the most frequent case, spelled out
        (value,) = values
        recorder, leaves = value._r, value._l
        key: tuple[Any, ...] = (op, value._d)
        tensors: tuple[int, ...] = (value._n,)
        scalars = NO_SCALARS
    else:
        parts: list[Any] = [op]
        handles: list[int] = []
        numbers: list[Any] = []
        for value, default, parameter in zip(values, op.defaults, op.parameters):  # noqa: B905 - to say that takes a while
            if value is default:
                parts.append(value)
            elif isinstance(value, Handle):
                parts.append(value._d)
                handles.append(value._n)
                if recorder is None:
                    recorder, leaves = value._r, value._l
                elif value._l is not leaves and value._l:
                    leaves = recorder.union(leaves, value._l) if leaves else value._l
            else:
                cls, kind = type(value), parameter.kind
                if (
                    cls in NUMBERS
                    and kind in NUMERIC
                    and not op.by_value
                    and (value != default or cls is not type(default))
                ):
                    parts.append(cls)
                    numbers.append(value)
                elif cls is list or (cls is tuple and kind == TENSORS):
                    if kind != TENSORS:
                        return _unseen(op, values)
                    for item in value:
                        if not isinstance(item, Handle):
                            return _unseen(op, values)
                        recorder = recorder or item._r
                        leaves = recorder.union(leaves, item._l)
                        handles.append(item._n)
                    parts.append(tuple([item._d for item in value]))
                else:
                    parts.append((cls, value))  # 1 == 1.0 == True, and not the same
        key, tensors, scalars = tuple(parts), tuple(handles), tuple(numbers)
    if recorder is None:
        if defaults()[-1] is not None and op.place is not None and values[op.place] is None:
            return call(op, (*values[: op.place], default_device(), *values[op.place + 1 :]))
        recorder = state.recorder()
    if grad_mode() != recorder.mode:
        recorder.follow()
    try:
        signature = recorder.known.get(key)
    except TypeError:  # something that has no hash: no argument of any operation
        signature = None
    if signature is None:
        return _unseen(op, values)
    if recorder.broken:
        for tensor in tensors_in(values):
            recorder.check(tensor)
    number = next(recorder.numbers)
    frame = _getframe(2)  # whoever called the method or function
    code = frame.f_code
    if code is not recorder.code:
        code, frame = recorder.enter(frame)
    step = (signature, tensors, scalars, number, code, frame.f_lasti)
    if number >= recorder.bound:
        recorder.consider(*step)
    if op.makes_one:
        description = signature.outs[0]
        result = recorder.new_tensor(recorder, number, description)
        if description.requires_grad:
            result._l = frozenset((number,)) if description.is_leaf else leaves
        recorder.append(step)
        return result
    if op.overwrites and op.writes_to(values):
        recorder.values.clear()
    source = values[0] if values else None
    if op.view and not isinstance(source, Handle):
        source = tuple(tensors_in(values))
    return results(op, recorder, signature, step, leaves, source)


def spread(values: tuple[Any, ...], named: Any) -> Any:
    """What was given as view(2, 3), view((2, 3)) or view(size=(2, 3)), as one tuple; TypeError for nothing at all."""
    if not values and named is None:
        raise TypeError("a required argument is missing: sizes or dimensions, as 2, 3 or (2, 3); () for none")
    return several(values, named)


def several(values: tuple[Any, ...], named: Any) -> Any:
    """What was given one by one, as a sequence or by name, as one tuple."""
    if not values:
        return () if named is None else tuple(named) if isinstance(named, (list, tuple)) else (named,)
    if len(values) == 1 and isinstance(values[0], (list, tuple)):
        return tuple(values[0])
    return values


def _unseen(op: Op, given: tuple[Any, ...]) -> Any:
    values = tuple([normal(op, place, value) for place, value in enumerate(given)])
    if any(value is not before for value, before in zip(values, given, strict=True)):
        return call(op, values)
    tensors = list(tensors_in(values))
    recorder = tensors[0]._r if tensors else state.recorder()
    if recorder.waits and not recorder.together:
        unknown = [tensor for tensor in tensors if tensor._d is UNKNOWN]
        for tensor in unknown:
            tensor.describe()
        if unknown:
            return call(op, values)
    parts: list[Any] = [op]
    written: list[str | None] = []
    kinds: list[bool] = []
    scalars: list[Any] = []

    def take(tensor: Handle) -> Any:
        kinds.append(True)
        return known(tensor)

    for value, parameter in zip(values, op.parameters, strict=True):
        if isinstance(value, Handle):
            parts.append(take(value))
            written.append(SLOT)
        elif isinstance(value, tuple) and parameter.kind == TENSORS:
            parts.append(tuple([take(item) if isinstance(item, Handle) else (type(item), item) for item in value]))
            slots = ",".join([SLOT if isinstance(item, Handle) else number_text(item) for item in value])
            written.append(slots if parameter.variadic else f"[{slots}]")
        elif is_dynamic(op, parameter, value):
            parts.append(type(value))
            kinds.append(False)
            scalars.append(value)
            written.append(NUMBER_SLOT)
        else:
            parts.append(value if value is parameter.default else (type(value), value))
            written.append(None)
    key = None if op.shapes_unknown else tuple(parts)
    text = step_text(op, values, written)
    foreseen = foresee(op, values, recorder)
    if foreseen is None:
        if op.writes_to(values):
            recorder.values.clear()
        return submit(op, recorder, key, text, kinds, tuple(scalars), tensors)
    text += "}" if op.changes else ',"out":"%s"}'
    count = 0 if op.changes else 1
    signature = Signature(text, kinds, count, recorder.mode, (foreseen,))
    remember(recorder.known, tuple(parts), signature)
    return call(op, values)


def submit(
    op: Op,
    recorder: Recorder,
    key: tuple[Any, ...] | None,
    base: str,
    kinds: Sequence[bool],
    scalars: tuple[Any, ...],
    tensors: Sequence[Handle],
) -> Any:
    """Record a step never seen before, and ask at once what comes of it, so that its errors rise at its own line."""
    leaves = NOBODY
    for tensor in tensors:
        recorder.check(tensor)
        leaves = recorder.union(leaves, tensor._l)
    target = tensors[0] if op.changes else None
    silent = not op.outputs
    text = base + ("}" if silent or target is not None else ',"out":"%s"}')
    signature = Signature(text, kinds, 0 if silent or target is not None else 1, recorder.mode)
    sent = tuple([tensor._n for tensor in tensors])
    if silent:
        recorder.append((signature, sent, scalars, next(recorder.numbers), *origin()))
        return None
    number = next(recorder.numbers) if target is None else target._n
    draft = Draft(key, base, signature, number, target is not None, recorder.known, op.view and target is None)
    tensor = recorder.draft(draft, sent, scalars, target, leaves if op.writes else NOBODY)
    tensor._l = NOBODY if op.separate else tensors[0]._l if op.lends else leaves
    if op.view and tensors:
        recorder.related(tensor, tensors[0])
    if not recorder.waits or (recorder.together and op.single):
        return tensor
    recorder.line.send()
    parts = recorder.parts.pop(number, None)
    if parts is None:
        return tensor
    for place, part in enumerate(parts if op.view else ()):
        if part is not None:
            recorder.related(part, tensors[place if op.separate else 0])
    return gather(op, parts)


def tensors_in(values: Iterable[Any]) -> Iterator[Handle]:
    """The tensors among arguments, and in lists of them."""
    for value in values:
        if isinstance(value, Handle):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from tensors_in(value)


def known(tensor: Handle) -> Any:
    """What stands for a tensor in a key: its description, or a promise of it."""
    return Pending(tensor._n) if tensor._d is UNKNOWN else tensor._d
