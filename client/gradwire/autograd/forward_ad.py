"""torch.autograd.forward_ad: dual numbers, tensors that carry how they change.

A dual is another tensor of the primal's values that is recorded, and whatever is computed of it is too; how that
changes along the tangents is asked only when it is unpacked or printed. What is recorded for the sake of duals alone
looks as if it were not.

https://docs.pytorch.org/docs/stable/autograd.html#forward-mode-automatic-differentiation
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any, Final, NamedTuple

from gradwire.differentiation.derivatives import describe, record_derivatives
from gradwire.differentiation.grad_modes import is_grad_enabled
from gradwire.func.arguments import NO_TANGENT
from gradwire.func.recorded import Inputs
from gradwire.recording.handle import Handle
from gradwire.recording.modes import set_tangents

__all__ = ["UnpackedDualTensor", "dual_level", "enter_dual_level", "exit_dual_level", "make_dual", "unpack_dual"]


class UnpackedDualTensor(NamedTuple):
    """A tensor, and how it changes: None where it depends on no dual."""

    primal: Any
    tangent: Any


class Level:
    """The duals of a block, and their tangents."""

    def __init__(self) -> None:
        self.duals: list[Handle] = []
        self.tangents: list[Handle] = []

    def tangent(self, tensor: Handle) -> Any:
        """How a tensor changes along the tangents; None where it depends on no dual."""
        for dual, tangent in zip(self.duals, self.tangents, strict=True):
            if tensor is dual:
                return tangent
        recorder = tensor._r
        reached = recorder.ledger.leaves([tensor])
        if reached.isdisjoint([dual._n for dual in self.duals]):
            return None
        around = recorder.ledger.leaves([tensor, *self.tangents]) - recorder.duals
        shapes = [(describe(tensor).shape, tensor)]
        options: dict[str, Any] = {"shapes": shapes, "create_graph": bool(around) and is_grad_enabled()}
        return record_derivatives("jvp", [tensor], self.duals, self.tangents, **options)[0]


_level: Final[ContextVar[Level | None]] = ContextVar("dual level", default=None)


def enter_dual_level() -> int:
    """Begin a level of duals, and return its number, 0: levels do not nest."""
    if _level.get() is not None:
        raise RuntimeError("there is a level of dual tensors already, and levels do not nest: leave that one first")
    _level.set(Level())
    set_tangents(True)
    return 0


def exit_dual_level(*, level: int | None = None) -> None:
    """End the level of duals: no tensor has a tangent any more."""
    if _level.get() is None:
        raise RuntimeError("there is no level of dual tensors to leave")
    if level not in (None, 0):
        raise RuntimeError(f"the level of dual tensors that can be left is 0, not {level}")
    _level.set(None)
    set_tangents(False)


class dual_level:  # noqa: N801
    """A block with a level of duals: `with dual_level():`.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.dual_level.html
    """

    def __enter__(self) -> int:
        return enter_dual_level()

    def __exit__(self, *_: object) -> None:
        exit_dual_level()


def make_dual(tensor: Any, tangent: Any, *, level: int | None = None) -> Any:
    """The tensor with a tangent, of its shape, along which it is taken to change.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.make_dual.html
    """
    for one, name in ((tensor, "primal"), (tangent, "tangent")):
        if not (one.is_floating_point() or one.is_complex()):
            raise ValueError(f"a {name} must be of floats or complex numbers, not of {one.dtype}")
    here = _at(level)
    if here is None:
        raise RuntimeError("a dual tensor needs a level: make it in `with dual_level():`")
    if here.tangent(tensor) is not None:
        raise RuntimeError("this tensor has a tangent already")
    if here.tangent(tangent) is not None:
        raise RuntimeError("a tangent cannot have a tangent itself")
    if tensor.shape != tangent.shape:
        shapes = f"{tuple(tensor.shape)}, not {tuple(tangent.shape)}"
        raise RuntimeError(f"a tangent must have the shape of its primal, {shapes}")
    (dual,) = Inputs((tensor,), NO_TANGENT).tensors
    dual._l |= {dual._n}
    dual._r.duals.add(dual._n)
    here.duals.append(dual)
    here.tangents.append(tangent)
    return dual


def unpack_dual(tensor: Any, *, level: int | None = None) -> UnpackedDualTensor:
    """The values of a tensor without its tangent, and the tangent: None where it has none.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.forward_ad.unpack_dual.html
    """
    if not isinstance(tensor, Handle):
        raise TypeError(f"unpack_dual takes a tensor, not {type(tensor).__name__}")
    here = _at(level)
    found = None if here is None else here.tangent(tensor)
    if found is None:
        return UnpackedDualTensor(tensor, None)
    primal: Any = tensor
    return UnpackedDualTensor(
        primal.view_as(primal) if primal.requires_grad and is_grad_enabled() else primal.detach(), found
    )


def tangent_of(tensor: Handle) -> Any:
    """The tangent of a tensor in the level that there is, or None."""
    here = _level.get()
    return None if here is None else here.tangent(tensor)


def _at(level: int | None) -> Level | None:
    if level not in (None, 0):
        raise RuntimeError(f"the level of dual tensors must be 0, not {level}")
    return _level.get()
