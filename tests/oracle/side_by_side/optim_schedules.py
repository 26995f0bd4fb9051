"""Schedulers: the learning rates that they set, and what they keep."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any


def _optimizer(torch: Any, lr: Any = 0.5, kind: str = "SGD", **options: Any) -> Any:
    a, b = torch.ones(2, requires_grad=True), torch.ones(1, requires_grad=True)
    return getattr(torch.optim, kind)([{"params": [a]}, {"params": [b], "lr": lr / 4}], lr=lr, **options)


def _rates(optimizer: Any, scheduler: Any, epochs: int = 12) -> Any:
    rates = []
    for _ in range(epochs):
        rates.append([float(lr) for lr in scheduler.get_last_lr()])
        optimizer.step()
        scheduler.step()
    return rates, [{**group, "params": 0} for group in optimizer.param_groups]


def _of(torch: Any, make: Callable[[Any, Any], Any], **options: Any) -> Any:
    """The rates of a scheduler, of one that goes on from its state half way, and of given epochs."""
    optimizer = _optimizer(torch, **options)
    scheduler = make(torch.optim.lr_scheduler, optimizer)
    first = _rates(optimizer, scheduler, 5)
    state, kept = copy.deepcopy(scheduler.state_dict()), copy.deepcopy(optimizer.state_dict())
    rest = _rates(optimizer, scheduler, 9)
    other = _optimizer(torch, **options)
    second = make(torch.optim.lr_scheduler, other)
    second.load_state_dict(dict(state))
    other.load_state_dict(kept)
    return first, state, rest, _rates(other, second, 9)


def step(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.StepLR(optimizer, 3, gamma=0.5))


def multi_step(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.MultiStepLR(optimizer, [7, 2, 2, 4], gamma=0.5))


def constant(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.ConstantLR(optimizer, 0.25, total_iters=4))


def linear(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.LinearLR(optimizer, 0.25, 0.75, total_iters=6))


def exponential(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.ExponentialLR(optimizer, 0.9))


def polynomial(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.PolynomialLR(optimizer, 8, power=2.0))


def cosine(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.CosineAnnealingLR(optimizer, 4, eta_min=0.05))


def cosine_with_restarts(torch: Any) -> Any:
    return _of(
        torch, lambda schedulers, optimizer: schedulers.CosineAnnealingWarmRestarts(optimizer, 2, 2, eta_min=0.01)
    )


def by_a_function(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.LambdaLR(optimizer, lambda epoch: 0.95**epoch))


def by_a_function_for_each_group(torch: Any) -> Any:
    return _of(
        torch,
        lambda schedulers, optimizer: schedulers.LambdaLR(optimizer, [lambda epoch: 1 / (epoch + 1), lambda epoch: 2]),
    )


def by_factors(torch: Any) -> Any:
    return _of(
        torch, lambda schedulers, optimizer: schedulers.MultiplicativeLR(optimizer, lambda epoch: 1 - epoch / 100)
    )


class _Halves:
    """A function with a state."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, epoch: int) -> float:
        self.calls += 1
        return 0.5**self.calls


def by_an_object_that_has_a_state(torch: Any) -> Any:
    return _of(torch, lambda schedulers, optimizer: schedulers.LambdaLR(optimizer, [_Halves(), _Halves()]))


def cyclic(torch: Any) -> Any:
    return _of(torch, lambda s, o: s.CyclicLR(o, 0.1, [0.5, 1.0], step_size_up=3), momentum=0.9)


def cyclic_of_each_mode(torch: Any) -> Any:
    def made(**options: Any) -> Any:
        return _of(torch, lambda s, o: s.CyclicLR(o, 0.1, 0.5, 2, 3, **options), kind="Adam")

    return [
        made(mode="triangular2"),
        made(mode="exp_range", gamma=0.9),
        made(scale_fn=lambda x: 1 / x, cycle_momentum=False),
        made(scale_fn=lambda x: 0.9**x, scale_mode="iterations", base_momentum=0.5),
    ]


def one_cycle(torch: Any) -> Any:
    return [
        _of(torch, lambda s, o: s.OneCycleLR(o, 1.0, total_steps=15), momentum=0.9),
        _of(
            torch, lambda s, o: s.OneCycleLR(o, [1.0, 2.0], epochs=5, steps_per_epoch=4, three_phase=True), kind="Adam"
        ),
        _of(torch, lambda s, o: s.OneCycleLR(o, 1.0, 20, anneal_strategy="linear", pct_start=0.5), momentum=0.5),
        _of(torch, lambda s, o: s.OneCycleLR(o, 1.0, 20, cycle_momentum=False, div_factor=5.0, final_div_factor=10.0)),
    ]


def one_after_the_other(torch: Any) -> Any:
    return _of(
        torch,
        lambda s, o: s.SequentialLR(
            o, [s.ConstantLR(o, 0.1, 20), s.ExponentialLR(o, 0.9), s.StepLR(o, 2)], milestones=[3, 8]
        ),
    )


def all_at_once(torch: Any) -> Any:
    return _of(torch, lambda s, o: s.ChainedScheduler([s.ConstantLR(o, 0.1, 4), s.ExponentialLR(o, 0.9)]))


def sequences_within_sequences(torch: Any) -> Any:
    def made(s: Any, o: Any) -> Any:
        inner = s.SequentialLR(o, [s.LinearLR(o, 0.5, total_iters=2), s.StepLR(o, 1)], milestones=[2])
        return s.SequentialLR(o, [inner, s.ExponentialLR(o, 0.5)], milestones=[6])

    return _of(torch, made)


def on_a_plateau(torch: Any) -> Any:
    def run(losses: list[float], **options: Any) -> Any:
        optimizer = _optimizer(torch)
        scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, **options)
        rates = []
        for loss in losses:
            optimizer.step()
            scheduler.step(torch.tensor(loss))
            rates.append(scheduler.get_last_lr())
        state = scheduler.state_dict()
        scheduler.load_state_dict(state)
        return rates, state, scheduler.in_cooldown

    return [
        run([1.0, 0.5, 0.5, 0.5, 0.5, 0.4, 0.4, 0.4], patience=1),
        run([1.0, 1.1, 1.1, 1.2, 1.2, 1.0, 1.0], mode="max", patience=0, factor=0.5, cooldown=1),
        run([1.0, 0.99, 0.98, 0.97], patience=0, threshold=0.05, threshold_mode="abs", min_lr=[0.2, 0.1]),
        run([1.0, 0.99, 0.98, 0.97], mode="max", patience=0, threshold=0.05, threshold_mode="abs", factor=0.5),
    ]


def a_rate_in_a_tensor_stays_in_it(torch: Any) -> Any:
    a = torch.ones(2, requires_grad=True)
    optimizer = torch.optim.SGD([a], lr=torch.tensor(0.5))
    rate = optimizer.param_groups[0]["lr"]
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)
    for _ in range(3):
        a.grad = torch.ones(2)
        optimizer.step()
        scheduler.step()
    print(optimizer.param_groups[0]["lr"] is rate, rate, scheduler.get_last_lr(), scheduler.base_lrs)
    return a


def training_by_a_schedule(torch: Any) -> Any:
    results = []
    for name, options in (("SGD", {"momentum": 0.9}), ("Adam", {})):
        a = torch.tensor([1.0, -2.0], requires_grad=True)
        optimizer = getattr(torch.optim, name)([a], lr=0.1, **options)
        scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.2, total_steps=8)
        for _ in range(8):
            optimizer.zero_grad()
            (a * a).sum().backward()
            optimizer.step()
            scheduler.step()
            results.append(a.detach().clone())
    return results


def going_on_from_an_epoch(torch: Any) -> Any:
    optimizer = _optimizer(torch)
    for group in optimizer.param_groups:
        group["initial_lr"] = 1.0
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 5, last_epoch=3)
    return _rates(optimizer, scheduler, 5)


def an_epoch_that_is_given_is_warned_of(torch: Any) -> Any:
    results = []
    for make in (
        lambda s, o: s.StepLR(o, 2),
        lambda s, o: s.MultiStepLR(o, [1, 4]),
        lambda s, o: s.LinearLR(o),
        lambda s, o: s.ConstantLR(o),
        lambda s, o: s.ExponentialLR(o, 0.5),
        lambda s, o: s.PolynomialLR(o),
        lambda s, o: s.CosineAnnealingLR(o, 5),
        lambda s, o: s.LambdaLR(o, lambda epoch: 1 / (1 + epoch)),
    ):
        optimizer = _optimizer(torch)
        scheduler = make(torch.optim.lr_scheduler, optimizer)
        optimizer.step()
        for epoch in (3, 1, 7):
            scheduler.step(epoch)
            results.append(scheduler.get_last_lr())
    scheduler = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(_optimizer(torch), 2, 3)
    for place in (0.5, 1.5, 4.25, 0, 30):
        scheduler.step(place)
        results.append(scheduler.get_last_lr())
    return results


def a_scheduler_before_the_optimizer_is_warned_of(torch: Any) -> Any:
    optimizer = _optimizer(torch)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    scheduler.step()
    scheduler.step()
    return scheduler.get_last_lr(), scheduler.get_lr()


def a_step_that_was_replaced_is_warned_of(torch: Any) -> None:
    optimizer = _optimizer(torch)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1)
    optimizer.step = lambda: None
    optimizer.step()
    scheduler.step()


def an_older_name(torch: Any) -> None:
    print(issubclass(torch.optim.lr_scheduler._LRScheduler, torch.optim.lr_scheduler.LRScheduler))


def a_scheduler_of_ones_own(torch: Any) -> Any:
    class Odd(torch.optim.lr_scheduler.LRScheduler):
        def get_lr(self) -> Any:
            return [base / (1 + self.last_epoch % 2) for base in self.base_lrs]

    optimizer = _optimizer(torch)
    return _rates(optimizer, Odd(optimizer), 4)
