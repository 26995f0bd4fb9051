"""JSON values: what is read, what is refused, and that both ways agree."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from gradwire.wire import dtypes, json, values
from gradwire.wire.errors import ElementLimitError, WireError


def written(array: np.ndarray[Any, Any]) -> str:
    return orjson.dumps(values.encode(array), option=orjson.OPT_SERIALIZE_NUMPY).decode()


def read(text: str, **options: Any) -> np.ndarray[Any, Any]:
    return values.decode(json.loads(text.encode()), **options)


@pytest.mark.parametrize(
    ("text", "dtype", "shape"),
    [
        ("[true, false]", "bool", (2,)),
        ("[1, 2]", "int64", (2,)),
        ("[true, 2]", "int64", (2,)),
        ("[1, 2.5]", "float32", (2,)),
        ("2.5", "float32", ()),
        ("2", "int64", ()),
        ("[]", "float32", (0,)),
        ("[[], []]", "float32", (2, 0)),
        ('["NaN", 1]', "float32", (2,)),
        ('{"data": [1, 2], "requires_grad": true}', "float32", (2,)),
        ('{"data": [1, 2], "shape": [2, 1]}', "int64", (2, 1)),
        ('{"data": 2.0, "dtype": "float64"}', "float64", ()),
        ('{"data": [], "shape": [0, 3], "dtype": "float16"}', "float16", (0, 3)),
        ('{"real": 1, "imag": -2.5}', "complex64", ()),
        ('{"data": {"real": [1.0, 0.0], "imag": [0.0, "NaN"]}, "dtype": "complex128"}', "complex128", (2,)),
    ],
)
def test_dtype_and_shape_follow_from_the_data(text: str, dtype: str, shape: tuple[int, ...]) -> None:
    array = read(text)
    assert (dtypes.name(array.dtype), array.shape) == (dtype, shape)


def test_default_dtype_is_the_sessions() -> None:
    assert read("[1.5]", default_dtype="float64").dtype == np.float64
    assert read('{"real": 1, "imag": 0}', default_dtype="float64").dtype == np.complex128


@pytest.mark.parametrize(
    "text",
    [
        "[[1, 2], [3]]",
        "[1, [2]]",
        "[[1], 2]",
        '["one"]',
        "[null]",
        "null",
        '"x"',
        "[{}]",
        '[{"real": 1, "imag": 2}]',
        '{"data": [1], "dtype": "float"}',
        '{"data": [1], "dtype": 7}',
        '{"data": [1], "shape": [2]}',
        '{"data": [[1, 2]], "shape": [2, 1]}',
        '{"data": [1], "shape": [-1]}',
        '{"data": [1], "shape": [true]}',
        '{"data": [1], "shape": 1}',
        '{"data": [], "shape": [0, 9223372036854775807, 9223372036854775807]}',
        '{"data": [1], "shape": [1000000000000, 1000000000000]}',
        '{"shape": [2]}',
        '{"data": [1], "typo": 1}',
        '{"data": [300], "dtype": "uint8"}',
        '{"data": [-1], "dtype": "uint8"}',
        '{"data": [300.5], "dtype": "int8"}',
        '{"data": ["NaN"], "dtype": "int64"}',
        '{"data": [9223372036854775808]}',
        '{"data": [70000], "dtype": "float16"}',
        "[1e999]",
        '{"data": {"real": [1], "imag": [1]}, "dtype": "float32"}',
        '{"data": {"real": [1], "imag": [1, 2]}}',
        '{"real": "x", "imag": 0}',
    ],
)
def test_what_is_no_tensor_is_refused(text: str) -> None:
    with pytest.raises(WireError):
        read(text)


def test_pointer_names_the_place() -> None:
    with pytest.raises(WireError) as caught:
        read('{"data": [1], "shape": [1, -2]}', pointer="/tensors/x")
    assert caught.value.pointer == "/tensors/x/shape/1"


def test_deep_nesting_is_refused() -> None:
    value: Any = 1.0
    for _ in range(100):
        value = [value]
    with pytest.raises(WireError):
        values.decode(value)


def test_more_elements_than_allowed_are_refused() -> None:
    with pytest.raises(ElementLimitError):
        values.decode([[0] * 100] * 11, max_elements=1000)


def test_large_integers_are_strings_and_come_back() -> None:
    array = np.array([2**53 - 1, 2**53, -(2**63), 2**63 - 1])
    assert '"9007199254740992"' in written(array)
    assert '"9007199254740991"' not in written(array)
    assert (read(written(array)) == array).all()


def test_floats_have_the_fewest_digits_of_their_own_dtype() -> None:
    assert '"data":[0.1,27.0,-0.0,1e+22,1e-30]' in written(np.array([0.1, 27, -0.0, 1e22, 1e-30], np.float32))
    assert '"data":0.1}' in written(np.array(0.1, np.float32))
    assert '"data":[0.1,1.0]' in written(np.array([0.1, 1], np.float16))
    assert '"data":[[0.1]]' in written(np.array([[0.1]], dtypes.DTYPES["bfloat16"]))
    assert '"data":[["NaN",0.1],["Infinity","-Infinity"]]' in written(
        np.array([[np.nan, 0.1], [np.inf, -np.inf]], np.float32)
    )
    assert '"shape":[0,3],"dtype":"float32","data":[]' in written(np.zeros((0, 3), np.float32))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2, 2), (2.5, 2.5), (True, True), ("-Infinity", float("-inf")), ("9007199254740993", 2**53 + 1),
     ({"real": 0, "imag": 1}, 1j)],
)  # fmt: skip
def test_numbers(value: Any, expected: complex) -> None:
    number = values.number(value)
    assert number == expected
    assert type(number) is type(expected)


@pytest.mark.parametrize("value", ["x", "", "1.5", None, [], {}, float("inf"), "-"])
def test_what_is_no_number(value: Any) -> None:
    with pytest.raises(WireError):
        values.number(value)


@given(st.sampled_from(sorted(dtypes.DTYPES)), arrays.array_shapes(min_dims=0, min_side=0), st.data())
def test_what_is_written_is_read_back_to_the_bit(name: str, shape: tuple[int, ...], data: st.DataObject) -> None:
    dtype = dtypes.DTYPES[name]
    if name == "bfloat16":
        array = data.draw(arrays.arrays(np.uint16, shape)).view(dtype)
    else:
        array = data.draw(arrays.arrays(dtype, shape))
    array = array[::-1].T if array.ndim else array
    back = read(written(array))
    assert back.dtype == dtype
    assert back.shape == array.shape
    for part, other in [(back.real, array.real), (back.imag, array.imag)] if dtype.kind == "c" else [(back, array)]:
        numbers, others = part.astype(np.float64), other.astype(np.float64)
        assert ((part == other) | (np.isnan(numbers) & np.isnan(others))).all()
        assert (np.signbit(numbers) == np.signbit(others))[~np.isnan(numbers)].all()
