"""Adagrad. https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed, move
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads")},
            "state_sums": [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
            "state_steps": [[1.0]],
            "lr": 0.1,
        },
    )
)
def _fused_adagrad_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    state_sums: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 1e-2,
    lr_decay: Number = 0,
    weight_decay: Number = 0,
    eps: Number = 1e-10,
    maximize: Boolean = False,
) -> None:
    """A step of Adagrad for each of params, with the sum of its gradients' squares, and the steps counted."""

    def factors(xp: Xp, lr: Any, step: Array) -> tuple[Any, ...]:
        return (-lr / (1 + (advance(step) - 1) * lr_decay),)

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, total: Array) -> None:
        (way,) = factors
        grad = directed(param, grad, maximize, weight_decay)
        total += grad * grad
        divisor = xp.sqrt(total)
        divisor += eps
        move(param, grad, divisor, way)

    update(context, "_fused_adagrad_", params, grads, [state_sums], [state_steps], [lr], factors, kernel)
