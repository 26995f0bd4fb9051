"""Sending: what talks to the network, written once for plain sessions and for those that await their answers."""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine
from contextlib import aclosing, closing
from inspect import GEN_CLOSED, getgeneratorstate
from typing import Any, TypeVar

import httpx

from gradwire.errors import FORKED
from gradwire.remote.address import Address, media
from gradwire.remote.calls import EVENTS, Call, Conversation, Reply
from gradwire.remote.events import Events
from gradwire.remote.stream import Stream
from gradwire.remote.websocket import RefusedError

Result = TypeVar("Result")


class Carrier(ABC):
    """What carries conversations on with a server."""

    def __init__(self, url: str, token: str | None, timeout: float, patience: float) -> None:
        self._address = Address(url, token, timeout, patience)

    async def _carry(self, conversation: Conversation[Result]) -> Result:
        """Carry a conversation to its end."""
        given: Any = None
        go_on: Callable[[Any], Any] = conversation.send
        try:
            while True:
                try:
                    call = go_on(given)
                    given = await self._send(call) if isinstance(call, Call) else self._open_stream(call.path)
                    go_on = conversation.send
                except StopIteration as end:
                    result: Result = end.value
                    return result
                except BaseException as error:
                    if getgeneratorstate(conversation) == GEN_CLOSED:
                        raise
                    go_on, given = conversation.throw, error
        finally:  # whoever is interrupted outside the conversation ends it now, and not whenever it is forgotten
            given = None
            conversation.close()

    async def _send(self, call: Call) -> Reply:
        """The reply to a call, which is sent until there is one."""
        absence = None
        while True:
            try:
                reply = await self._attempt(call)
            except httpx.TransportError as error:
                absence = absence or self._address.absence(call)
                pause = self._address.pause(absence, error)
            else:
                if absence is not None:
                    absence.end()
                return reply
            await self._sleep(pause)

    @abstractmethod
    async def _attempt(self, call: Call) -> Reply:
        """Send a call once."""

    @abstractmethod
    async def _sleep(self, seconds: float) -> None:
        """Wait so long."""

    def _open_stream(self, path: str) -> Stream | None:
        """A stream to the session at this path, where there can be one."""
        return None


class Transport(Carrier):
    """Carries conversations on, and comes back when they have ended."""

    def __init__(self, url: str, token: str | None, timeout: float, patience: float) -> None:
        super().__init__(url, token, timeout, patience)
        self._transport = httpx.HTTPTransport(**self._address.options())
        self._stream: Stream | None = None
        self._is_left = False

    def carry(self, conversation: Conversation[Result]) -> Result:
        """Carry a conversation to its end."""
        return _result(self._carry(conversation))

    def close(self) -> None:
        """Close the connections."""
        if self._stream is not None:
            self._stream.close()
        self._transport.close()

    def leave(self) -> None:
        """Let go of the connections, which are another process's, too, and send nothing more."""
        self._is_left = True
        if self._stream is not None:
            self._stream.leave()
        self._transport.close()

    def _open_stream(self, path: str) -> Stream | None:
        self._expect_own()
        if self._stream is not None:
            self._stream.close()
            self._stream = None
        if self._address.proxy() is None:
            try:
                self._stream = self._address.stream(path)
            except RefusedError:
                pass
        return self._stream

    async def _attempt(self, call: Call) -> Reply:
        self._expect_own()
        response = self._transport.handle_request(self._address.request(call))
        if call.tell is None or media(response) != EVENTS:
            return self._address.reply(call, response, response.read())
        with closing(response):
            events = Events(call.tell)
            for reply in map(events.take, response.iter_lines()):
                if reply is not None:
                    return self._address.final(reply)
            raise httpx.RemoteProtocolError("the events ended without an answer")

    async def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)  # noqa: ASYNC251 - nobody else is there to go on meanwhile

    def _expect_own(self) -> None:
        if self._is_left:  # by a fork in the midst of a pass
            raise RuntimeError(FORKED)


class AsyncTransport(Carrier):
    """Carries conversations on, awaiting the replies."""

    def __init__(self, url: str, token: str | None, timeout: float, patience: float) -> None:
        super().__init__(url, token, timeout, patience)
        self._transport = httpx.AsyncHTTPTransport(**self._address.options())

    async def carry(self, conversation: Conversation[Result]) -> Result:
        """Carry a conversation to its end."""
        return await self._carry(conversation)

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def _attempt(self, call: Call) -> Reply:
        response = await self._transport.handle_async_request(self._address.request(call))
        if call.tell is None or media(response) != EVENTS:
            return self._address.reply(call, response, await response.aread())
        async with aclosing(response):
            events = Events(call.tell)
            async for line in response.aiter_lines():
                reply = events.take(line)
                if reply is not None:
                    return self._address.final(reply)
            raise httpx.RemoteProtocolError("the events ended without an answer")

    async def _sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


def _result(work: Coroutine[Any, Any, Result]) -> Result:
    """The result of a coroutine that awaits nothing."""
    try:
        work.send(None)
    except StopIteration as end:
        result: Result = end.value
        return result
    raise RuntimeError("a plain session has nothing to wait for")
