"""The shapes of requests and answers: control requests are read with them, all others documented by them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema

from gradwire.wire import values

Dtype = Literal[
    "float32", "float64", "float16", "bfloat16", "complex64", "complex128",
    "int8", "int16", "int32", "int64", "uint8", "bool",
]  # fmt: skip
FloatDtype = Literal["float32", "float64", "float16", "bfloat16"]


def _integer(value: Any) -> Any:
    """A string that is a number as that number."""
    return values.number(value) if isinstance(value, str) and values.is_number(value) else value


Seed = Annotated[
    int,
    Field(ge=-(2**63), lt=2**64, strict=True),
    BeforeValidator(_integer),
    WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+$"}]}),
]
Seconds = Annotated[float, Field(gt=0, le=10 * 365 * 86400, allow_inf_nan=False, strict=True)]
Data = Any
Value = Any


class Closed(BaseModel):
    """A request: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid")


class OpenSession(Closed):
    """What a session is opened with; all is optional."""

    device: str | None = Field(
        default=None, max_length=40, description="`cpu`, `cuda:0`; the server's setting by default."
    )
    dtype: FloatDtype | None = Field(default=None, description="The default floating dtype.")
    seed: Seed | None = Field(default=None, description="Seeds the generator; random by default, and told.")
    ttl: Seconds | None = Field(default=None, description="Seconds without a request until the session expires.")


class ChangeSession(Closed):
    """What can be changed of a session."""

    dtype: FloatDtype | None = None
    seed: Seed | None = None
    ttl: Seconds | None = None


class ChangeTensor(Closed):
    """What can be changed of a tensor."""

    requires_grad: StrictBool | None = None
    retain_grad: StrictBool | None = Field(default=None, description="Only true: what retains cannot be told to stop.")


class GradModeRequest(Closed):
    """The grad mode from now on; at least one of the three."""

    enabled: StrictBool | None = None
    inference: StrictBool | None = None
    anomaly: StrictBool | None = Field(default=None, description="Whether passes look for NaN, and say who made it.")


class GradMode(BaseModel):
    """Whether operations are recorded."""

    enabled: bool
    inference: bool
    anomaly: bool | None = Field(default=None, description="There where it is on.")


class SessionInfo(BaseModel):
    """A session."""

    id: str
    device: str
    dtype: FloatDtype
    seed: int | str = Field(description="A string where it is beyond 2^53 - 1.")
    grad_mode: GradMode
    tensors: int
    bytes: int
    nodes: int
    version: int
    ttl: float
    created_at: str
    expires_at: str


class SessionPage(BaseModel):
    """A page of sessions."""

    items: list[SessionInfo]
    next: str | None


class TensorInfo(BaseModel):
    """A tensor without its elements."""

    name: str
    id: str
    shape: list[int]
    dtype: Dtype
    device: str
    requires_grad: bool
    is_leaf: bool
    grad_fn: str | None
    node: str | None
    retains_grad: bool
    version: int
    bytes: int
    inference: bool | None = Field(default=None, description="Only of what was made in inference mode: true.")


class TensorWithData(TensorInfo):
    """A tensor and its elements."""

    data: Data


class TensorPage(BaseModel):
    """A page of tensors."""

    items: list[TensorInfo]
    next: str | None


class TensorValue(Closed):
    """The elements of a tensor: nested lists, or one flat list with `shape`."""

    data: Data
    shape: list[int] | None = None
    dtype: Dtype | None = None
    requires_grad: bool | None = None
    inference: bool | None = None
    device: str | None = None


class Answer(BaseModel):
    """What a change answers."""

    version: int
    values: dict[str, TensorValue | None]
    info: dict[str, TensorInfo | None]
    released: list[str] | None = Field(default=None, description="Tags of functions and hooks that are gone.")


class SuspendedPass(BaseModel):
    """A pass that waits for its client, and what it asks."""

    id: str
    call: Literal["function", "hook"]
    name: str
    gradients: list[str | None]
    tag: str | None = None
    outputs: list[str | None] | None = None
    saved: list[str] | None = None
    create_graph: bool | None = None
    pointer: str | None = Field(default=None, description="The step that waits; those before stand if it is cancelled.")
    node: str | None = Field(default=None, description="In anomaly mode, the node whose gradient it is about.")
    grad_fn: str | None = Field(default=None, description="And its name.")
    origin: dict[str, Any] | None = Field(default=None, description="And the step that made it; null: made before.")
    expires_at: str


class Suspended(BaseModel):
    """A change that waits for its client."""

    suspended: SuspendedPass
    values: dict[str, TensorValue | None]
    info: dict[str, TensorInfo | None] | None = None
    released: list[str] | None = Field(default=None, description="As in other answers.")


class ProgramAnswer(Answer):
    """What a program answers."""

    program: str


class StatelessAnswer(BaseModel):
    """What a program without a session answers."""

    program: str
    values: dict[str, TensorValue | None]
    info: dict[str, TensorInfo | None]


class GradientsAnswer(Answer):
    """What `gradients` answers; with `out` they are bound and not sent."""

    gradients: list[TensorValue | list[TensorValue | None] | None] | None = None


class GraphAnswer(BaseModel):
    """The recorded graph."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    tensors: list[dict[str, Any]]


class NodeOutput(BaseModel):
    """An output of a node."""

    node: str
    name: str
    output: int


class NodeAnswer(BaseModel):
    """One node of the recorded graph."""

    id: str
    name: str
    op: str | None
    next: list[NodeOutput | None] = Field(description="Per input: where its gradient goes; null: nowhere.")
    inputs: list[str | None]
    outputs: list[str | None]
    saved: dict[str, Any] | None = Field(description="Infos of saved tensors; null once freed.")
    attributes: dict[str, Any]


class Problem(BaseModel):
    """A problem (RFC 9457); facts stand beside."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    exception: str | None
    request_id: str


class Page(BaseModel):
    """A list of the catalogue."""

    items: list[dict[str, Any]]
