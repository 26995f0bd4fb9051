"""The bodies of requests that change something, as schemas for the OpenAPI document."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, StrictBool
from pydantic.config import JsonDict

from app.program.operands import Operand
from app.program.schemas import Backward, Gradients, Operation, Step
from app.schemas.values import Closed, Elements, FloatDtype, Seed

EXAMPLE: JsonDict = {
    "tensors": {"x": {"data": [0.5, 1.0, 2.0], "requires_grad": True}},
    "steps": [
        {"op": "log", "inputs": ["x"]},
        {"op": "sum", "inputs": ["_"], "out": "loss"},
        {"backward": {"tensors": ["loss"]}},
    ],
    "return": ["loss", "x.grad"],
}


class Told(BaseModel):
    """What every change can be asked to tell."""

    return_: list[str] | None = Field(default=None, alias="return", description="Names whose values come back.")
    info: list[str] | None = Field(default=None, description="Names whose infos come back.")


class OperationRequest(Operation, Told):
    """An operation, and what is told of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"op": "mul", "inputs": ["x", 2], "out": "y"}]})


class BackwardRequest(Backward, Told):
    """A backward pass, and what is told of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"tensors": ["loss"], "return": ["x.grad"]}]})


class GradientsRequest(Gradients, Told):
    """Gradients as results, and what else is told."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"tensors": ["loss"], "inputs": ["x"], "retain_graph": True}]}
    )


class Program(Told, Closed):
    """A program, or the id of one sent before, with the tensors that are bound first."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    tensors: dict[str, Elements] | None = Field(default=None, description="Bound before the first step.")
    names: dict[str, str] | None = Field(
        default=None, description="What the program calls variables of the session, and what these are called there."
    )
    steps: list[Step] | None = None
    program: str | None = None
    atomic: bool | None = None
    timeout: float | None = None


class Resumption(Program):
    """What a client does while a pass waits for it; with `gradients` the pass goes on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"gradients": [[30.0, 120.0]]}]})

    gradients: list[Operand] | None = None
    none: list[int] | None = Field(
        default=None, description="Places of `gradients`, null there, that are to be none; of hooks on nodes."
    )


class StatelessProgram(Program):
    """A program that needs no session."""

    device: str | None = None
    dtype: FloatDtype | None = None
    seed: Seed | None = None
    exact: StrictBool | None = None
