"""What changes answer, and what they ask while they are suspended (API.md 5 to 10)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from app.schemas.tensor import TensorInfo
from app.schemas.values import Value, absent


class Warned(BaseModel):
    """Something that PyTorch would warn of."""

    category: str
    detail: str


class Outcome(BaseModel):
    """What every change tells."""

    values: dict[str, Value | None]
    info: dict[str, TensorInfo | None]
    warnings: list[Warned] = absent()


class Answer(Outcome):
    """What a change answers."""

    version: int
    released: list[str] = absent("Tags of functions and hooks that are gone.")


class ProgramAnswer(Answer):
    """What a program answers."""

    program: str


class StatelessAnswer(Outcome):
    """What a program without a session answers."""

    program: str


class GradientsAnswer(Answer):
    """What `gradients` answers; with `out` they are bound and not sent."""

    gradients: list[Value | None] | list[list[Value | None]] = absent()


class ResumedAnswer(GradientsAnswer):
    """What the suspended request would have answered."""

    program: str = absent("Of a program.")


class SuspendedPass(BaseModel):
    """A pass that waits for its client, and what it asks."""

    id: str
    call: Literal["function", "hook"]
    name: str
    gradients: list[str | None]
    tag: str = absent()
    outputs: list[str | None] = absent()
    saved: list[str] = absent()
    create_graph: bool = absent()
    pointer: str = absent("The step that waits; those before stand if it is cancelled.")
    node: str = absent("In anomaly mode, the node whose gradient it is about.")
    grad_fn: str = absent("And its name.")
    origin: dict[str, Any] | None = absent("And the step that made it; null: made before.")
    expires_at: str


class Suspended(BaseModel):
    """A change that waits for its client."""

    suspended: SuspendedPass
    values: dict[str, Value | None]
    info: dict[str, TensorInfo | None] = absent()
    released: list[str] = absent("As in other answers.")
