"""100 MB up and down, against a plain TCP connection that carries the same bytes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy

import gradwire

from .loopback import DOWN, UP, loopback, receive
from .run import Result, Run
from .server import Connection, request
from .timing import looped

COUNT = 25_000_000
FORMAT = "application/octet-stream"


def results(run: Run) -> Iterator[Result]:
    """A tensor of 100 MB on its way to the server, and on its way back."""
    count = run.size(COUNT)
    array = numpy.arange(count, dtype=numpy.float32)
    sent = array.data.cast("B")
    received = memoryview(bytearray(array.nbytes))
    with Connection(run.port) as connection:
        session = connection.json("POST", "/v1/sessions", {})["id"]
        tensor = f"/v1/sessions/{session}/tensors/x"
        put = request(
            "PUT",
            tensor,
            length=array.nbytes,
            Content_Type=FORMAT,
            Tensor_Dtype="float32",
            Tensor_Shape=f"[{count}]",
            Accept="application/json",
        )
        get = request("GET", tensor, Accept=FORMAT)

        with loopback(array.nbytes) as plain:

            def plain_up() -> None:
                plain.sendall(UP)
                plain.sendall(sent)
                plain.recv(1)

            def plain_down() -> None:
                plain.sendall(DOWN)
                receive(plain, received)

            up = run.compare(
                {
                    "plain TCP": looped(plain_up),
                    "socket, PUT": looped(lambda: connection.ask(put, sent)),
                    "SDK, tensor(array)[0].item()": looped(lambda: gradwire.tensor(array)[0].item()),
                },
                {"socket, PUT": 0.85},
                rounds=9,
            )
            remote = gradwire.tensor(array)
            down = run.compare(
                {
                    "plain TCP": looped(plain_down),
                    "socket, GET": looped(lambda: connection.ask(get, into=received)),
                    "SDK, add_(1).numpy()": looped(lambda: remote.add_(1).numpy()),
                },
                {"socket, GET": 0.9},
                rounds=9,
            )
        if not numpy.array_equal(numpy.frombuffer(received, numpy.float32), array):
            raise AssertionError("the tensor came back changed")
        connection.ask(request("DELETE", f"/v1/sessions/{session}"))
        yield Result("100 MB tensor up", "HTTP", up)
        yield Result("100 MB tensor down", "HTTP", down)
