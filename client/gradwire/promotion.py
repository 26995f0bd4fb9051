"""Promotion: which dtype holds what others hold, by PyTorch's rules.

https://docs.pytorch.org/docs/stable/tensor_attributes.html#type-promotion-doc
"""

from __future__ import annotations

from typing import Any, Final

from gradwire.dtypes import DTYPES, as_dtype, dtype
from gradwire.recording.descriptions import Description
from gradwire.recording.handle import Handle
from gradwire.recording.ops import NUMBERS
from gradwire.recording.state import state

_RANK: Final = tuple(
    DTYPES[name]
    for name in (
        "bool", "uint8", "int8", "int16", "int32", "int64",
        "float16", "bfloat16", "float32", "float64", "complex64", "complex128",
    )
)  # fmt: skip


def promote_types(type1: dtype, type2: dtype) -> dtype:
    """The smallest dtype that holds both.

    https://docs.pytorch.org/docs/stable/generated/torch.promote_types.html
    """
    low, high = sorted((_checked(type1), _checked(type2)), key=_RANK.index)
    if (low.name, high.name) == ("uint8", "int8"):
        return DTYPES["int16"]
    if (low.name, high.name) == ("float16", "bfloat16"):
        return DTYPES["float32"]
    if low.is_floating_point and high.is_complex:
        return max(low.to_complex(), high, key=_RANK.index)
    return high


def can_cast(from_: dtype, to: dtype) -> bool:
    """Whether values of one dtype may be converted to another without losing what kind of number they are.

    https://docs.pytorch.org/docs/stable/generated/torch.can_cast.html
    """
    return _category(_checked(from_)) <= _category(_checked(to))


def result_type(tensor1: Any, tensor2: Any) -> dtype:
    """The dtype in which arithmetic on two tensors or numbers takes place.

    https://docs.pytorch.org/docs/stable/generated/torch.result_type.html
    """
    (one, weight), (other, other_weight) = _operand(tensor1), _operand(tensor2)
    if weight == other_weight:
        return promote_types(one, other)
    strong, weak = (one, other) if weight > other_weight else (other, one)
    if _category(weak) <= _category(strong):
        return strong
    return strong.to_complex() if strong.is_floating_point else weak


def _operand(value: Any) -> tuple[dtype, int]:
    """The dtype of an operand, and how much it has to say: tensors with dimensions most, numbers least."""
    if isinstance(value, Handle):
        description: Description = value.describe()
        return description.dtype, 2 if description.shape else 1
    if type(value) not in NUMBERS:
        raise TypeError(f"result_type(): an argument must be Tensor or Number, not {type(value).__name__}")
    return of_numbers(type(value)), 0


def of_numbers(cls: type) -> dtype:
    """The dtype of Python's bool, int, float or complex."""
    default = state.default_dtype
    return {bool: DTYPES["bool"], int: DTYPES["int64"], float: default, complex: default.to_complex()}[cls]


def _category(kind: dtype) -> int:
    """Booleans, integers, floating point numbers, complex ones, in this order."""
    return 3 if kind.is_complex else 2 if kind.is_floating_point else int(kind.name != "bool")


def _checked(kind: Any) -> dtype:
    found = as_dtype(kind)
    if found is None:
        raise TypeError("an argument must be torch.dtype, not None")
    return found
