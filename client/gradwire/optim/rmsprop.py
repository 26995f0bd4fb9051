"""RMSprop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import zeros_like
from gradwire.optim.checks import check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class RMSprop(Fused):
    """RMSprop: gradients divided by the root of a running average of their squares.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        check_rate(lr)
        check_positive("epsilon value", eps)
        check_positive("momentum value", momentum)
        check_positive("weight_decay value", weight_decay)
        check_positive("alpha value", alpha)
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "capturable": capturable,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        state = {"step": self._count(param, group), "square_avg": zeros_like(param)}
        if group["momentum"] > 0:
            state["momentum_buffer"] = zeros_like(param)
        if group["centered"]:
            state["grad_avg"] = zeros_like(param)
        return state

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        self._update(
            "_fused_rmsprop_",
            number,
            params,
            [
                "square_avg",
                "grad_avg" if group["centered"] else "",
                "momentum_buffer" if group["momentum"] > 0 else "",
                "step",
            ],
            **{
                name: group[name] for name in ("lr", "alpha", "eps", "weight_decay", "momentum", "centered", "maximize")
            },
        )
