"""Answers: what a change or a look tells about tensors, as JSON or in one of the binary formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from starlette.types import Message, Receive, Scope, Send

import engine
from app.bodies import JSON, NPY, OCTETS, SAFETENSORS
from app.errors import Problem, located
from app.program.run import Run
from app.program.steps import Program
from app.template import Template, dump, outline
from gradwire.wire import dtypes, npy, octets, safetensors, values
from gradwire.wire.errors import WireError

Buffer = bytes | memoryview
Array = Any
BODILESS = (204, 304)
Write: TypeAlias = Callable[[int, bytes, Buffer], None]
"""Writes an answer in one: its status, its header as lines, and its body."""
AT_ONCE = "gradwire.at_once"
"""The extension of ASGI by which a server takes an answer in one; it gives back whether it did."""


@dataclass(slots=True)
class Answer:
    """What goes back: a status, a media type, headers, and the body in pieces that may be tensors' own memory.

    It is the ASGI application that sends it.
    """

    status: int = 200
    media: str = JSON
    body: list[Buffer] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return len(self.body[0]) if len(self.body) == 1 else sum(map(len, self.body))

    def owned(self) -> Answer:
        """This answer, whose body is now memory of its own: tensors may change before it is sent."""
        if len(self.body) != 1 or type(self.body[0]) is not bytes:
            self.body = [b"".join(self.body)]
        return self

    def start(self) -> Message:
        """The message that begins it."""
        headers = []
        for name, text in self.headers.items():
            headers.append((name.lower().encode("latin-1"), text.encode("latin-1")))
        if self.status not in BODILESS:
            headers.append((b"content-length", b"%d" % self.size))
            if self.body:
                headers.append((b"content-type", self.media.encode()))
        return {"type": "http.response.start", "status": self.status, "headers": headers}

    def lines(self, request_id: str) -> bytes:
        """Its header as lines, where it has a body and no headers besides."""
        size, media = self.size, self.media.encode()
        return b"content-length: %d\r\ncontent-type: %b\r\nx-request-id: %b\r\n" % (size, media, request_id.encode())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id: str = scope["request_id"]
        body = self.body[0] if len(self.body) == 1 else b"".join(self.body)
        at_once = scope.get("extensions", {}).get(AT_ONCE)
        if at_once is None or self.headers or not body or not at_once(self.status, self.lines(request_id), body):
            start = self.start()
            start["headers"].append((b"x-request-id", request_id.encode()))
            await send(start)
            await send({"type": "http.response.body", "body": body})


def json_answer(document: Any, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    """An answer of JSON."""
    return Answer(status, JSON, [dump(document)], headers or {})


def info(name: str, tensor: engine.Tensor) -> dict[str, Any]:
    """A tensor's info (API.md 4)."""
    return {"name": name, **facts(tensor)}


def facts(tensor: engine.Tensor) -> dict[str, Any]:
    """What a tensor's info says, but for its name."""
    tensor.context.number(tensor)
    node, base, array = tensor.node, tensor.base, tensor.data
    lost, levels = tensor.is_lost, tensor.device.levels
    found: dict[str, Any] = {
        "id": f"t{tensor.id}",
        "shape": array.shape,
        "stride": engine.storage.strides(array),
        "dtype": dtypes.name(array.dtype),
        "device": tensor.device.name,
        "requires_grad": tensor.requires_grad,
        "is_leaf": node is None and not lost,
        "grad_fn": "Invalid" if lost else node and node.name,
        "node": node and f"n{node.age}",
        "retains_grad": tensor.retains_grad,
        "version": tensor.version,
        "bytes": array.nbytes,
        "storage": f"t{tensor.storage_id}",
        "storage_offset": engine.storage.offset(array),
        "base": None if base is None else f"t{base.id}",
    }
    if tensor.is_inference:
        found["inference"] = True
    if levels:
        found["levels"] = [level.name for level in levels]
    return found


def etag(tensor: engine.Tensor) -> str:
    """What changes whenever the tensor's elements do."""
    tensor.context.number(tensor)
    return f'"t{tensor.id}.{tensor.version}"'


def infos(tensors: Mapping[str, engine.Tensor | None]) -> dict[str, Any]:
    """The infos of tensors by their names; None of gradients that do not exist."""
    return {name: None if tensor is None else info(name, tensor) for name, tensor in tensors.items()}


def value(array: Array, name: str, elements: int) -> dict[str, Any]:
    """An array's JSON value; `not-acceptable` where it has more elements than JSON may carry."""
    if array.size > elements:
        raise Problem(
            "not-acceptable",
            f"{name} has {array.size} elements and JSON carries {elements}: ask with Accept for {SAFETENSORS}, {NPY} "
            f"or {OCTETS}.",
            name=name,
            limit=elements,
        )
    return values.encode(array)


def run_answer(
    run: Run,
    program: Program,
    media: str,
    head: dict[str, Any],
    elements: int,
    gradients: Any = None,
    status: int = 200,
) -> Answer:
    """The answer of a program that was carried out: `head`, and the values and infos that it returns."""
    context = run.context
    template = None if run.planned is None else run.planned.template
    if template is not None and not (context.released or context.warnings):
        return template_answer(template, head.get("version"), [tensor.data for tensor in run.told], media, elements)
    found, told = run.answers(program)
    document = head
    document["values"] = {}
    document["info"] = infos(told)
    released = context.released.copy()
    if released and (tags := [owner.tag for owner in released if owner.tag is not None]):
        document["released"] = tags
    if context.warnings:
        document["warnings"] = [{"category": "UserWarning", "detail": detail} for detail in context.warnings]
    try:
        returned = {name: None if tensor is None else tensor.numpy() for name, tensor in found.items()}
        answer = tensors_answer(document, returned, gradients, media, elements, status)
    except Exception as error:
        raise located(error, "/return") from error
    del context.released[: len(released)]
    context.warnings.clear()
    return answer


def template_answer(
    template: Template, version: int | None, arrays: Sequence[Array], media: str, elements: int
) -> Answer:
    """The answer of a program that a plan carried out: all of it is known but the arrays that it returns."""
    if media == JSON and template.elements <= elements:
        return Answer(200, JSON, [template.fill(version, arrays)])
    document: dict[str, Any] = {"program": template.program, "values": {}, "info": {}}
    if version is not None:
        document = {"version": version, **document}
    try:
        return tensors_answer(document, dict(zip(template.names, arrays, strict=True)), None, media, elements)
    except Exception as error:
        raise located(error, "/return") from error


def tensors_answer(
    document: dict[str, Any],
    returned: Mapping[str, Array | None],
    gradients: Any,
    media: str,
    elements: int,
    status: int = 200,
) -> Answer:
    """The answer of a change: its document with the returned values, which a safetensors file holds as its arrays."""
    if media == JSON:
        document["values"] = {
            name: None if array is None else value(array, name, elements) for name, array in returned.items()
        }
        if gradients is not None:
            document["gradients"] = _nested(gradients, lambda name, tensor: value(tensor.numpy(), name, elements))
        return json_answer(document, status)
    arrays = {name: array for name, array in returned.items() if array is not None}
    document["values"] = {name: None if array is None else outline(array) for name, array in returned.items()}
    if gradients is not None:
        document["gradients"] = _nested(gradients, lambda _, tensor: outline(tensor.data))
        _nested(gradients, lambda name, tensor: arrays.update({name: tensor.numpy()}))
    return Answer(status, SAFETENSORS, safetensors.encode(arrays, {"answer": dump(document).decode()}))


def tensor_answer(tensor: engine.Tensor, name: str, media: str, elements: int) -> Answer:
    """One tensor in the format asked for."""
    headers = {"ETag": etag(tensor)}
    if media == JSON:
        return json_answer(
            {**info(name, tensor), "data": value(tensor.numpy(), name, elements)["data"]}, headers=headers
        )
    array = tensor.numpy()
    if media == NPY:
        try:
            return Answer(200, NPY, npy.encode(array), headers)
        except WireError as error:
            raise Problem("not-acceptable", f"{name}: {error.detail}.", name=name) from error
    if media == OCTETS:
        body, described = octets.encode(array)
        return Answer(200, OCTETS, [body], headers | described)
    document = dump(info(name, tensor)).decode()
    return Answer(200, SAFETENSORS, safetensors.encode({name: array}, {"answer": document}), headers)


def _nested(found: Any, tell: Callable[[str, engine.Tensor], Any], name: str = "gradients") -> Any:
    """What is told of derivatives, in the nesting that they have; each has its place in its name."""
    if isinstance(found, list):
        return [_nested(one, tell, f"{name}.{number}") for number, one in enumerate(found)]
    return None if found is None else tell(name, found)
