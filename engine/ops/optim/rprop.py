"""Rprop. https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html"""

from __future__ import annotations

from engine.context import Context
from engine.families import optimizer
from engine.ops.optim.averages import directed
from engine.ops.optim.updating import Kernel, advance, update
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

    def kernel(xp: Xp, param: Array, grad: Array, previous: Array, sizes: Array) -> None:
        grad = directed(param, grad, maximize, 0)
        agreement = grad * previous
        turned = agreement < 0
        sizes[agreement > 0] *= etaplus
        sizes[turned] *= etaminus
        sizes[...] = xp.clip(sizes, step_size_min, step_size_max)
        previous[...] = grad
        previous[turned] = 0
        param -= xp.sign(previous) * sizes

    def rule(step: Array) -> Kernel:
        advance(step)
        return kernel

    update(context, "_fused_rprop_", params, grads, [prevs, step_sizes], [state_steps], rule)
