"""Indexing: x[...], x[...] = value, and .data."""

from __future__ import annotations

from sys import _getframe
from typing import Any, Final

import numpy as np

from gradwire._generated.table import OPS
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.dispatch import call, known, submit
from gradwire.recording.handle import Handle
from gradwire.recording.ops import NUMBER_SLOT, NUMBERS, SLOT, Op, Parameter
from gradwire.recording.results import results
from gradwire.recording.state import state

GET: Final = Op("getitem", (Parameter("input", "tensor"),), view=True)
COPY: Final = Op("getitem", (Parameter("input", "tensor"),))
_SCALARS: Final = (*NUMBERS, np.integer)
PUT: Final = Op("setitem", (Parameter("input", "tensor"), Parameter("value", "tensor")))


class _Index:
    """An index read entry by entry: its text with slots, its key, and what goes into the slots."""

    def __init__(self, index: Any, shape: tuple[int, ...]) -> None:
        self.texts: list[str] = []
        self.key: list[Any] = []
        self.kinds: list[bool] = []
        """Of each slot, whether it is for a tensor; the others are for scalars."""
        self.tensors: list[Handle] = []
        self.scalars: list[Any] = []
        self.masked = False
        items = index if type(index) is tuple else (index,)
        at = 0
        for place, item in enumerate(items):
            if item is Ellipsis:
                self._constant('"..."', item)
                at = len(shape) - sum(map(_dimensions, items[place + 1 :]))
                continue
            size = shape[at] if 0 <= at < len(shape) else None
            self._entry(item, size)
            at += _dimensions(item)

    def _constant(self, text: str, key: Any) -> None:
        self.texts.append(text)
        self.key.append(key)

    def _entry(self, item: Any, size: int | None) -> None:
        if item is None or type(item) is bool:
            self._constant({None: "null", True: "true", False: "false"}[item], item)
        elif isinstance(item, slice):
            self._slice(item, size)
        elif isinstance(item, Handle):
            self.masked = self.masked or item.describe().dtype.name in ("bool", "uint8")
            self.texts.append(SLOT)
            self.key.append(known(item))
            self.kinds.append(True)
            self.tensors.append(item)
        elif isinstance(item, (list, range, np.ndarray)):
            array = np.asarray(item if not isinstance(item, range) else list(item))
            if array.dtype.kind not in "iub":
                array = array.astype(np.int64) if array.size == 0 else array
            self._entry(
                state.recorder().upload(array.astype(bool if array.dtype.kind == "b" else np.int64), None, False), size
            )
        else:
            number = _integer(item)
            # which element it is makes no difference to what comes of it, as long as there is one
            self.key.append(int if size is not None and -size <= number < size else (int, number))
            self._scalar(number)

    def _slice(self, item: slice, size: int | None) -> None:
        start, stop, step = (None if part is None else _integer(part) for part in (item.start, item.stop, item.step))
        if step is not None and step <= 0:
            raise ValueError("step must be greater than zero")
        text = ":".join("" if part is None else str(part) for part in (start, stop))
        text = text if step is None else f"{text}:{step}"
        self.key.append(text if size is None else (slice, len(range(*slice(start, stop, step).indices(size)))))
        self._scalar(text)

    def _scalar(self, value: int | str) -> None:
        self.texts.append(NUMBER_SLOT)
        self.kinds.append(False)
        self.scalars.append(value)


def get(tensor: Handle, index: Any) -> Any:
    """x[index]"""
    read = _Index(index, _shape(tensor))
    return _record(COPY if read.tensors else GET, read, [tensor], [])


def put(tensor: Handle, index: Any, value: Any) -> None:
    """x[index] = value"""
    read = _Index(index, _shape(tensor))
    if isinstance(value, Handle):
        _record(PUT, read, [tensor, value], [])
    elif isinstance(value, _SCALARS):
        _record(PUT, read, [tensor], [value.item() if isinstance(value, np.generic) else value])
    else:
        raise TypeError(f"can't assign a {type(value).__name__} to a tensor: make it one with torch.tensor")


def _record(op: Op, read: _Index, inputs: list[Handle], numbers: list[Any]) -> Any:
    recorder = inputs[0]._r
    recorder.follow()
    key = None
    if not (read.masked and op is not PUT):
        key = (op, *map(known, inputs), *map(type, numbers), None, *read.key)
    tensors = [*inputs, *read.tensors]
    scalars = (*numbers, *read.scalars)
    signature = recorder.known.get(key) if key is not None else None
    if signature is None:
        slots = ",".join([SLOT] * len(inputs) + [NUMBER_SLOT] * len(numbers))
        base = f'{{"op":"{op.name}","inputs":[{slots}],"index":[{",".join(read.texts)}]'
        kinds = [True] * len(inputs) + [False] * len(numbers) + read.kinds
        return submit(op, recorder, key, base, kinds, scalars, tensors)
    leaves = inputs[0]._l
    for tensor in inputs[1:]:
        leaves = recorder.union(leaves, tensor._l)
    if recorder.broken:
        for tensor in tensors:
            recorder.check(tensor)
    number = next(recorder.numbers)
    frame = _getframe(3)
    code = frame.f_code
    if code is not recorder.code:
        code, frame = recorder.enter(frame)
    step = (signature, tuple([one._n for one in tensors]), scalars, number, code, frame.f_lasti)
    if number >= recorder.bound:
        recorder.consider(*step)
    return results(op, recorder, signature, step, leaves, inputs[0])


def data(tensor: Handle) -> Any:
    """x.data"""
    return call(OPS["data"], (tensor,))


def assign_data(tensor: Handle, value: Any) -> None:
    """x.data = value: x takes over the storage of value, and its shape, dtype and device."""
    if not isinstance(value, Handle):
        raise TypeError(f"Variable data has to be a tensor, but got {type(value).__name__}")
    recorder, before = tensor._r, tensor._d
    call(OPS["set_data"], (tensor, value))
    recorder.related(tensor, value)
    if (tensor._d.shape, tensor._d.dtype) != (before.shape, before.dtype):
        recorder.ledger.graded.discard(tensor._n)  # its gradient is as it was, and no longer like it


def _shape(tensor: Handle) -> tuple[int, ...]:
    if tensor._d is UNKNOWN and not tensor._r.waits:
        return ()
    return tensor.describe().shape


def _dimensions(item: Any) -> int:
    if item is None or item is Ellipsis or type(item) is bool:
        return 0
    if isinstance(item, Handle):
        description = item.describe()
        return len(description.shape) if description.dtype.name in ("bool", "uint8") else 1
    if isinstance(item, np.ndarray) and item.dtype.kind == "b":
        return item.ndim
    return 1


def _integer(item: Any) -> int:
    if hasattr(item, "__index__"):
        return int(item.__index__())
    raise (TypeError if isinstance(item, str) else IndexError)(
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
        f"{type(item).__name__})"
    )
