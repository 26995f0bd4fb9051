"""torch.utils.data over HTTP: what an epoch costs, and what workers come to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import gradwire as torch
from gradwire.utils.data import DataLoader, Dataset, IterableDataset, StackDataset, TensorDataset, random_split
from tests.client.conftest import Requests

SIZE, BATCH = 40, 8


def _rows() -> TensorDataset:
    return TensorDataset(torch.arange(2.0 * SIZE).view(SIZE, 2), torch.arange(SIZE))


class Pixels(Dataset[Any]):
    """Rows of a NumPy array and their numbers."""

    def __init__(self) -> None:
        self.images = np.arange(2 * SIZE, dtype=np.float32).reshape(SIZE, 2)

    def __getitem__(self, index: int) -> Any:
        return self.images[index], index

    def __len__(self) -> int:
        return SIZE


def _sums(loader: DataLoader[Any]) -> list[Any]:
    return [inputs.sum() + labels.sum() for inputs, labels in loader]


def _new_programs(session: torch.Session, loader: DataLoader[Any]) -> int:
    """How many programs an epoch sends that the three before did not, a message a batch."""
    assert session._correspondent is not None
    programs = session._correspondent.programs._ids
    for _ in range(4):
        before = set(programs)
        for inputs, labels in loader:
            del inputs, labels
            torch.flush()
    return len(set(programs) - before)


@pytest.mark.cpu_only("knows the numbers that PyTorch draws on the CPU")
def test_a_seed_gives_pytorchs_order(session: torch.Session) -> None:
    torch.manual_seed(0)
    order = [labels.tolist() for _, labels in DataLoader(_rows(), batch_size=10, shuffle=True)]
    assert order[0] == [26, 34, 19, 23, 13, 11, 15, 3, 16, 6]
    assert sorted(label for labels in order for label in labels) == list(range(SIZE))
    assert torch.randint(10**6, (3,)).tolist() == [848963, 848379, 255427]


@pytest.mark.parametrize("shuffle", [False, True])
@pytest.mark.parametrize("kind", ["rows", "subset", "stacked"])
def test_rows_are_gathered_without_a_request(
    session: torch.Session, requests: Requests, kind: str, shuffle: bool
) -> None:
    dataset: Any = _rows()
    if kind == "subset":
        dataset = random_split(dataset, [32, 8])[0]
    elif kind == "stacked":
        dataset = StackDataset(*dataset.tensors)
    loader = DataLoader(dataset, batch_size=BATCH, shuffle=shuffle)
    _sums(loader)  # the operations are seen for the first time
    requests.new()
    results = _sums(loader)
    assert requests.new() == 0
    assert len(results) == len(loader)
    torch.flush()
    assert requests.new() == 1


@pytest.mark.parametrize("dataset", [_rows, Pixels])
def test_batches_are_equal_programs(session: torch.Session, dataset: Any) -> None:
    loader = DataLoader(dataset(), batch_size=BATCH, shuffle=True)
    assert _new_programs(session, loader) == 0


def test_known_indices_are_no_part_of_the_program(session: torch.Session) -> None:
    indices = [[3, 1], [0, 5], [7, 7], [2, 9]]
    loader = DataLoader(_rows(), batch_sampler=indices)
    assert _new_programs(session, loader) == 0


def test_a_batch_of_arrays_is_one_upload_each(session: torch.Session) -> None:
    batches = iter(DataLoader(Pixels(), batch_size=BATCH))
    torch.flush()
    next(batches)
    assert [upload.array.shape for upload in session.recorder.uploads] == [(BATCH, 2), (BATCH,)]
    assert session.recorder.steps == []


def test_a_shuffle_of_arrays_asks_once_an_epoch(session: torch.Session, requests: Requests) -> None:
    loader = DataLoader(Pixels(), batch_size=BATCH, shuffle=True)
    _sums(loader)
    requests.new()
    _sums(loader)
    assert requests.new() == 1


def test_workers_make_no_difference(session: torch.Session) -> None:
    def load(**options: Any) -> list[Any]:
        torch.manual_seed(1)
        return [labels.tolist() for _, labels in DataLoader(_rows(), batch_size=BATCH, shuffle=True, **options)]

    assert load(num_workers=4, prefetch_factor=1, in_order=False, timeout=3) == load()
    with pytest.warns(UserWarning, match="worker_init_fn is not called"):
        assert load(num_workers=1, worker_init_fn=print) == load()


def test_streams_are_not_shared_among_workers() -> None:
    class Stream(IterableDataset[int]):
        def __iter__(self) -> Any:
            return iter(range(3))

    with pytest.raises(NotImplementedError, match="num_workers=0"):
        DataLoader(Stream(), num_workers=2)


def test_rows_of_another_session_are_loaded(session: torch.Session, server: str) -> None:
    with torch.Session(server) as other:
        rows = _rows()
        with session:
            batches = [labels.tolist() for _, labels in DataLoader(rows, batch_size=20)]
        assert batches == [list(range(20)), list(range(20, SIZE))]
        assert other.id != session.id
