"""Sessions: where tensors live, and what sends."""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterable, Mapping, Sequence
from threading import RLock
from typing import Any, Final, Self, TypeVar

import numpy as np

from gradwire import dtypes
from gradwire.devices import device
from gradwire.dtypes import dtype
from gradwire.errors import RemoteRuntimeError, ServerUnreachableError, is_about
from gradwire.recording.descriptions import Description
from gradwire.recording.handle import Handle
from gradwire.recording.owners import StoppedError
from gradwire.recording.recorder import Recorder
from gradwire.recording.state import state
from gradwire.remote.calls import Conversation
from gradwire.remote.conversation import Correspondent, open_session
from gradwire.remote.drawing import draw
from gradwire.remote.progress import shown
from gradwire.remote.runs import Step, Values, run
from gradwire.remote.transport import Transport
from gradwire.tensors.drawings import Graph
from gradwire.tensors.tensor import Tensor, new_tensor

DEFAULT_URL: Final = "http://127.0.0.1:8000"
DEFAULT_TIMEOUT: Final = 600.0
CLOSED: Final = "this session is closed, and its tensors are gone with it: fetch values before the session ends"
NOT_OPEN: Final = "this session is not open: enter it with `async with`, or it was closed"

Result = TypeVar("Result")


class BaseSession:
    """What both kinds of session are: a recorder, and a place to send to.

    `url` and `token` are GRADWIRE_URL (default http://127.0.0.1:8000) and GRADWIRE_TOKEN where they are left out;
    `device`, `dtype` and `seed` are the server's choice. `timeout` is in seconds, for one answer. With `exact=False`,
    or GRADWIRE_EXACT=0, the server may run repeated programs faster, to other last bits.
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
    ) -> None:
        self.url = (url or os.environ.get("GRADWIRE_URL") or DEFAULT_URL).rstrip("/")
        self.id: str | None = None
        self._token = token or os.environ.get("GRADWIRE_TOKEN") or None
        self._timeout = timeout
        self._options = {
            "device": device and str(device),
            "dtype": dtype and dtype.name,
            "seed": seed,
            "exact": _exactness() if exact is None else exact,
        }
        self._own_dtype = dtype
        self._correspondent: Correspondent | None = None
        self._before: list[BaseSession | None] = []
        state.sessions.add(self)

    @property
    def recorder(self) -> Recorder:
        """What records this session's operations."""
        return self._line.recorder

    @property
    def _line(self) -> Correspondent:
        if self._correspondent is None:
            self._open()
        if self._correspondent is None:
            raise RuntimeError(NOT_OPEN)
        return self._correspondent

    def _open(self) -> None:
        raise RuntimeError(NOT_OPEN)

    def _opening(self) -> Conversation[None]:
        options = {key: value for key, value in self._options.items() if value is not None}
        options.setdefault("dtype", state.default_dtype.name)
        info = yield from open_session(options)
        recorder = Recorder(device(info["device"]), dtypes.named(info["dtype"]), new_tensor)
        recorder.waits = self.waits
        recorder.line = self  # type: ignore[assignment]
        self.id = info["id"]
        self._correspondent = Correspondent(info["id"], recorder, streams=self.waits)

    def take_over(self) -> None:
        """Let recorder and server have the default dtype in force."""

    def _notice(self, error: RemoteRuntimeError) -> None:
        """Notice that the server has lost the session."""
        if is_about(error, "session-not-found"):
            state.forget(self)

    def _enter(self) -> None:
        self._before.append(state.current)
        state.current = self

    def _leave(self) -> None:
        state.current = self._before.pop()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id or 'not open'} at {self.url}>"


class Session(BaseSession):
    """A session of its own: `with gradwire.Session(device="cuda:0", seed=0):`; leaving it closes it."""

    def __init__(self, url: str | None = None, **options: Any) -> None:
        super().__init__(url, **options)
        self._lock = RLock()
        self._transport: Transport | None = Transport(self.url, self._token, self._timeout)

    def _carry(self, conversation: Conversation[Result]) -> Result:
        with self._lock:
            if self._transport is None:
                raise RuntimeError(CLOSED)
            try:
                return self._transport.carry(conversation)
            except StoppedError as error:
                raise error.stop from None
            except RemoteRuntimeError as error:
                self._notice(error)
                raise

    def _open(self) -> None:
        with self._lock:
            if self._transport is None:
                raise RuntimeError(CLOSED)
            if self._correspondent is None:
                self._carry(self._opening())

    def send(self) -> None:
        """Send what has gathered, and wait until it is carried out."""
        self._carry(self._line.exchange())

    flush = send

    def post(self) -> None:
        """Send what has gathered; what comes of it is heard when somebody waits."""
        self._carry(self._line.post())

    def fetch(self, *tensors: Tensor) -> Any:
        """The values of tensors as NumPy arrays, all in one request."""
        arrays = tuple(array.copy() for array in self.fetch_arrays(tensors))
        return arrays[0] if len(tensors) == 1 else arrays

    def fetch_arrays(self, tensors: Sequence[Handle]) -> list[np.ndarray[Any, Any]]:
        """The values of tensors, as they came."""
        return self._carry(self._line.exchange(wanted=tensors))[0]

    def fetch_with_infos(
        self, tensors: Sequence[Handle]
    ) -> tuple[list[np.ndarray[Any, Any]], list[dict[str, Any] | None]]:
        """The values of tensors, as they came, and their infos, all in one request."""
        return self._carry(self._line.exchange(tensors, [(tensor, "") for tensor in tensors]))

    def run(
        self,
        steps: Sequence[Step],
        *,
        tensors: Mapping[str, Tensor] | None = None,
        returns: Iterable[str] = (),
        progress: bool = False,
    ) -> Values:
        """Run a program in the server's own words (docs/api.md, section 8), such as a whole training loop.

        `tensors` says what the steps call this session's tensors; what is changed in place shows in them. The values of
        `returns` come back by name as NumPy arrays, None for a gradient that is not there. `progress` shows a bar for
        each outermost loop, of tqdm if that is installed, with the numbers that it collects. If a step fails,
        everything is as before.
        """
        with shown(steps, progress) as (told, tell):
            return self._carry(run(self._line, told, tensors or {}, returns, tell))

    def look(self, tensor: Handle) -> None:
        """Ask for a tensor's description."""
        self.look_all([tensor])

    def look_all(self, tensors: Sequence[Handle]) -> list[dict[str, Any] | None]:
        """Ask for the infos of tensors; None for those that do not exist."""
        return self._carry(self._line.look(tensors))

    def look_at_gradients(self, tensors: Sequence[Handle]) -> list[Description | None]:
        """The descriptions of tensors' gradients, where they have one."""
        return self._carry(self._line.look_at_gradients(tensors))

    def node(self, id: str) -> dict[str, Any]:
        """A node of the graph as the server describes it."""
        return self._carry(self._line.node(id))

    def draw(self, tensor: Handle, names: Mapping[str, Handle] | None = None) -> Graph:
        """The drawing of the graph that leads to a tensor, in which tensors are called by these names."""
        return self._carry(draw(self._line, tensor, names or {}))

    def devices(self) -> list[dict[str, Any]]:
        """The devices that the server has."""
        return self._carry(self._line.devices())

    def take_over(self) -> None:
        """Let recorder and server have the default dtype in force."""
        line = self._correspondent
        if line is not None and self._own_dtype is None and line.recorder.dtype is not state.default_dtype:
            self._carry(line.patch({"dtype": state.default_dtype.name}))
            line.recorder.set_dtype(state.default_dtype)

    def close(self) -> None:
        """Forget the session's tensors, here and on the server."""
        with self._lock:
            if self._transport is None:
                return
            try:
                if self._correspondent is not None:
                    self._carry(self._correspondent.close())
            except ServerUnreachableError:
                pass
            finally:
                self._transport.close()
                self._transport = self._correspondent = None

    def __enter__(self) -> Self:
        self._enter()
        try:
            self._open()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._leave()
        if kind is None:
            self.finish()
        else:
            self.close()

    def finish(self) -> None:
        """Send what waits, which may be about to fail, and close."""
        try:
            if self._transport is not None and self._correspondent is not None:
                self.send()
        finally:
            self.close()


def _exactness() -> bool | None:
    """Whether GRADWIRE_EXACT wants sessions exact; None where it leaves that to the server."""
    wanted = os.environ.get("GRADWIRE_EXACT") or None
    if wanted not in (None, "0", "1"):
        raise ValueError(f"GRADWIRE_EXACT is 0 or 1, not {wanted!r}: 0 lets the server round in another order")
    return None if wanted is None else wanted == "1"


def default_session() -> Session:
    """The session of whoever opens none; it is closed when Python ends."""
    session = Session()
    atexit.register(session.finish)
    return session
