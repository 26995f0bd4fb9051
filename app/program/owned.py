"""Steps about functions and hooks that the client owns, as schemas (API.md 10)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.program.operands import Operand, Out
from app.schemas.values import Closed


class Owned(Closed):
    """What the client names to be asked about."""

    name: str = Field(description="What the client is told when it is asked.")
    tag: str | None = Field(default=None, description="A text told beside the name, and in `released` when it is gone.")
    return_: list[str] | None = Field(
        default=None, alias="return", max_length=0, description="Empty: gradients stay on the server, for steps."
    )


class Function(Owned):
    """Values that the client computed, in the graph as one node whose gradient the client computes, too."""

    inputs: list[Operand]
    values: list[Operand] = Field(description="What the function came to: names or literals.")
    saved: list[str] | None = Field(default=None, description="Tensors that come back as `_s0`, `_s1`, … when asked.")
    dirty: list[int] | None = Field(default=None, description="Places of inputs that were changed in place.")
    non_differentiable: list[int] | None = Field(default=None, description="Places of values without a gradient.")
    out: Out | None = None


class FunctionStep(Closed):
    """A function of the client as a step."""

    function: Function


class Hook(Owned):
    """A hook of the client on a tensor, on several at once, or on a node."""

    tensor: str | None = None
    tensors: list[str] | None = None
    node: str | None = None
    on: Literal["gradient", "gradients", "accumulated", "outputs", "inputs"] | None = Field(
        default=None, description="By default `gradient` of a tensor, `gradients` of several, `inputs` of a node."
    )
    title: str | None = Field(default=None, description="What errors call it; by default its name.")
    first_only: bool | None = Field(default=None, description="Of several tensors only the first gradient is asked.")


class HookStep(Closed):
    """A hook as a step."""

    hook: Hook


class Unhook(Closed):
    """A hook's name; where it may be gone with its tensor already, that is no error."""

    name: str
    missing_ok: bool | None = None


class UnhookStep(Closed):
    """The end of a hook."""

    unhook: Unhook


class Saved(Closed):
    """Names for what a node has saved."""

    node: str
    out: dict[str, str]


class SavedStep(Closed):
    """Saved values as a step."""

    saved: Saved
