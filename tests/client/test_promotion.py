"""Promotion in the SDK is the engine's, which is compared with PyTorch's."""

from __future__ import annotations

from itertools import product

import pytest

import gradwire as torch
from engine import dtypes
from gradwire.dtypes import DTYPES

PAIRS = list(product(DTYPES, repeat=2))
NUMBERS = (True, 2, 2.5, 2j)


def test_two_dtypes_promote_as_in_the_engine():
    for one, other in PAIRS:
        expected = dtypes.promote(dtypes.find(one), dtypes.find(other)).name
        assert torch.promote_types(DTYPES[one], DTYPES[other]) is DTYPES[expected]


@pytest.mark.usefixtures("session")
def test_tensors_and_numbers_promote_as_in_the_engine():
    nothing = frozenset[dtypes.Dtype]()
    vectors = {name: torch.ones(1, dtype=kind) for name, kind in DTYPES.items()}
    singles = {name: torch.ones((), dtype=kind) for name, kind in DTYPES.items()}
    for one, other in PAIRS:
        vector, single = frozenset({dtypes.find(one)}), frozenset({dtypes.find(other)})
        assert torch.result_type(vectors[one], singles[other]).name == dtypes.result_type(vector, single, nothing).name
    for name, number in product(DTYPES, NUMBERS):
        single = frozenset({dtypes.find(name)})
        numbers = frozenset({dtypes.number_dtype(number, dtypes.float32)})
        assert torch.result_type(number, singles[name]).name == dtypes.result_type(nothing, single, numbers).name


def test_numbers_can_be_cast_to_what_holds_their_kind():
    assert torch.can_cast(torch.int64, torch.uint8)
    assert torch.can_cast(torch.bool, torch.int8)
    assert not torch.can_cast(torch.int8, torch.bool)
    assert not torch.can_cast(torch.float16, torch.int64)
    assert not torch.can_cast(torch.complex64, torch.float64)
