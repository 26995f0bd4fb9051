"""What optimizers and schedulers refuse, with PyTorch's exceptions."""

from __future__ import annotations

import importlib
from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _leaf(torch: Any) -> Any:
    return torch.ones(2, requires_grad=True)


def no_parameters(torch: Any) -> None:
    for nothing in ([], (), iter(())):
        print(raised(lambda nothing=nothing: torch.optim.SGD(nothing, lr=0.1), torch))
    print(raised(lambda: torch.optim.SGD([{"params": []}], lr=0.1), torch))


def a_tensor_instead_of_a_list(torch: Any) -> None:
    print(raised(lambda: torch.optim.SGD(_leaf(torch), lr=0.1), torch))
    print(raised(lambda: torch.optim.Adam(_leaf(torch)), torch))


def what_is_no_tensor(torch: Any) -> None:
    print(raised(lambda: torch.optim.SGD([1.0], lr=0.1), torch))
    print(raised(lambda: torch.optim.SGD(["weight"], lr=0.1), torch))
    print(raised(lambda: torch.optim.SGD(3, lr=0.1), torch))
    print(raised(lambda: torch.optim.SGD([{"params": {_leaf(torch)}}], lr=0.1), torch))
    print(raised(lambda: torch.optim.SGD([{"weights": [_leaf(torch)]}], lr=0.1), torch))


def results_of_operations(torch: Any) -> None:
    print(raised(lambda: torch.optim.SGD([_leaf(torch) * 2], lr=0.1), torch))
    print(raised(lambda: torch.optim.SGD([(_leaf(torch) * 2).detach()], lr=0.1), torch))


def parameters_in_two_groups(torch: Any) -> None:
    a = _leaf(torch)
    print(raised(lambda: torch.optim.SGD([{"params": [a]}, {"params": [a]}], lr=0.1), torch))
    optimizer = torch.optim.SGD([a], lr=0.1)
    print(raised(lambda: optimizer.add_param_group({"params": a}), torch))
    print(raised(lambda: optimizer.add_param_group([a]), torch))
    print(len(optimizer.param_groups))


def a_parameter_twice_in_a_group_is_warned_of(torch: Any) -> Any:
    a = _leaf(torch)
    optimizer = torch.optim.SGD([a, a], lr=0.1)
    a.sum().backward()
    optimizer.step()
    return a


def names_for_some_only(torch: Any) -> None:
    a, b = _leaf(torch), _leaf(torch)
    print(raised(lambda: torch.optim.SGD([("a", a), b], lr=0.1), torch))
    optimizer = torch.optim.SGD([("a", a)], lr=0.1)
    print(raised(lambda: optimizer.add_param_group({"params": [b]}), torch))


def an_option_that_must_be_given(torch: Any) -> None:
    required = importlib.import_module(f"{torch.__name__}.optim.optimizer").required
    print(required, raised(lambda: torch.optim.Optimizer([_leaf(torch)], {"lr": required}), torch))
    print(torch.optim.Optimizer([{"params": [_leaf(torch)], "lr": 2}], {"lr": required}))


def the_base_has_no_step(torch: Any) -> None:
    print(raised(torch.optim.Optimizer([_leaf(torch)], {}).step, torch))


def numbers_without_meaning(torch: Any) -> None:
    optim = torch.optim
    for kind, options in (
        (optim.SGD, {"lr": -0.1}),
        (optim.SGD, {"momentum": -0.1}),
        (optim.SGD, {"weight_decay": -0.1}),
        (optim.SGD, {"nesterov": True}),
        (optim.SGD, {"nesterov": True, "momentum": 0.9, "dampening": 0.5}),
        (optim.SGD, {"lr": torch.ones(2)}),
        (optim.Adam, {"lr": -1}),
        (optim.Adam, {"lr": float("nan")}),
        (optim.Adam, {"eps": -1}),
        (optim.Adam, {"betas": (1.0, 0.9)}),
        (optim.Adam, {"betas": (0.9, -0.1)}),
        (optim.Adam, {"betas": (0.9, 0)}),
        (optim.Adam, {"weight_decay": -1}),
        (optim.Adam, {"lr": torch.ones(2)}),
        (optim.Adam, {"lr": torch.tensor(0.1), "foreach": True}),
        (optim.Adam, {"foreach": True, "fused": True}),
        (optim.AdamW, {"betas": (0.9, 1.5)}),
        (optim.Adagrad, {"lr_decay": -1}),
        (optim.Adagrad, {"initial_accumulator_value": -1}),
        (optim.Adagrad, {"eps": -1}),
        (optim.RMSprop, {"alpha": -1}),
        (optim.RMSprop, {"momentum": -1}),
        (optim.Adadelta, {"rho": 1.5}),
        (optim.Adamax, {"betas": (2.0, 0.5)}),
        (optim.NAdam, {"momentum_decay": -1}),
        (optim.RAdam, {"eps": -1}),
        (optim.Rprop, {"etas": (1.5, 2.0)}),
        (optim.ASGD, {"weight_decay": -1}),
        (optim.SGD, {"rate": 1}),
    ):
        print(kind.__name__, options, raised(lambda kind=kind, o=options: kind([_leaf(torch)], **o), torch))


def schedulers_of_no_optimizer(torch: Any) -> None:
    schedulers = torch.optim.lr_scheduler
    print(raised(lambda: schedulers.StepLR([_leaf(torch)], 3), torch))
    print(raised(lambda: schedulers.ReduceLROnPlateau(3), torch))
    print(raised(lambda: schedulers.CyclicLR(3, 0.1, 0.2), torch))
    print(raised(lambda: schedulers.OneCycleLR(3, 0.1, 10), torch))


def schedules_without_meaning(torch: Any) -> None:
    schedulers = torch.optim.lr_scheduler
    optimizer = torch.optim.SGD([_leaf(torch)], lr=0.1, momentum=0.9)
    other = torch.optim.SGD([_leaf(torch)], lr=0.1)
    plain = torch.optim.Rprop([_leaf(torch)])
    step = schedulers.StepLR(optimizer, 3)
    plateau = schedulers.ReduceLROnPlateau(optimizer)
    for make in (
        lambda: schedulers.StepLR(other, 3, last_epoch=2),
        lambda: schedulers.LambdaLR(optimizer, [len, len]),
        lambda: schedulers.MultiplicativeLR(optimizer, 0.5),
        lambda: schedulers.ConstantLR(optimizer, factor=1.5),
        lambda: schedulers.LinearLR(optimizer, start_factor=0),
        lambda: schedulers.LinearLR(optimizer, end_factor=2),
        lambda: schedulers.CosineAnnealingWarmRestarts(optimizer, 0),
        lambda: schedulers.CosineAnnealingWarmRestarts(optimizer, 2, T_mult=0),
        lambda: schedulers.CosineAnnealingWarmRestarts(optimizer, 2, eta_min="0"),
        lambda: schedulers.CyclicLR(optimizer, 0.1, [0.2, 0.3]),
        lambda: schedulers.CyclicLR(optimizer, 0.1, 0.2, mode="square"),
        lambda: schedulers.CyclicLR(plain, 0.1, 0.2),
        lambda: schedulers.OneCycleLR(plain, 0.1, 10),
        lambda: schedulers.OneCycleLR(optimizer, 0.1),
        lambda: schedulers.OneCycleLR(optimizer, 0.1, total_steps=0),
        lambda: schedulers.OneCycleLR(optimizer, 0.1, epochs=2, steps_per_epoch=-1),
        lambda: schedulers.OneCycleLR(optimizer, 0.1, 10, pct_start=2.0),
        lambda: schedulers.OneCycleLR(optimizer, 0.1, 10, anneal_strategy="sine"),
        lambda: schedulers.SequentialLR(optimizer, [], []),
        lambda: schedulers.SequentialLR(optimizer, [step], [1]),
        lambda: schedulers.SequentialLR(optimizer, [step, plateau], [1]),
        lambda: schedulers.SequentialLR(other, [step], []),
        lambda: schedulers.SequentialLR(optimizer, [3], []),
        lambda: schedulers.ChainedScheduler([]),
        lambda: schedulers.ChainedScheduler([step, plateau]),
        lambda: schedulers.ChainedScheduler([step], other),
        lambda: schedulers.ReduceLROnPlateau(optimizer, factor=1.0),
        lambda: schedulers.ReduceLROnPlateau(optimizer, "least"),
        lambda: schedulers.ReduceLROnPlateau(optimizer, threshold_mode="about"),
        lambda: schedulers.ReduceLROnPlateau(optimizer, min_lr=[0.1, 0.2]),
    ):
        print(raised(make, torch))


def steps_beyond_the_cycle(torch: Any) -> None:
    optimizer = torch.optim.SGD([_leaf(torch)], lr=0.1)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.1, total_steps=2, cycle_momentum=False)
    optimizer.step()
    for _ in range(3):
        print(raised(scheduler.step, torch), scheduler.get_last_lr())
