"""RAdam."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import zeros_like
from gradwire.optim.checks import check_betas, check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class RAdam(Fused):
    """RAdam: Adam that waits with adapting until its average of squares can be trusted.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
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
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "decoupled_weight_decay": decoupled_weight_decay,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        return {"step": self._count(param, group), "exp_avg": zeros_like(param), "exp_avg_sq": zeros_like(param)}

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        beta1, beta2 = group["betas"]
        options = {name: group[name] for name in ("lr", "eps", "weight_decay", "decoupled_weight_decay", "maximize")}
        states = ["exp_avg", "exp_avg_sq", "step"]
        self._update("_fused_radam_", number, params, states, beta1=beta1, beta2=beta2, **options)
