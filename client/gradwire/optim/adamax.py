"""Adamax."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import zeros_like
from gradwire.optim.checks import check_betas, check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class Adamax(Fused):
    """Adamax: Adam by the largest of the decaying gradients, instead of the mean square.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive("epsilon value", eps)
        check_betas(betas)
        check_positive("weight_decay value", weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        return {"step": self._count(param, group), "exp_avg": zeros_like(param), "exp_inf": zeros_like(param)}

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        beta1, beta2 = group["betas"]
        options = {name: group[name] for name in ("lr", "eps", "weight_decay", "maximize")}
        states = ["exp_avg", "exp_inf", "step"]
        self._update("_fused_adamax_", number, params, states, beta1=beta1, beta2=beta2, **options)
