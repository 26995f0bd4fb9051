"""Averaged stochastic gradient descent. https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html"""

from __future__ import annotations

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed
from engine.ops.optim.updating import Kernel, advance, update
from engine.parameters import Array, Arrays, Boolean, Number, Xp


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
    lr: Number = 1e-2,
    t0: Number = 1e6,
    alpha: Number = 0.75,
    weight_decay: Number = 0,
    maximize: Boolean = False,
) -> None:
    """A step of SGD for each of params with a falling rate, kept in etas; axs become the parameters' averages."""

    def rule(mu: Array, eta: Array, step: Array) -> Kernel:
        count = advance(step)
        weight, rate = float(mu[0]), float(eta[0])
        eta[...] = lr / (1 + lambd * lr * count) ** alpha
        mu[...] = 1 / max(1, count - t0)

        def kernel(xp: Xp, param: Array, grad: Array, average: Array) -> None:
            grad = directed(param, grad, maximize, weight_decay)
            param *= 1 - lambd * rate
            param -= rate * grad
            if weight == 1:
                average[...] = param
            else:
                average += weight * (param - average)

        return kernel

    update(context, "_fused_asgd_", params, grads, [axs], [mus, etas, state_steps], rule)
