"""Rprop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import full_like, zeros_like
from gradwire.optim.checks import check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class Rprop(Fused):
    """Rprop: a step size for each element, which its gradient's signs adapt.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        *,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        if not 0 < etas[0] < 1 < etas[1]:
            raise ValueError(f"Invalid eta values: {etas[0]}, {etas[1]}")
        defaults = {
            "lr": lr,
            "etas": etas,
            "step_sizes": step_sizes,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        lr = float(group["lr"])
        sizes = full_like(param, complex(lr, lr) if param.is_complex() else lr)
        return {"step": self._count(param, group), "prev": zeros_like(param), "step_size": sizes}

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        (shrink, grow), (least, most) = group["etas"], group["step_sizes"]
        self._update(
            "_fused_rprop_",
            number,
            params,
            ["prev", "step_size", "step"],
            step_size_min=least,
            step_size_max=most,
            etaminus=shrink,
            etaplus=grow,
            maximize=group["maximize"],
        )
