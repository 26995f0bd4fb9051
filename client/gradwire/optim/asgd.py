"""ASGD: averaged stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import zeros_like
from gradwire.optim.checks import check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class ASGD(Fused):
    """Averaged stochastic gradient descent: a falling rate, and the average of the parameters as `ax` in the state.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.ASGD.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-2,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive("weight_decay value", weight_decay)
        defaults = {
            "lr": lr,
            "lambd": lambd,
            "alpha": alpha,
            "t0": t0,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        return {
            "step": self._count(param, group),
            "eta": self._count(param, group, float(group["lr"])),
            "mu": self._count(param, group, 1.0),
            "ax": zeros_like(param),
        }

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        options = {name: group[name] for name in ("lambd", "lr", "t0", "alpha", "weight_decay", "maximize")}
        self._update("_fused_asgd_", number, params, ["ax", "mu", "eta", "step"], **options)
