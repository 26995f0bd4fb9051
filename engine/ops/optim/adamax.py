"""Adamax. https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed, follow, move
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads", "exp_avgs")},
            "exp_infs": [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
            "state_steps": [[1.0]],
        },
    )
)
def _fused_adamax_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    exp_avgs: Arrays,
    exp_infs: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 2e-3,
    beta1: Rate = 0.9,
    beta2: Number = 0.999,
    eps: Number = 1e-8,
    weight_decay: Number = 0,
    maximize: Boolean = False,
) -> None:
    """A step of Adamax for each of params: Adam by the largest gradient, decaying, instead of the mean square."""

    def factors(xp: Xp, lr: Any, beta1: Any, step: Array) -> tuple[Any, ...]:
        return -lr / (1 - beta1 ** advance(step)), 1 - beta1

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, mean: Array, largest: Array) -> None:
        way, weight = factors
        grad = directed(param, grad, maximize, weight_decay)
        follow(mean, grad, weight)
        largest *= beta2
        magnitude = xp.abs(grad)
        magnitude += eps
        xp.maximum(largest, magnitude, out=largest)
        move(param, mean, largest, way)

    update(context, "_fused_adamax_", params, grads, [exp_avgs, exp_infs], [state_steps], [lr, beta1], factors, kernel)
