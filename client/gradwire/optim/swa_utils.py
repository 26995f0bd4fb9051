"""torch.optim.swa_utils: averages of a model's parameters over training, and the learning rate to go with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from itertools import chain
from math import cos, pi
from typing import Any

from gradwire.creation import tensor
from gradwire.differentiation.grad_modes import no_grad
from gradwire.dtypes import DTYPES
from gradwire.nn import Module
from gradwire.nn.modules.batchnorm import _BatchNorm
from gradwire.optim.lr_scheduler import LRScheduler
from gradwire.optim.lr_scheduler.base import by_groups
from gradwire.optim.optimizer import Optimizer
from gradwire.recording.together import together
from gradwire.tensors.tensor import Tensor

Average = Callable[[Any, Any, Any], Any]
"""`(averaged, current, count)`: what becomes of an average, when there were so many models in it."""


def get_swa_avg_fn() -> Average:
    """The function that gives the mean of all models."""

    @no_grad()
    def mean(averaged_param: Tensor, current_param: Tensor, num_averaged: Any) -> Any:
        return averaged_param + (current_param - averaged_param) / (num_averaged + 1)

    return mean


def get_swa_multi_avg_fn() -> Average:
    """The function that moves lists of parameters to the mean of all models."""

    @no_grad()
    def mean(averaged_param_list: Sequence[Tensor], current_param_list: Sequence[Tensor], num_averaged: Any) -> None:
        _follow(averaged_param_list, current_param_list, 1 / (num_averaged + 1))

    return mean


def get_ema_avg_fn(decay: float = 0.999) -> Average:
    """The function that gives an average in which older models decay."""
    _check_decay(decay)

    @no_grad()
    def fading(ema_param: Tensor, current_param: Tensor, num_averaged: Any) -> Any:
        return decay * ema_param + (1 - decay) * current_param

    return fading


def get_ema_multi_avg_fn(decay: float = 0.999) -> Average:
    """The function that moves lists of parameters to an average in which older models decay."""
    _check_decay(decay)

    @no_grad()
    def fading(ema_param_list: Sequence[Tensor], current_param_list: Sequence[Tensor], _: Any) -> None:
        _follow(ema_param_list, current_param_list, 1 - decay)

    return fading


def _check_decay(decay: float) -> None:
    if not 0 <= decay <= 1:
        raise ValueError(f"a decay lies between 0 and 1, {decay} does not")


def _follow(averaged: Sequence[Tensor], current: Sequence[Tensor], weight: Any) -> None:
    for one, other in zip(averaged, current, strict=True):
        if one.is_floating_point() or one.is_complex():
            one.lerp_(other, weight)
        else:
            one.copy_(one + (other - one) * weight)


class AveragedModel(Module):
    """A copy of a model whose parameters `update_parameters` makes an average: the mean, or what a function says.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html
    """

    n_averaged: Tensor

    def __init__(
        self,
        model: Module,
        device: Any = None,
        avg_fn: Average | None = None,
        multi_avg_fn: Average | None = None,
        use_buffers: bool = False,
    ) -> None:
        super().__init__()
        if avg_fn is not None and multi_avg_fn is not None:
            raise AssertionError("avg_fn and multi_avg_fn say the same thing in two ways: give one")
        self.module = deepcopy(model) if device is None else deepcopy(model).to(device)
        self.register_buffer("n_averaged", tensor(0, dtype=DTYPES["int64"], device=device))
        self.avg_fn = avg_fn
        self.multi_avg_fn = multi_avg_fn
        self.use_buffers = use_buffers
        self._has_begun = False

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """What the averaged model gives."""
        return self.module(*args, **kwargs)

    @no_grad()
    def update_parameters(self, model: Module) -> None:
        """Take a model into the average."""
        ours = self._taken(self.module)
        theirs = [other.to(one.device) for one, other in zip(ours, self._taken(model), strict=True)]
        self._has_begun = self._has_begun or bool(self.n_averaged > 0)
        with together(ours):
            if not self._has_begun:
                for one, other in zip(ours, theirs, strict=True):
                    one.copy_(other)
            elif self.avg_fn is None:
                (self.multi_avg_fn or get_swa_multi_avg_fn())(ours, theirs, self.n_averaged)
            else:
                for one, other in zip(ours, theirs, strict=True):
                    one.copy_(self.avg_fn(one, other, self.n_averaged.to(one.device)))
            if not self.use_buffers:
                for one, other in zip(self.module.buffers(), model.buffers(), strict=True):
                    one.detach().copy_(other.detach().to(one.device))
            self.n_averaged += 1
        self._has_begun = True

    def _taken(self, model: Module) -> list[Tensor]:
        """What of a model is averaged, outside the graph."""
        buffers = model.buffers() if self.use_buffers else ()
        return [one.detach() for one in chain(model.parameters(), buffers)]

    def load_state_dict(self, *args: Any, **kwargs: Any) -> Any:
        """Take over a state, also how many models are in the average."""
        self._has_begun = False
        return super().load_state_dict(*args, **kwargs)


@no_grad()
def update_bn(loader: Iterable[Any], model: Module, device: Any = None) -> None:
    """Compute the running statistics of a model's batch normalizations anew, as plain means over the batches."""
    momenta = {module: module.momentum for module in model.modules() if isinstance(module, _BatchNorm)}
    if not momenta:
        return
    was_training = model.training
    model.train()
    for module in momenta:
        module.reset_running_stats()
        module.momentum = None
    for batch in loader:
        inputs = batch[0] if isinstance(batch, (list, tuple)) else batch
        model(inputs if device is None else inputs.to(device))
    for module, momentum in momenta.items():
        module.momentum = momentum
    model.train(was_training)


class SWALR(LRScheduler):
    """Go from the rates there are to swa_lr in anneal_epochs, and stay there.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.SWALR.html
    """

    def __init__(
        self,
        optimizer: Optimizer,
        swa_lr: float | Sequence[float],
        anneal_epochs: Any = 10,
        anneal_strategy: str = "cos",
        last_epoch: int = -1,
    ) -> None:
        for group, lr in zip(optimizer.param_groups, by_groups("swa_lr", optimizer, swa_lr), strict=True):
            group["swa_lr"] = lr
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(f"anneal_strategy is cos or linear, not {anneal_strategy}")
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs is an integer that is not negative, {anneal_epochs} is")
        self._anneal_strategy = anneal_strategy
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Any]:
        """The rates at `last_epoch`, by groups; for `step` to call."""
        self._warn_outside_step()
        step = self._step_count - 1 if self.anneal_epochs else max(1, self._step_count - 1)
        before, now = (self._share(epoch) for epoch in (step - 1, step))
        rates = []
        for group in self.optimizer.param_groups:
            last = group["swa_lr"]
            first = last if before == 1 else (group["lr"] - before * last) / (1 - before)
            rates.append(last * now + first * (1 - now))
        return rates

    def _share(self, epoch: int) -> float:
        """How much of the last rate is in the one of an epoch."""
        way = max(0.0, min(1.0, epoch / max(1, self.anneal_epochs)))
        return way if self._anneal_strategy == "linear" else (1 - cos(pi * way)) / 2
