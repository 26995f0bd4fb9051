"""Kinds: what the arguments of operations may be, for annotations alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from gradwire.devices import device
from gradwire.dtypes import dtype
from gradwire.tensors.tensor import Tensor

# the names of Python's own types are taken by tensors' methods
Int: TypeAlias = int
Bool: TypeAlias = bool
Text: TypeAlias = str
Number: TypeAlias = int | float | bool | complex
Operand: TypeAlias = Tensor | Number
Numbers: TypeAlias = float | Sequence[float]
Sizes: TypeAlias = int | Sequence[int]
Dtype: TypeAlias = dtype | type
Device: TypeAlias = device | str
