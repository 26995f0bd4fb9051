"""DataLoader: batches, their number, streams, and what its arguments may not be."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised


def _stream(torch: Any, size: int, said: int | None = None) -> Any:
    class Stream(torch.utils.data.IterableDataset):
        def __iter__(self) -> Any:
            return iter(range(size))

        def __len__(self) -> int:
            if said is None:
                raise TypeError
            return said

    return Stream()


def a_loader_is_as_long_as_its_batches(torch: Any) -> None:
    load = torch.utils.data.DataLoader
    for size in (10, 12):
        for options in ({}, {"batch_size": 4}, {"batch_size": 4, "drop_last": True}, {"batch_size": None}):
            loader = load(range(size), **options)
            print(len(loader), len(iter(loader)), list(loader))


def rows_are_batched(torch: Any) -> None:
    load = torch.utils.data.DataLoader
    dataset = torch.utils.data.TensorDataset(torch.arange(10.0).view(5, 2), torch.arange(5))
    for options in (
        {},
        {"batch_size": 2},
        {"batch_size": 2, "drop_last": True},
        {"batch_size": 9},
        {"batch_size": None},
    ):
        print(list(load(dataset, **options)))
    print(
        list(load(torch.arange(10.0).view(5, 2), batch_size=2)),
        list(load(torch.utils.data.TensorDataset(torch.ones(0, 2)))),
    )


def a_collate_fn_gets_samples(torch: Any) -> None:
    load = torch.utils.data.DataLoader
    dataset = torch.utils.data.TensorDataset(torch.arange(6.0).view(3, 2), torch.arange(3))
    print(list(load(dataset, batch_size=2, collate_fn=lambda batch: batch)))
    print(list(load(dataset, batch_size=None, collate_fn=lambda sample: sample)))
    print(list(load(dataset, batch_size=2, collate_fn=lambda batch: torch.utils.data.default_collate(batch)[1])))


def arrays_become_tensors(torch: Any) -> Any:
    class Pixels(torch.utils.data.Dataset):
        def __init__(self) -> None:
            self.images = np.arange(24, dtype=np.float32).reshape(6, 2, 2)

        def __getitem__(self, index: int) -> Any:
            return self.images[index], index % 2

        def __len__(self) -> int:
            return 6

    torch.manual_seed(0)
    batches = list(torch.utils.data.DataLoader(Pixels(), batch_size=4, shuffle=True))
    print(batches)
    return batches


def streams_are_batched(torch: Any) -> None:
    load = torch.utils.data.DataLoader
    for options in ({}, {"batch_size": 4}, {"batch_size": 4, "drop_last": True}, {"batch_size": None}):
        loader = load(_stream(torch, 10, 10), **options)
        print(list(loader), len(loader), list(loader))


def a_stream_may_have_no_length(torch: Any) -> None:
    loader = torch.utils.data.DataLoader(_stream(torch, 5), batch_size=2)
    print(list(loader), raised(lambda: len(loader)))


def a_stream_longer_than_it_said_is_warned_of(torch: Any) -> None:
    loader = torch.utils.data.DataLoader(_stream(torch, 5, 3), batch_size=1)
    print(list(loader), len(loader))
    print(list(loader))


def a_loader_goes_on_after_an_error(torch: Any) -> None:
    class Broken(torch.utils.data.Dataset):
        def __getitem__(self, index: int) -> int:
            return 6 // (index - 2)

        def __len__(self) -> int:
            return 5

    batches = iter(torch.utils.data.DataLoader(Broken()))
    print([next(batches), next(batches), raised(lambda: next(batches)), next(batches), next(batches)])
    print(raised(lambda: next(batches)), raised(lambda: next(batches)))


def what_a_loader_is_told_it_knows(torch: Any) -> None:
    data = torch.utils.data
    loader = data.DataLoader(range(5), 2, True)
    print(loader.batch_size, loader.drop_last, loader.num_workers, loader.pin_memory, loader.timeout)
    print(type(loader.sampler).__name__, type(loader.batch_sampler).__name__, loader.collate_fn is data.default_collate)
    print(loader.generator, loader.prefetch_factor, loader.persistent_workers, loader.dataset)
    loader = data.DataLoader(range(5), batch_size=None)
    print(loader.batch_size, loader.batch_sampler, type(loader.sampler).__name__)
    print(loader.collate_fn is data.default_convert, data.get_worker_info())
    loader = data.DataLoader(range(5), batch_sampler=[[1, 2], [0]])
    print(loader.batch_size, loader.batch_sampler, len(loader), list(loader))
    print(data.DataLoader(range(5), num_workers=1).prefetch_factor)


def what_is_settled_cannot_be_set(torch: Any) -> None:
    loader = torch.utils.data.DataLoader(range(5))
    for name in ("batch_size", "batch_sampler", "sampler", "drop_last", "dataset", "persistent_workers"):
        print(name, raised(lambda name=name: setattr(loader, name, None)))
    loader.collate_fn = sum
    print(list(loader))


def arguments_that_exclude_each_other(torch: Any) -> None:
    load = torch.utils.data.DataLoader
    numbers, stream = range(5), _stream(torch, 5)
    for options in (
        {"sampler": [1], "shuffle": True},
        {"batch_sampler": [[1]], "shuffle": True},
        {"batch_sampler": [[1]], "batch_size": 2},
        {"batch_sampler": [[1]], "sampler": [1]},
        {"batch_sampler": [[1]], "drop_last": True},
        {"batch_size": None, "drop_last": True},
        {"num_workers": -1},
        {"timeout": -1},
        {"prefetch_factor": 2},
        {"persistent_workers": True},
        {"multiprocessing_context": "spawn"},
        {"multiprocessing_context": "telepathy", "num_workers": 1},
        {"multiprocessing_context": 3, "num_workers": 1},
        {"batch_size": 0},
        {"batch_size": 2.0},
        {"batch_size": True},
        {"drop_last": 1},
        {"timeout": 1},
    ):
        print(options, raised(lambda options=options: iter(load(numbers, **options))))
    for options in ({"shuffle": True}, {"sampler": [1]}, {"batch_sampler": [[1]]}, {"shuffle": False}):
        print(options, raised(lambda options=options: load(stream, **options)))


def samplers_check_their_arguments(torch: Any) -> None:
    data = torch.utils.data
    for make in (
        lambda: data.RandomSampler([]),
        lambda: data.RandomSampler([1], replacement=1),
        lambda: data.RandomSampler([1], num_samples=0),
        lambda: data.RandomSampler([1], num_samples=1.5),
        lambda: data.WeightedRandomSampler([1.0], 0),
        lambda: data.WeightedRandomSampler([1.0], True),
        lambda: data.WeightedRandomSampler([1.0], 1, replacement=1),
        lambda: data.WeightedRandomSampler([[1.0]], 1),
        lambda: data.BatchSampler([1], 0, False),
        lambda: data.BatchSampler([1], True, False),
        lambda: data.BatchSampler([1], 1, 1),
        lambda: data.DataLoader([], shuffle=True),
        lambda: list(data.DataLoader([])),
    ):
        print(raised(make))
    print(data.RandomSampler([1], num_samples=True).num_samples)


def samplers_have_lengths(torch: Any) -> None:
    data = torch.utils.data
    print(len(data.SequentialSampler(range(4))), list(data.SequentialSampler(range(4))))
    print(len(data.RandomSampler(range(4))), len(data.RandomSampler(range(4), num_samples=9)))
    print(len(data.SubsetRandomSampler([3, 1])), len(data.WeightedRandomSampler([1, 2], 9)))
    for drop in (False, True):
        batches = data.BatchSampler(data.SequentialSampler(range(10)), 4, drop)
        print(len(batches), list(batches))
    print(sorted(data.SubsetRandomSampler(["a", "c", "b"])), data.WeightedRandomSampler([1, 2], 9).weights)


def pinning_memory_warns_without_an_accelerator(torch: Any) -> None:
    loader = torch.utils.data.DataLoader(range(3), pin_memory=True)
    print(list(loader))


def indices_may_be_keys(torch: Any) -> None:
    dataset = {"a": 1, "b": 2, "c": 3}
    print(list(torch.utils.data.DataLoader(dataset, sampler=["c", "a"], batch_size=2)))


def a_set_changed_by_its_user_is_read_anew(torch: Any) -> None:
    x = torch.arange(4.0)
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), batch_size=2)
    print(list(loader))
    x.mul_(10)
    print(list(loader))
    numbers = [1, 2, 3]
    loader = torch.utils.data.DataLoader(numbers, batch_size=2)
    print(list(loader), len(loader))
    numbers += [4, 5]
    print(list(loader), len(loader))
