"""Plans of a session (API.md 8)."""

from __future__ import annotations

from pydantic import BaseModel, Field


class Planned(BaseModel):
    """A program, or rounds of a loop in it, that may have plans."""

    program: str
    pointer: str | None = Field(description="Where the loop stands in the program; null: all of the program.")
    rounds: int = Field(description="How many rounds of the loop are planned together.")


class PlanInfo(Planned):
    """A plan: a program on tensors of certain kinds, as one list of array calls."""

    tensors: list[str] = Field(description="The names of those that it takes.")
    steps: int = Field(description="The statements it consists of, most of them array calls.")
    buffers: int = Field(description="In how many pieces it keeps memory for what it computes on the way.")
    bytes: int = Field(description="Of that memory.")
    runs: int
    deviations: int = Field(description="How often values led elsewhere, or another program ran it, and steps had to.")
    seconds: float | None = Field(description="Those of its last run; null before the first.")


class Unplanned(Planned):
    """A program or a loop that runs step by step."""

    misses: int = Field(description="How often it ran.")
    reason: str


class PlansAnswer(BaseModel):
    """The plans of a session."""

    hits: int = Field(description="How often a program or a loop ran by a plan.")
    misses: int = Field(description="How often it ran step by step.")
    bytes: int = Field(description="Of the memory that all plans keep.")
    items: list[PlanInfo]
    unplanned: list[Unplanned]
