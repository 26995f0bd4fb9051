"""Schedulers along a cosine, once or again and again."""

from __future__ import annotations

from math import cos, floor, log, pi
from typing import Any

from gradwire.optim.lr_scheduler.base import Formula, LRScheduler, known
from gradwire.optim.optimizer import Optimizer


class CosineAnnealingLR(Formula):
    """Follow half a cosine from the first rate to eta_min in T_max epochs, and back.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html
    """

    def __init__(self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0, last_epoch: int = -1) -> None:  # noqa: N803
        self.T_max = T_max
        self.eta_min = eta_min
        super().__init__(optimizer, last_epoch)

    def _next(self, lr: Any, base: Any) -> Any:
        if self._is_initial:
            return lr
        if self._step_count == 1 and self.last_epoch > 0:
            return self._closed(known(base))
        if (self.last_epoch - 1 - self.T_max) % (2 * self.T_max) == 0:  # after the lowest point: 0 is the factor there
            return lr + (known(base) - self.eta_min) * (1 - cos(pi / self.T_max)) / 2
        height, before = (1 + cos(pi * epoch / self.T_max) for epoch in (self.last_epoch, self.last_epoch - 1))
        return height / before * (lr - self.eta_min) + self.eta_min

    def _closed(self, base: Any) -> Any:
        return self.eta_min + (base - self.eta_min) * (1 + cos(pi * self.last_epoch / self.T_max)) / 2


class CosineAnnealingWarmRestarts(LRScheduler):
    """Follow half a cosine to eta_min in T_0 epochs, then start again, each time T_mult times as long.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingWarmRestarts.html
    """

    def __init__(
        self,
        optimizer: Optimizer,
        T_0: int,  # noqa: N803
        T_mult: int = 1,  # noqa: N803
        eta_min: float = 0.0,
        last_epoch: int = -1,
    ) -> None:
        for name, value in (("T_0", T_0), ("T_mult", T_mult)):
            if value < 1 or not isinstance(value, int):
                raise ValueError(f"{name} is a positive integer, {value} is not")
        if not isinstance(eta_min, (float, int)):
            raise ValueError(f"eta_min is a number, and no {type(eta_min).__name__}")
        self.T_0 = T_0
        self.T_i = T_0
        self.T_mult = T_mult
        self.eta_min = eta_min
        self.T_cur: float = last_epoch
        super().__init__(optimizer, last_epoch)

    def _next(self, lr: Any, base: Any) -> Any:
        return self.eta_min + (known(base) - self.eta_min) * (1 + cos(pi * self.T_cur / self.T_i)) / 2

    def step(self, epoch: float | None = None) -> None:
        """Begin the next epoch, or the given one, which may be between two."""
        if epoch is None and self.last_epoch >= 0:
            epoch = self.last_epoch + 1
            self.T_cur += 1
            if self.T_cur >= self.T_i:
                self.T_cur %= self.T_i
                self.T_i *= self.T_mult
        else:
            epoch = epoch or 0
            self._restart_for(epoch)
        self.last_epoch = floor(epoch)
        with self._computing():
            self._set(self.get_lr())

    def _restart_for(self, epoch: float) -> None:
        """Be in the cycle that an epoch is in."""
        if epoch < 0:
            raise ValueError(f"an epoch is not negative, {epoch} is")
        if epoch < self.T_0:
            self.T_i, self.T_cur = self.T_0, epoch
        elif self.T_mult == 1:
            self.T_cur = epoch % self.T_0
        else:
            cycles = int(log(epoch / self.T_0 * (self.T_mult - 1) + 1, self.T_mult))
            self.T_cur = epoch - self.T_0 * (self.T_mult**cycles - 1) / (self.T_mult - 1)
            self.T_i = self.T_0 * self.T_mult**cycles
