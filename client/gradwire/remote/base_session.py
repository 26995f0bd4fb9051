"""What sessions have in common, whichever way they send: a recorder, what they were asked for, and an end."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from gradwire import dtypes
from gradwire.devices import device
from gradwire.dtypes import dtype
from gradwire.errors import FORKED, RemoteRuntimeError, is_about
from gradwire.recording.failures import forbid
from gradwire.recording.forks import Twins
from gradwire.recording.recorder import Recorder
from gradwire.recording.state import HIGHEST, state
from gradwire.remote.absence import DEFAULT_PATIENCE
from gradwire.remote.calls import Conversation
from gradwire.remote.conversation import Correspondent, open_session
from gradwire.remote.exports import Export, adopt, open_import
from gradwire.remote.exports import read as read_export
from gradwire.tensors.tensor import Tensor, new_tensor

Thing = TypeVar("Thing")

DEFAULT_URL: Final = "http://127.0.0.1:8000"
DEFAULT_TIMEOUT: Final = 600.0
CLOSED: Final = "this session is closed, and its tensors are gone with it: fetch values before the session ends"
NOT_OPEN: Final = "this session is not open: enter it with `async with`, or it was closed"


class BaseSession:
    """What both kinds of session are: a recorder, and a place to send to.

    `url` and `token` are GRADWIRE_URL (default http://127.0.0.1:8000) and GRADWIRE_TOKEN where they are left out;
    `device`, `dtype` and `seed` are the server's choice. `timeout` is in seconds, for one answer. With `exact=False`,
    or GRADWIRE_EXACT=0, the server may run repeated programs faster, to other last bits. A server that was there and
    does not answer any more, as it is being restarted, is waited for `patience` seconds, or GRADWIRE_PATIENCE (60).
    """

    waits = True

    def __init__(
        self,
        url: str | None = None,
        *,
        token: str | None = None,
        device: str | device | None = None,
        dtype: dtype | None = None,
        seed: int | None = None,
        exact: bool | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        patience: float | None = None,
    ) -> None:
        self.url = _reachable((url or os.environ.get("GRADWIRE_URL") or DEFAULT_URL).strip().rstrip("/"))
        self.id: str | None = None
        self._token = _sendable((token or os.environ.get("GRADWIRE_TOKEN") or "").strip())
        self._timeout = timeout
        self._patience = _patience() if patience is None else patience
        self._options = {
            "device": device and str(device),
            "dtype": dtype and dtype.name,
            "seed": seed,
            "exact": _exactness() if exact is None else exact,
        }
        self.tensors: dict[str, Tensor] = {}
        """Those of the file that it was loaded from, by name."""
        self._file: Export | None = None
        self._twins: Twins | None = None
        """The tensors of the session that it was forked from."""
        self._own_dtype = dtype
        self._precision = HIGHEST
        self._correspondent: Correspondent | None = None
        self._before: list[BaseSession | None] = []
        self._end: str | None = None
        """Why it cannot be used any more."""
        state.sessions.add(self)

    @classmethod
    def load(cls, file: str | os.PathLike[str], url: str | None = None, **options: Any) -> Self:
        """A session that begins with what `export` wrote to a file: its `tensors`, and where random numbers go on.

        The options are those of any session, in place of what the file says. Raises ValueError for other files; any
        safetensors file will do whose arrays have names that tensors can have.
        """
        read = read_export(Path(file).read_bytes())
        session = cls(url, **options)
        session._file = read
        return session

    def of(self, thing: Thing) -> Thing:
        """What a tensor of the session that this one was forked from is here, as it was at the fork.

        Of anything else, such as a module, an optimizer, or a list of both, a deep copy with such tensors.
        """
        if self._twins is None:
            raise RuntimeError("this session is no fork: `other = session.fork()` is one, and other.of(x) its own x")
        return self._twins.of(thing)

    @property
    def recorder(self) -> Recorder:
        """What records this session's operations."""
        return self._line.recorder

    @property
    def _line(self) -> Correspondent:
        if self._correspondent is None:
            self._open()
        if self._correspondent is None:
            raise RuntimeError(self._end or NOT_OPEN)
        return self._correspondent

    def _open(self) -> None:
        """Open it on the server, where that can be done unasked."""

    def _opening(self) -> Conversation[None]:
        options = {key: value for key, value in self._options.items() if value is not None}
        options.setdefault("dtype", state.default_dtype.name)
        self._precision = state.matmul_precision
        if self._precision != HIGHEST:
            options["matmul_precision"] = self._precision
        file = self._file
        info = yield from open_session(options) if file is None else open_import(file, options)
        recorder = Recorder(device(info["device"]), dtypes.named(info["dtype"]), new_tensor)
        line = self._begin(info["id"], recorder)
        if file is not None:
            self.tensors = yield from adopt(line, file.names)
            self._file = None

    def _begin(self, id: str, recorder: Recorder) -> Correspondent:
        """Be the session of that id, in which this recorder records."""
        recorder.waits = self.waits
        recorder.line = self  # type: ignore[assignment]
        self.id = id
        self._correspondent = Correspondent(id, recorder, streams=self.waits)
        return self._correspondent

    def _forked(self, id: str, twins: Twins) -> Self:
        """The session of that id, which was forked from this one."""
        other = type(self)(self.url, token=self._token, timeout=self._timeout, patience=self._patience)
        other._own_dtype, other._precision, other._twins = self._own_dtype, self._precision, twins
        other._begin(id, twins.recorder)
        return other

    def take_over(self) -> None:
        """Let recorder and server have the default dtype and the precision of matrix products in force."""

    def _notice(self, error: RemoteRuntimeError) -> None:
        """Notice that the server has lost the session."""
        if is_about(error, "session-not-found") or is_about(error, "session-damaged"):
            state.forget(self)

    def leave_to_parent(self) -> None:
        """This process is a child of the one whose session it is: nothing is sent for it, nor closed, any more."""
        line, self._correspondent = self._correspondent, None
        self._before = [None] * len(self._before)
        self._end = self._end or FORKED
        if line is not None:
            forbid(line.recorder, FORKED)

    def _enter(self) -> None:
        self._before.append(state.current)
        state.current = self

    def _leave(self) -> None:
        state.current = self._before.pop()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id or 'not open'} at {self.url}>"


def _reachable(url: str) -> str:
    """An address that says how it is spoken to, and where certificates are if that matters."""
    if not url.startswith(("http://", "https://")):
        raise ValueError(
            f"the server's address, from GRADWIRE_URL or `url`, begins with http:// or https://, not {url!r}"
        )
    file = os.environ.get("SSL_CERT_FILE")
    if file and url.startswith("https://") and not Path(file).is_file():
        raise ValueError(f"SSL_CERT_FILE names the file of the authorities to trust, and {file!r} is none")
    return url


def _sendable(token: str) -> str | None:
    """A token that a header can carry, if there is one; the error of another does not tell it."""
    if not (token.isascii() and token.isprintable()):
        raise ValueError(
            "the token, from GRADWIRE_TOKEN or `token`, has characters that no token has: copy it once more"
        )
    return token or None


def _exactness() -> bool | None:
    """Whether GRADWIRE_EXACT wants sessions exact; None where it leaves that to the server."""
    wanted = os.environ.get("GRADWIRE_EXACT") or None
    if wanted not in (None, "0", "1"):
        raise ValueError(f"GRADWIRE_EXACT is 0 or 1, not {wanted!r}: 0 lets the server round in another order")
    return None if wanted is None else wanted == "1"


def _patience() -> float:
    """The seconds of GRADWIRE_PATIENCE."""
    said = os.environ.get("GRADWIRE_PATIENCE") or DEFAULT_PATIENCE
    try:
        patience = float(said)
    except ValueError:
        patience = -1.0
    if not patience >= 0:  # as no number is, either
        raise ValueError(f"GRADWIRE_PATIENCE is a number of seconds, not {said!r}; 0 waits for no server that is away")
    return patience
