"""torch.optim.swa_utils: averaged models, and their learning rate."""

from __future__ import annotations

import copy
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _averaged(torch: Any, steps: int = 5, **options: Any) -> Any:
    torch.manual_seed(3)
    net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.Tanh(), torch.nn.Linear(3, 1))
    net.register_buffer("seen", torch.zeros(2))
    average = torch.optim.swa_utils.AveragedModel(net, **options)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
    x = torch.tensor([[1.0, 2.0], [-1.0, 0.5]])
    for _ in range(steps):
        optimizer.zero_grad()
        (net(x) ** 2).mean().backward()
        optimizer.step()
        net.seen.add_(1.5)
        average.update_parameters(net)
    return average, net, x


def the_mean_of_models(torch: Any) -> Any:
    average, _, x = _averaged(torch)
    print(average, average.n_averaged)
    return average(x), average.state_dict()


def an_average_that_fades(torch: Any) -> Any:
    swa_utils = torch.optim.swa_utils
    return [
        _averaged(torch, **options)[0].state_dict()
        for options in (
            {"avg_fn": swa_utils.get_ema_avg_fn(0.9)},
            {"multi_avg_fn": swa_utils.get_ema_multi_avg_fn(0.9)},
            {"avg_fn": swa_utils.get_swa_avg_fn()},
            {"multi_avg_fn": swa_utils.get_swa_multi_avg_fn()},
            {"avg_fn": lambda averaged, current, count: averaged + current + count},
        )
    ]


def buffers_too(torch: Any) -> Any:
    return _averaged(torch, use_buffers=True)[0].state_dict()


def an_average_goes_on_from_its_state(torch: Any) -> Any:
    average, net, _ = _averaged(torch)
    other = torch.optim.swa_utils.AveragedModel(net)
    other.load_state_dict(copy.deepcopy(average.state_dict()))
    other.update_parameters(net)
    return other.state_dict()


def the_model_stays_as_it_is(torch: Any) -> Any:
    average, net, _ = _averaged(torch, steps=1)
    before = copy.deepcopy(net.state_dict())
    average.update_parameters(net)
    print(all(param.requires_grad for param in average.parameters()))
    return before, net.state_dict()


def statistics_of_batches_are_computed_anew(torch: Any) -> Any:
    torch.manual_seed(3)
    net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3, momentum=0.3))
    average = torch.optim.swa_utils.AveragedModel(net)
    average.update_parameters(net)
    batches = [torch.randn(4, 2) for _ in range(3)]
    average.eval()
    torch.optim.swa_utils.update_bn(batches, average)
    torch.optim.swa_utils.update_bn([(batch, 1) for batch in batches], net)
    torch.optim.swa_utils.update_bn(batches, net[0])
    print(average.training, net.training, net[1].momentum)
    return average.state_dict(), net.state_dict()


def its_rate(torch: Any) -> Any:
    results = []
    for options in (
        {"swa_lr": 0.05},
        {"swa_lr": [0.05, 0.5], "anneal_epochs": 4, "anneal_strategy": "linear"},
        {"swa_lr": 0.05, "anneal_epochs": 0},
    ):
        params = [torch.ones(1, requires_grad=True) for _ in range(2)]
        optimizer = torch.optim.SGD([{"params": params[0]}, {"params": params[1], "lr": 1.0}], lr=0.2)
        scheduler = torch.optim.swa_utils.SWALR(optimizer, **options)
        for _ in range(6):
            optimizer.step()
            scheduler.step()
            results.append(scheduler.get_last_lr())
        results.append(scheduler.state_dict())
    return results


def what_is_refused(torch: Any) -> None:
    swa_utils = torch.optim.swa_utils
    net = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(net.parameters())
    print(raised(lambda: swa_utils.get_ema_avg_fn(1.5), torch))
    print(raised(lambda: swa_utils.get_ema_multi_avg_fn(-0.5), torch))
    print(raised(lambda: swa_utils.AveragedModel(net, avg_fn=max, multi_avg_fn=max), torch))
    print(raised(lambda: swa_utils.SWALR(optimizer, [0.1, 0.2]), torch))
    print(raised(lambda: swa_utils.SWALR(optimizer, 0.1, anneal_strategy="sine"), torch))
    print(raised(lambda: swa_utils.SWALR(optimizer, 0.1, anneal_epochs=-1), torch))
