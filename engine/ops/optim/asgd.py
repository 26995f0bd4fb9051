"""Averaged stochastic gradient descent. https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.dtypes import float64
from engine.families import optimizer
from engine.ops.optim.averages import directed
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads", "axs")},
            "mus": [[1.0]],
            "etas": [[0.01]],
            "state_steps": [[1.0]],
        },
    )
)
def _fused_asgd_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    axs: Arrays,
    mus: Arrays,
    etas: Arrays,
    state_steps: Arrays,
    *,
    lambd: Number = 1e-4,
    lr: Rate = 1e-2,
    t0: Number = 1e6,
    alpha: Number = 0.75,
    weight_decay: Number = 0,
    maximize: Boolean = False,
) -> None:
    """A step of SGD for each of params with a falling rate, kept in etas; axs become the parameters' averages."""

    def factors(xp: Xp, lr: Any, mu: Array, eta: Array, step: Array) -> tuple[Any, ...]:
        count = advance(step)
        weight, rate = mu.astype(float64), eta.astype(float64)
        eta[...] = lr / (1 + lambd * lr * count) ** alpha
        mu[...] = 1 / xp.maximum(1, count - t0)
        return weight, rate, 1 - lambd * rate

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, average: Array) -> None:
        weight, rate, left = factors
        grad = directed(param, grad, maximize, weight_decay)
        param *= left
        param -= rate * grad
        average[...] = xp.where(xp.asarray(weight == 1), param, average + weight * (param - average))

    update(context, "_fused_asgd_", params, grads, [axs], [mus, etas, state_steps], [lr], factors, kernel)
