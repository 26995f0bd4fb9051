"""NAdam."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import zeros_like
from gradwire.optim.checks import check_betas, check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class NAdam(Fused):
    """NAdam: Adam with Nesterov's momentum.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
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
        check_positive("momentum_decay value", momentum_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            for param in group["params"]:
                own = self.state.get(param) or {}
                if "mu_product" in own and not isinstance(own["mu_product"], Tensor):
                    own["mu_product"] = self._count(param, group, own["mu_product"])

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        return {
            "step": self._count(param, group),
            "mu_product": self._count(param, group, 1.0),
            "exp_avg": zeros_like(param),
            "exp_avg_sq": zeros_like(param),
        }

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        beta1, beta2 = group["betas"]
        names = ("lr", "eps", "weight_decay", "momentum_decay", "decoupled_weight_decay", "maximize")
        options = {name: group[name] for name in names}
        states = ["exp_avg", "exp_avg_sq", "mu_product", "step"]
        self._update("_fused_nadam_", number, params, states, beta1=beta1, beta2=beta2, **options)
