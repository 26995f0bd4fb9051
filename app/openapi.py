"""How endpoints that read bytes by hand are documented: bodies, answers and problems in the OpenAPI document."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core.core_schema import WithDefaultSchema
from typing_extensions import TypeAliasType

from app import schemas
from app.access import OPEN
from app.bodies import JSON
from app.errors import MEDIA_TYPE
from app.program import requests
from gradwire.wire.problems import PROBLEMS

TYPES: dict[str, Any] = vars(schemas) | vars(requests)
REFERENCE = "#/components/schemas/{model}"
VALIDATION: JsonSchemaMode = "validation"
BINARY = {"type": "string", "format": "binary"}

ANY = ("malformed-request", "not-found", "not-acceptable", "uri-too-long", "headers-too-large", "internal")
SESSION = ("session-not-found", "session-suspended", "session-damaged", "wrong-worker", "invalid-request")
BODY = ("request-timeout", "body-too-large", "unsupported-media-type", "invalid-request")
KEYED = ("idempotency-key-in-flight", "idempotency-key-reused", "answer-not-kept")
CHANGE = (*SESSION, *KEYED, "precondition-failed", "out-of-memory", "storage-full", "device-unavailable")
STEPS = (
    *("tensor-not-found", "gradient-not-found", "invalid-name", "unknown-op", "shape-mismatch", "dtype-mismatch"),
    *("index-out-of-range", "op-failed", "gradient-required", "wrong-gradients", "no-graph", "in-place-on-leaf"),
    *("not-differentiable", "ambiguous-condition", "loop-limit", "limit-exceeded", "graph-freed"),
    *("saved-value-modified", "not-a-number", "not-found", "deadline-exceeded", "out-of-memory"),
    *("device-mismatch", "device-unavailable"),
)
SECURITY_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "Where the server asks for tokens; its operator has them.",
    }
}

Schema = type[BaseModel] | TypeAliasType


class Schemas(GenerateJsonSchema):
    """Schemas without titles, which repeat names, and without null as default: it makes generators require a field."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: WithDefaultSchema) -> JsonSchemaValue:
        if schema.get("default") is None:
            return self.generate_inner(schema["schema"])
        return super().default_schema(schema)


class HandRoute(APIRoute):
    """A route whose endpoint takes the request and returns the response: nothing is parsed on the way."""

    def get_route_handler(self) -> Callable[[Request], Any]:
        return self.endpoint


def router() -> APIRouter:
    """A router of endpoints that read by hand; their names are the operations' ids."""
    return APIRouter(route_class=HandRoute, generate_unique_id_function=lambda route: route.name)


def described(
    path: str,
    *,
    answers: Mapping[int, Schema | None],
    problems: tuple[str, ...] = (),
    body: Schema | None = None,
    binary_body: tuple[str, ...] = (),
    binary_answer: tuple[str, ...] = (),
    text_answer: tuple[str, ...] = (),
    body_required: bool = True,
    query: Mapping[str, Mapping[str, Any]] | None = None,
    headers: tuple[str, ...] = (),
    answer_headers: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The arguments that tell FastAPI's route decorators what an endpoint takes and answers."""
    extra: dict[str, Any] = {"parameters": [_parameter("path", name, {"type": "string"}) for name in _names(path)]}
    extra["parameters"] += [_parameter("query", name, schema) for name, schema in (query or {}).items()]
    extra["parameters"] += [_parameter("header", name, {"type": "string"}) for name in headers]
    if body is not None:
        content = {JSON: {"schema": _schema(body)}} | {media: {"schema": BINARY} for media in binary_body}
        extra["requestBody"] = {"required": body_required, "content": content}
    responses: dict[int | str, Any] = {}
    for status, schema in answers.items():
        media = {} if schema is None else {JSON: {"schema": _schema(schema)}}
        media |= {media: {"schema": BINARY} for media in binary_answer if schema is not None}
        media |= {media: {"schema": {"type": "string"}} for media in text_answer if status == 200}
        responses[status] = {"description": HTTPStatus(status).phrase} | ({"content": media} if media else {})
        if answer_headers:
            responses[status]["headers"] = {name: {"schema": {"type": "string"}} for name in answer_headers}
    if OPEN.fullmatch(path):
        extra["security"] = []
    else:
        problems = ("unauthorized", *problems)
    by_status = defaultdict(list)
    for slug in dict.fromkeys((*ANY, *problems)):
        by_status[PROBLEMS[slug].status].append(slug)
    for status, slugs in by_status.items():
        responses[status] = {
            "description": "; ".join(f"`{slug}`" for slug in slugs),
            "content": {MEDIA_TYPE: {"schema": _schema(schemas.Problem)}},
        }
    return {
        "path": path,
        "status_code": next(iter(answers)),
        "responses": responses,
        "openapi_extra": extra,
        "response_model": None,
        "response_class": Response,
    }


def install(app: FastAPI) -> None:
    """Let the app's OpenAPI document hold the schemas that hand-read endpoints refer to."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                license_info=app.license_info,
                tags=app.openapi_tags,
                routes=app.routes,
            )
            named = sorted(set(re.findall(REFERENCE.format(model=r"(\w+)"), json.dumps(document["paths"]))))
            adapters = [(name, VALIDATION, TypeAdapter(TYPES[name])) for name in named]
            _, definitions = TypeAdapter.json_schemas(adapters, ref_template=REFERENCE, schema_generator=Schemas)
            document["components"] = {"schemas": definitions["$defs"], "securitySchemes": SECURITY_SCHEMES}
            document["security"] = [{name: []} for name in SECURITY_SCHEMES] + [{}]
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _names(path: str) -> list[str]:
    return re.findall(r"\{(\w+)", path)


def _parameter(place: str, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": dict(schema)}


def _schema(schema: Schema) -> dict[str, Any]:
    return {"$ref": REFERENCE.format(model=schema.__name__)}
