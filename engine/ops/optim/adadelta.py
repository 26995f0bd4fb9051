"""Adadelta. https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed, follow_squares
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp

SQUARES = [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]]


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads")},
            **dict.fromkeys(("square_avgs", "acc_deltas"), SQUARES),
            "state_steps": [[1.0]],
        },
    )
)
def _fused_adadelta_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    square_avgs: Arrays,
    acc_deltas: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 1.0,
    rho: Number = 0.9,
    eps: Number = 1e-6,
    weight_decay: Number = 0,
    maximize: Boolean = False,
) -> None:
    """A step of Adadelta for each of params, with averages of the squares of gradients and of changes."""

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, square: Array, changes: Array) -> None:
        (rate,) = factors
        grad = directed(param, grad, maximize, weight_decay)
        follow_squares(square, grad, rho)
        change = changes + eps
        xp.sqrt(change, change)
        divisor = square + eps
        change /= xp.sqrt(divisor, divisor)
        change *= grad
        follow_squares(changes, change, rho)
        param -= rate * change

    def factors(xp: Xp, lr: Any, step: Array) -> tuple[Any, ...]:
        advance(step)
        return (lr,)

    states = square_avgs, acc_deltas
    update(context, "_fused_adadelta_", params, grads, states, [state_steps], [lr], factors, kernel)
