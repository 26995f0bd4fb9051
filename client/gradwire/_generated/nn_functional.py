"""The functions of torch.nn.functional. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from gradwire._generated import table
from gradwire.dispatch import call, spread
from gradwire.handle import Handle

if TYPE_CHECKING:
    from gradwire.devices import device
    from gradwire.dtypes import dtype
    from gradwire.tensors import Tensor

Int: TypeAlias = int
Bool: TypeAlias = bool
Text: TypeAlias = str
Number: TypeAlias = "int | float | bool | complex"
Operand: TypeAlias = "Tensor | Number"
Sizes: TypeAlias = "int | Sequence[int]"
Dtype: TypeAlias = "dtype | type"
Device: TypeAlias = "device | str"


__all__ = []
