"""The memory of a session on GPUs (API.md 3)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, StrictBool

from app.schemas.values import Closed


class ChangeMemory(Closed):
    """What is to be done about the memory of a session."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reset_peak": True}]})

    device: str | None = Field(default=None, max_length=40, description="The GPU; all that were used by default.")
    reset_peak: StrictBool | None = Field(default=None, description="Begin the peaks anew.")
    release: StrictBool | None = Field(default=None, description="Give back what is kept for later.")


class Synchronize(Closed):
    """What is to be waited for."""

    device: str | None = Field(default=None, max_length=40, description="The GPU; all that were used by default.")


class DeviceMemory(BaseModel):
    """The memory of a session on a GPU, in bytes."""

    device: str
    allocated: int = Field(description="In use.")
    peak: int = Field(description="The most that was in use.")
    reserved: int = Field(description="In use, or kept for later.")
    reserved_peak: int
    limit: int | None = Field(description="The most that may be reserved, where the server sets a limit.")


class MemoryAnswer(BaseModel):
    """The memory of a session on the GPUs that it has used."""

    items: list[DeviceMemory]
