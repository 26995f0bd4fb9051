"""Normalization as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised

_SHAPES = {1: (3, 2, 4), 2: (3, 2, 2, 3), 3: (2, 2, 2, 2, 2)}


def over_a_batch(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n, shape in _SHAPES.items():
        kind = getattr(nn, f"BatchNorm{n}d")
        options = ({}, {"affine": False}, {"track_running_stats": False}, {"momentum": 0.5, "eps": 1e-2})
        found.append([layer(torch, lambda o=o: kind(2, **o), numbers(torch, *shape)) for o in options])
    return found, layer(torch, lambda: nn.BatchNorm1d(2, bias=False), numbers(torch, 5, 2))


def running_statistics(torch: Any) -> Any:
    m, found = torch.nn.BatchNorm1d(2), []
    for step in range(3):
        m(numbers(torch, 4, 2) + step)
        found.append({key: value.clone() for key, value in m.state_dict().items()})
    m.eval()(numbers(torch, 4, 2))
    found.append({key: value.clone() for key, value in m.state_dict().items()})
    m.reset_running_stats()
    return found, m.running_mean, m.running_var, m.num_batches_tracked


def running_statistics_that_are_means_of_all(torch: Any) -> Any:
    m = torch.nn.BatchNorm1d(2, momentum=None)
    for step in range(3):
        m(numbers(torch, 4, 2) + step)
    print(m)
    return m.running_mean, m.running_var, m.num_batches_tracked, m.eval()(numbers(torch, 4, 2))


def statistics_are_buffers(torch: Any) -> None:
    m = torch.nn.BatchNorm2d(2)
    print([name for name, _ in m.named_buffers()], [name for name, _ in m.named_parameters()], list(m.state_dict()))
    print(
        m.num_batches_tracked, m.running_mean.requires_grad, m.double().running_var.dtype, m.num_batches_tracked.dtype
    )
    n = torch.nn.BatchNorm2d(2, affine=False, track_running_stats=False)
    print(list(n.state_dict()), n.weight, n.running_mean, n.num_batches_tracked)


def parameters_are_reset(torch: Any) -> Any:
    m = torch.nn.BatchNorm1d(2)
    m(numbers(torch, 3, 2))
    with torch.no_grad():
        m.weight.fill_(5)
        m.bias.fill_(5)
    m.reset_parameters()
    return dict(m.state_dict())


def a_state_of_before_batches_were_counted_is_loaded(torch: Any) -> Any:
    m = torch.nn.BatchNorm1d(2)
    m(numbers(torch, 3, 2))
    state = m.state_dict()
    del state["num_batches_tracked"]
    print(raised(lambda: torch.nn.BatchNorm1d(2).load_state_dict(state)))
    plain, other = dict(state), torch.nn.BatchNorm1d(2)
    print(other.load_state_dict(plain))
    return dict(other.state_dict())


def of_each_sample(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n, shape in _SHAPES.items():
        kind = getattr(nn, f"InstanceNorm{n}d")
        options = ({}, {"affine": True}, {"track_running_stats": True}, {"affine": True, "bias": False})
        found.append([layer(torch, lambda o=o: kind(2, **o), numbers(torch, *shape)) for o in options])
        found.append(layer(torch, lambda: kind(2, affine=True), numbers(torch, *shape[1:])))
    return found


def a_number_of_channels_that_matters_not_is_a_warning(torch: Any) -> Any:
    m, affine = torch.nn.InstanceNorm1d(3), torch.nn.InstanceNorm1d(3, affine=True)
    print(raised(lambda: affine(numbers(torch, 1, 2, 4))), raised(lambda: affine(numbers(torch, 2, 4))))
    return m(numbers(torch, 1, 2, 4)), m(numbers(torch, 2, 4))


def over_the_last_dimensions(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 2, 3, 4)
    makes = [
        lambda: nn.LayerNorm(4),
        lambda: nn.LayerNorm((3, 4), eps=1e-2),
        lambda: nn.LayerNorm([3, 4], bias=False),
        lambda: nn.LayerNorm(4, elementwise_affine=False),
        lambda: nn.LayerNorm(torch.Size([4]), dtype=torch.float32),
        lambda: nn.RMSNorm(4),
        lambda: nn.RMSNorm([3, 4], eps=0.1),
        lambda: nn.RMSNorm(4, elementwise_affine=False),
    ]
    return [layer(torch, make, x) for make in makes]


def over_groups_of_channels(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 2, 4, 3)
    makes = [
        lambda: nn.GroupNorm(2, 4),
        lambda: nn.GroupNorm(4, 4, eps=1e-2),
        lambda: nn.GroupNorm(1, 4, affine=False),
        lambda: nn.GroupNorm(2, 4, bias=False),
    ]
    return [layer(torch, make, x) for make in makes]


def over_neighbouring_channels(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 2, 5, 2, 2)
    makes = [lambda: nn.LocalResponseNorm(size, 0.5, 0.6, 2.0) for size in (2, 3)]
    makes += [lambda: nn.LocalResponseNorm(2)]
    return [layer(torch, make, x) for make in makes]


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    for n in (1, 2, 3):
        batch, instance = getattr(nn, f"BatchNorm{n}d")(2), getattr(nn, f"InstanceNorm{n}d")(2)
        shapes = [(2,) * rank for rank in (1, 2, 3, 4, 5, 6)]
        print([raised(lambda s=s, m=batch: m(torch.arange(2.0 ** len(s)).reshape(s))) for s in shapes])
        print([raised(lambda s=s, m=instance: m(torch.arange(2.0 ** len(s)).reshape(s))) for s in shapes])
    print(raised(lambda: nn.BatchNorm1d(2)(torch.ones(1, 2))), raised(lambda: nn.BatchNorm1d(3)(torch.ones(2, 2))))
    print(raised(lambda: nn.GroupNorm(2, 3)), raised(lambda: nn.LayerNorm(3)(torch.ones(2, 4))))
    print(
        raised(lambda: nn.InstanceNorm1d(2)(torch.ones(1, 2, 1))),
        raised(lambda: nn.LocalResponseNorm(2)(torch.ones(2))),
    )
    print(raised(lambda: nn.GroupNorm(2, 4)(torch.ones(2, 3))), raised(lambda: nn.RMSNorm(3)(torch.ones(2, 4))))
