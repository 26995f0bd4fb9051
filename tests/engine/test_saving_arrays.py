"""Arrays that were saved and loaded show the same memory in the same way, and each storage is saved once."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

import engine
from engine import Context, storage
from engine.saving import load, save
from tests.engine.saved import CHANGED, Variables, same


def windows() -> list[Any]:
    """Arrays of many kinds, some of one storage."""
    rows = numpy.arange(24, dtype=numpy.float32).reshape(2, 3, 4).copy()
    columns = numpy.asfortranarray(rows[0])
    mixed = numpy.ascontiguousarray(rows.transpose(1, 2, 0)).transpose(2, 0, 1)
    locked = numpy.broadcast_to(rows[0, 0], (5, 4))
    halves = numpy.arange(4).astype(engine.dtypes.bfloat16)
    file = numpy.frombuffer(bytearray(range(64)), numpy.uint8)
    pairs = numpy.arange(6, dtype=numpy.float32)
    return [
        rows, rows[1], rows[:, ::-1, ::2], rows.transpose(2, 0, 1), rows[:, :, :1], rows[0, 0, 0:1], rows[:0],
        columns, columns[1:], columns.T, mixed, mixed[1, ::-1], locked, locked[2:],
        halves, halves[::-2], file[8:24].view(numpy.float64), file[4:12].view(numpy.int32), file,
        pairs[1:5].view(numpy.complex64), numpy.lib.stride_tricks.as_strided(rows, (3, 3), (4, 4)),
        numpy.zeros((0, 3)), numpy.zeros((3, 0))[1:], numpy.array(2.5), numpy.array([[[1.0]]])[:, 0],
        numpy.arange(6, dtype=numpy.uint64).view(numpy.int64), numpy.array([True, False]),
    ]  # fmt: skip


@pytest.mark.cpu_only("about arrays of the host")
def test_arrays_that_show_the_same_memory() -> None:
    def forward(context: Context, variables: Variables) -> None:
        for place, array in enumerate(windows()):
            variables[f"{place}"] = context.place(array)

    _, variables = same(forward)
    for place, array in enumerate(windows()):
        found = variables[f"{place}"].data
        assert (found.dtype, found.flags.writeable) == (array.dtype, array.flags.writeable)
        for what in (storage.strides, storage.offset, storage.is_dense):
            assert what(found) == what(array)
        assert storage.memory(found).tobytes() == storage.memory(array).tobytes()
    assert storage.storage(variables["1"].data) is storage.storage(variables["0"].data)
    assert variables["0"].data.base is None
    variables["0"].data[...] = 7
    assert variables["2"].data.tolist() == [[[7, 7]] * 3] * 2


@pytest.mark.cpu_only("about arrays of the host")
def test_arrays_are_taken_over_or_made_apart() -> None:
    context = Context(seed=0)
    variables = {name: context.place(numpy.arange(4.0) + place) for place, name in enumerate("abc")}
    with save(context, variables, str) as saved:
        document = saved.document
        arrays = [saved.take(place) for place in range(3)]
    file = numpy.concatenate(arrays)
    parts = [file[:4], file[4:8], numpy.frombuffer(file[8:].tobytes())]
    found = load(Context(seed=0), document, parts, str)
    assert [one.numpy().tolist() for one in found.values()] == [one.numpy().tolist() for one in variables.values()]
    made = [one.data for one in found.values()]
    assert sorted(numpy.shares_memory(one, file) for one in made) == [False, True, True]
    assert len({id(storage.storage(one)) for one in made}) == 3
    assert all(one.flags.writeable for one in made)
    assert load(Context(seed=0), document, arrays, str)["a"].data is next(one for one in arrays if one[0] == 0)
    with pytest.raises(ValueError, match="of 3 arrays"):
        load(Context(seed=0), document, arrays[:2], str)
    with pytest.raises(ValueError, match="24 bytes"):
        load(Context(seed=0), document, [arrays[0][:3], *arrays[1:]], str)


def test_a_storage_is_saved_once() -> None:
    context = Context(seed=0)
    variables: Variables = {}
    CHANGED(context, variables)
    with save(context, variables, str) as saved:
        assert sum(array.nbytes for array in saved.arrays if array is not None) == 2 * 24 + 12
