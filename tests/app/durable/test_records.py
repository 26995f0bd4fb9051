"""Records: what is encoded comes back, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.durable.errors import Damaged
from app.durable.records import Entry, Key, Place, decode, encode

NUMBERS = st.integers(0, (1 << 32) - 1)
FACTS = st.dictionaries(st.text(), st.none() | st.booleans() | st.text() | st.lists(st.integers(0, 1 << 53)))
KEYS = st.none() | st.builds(Key, st.text(), st.binary(), st.binary(), st.floats(0, 1e10))
PLACES = st.builds(Place, NUMBERS, st.integers(0, 1 << 53), st.integers(0, 1 << 53), NUMBERS)
ENTRIES = st.builds(Entry, NUMBERS, FACTS, st.binary() | PLACES, KEYS)


@given(session=NUMBERS, entry=ENTRIES)
def test_an_entry_comes_back(session: int, entry: Entry) -> None:
    assert decode(session, entry.number, encode(session, entry)) == entry


@given(entry=ENTRIES, chance=st.randoms())
def test_any_change_is_noticed(entry: Entry, chance: object) -> None:
    record = bytearray(encode(1, entry))
    record[chance.randrange(len(record))] ^= 1 << chance.randrange(8)  # type: ignore[attr-defined]
    with pytest.raises(Damaged):
        decode(1, entry.number, bytes(record))


@given(entry=ENTRIES, chance=st.randoms())
def test_a_part_is_noticed(entry: Entry, chance: object) -> None:
    record = encode(1, entry)
    with pytest.raises(Damaged):
        decode(1, entry.number, record[: chance.randrange(len(record))])  # type: ignore[attr-defined]


@pytest.mark.parametrize(("session", "number"), [(1, 3), (2, 2)])
def test_an_entry_in_the_place_of_another_is_noticed(session: int, number: int) -> None:
    with pytest.raises(Damaged, match="another is in its place"):
        decode(session, number, encode(1, Entry(2, {})))
