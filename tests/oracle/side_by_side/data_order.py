"""torch.utils.data: in which order random numbers are drawn, and what is drawn after them."""

from __future__ import annotations

from typing import Any


def _dataset(torch: Any, size: int = 23) -> Any:
    return torch.utils.data.TensorDataset(torch.arange(2.0 * size).view(size, 2), torch.arange(size))


def _show(torch: Any, loader: Any) -> None:
    print([labels.tolist() for _, labels in loader])
    print(torch.rand(3), torch.randint(100, (3,)))


def a_shuffled_epoch_has_pytorchs_order(torch: Any) -> None:
    torch.manual_seed(3)
    _show(torch, torch.utils.data.DataLoader(_dataset(torch), batch_size=5, shuffle=True))


def every_epoch_has_another_order(torch: Any) -> None:
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(_dataset(torch), batch_size=8, shuffle=True)
    for _ in range(3):
        _show(torch, loader)


def without_shuffle_an_epoch_draws_a_seed_all_the_same(torch: Any) -> None:
    torch.manual_seed(3)
    _show(torch, torch.utils.data.DataLoader(_dataset(torch), batch_size=8))


def samples_that_the_client_knows_come_in_the_same_order(torch: Any) -> None:
    torch.manual_seed(3)
    for _ in range(2):
        loader = torch.utils.data.DataLoader([(i, 2 * i) for i in range(23)], batch_size=5, shuffle=True)
        print([batch.tolist() for batch, _ in loader], torch.rand(2))


def a_generator_leaves_the_default_one_alone(torch: Any) -> None:
    torch.manual_seed(3)
    generator = torch.Generator().manual_seed(8)
    loader = torch.utils.data.DataLoader(_dataset(torch), batch_size=5, shuffle=True, generator=generator)
    for _ in range(2):
        _show(torch, loader)
    print(torch.rand(2, generator=generator))


def a_generator_goes_on_when_an_epoch_ends(torch: Any) -> None:
    for size in (4, 5):
        generator = torch.Generator().manual_seed(8)
        dataset = _dataset(torch, 20)
        loader = torch.utils.data.DataLoader(dataset, batch_size=size + 2, shuffle=True, generator=generator)
        for _, labels in loader:
            print(labels.tolist(), torch.rand(1, generator=generator))
        print(torch.rand(1, generator=generator))


def the_seed_of_an_order_is_drawn_with_the_first_batch(torch: Any) -> None:
    torch.manual_seed(3)
    batches = iter(torch.utils.data.DataLoader(_dataset(torch), batch_size=10, shuffle=True))
    print(torch.rand(1))
    print(next(batches)[1].tolist(), torch.rand(1))
    print(next(batches)[1].tolist(), torch.rand(1))


def two_passes_at_once_have_orders_of_their_own(torch: Any) -> None:
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(_dataset(torch), batch_size=8, shuffle=True)
    print([(one[1].tolist(), other[1].tolist()) for one, other in zip(loader, loader, strict=True)])


def an_epoch_that_is_left_early_ends_there(torch: Any) -> None:
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(_dataset(torch), batch_size=8, shuffle=True)
    for _, labels in loader:
        print(labels.tolist())
        break
    _show(torch, loader)


def a_random_split_has_pytorchs_indices(torch: Any) -> None:
    torch.manual_seed(3)
    for lengths in ((16, 7), (0.5, 0.25, 0.25), (0.9, 0.1)):
        parts = torch.utils.data.random_split(_dataset(torch), lengths)
        print([list(part.indices) for part in parts], torch.rand(1))
    generator = torch.Generator().manual_seed(42)
    print([list(part) for part in torch.utils.data.random_split(range(10), [3, 7], generator=generator)])


def a_subset_is_shuffled_within_itself(torch: Any) -> None:
    torch.manual_seed(3)
    train, rest = torch.utils.data.random_split(_dataset(torch), [15, 8])
    for part in (train, rest):
        _show(torch, torch.utils.data.DataLoader(part, batch_size=4, shuffle=True))


def drawing_among_indices_and_by_weights(torch: Any) -> None:
    data = torch.utils.data
    torch.manual_seed(3)
    samplers = (
        data.SubsetRandomSampler([3, 1, 7, 12]),
        data.WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 5),
        data.WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 5, replacement=False),
        data.RandomSampler(range(23), replacement=True, num_samples=70),
        data.RandomSampler(range(23), num_samples=50),
        data.RandomSampler(range(23), num_samples=9),
    )
    for sampler in samplers:
        print(list(sampler), torch.rand(1))
        _show(torch, data.DataLoader(_dataset(torch), batch_size=4, sampler=sampler))
        _show(torch, data.DataLoader(_dataset(torch), batch_size=4, sampler=sampler, drop_last=True))


def a_generator_is_drawn_from_bit_by_bit(torch: Any) -> None:
    data = torch.utils.data
    for options in ({"replacement": True, "num_samples": 70}, {"num_samples": 50}, {"num_samples": 46}, {}):
        generator = torch.Generator().manual_seed(8)
        sampler = data.RandomSampler(range(23), generator=generator, **options)
        for place, index in enumerate(sampler):
            if place % 16 == 0:
                print(index, torch.rand(1, generator=generator))
        print(torch.rand(1, generator=generator))
        for _, labels in data.DataLoader(_dataset(torch), batch_size=16, sampler=sampler):
            print(labels.tolist(), torch.rand(1, generator=generator))
        print(torch.rand(1, generator=generator))


def a_sampler_of_ones_own_decides(torch: Any) -> None:
    class Backwards(torch.utils.data.Sampler):
        def __init__(self, size: int) -> None:
            self.size = size

        def __iter__(self) -> Any:
            return iter(range(self.size - 1, -1, -1))

        def __len__(self) -> int:
            return self.size

    torch.manual_seed(3)
    _show(torch, torch.utils.data.DataLoader(_dataset(torch), batch_size=5, sampler=Backwards(23)))
    _show(torch, torch.utils.data.DataLoader(_dataset(torch), batch_size=5, sampler=[3, 3, -1, 0]))
    _show(torch, torch.utils.data.DataLoader(_dataset(torch), batch_sampler=[[3, 3], [-1], [0, 4, 22]]))


def a_sampler_that_draws_when_it_begins_draws_before_the_loader(torch: Any) -> None:
    class Eager:
        def __iter__(self) -> Any:
            return iter(torch.randperm(23).tolist())

        def __len__(self) -> int:
            return 23

    torch.manual_seed(3)
    _show(torch, torch.utils.data.DataLoader(_dataset(torch), batch_size=5, sampler=Eager()))


def workers_change_no_order(torch: Any) -> None:
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(_dataset(torch), batch_size=5, shuffle=True, num_workers=1)
    for _ in range(2):
        _show(torch, loader)


def lasting_workers_draw_their_seed_once(torch: Any) -> None:
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(
        _dataset(torch), batch_size=5, shuffle=True, num_workers=1, persistent_workers=True
    )
    for _ in range(3):
        _show(torch, loader)


def modes_change_no_order(torch: Any) -> None:
    torch.manual_seed(3)
    loader = torch.utils.data.DataLoader(_dataset(torch), batch_size=5, shuffle=True)
    with torch.no_grad():
        _show(torch, loader)
    with torch.inference_mode():
        _show(torch, loader)
        batches = iter(loader)
        print([part.is_inference() for part in next(batches)])
    print([part.is_inference() for part in next(batches)])
    _show(torch, loader)
