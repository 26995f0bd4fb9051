"""Fused: optimizers whose step is one operation for each group of parameters.

The message of a step is the same each time: gradients are named by their parameters, states and steps are tensors of
the server, and a number that has changed once, as a scheduler changes learning rates, travels as a tensor from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from inspect import signature
from itertools import chain
from operator import is_
from typing import Any, Final

import numpy as np

from gradwire.differentiation import gradients
from gradwire.differentiation.grad_modes import enable_grad
from gradwire.functions import get_default_dtype
from gradwire.optim.optimizer import Group, Optimizer, Params
from gradwire.recording.forms import numbers_of, record_on
from gradwire.recording.handle import Handle
from gradwire.recording.modes import DISABLED, grad_mode, set_grad_mode
from gradwire.recording.ops import SLOT, number_text
from gradwire.recording.recorder import Recorder
from gradwire.recording.together import together
from gradwire.tensors.tensor import Tensor

LISTS: Final = frozenset({"params", "param_names"})
"""Values of a group that are lists, and looked into."""


class Fused(Optimizer):
    """An optimizer that tells what to begin a parameter's state with, and which operation changes both."""

    def __init__(self, params: Params, defaults: dict[str, Any]) -> None:
        if defaults.get("differentiable"):
            raise NotImplementedError(
                "differentiable=True is not offered, as a step is one operation outside the graph: write the update "
                "with tensor operations"
            )
        if defaults.get("fused") and defaults.get("foreach"):
            raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
        self._numbers = Numbers()
        self._last: dict[int, _Step] = {}
        """By group."""
        super().__init__(params, defaults)

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._numbers = Numbers()
        self._last = {}
        for group in self.param_groups:
            for name, parameter in signature(type(self)).parameters.items():
                if name in self.defaults:  # what older state dicts say nothing about is as if it were not given
                    group.setdefault(name, parameter.default)
            for param in group["params"]:
                own = self.state.get(param) or {}
                if "step" in own and not isinstance(own["step"], Tensor):
                    own["step"] = self._count(param, group, float(own["step"]))

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change the parameters by their gradients; `closure` computes the loss and these gradients first."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        mode = grad_mode()
        set_grad_mode(mode | DISABLED)
        try:
            for number, group in enumerate(self.param_groups):
                seen = [*group.values(), *group["params"]]
                if self.state:
                    for param in group["params"]:
                        seen += self.state.get(param, {}).values()
                last = self._last.get(number)
                if last is None or not last.is_of(seen) or not last.record_again():
                    self._step_anew(number, group, seen)
        finally:
            set_grad_mode(mode)
        return loss

    def _step_anew(self, number: int, group: Group, seen: list[Any]) -> None:
        """Change a group's parameters; `seen` is all that this depends on, besides which of them have gradients."""
        params: list[Any] = gradients.existing(group["params"])
        self._last.pop(number, None)
        if params:
            self._begin_all(params, group)
            self._change(number, group, params)
        last = self._last.get(number)
        lists = [name for name, value in group.items() if isinstance(value, list)]  # whose contents may change
        if last is not None and (len(params) < len(group["params"]) or not LISTS.issuperset(lists)):
            del self._last[number]
        elif last is not None:
            last.seen = seen

    def _begin_all(self, params: Sequence[Tensor], group: Group) -> None:
        """Let parameters that have no state yet have one."""
        new = [param for param in params if not self.state.get(param)]
        with together(new):
            for param in new:
                self.state[param].update(self._begin(param, group))

    def _begin(self, param: Tensor, group: Group) -> dict[str, Any]:
        """The state of a parameter before its first step."""
        raise NotImplementedError

    def _change(self, number: int, group: Group, params: Sequence[Tensor]) -> None:
        """Record the operation for those parameters of a group that have gradients."""
        raise NotImplementedError

    def _update(self, op: str, number: int, params: Sequence[Tensor], states: Sequence[str], **options: Any) -> None:
        """Record an operation on parameters, their gradients and the states of these names; "" is an empty list."""
        recorder = params[0]._r
        lists = [[self.state[param][name] for param in params] if name else [] for name in states]
        values = self._numbers.sent(number, options, params[0])
        tensors = [value for value in values.values() if isinstance(value, Handle)]
        if tensors:
            values = {name: SLOT if isinstance(value, Handle) else value for name, value in values.items()}
        text = _text(op, len(params), tuple([len(one) for one in lists]), tuple(values.items()))
        numbers = numbers_of([*params, *params, *chain.from_iterable(lists), *tensors], recorder)
        recorder.values.clear()
        record_on(recorder, text, numbers)
        if all(param._d.is_leaf for param in params):
            self._last[number] = _Step(recorder, text, numbers, numbers[: len(params)])
        else:
            recorder.ledger.disturbed = True

    def _count(self, param: Tensor, group: Group, steps: float = 0.0) -> Tensor:
        """The number of steps as a tensor, beside its parameter: so steps on a GPU are graphs, as with `capturable`."""
        double = not group.get("fused") and get_default_dtype().name == "float64"
        array = np.array(steps, np.float64 if double else np.float32)
        return param._r.upload(array, param.device, False)  # type: ignore[return-value]


@dataclass(slots=True)
class _Step:
    """A step as it was recorded last: the next one is equal if it comes of the same things."""

    recorder: Recorder
    text: str
    numbers: tuple[int, ...]
    params: tuple[int, ...]
    """Those of its numbers that are parameters."""
    seen: Sequence[Any] = ()
    """What it came of, besides gradients."""

    def is_of(self, seen: Sequence[Any]) -> bool:
        """Whether it came of these."""
        return len(seen) == len(self.seen) and all(map(is_, seen, self.seen))

    def record_again(self) -> bool:
        """Record it, unless it may have become another: not all of its parameters have a gradient for certain."""
        recorder = self.recorder
        if recorder.asking or recorder.broken or not recorder.ledger.graded.issuperset(self.params):
            return False
        recorder.values.clear()
        record_on(recorder, self.text, self.numbers)
        return True


class Numbers:
    """The numbers of an optimizer, which are written into messages until they change."""

    def __init__(self) -> None:
        self._last: dict[int, tuple[Recorder, list[Any], dict[str, Any]]] = {}
        """By group: the numbers of its last step, and what was sent for them."""

    def sent(self, group: int, numbers: dict[str, Any], param: Tensor) -> dict[str, Any]:
        """What is sent for numbers: themselves, or each from its first change on a tensor of it, beside a parameter."""
        recorder, values = param._r, list(numbers.values())
        where, before, sent = self._last.get(group, (recorder, values, numbers))
        if group in self._last and where is recorder and all(map(is_, before, values)):
            return sent
        last = dict(zip(sent, before, strict=True))
        sent = {name: self._find(value, last[name], sent[name], param) for name, value in numbers.items()}
        self._last[group] = recorder, values, sent
        return sent

    def _find(self, value: Any, before: Any, sent: Any, param: Tensor) -> Any:
        """What is sent for a number, where `sent` was for the number `before`."""
        if isinstance(value, (bool, Handle)):
            return value
        if isinstance(before, Handle) or before != value or (isinstance(sent, Handle) and sent._r is not param._r):
            return param._r.upload(np.array(value, np.float64), param.device, False)
        return sent.item() if isinstance(sent, np.generic) else sent


@lru_cache
def _text(op: str, params: int, states: tuple[int, ...], options: tuple[tuple[str, Any], ...]) -> str:
    """The step that changes parameters, by their gradients, and states in place."""
    lists = [",".join(['"%s"'] * params), ",".join(['"%s.grad"'] * params)]
    lists += [",".join(['"%s"'] * count) for count in states]
    fields = [f'"op":"{op}"', f'"inputs":[{",".join([f"[{slots}]" for slots in lists])}]']
    fields += [f'"{name}":{value if value is SLOT else number_text(value)}' for name, value in options]
    return f"{{{','.join(fields)}}}"
