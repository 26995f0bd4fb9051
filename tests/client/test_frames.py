"""What a WebSocket's frames carry, however the bytes come; and arrays that nobody copies on their way."""

from __future__ import annotations

import random
import tracemalloc

import numpy as np
import pytest
from websockets.frames import Frame, Opcode

import gradwire as torch
from gradwire.remote.frames import PIECE, Frames


def written(opcode: Opcode, data: bytes, final: bool = True) -> bytes:
    return Frame(opcode, data, fin=final).serialize(mask=False)


def give(frames: Frames, data: bytes) -> int:
    """Let frames have what fits of this; how much that is."""
    room = frames.room()
    size = min(len(room), len(data))
    room[:size] = data[:size]
    frames.take(size)
    return size


@pytest.mark.parametrize("seed", range(20))
def test_messages_are_found_however_they_come(seed: int) -> None:
    chance = random.Random(seed)
    stream, sent, control = b"", [], []
    for _ in range(60):
        size = chance.choice([0, 1, 125, 126, 127, 300, 2**16 - 1, 2**16, PIECE + 7])
        data = chance.randbytes(size)
        is_text = chance.random() < 0.3
        if is_text:
            data = data.hex().encode()
        parts = [data] if chance.random() < 0.7 else [data[:size], b"", data[size:]]
        for place, part in enumerate(parts):
            opcode = Opcode.CONT if place else Opcode.TEXT if is_text else Opcode.BINARY
            stream += written(opcode, part, place == len(parts) - 1)
            if chance.random() < 0.3:
                control.append(written(Opcode.PING, chance.randbytes(chance.randrange(126))))
                stream += control[-1]
        sent.append(data.decode() if is_text else data)
    given: list[bytes] = []
    frames = Frames(given.append)
    largest = chance.choice([1000, 20_000, 10**7])
    while stream:
        stream = stream[give(frames, stream[: chance.randrange(largest) + 1]) :]
    assert [one if isinstance(one, str) else bytes(one) for one in frames.arrived] == sent
    assert given == control


@pytest.mark.parametrize("first", [b"HTTP/1.1 400", b"\xc2\x00", b"\x82\x80\x00\x00\x00\x00"])
def test_what_is_no_frame_is_refused(first: bytes) -> None:
    with pytest.raises(ValueError, match="no WebSocket"):
        give(Frames(lambda _: None), first)


def test_a_large_message_is_read_into_its_own_memory() -> None:
    frames = Frames(lambda _: None)
    header = written(Opcode.BINARY, bytes(PIECE))[:-PIECE]
    give(frames, header + b"abc")
    room = frames.room()
    assert len(room) == PIECE - 3
    while give(frames, bytes(1000)) == 1000:
        pass
    (message,) = frames.arrived
    room[0] = 7
    assert bytes(message[:4]) == b"abc\x07"


def test_an_array_comes_without_copies(session: torch.Session) -> None:
    x = torch.ones(4_000_000)
    x.numpy()
    for fetch in (x.numpy, lambda: session.fetch(x)):
        tracemalloc.start()
        found = fetch()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 1.5 * found.nbytes


@pytest.mark.parametrize("size", [1, 100, 100_000, 1_000_000])
def test_an_array_is_its_owners_alone(session: torch.Session, size: int) -> None:
    x = torch.zeros(size)
    for _ in range(2):
        arrays = [x.numpy(), x.numpy(), session.fetch(x), *session.fetch(x, x)]
        for number, array in enumerate(arrays):
            array += number + 1
        assert [array[-1] for array in arrays] == [1, 2, 3, 4, 5]
        assert not any(np.shares_memory(one, other) for one in arrays for other in arrays if one is not other)
        assert x[-1].item() == 0
        assert not x.numpy().any()
