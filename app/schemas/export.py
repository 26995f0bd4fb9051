"""What an export says besides its tensors' elements: JSON in the `__metadata__` of its file (API.md 3)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Base64Bytes, Field, StrictBool, field_validator
from pydantic_core import PydanticCustomError

from app.schemas.session import GradModeRequest, SessionOptions
from app.schemas.values import Closed, Dtype

Count = Annotated[int, Field(ge=0, lt=2**63, strict=True)]


class ExportedTensor(Closed):
    """What a tensor is besides its elements: by default an array of the file, on the session's device.

    With `same` it is another tensor, with `storage` a window on the memory of another one.
    """

    dtype: Dtype | None = None
    device: str | None = Field(default=None, max_length=40)
    requires_grad: StrictBool = False
    inference: StrictBool = False
    same: str | None = None
    storage: str | None = None
    shape: list[Count] | None = None
    stride: list[Count] | None = None
    storage_offset: Count = 0


class ExportedGenerator(Closed):
    """A generator that has a name: where it draws, and the bytes that `get_rng_state` gives."""

    device: str = Field(max_length=40)
    state: Base64Bytes


class Export(SessionOptions):
    """A session, less the elements of its tensors."""

    grad_mode: GradModeRequest = GradModeRequest()
    tensors: dict[str, ExportedTensor] = Field(default={})
    generators: dict[str, Base64Bytes] = Field(default={})
    """The default ones, by device."""
    named_generators: dict[Annotated[str, Field(min_length=1)], ExportedGenerator] = Field(default={})

    @field_validator("grad_mode")
    @classmethod
    def _can_be(cls, mode: GradModeRequest) -> GradModeRequest:
        if mode.enabled and mode.inference:
            raise PydanticCustomError("mode", "Nothing is recorded in inference mode: `enabled` cannot be true there")
        return mode
