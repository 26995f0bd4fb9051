"""Where an error becomes a problem: the only file in which an error meets a status code.

Everything that goes wrong in the app is a Problem, named by its type in gradwire.wire.problems. The errors of engine,
wire and web framework are translated here by their class; what is not listed is a bug, and tells nothing.

No function keeps a problem in a variable where it raises or answers it: its traceback would hold the function, and with
it all arrays on the way, until Python's garbage collector comes by. So would a problem that is its own cause.
"""

from __future__ import annotations

import logging
import re
from typing import Any

import orjson
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.durable.errors import Damaged, LogError
from engine import errors as engine_errors
from engine.saving import Unsaveable
from gradwire.wire.errors import ElementLimitError, WireError
from gradwire.wire.problems import PROBLEMS

MEDIA_TYPE = "application/problem+json"

log = logging.getLogger("gradwire")


class Problem(Exception):
    """A problem (RFC 9457): its type's slug, what is wrong and what to do, and the facts as fields."""

    def __init__(self, slug: str, detail: str, *, headers: dict[str, str] | None = None, **facts: Any) -> None:
        super().__init__(detail)
        self.slug = slug
        self.detail = detail
        self.facts = facts
        self.headers = headers or {}

    def anew(self, headers: dict[str, str] | None = None) -> Problem:
        """The same problem, of which no traceback and no cause holds anything; perhaps with other headers."""
        return Problem(self.slug, self.detail, headers=self.headers if headers is None else headers, **self.facts)

    @property
    def status(self) -> int:
        """The HTTP status of this type of problem."""
        return PROBLEMS[self.slug][0]

    def document(self, request_id: str) -> dict[str, Any]:
        """The problem as its JSON object."""
        status, title, _ = PROBLEMS[self.slug]
        facts = dict(self.facts)
        head = {"type": f"/problems/{self.slug}", "title": title, "status": status, "detail": self.detail}
        head["exception"] = facts.pop("exception", None)
        if step := re.match(r"/steps/(\d+)", facts.get("pointer", "")):
            facts["step"] = int(step[1])
        if not facts.get("pointer", True):
            del facts["pointer"]
        return {**head, **{name: _written(fact) for name, fact in facts.items()}, "request_id": request_id}

    def dump(self, request_id: str) -> bytes:
        """The problem as JSON."""
        return orjson.dumps(self.document(request_id), default=str, option=orjson.OPT_SERIALIZE_NUMPY)

    def response(self, request_id: str) -> Response:
        """The problem as an answer."""
        return Response(self.dump(request_id), self.status, self.headers, MEDIA_TYPE)


def _written(fact: Any) -> Any:
    """A fact as JSON carries it: large integers are strings, as everywhere in the contract."""
    if isinstance(fact, list | tuple):
        return [_written(entry) for entry in fact]
    return str(fact) if type(fact) is int and abs(fact) >= 1 << 53 else fact


def invalid(detail: str, pointer: str = "", **facts: Any) -> Problem:
    """The problem of a request that says something it may not, at one place."""
    errors = [{"pointer": pointer, "detail": detail}]
    return Problem("invalid-request", detail, pointer=pointer, errors=errors, **facts)


def malformed(error: WireError) -> Problem:
    """The problem of bytes that are not the format they claim to be."""
    return Problem("malformed-request", f"The body cannot be read: {error.detail}.", pointer=error.pointer)


# The engine's errors; a class that is not here is found by its nearest ancestor.
ENGINE: dict[type[Exception], str] = {
    engine_errors.EngineError: "op-failed",
    engine_errors.UnknownOp: "unknown-op",
    engine_errors.UnknownDtype: "invalid-request",
    engine_errors.InvalidArgument: "invalid-request",
    engine_errors.ShapeMismatch: "shape-mismatch",
    engine_errors.DtypeMismatch: "dtype-mismatch",
    engine_errors.IndexOutOfRange: "index-out-of-range",
    engine_errors.OpFailed: "op-failed",
    engine_errors.SingularMatrix: "op-failed",
    engine_errors.GradientRequired: "gradient-required",
    engine_errors.WrongGradients: "wrong-gradients",
    engine_errors.NoGraph: "no-graph",
    engine_errors.GraphFreed: "graph-freed",
    engine_errors.SavedValueModified: "saved-value-modified",
    engine_errors.NotANumber: "not-a-number",
    engine_errors.InPlaceOnLeaf: "in-place-on-leaf",
    engine_errors.NotDifferentiable: "not-differentiable",
    engine_errors.AmbiguousCondition: "ambiguous-condition",
    engine_errors.LimitExceeded: "limit-exceeded",
    engine_errors.DeviceMismatch: "device-mismatch",
    engine_errors.DeviceUnavailable: "device-unavailable",
    engine_errors.OutOfMemory: "out-of-memory",
}

# What pydantic says in its own terms, said in the client's.
VALIDATION = {
    "extra_forbidden": "There is no such field: see /docs for those there are",
    "model_type": "This must be an object",
    "model_attributes_type": "This must be an object",
}

HTTP: dict[int, str] = {404: "not-found", 405: "method-not-allowed", 413: "body-too-large"}


def problem_of(error: BaseException) -> Problem:
    """The problem that tells an error to a client; a bug becomes `internal` and stands in the log."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, engine_errors.EngineError):
        return _engine_problem(error)
    if isinstance(error, ElementLimitError):
        return Problem("body-too-large", error.detail, pointer=error.pointer)
    if isinstance(error, WireError):
        return invalid(error.detail, error.pointer)
    if isinstance(error, RequestValidationError | ValidationError):
        return _validation_problem(error)
    if isinstance(error, HTTPException) and error.status_code in HTTP:
        detail = {404: "There is nothing at this address: see /docs.", 405: "This address does not take this method."}
        words = detail.get(error.status_code, str(error.detail))
        return Problem(HTTP[error.status_code], words, headers=dict(error.headers or {}))
    if isinstance(error, HTTPException) and error.status_code < 500:
        return Problem("malformed-request", str(error.detail))
    if isinstance(error, Damaged):
        advice = "Put a copy of the data directory in its place, or close the session."
        return Problem("session-damaged", f"{error.detail} {advice}")
    if isinstance(error, LogError):
        return Problem("storage-full", error.detail)
    if isinstance(error, Unsaveable):
        return Problem("limit-exceeded", f"The session holds {error}, of which there can be no copy.")
    if isinstance(error, MemoryError):
        return Problem(
            "out-of-memory", "The memory does not suffice for this: use smaller tensors.", exception="RuntimeError"
        )
    log.error("an unexpected error", exc_info=error)
    return Problem(
        "internal", "Something failed inside the server, which is a bug: please report it with the request id."
    )


def located(error: Exception, pointer: str) -> Problem:
    """The problem of an error that happened at one place of a request; a more exact place that it knows is kept."""
    problem = problem_of(error).anew()
    problem.facts.setdefault("pointer", pointer)
    for entry in problem.facts.get("errors", ()):
        entry.setdefault("pointer", pointer)
    return problem


def noted(error: Exception, **facts: Any) -> Problem:
    """The problem of an error with more facts; those that it knows are kept."""
    problem = problem_of(error).anew()
    problem.facts = facts | problem.facts
    return problem


def _engine_problem(error: engine_errors.EngineError) -> Problem:
    slug = next(ENGINE[kind] for kind in type(error).__mro__ if kind in ENGINE)
    facts = dict(error.facts)
    if slug == "invalid-request":
        facts["errors"] = [{"detail": error.detail}]
    return Problem(slug, error.detail, exception=error.exception, **facts)


def _validation_problem(error: RequestValidationError | ValidationError) -> Problem:
    entries = []
    for found in error.errors():
        place = [str(part) for part in found["loc"]]
        if isinstance(error, RequestValidationError):
            source, *place = place
            entry = {"parameter": ".".join(place)} if source in ("query", "path") else {}
            place = [] if entry else place
        else:
            entry = {}
        detail = VALIDATION.get(found["type"], found["msg"])
        entries.append({"pointer": "".join(f"/{part}" for part in place), "detail": detail, **entry})
    named = entries[0].get("parameter") or entries[0]["pointer"] or "the body"
    return Problem(
        "invalid-request", f"{named}: {entries[0]['detail']}.", pointer=entries[0]["pointer"], errors=entries
    )
