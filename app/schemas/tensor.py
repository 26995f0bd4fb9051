"""What is known of a tensor, and what can be changed of it (API.md 4)."""

from __future__ import annotations

from pydantic import BaseModel, Field, StrictBool

from app.schemas.values import Closed, Data, Dtype, absent


class TensorInfo(BaseModel):
    """A tensor without its elements."""

    name: str
    id: str
    shape: list[int]
    stride: list[int]
    dtype: Dtype
    device: str
    requires_grad: bool
    is_leaf: bool
    grad_fn: str | None
    node: str | None = Field(description="The node of the graph that made it.")
    retains_grad: bool
    version: int = Field(description="Counts changes in place.")
    bytes: int
    storage: str = Field(description="The same for all tensors that show the same memory.")
    storage_offset: int
    base: str | None = Field(description="The tensor that it is recorded as a view of.")
    inference: bool = absent("Only of what was made in inference mode: true.")
    levels: list[str | None] = absent("Only under vmap: the names of the levels whose examples it stands for.")


class TensorWithData(TensorInfo):
    """A tensor and its elements."""

    data: Data = absent("Left out with `?info`.")


class TensorPage(BaseModel):
    """A page of tensors."""

    items: list[TensorInfo]
    next: str | None


class ChangeTensor(Closed):
    """What can be changed of a tensor."""

    requires_grad: StrictBool | None = None
    retain_grad: StrictBool | None = Field(default=None, description="Only true: what retains cannot be told to stop.")
