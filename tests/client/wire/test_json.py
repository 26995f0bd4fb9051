"""Strict JSON: what two readers could read differently is refused."""

from __future__ import annotations

import json as stdlib_json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradwire.wire import json
from gradwire.wire.errors import WireError


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"a": 1, "a": 2}',
        b'[{"a": {"b": 1, "b": 1}}]',
        b"NaN",
        b"[-Infinity]",
        b"[1,]",
        b"\xff\xfe[\x001\x00]\x00",
        b"\xef\xbb\xbf[]",
        b'"\xff"',
        rb'"\ud800"',
        rb'{"\udc00": 1}',
        b"[" * 65 + b"]" * 65,
        b'{"a":' * 65 + b"1" + b"}" * 65,
        b"[" * 100_000,
        b"[" + b"1" * 1001 + b"]",
        b"1." + b"0" * 100_000,
        b"01",
    ],
)
def test_refused(body: bytes) -> None:
    with pytest.raises(WireError):
        json.loads(body)


def test_depth_counts_only_brackets_that_nest() -> None:
    assert json.loads(b"[" * 64 + b"]" * 64)
    assert len(json.loads(b"[" + b"[1],{}," * 1000 + b"[]]")) == 2001
    assert json.loads(stdlib_json.dumps(["[" * 500, '\\"[{' * 500, "\\"]).encode())[0] == "[" * 500
    with pytest.raises(WireError):
        json.loads(rb'"\\' + b"[" * 100)
    with pytest.raises(WireError):
        json.loads(rb'["\"[", ' + b"[" * 64 + b"]" * 65)


def test_pairs_of_surrogates_are_a_character() -> None:
    assert json.loads(rb'"\ud83d\ude00"') == "😀"


def test_a_long_body_of_brackets_is_refused() -> None:
    with pytest.raises(WireError):
        json.loads(b"[{" * 2_000_000)


scalars = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)


@given(st.recursive(scalars | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_reads_what_the_standard_library_writes(value: object) -> None:
    assert json.loads(stdlib_json.dumps(value).encode()) == value
    assert json.loads(stdlib_json.dumps(value, ensure_ascii=False).encode()) == value
