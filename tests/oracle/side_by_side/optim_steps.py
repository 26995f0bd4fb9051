"""Optimizers: where each of them, with each of its options, leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _fit(torch: Any, make: Callable[[Any], Any], steps: int = 8, dtype: Any = None) -> Any:
    """The losses of fitting a line, the parameters that come of it, and the optimizer's state."""
    kind = {"dtype": dtype or torch.float32}
    x = torch.tensor([[1.0, 2.0, -1.0], [0.5, -2.0, 3.0], [-1.5, 0.3, 0.7], [2.0, 1.0, 1.0]], **kind)
    y = torch.tensor([[1.0], [-2.0], [0.5], [3.0]], **kind)
    w = torch.tensor([[0.3], [-0.2], [0.1]], **kind, requires_grad=True)
    b = torch.tensor([0.4], **kind, requires_grad=True)
    idle = torch.ones(2, **kind, requires_grad=True)
    optimizer = make([w, b, idle])
    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        error = x @ w + b - y
        loss = (error * error.conj()).real.mean() if error.is_complex() else (error * error).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return [loss.item() for loss in losses], w.detach(), b.detach(), idle, optimizer.state_dict()


def sgd(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params, lr=0.05))


def sgd_with_a_rate_by_default(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params))


def sgd_with_momentum(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params, lr=0.05, momentum=0.9))


def sgd_with_dampening(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params, lr=0.05, momentum=0.9, dampening=0.3))


def sgd_with_nesterovs_momentum(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params, lr=0.05, momentum=0.9, nesterov=True))


def sgd_with_weight_decay(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params, lr=0.05, momentum=0.5, weight_decay=0.1))


def sgd_that_maximizes(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params, lr=0.01, weight_decay=0.1, maximize=True))


def sgd_of_each_way(torch: Any) -> Any:
    return [
        _fit(torch, lambda params, option=option: torch.optim.SGD(params, lr=0.05, momentum=0.9, **option))
        for option in ({"foreach": True}, {"foreach": False}, {"fused": True})
    ]


def sgd_by_a_tensor(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.SGD(params, lr=torch.tensor(0.05)))


def adam(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=0.1))


def adam_with_other_averages(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=0.1, betas=(0.4, 0.7), eps=1e-3))


def adam_with_the_largest_average(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=0.3, amsgrad=True, betas=(0.9, 0.5)))


def adam_with_weight_decay(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=0.1, weight_decay=0.1))


def adam_with_decoupled_weight_decay(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=0.1, weight_decay=0.1, decoupled_weight_decay=True))


def adam_that_maximizes(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=0.1, maximize=True))


def adam_by_a_tensor(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=torch.tensor(0.1)))


def adam_with_tensors_as_betas(torch: Any) -> Any:
    betas = torch.tensor(0.8, dtype=torch.float64), torch.tensor(0.9, dtype=torch.float64)
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=torch.tensor(0.1), betas=betas))[:4]


def adam_fused(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adam(params, lr=0.1, fused=True))


def adamw(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.AdamW(params, lr=0.1))


def adamw_with_the_largest_average(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.AdamW(params, lr=0.1, weight_decay=0.3, amsgrad=True))


def adamw_that_maximizes(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.AdamW(params, lr=0.1, maximize=True))


def adagrad(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.Adagrad(params, lr=0.5))


def adagrad_with_a_rate_that_falls(torch: Any) -> Any:
    return _fit(
        torch,
        lambda params: torch.optim.Adagrad(
            params, lr=0.5, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.2, maximize=True
        ),
    )


def rmsprop(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.RMSprop(params, lr=0.05))


def rmsprop_centered(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.RMSprop(params, lr=0.05, alpha=0.7, eps=0.1, centered=True))


def rmsprop_with_momentum(torch: Any) -> Any:
    return _fit(torch, lambda params: torch.optim.RMSprop(params, 0.05, 0.9, 0.1, 0.1, 0.5))


def rmsprop_centered_with_momentum(torch: Any) -> Any:
    return _fit(
        torch,
        lambda params: torch.optim.RMSprop(params, lr=0.01, eps=0.1, momentum=0.5, centered=True, maximize=True),
    )


def adadelta(torch: Any) -> Any:
    return [
        _fit(torch, lambda params: torch.optim.Adadelta(params)),
        _fit(torch, lambda params: torch.optim.Adadelta(params, lr=0.5, rho=0.7, weight_decay=0.1, maximize=True)),
    ]


def adamax(torch: Any) -> Any:
    return [
        _fit(torch, lambda params: torch.optim.Adamax(params, lr=0.1)),
        _fit(torch, lambda params: torch.optim.Adamax(params, betas=(0.5, 0.6), weight_decay=0.1, maximize=True)),
    ]


def nadam(torch: Any) -> Any:
    return [
        _fit(torch, lambda params: torch.optim.NAdam(params, lr=0.1)),
        _fit(torch, lambda params: torch.optim.NAdam(params, lr=0.1, momentum_decay=0.1, weight_decay=0.1)),
        _fit(
            torch,
            lambda params: torch.optim.NAdam(
                params, lr=0.1, weight_decay=0.1, decoupled_weight_decay=True, maximize=True
            ),
        ),
    ]


def radam(torch: Any) -> Any:
    return [
        _fit(torch, lambda params: torch.optim.RAdam(params, lr=0.1)),
        _fit(torch, lambda params: torch.optim.RAdam(params, lr=0.1, betas=(0.5, 0.6), weight_decay=0.1)),
        _fit(torch, lambda params: torch.optim.RAdam(params, weight_decay=0.1, decoupled_weight_decay=True)),
    ]


def rprop(torch: Any) -> Any:
    return [
        _fit(torch, lambda params: torch.optim.Rprop(params)),
        _fit(torch, lambda params: torch.optim.Rprop(params, 0.1, etas=(0.3, 1.5), step_sizes=(0.01, 0.2))),
        _fit(torch, lambda params: torch.optim.Rprop(params, maximize=True)),
    ]


def asgd(torch: Any) -> Any:
    return [
        _fit(torch, lambda params: torch.optim.ASGD(params, lr=0.05)),
        _fit(torch, lambda params: torch.optim.ASGD(params, 0.05, lambd=0.1, alpha=0.5, t0=3, weight_decay=0.1)),
    ]


def in_double_precision(torch: Any) -> Any:
    return [
        _fit(torch, kind, dtype=torch.float64)
        for kind in (
            torch.optim.SGD,
            torch.optim.Adam,
            torch.optim.AdamW,
            torch.optim.Adagrad,
            torch.optim.RMSprop,
        )
    ]


def of_complex_parameters(torch: Any) -> Any:
    return [
        _fit(torch, kind, dtype=torch.complex64)
        for kind in (
            torch.optim.SGD,
            torch.optim.Adam,
            torch.optim.AdamW,
            torch.optim.Adagrad,
            torch.optim.RMSprop,
            torch.optim.Adadelta,
            torch.optim.Rprop,
        )
    ]


def of_parameters_whose_elements_stand_in_another_order(torch: Any) -> Any:
    base = torch.arange(6.0).reshape(2, 3)
    turned = base.t().requires_grad_()
    optimizer = torch.optim.Adam([turned], lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        (turned * turned).sum().backward()
        optimizer.step()
    return turned.detach(), base
