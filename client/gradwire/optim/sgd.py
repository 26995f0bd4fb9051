"""SGD: stochastic gradient descent."""

from __future__ import annotations

from collections.abc import Sequence

from gradwire._generated.functions import zeros_like
from gradwire.optim.checks import check_positive, check_rate
from gradwire.optim.fused import Fused
from gradwire.optim.optimizer import Group, Params
from gradwire.recording.together import together
from gradwire.tensors.tensor import Tensor

BUFFER = "momentum_buffer"


class SGD(Fused):
    """Stochastic gradient descent, with momentum and Nesterov's momentum.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float | Tensor = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        check_rate(lr)
        check_positive("momentum value", momentum)
        check_positive("weight_decay value", weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("Nesterov momentum requires a momentum and zero dampening")
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)

    def _begin_all(self, params: Sequence[Tensor], group: Group) -> None:
        """Nothing: a momentum begins with the first gradient."""

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        options = {
            name: group[name] for name in ("weight_decay", "momentum", "lr", "dampening", "nesterov", "maximize")
        }
        if group["momentum"] == 0:
            self._update("_fused_sgd_", number, params, [""], **options)
            return
        old = [param for param in params if self.state[param].get(BUFFER) is not None]
        new = [param for param in params if self.state[param].get(BUFFER) is None]
        with together(new):
            for param in new:
                self.state[param][BUFFER] = zeros_like(param)
        for some, first in ((new, True), (old, False)):
            if some:
                self._update("_fused_sgd_", number, some, [BUFFER], **options, is_first_step=first)
