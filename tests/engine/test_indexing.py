"""Indexing against NumPy, on many random indices; writing through indices, and its gradients."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Context, Tensor, backward, errors

Leaf = Callable[[Any], Tensor]
SHAPE = (3, 4, 2)


@st.composite
def indices(draw: st.DrawFn) -> tuple[tuple[Any, ...], bool]:
    """An index into SHAPE, and whether an integer stands beside arrays, where NumPy orders dimensions differently."""
    entries: list[Any] = []
    dim = 0
    length = draw(st.integers(1, 3))
    count = draw(st.integers(1, 3))  # of the arrays' elements
    while dim < length:
        size = SHAPE[dim]
        kind = draw(st.sampled_from(["int", "slice", "none", "array", "list", "mask"]))
        if kind == "none" and len(entries) < 6:
            entries.append(None)
            continue
        if kind == "int":
            entries.append(draw(st.integers(-size, size - 1)))
        elif kind == "array":
            entries.append(numpy.array(draw(st.lists(st.integers(-size, size - 1), min_size=count, max_size=count))))
        elif kind == "list":
            entries.append(draw(st.lists(st.integers(-size, size - 1), min_size=count, max_size=count)))
        elif kind == "mask" and count == 1:
            chosen = draw(st.integers(0, size - 1))
            entries.append(numpy.arange(size) == chosen)
        else:
            ends = st.none() | st.integers(-size - 1, size + 1)
            entries.append(slice(draw(ends), draw(ends), draw(st.none() | st.integers(1, 3))))
        dim += 1
    if length < 3 and draw(st.booleans()):
        entries.append(Ellipsis)
    return tuple(entries), any(isinstance(entry, int) for entry in entries) and any(map(is_array, entries))


def is_array(entry: Any) -> bool:
    return isinstance(entry, numpy.ndarray | list)


def one_by_one(array: Any, index: tuple[Any, ...]) -> Any:
    """NumPy's result with integers taken first, as PyTorch does it."""
    spare = array.ndim - sum(entry is not None and entry is not Ellipsis for entry in index)
    whole: list[Any] = []
    for entry in index:
        whole += [slice(None)] * spare if entry is Ellipsis else [entry]
    integers = tuple(entry if isinstance(entry, int) else slice(None) for entry in whole if entry is not None)
    return array[integers][tuple(entry for entry in whole if not isinstance(entry, int))]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=indices())
def test_reading_as_numpy(context: Context, chosen: tuple[tuple[Any, ...], bool]) -> None:
    index, _ = chosen
    array = numpy.arange(24, dtype=numpy.float32).reshape(SHAPE)
    x = context.tensor(array.copy(), requires_grad=True)
    given = tuple(context.tensor(entry) if isinstance(entry, numpy.ndarray) else entry for entry in index)
    expected = one_by_one(array, index)
    out = context.run("getitem", [x], {"index": given})
    numpy.testing.assert_array_equal(out.numpy(), expected)
    counts = numpy.zeros(24, numpy.float32)
    numpy.add.at(counts, expected.astype(int).reshape(-1), 1)
    backward(context, [context.run("sum", [out])])
    assert x.grad is not None
    numpy.testing.assert_array_equal(x.grad.numpy().reshape(-1), counts)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=indices())
def test_writing_as_numpy(context: Context, chosen: tuple[tuple[Any, ...], bool]) -> None:
    index, _ = chosen
    array = numpy.arange(24, dtype=numpy.float32).reshape(SHAPE)
    x, value = context.tensor(array.copy(), requires_grad=True), context.tensor(numpy.float32(-5), requires_grad=True)
    given = tuple(context.tensor(entry) if isinstance(entry, numpy.ndarray) else entry for entry in index)
    written = set(one_by_one(array, index).astype(int).reshape(-1).tolist())
    y = context.run("clone", [x])
    assert context.run("setitem", [y, value], {"index": given}) is y
    expected = [-5 if number in written else number for number in range(24)]
    assert y.numpy().reshape(-1).tolist() == expected
    backward(context, [context.run("sum", [y])])
    assert x.grad is not None
    assert x.grad.numpy().reshape(-1).tolist() == [0 if number in written else 1 for number in range(24)]


def test_the_gradient_of_a_value_written_is_what_it_was_written_to(context: Context, leaf: Leaf) -> None:
    x, rows, row = leaf(numpy.ones((3, 2))), leaf([[1.0, 2.0]]), leaf([3.0, 4.0])
    y = context.run("mul", [x, 2.0])
    context.run("setitem", [y, rows], {"index": ([0, 2],)})
    context.run("setitem", [y, row], {"index": (1,)})
    weights = context.tensor(numpy.arange(6, dtype=numpy.float32).reshape(3, 2))
    backward(context, [context.run("sum", [context.run("mul", [y, weights])])])
    assert rows.grad is not None
    assert row.grad is not None
    assert x.grad is not None
    assert rows.grad.numpy().tolist() == [[4, 6]]
    assert row.grad.numpy().tolist() == [2, 3]
    assert not x.grad.numpy().any()


def test_a_mask_of_several_dimensions(context: Context, leaf: Leaf) -> None:
    x = leaf(numpy.arange(6).reshape(2, 3))
    out = context.run("getitem", [x], {"index": (context.run("gt", [x, 2.0]),)})
    assert out.numpy().tolist() == [3, 4, 5]
    y = context.run("clone", [x])
    context.run("setitem", [y, 0], {"index": (context.run("gt", [x, 2.0]),)})
    assert y.numpy().tolist() == [[0, 1, 2], [0, 0, 0]]


@pytest.mark.parametrize(
    ("index", "error", "exception"),
    [
        ((5,), errors.IndexOutOfRange, "IndexError"),
        (([0, 3],), errors.IndexOutOfRange, "IndexError"),
        (([0, -4],), errors.IndexOutOfRange, "IndexError"),
        ((0, 0, 0, 0), errors.IndexOutOfRange, "IndexError"),
        ((1.5,), errors.IndexOutOfRange, "IndexError"),
        (([1.5],), errors.IndexOutOfRange, "IndexError"),
        (([[0], [0, 1]],), errors.IndexOutOfRange, "IndexError"),
        (([True, False],), errors.IndexOutOfRange, "IndexError"),
        (([0, 1], [0, 1, 2]), errors.IndexOutOfRange, "IndexError"),
        ((slice(None, None, -1),), errors.OpFailed, "ValueError"),
        ((slice(None, None, 0),), errors.OpFailed, "ValueError"),
    ],
)
def test_wrong_indices(context: Context, index: Any, error: type[errors.EngineError], exception: str) -> None:
    x = context.run("zeros", (), {"size": SHAPE})
    with pytest.raises(error) as raised:
        context.run("getitem", [x], {"index": index})
    assert raised.value.exception == exception


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (numpy.ones((2, 3), numpy.float32), errors.ShapeMismatch),
        (numpy.ones(5, numpy.float32), errors.ShapeMismatch),
        (numpy.ones((2, 2), numpy.float64), errors.DtypeMismatch),
    ],
)
def test_wrong_values(context: Context, value: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        context.run(
            "setitem", [context.run("zeros", (), {"size": (3, 2)}), context.tensor(value)], {"index": ([0, 1],)}
        )


def test_a_number_that_does_not_fit_is_refused(context: Context) -> None:
    x = context.run("zeros", (), {"size": 2, "dtype": "uint8"})
    with pytest.raises(errors.OpFailed, match="300"):
        context.run("setitem", [x, 300], {"index": (0,)})
    context.run("setitem", [x, -1], {"index": (0,)})
    assert x.numpy().tolist() == [255, 0]


def test_an_index_that_makes_too_much_is_refused(context: Context) -> None:
    x = context.run("zeros", (), {"size": (1, 10**6)})
    rows = context.run("zeros", (), {"size": 10**6, "dtype": "int64"})
    for op, inputs, attributes in (
        ("getitem", [x], {"index": (rows,)}),
        ("index_select", [x, rows], {"dim": 0}),
    ):
        with pytest.raises(errors.LimitExceeded):
            context.run(op, inputs, attributes)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float64", "complex64", "int32"])
def test_adding_at_repeated_indices_in_every_dtype(context: Context, dtype: str) -> None:
    x = context.run("zeros", (), {"size": 3, "dtype": dtype})
    ones = context.run("ones", (), {"size": 4, "dtype": dtype})
    index = context.tensor(numpy.array([0, 2, 2, 2]))
    for op in ("index_add_", "scatter_add_"):
        context.run(op, [x, index, ones], {"dim": 0})
    context.run("index_put_", [x, [index], ones], {"accumulate": True})
    assert x.numpy().astype(complex).tolist() == [3, 0, 9]
