"""Adagrad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire._generated.functions import full_like
from gradwire.optim.checks import check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.tensors.tensor import Tensor


class Adagrad(Fused):
    """Adagrad: steps that shrink by the sum of all squared gradients so far.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_rate(lr)
        check_positive("lr_decay value", lr_decay)
        check_positive("weight_decay value", weight_decay)
        check_positive("initial_accumulator_value value", initial_accumulator_value)
        check_positive("epsilon value", eps)
        defaults = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)
        for group in self.param_groups:
            self._begin_all(group["params"], group)

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        value = self.defaults["initial_accumulator_value"]
        start = full_like(param, complex(value, value) if param.is_complex() else value, requires_grad=False)
        return {"step": self._count(param, group), "sum": start}

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        options = {name: group[name] for name in ("lr", "lr_decay", "weight_decay", "eps", "maximize")}
        self._update("_fused_adagrad_", number, params, ["sum", "step"], **options)
