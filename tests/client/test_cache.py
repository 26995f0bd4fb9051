"""Values that are kept here: read again without a request, until something writes to any tensor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import gradwire as torch
from gradwire.recording.cache import MAX_VALUE, MAX_VALUES, Cache

F = torch.nn.functional


def batch() -> torch.Tensor:
    return torch.tensor([[1.0, 2.0], [3.0, 5.0], [4.0, 4.0]])


def images() -> torch.Tensor:
    return torch.arange(12.0).reshape(2, 2, 3)


def rows() -> torch.Tensor:
    return torch.tensor([[0, 1]])


WRITING: dict[str, Callable[[Any, Any], Any]] = {
    "batch_norm": lambda mean, var: F.batch_norm(batch(), mean, var, training=True),
    "native_batch_norm": lambda mean, var: torch.native_batch_norm(batch(), None, None, mean, var, True, 0.1, 1e-5),
    "instance_norm": lambda mean, var: F.instance_norm(images(), mean, var),
}
READING: dict[str, Callable[[Any, Any], Any]] = {
    "batch_norm": lambda mean, var: F.batch_norm(batch(), mean, var),
    "batch_norm_of_none": lambda mean, var: F.batch_norm(batch(), None, None, training=True),
    "native_batch_norm": lambda mean, var: torch.native_batch_norm(batch(), None, None, mean, var, False, 0.1, 1e-5),
    "instance_norm": lambda mean, var: F.instance_norm(images(), mean, var, use_input_stats=False),
    "instance_norm_of_none": lambda mean, var: F.instance_norm(images()),
}
LOOKUPS = [F.embedding, F.embedding_bag]


@pytest.mark.parametrize("name", WRITING)
def test_running_statistics_are_read_anew(session: torch.Session, name: str) -> None:
    mean, var = torch.zeros(2), torch.ones(2)
    read = [(mean.tolist(), var.tolist())]
    for _ in range(3):  # seen for the first time, and again
        WRITING[name](mean, var)
        assert [mean.tolist(), var.tolist()] == [array.tolist() for array in session.fetch(mean, var)]
        assert (mean.tolist(), var.tolist()) not in read
        read.append((mean.tolist(), var.tolist()))


@pytest.mark.parametrize("lookup", LOOKUPS)
def test_rows_that_are_shortened_are_read_anew_as_are_their_views(session: torch.Session, lookup: Any) -> None:
    for norm in (2.0, 1.0):
        weight = torch.tensor([[3.0, 4.0], [6.0, 8.0]])
        line = weight.view(4)
        assert line.tolist() == [3.0, 4.0, 6.0, 8.0]
        lookup(rows(), weight, max_norm=norm)
        assert line.tolist() == pytest.approx([0.6 * norm, 0.8 * norm] * 2)


def test_what_writes_nothing_leaves_values_as_they_are(session: torch.Session, requests: Any) -> None:
    mean, var, weight = torch.zeros(2), torch.ones(2), torch.ones(2, 2)
    for operation in READING.values():
        operation(mean, var)
    for lookup in LOOKUPS:
        lookup(rows(), weight)
    kept = [mean.tolist(), weight.tolist()]
    requests.new()
    for operation in READING.values():
        operation(mean, var)
    for lookup in LOOKUPS:
        lookup(rows(), weight)
    assert [mean.tolist(), weight.tolist()] == kept
    assert requests.new() == 0


def test_what_a_hook_reads_in_the_midst_of_a_pass_is_read_anew_after_it(session: torch.Session) -> None:
    w = torch.ones(2, requires_grad=True)
    w.sum().backward()
    y = w * 2
    seen = []
    y.register_hook(lambda gradient: seen.append(w.grad.tolist()))
    y.sum().backward()
    assert (seen, w.grad.tolist()) == ([[1.0, 1.0]], [3.0, 3.0])


def test_the_oldest_values_make_room() -> None:
    cache = Cache()
    size = MAX_VALUE // 2
    for number in range(4 * MAX_VALUES // size):
        cache.keep(number, np.zeros(size, np.uint8))
        cache.keep(number, np.ones(size, np.uint8))
    kept = [number for number in range(4 * MAX_VALUES // size) if number in cache]
    assert kept == list(range(3 * MAX_VALUES // size, 4 * MAX_VALUES // size))
    cache.forget(set(kept[1:]))
    for number in range(1, MAX_VALUES // size):
        cache.keep(-number, np.zeros(size, np.uint8))
    assert kept[0] in cache
    cache.keep(-MAX_VALUES, np.zeros(1, np.uint8))
    assert kept[0] not in cache


def test_large_values_are_not_kept_nor_what_came_with_small_ones() -> None:
    cache = Cache()
    cache.keep(1, np.zeros(MAX_VALUE + 1, np.uint8))
    assert 1 not in cache
    body = np.zeros(2 * MAX_VALUE, np.uint8)
    cache.keep(2, body[:8])
    assert cache.get(2).base is None
