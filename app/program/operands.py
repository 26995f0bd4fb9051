"""What steps name, as schemas: tensors that go in, and results."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypeAliasType

from app.schemas.values import anything

Operand = Annotated[Any, anything("A tensor's name, a number, or a literal: nested lists or an object with `data`.")]
Input = Annotated[Any, anything("A tensor's name, a number, a literal, a list of these, or null.")]
Out = TypeAliasType(
    "Out",
    Annotated[str | list[str | None], Field(description="A name for the result, or one for each; null: none.")],
)
