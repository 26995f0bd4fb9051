"""The stream of a session: programs as frames of a WebSocket (API.md 9)."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.durable.errors import LogError
from app.errors import Problem, problem_of
from app.openapi import router
from app.program.fields import Fields
from app.request import Request, read_headers
from app.routes.sessions import ONE
from app.state import State
from app.stream.connection import Connection
from app.stream.frames import BAD_FRAME, NO_TOKEN, Closing
from gradwire.wire import json
from gradwire.wire.errors import WireError

routes = router()
PATH = ONE + "/stream"
PROTOCOL = "gradwire.v1"
NAME = re.compile(r"[!-~]{1,128}")


@routes.get(PATH, include_in_schema=False)
async def explain_stream(request: Request) -> ASGIApp:
    detail = "This address is a WebSocket: ask for `Upgrade: websocket` with the subprotocol gradwire.v1."
    raise Problem("upgrade-required", detail, headers={"Upgrade": "websocket", "Connection": "Upgrade"})


class StreamEndpoint:
    """ASGI of the stream's address: who may open it, the client's hello, and then a Connection."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state: State = scope["app"].state
        store = state.store
        if refusal := _refuse(scope, store.settings.cors_origins):
            await refusal.response(scope["request_id"])(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL, "headers": []})
        if stranger := state.access.refuse(scope, read_headers(scope)):
            await _close(send, Closing(NO_TOKEN, stranger.detail))
            return
        try:
            session = await store.find(scope["path_params"]["session"])
            async with asyncio.timeout(store.settings.body_timeout):
                message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            store.check_open(session)
            name, received = _read_hello(message)
            stream = session.streams.find(name)
            if received > stream.done:
                raise Closing(BAD_FRAME, f"Frame {received} was not carried out: {stream.done} was the last.")
            stream.expect_kept(received + 1)
            connection = Connection(stream, received, store, receive, send, scope)
        except (Problem, LogError) as error:
            await _close(send, Closing.of(problem_of(error)))
        except TimeoutError:
            await _close(send, Closing(BAD_FRAME, "No hello came: it is the first frame."))
        except Closing as closing:
            await _close(send, closing)
        else:
            await connection.serve()


routes.routes.append(WebSocketRoute(PATH, StreamEndpoint()))


def _refuse(scope: Scope, allowed: tuple[str, ...]) -> Problem | None:
    """Why no stream is opened; web pages are held to their own server, since no browser does that for WebSockets."""
    headers = read_headers(scope)
    origin = headers.get("origin")
    if origin is not None and not {origin, "*"} & set(allowed) and urlsplit(origin).netloc != headers.get("host"):
        detail = "Pages of this origin may not open a stream: the server's GRADWIRE_CORS_ORIGINS names those that may."
        return Problem("foreign-origin", detail, origin=origin[:200])
    if PROTOCOL not in scope["subprotocols"]:
        return Problem("malformed-request", f"Offer the subprotocol {PROTOCOL} with Sec-WebSocket-Protocol.")
    return None


def _read_hello(message: Message) -> tuple[str, int]:
    """The stream that a client goes on with, and the last answer of it that it has."""
    try:
        document = json.loads((message.get("text") or "").encode())
        outer = Fields(document, "")
        hello = Fields(outer.need("hello"), "/hello")
        outer.end()
        name, received = hello.text("stream", None), hello.integer("received", 0)
        hello.end()
    except (WireError, Problem) as error:
        raise Closing(BAD_FRAME, f"The first frame is the hello: {error.detail}") from error
    if name is None or not NAME.fullmatch(name):
        raise Closing(BAD_FRAME, "A stream has a name of 1 to 128 visible characters.")
    return name, received or 0


async def _close(send: Send, closing: Closing) -> None:
    await send({"type": "websocket.close", "code": closing.code, "reason": closing.reason})
