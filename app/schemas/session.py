"""Sessions and their grad modes (API.md 3 and 7)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from app.schemas.values import Closed, FloatDtype, Seconds, Seed, absent

Precision = Literal["highest", "high", "medium"]


class SessionOptions(Closed):
    """What a session may be opened with; all is optional."""

    device: str | None = Field(
        default=None, max_length=40, description="`cpu`, `cuda:0`; the server's setting by default."
    )
    dtype: FloatDtype | None = Field(default=None, description="The default floating dtype.")
    seed: Seed | None = Field(default=None, description="Seeds the generator; random by default, and told.")
    ttl: Seconds | None = Field(default=None, description="Seconds without a request until the session expires.")
    exact: StrictBool | None = Field(
        default=None, description="False lets repeated programs run faster, to other last bits; true by default."
    )
    matmul_precision: Precision | None = Field(
        default=None,
        description="Of products of float32 matrices on CUDA: `highest`, the default, or TF32 with the others.",
    )


class OpenSession(SessionOptions):
    """What a session is opened with; all is optional."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"seed": 0}]})

    fork: str | None = Field(
        default=None,
        max_length=100,
        description="The id of a session that this one begins as: names, graph, gradients, modes and generators. "
        "Of the other fields only `ttl` may stand beside it.",
    )


class ForkSession(Closed):
    """What a fork may have of its own."""

    ttl: Seconds | None = Field(
        default=None, description="Seconds without a request until it expires; by default those of the other."
    )


def _fixed(_: Any) -> None:
    raise PydanticCustomError("fixed", "A session stays on the device that it was opened on: open another one there")


class ChangeSession(Closed):
    """What can be changed of a session."""

    device: SkipJsonSchema[Annotated[None, BeforeValidator(_fixed)]] = None
    """Nothing: it is here to be told so."""
    dtype: FloatDtype | None = None
    seed: Seed | None = None
    ttl: Seconds | None = None
    exact: StrictBool | None = None
    matmul_precision: Precision | None = None


class GradModeRequest(Closed):
    """The grad mode from now on; at least one of the three."""

    enabled: StrictBool | None = None
    inference: StrictBool | None = None
    anomaly: StrictBool | None = Field(default=None, description="Whether passes look for NaN, and say who made it.")


class GradMode(BaseModel):
    """Whether operations are recorded."""

    enabled: bool
    inference: bool
    anomaly: bool = absent("There where it is on.")


class SessionInfo(BaseModel):
    """A session."""

    id: str
    device: str
    dtype: FloatDtype
    seed: Seed = Field(description="A string where it is beyond 2^53 - 1.")
    exact: bool = Field(description="Whether repeated programs come to the same bits.")
    matmul_precision: Precision = Field(description="Of products of float32 matrices on CUDA.")
    grad_mode: GradMode
    tensors: int
    bytes: int = Field(description="All storage held, gradients and saved values too.")
    memory: dict[str, int] = Field(description="The same by device; on a GPU all that the session uses.")
    nodes: int = Field(description="Recorded operations.")
    version: int = Field(description="Counts acknowledged changes.")
    ttl: float
    created_at: str
    expires_at: str


class SessionPage(BaseModel):
    """A page of sessions."""

    items: list[SessionInfo]
    next: str | None
    damaged: list[str] = Field(description="The ids of all sessions whose data cannot be read, until they are closed.")
