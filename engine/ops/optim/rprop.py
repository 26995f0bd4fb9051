"""Rprop. https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html"""

from __future__ import annotations

from typing import Any

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed
from engine.ops.optim.counting import advance
from engine.ops.optim.updating import update
from engine.parameters import Array, Arrays, Boolean, Number, Xp


@optimizer(
    cases=(
        {
            **{name: [(2, 3)] for name in ("params", "grads", "prevs")},
            "step_sizes": [[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]],
            "state_steps": [[1.0]],
        },
    )
)
def _fused_rprop_(
    context: Context,
    params: Arrays,
    grads: Arrays,
    prevs: Arrays,
    step_sizes: Arrays,
    state_steps: Arrays,
    *,
    step_size_min: Number = 1e-6,
    step_size_max: Number = 50,
    etaminus: Number = 0.5,
    etaplus: Number = 1.2,
    maximize: Boolean = False,
) -> None:
    """A step of Rprop for each of params: each element has a step of its own, which its gradient's signs adapt."""

    def kernel(xp: Xp, factors: tuple[Any, ...], param: Array, grad: Array, previous: Array, sizes: Array) -> None:
        grad = directed(param, grad, maximize, 0)
        agreement = grad * previous
        turned = agreement < 0
        grown = xp.where(agreement > 0, sizes * etaplus, sizes)
        sizes[...] = xp.clip(xp.where(turned, sizes * etaminus, grown), step_size_min, step_size_max)
        previous[...] = xp.where(turned, grad.dtype.type(0), grad)
        param -= xp.sign(previous) * sizes

    def factors(xp: Xp, step: Array) -> tuple[Any, ...]:
        advance(step)
        return ()

    update(context, "_fused_rprop_", params, grads, [prevs, step_sizes], [state_steps], [], factors, kernel)
