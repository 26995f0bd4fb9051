"""python -m app: serve gradwire with uvicorn."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import re
import signal
from collections.abc import Collection, Iterator

import uvicorn
from pydantic import ValidationError
from pydantic_core import ErrorDetails

import engine
from app import collector
from app.listening import StartError, admit, listen, open_log, url_of
from app.main import create_app
from app.memory import bound, keep_freed
from app.protocol import Protocol
from app.settings import Settings, mistyped
from app.stream.protocol import StreamProtocol

log = logging.getLogger("gradwire")
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
        listener = listen(settings)
        settings, notice = admit(settings, listener)
        kept = open_log(settings)
    except ValidationError as error:
        parser.exit(2, "".join(_refusal(entry, flags) for entry in error.errors()))
    except StartError as error:
        parser.exit(2, f"{error}\n")
    logging.basicConfig(level=settings.log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    for variable, meant in mistyped(os.environ):
        log.warning("%s is no setting of the server. Is %s meant?", variable, meant)
    app = create_app(settings, kept)
    config = uvicorn.Config(
        app,
        loop="uvloop",
        http=Protocol,
        ws=StreamProtocol,
        ws_max_size=settings.body_bytes,
        ws_per_message_deflate=False,
        timeout_keep_alive=max(1, round(settings.keep_alive)),
        timeout_graceful_shutdown=max(1, round(settings.stop_seconds)),
        access_log=settings.access_log,
        log_level=settings.log_level,
        server_header=False,
    )
    if not settings.access_log:
        logging.getLogger("uvicorn.error").addFilter(lambda record: not STREAMS.match(record.msg))
    engine.blas.limit_threads(settings.blas_threads)
    keep_freed(settings.spare_bytes)
    if most := settings.bound_of_memory():
        bound(most)
    collector.settle()
    url = url_of(listener)
    print(f"gradwire serves on {url} (docs: {url}/docs)", *notice, sep="\n", flush=True)
    computing = engine.devices.find("cpu").computing()  # what this loop computes need not begin with it each time
    with computing:
        Server(config).run(sockets=[listener])
    have_ended = app.state.store.workers.shutdown(patience=0.5)
    app.state.store.end()
    if not have_ended:
        os._exit(0)


class Server(uvicorn.Server):
    """uvicorn's server, for which a signal is no failure: it ends everything in order, however often it is asked to."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        for asking in (signal.SIGINT, signal.SIGTERM):
            signal.signal(asking, self.handle_exit)
        yield


def _refusal(error: ErrorDetails, flags: Collection[str]) -> str:
    """The line that says which setting is wrong."""
    name = str(error["loc"][0])
    return f"{f'--{name}' if name in flags else f'GRADWIRE_{name.upper()}'}: {error['msg']}\n"


if __name__ == "__main__":
    main()
