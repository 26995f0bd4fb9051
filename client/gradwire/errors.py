"""What goes wrong, as the exceptions that PyTorch raises.

    Exception
    ├── RuntimeError, TypeError, IndexError, ValueError, …   what PyTorch raises for the same mistake
    │   ├── LinAlgError                                      a matrix cannot be inverted or factorised
    │   ├── OutOfMemoryError                                 there is no memory for it, on the server or its GPU
    │   └── RemoteRuntimeError                               what only a server refuses: limits, deadlines, tokens
    └── ConnectionError
        └── ServerUnreachableError                           no answer came, for as long as GRADWIRE_PATIENCE says
            └── NotSentError                                 and nothing was carried out

An exception made from a server's problem carries it, whole, as its attribute `problem`.
"""

from __future__ import annotations

from typing import Any, Final

FORKED: Final = (
    "cannot use a tensor or session of the process that this one was forked from: tensors made here are of a session "
    "of its own, so make them here, of arrays that x.numpy() gave before the fork, or start processes with the method "
    "'spawn'"
)


INSTEAD: Final = {
    "session-not-found": "the server has lost this session: it was idle for too long, or the server was restarted and "
    "keeps nothing (GRADWIRE_DURABILITY=none), or not in the same place (GRADWIRE_DATA_DIR). Its tensors are gone with "
    "it: make them anew",
    "answer-not-kept": "this was carried out, but its answer was lost on the way and is too large for the server to "
    "keep: do not do it again, but look at the tensors that it made or changed",
}
"""What is said in place of the server's detail, by the type of the problem."""
BESIDES: Final = {
    "unauthorized": "Set GRADWIRE_TOKEN to it, or give it to Session as `token`.",
    "storage-full": "What was recorded is kept here, and sent again when something is next waited for.",
    "session-damaged": "Its tensors are lost with it, unless whoever runs the server puts a copy of its data back: "
    "make them anew, in another session",
}
"""And what behind it."""


class RemoteRuntimeError(RuntimeError):
    """A problem of the service, not of the program: a limit, a deadline, a token, a session that is gone."""


class LinAlgError(RuntimeError):
    """A matrix is singular, not positive definite, or its factorisation does not converge."""


class OutOfMemoryError(RuntimeError):
    """The memory of the server or of its GPU does not suffice; the session stands as it was."""


class ServerUnreachableError(ConnectionError):
    """No answer came from the server."""


class NotSentError(ServerUnreachableError):
    """The request never left: nothing was carried out."""


_CLASSES: Final[dict[str, type[Exception]]] = {
    kind.__name__: kind
    for kind in (
        RuntimeError,
        TypeError,
        IndexError,
        ValueError,
        AttributeError,
        NameError,
        NotImplementedError,
        KeyError,
        OverflowError,
        ZeroDivisionError,
        LinAlgError,
    )
}


def exception(problem: dict[str, Any]) -> Exception:
    """The exception of a problem: PyTorch's class with the server's detail as its message."""
    slug = str(problem.get("type", "")).removeprefix("/problems/")
    detail = problem.get("detail") or problem.get("title") or slug or "the server refused the request"
    if slug == "invalid-request" and isinstance(problem.get("errors"), list):
        errors = [error for error in problem["errors"][:5] if error.get("detail") != detail]
        detail = "; ".join([detail, *(f"{error.get('pointer', '')}: {error.get('detail', '')}" for error in errors)])
    detail = f"{INSTEAD.get(slug, detail)} {BESIDES.get(slug, '')}".rstrip()
    if slug == "device-unavailable" and str(problem.get("device", "")).startswith(
        "cuda:"
    ):  # the rest is its operator's
        detail = (
            f"{problem['device']} is not there: the server has no such GPU. torch.cuda.device_count() tells how many "
        )
        detail += "it has, and the device 'cpu' works"
    if slug == "out-of-memory":
        error: Exception = OutOfMemoryError(detail)
    else:
        kind = _CLASSES.get(str(problem.get("exception")))
        error = kind(detail) if kind is not None else RemoteRuntimeError(f"{detail} ({slug})")
    error.problem = problem  # type: ignore[attr-defined]
    return error


def is_about(error: Exception, slug: str) -> bool:
    """Whether an error was made from a problem of this type."""
    problem = getattr(error, "problem", None) or {}
    return bool(problem.get("type") == f"/problems/{slug}")


def unreachable(url: str, error: Exception, sent: bool, tried: float = 0.0, losses: int = 0) -> ServerUnreachableError:
    """The error of a server that does not answer, saying how to start or to reach one, and for how many seconds it was
    tried; or how many connections broke one after the other, if those were too many."""
    kind = ServerUnreachableError if sent else NotSentError
    why = reason(error)
    if "CERTIFICATE_VERIFY_FAILED" in why:
        return kind(
            f"nobody known vouches for the certificate of {url} ({why}). If it is your own, have SSL_CERT_FILE name "
            "the file of it, or of the authority that issued it."
        )
    if "WRONG_VERSION_NUMBER" in why:
        return kind(f"what answers at {url} does not speak TLS ({why}). Is http:// meant?")
    waited = f" It was tried for {tried:.0f} seconds (GRADWIRE_PATIENCE)." if tried >= 1 else ""
    if losses:
        waited = f" {losses} connections broke one after the other, each before there was an answer."
    return kind(
        f"no gradwire server answers at {url} ({why}). Start one with `python -m app` (or `make serve`) in the "
        f"gradwire repository, or set GRADWIRE_URL to where one runs.{waited}"
    )


def reason(error: Exception) -> str:
    """What an error says, or at least which one it is."""
    return str(error) or type(error).__name__


def moved(url: str, location: str) -> RemoteRuntimeError:
    """The error of a server that is found elsewhere: where a token goes is for its owner to say."""
    return RemoteRuntimeError(f"{url} sends its callers on: set GRADWIRE_URL to {location}")
