"""Indices out of range are an error, with the range in it, on every device: CuPy alone would begin anew."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from engine import Context
from engine.errors import IndexOutOfRange, OpFailed

X = numpy.arange(12, dtype="float32").reshape(3, 4)
CUBE = numpy.arange(24, dtype="float32").reshape(2, 3, 4)
Case = tuple[str, tuple[Any, ...], dict[str, Any]]


def whole(*numbers: Any) -> Any:
    return numpy.array(numbers)


def cases(wrong: int) -> list[Case]:
    """Calls with an index that no dimension of size 3 or 4 has."""
    one, row = whole(0, wrong), whole([0, wrong, 1, 2])
    return [
        ("getitem", (X, (one,)), {}),
        ("getitem", (X, (slice(None), one)), {}),
        ("getitem", (X, (one, whole(0, 1))), {}),
        ("getitem", (X, (whole(0, 1), one)), {}),
        ("getitem", (X, (wrong,)), {}),
        ("setitem", (X, 1.0, (one,)), {}),
        ("setitem", (X, 1.0, (whole(0, 1), one)), {}),
        ("index_select", (X, 0, one), {}),
        ("index_select", (X, 1, one), {}),
        ("gather", (X, 0, row[None, 0]), {}),
        ("gather", (X, 1, row[None, 0]), {}),
        ("scatter", (X, 0, row[None, 0], X), {}),
        ("scatter", (X, 0, row[None, 0], 1.0), {}),
        ("scatter_add", (X, 0, row[None, 0], X), {}),
        ("scatter_reduce", (X, 0, row[None, 0], X, "amax"), {}),
        ("index_add", (X, 0, one, X[:2]), {}),
        ("index_add", (numpy.zeros((3, 200), "float32"), 0, one, numpy.ones((2, 200), "float32")), {}),
        ("index_copy", (X, 0, one, X[:2]), {}),
        ("index_fill", (X, 0, one, 1.0), {}),
        ("index_reduce", (X, 0, one, X[:2], "prod"), {}),
        ("index_put", (X, [one], numpy.float32(1)), {}),
        ("index_put", (X, [one], numpy.ones(4, "float32"), True), {}),
        ("take", (X, whole(0, 4 * wrong)), {}),
        ("put", (X, whole(0, 4 * wrong), X[0, :2]), {}),
        ("nn.functional.embedding", (one, X), {}),
        ("nn.functional.embedding_bag", (one[None], X), {}),
        ("nn.functional.nll_loss", (X, whole(0, 1, wrong)), {}),
        ("nn.functional.nll_loss", (CUBE, whole([0, wrong, 1, 2], [0, 0, 0, 0])), {}),
        ("nn.functional.cross_entropy", (X, whole(0, 1, wrong)), {}),
        ("nn.functional.cross_entropy", (X, whole(0, 1, wrong)), {"label_smoothing": 0.1}),
        ("nn.functional.cross_entropy", (X, whole(0, 1, wrong), X[0]), {}),
        ("nn.functional.multi_margin_loss", (X, whole(0, 1, wrong)), {}),
        ("nn.functional.multilabel_margin_loss", (X[0], row[0]), {}),
        ("nn.functional.ctc_loss", (CUBE, whole([wrong, 1], [1, 1], [1, 1]), whole(2, 2, 2), whole(1, 1, 1)), {}),
        ("nn.functional.one_hot", (one, 3), {}),
        ("nn.functional.max_unpool1d", (X[:, :2], whole([0, wrong], [0, 1], [0, 1]), 2), {}),
        ("lu_unpack", (X[:, :3], numpy.array([1, 2, wrong], "int32")), {}),
        ("searchsorted", (X[0], X[1]), {"sorter": row[0]}),
    ]


NEGATIVE: list[Case] = [
    ("bincount", (whole(0, -1),), {}),
    ("repeat_interleave", (X, whole(1, -1, 2), 0), {}),
    ("nn.functional.embedding_bag", (whole(0, 1), X, whole(0, 5)), {}),
]
ALL = [*cases(7), *cases(-7), *NEGATIVE]


def attempt(context: Context, case: Case) -> None:
    name, arguments, options = case

    def placed(one: Any) -> Any:
        if isinstance(one, tuple | list):
            return type(one)(map(placed, one))
        return context.tensor(one.copy()) if isinstance(one, numpy.ndarray | numpy.generic) else one

    context.call(name, *map(placed, arguments), **{key: placed(one) for key, one in options.items()})


@pytest.mark.parametrize("case", ALL, ids=[f"{case[0]}-{place}" for place, case in enumerate(ALL)])
def test_an_index_out_of_range_is_refused(context: Context, case: Case) -> None:
    with pytest.raises((IndexOutOfRange, OpFailed)) as refused:
        attempt(context, case)
    assert "out of bounds" not in refused.value.detail  # as NumPy says it, where nobody looked before
