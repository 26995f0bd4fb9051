"""The asynchronous session: recording is the same, sending is awaited."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self, TypeVar

from gradwire.errors import RemoteRuntimeError, ServerUnreachableError
from gradwire.remote.base_session import CLOSED, BaseSession
from gradwire.remote.calls import Conversation
from gradwire.remote.drawing import draw
from gradwire.remote.exports import export
from gradwire.remote.forks import fork
from gradwire.remote.progress import shown
from gradwire.remote.runs import Step, Values, run
from gradwire.remote.transport import AsyncTransport
from gradwire.tensors.drawings import Graph
from gradwire.tensors.tensor import Tensor

Result = TypeVar("Result")


class AsyncSession(BaseSession):
    """The asynchronous twin: operations are recorded as ever, and values are awaited.

        async with gradwire.AsyncSession() as session:
            x = torch.ones(2, 2, requires_grad=True)
            (x * x).sum().backward()
            gradient = await session.fetch(x.grad)

    What a new operation gives is known after the next `await session.flush()` or `fetch`; until then its shape cannot
    be read, and one that gives several tensors has to be called again then. After a fetch a tensor prints, until
    something is changed.
    """

    waits = False

    def __init__(self, url: str | None = None, **options: Any) -> None:
        super().__init__(url, **options)
        self._lock = asyncio.Lock()
        self._transport = AsyncTransport(self.url, self._token, self._timeout, self._patience)

    async def _carry(self, conversation: Conversation[Result]) -> Result:
        async with self._lock:
            if self._end is not None:
                raise RuntimeError(self._end)
            try:
                return await self._transport.carry(conversation)
            except RemoteRuntimeError as error:
                self._notice(error)
                raise

    async def flush(self) -> None:
        """Send what has gathered, and await until it is carried out."""
        await self._carry(self._line.exchange())

    async def fetch(self, *tensors: Tensor) -> Any:
        """The values of tensors as NumPy arrays, all in one request."""
        found, _ = await self._carry(self._line.exchange(wanted=tensors))
        if len(tensors) == 1:
            return self.recorder.values.own(tensors[0]._n, found[0])
        return tuple([array.copy() for array in found])  # each keeps no other one in memory

    async def gradient(self, tensor: Tensor) -> Tensor | None:
        """What `tensor.grad` is, None included."""
        if await self._carry(self._line.look_at_gradients([tensor])) == [None]:
            return None
        return tensor.grad

    async def draw(self, tensor: Tensor, names: Mapping[str, Tensor] | None = None) -> Graph:
        """The drawing of the graph that leads to a tensor, in which tensors are called by these names."""
        return await self._carry(draw(self._line, tensor, names or {}))

    async def run(
        self,
        steps: Sequence[Step],
        *,
        tensors: Mapping[str, Tensor] | None = None,
        returns: Iterable[str] = (),
        progress: bool = False,
    ) -> Values:
        """As `Session.run`, awaited."""
        with shown(steps, progress) as (told, tell):
            return await self._carry(run(self._line, told, tensors or {}, returns, tell))

    async def export(self, file: str | os.PathLike[str], tensors: Mapping[str, Tensor]) -> None:
        """As `Session.export`, awaited."""
        Path(file).write_bytes(await self._carry(export(self._line, tensors)))  # noqa: ASYNC240 - as short as reading

    async def fork(self) -> Self:
        """As `Session.fork`, awaited: `async with await session.fork() as other:`."""
        return self._forked(*await self._carry(fork(self._line)))

    async def close(self) -> None:
        """Forget the session's tensors, here and on the server."""
        if self._end is not None:
            return
        try:
            if self._correspondent is not None:
                await self._carry(self._correspondent.close())
        except ServerUnreachableError:
            pass
        finally:
            await self._transport.close()
            self._correspondent, self._end = None, CLOSED

    async def __aenter__(self) -> Self:
        try:
            if self._correspondent is None:
                await self._carry(self._opening())
        except BaseException:
            await self._transport.close()
            raise
        self._enter()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._leave()
        try:
            if kind is None and self._end is None:
                await self.flush()  # what waits may be about to fail
        finally:
            await self.close()

    # a recorder that wants an answer now

    def send(self) -> None:
        """Nothing: what has gathered is sent when something is awaited."""

    post = send

    def _refuse(self, *_: object) -> Any:
        raise RuntimeError(
            self._end
            or "this tensor lives in an AsyncSession: `await session.fetch(tensor)` or `session.flush()` first"
        )

    look = look_all = look_at_gradients = fetch_arrays = fetch_with_infos = node = _refuse
    devices = memory = change_memory = synchronize = _refuse
