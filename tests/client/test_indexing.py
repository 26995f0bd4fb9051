"""Indexing as NumPy and PyTorch do it, and what a loop over indices costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import gradwire as torch

pytestmark = pytest.mark.usefixtures("session")

ARRAY = np.arange(24, dtype=np.float32).reshape(2, 3, 4)

INDICES = [
    0,
    -1,
    (1, 2),
    (1, 2, 3),
    (slice(None), 1),
    (slice(1, None), slice(0, 3, 2)),
    (Ellipsis, -2),
    (None, 0, Ellipsis, None),
    (0, Ellipsis),
    Ellipsis,
    (),
    (slice(None), [0, 2]),
    ([0, 1], [2, 0]),
    (slice(None), slice(None), np.array([True, False, True, False])),
    [1, 0, 1],
    np.int64(1),
    slice(5, 2),
    range(2),
]


@pytest.mark.parametrize("index", INDICES, ids=repr)
def test_reading(index: Any) -> None:
    x = torch.tensor(ARRAY)
    expected = ARRAY[list(index) if isinstance(index, range) else index]
    for _ in range(2):  # unseen, then known
        assert x[index].shape == expected.shape
        assert np.array_equal(x[index].numpy(), expected)


@pytest.mark.parametrize("index", INDICES, ids=repr)
def test_writing(index: Any) -> None:
    for _ in range(2):
        x, expected = torch.tensor(ARRAY), ARRAY.copy()
        place = list(index) if isinstance(index, range) else index
        x[index] = 5
        expected[place] = 5
        assert np.array_equal(x.numpy(), expected)
        x[index] = torch.tensor(-1.5)
        x[index] += 1
        expected[place] = -0.5
        assert np.array_equal(x.numpy(), expected)


def test_masks_choose_as_many_as_are_true() -> None:
    x = torch.tensor([1.0, -2.0, 3.0])
    for _ in range(2):
        assert x[x > 0].tolist() == [1.0, 3.0]
        assert x[x < 0].shape == (1,)
    x[x < 0] = 0.0
    assert x.tolist() == [1.0, 0.0, 3.0]
    assert [entry.tolist() for entry in torch.where(x > 0)] == [[0, 2]]


def test_gradients_go_through_indices() -> None:
    x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = torch.zeros(3)
    y[0] = x[1] * x[torch.tensor([2, 2])].sum()
    y.sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [0.0, 6.0, 4.0]


def test_a_loop_over_indices_is_one_request(requests: Any) -> None:
    x = torch.tensor(ARRAY)
    total = x[0, 0, 0:2].sum() + x[0, 0, 0:2].sum()
    x[0, 0] = 1
    total.item()
    requests.new()
    for first in range(2):
        for second in range(3):
            total = total + x[first, second, second - 1 : second + 1].sum()
            x[first, second] = second
    assert total.item() > 0
    assert requests.new() <= 3  # one slice is empty, and so are it and its sum seen for the first time
    assert x[:, :, 0].tolist() == [[0.0, 1.0, 2.0]] * 2


@pytest.mark.parametrize(
    ("index", "error"),
    [
        (2, IndexError),
        ((0, 0, 0, 0), IndexError),
        ("a", TypeError),
        (1.0, IndexError),
        (slice(None, None, -1), ValueError),
        (slice("a", None), TypeError),
    ],
)
def test_what_is_no_index(index: Any, error: type[Exception]) -> None:
    x = torch.tensor(ARRAY)
    with pytest.raises(error):
        x[index]
    with pytest.raises(error):
        x[index] = 1
    with pytest.raises(TypeError):
        x[0] = "a"


def test_true_is_no_place() -> None:
    x = torch.tensor([7.0])
    for _ in range(2):
        assert x[True].tolist() == [[7.0]]
        with pytest.raises(IndexError):
            x[1]
