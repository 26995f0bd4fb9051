"""LRScheduler: counts epochs and sets the learning rate of each group of an optimizer's parameters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from itertools import zip_longest
from typing import Any, Final
from weakref import ref

from gradwire.optim.optimizer import Group, Optimizer
from gradwire.recording.origins import warn
from gradwire.tensors.tensor import Tensor

EPOCH: Final = (
    "The epoch that is given to scheduler.step() is on its way out: call step() without it, once an epoch. With it the "
    "rate is computed anew from the first one, where there is a formula for that."
)


class LRScheduler:
    """The base of all schedulers. One of your own gives in `get_lr` the rates at `last_epoch`, a list by groups.

    https://docs.pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate
    """

    _get_lr_called_within_step = False
    _is_initial = False

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        self.optimizer = checked(optimizer)
        for number, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", copied(group["lr"]))
            elif "initial_lr" not in group:
                raise KeyError(
                    f"group {number} has no initial_lr, which a scheduler needs that goes on after epoch {last_epoch}: "
                    "load the optimizer's state dict first"
                )
        self.base_lrs = of_groups(optimizer, "initial_lr")
        self.last_epoch = last_epoch
        note_steps(optimizer)
        self._initial_step()

    def _initial_step(self) -> None:
        """Set the rates of the first epoch."""
        self._step_count = 0
        self._is_initial = True
        try:
            self.step()
        finally:
            self._is_initial = False

    def state_dict(self) -> dict[str, Any]:
        """All that the scheduler keeps, apart from the optimizer."""
        return {key: value for key, value in self.__dict__.items() if key != "optimizer"}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what `state_dict` gave."""
        self.__dict__.update(state_dict)

    def get_last_lr(self) -> list[Any]:
        """The rates that were set last, by groups."""
        return self._last_lr

    def get_lr(self) -> list[Any]:
        """The rates at `last_epoch`, by groups; for `step` to call."""
        self._warn_outside_step()
        return [self._next(lr, base) for lr, base in zip_longest(self._rates(), self.base_lrs)]

    def _next(self, lr: Any, base: Any) -> Any:
        """The rate at `last_epoch` after `lr` at the epoch before, when `base` was the first of all.

        `base` is None for a group that was added later; what needs it takes `known(base)`.
        """
        raise NotImplementedError

    def _rates(self) -> list[Any]:
        return of_groups(self.optimizer, "lr")

    def _warn_outside_step(self) -> None:
        if not self._get_lr_called_within_step:
            warn("get_lr() computes the next rate: get_last_lr() gives the one in force.")

    def step(self, epoch: int | None = None) -> None:
        """Begin the next epoch: set the rates."""
        if self._step_count == 1:
            if not hasattr(self.optimizer.step, "_wrapped_by_lr_sched"):
                warn("optimizer.step was replaced after the scheduler was made: call it before the scheduler's step().")
            elif not getattr(self.optimizer, "_opt_called", False):
                warn(
                    "The scheduler's step() was called before optimizer.step(): call them the other way round, or the "
                    "first rate is never used."
                )
        self._step_count += 1
        if epoch is not None:
            warn(EPOCH)
        self._update_lr(epoch)

    def _update_lr(self, epoch: int | None = None) -> None:
        with self._computing():
            self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
            formula = None if epoch is None else getattr(self, "_get_closed_form_lr", None)
            self._set(self.get_lr() if formula is None else formula())

    @contextmanager
    def _computing(self) -> Iterator[None]:
        """A block in which get_lr is meant to be called."""
        self._get_lr_called_within_step = True
        try:
            yield
        finally:
            self._get_lr_called_within_step = False

    def _set(self, rates: list[Any]) -> None:
        for group, lr in zip(self.optimizer.param_groups, rates, strict=True):
            assign(group, "lr", lr)
        self._last_lr = self._rates()


class Formula(LRScheduler):
    """A scheduler whose rate at an epoch can be told from the first one."""

    def _closed(self, base: Any) -> Any:
        """The rate at `last_epoch`, when `base` was the first."""
        raise NotImplementedError

    def _get_closed_form_lr(self) -> list[Any]:
        return [self._closed(base) for base in self.base_lrs]


def checked(optimizer: Any) -> Optimizer:
    """The optimizer; TypeError for anything else."""
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"{type(optimizer).__name__} is not an Optimizer")
    return optimizer


def note_steps(optimizer: Optimizer) -> None:
    """Let an optimizer remember that its `step` was called."""
    if hasattr(optimizer.step, "_wrapped_by_lr_sched"):
        return
    bound: Any = optimizer.step
    known, function = ref(optimizer), bound.__func__

    @wraps(function)
    def step(*args: Any, **kwargs: Any) -> Any:
        own: Any = known()
        own._opt_called = True
        return function(own, *args, **kwargs)

    step._wrapped_by_lr_sched = True  # type: ignore[attr-defined]
    optimizer.step = step  # type: ignore[method-assign]


def copied(value: Any) -> Any:
    """A number, or a copy of the tensor that it is in."""
    return value.clone() if isinstance(value, Tensor) else value


def known(base: Any) -> Any:
    """The first rate of a group; ValueError for one that was added later, and so has none."""
    if base is None:
        raise ValueError("a group was added after the scheduler was made, which needs its first rate: make it anew")
    return base


def of_groups(optimizer: Optimizer, key: str) -> list[Any]:
    """An option's values, by groups."""
    return [copied(group[key]) for group in optimizer.param_groups]


def assign(group: Group, key: str, value: Any) -> None:
    """Set an option; a tensor that it is in stays and is filled."""
    if isinstance(group[key], Tensor):
        group[key].fill_(value)
    else:
        group[key] = value


def by_groups(name: str, optimizer: Optimizer, value: Any) -> list[Any]:
    """A number for each group, from one for all or a list."""
    groups = len(optimizer.param_groups)
    values = list(value) if isinstance(value, (list, tuple)) else [value] * groups
    if len(values) != groups:
        raise ValueError(f"{name} has {len(values)} values, and the optimizer {groups} groups: give one for each")
    return [copied(one) for one in values]
