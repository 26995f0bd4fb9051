"""Tensors as JSON: dtypes, numbers, elements (API.md 1)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic.json_schema import JsonSchemaValue
from typing_extensions import TypeAliasType

from gradwire.wire import values


class OneOf:
    """Says in the schema of a union that exactly one of its types fits, which generated clients make unions of."""

    def __get_pydantic_json_schema__(self, core: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core)
        schema["oneOf"] = schema.pop("anyOf")
        return schema


class Closed(BaseModel):
    """A request: what it does not know, it refuses."""

    model_config = ConfigDict(extra="forbid")


def absent(description: str | None = None) -> Any:
    """A field of an answer that is there only where it says something; it is never null."""
    return Field(default_factory=lambda: None, description=description)


def _integer(value: Any) -> Any:
    """A string that is a number as that number."""
    return values.number(value) if isinstance(value, str) and values.is_number(value) else value


def anything(description: str) -> WithJsonSchema:
    """Any JSON, and what it may be in words."""
    return WithJsonSchema({"description": description})


Dtype = TypeAliasType(
    "Dtype",
    Literal[
        "float32", "float64", "float16", "bfloat16", "complex64", "complex128",
        "int8", "int16", "int32", "int64", "uint8", "bool",
    ],
)  # fmt: skip
FloatDtype = TypeAliasType("FloatDtype", Literal["float32", "float64", "float16", "bfloat16"])
Seed = TypeAliasType(
    "Seed",
    Annotated[
        int,
        Field(ge=-(2**63), lt=2**64, strict=True),
        BeforeValidator(_integer),
        WithJsonSchema({"oneOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]+$"}]}),
    ],
)
Seconds = Annotated[float, Field(gt=0, le=10 * 365 * 86400, allow_inf_nan=False, strict=True)]
Data = Annotated[
    Any,
    anything(
        "Nested lists of numbers, row-major; a bare number for 0-dim; `NaN`, `Infinity`, `-Infinity` and integers "
        "beyond 2^53 - 1 as strings; complex data as `{real, imag}`."
    ),
]


class NewTensor(Closed):
    """A tensor to be made: nested lists, or one flat list with `shape`."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"data": [[1.0, 2.0]], "requires_grad": True}]})

    data: Data
    shape: list[int] | None = None
    dtype: Dtype | None = Field(default=None, description="By default what the numbers are: see the API, section 1.")
    requires_grad: bool | None = None
    inference: bool | None = Field(default=None, description="Only in a request's `tensors`: takes part in no graph.")
    device: str | None = None


class Complex(Closed):
    """A complex number, or complex data."""

    real: Data
    imag: Data


JSON_TYPES = ("number", "boolean", "string", "array")
Nested = Annotated[
    list[Any],
    WithJsonSchema({"type": "array", "items": {"anyOf": [{"type": name} for name in JSON_TYPES]}}),
]
Elements = TypeAliasType(
    "Elements",
    Annotated[
        NewTensor | Complex | Nested | bool | float | str,
        OneOf(),
        Field(description="A tensor that is made: an object, or nothing but its `data`."),
    ],
)


class Value(BaseModel):
    """The elements of a tensor in an answer."""

    shape: list[int]
    dtype: Dtype
    data: Data
