"""LBFGS: a quasi-Newton method that remembers the last few steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from gradwire._generated.functions import cat, view_as_real, zeros_like
from gradwire.differentiation import gradients
from gradwire.differentiation.grad_modes import enable_grad, no_grad
from gradwire.optim.checks import check_rate
from gradwire.optim.line_search import Point, search
from gradwire.optim.optimizer import Optimizer, Params
from gradwire.tensors.tensor import Tensor

Closure = Callable[[], Any]
LEAST_CURVATURE = 1e-10


class LBFGS(Optimizer):
    """The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno; with line_search_fn="strong_wolfe" it looks
    for the length of each step. All parameters are in one group.

    https://docs.pytorch.org/docs/stable/generated/torch.optim.LBFGS.html
    """

    def __init__(
        self,
        params: Params,
        lr: float | Tensor = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        check_rate(lr)
        defaults = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": line_search_fn,
        }
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS has one group of parameters: options of their own are not possible")

    @no_grad()
    def step(self, closure: Closure) -> Any:  # type: ignore[override]
        """Several iterations; `closure` computes the loss and gradients, and is called for each trial."""
        closure = enable_grad()(closure)
        group = self.param_groups[0]
        params: list[Tensor] = group["params"]
        state = self.state[params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first = closure()
        gradient = _gathered(params)
        loss, steepest, total = _numbers(first, gradient.abs().max(), gradient.abs().sum())
        state["func_evals"] += 1
        evaluations = 1
        if steepest <= group["tolerance_grad"]:
            return first
        rate = float(group["lr"])
        for iteration in range(1, group["max_iter"] + 1):
            state["n_iter"] += 1
            direction = self._direction(state, gradient, group["history_size"])
            length = min(1.0, 1.0 / total) * rate if state["n_iter"] == 1 else rate
            slope, reach = _numbers(gradient.dot(direction), direction.abs().max())
            state.update(d=direction, t=length, prev_flat_grad=gradient, prev_loss=loss)
            if slope > -group["tolerance_change"]:
                break
            before = loss
            if group["line_search_fn"] is not None:
                start = Point(0.0, loss, slope, gradient)
                found, count = self._search(closure, params, direction, start, length, reach, evaluations)
                length, loss, gradient = found.at, found.loss, found.gradient
                state["t"] = length
                _move(params, direction, length)
                (steepest,) = _numbers(gradient.abs().max())
            elif iteration < group["max_iter"]:
                _move(params, direction, length)
                value = closure()
                gradient = _gathered(params)
                loss, steepest = _numbers(value, gradient.abs().max())
                count = 1
            else:  # what the loss is now nobody will ask
                _move(params, direction, length)
                break
            evaluations += count
            state["func_evals"] += count
            if (
                evaluations >= group["max_eval"]
                or steepest <= group["tolerance_grad"]
                or reach * length <= group["tolerance_change"]
                or abs(loss - before) < group["tolerance_change"]
            ):
                break
        return first

    def _direction(self, state: dict[str, Any], gradient: Tensor, size: int) -> Tensor:
        """Where to go: against the gradient, turned by the curvature that the steps remembered have shown."""
        if state["n_iter"] == 1:
            state.update(old_dirs=[], old_stps=[], ro=[], H_diag=1)
            return -gradient  # type: ignore[no-any-return]
        change, step = gradient - state["prev_flat_grad"], _as_far(state["d"], state["t"])
        along = change.dot(step)
        changes, steps, inverses = state["old_dirs"], state["old_stps"], state["ro"]
        if along.item() > LEAST_CURVATURE:
            if len(changes) == size:
                for memory in (changes, steps, inverses):
                    memory.pop(0)
            changes.append(change)
            steps.append(step)
            inverses.append(1.0 / along)
            state["H_diag"] = along / change.dot(change)
        weights = state.setdefault("al", [None] * size)
        direction = -gradient
        for place in reversed(range(len(changes))):
            weights[place] = steps[place].dot(direction) * inverses[place]
            direction = direction - changes[place] * weights[place]
        direction = direction * state["H_diag"]
        for place in range(len(changes)):
            back = changes[place].dot(direction) * inverses[place]
            direction = direction + steps[place] * (weights[place] - back)
        return direction  # type: ignore[no-any-return]

    def _search(
        self,
        closure: Closure,
        params: Sequence[Tensor],
        direction: Tensor,
        start: Point,
        first: float,
        reach: float,
        evaluations: int,
    ) -> tuple[Point, int]:
        """A point along the direction, and how often the loss was evaluated; the parameters stay where they are."""
        group = self.param_groups[0]
        if group["line_search_fn"] != "strong_wolfe":
            raise RuntimeError(f"line_search_fn is 'strong_wolfe' or None, not {group['line_search_fn']!r}")
        origin = [param.clone() for param in params]

        def evaluate(length: float) -> Point:
            _move(params, direction, length)
            value = closure()
            gradient = _gathered(params)
            loss, slope = _numbers(value, gradient.dot(direction))
            for param, values in zip(params, origin, strict=True):
                param.copy_(values)
            return Point(length, loss, slope, gradient)

        return search(evaluate, start, first, reach, group["tolerance_change"], group["max_eval"] - evaluations)


def _gathered(params: Sequence[Tensor]) -> Tensor:
    """The gradients of all parameters, one after the other; zeros where there are none."""
    found: list[Any] = [param.grad if gradients.exists(param) else zeros_like(param) for param in params]
    return cat([(view_as_real(one) if one.is_complex() else one).reshape(-1) for one in found])


def _move(params: Sequence[Tensor], direction: Tensor, length: float) -> None:
    """Go along a direction."""
    way, start = _as_far(direction, length), 0
    for param in params:
        real = view_as_real(param) if param.is_complex() else param
        size = real.numel()
        real.add_(way[start : start + size].view(real.shape))
        start += size


def _as_far(direction: Tensor, length: float) -> Tensor:
    """A direction times a length, which is another one in most steps and so travels as a tensor."""
    return direction * direction.new_tensor(length)  # type: ignore[no-any-return]


def _numbers(*values: Any) -> list[float]:
    """Numbers and tensors of one element as floats, fetched in one request."""
    tensors = [value for value in values if isinstance(value, Tensor)]
    fetched = iter(tensors[0]._r.line.fetch_arrays(tensors)) if tensors else iter(())
    return [float(next(fetched).reshape(-1)[0] if isinstance(value, Tensor) else value) for value in values]
