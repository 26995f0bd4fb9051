"""python -m app: serve gradwire with uvicorn."""

from __future__ import annotations

import argparse
import contextlib
import logging
import re
import socket
from collections.abc import Collection

import uvicorn
from pydantic import ValidationError
from pydantic_core import ErrorDetails

import engine
from app import collector
from app.main import create_app
from app.memory import keep_freed
from app.protocol import Protocol
from app.settings import Settings
from app.stream.protocol import StreamProtocol

STREAMS = re.compile(r'connection (open|closed|rejected)|.*"WebSocket |ASGI callable returned without')
"""What uvicorn logs of each WebSocket beside its errors."""


def main() -> None:
    """Read the flags, which come before the environment, and serve."""
    parser = argparse.ArgumentParser(prog="python -m app", description="Serve gradwire: autograd over HTTP.")
    for name in ("host", "port"):
        parser.add_argument(f"--{name}", help=Settings.model_fields[name].description, default=argparse.SUPPRESS)
    flags = vars(parser.parse_args())
    try:
        settings = Settings(**flags)
    except ValidationError as error:
        parser.exit(2, "".join(_refusal(entry, flags) for entry in error.errors()))
    logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    shown = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
    url = f"http://{shown}:{listener.getsockname()[1]}"
    config = uvicorn.Config(
        create_app(settings),
        loop="uvloop",
        http=Protocol,
        ws=StreamProtocol,
        ws_max_size=settings.body_bytes,
        ws_per_message_deflate=False,
        timeout_keep_alive=max(1, round(settings.keep_alive)),
        access_log=settings.access_log,
        log_level=settings.log_level.lower(),
        server_header=False,
    )
    if not settings.access_log:
        logging.getLogger("uvicorn.error").addFilter(lambda record: not STREAMS.match(record.msg))
    engine.blas.limit_threads(settings.blas_threads)
    keep_freed(settings.spare_bytes)
    collector.settle()
    print(f"gradwire serves on {url} (docs: {url}/docs)", flush=True)
    computing = engine.devices.find("cpu").computing()  # what this loop computes need not begin with it each time
    with contextlib.suppress(KeyboardInterrupt), computing:  # Ctrl-C, after everything was closed in order
        uvicorn.Server(config).run(sockets=[listener])


def _refusal(error: ErrorDetails, flags: Collection[str]) -> str:
    """The line that says which setting is wrong."""
    name = str(error["loc"][0])
    return f"{f'--{name}' if name in flags else f'GRADWIRE_{name.upper()}'}: {error['msg']}\n"


if __name__ == "__main__":
    main()
