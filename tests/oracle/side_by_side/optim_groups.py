"""Optimizers: groups of parameters that are added later, and numbers that are not Python's own."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised


def _two(torch: Any) -> Any:
    return [torch.ones(2, requires_grad=True) for _ in range(2)]


def _step(optimizer: Any) -> None:
    optimizer.zero_grad()
    sum((param**2).sum() for group in optimizer.param_groups for param in group["params"]).backward()
    optimizer.step()


def numbers_of_numpy(torch: Any) -> Any:
    a, b = _two(torch)
    optimizer = torch.optim.SGD([a, b], lr=np.float64(0.5), momentum=np.float32(0.75))
    for lr in (np.float64(0.25), np.float32(0.125), np.int64(1)):
        _step(optimizer)
        optimizer.param_groups[0]["lr"] = lr
    return a, b


def a_parameter_given_twice_has_one_number(torch: Any) -> Any:
    a, b = _two(torch)
    optimizer = torch.optim.Adam([a, b, a], lr=0.1)
    _step(optimizer)
    state = optimizer.state_dict()
    print(state["param_groups"][0]["params"], sorted(state["state"]))
    other = torch.optim.Adam([a, b, a], lr=0.1)
    other.load_state_dict(state)
    _step(other)
    return a, b, other.state_dict()["state"]


def schedulers_go_on_with_a_group_added_later(torch: Any) -> Any:
    schedules = torch.optim.lr_scheduler
    found = []
    for make in (
        lambda optimizer: schedules.StepLR(optimizer, 2),
        lambda optimizer: schedules.MultiStepLR(optimizer, [2, 3]),
        lambda optimizer: schedules.ConstantLR(optimizer, 0.5, 3),
        lambda optimizer: schedules.LinearLR(optimizer, 0.5, 1.0, 4),
        lambda optimizer: schedules.ExponentialLR(optimizer, 0.5),
        lambda optimizer: schedules.PolynomialLR(optimizer, 5),
        lambda optimizer: schedules.CosineAnnealingLR(optimizer, 8),
    ):
        a, b = _two(torch)
        optimizer = torch.optim.SGD([a], lr=0.5)
        scheduler = make(optimizer)
        optimizer.add_param_group({"params": [b], "lr": 0.25})
        for _ in range(4):
            _step(optimizer)
            scheduler.step()
            found.append(scheduler.get_last_lr())
    return found


def schedulers_that_need_the_first_rate_refuse_a_group_added_later(torch: Any) -> None:
    schedules = torch.optim.lr_scheduler
    for make, steps in (
        (lambda optimizer: schedules.LambdaLR(optimizer, lambda epoch: 0.5**epoch), 1),
        (lambda optimizer: schedules.MultiplicativeLR(optimizer, lambda epoch: 0.5), 1),
        (lambda optimizer: schedules.CosineAnnealingWarmRestarts(optimizer, 3), 1),
        (lambda optimizer: schedules.CosineAnnealingLR(optimizer, 2), 3),
    ):
        a, b = _two(torch)
        optimizer = torch.optim.SGD([a], lr=0.5)
        scheduler = make(optimizer)
        optimizer.add_param_group({"params": [b], "lr": 0.25})
        for _ in range(steps):
            _step(optimizer)
            print(raised(scheduler.step))
