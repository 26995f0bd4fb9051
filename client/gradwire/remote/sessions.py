"""Sessions: where tensors live, and what sends."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, Self, TypeVar

import numpy as np

from gradwire.errors import RemoteRuntimeError, ServerUnreachableError
from gradwire.recording.descriptions import Description
from gradwire.recording.handle import Handle
from gradwire.recording.owners import StoppedError
from gradwire.recording.state import state
from gradwire.remote.base_session import CLOSED, BaseSession
from gradwire.remote.calls import Conversation
from gradwire.remote.drawing import draw
from gradwire.remote.exports import export
from gradwire.remote.forks import fork
from gradwire.remote.progress import shown
from gradwire.remote.runs import Step, Values, run
from gradwire.remote.transport import Transport
from gradwire.tensors.drawings import Graph
from gradwire.tensors.tensor import Tensor

Result = TypeVar("Result")


class Session(BaseSession):
    """A session of its own: `with gradwire.Session(device="cuda:0", seed=0):`; leaving it closes it."""

    def __init__(self, url: str | None = None, **options: Any) -> None:
        super().__init__(url, **options)
        self._lock = RLock()
        self._transport = Transport(self.url, self._token, self._timeout, self._patience)

    def _carry(self, conversation: Conversation[Result]) -> Result:
        with self._lock:
            if self._end is not None:
                raise RuntimeError(self._end)
            try:
                return self._transport.carry(conversation)
            except StoppedError as error:
                raise error.stop from None
            except RemoteRuntimeError as error:
                self._notice(error)
                raise

    def _open(self) -> None:
        with self._lock:
            if self._correspondent is None:
                try:
                    self._carry(self._opening())
                except BaseException:
                    self._transport.close()
                    state.give_up(self)
                    raise

    def send(self) -> None:
        """Send what has gathered, and wait until it is carried out."""
        self._carry(self._line.exchange())

    flush = send

    def post(self) -> None:
        """Send what has gathered; what comes of it is heard when somebody waits."""
        self._carry(self._line.post())

    def fetch(self, *tensors: Tensor) -> Any:
        """The values of tensors as NumPy arrays, all in one request."""
        arrays = self.fetch_arrays(tensors)
        if len(tensors) == 1:
            return self.recorder.values.own(tensors[0]._n, arrays[0])
        return tuple([array.copy() for array in arrays])  # each keeps no other one in memory

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

    def export(self, file: str | os.PathLike[str], tensors: Mapping[str, Tensor]) -> None:
        """Write tensors to a safetensors file by these names, with their gradients and the state of random numbers.

        `Session.load` begins another session with them, on any server; there they are leaves.
        """
        Path(file).write_bytes(self._carry(export(self._line, tensors)))

    def fork(self) -> Self:
        """Another session, which has all tensors of this one, the graph, gradients, and the random numbers to come.

        `with session.fork() as other:` leaves it in the end; `other.of(x)` is its own x, of a module or optimizer as
        well. Neither notices what the other does from here on. They share memory until one of them writes into it.
        """
        return self._forked(*self._carry(fork(self._line)))

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

    def synchronize(self) -> None:
        """Send what has gathered, and wait until GPUs have carried it out."""
        self._carry(self._line.synchronize())

    def memory(self) -> list[dict[str, Any]]:
        """The session's bytes on each GPU that it has used."""
        return self._carry(self._line.memory())

    def change_memory(self, change: dict[str, Any]) -> None:
        """Begin the peaks anew, or give back memory that is not used."""
        self._carry(self._line.memory(change))

    def take_over(self) -> None:
        """Let recorder and server have the default dtype and the precision of matrix products in force."""
        line = self._correspondent
        if line is None:
            return
        if self._own_dtype is None and line.recorder.dtype is not state.default_dtype:
            self._carry(line.patch({"dtype": state.default_dtype.name}))
            line.recorder.set_dtype(state.default_dtype)
        if self._precision != state.matmul_precision:
            self._carry(line.patch({"matmul_precision": state.matmul_precision}))
            self._precision = state.matmul_precision

    def close(self) -> None:
        """Forget the session's tensors, here and on the server."""
        with self._lock:
            if self._end is not None:
                return
            try:
                if self._correspondent is not None:
                    self._carry(self._correspondent.close())
            except ServerUnreachableError:
                pass
            finally:
                self._transport.close()
                self._correspondent, self._end = None, CLOSED

    def leave_to_parent(self) -> None:
        """This process is a child of the one whose session it is: nothing is sent for it, nor closed, any more."""
        super().leave_to_parent()
        if self._lock.acquire(blocking=False):  # else a thread was at it that this process does not have
            self._transport.leave()
        self._lock = RLock()

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
            if self._correspondent is not None:
                self.send()
        finally:
            self.close()


def default_session() -> Session:
    """The session of whoever opens none; it is closed when Python ends."""
    session = Session()
    atexit.register(_finish, session)
    return session


def _finish(session: Session) -> None:
    """Finish at the end of Python, where nobody catches what a server that is gone raises."""
    try:
        session.finish()
    except ServerUnreachableError as error:
        sys.stderr.write(f"gradwire: what was recorded last was not carried out: {error}\n")
