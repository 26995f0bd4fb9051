"""Adam and AdamW."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import zeros_like
from gradwire.optim.checks import check_betas, check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class Adam(Fused):
    """Adam: steps by running averages of gradients and of their squares.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-3,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        if foreach and not capturable and any(isinstance(value, Tensor) for value in (lr, *betas)):
            raise ValueError("a tensor as lr or betas goes with foreach=True only if capturable=True")
        check_rate(lr)
        check_positive("epsilon value", eps)
        check_betas(betas)
        check_positive("weight_decay value", weight_decay)
        if not any(all(isinstance(beta, kind) for beta in betas) for kind in (float, Tensor)):
            raise ValueError("betas must be either both floats or both Tensors")
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, defaults)

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        state = {"step": self._count(param, group), "exp_avg": zeros_like(param), "exp_avg_sq": zeros_like(param)}
        return {**state, "max_exp_avg_sq": zeros_like(param)} if group["amsgrad"] else state

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        beta1, beta2 = group["betas"]
        self._update(
            "_fused_adamw_" if group["decoupled_weight_decay"] else "_fused_adam_",
            number,
            params,
            ["exp_avg", "exp_avg_sq", "max_exp_avg_sq" if group["amsgrad"] else "", "step"],
            **{name: group[name] for name in ("lr", "weight_decay", "eps", "amsgrad", "maximize")},
            beta1=beta1,
            beta2=beta2,
        )


class AdamW(Adam):
    """Adam whose parameters decay by themselves, not through their gradients.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-3,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            group["decoupled_weight_decay"] = True
