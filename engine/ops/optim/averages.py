"""Running averages and weight decay, written into arrays: what several optimizers do alike."""

from __future__ import annotations

from typing import Any


def directed(param: Any, grad: Any, maximize: bool, weight_decay: float) -> Any:
    """The gradient towards the goal, with the penalty of large parameters in it; `grad` stays as it is."""
    if maximize:
        grad = -grad
    if weight_decay:
        decay = weight_decay * param
        decay += grad
        return decay
    return grad


def decayed(param: Any, grad: Any, maximize: bool, weight_decay: float, left: Any, decoupled: bool) -> Any:
    """As `directed`; where they are `decoupled`, parameters decay by themselves instead, to what is `left` of them."""
    if not (decoupled and weight_decay):
        return directed(param, grad, maximize, weight_decay)
    param *= left
    return directed(param, grad, maximize, 0)


def follow(average: Any, values: Any, weight: float) -> None:
    """Move an average towards values by a weight, as lerp does: from the nearer end."""
    way = values - average
    if abs(weight) < 0.5:
        way *= weight
        average += way
    else:
        way *= 1 - weight
        average[...] = values
        average -= way


def follow_squares(average: Any, values: Any, decay: float) -> None:
    """Let an average of squares decay, and add those of values."""
    average *= decay
    square = (1 - decay) * values
    square *= values
    average += square


def move(param: Any, values: Any, divisor: Any, scale: float) -> None:
    """Add scale * values / divisor to a parameter."""
    way = scale * values
    way /= divisor
    param += way
