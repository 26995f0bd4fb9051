"""The recorded graph of a session, as data and as drawings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from operator import itemgetter

import engine
from app import schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, accept
from app.drawing.dot import dot
from app.drawing.picture import picture
from app.drawing.svg import svg
from app.errors import invalid
from app.exchange import exchange
from app.nodes import describe
from app.openapi import SESSION, described, router
from app.program.names import LONGEST, Name, Scope, read_name
from app.program.nodes import find_node
from app.request import Request
from app.routes.requests import read_query
from app.routes.sessions import ONE
from app.sessions import Session

DOT = "text/vnd.graphviz"
SVG = "image/svg+xml"

routes = router()


@routes.get(
    **described(
        ONE + "/graph",
        answers={200: schemas.GraphAnswer},
        text_answer=(DOT, SVG),
        problems=(*SESSION, "tensor-not-found", "gradient-not-found", "invalid-name", "limit-exceeded"),
        query={
            "tensors": {"type": "string", "description": "Names, with commas between."},
            "names": {"type": "string", "description": "What tensors are to be called: `s0:x,s4:loss`."},
        },
    ),
    summary="Nodes, edges and tensors behind some tensors, or behind all; also drawn",
    tags=["graph"],
)
async def get_graph(request: Request) -> Answer:
    query = read_query(request, "tensors", "names")
    media = accept(request, (JSON, DOT, SVG))
    wanted = [read_name(name.strip()) for name in query["tensors"].split(",")] if "tensors" in query else None
    called = _read_called(query["names"]) if "names" in query else None
    limit = request.app.state.settings.drawing_pieces

    def work(session: Session) -> Answer:
        scope = Scope(session.context, session.variables)
        roots = list(session.variables.values()) if wanted is None else [scope.find(name) for name in wanted]
        for tensor in roots:
            session.context.number(tensor)
        pairs = session.variables.items() if called is None else [(text, scope.find(name)) for text, name in called]
        names = _names(pairs)
        if media == DOT:
            return Answer(200, f"{DOT}; charset=utf-8", [dot(picture(roots, names)).encode()])
        if media == SVG:
            return Answer(200, SVG, [svg(picture(roots, names), limit).encode()])
        graph = engine.graph.describe(roots)
        graph["tensors"] = [
            {"id": tensor["id"], "names": names[int(tensor["id"][1:])], **tensor} for tensor in graph["tensors"]
        ]
        return json_answer(graph)

    return await exchange(request, work)


@routes.get(
    **described(
        ONE + "/nodes/{node}",
        answers={200: schemas.NodeAnswer},
        problems=SESSION,
    ),
    summary="One node: where its gradients go, what it has saved, its attributes",
    tags=["graph"],
)
async def get_node(request: Request) -> Answer:
    read_query(request)
    accept(request, (JSON,))

    def work(session: Session) -> Answer:
        return json_answer(describe(find_node(session.tensors(), request.path_params["node"])))

    return await exchange(request, work, while_suspended=True)


def _read_called(text: str) -> list[tuple[str, Name]]:
    """What is to be called how: pairs of a text and the name of a tensor."""
    called = []
    for entry in text.split(",") if text else ():
        name, _, wanted = entry.partition(":")
        if not 0 < len(wanted) <= LONGEST:
            detail = f"names says what tensors are to be called, as in s0:x,s4:loss, in {LONGEST} characters at most."
            raise invalid(detail, parameter="names")
        called.append((wanted, read_name(name)))
    return called


def _names(pairs: Iterable[tuple[str, engine.Tensor]]) -> dict[int, list[str]]:
    """The names of tensors by their numbers."""
    names: dict[int, list[str]] = defaultdict(list)
    for name, tensor in sorted(pairs, key=itemgetter(0)):
        names[tensor.id].append(name)
    return names
