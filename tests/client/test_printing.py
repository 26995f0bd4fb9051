"""Tests of the printed text against what PyTorch printed (printing_cases.json, made by tests/oracle)."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gradwire.tensors import printing
from gradwire.tensors.printing import PrintOptions, item_format, tensor_text
from gradwire.wire.dtypes import DTYPES

CASES = json.loads(Path(__file__).with_name("printing_cases.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def defaults():
    yield
    printing.set_printoptions(profile="default")


def contents(dtype: str, shape: list[int], values: list[Any]) -> np.ndarray:
    numbers = [complex(value) if dtype.startswith("complex") else float(value) for value in values]
    return np.resize(np.array(numbers if "float" in dtype or "complex" in dtype else values, DTYPES[dtype]), shape)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['dtype']}-{case['shape']}")
def test_the_text_is_pytorchs(case):
    arguments = {name: value for name, value in case.items() if name not in ("dtype", "shape", "values", "text")}
    printing.set_printoptions(**arguments.pop("options", {}))
    array = contents(case["dtype"], case["shape"], case["values"])
    assert tensor_text(array, dtype_name=case["dtype"], **arguments).split("\n") == case["text"]


def test_what_is_not_seen_is_not_read():
    array = np.ones((1000, 1000), np.float32)
    array[500, 500] = 1e-20
    assert "e-" not in tensor_text(array, dtype_name="float32")


def test_views_print_as_their_copies():
    array = np.arange(24, dtype=np.float32).reshape(4, 6).T[::-1]
    assert tensor_text(array, dtype_name="float32") == tensor_text(array.copy(), dtype_name="float32")


def test_given_options_pass_over_the_chosen_ones():
    printing.set_printoptions(precision=1)
    array = np.array(0.123456)
    assert tensor_text(array, dtype_name="float32") == "tensor(0.1)"
    assert tensor_text(array, dtype_name="float32", options=PrintOptions(precision=6)) == "tensor(0.123456)"


def test_a_profile_is_applied_before_single_options():
    printing.set_printoptions(profile="full", edgeitems=7)
    assert printing.get_printoptions() == {
        "precision": 4, "threshold": float("inf"), "edgeitems": 7, "linewidth": 80, "sci_mode": None,
    }  # fmt: skip


def test_every_call_sets_the_scientific_mode():
    printing.set_printoptions(sci_mode=True, precision=2)
    printing.set_printoptions(linewidth=100)
    assert printing.get_printoptions() == asdict(PrintOptions(precision=2, linewidth=100))


def test_an_unknown_profile_changes_nothing():
    printing.set_printoptions(precision=9)
    printing.set_printoptions(profile="loud")
    assert printing.get_printoptions()["precision"] == 9


def test_options_hold_for_a_block_only():
    printing.set_printoptions(sci_mode=True)
    with printing.printoptions(precision=1, profile="short"):
        assert printing.get_printoptions() == asdict(PrintOptions(precision=1, edgeitems=2))
    assert printing.get_printoptions() == asdict(PrintOptions(sci_mode=True))


@pytest.mark.parametrize(
    ("value", "dtype", "spec", "text"),
    [
        (3.14159, "float32", ".3f", "3.142"),
        (0.1, "float32", "", "0.10000000149011612"),
        (0.1, "bfloat16", "", "0.10009765625"),
        (0.1, "float16", ".2e", "1.00e-01"),
        (7, "int64", "04d", "0007"),
        (1, "bool", "", "True"),
        (1 - 2j, "complex64", ".1f", "1.0-2.0j"),
    ],
)
def test_one_number_is_formatted_as_pythons(value, dtype, spec, text):
    assert item_format(np.array(value, DTYPES[dtype]), spec) == text


def test_a_wrong_format_is_pythons_error():
    with pytest.raises(ValueError, match="Unknown format code 'd'"):
        item_format(np.array(1.5), "d")
