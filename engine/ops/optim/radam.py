"""RAdam. https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import decayed, follow, follow_squares
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import update
from engine.parameters import Array, Arrays, Boolean, Number, Rate, Xp


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads", "exp_avgs")},
            "exp_avg_sqs": [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
            "state_steps": [[7.0]],
        },
    )
)
def _fused_radam_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    exp_avgs: Arrays,
    exp_avg_sqs: Arrays,
    state_steps: Arrays,
    *,
    lr: Rate = 1e-3,
    beta1: Rate = 0.9,
    beta2: Number = 0.999,
    eps: Number = 1e-8,
    weight_decay: Number = 0,
    decoupled_weight_decay: Boolean = False,
    maximize: Boolean = False,
) -> None:
    """A step of RAdam for each of params: Adam that waits with adapting until its average of squares can be trusted."""

    def factors(xp: Xp, lr: Any, beta1: Any, step: Array) -> tuple[Any, ...]:
        count = advance(step)
        remains = beta2**count
        second = 1 - remains
        longest = 2 / (1 - beta2) - 1
        length = longest - 2 * count * remains / second  # of the average, as of a simple moving one
        adapts = length > 5
        square = (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)
        trust = xp.where(adapts, xp.sqrt(square), 1.0)
        return lr, 1 - beta1**count, xp.sqrt(second), adapts, trust, 1 - lr * weight_decay, 1 - beta1

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, mean: Array, square: Array) -> None:
        rate, first, root, adapts, trust, left, weight = factors
        grad = decayed(param, grad, maximize, weight_decay, left, decoupled_weight_decay)
        follow(mean, grad, weight)
        follow_squares(square, grad, beta2)
        way = mean / first
        way *= rate
        divisor = xp.sqrt(square)
        divisor += eps
        way *= xp.where(xp.asarray(adapts), root / divisor, divisor.dtype.type(1))
        way *= trust
        param -= way

    update(
        context, "_fused_radam_", params, grads, [exp_avgs, exp_avg_sqs], [state_steps], [lr, beta1], factors, kernel
    )
