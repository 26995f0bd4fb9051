"""Tensors by name: create, read, change, forget; and their gradients, as `w.grad` or `w/grad`."""

from __future__ import annotations

from typing import Any

import numpy

from app import schemas
from app.answers import Answer, etag, info, json_answer, tensor_answer
from app.bodies import JSON, NPY, OCTETS, SAFETENSORS, Body, accept, read_body, read_json
from app.changes import Change
from app.errors import Problem, invalid, malformed
from app.exchange import exchange
from app.openapi import BODY, CHANGE, SESSION, described, router
from app.program.arguments import Literal, Upload, read_value
from app.program.names import Name, Scope, read_name
from app.program.run import Run
from app.program.steps import Bind, Call, Delete, Operation, Program, Step
from app.request import Request
from app.routes.requests import document, limits, page_of, read_flag, read_model, read_page, read_query
from app.routes.sessions import KEY, ONE, PAGING
from app.sessions import Session
from gradwire.wire import npy, octets, safetensors
from gradwire.wire.errors import WireError

routes = router()
ALL = ONE + "/tensors"
TENSOR = ALL + "/{name}"
GRAD = TENSOR + "/grad"
FORMATS = (JSON, NPY, OCTETS, SAFETENSORS)
BINARY = FORMATS[1:]
NAMED = ("tensor-not-found", "gradient-not-found", "invalid-name")
OPTIONS = {"requires_grad": {"type": "boolean"}, "dtype": {"type": "string"}, "device": {"type": "string"}}


def _name(request: Request) -> Name:
    name = request.path_params["name"]
    return read_name(f"{name}.grad" if request.scope["path"].endswith(f"/{name}/grad") else name)


@routes.get(
    **described(ALL, answers={200: schemas.TensorPage}, problems=SESSION, query=PAGING),
    summary="List the tensors by name",
    tags=["tensors"],
)
async def list_tensors(request: Request) -> Answer:
    accept(request, (JSON,))
    limit, after = read_page(read_query(request, "limit", "after"))

    def work(session: Session) -> Answer:
        names = sorted(name for name in session.variables if after is None or name > after)
        page, following = page_of(names, limit)
        return json_answer(document([info(name, session.variables[name]) for name in page], following))

    return await exchange(request, work)


async def get_tensor(request: Request) -> Answer:
    """The value in the format of Accept, or with `?info` all but the value."""
    query = read_query(request, "info")
    only_info = "info" in query and read_flag(query, "info")
    media = accept(request, (JSON,) if only_info else FORMATS)
    name = _name(request)
    condition = request.headers.get("if-none-match")

    def work(session: Session) -> Answer:
        tensor = Scope(session.context, session.variables).find(name)
        tag = etag(tensor)
        if condition is not None and (condition.strip() == "*" or tag in _tags(condition)):
            return Answer(304, headers={"ETag": tag})
        if only_info:
            return json_answer(info(name, tensor), headers={"ETag": tag})
        with session.context.computing():
            return tensor_answer(tensor, name, media, session.settings.json_elements)

    return await exchange(request, work)


async def put_tensor(request: Request) -> Answer:
    """Create or rebind a name; the tensor is a leaf."""
    name = _name(request)
    if name.startswith("_"):
        raise Problem(
            "invalid-name", f"{name} is local to a program: begin with a letter.", exception="ValueError", name=name
        )
    accept(request, (JSON,))
    body = await read_body(request, FORMATS)
    only_new = request.headers.get("if-none-match", "").strip() == "*"

    def work(session: Session) -> Answer:
        known = Scope(session.context, session.variables).has(name)
        if known and only_new:
            raise Problem("precondition-failed", f"{name} exists, and If-None-Match: * only creates.", name=name)
        step = Bind("", ((name, _read_tensor(request, body)),))

        def answer(run: Run) -> Answer:
            tensor = run.scope.find(name)
            return json_answer(info(name, tensor), 200 if known else 201, {"ETag": etag(tensor)})

        return Change(session, Call(Program((step,))), answer).finish()

    return await exchange(request, work, body.data)


async def change_tensor(request: Request) -> Answer:
    """Start or stop requiring a gradient, or keep the gradient of a non-leaf."""
    read_query(request)
    accept(request, (JSON,))
    name = _name(request)
    body = await read_body(request)
    wanted = read_model(body, schemas.ChangeTensor)
    if wanted.retain_grad is False:
        raise invalid("retain_grad cannot be taken back: it is true or left out.", "/retain_grad")
    steps: list[Step] = []
    if wanted.requires_grad is not None:
        steps.append(_operation("requires_grad_", name, requires_grad=wanted.requires_grad))
    if wanted.retain_grad:
        steps.append(_operation("retain_grad", name))

    def work(session: Session) -> Answer:
        def answer(run: Run) -> Answer:
            tensor = run.scope.find(name)
            return json_answer(info(name, tensor), headers={"ETag": etag(tensor)})

        return Change(session, Call(Program(tuple(steps))), answer).finish()

    return await exchange(request, work, body.data)


async def delete_tensor(request: Request) -> Answer:
    """Forget the name; a gradient becomes None."""
    read_query(request)
    step = Delete("", (_name(request),))
    call = Call(Program((step,)))
    return await exchange(request, lambda session: Change(session, call, lambda _: Answer(204)).finish())


for path, noun, what in ((GRAD, "gradient", "the gradient of a tensor"), (TENSOR, "tensor", "a tensor")):
    routes.get(
        **described(
            path,
            answers={200: schemas.TensorWithData, 304: None},
            problems=(*SESSION, *NAMED, "out-of-memory"),
            binary_answer=BINARY,
            query={"info": {"type": "boolean", "default": False}},
            headers=("If-None-Match",),
            answer_headers=("ETag",),
        ),
        name=f"get_{noun}",
        summary=f"Read {what}",
        tags=["tensors"],
    )(get_tensor)
    routes.put(
        **described(
            path,
            body=schemas.Elements,
            answers={201: schemas.TensorInfo, 200: schemas.TensorInfo},
            problems=(*CHANGE, *BODY, *NAMED, "not-differentiable", "wrong-gradients", "limit-exceeded"),
            binary_body=BINARY,
            query=OPTIONS,
            headers=("If-Match", "If-None-Match", "Tensor-Dtype", "Tensor-Shape", KEY),
            answer_headers=("ETag",),
        ),
        name=f"put_{noun}",
        summary=f"Create or assign {what}",
        tags=["tensors"],
    )(put_tensor)
    routes.patch(
        **described(
            path,
            body=schemas.ChangeTensor,
            answers={200: schemas.TensorInfo},
            problems=(*CHANGE, *BODY, *NAMED, "not-differentiable", "op-failed"),
            headers=("If-Match", KEY),
        ),
        name=f"change_{noun}",
        summary=f"Change whether {what} records",
        tags=["tensors"],
    )(change_tensor)
    routes.delete(
        **described(path, answers={204: None}, problems=(*CHANGE, *NAMED), headers=("If-Match", KEY)),
        name=f"delete_{noun}",
        summary=f"Forget {what}",
        tags=["tensors"],
    )(delete_tensor)


def _operation(op: str, name: Name, **attributes: bool) -> Operation:
    return Operation("", op, (name,), attributes, {}, None, {})


def _read_tensor(request: Request, body: Body) -> Literal | Upload:
    if body.media == JSON:
        read_query(request)
        return read_value(read_json(body), "", limits(request).elements)
    query = read_query(request, *OPTIONS)
    array = _array(request, body)
    return Upload(array, query.get("dtype"), query.get("device"), read_flag(query, "requires_grad"))


def _array(request: Request, body: Body) -> numpy.ndarray[Any, Any]:
    try:
        if body.media == NPY:
            return npy.decode(body.data)
        if body.media == OCTETS:
            return octets.decode(body.data, request.headers.get("tensor-dtype"), request.headers.get("tensor-shape"))
        arrays, _ = safetensors.decode(body.data)
    except WireError as error:
        raise malformed(error) from error
    if len(arrays) != 1:
        raise invalid(f"The safetensors file of one tensor holds one array, not {len(arrays)}.")
    return next(iter(arrays.values()))


def _tags(header: str) -> list[str]:
    return [tag.strip().removeprefix("W/") for tag in header.split(",")]
