""".npy, raw octets and safetensors: round trips, other writers and readers, hostile bytes."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from safetensors.numpy import load as library_load
from safetensors.numpy import save as library_save

from gradwire.wire import dtypes, npy, octets, safetensors
from gradwire.wire.errors import WireError

BFLOAT16 = dtypes.DTYPES["bfloat16"]
drawn = arrays.arrays(
    st.sampled_from([dtype for name, dtype in dtypes.DTYPES.items() if name != "bfloat16"]),
    arrays.array_shapes(min_dims=0, min_side=0),
)


def same(array: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    return (array.dtype, array.shape, array.tobytes()) == (other.dtype, other.shape, other.tobytes())


def body(fields: Any, data: bytes = b"") -> bytes:
    header = fields if isinstance(fields, bytes) else json.dumps(fields).encode()
    return len(header).to_bytes(8, "little") + header + data


@given(drawn)
def test_npy_round_trip(array: np.ndarray[Any, Any]) -> None:
    assert same(npy.decode(b"".join(npy.encode(array))), array)
    assert same(npy.decode(b"".join(npy.encode(array.T))), array.T)
    assert same(np.load(io.BytesIO(b"".join(npy.encode(array)))), array)


def test_npy_of_other_orders() -> None:
    file = io.BytesIO()
    np.save(file, np.arange(6.0).reshape(2, 3).T.astype(">f8", order="F"))
    assert same(npy.decode(file.getvalue()), np.ascontiguousarray(np.arange(6.0).reshape(2, 3).T))


@pytest.mark.parametrize(
    "array",
    [
        np.array([None, {}], dtype=object),
        np.zeros(2, "f4,i4"),
        np.array(["a"]),
        np.zeros(2, "M8[s]"),
        np.zeros(2, np.uint64),
    ],
)
def test_npy_without_plain_numbers_is_refused(array: np.ndarray[Any, Any]) -> None:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    with pytest.raises(WireError):
        npy.decode(file.getvalue())


def test_npy_lacks_bfloat16() -> None:
    with pytest.raises(WireError):
        npy.encode(np.zeros(2, BFLOAT16))


@settings(max_examples=300)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_broken_npy_is_refused(junk: bytes, cut: int) -> None:
    good = b"".join(npy.encode(np.arange(10, dtype=np.int64)))
    for broken in (junk, good[:cut], good[:cut] + junk, good + b"x"):
        if broken != good:
            try:
                npy.decode(broken)
            except WireError:
                pass


def test_npy_with_an_absurd_shape_is_refused() -> None:
    for shape in ("(-1,)", "(9999999999999, 9999999999999)", "(0, 9223372036854775807, 4)", "(True,)"):
        header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}}}".encode().ljust(117) + b"\n"
        with pytest.raises(WireError):
            npy.decode(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header)


@given(drawn)
def test_octets_round_trip(array: np.ndarray[Any, Any]) -> None:
    content, headers = octets.encode(array)
    assert same(octets.decode(bytes(content), headers["Tensor-Dtype"], headers["Tensor-Shape"]), array)


@pytest.mark.parametrize(
    ("dtype", "shape"),
    [(None, "[1]"), ("float32", None), ("f4", "[1]"), ("float32", "[2]"), ("float32", "1"), ("float32", "[-1]"),
     ("float32", "[1.0]"), ("float32", "[true]"), ("float32", "[1"), ("float32", "[1e400]")],
)  # fmt: skip
def test_octets_that_do_not_fit_are_refused(dtype: str | None, shape: str | None) -> None:
    with pytest.raises(WireError):
        octets.decode(b"1234", dtype, shape)


@given(st.dictionaries(st.text().filter(lambda name: name != "__metadata__"), drawn, max_size=4), st.text())
def test_safetensors_round_trip(named: dict[str, np.ndarray[Any, Any]], text: str) -> None:
    back, metadata = safetensors.decode(b"".join(safetensors.encode(named, {"program": text})))
    assert metadata == {"program": text}
    assert back.keys() == named.keys()
    for name, array in named.items():
        decoded = safetensors.complex_pairs(back[name]) if array.dtype == np.complex128 else back[name]
        assert same(decoded, array)
        assert decoded.flags.aligned


def test_safetensors_both_ways_with_the_library() -> None:
    named: dict[str, np.ndarray[Any, Any]] = {
        name: np.arange(6).reshape(2, 3).astype(dtype)
        for name, dtype in dtypes.DTYPES.items()
        if not name.startswith("complex")
    }
    ours = safetensors.encode(named, {"a": "b"})
    theirs = safetensors.decode(library_save(named, metadata={"a": "b"}))
    assert theirs[1] == {"a": "b"}
    for name, array in safetensors.decode(b"".join(ours))[0].items():
        assert same(array, named[name])
        assert same(theirs[0][name], named[name])
    plain = {name: array for name, array in named.items() if name != "bfloat16"}
    for name, array in library_load(b"".join(safetensors.encode(plain))).items():
        assert same(array, named[name])


def test_safetensors_never_reads_beyond_an_array() -> None:
    base = np.arange(10, dtype=np.int32)
    for array in (base[::-1], base[2:8:3], base.reshape(5, 2).T, np.broadcast_to(base, (2, 10)), base[3:3]):
        assert same(safetensors.decode(b"".join(safetensors.encode({"a": array})))[0]["a"], np.ascontiguousarray(array))


def entry(dtype: Any = "F32", shape: Any = (2,), offsets: Any = (0, 8)) -> dict[str, Any]:
    return {"dtype": dtype, "shape": shape, "data_offsets": offsets}


@pytest.mark.parametrize(
    ("fields", "data"),
    [
        ({"a": entry()}, b"1234567"),
        ({"a": entry()}, b"123456789"),
        ({"a": entry(), "b": entry(offsets=(4, 12))}, bytes(12)),
        ({"a": entry(), "b": entry()}, bytes(8)),
        ({"a": entry(offsets=(4, 12))}, bytes(12)),
        ({"a": entry(), "b": entry(offsets=(12, 20))}, bytes(20)),
        ({"a": entry(offsets=(8, 0))}, bytes(8)),
        ({"a": entry(offsets=(-8, 0))}, bytes(8)),
        ({"a": entry(shape=(-2,))}, bytes(8)),
        ({"a": entry(shape=(True, 2))}, bytes(8)),
        ({"a": entry(shape=(2**62, 4), offsets=(0, 0))}, b""),
        ({"a": entry(shape=(0, 2**62, 2**62), offsets=(0, 0))}, b""),
        ({"a": entry(shape=(2**33, 2**33))}, bytes(8)),
        ({"a": entry(shape=2)}, bytes(8)),
        ({"a": entry(dtype="F8_E4M3")}, bytes(8)),
        ({"a": entry(dtype=["F32"])}, bytes(8)),
        ({"a": entry(offsets=(0, 8.0))}, bytes(8)),
        ({"a": entry(offsets=(0, 8, 8))}, bytes(8)),
        ({"a": {"dtype": "F32", "shape": [2]}}, bytes(8)),
        ({"a": 7}, b""),
        ({"__metadata__": {"a": 1}}, b""),
        ({"__metadata__": []}, b""),
        ([], b""),
        (b'{"a":1,"a":1}', b""),
        (b'{"a":NaN}', b""),
        (b"[" * 1000, b""),
        (b"\xff", b""),
        ({"a": entry(dtype="BOOL", offsets=(0, 2))}, b"\x01\x02"),
    ],
)
def test_hostile_safetensors_are_refused(fields: Any, data: bytes) -> None:
    with pytest.raises(WireError):
        safetensors.decode(body(fields, data))


@pytest.mark.parametrize("file", [b"", b"1234567", (2**63).to_bytes(8, "little"), (9).to_bytes(8, "little") + b"{}"])
def test_a_safetensors_header_that_is_not_there_is_refused(file: bytes) -> None:
    with pytest.raises(WireError):
        safetensors.decode(file)


@settings(max_examples=300)
@given(st.integers(0, 200), st.integers(0, 255))
def test_a_flipped_byte_never_does_worse_than_wire_error(place: int, byte: int) -> None:
    file = bytearray(b"".join(safetensors.encode({"a": np.arange(3.0), "b": np.array([True])}, {"k": "v"})))
    file[place % len(file)] = byte
    try:
        safetensors.decode(file)
    except WireError:
        pass


def test_complex_pairs_need_pairs() -> None:
    for array in (np.zeros(3), np.zeros((2, 2), np.float32), np.zeros(())):
        with pytest.raises(WireError):
            safetensors.complex_pairs(array)
