"""The checked-in table of result dtypes is what PyTorch says, and leaves out nothing that it must not."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("torch")

from tests.oracle import make_promotion_table as maker


def test_the_table_is_up_to_date():
    assert maker.PLACE.read_text(encoding="utf-8") == maker.file_text()


def test_the_table_is_json_as_described():
    table = json.loads(maker.PLACE.read_text(encoding="utf-8"))
    assert list(table) == ["torch", "dtypes", "numbers", "pairs", "single"]
    known = {*table["dtypes"], "complex32", "error"}
    for entry in table["pairs"]:
        columns = list(table["numbers"]) if entry["right"] == "number" else table["dtypes"]
        assert list(entry["results"]) == table["dtypes"]
        assert all(list(row) == columns and known.issuperset(row.values()) for row in entry["results"].values())
    for entry in table["single"]:
        assert list(entry["results"]) == table["dtypes"]
        assert known.issuperset(entry["results"].values())


@pytest.mark.filterwarnings("ignore:ComplexHalf support:UserWarning")
@pytest.mark.parametrize("op", ["add", "where"])
def test_the_order_of_operands_does_not_matter(op):
    for left, right in (("tensor", "tensor"), ("tensor", "0-dim"), ("0-dim", "0-dim"), ("tensor", "number")):
        for a in maker.DTYPES:
            for b in maker.NUMBERS if right == "number" else maker.DTYPES:
                first, second = maker.operand(left, a), maker.operand(right, b)
                straight = maker.outcome("float32", maker.meet, op, first, second)
                swapped = maker.outcome("float32", maker.meet, op, second, first)
                assert straight == swapped, (left, a, right, b)
