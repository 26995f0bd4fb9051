"""Steps as schemas, for the OpenAPI document; programs themselves are read by parse."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

from app.program.operands import Input, Operand, Out
from app.program.owned import FunctionStep, HookStep, SavedStep, UnhookStep
from app.schemas.values import Closed, OneOf


class Operation(BaseModel):
    """An operation; attributes stand beside `op`, `inputs` and `out`."""

    model_config = ConfigDict(extra="allow")

    op: str
    inputs: list[Input] | None = None
    out: Out | None = None


class Backward(Closed):
    """A backward pass that accumulates into `.grad`."""

    tensors: list[str]
    gradients: list[Operand] | None = Field(default=None, description="A seed for each of `tensors`; null: one.")
    retain_graph: bool | None = None
    create_graph: bool | None = None
    inputs: list[str] | None = None


class Gradients(Closed):
    """Derivatives as results."""

    tensors: list[str]
    inputs: list[str]
    kind: Literal["vjp", "jvp", "hvp", "jacobian", "hessian"] | None = None
    gradients: list[Operand] | None = Field(default=None, description="A seed for each of `tensors`; null: one.")
    tangents: list[Operand] | None = Field(default=None, description="Of `jvp` and `hvp`: one for each of `inputs`.")
    retain_graph: bool | None = None
    create_graph: bool | None = None
    allow_unused: bool | None = None
    materialize_grads: bool | None = None
    is_grads_batched: bool | None = None
    out: Out | list[list[str | None]] | None = Field(
        default=None, description="Names for the results; of `jacobian` and `hessian` a list of rows."
    )


class BackwardStep(Closed):
    """A backward pass as a step."""

    backward: Backward


class GradientsStep(Closed):
    """Gradients as a step; the first one is `_`."""

    gradients: Gradients


class GradModeBlock(Closed):
    """A grad mode, for a block of steps or from here on."""

    enabled: bool | None = None
    inference: bool | None = None
    anomaly: bool | None = None
    steps: list[Step] | None = None


class GradModeStep(Closed):
    """A grad mode as a step."""

    grad_mode: GradModeBlock


class Mapped(Closed):
    """A tensor, and the dimension along which its examples lie."""

    tensor: str
    dim: int | None = None


class VMap(Closed):
    """Steps for one example, carried out for all examples of the inputs at once."""

    inputs: dict[str, str | Mapped] | None = Field(default=None, description="Names for one example of tensors.")
    outputs: dict[str, str | Mapped] | None = Field(default=None, description="Names for results with all examples.")
    steps: list[Step] | None = None
    randomness: Literal["error", "different", "same"] | None = None
    size: int | None = Field(default=None, ge=0, description="How many examples: with it a named level begins.")
    level: str | None = Field(default=None, description="A name by which a later step goes on with this one.")


class VMapStep(Closed):
    """Steps for every example as a step."""

    vmap: VMap


class Checkpoint(Closed):
    """Steps whose results are computed again for backward instead of kept."""

    steps: list[Step]
    region: str | None = Field(default=None, description="A name by which a later step goes on with this one.")
    continues: bool | None = Field(default=None, description="Goes on with the last region of this name.")


class CheckpointStep(Closed):
    """Steps that are computed again as a step."""

    checkpoint: Checkpoint


class BindStep(Closed):
    """Names for tensors and literals."""

    bind: dict[str, Operand]


class DeleteStep(Closed):
    """Names to forget; gradients to set to None."""

    delete: list[str]


class Loop(Closed):
    """What every loop takes."""

    steps: list[Step]
    count: str | None = None
    collect: dict[str, str] | None = None
    every: int | None = Field(default=None, ge=1)


class Repeat(Loop):
    """A number of rounds."""

    times: int = Field(ge=0)


class RepeatStep(Closed):
    """A loop of a number of rounds."""

    repeat: Repeat


class While(Loop):
    """Rounds as long as a condition holds."""

    test: list[Step] | None = None
    condition: str | None = None
    max: int | None = Field(default=None, ge=0)


class WhileStep(Closed):
    """A loop with a condition."""

    while_: While = Field(alias="while")


class If(Closed):
    """One of two blocks."""

    condition: str | None = None
    then: list[Step] | None = None
    else_: list[Step] | None = Field(default=None, alias="else")


class IfStep(Closed):
    """A choice."""

    if_: If = Field(alias="if")


Step = TypeAliasType(
    "Step",
    Annotated[
        Operation
        | BackwardStep
        | GradientsStep
        | GradModeStep
        | VMapStep
        | CheckpointStep
        | BindStep
        | DeleteStep
        | RepeatStep
        | WhileStep
        | IfStep
        | FunctionStep
        | HookStep
        | UnhookStep
        | SavedStep,
        OneOf(),
        Field(description="An operation, or one key, what is done, with the body that its endpoint takes."),
    ],
)
