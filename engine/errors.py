"""What can go wrong in the engine.

    EngineError
    ├── UnknownOp             no operation of that name
    ├── UnknownDtype          no dtype of that name
    ├── InvalidArgument       an argument is missing, unknown, or of the wrong kind
    │   └── InvalidValue      an argument is of the right kind, but not one that the operation takes
    ├── ShapeMismatch         shapes do not fit the operation or each other
    ├── DtypeMismatch         dtypes do not fit the operation or each other
    ├── IndexOutOfRange       an index or a dimension lies outside the tensor
    │   └── UnsupportedDtype  the operation is not there for a dtype
    ├── OpFailed              what else PyTorch raises while an operation runs
    ├── SingularMatrix        a matrix cannot be inverted or factorised
    ├── GradientRequired      a root of several elements needs a gradient
    ├── WrongGradients        given gradients do not fit their roots
    ├── NoGraph               nothing was recorded to walk back over
    ├── GraphFreed            a saved value went with an earlier backward pass
    ├── SavedValueModified    a saved value was changed in place
    ├── NotANumber            a gradient rule made NaN, in anomaly mode
    ├── InPlaceOnLeaf         an in-place change of a leaf that records
    ├── NotDifferentiable     gradients asked of what cannot have any
    ├── AmbiguousCondition    the truth of a tensor of several elements
    ├── LimitExceeded         a result larger than the context allows
    ├── DeviceMismatch        tensors of several devices met
    ├── DeviceUnavailable     no such device here
    └── OutOfMemory           the device's memory does not suffice

Every error carries `detail`, what is wrong and what to do, and `facts`, the same as data (op, shapes, dtypes, ...).
Its attribute `exception` names what PyTorch raises in the same place, the class's own unless another is given.
"""

from __future__ import annotations

from typing import Any


class EngineError(Exception):
    """An operation or a gradient that cannot be computed as asked."""

    exception = "RuntimeError"

    def __init__(self, detail: str, *, exception: str | None = None, **facts: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.facts = facts
        if exception is not None:
            self.exception = exception


class UnknownOp(EngineError):
    """No operation of that name."""

    exception = "AttributeError"


class UnknownDtype(EngineError):
    """No dtype of that name."""

    exception = "TypeError"


class InvalidArgument(EngineError):
    """An argument is missing, unknown, or of the wrong kind."""

    exception = "TypeError"


class InvalidValue(InvalidArgument):
    """An argument is of the right kind, but not one that the operation takes."""

    exception = "ValueError"


class ShapeMismatch(EngineError):
    """Shapes do not fit the operation or each other."""


class DtypeMismatch(EngineError):
    """Dtypes do not fit the operation or each other."""


class UnsupportedDtype(DtypeMismatch):
    """The operation is not there for a dtype."""

    exception = "NotImplementedError"


class IndexOutOfRange(EngineError):
    """An index or a dimension lies outside the tensor."""

    exception = "IndexError"


class OpFailed(EngineError):
    """What else PyTorch raises while an operation runs."""


class SingularMatrix(EngineError):
    """A matrix is singular, not positive definite, or its factorisation does not converge."""

    exception = "LinAlgError"


class GradientRequired(EngineError):
    """A root of several elements needs a gradient."""


class WrongGradients(EngineError):
    """Given gradients do not fit their roots."""


class NoGraph(EngineError):
    """Nothing was recorded to walk back over."""


class GraphFreed(EngineError):
    """A saved value went with an earlier backward pass."""


class SavedValueModified(EngineError):
    """A saved value was changed in place after it was saved."""


class NotANumber(EngineError):
    """A gradient rule made NaN, and anomaly mode looks for that."""


class InPlaceOnLeaf(EngineError):
    """An in-place change of a leaf that records its operations."""


class NotDifferentiable(EngineError):
    """Gradients are asked of what cannot have any."""


class AmbiguousCondition(EngineError):
    """The truth of a tensor of several elements."""


class LimitExceeded(EngineError):
    """A result larger than the context allows."""


class DeviceMismatch(EngineError):
    """Tensors of several devices met."""


class DeviceUnavailable(EngineError):
    """No such device here."""


class OutOfMemory(EngineError, MemoryError):
    """The device's memory does not suffice."""
