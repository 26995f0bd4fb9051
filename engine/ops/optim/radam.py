"""RAdam. https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html"""

from __future__ import annotations

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed, follow, follow_squares
from engine.ops.optim.updating import Kernel, advance, update
from engine.parameters import Array, Arrays, Boolean, Number, Xp


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
    lr: Number = 1e-3,
    beta1: Number = 0.9,
    beta2: Number = 0.999,
    eps: Number = 1e-8,
    weight_decay: Number = 0,
    decoupled_weight_decay: Boolean = False,
    maximize: Boolean = False,
) -> None:
    """A step of RAdam for each of params: Adam that waits with adapting until its average of squares can be trusted."""

    def rule(step: Array) -> Kernel:
        count = advance(step)
        first, second = 1 - beta1**count, 1 - beta2**count
        longest = 2 / (1 - beta2) - 1
        length = longest - 2 * count * beta2**count / second  # of the average, as of a simple moving one
        adapts = length > 5
        trust = 0.0
        if adapts:
            trust = ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)) ** 0.5

        def kernel(xp: Xp, param: Array, grad: Array, mean: Array, square: Array) -> None:
            if decoupled_weight_decay and weight_decay:
                grad = directed(param, grad, maximize, 0)
                param *= 1 - lr * weight_decay
            else:
                grad = directed(param, grad, maximize, weight_decay)
            follow(mean, grad, 1 - beta1)
            follow_squares(square, grad, beta2)
            way = mean / first
            way *= lr
            if adapts:
                divisor = xp.sqrt(square)
                divisor += eps
                way *= second**0.5 / divisor
                way *= trust
            param -= way

        return kernel

    update(context, "_fused_radam_", params, grads, [exp_avgs, exp_avg_sqs], [state_steps], rule)
