"""The recorded graph of a session."""

from __future__ import annotations

from collections import defaultdict

from starlette.requests import Request
from starlette.responses import Response

import engine
from app import schemas
from app.answers import Answer, json_answer
from app.bodies import JSON, accept
from app.exchange import exchange
from app.nodes import describe
from app.openapi import SESSION, described, router
from app.program.names import Scope, read_name
from app.program.nodes import find_node
from app.routes.requests import read_query
from app.routes.sessions import ONE
from app.sessions import Session

routes = router()


@routes.get(
    **described(
        ONE + "/graph",
        answers={200: schemas.GraphAnswer},
        problems=(*SESSION, "tensor-not-found", "gradient-not-found", "invalid-name"),
        query={"tensors": {"type": "string", "description": "Names, with commas between."}},
    ),
    summary="Nodes, edges and tensors behind some tensors, or behind all",
    tags=["graph"],
)
async def get_graph(request: Request) -> Response:
    query = read_query(request, "tensors")
    accept(request, (JSON,))
    wanted = [read_name(name.strip()) for name in query["tensors"].split(",")] if "tensors" in query else None

    def work(session: Session) -> Answer:
        scope = Scope(session.context, session.variables)
        roots = list(session.variables.values()) if wanted is None else [scope.find(name) for name in wanted]
        for tensor in roots:
            session.context.number(tensor)
        names = defaultdict(list)
        for name, tensor in session.variables.items():
            names[f"t{tensor.id}"].append(name)
        graph = engine.graph.describe(roots)
        graph["tensors"] = [
            {"id": tensor["id"], "names": sorted(names[tensor["id"]]), **tensor} for tensor in graph["tensors"]
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
async def get_node(request: Request) -> Response:
    read_query(request)
    accept(request, (JSON,))

    def work(session: Session) -> Answer:
        return json_answer(describe(find_node(session.tensors(), request.path_params["node"])))

    return await exchange(request, work, while_suspended=True)
