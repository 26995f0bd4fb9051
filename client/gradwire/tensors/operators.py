"""Python's operators on tensors, recorded on the shortest way: these are most of what a program does."""

from __future__ import annotations

from collections.abc import Callable
from sys import _getframe
from typing import Any, ClassVar, Final

import numpy as np

from gradwire._generated.table import OPS
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.dispatch import call
from gradwire.recording.handle import Handle
from gradwire.recording.modes import grad_mode
from gradwire.recording.ops import NUMBERS
from gradwire.recording.recorder import NO_SCALARS, NOBODY

_SCALARS: Final = (Handle, np.generic)
_ARRAYS: Final = (*_SCALARS, np.ndarray)


def _binary(name: str, others: tuple[type, ...] = _ARRAYS) -> Callable[[Any, Any], Any]:
    """The method of an operator; `others` are taken as the other operand beside tensors and Python's numbers."""
    op = OPS[name]
    rest = op.defaults[2:]

    def method(self: Any, other: Any) -> Any:
        recorder = self._r
        if grad_mode() != recorder.mode:
            recorder.follow()
        kind = type(other)
        known: Any
        tensors: tuple[int, ...]
        scalars: tuple[Any, ...]
        leaves = self._l
        if kind is type(self) or (kind not in NUMBERS and isinstance(other, Handle)):
            known, tensors, scalars = other._d, (self._n, other._n), NO_SCALARS
            if leaves is not other._l:
                leaves = recorder.union(leaves, other._l)
        elif kind in NUMBERS:
            known, tensors, scalars = kind, (self._n,), (other,)
        elif isinstance(other, others):
            return call(op, (self, other, *rest))
        else:
            return NotImplemented
        signature = recorder.known.get((op, self._d, known, *rest))
        if signature is None or recorder.broken:
            return call(op, (self, other, *rest))
        number = next(recorder.numbers)
        frame = _getframe(1)
        code = frame.f_code
        if code is not recorder.code:
            code, frame = recorder.enter(frame)
        step = (signature, tensors, scalars, number, code, frame.f_lasti)
        if number >= recorder.bound:
            recorder.consider(*step)
        tensor = object.__new__(self._plain)
        tensor._r = recorder
        tensor._n = number
        description = tensor._d = signature.outs[0]
        tensor._l = leaves if description.requires_grad else NOBODY
        recorder.append(step)  # last, so that whoever is interrupted leaves no result that nobody has
        return tensor

    method.__name__ = name
    return method


def _reflected(name: str) -> Callable[[Any, Any], Any]:
    op = OPS[name]

    def method(self: Handle, other: Any) -> Any:
        return call(op, (other, self, *op.defaults[2:])) if _fits(other, _SCALARS) else NotImplemented

    return method


def _in_place(name: str) -> Callable[[Any, Any], Any]:
    op = OPS[name]

    def method(self: Handle, other: Any) -> Any:
        return call(op, (self, other, *op.defaults[2:])) if _fits(other) else NotImplemented

    return method


def _unary(name: str) -> Callable[[Any], Any]:
    op = OPS[name]

    def method(self: Handle) -> Any:
        return call(op, (self,))

    return method


def _fits(other: Any, others: tuple[type, ...] = _ARRAYS) -> bool:
    return type(other) in NUMBERS or isinstance(other, others)


class Operators:
    """What +, *, @, <, … mean."""

    __slots__ = ()

    _plain: ClassVar[type[Any]]
    """The class of results, whatever the operands' own."""

    __add__ = _binary("add")
    __sub__ = _binary("sub")
    __mul__ = _binary("mul")
    __truediv__ = _binary("div")
    __floordiv__ = _binary("floor_divide")
    __mod__ = _binary("remainder")
    __pow__ = _binary("pow")
    __matmul__ = _binary("matmul")
    # an array that stands before a tensor is refused, as by PyTorch: NumPy would take the tensor apart
    __radd__ = _binary("add", _SCALARS)
    __rsub__ = _binary("rsub", _SCALARS)
    __rmul__ = _binary("mul", _SCALARS)
    __rfloordiv__ = _reflected("floor_divide")
    __rmod__ = _reflected("remainder")
    __rpow__ = _reflected("pow")
    __rmatmul__ = _reflected("matmul")

    __iadd__ = _in_place("add_")
    __isub__ = _in_place("sub_")
    __imul__ = _in_place("mul_")
    __itruediv__ = _in_place("div_")
    __ifloordiv__ = _in_place("floor_divide_")
    __imod__ = _in_place("remainder_")
    __ipow__ = _in_place("pow_")

    __lt__ = _binary("lt")
    __le__ = _binary("le")
    __gt__ = _binary("gt")
    __ge__ = _binary("ge")
    __eq__ = _binary("eq")
    __ne__ = _binary("ne")

    __and__ = _binary("bitwise_and")
    __or__ = _binary("bitwise_or")
    __xor__ = _binary("bitwise_xor")
    __rand__ = _binary("bitwise_and", _SCALARS)
    __ror__ = _binary("bitwise_or", _SCALARS)
    __rxor__ = _binary("bitwise_xor", _SCALARS)
    __lshift__ = _binary("bitwise_left_shift")
    __rshift__ = _binary("bitwise_right_shift")
    __rlshift__ = _reflected("bitwise_left_shift")
    __rrshift__ = _reflected("bitwise_right_shift")
    __iand__ = _in_place("bitwise_and_")
    __ior__ = _in_place("bitwise_or_")
    __ixor__ = _in_place("bitwise_xor_")
    __ilshift__ = _in_place("bitwise_left_shift_")
    __irshift__ = _in_place("bitwise_right_shift_")

    __neg__ = _unary("neg")
    __abs__ = _unary("abs")

    def __invert__(self: Any) -> Any:
        if self._d is not UNKNOWN and (self._d.dtype.is_floating_point or self._d.dtype.is_complex):
            raise TypeError(f"~ inverts the bits of integers and booleans, and {self._d.dtype} has none")
        return call(OPS["bitwise_not"], (self,))

    def __pos__(self) -> Any:
        return self

    def __rtruediv__(self, other: Any) -> Any:
        # as PyTorch: the graph shows a reciprocal and a product
        return call(OPS["reciprocal"], (self,)) * other if _fits(other) else NotImplemented

    __rdiv__ = __rtruediv__

    __hash__ = object.__hash__
