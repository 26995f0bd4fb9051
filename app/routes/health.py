"""For operators: is it alive, is it ready, what has it done."""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from app import schemas
from app.answers import json_answer
from app.errors import Problem
from app.openapi import described, router
from app.request import Request
from app.routes.requests import store

routes = router()


@routes.get(**described("/health/live", answers={200: schemas.Status}), summary="Whether it answers", tags=["health"])
async def get_liveness(request: Request) -> ASGIApp:
    return json_answer({"status": "live"})


@routes.get(
    **described("/health/ready", answers={200: schemas.Status}, problems=("not-ready",)),
    summary="Whether it takes sessions",
    tags=["health"],
)
async def get_readiness(request: Request) -> ASGIApp:
    if not request.app.state.ready:
        raise Problem("not-ready", "The server is starting or stopping: ask again soon.", headers={"Retry-After": "1"})
    return json_answer({"status": "ready"})


@routes.get(
    **described("/metrics", answers={200: None}, text_answer=("text/plain",)),
    summary="Prometheus metrics",
    tags=["health"],
)
async def get_metrics(request: Request) -> ASGIApp:
    state, counters = request.app.state, request.app.state.counters
    planned, plans = store(request).planned, [state.plans, *(session.plans for session in store(request).all())]
    lines = [
        "# HELP gradwire_sessions Sessions that are open.",
        "# TYPE gradwire_sessions gauge",
        f"gradwire_sessions {len(store(request))}",
        "# HELP gradwire_plans Plans that are kept, of sessions and of programs without one.",
        "# TYPE gradwire_plans gauge",
        f"gradwire_plans {sum(map(len, plans))}",
        "# HELP gradwire_plan_bytes Memory that plans keep.",
        "# TYPE gradwire_plan_bytes gauge",
        f"gradwire_plan_bytes {sum(one.nbytes for one in plans)}",
        "# HELP gradwire_plan_hits_total Programs and rounds of loops that ran by plans.",
        "# TYPE gradwire_plan_hits_total counter",
        f"gradwire_plan_hits_total {planned.hits}",
        "# HELP gradwire_plan_misses_total Programs and rounds of loops that ran step by step.",
        "# TYPE gradwire_plan_misses_total counter",
        f"gradwire_plan_misses_total {planned.misses}",
        "# HELP gradwire_requests_total Requests that were answered.",
        "# TYPE gradwire_requests_total counter",
        *(
            f'gradwire_requests_total{{method="{method}",status="{status}"}} {count}'
            for (method, status), count in sorted(counters.requests.items())
        ),
        "# HELP gradwire_request_seconds_total Seconds spent on requests.",
        "# TYPE gradwire_request_seconds_total counter",
        f"gradwire_request_seconds_total {counters.seconds:.6f}",
    ]
    return PlainTextResponse("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")
