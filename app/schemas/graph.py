"""The recorded graph (API.md 6)."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from app.schemas.values import Dtype


class GraphNode(BaseModel):
    """An operation, or a leaf's AccumulateGrad."""

    id: str
    name: str
    op: str | None
    inputs: list[str | None] = Field(description="Ids of tensors; null: not a recorded one.")
    outputs: list[str | None]
    saved: dict[str, Any] | None = Field(description="Ids of saved tensors; null once freed.")


class GraphEdge(BaseModel):
    """The way of a gradient."""

    from_: str = Field(alias="from")
    input: int
    to: str
    output: int


class GraphTensor(BaseModel):
    """A tensor of the graph, named or not."""

    id: str
    names: list[str]
    shape: list[int]
    dtype: Dtype
    requires_grad: bool
    is_leaf: bool
    node: str | None
    output: int | None


class GraphAnswer(BaseModel):
    """The recorded graph."""

    nodes: list[GraphNode]
    edges: list[GraphEdge]
    tensors: list[GraphTensor]


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
    saved: dict[str, Any] | None = Field(
        description="Infos without names of saved tensors, lists of these for lists; null once freed."
    )
    attributes: dict[str, Any]
