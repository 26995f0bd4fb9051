"""100 MB up and down, against a plain TCP connection that carries the same bytes."""

from __future__ import annotations

import numpy

import gradwire

from .loopback import DOWN, UP, loopback, receive
from .server import Connection, request
from .timing import Row, compare, looped

COUNT = 25_000_000
FORMAT = "application/octet-stream"


def transfers(port: int) -> tuple[list[Row], list[Row]]:
    """A tensor of 100 MB on its way to the server, and on its way back."""
    array = numpy.arange(COUNT, dtype=numpy.float32)
    sent = array.data.cast("B")
    received = memoryview(bytearray(array.nbytes))
    connection = Connection(port)
    session = connection.json("POST", "/v1/sessions", {})["id"]
    tensor = f"/v1/sessions/{session}/tensors/x"
    put = request(
        "PUT",
        tensor,
        length=array.nbytes,
        Content_Type=FORMAT,
        Tensor_Dtype="float32",
        Tensor_Shape=f"[{COUNT}]",
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

        up = compare(
            {
                "plain TCP": looped(plain_up),
                "socket, PUT": looped(lambda: connection.ask(put, sent)),
                "SDK, tensor(array)[0].item()": looped(lambda: gradwire.tensor(array)[0].item()),
            },
            rounds=9,
        )
        remote = gradwire.tensor(array)
        down = compare(
            {
                "plain TCP": looped(plain_down),
                "socket, GET": looped(lambda: connection.ask(get, into=received)),
                "SDK, add_(1).numpy()": looped(lambda: remote.add_(1).numpy()),
            },
            rounds=9,
        )
    if not numpy.array_equal(numpy.frombuffer(received, numpy.float32), array):
        raise AssertionError("the tensor came back changed")
    connection.ask(request("DELETE", f"/v1/sessions/{session}"))
    return up, down
