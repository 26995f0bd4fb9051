"""A Tesseract of one function, whose name stands in the environment variable FUNCTION."""

from __future__ import annotations

import os
from typing import Any

from gradients import FUNCTIONS
from pydantic import BaseModel
from tesseract_core.runtime import Array, Differentiable, Float32, Float64, ShapeDType

value, vjp = FUNCTIONS[os.environ["FUNCTION"]]
Vector = Differentiable[Array[(None,), Float64 if os.environ["FUNCTION"] == "rosenbrock" else Float32]]


class InputSchema(BaseModel):
    """A vector."""

    x: Vector  # type: ignore[valid-type]


class OutputSchema(BaseModel):
    """The function's value."""

    y: Vector  # type: ignore[valid-type]


def apply(inputs: InputSchema) -> OutputSchema:
    """The value."""
    return OutputSchema(y=value(inputs.x))


def vector_jacobian_product(
    inputs: InputSchema, vjp_inputs: set[str], vjp_outputs: set[str], cotangent_vector: dict[str, Any]
) -> dict[str, Any]:
    """The gradient by x, given the one by y."""
    return {"x": vjp(inputs.x, cotangent_vector["y"])}


def abstract_eval(abstract_inputs: Any) -> dict[str, ShapeDType]:
    """The shape of the value."""
    return {"y": abstract_inputs.x}
