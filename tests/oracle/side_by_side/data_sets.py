"""torch.utils.data: datasets, and datasets of datasets."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _squares(torch: Any, start: int = 0, size: int = 5) -> Any:
    class Squares(torch.utils.data.Dataset):
        def __getitem__(self, index: int) -> int:
            if not 0 <= index < size:
                raise IndexError(index)
            return (start + index) ** 2

        def __len__(self) -> int:
            return size

    return Squares()


def _stream(torch: Any, *numbers: int) -> Any:
    class Stream(torch.utils.data.IterableDataset):
        def __iter__(self) -> Any:
            return iter(numbers)

        def __len__(self) -> int:
            return len(numbers)

    return Stream()


def a_dataset_needs_getitem(torch: Any) -> None:
    dataset = torch.utils.data.Dataset()
    print(raised(lambda: dataset[0]), raised(lambda: len(dataset)))
    print(raised(lambda: iter(torch.utils.data.IterableDataset())))
    print(raised(lambda: list(torch.utils.data.Sampler())), raised(lambda: len(torch.utils.data.Sampler())))


def a_dataset_may_say_what_its_samples_are(torch: Any) -> None:
    class Letters(torch.utils.data.Dataset[str]):
        def __getitem__(self, index: int) -> str:
            return "abc"[index]

    class Numbers(torch.utils.data.Sampler[int]):
        def __iter__(self) -> Any:
            return iter([2, 0])

    print([Letters()[index] for index in Numbers()])
    print([Letters()[0] for _ in range(2)])


def a_tensor_dataset_gives_rows(torch: Any) -> Any:
    x, y = torch.arange(6.0).view(3, 2), torch.tensor([5, 6, 7])
    dataset = torch.utils.data.TensorDataset(x, y)
    print(len(dataset), dataset[1], dataset[-1], dataset[1:], dataset[[0, 2]], dataset.tensors[0] is x)
    print(raised(lambda: dataset[3], torch))
    print(type(dataset[0]).__name__, len(torch.utils.data.TensorDataset(x)[0]))
    return dataset[torch.tensor([2, 0])]


def rows_of_leaves_lead_back_to_them(torch: Any) -> Any:
    w = torch.arange(6.0).view(3, 2).requires_grad_()
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(w), batch_size=2)
    for (batch,) in loader:
        print(batch)
        (batch * batch).sum().backward()
    return w.grad


def a_batch_is_a_copy(torch: Any) -> None:
    x = torch.arange(6.0).view(3, 2)
    for (batch,) in torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x), batch_size=3):
        batch.zero_()
    print(x)


def tensors_of_a_dataset_have_one_length(torch: Any) -> None:
    data = torch.utils.data
    print(raised(lambda: data.TensorDataset(torch.zeros(2), torch.zeros(3))))
    print(raised(lambda: data.TensorDataset(torch.zeros(()))))


def datasets_are_added(torch: Any) -> None:
    both = _squares(torch) + _squares(torch, 10, 3) + _squares(torch, 20, 1)
    print(len(both), list(both), both[-1], both[5], type(both).__name__)
    print(raised(lambda: both[9]), raised(lambda: both[-10]))
    concatenated = torch.utils.data.ConcatDataset([_squares(torch), range(3)])
    print(concatenated.cumulative_sizes, concatenated[6])
    print(raised(lambda: torch.utils.data.ConcatDataset([])))
    print(raised(lambda: torch.utils.data.ConcatDataset([_stream(torch, 1)])))


def streams_are_chained(torch: Any) -> None:
    both = _stream(torch, 1, 2, 3) + _stream(torch, 4)
    print(list(both), len(both), type(both).__name__)
    wrong = torch.utils.data.ChainDataset([_stream(torch, 1), [2]])
    print(raised(lambda: list(wrong)), raised(lambda: len(wrong)))


def datasets_are_stacked(torch: Any) -> None:
    data = torch.utils.data
    pairs = data.StackDataset(_squares(torch), range(5))
    print(len(pairs), pairs[2], pairs.__getitems__([0, 4]))
    named = data.StackDataset(square=_squares(torch), number=range(5))
    print(len(named), named[2], named.__getitems__([0, 4]))
    print(raised(lambda: data.StackDataset()), raised(lambda: data.StackDataset(range(2), other=range(2))))
    print(raised(lambda: data.StackDataset(range(2), range(3))))
    print(raised(lambda: data.StackDataset(a=range(2), b=range(3))))
    print(next(iter(data.DataLoader(named, batch_size=3))), next(iter(data.DataLoader(pairs, batch_size=3))))


def stacked_tensors_are_batched(torch: Any) -> None:
    data = torch.utils.data
    x, y = torch.arange(10.0).view(5, 2), torch.arange(5)
    rows = data.TensorDataset(x, y)
    for dataset in (
        data.StackDataset(x, y),
        data.StackDataset(x=x, rows=rows),
        data.StackDataset(rows, _squares(torch)),
    ):
        print(list(data.DataLoader(dataset, batch_size=3)))
        print(list(data.DataLoader(data.Subset(dataset, [4, 0, 2]), batch_size=2)))


def what_stacked_datasets_give_must_be_as_many(torch: Any) -> None:
    class Short:
        def __len__(self) -> int:
            return 4

        def __getitems__(self, indices: Any) -> Any:
            return indices[:1]

    dataset = torch.utils.data.StackDataset(Short(), range(4))
    print(raised(lambda: dataset.__getitems__([0, 1])))


def a_subset_has_its_own_numbers(torch: Any) -> None:
    data = torch.utils.data
    subset = data.Subset(_squares(torch), [4, 0, 2])
    print(len(subset), list(subset), subset[-1], subset.__getitems__([1, 1]), subset.indices, raised(lambda: subset[3]))
    nested = data.Subset(subset, range(1, 3))
    print(list(nested), nested.__getitems__([0, 1]))
    rows = data.Subset(data.TensorDataset(torch.arange(5.0)), [4, 0, 2])
    print(rows[1], rows[[0, 1]])
    print(list(data.DataLoader(data.Subset(rows, (2, 1)), batch_size=2)))


def a_subset_with_its_own_getitem_needs_getitems(torch: Any) -> None:
    class Doubled(torch.utils.data.Subset):
        def __getitem__(self, index: Any) -> Any:
            return 2 * self.dataset[self.indices[index]]

    class Both(Doubled):
        def __getitems__(self, indices: Any) -> Any:
            return [self[index] for index in indices]

    print(raised(lambda: Doubled(range(3), [1])))
    print(list(torch.utils.data.DataLoader(Both(range(10), [1, 2, 3]), batch_size=2)))


def a_subclass_decides_about_its_rows(torch: Any) -> None:
    class Doubled(torch.utils.data.TensorDataset):
        def __getitem__(self, index: Any) -> Any:
            return tuple(2 * row for row in super().__getitem__(index))

    print(list(torch.utils.data.DataLoader(Doubled(torch.arange(5.0), torch.ones(5)), batch_size=2)))


def lengths_of_a_split_add_up(torch: Any) -> None:
    split = torch.utils.data.random_split
    print([len(part) for part in split(range(10), [0.34, 0.33, 0.33])])
    print(raised(lambda: split(range(10), [3, 3])), raised(lambda: split(range(10), [1.2, -0.2])))
    print([len(part) for part in split(range(1), [0.5, 0.5])])
    print([len(part) for part in split(range(2), [0.1, 0.9])])
