"""Problems as they are answered (API.md 11)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.values import absent


class Fault(BaseModel):
    """One of the faults of a request."""

    model_config = ConfigDict(extra="allow")

    pointer: str
    detail: str


class Problem(BaseModel):
    """A problem (RFC 9457); facts stand beside, of which these are the most common."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "/problems/shape-mismatch",
                    "title": "Shapes do not fit",
                    "status": 422,
                    "detail": "matmul of [2, 3] and [2, 3]: the columns of the first (3) must equal the rows of the "
                    "second (2).",
                    "exception": "RuntimeError",
                    "op": "matmul",
                    "shapes": [[2, 3], [2, 3]],
                    "step": 1,
                    "pointer": "/steps/1",
                    "request_id": "9f86d081884c7d65",
                }
            ]
        },
    )

    type: str = Field(description="`/problems/{slug}`, which never changes its meaning.")
    title: str
    status: int
    detail: str = Field(description="What is wrong and what to do.")
    exception: str | None = Field(description="The class that PyTorch raises.")
    request_id: str
    pointer: str = absent("The place in the request, as a JSON pointer.")
    step: int = absent("The index in `steps`.")
    op: str = absent()
    name: str = absent("The tensor that it is about.")
    shapes: list[list[int]] = absent("Of the operation's inputs.")
    errors: list[Fault] = absent("Of `invalid-request`.")
