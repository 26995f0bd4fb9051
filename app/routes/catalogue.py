"""What the server offers: its name, formats and limits, the devices, the operations, the types of problems."""

from __future__ import annotations

import functools
from importlib.metadata import version
from typing import Any

import engine
from app import schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, NPY, OCTETS, SAFETENSORS, accept
from app.errors import Problem
from app.openapi import described, router
from app.request import Request
from app.routes.requests import document, page_of, read_page, read_query, store
from app.routes.sessions import PAGING
from app.state import State
from gradwire.wire.problems import PROBLEMS

routes = router()
TAGS: list[Any] = ["catalogue"]


@routes.get(
    **described("/v1", answers={200: schemas.Server}, problems=("invalid-request",)), summary="The server", tags=TAGS
)
async def get_server(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    settings = store(request).settings
    limits = {
        "body_bytes": settings.body_bytes,
        "json_bytes": settings.json_bytes,
        "json_elements": settings.json_elements,
        "tensor_bytes": settings.tensor_bytes,
        "program_steps": settings.program_steps,
        "program_seconds": settings.program_seconds,
        "loop_rounds": settings.loop_rounds,
        "stream_window": settings.stream_window,
        "sessions": settings.max_sessions,
    }
    formats = [JSON, NPY, OCTETS, SAFETENSORS]
    about = {"name": "gradwire", "version": version("gradwire"), "formats": formats, "limits": limits}
    return json_answer(about)


@routes.get(
    **described("/v1/devices", answers={200: schemas.Devices}, problems=("invalid-request",)),
    summary="The devices",
    tags=TAGS,
)
async def list_devices(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    bounds = store(request).bounds

    def work() -> Answer:
        devices = engine.devices.available()
        for device in devices:
            device.bound(bounds)
        return json_answer({"items": [device.describe() for device in devices]})

    return await store(request).compute(work)


async def _operations(request: Request) -> dict[str, dict[str, Any]]:
    """The catalogue by name, made at its first use: that runs most operations once."""
    state: State = request.app.state
    if state.operations is None:
        found = await store(request).compute(engine.catalogue)
        state.operations = {entry["op"]: entry for entry in found}
    return state.operations


@routes.get(
    **described("/v1/ops", answers={200: schemas.Catalogue}, problems=("invalid-request",), query=PAGING),
    summary="The operations",
    tags=TAGS,
)
async def list_operations(request: Request) -> Answer:
    query = read_query(request, "limit", "after")
    accept(request, (JSON,))
    entries = await _operations(request)
    if not query:
        return json_answer(document(list(entries.values()), None))
    limit, after = read_page(query)
    page, following = page_of([name for name in sorted(entries) if after is None or name > after], limit)
    return json_answer(document([entries[name] for name in page], following))


@routes.get(
    **described("/v1/ops/{op}", answers={200: schemas.CatalogueEntry}, problems=("not-found", "invalid-request")),
    summary="An operation: its arguments, results and an example",
    tags=TAGS,
)
async def get_operation(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    name = request.path_params["op"]
    op = engine.registry.get(name)
    if op is None or op.hidden:
        raise Problem("not-found", f"There is no operation {name[:80]!r}: GET /v1/ops lists them.", op=name)
    return json_answer(await store(request).compute(functools.partial(engine.entry, op)))


@routes.get(
    **described("/problems/{slug}", answers={200: schemas.ProblemType}, problems=("not-found", "invalid-request")),
    summary="What a type of problem means",
    tags=TAGS,
)
async def get_problem(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))
    slug = request.path_params["slug"]
    if slug not in PROBLEMS:
        raise Problem("not-found", f"There is no problem type {slug[:80]!r}.", types=list(PROBLEMS))
    status, title, explanation = PROBLEMS[slug]
    return json_answer({"type": f"/problems/{slug}", "title": title, "status": status, "explanation": explanation})
