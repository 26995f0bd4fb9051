"""What there is to call: the server, its devices, operations and problem types (API.md 6 and 11)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field

from app.schemas.values import absent


class Server(BaseModel):
    """The server, the formats that it speaks, and its limits."""

    name: str
    version: str
    formats: list[str]
    limits: dict[str, float]


class Device(BaseModel):
    """A device; memory is in bytes. What follows `free` is there for GPUs."""

    device: str
    name: str
    memory: int
    free: int
    driver: str = absent("The version of CUDA that the driver knows.")
    runtime: str = absent("The version of the CUDA runtime.")
    compute_capability: str = absent()
    multiprocessors: int = absent()
    allocated: int = absent("Bytes that all sessions use.")
    reserved: int = absent("Bytes that the server holds for them, in use or not.")
    limit: int = absent("The most that it may hold.")
    cupy: str = absent("The version of CuPy.")


class Devices(BaseModel):
    """All devices."""

    items: list[Device]


class Argument(BaseModel):
    """An argument of an operation."""

    name: str
    kind: str = Field(
        description="`tensor`, `tensors`, `number`, `numbers`, `integer`, `integers`, `boolean`, `text`, `dtype`, "
        "`device` or `index`."
    )
    required: bool = absent()
    default: Any = absent()
    keyword_only: bool = absent()
    variadic: bool = absent()
    numbers: bool = absent("Whether numbers may stand among the tensors.")


class CatalogueEntry(BaseModel):
    """An operation of the catalogue."""

    op: str
    aliases: list[str]
    in_place: str | None
    family: str
    summary: str
    differentiable: bool
    grad_fn: list[str]
    view: bool = Field(description="Whether the result may share its input's storage.")
    overwrites: dict[str, str] = Field(
        description="Tensors that it writes to though it is no in-place variant, each with the argument by which it "
        "does: where that is given, neither null nor false."
    )
    random: bool = Field(description="Whether it draws from the generator.")
    arguments: list[Argument]
    outputs: list[str]
    sized_by: str
    variants: list[str]
    schema_: dict[str, Any] = Field(alias="schema", description="JSON Schema of a step.")
    example: dict[str, Any] | None
    shapes: dict[str, Any] | None


class Catalogue(BaseModel):
    """The operations, or a page of them."""

    items: list[CatalogueEntry]
    next: str | None


class ProblemType(BaseModel):
    """What a type of problem means."""

    type: str
    title: str
    status: int
    explanation: str


class Status(BaseModel):
    """How the server is."""

    status: Literal["live", "ready"]
