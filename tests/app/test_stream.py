"""The stream: frames are carried out and answered in order, each once, whatever becomes of the connection."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import numpy
import pytest
import uvicorn
from websockets.exceptions import InvalidStatus

from app.main import create_app
from app.settings import Settings
from tests.app import steps
from tests.app.streaming import SAFETENSORS, Stream, open_session, opened, plain
from tests.conftest import Server

X = {"x": {"data": [1.0, 2.0], "requires_grad": True}}
DOUBLE = [{"op": "mul", "inputs": ["x", 2], "out": "y"}]
COUNT = [{"op": "add", "inputs": ["n", 1], "out": "n"}]
SLOW = [{"op": "randn", "size": [2_000_000]}]
GONE = [{"op": "neg", "inputs": ["gone"]}]


@pytest.fixture
def session(server: str) -> str:
    return open_session(server)


@pytest.fixture
def stream(server: str, session: str) -> Iterator[Stream]:
    with opened(server, session) as stream:
        yield stream


def value(url: str, session: str, name: str) -> Any:
    return httpx.get(f"{url}{session}/tensors/{name}").json()["data"]


def refused(url: str, session: str, **options: Any) -> Any:
    with pytest.raises(InvalidStatus) as error, plain(url, session, **options):
        pass
    response = error.value.response
    problem = json.loads(response.body)
    assert problem["status"] == response.status_code
    assert problem["request_id"] == response.headers["x-request-id"]
    return problem["type"].removeprefix("/problems/")


def test_answers_come_in_order(stream: Stream) -> None:
    first, second = stream.ask(
        {"id": 1, "tensors": X, "steps": DOUBLE}, {"id": 2, "steps": [], "return": ["y"], "info": ["x"]}
    )
    assert (first["id"], first["version"], first["values"]) == (1, 1, {})
    assert second["values"]["y"]["data"] == [2.0, 4.0]
    assert second["info"]["x"]["requires_grad"] is True
    (third,) = stream.ask({"id": 3, "program": first["program"]})
    assert third["program"] == first["program"]


def test_more_frames_than_the_window(stream: Stream) -> None:
    stream.ask({"id": 1, "tensors": {"n": 0}})
    numbers = range(2, 402)
    sender = threading.Thread(
        target=lambda: stream.send(*[{"id": id, "steps": COUNT, "return": ["n"]} for id in numbers])
    )
    sender.start()
    answers = [stream.receive() for _ in numbers]
    sender.join()
    assert [(answer["id"], answer["values"]["n"]["data"]) for answer in answers] == [(id, id - 1) for id in numbers]


def test_a_server_of_another_protocol_serves_streams_too() -> None:
    config = uvicorn.Config(create_app(Settings(stream_window=4)), port=0, ws="websockets-sansio", log_level="warning")
    server = uvicorn.Server(config)
    serving = threading.Thread(target=server.run)
    serving.start()
    try:
        while not server.started:
            assert serving.is_alive()
            time.sleep(0.01)
        url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        with opened(url, open_session(url)) as stream:
            stream.ask({"id": 1, "tensors": {"n": 0}})
            answers = stream.ask(*[{"id": id, "steps": COUNT, "return": ["n"]} for id in range(2, 42)])
        assert [answer["values"]["n"]["data"] for answer in answers] == list(range(1, 41))
    finally:
        server.should_exit = True
        serving.join()


def test_frames_behind_a_problem_are_skipped_until_it_was_seen(stream: Stream) -> None:
    stream.ask({"id": 1, "tensors": {"n": 0}})
    failed, skipped, unseen, cleared, after = stream.ask(
        {"id": 2, "steps": GONE},
        {"id": 3, "steps": COUNT},
        {"id": 4, "clear": 1, "steps": COUNT},
        {"id": 5, "clear": 2, "steps": COUNT},
        {"id": 6, "steps": [], "return": ["n"]},
    )
    assert failed["problem"]["type"] == "/problems/tensor-not-found"
    assert (failed["problem"]["name"], failed["problem"]["pointer"]) == ("gone", "/steps/0/inputs/0")
    for answer in (skipped, unseen):
        assert (answer["problem"]["status"], answer["problem"]["cause"]) == (424, 2)
    assert cleared["version"] == 2
    assert after["values"]["n"]["data"] == 1


def test_a_frame_that_cannot_be_read_is_skipped_like_others(stream: Stream) -> None:
    unknown = {"program": "p-0"}
    _, skipped, seen = stream.ask({"id": 1, "steps": GONE}, {"id": 2, **unknown}, {"id": 3, "clear": 1, **unknown})
    assert skipped["problem"]["cause"] == 1
    assert seen["problem"]["type"] == "/problems/program-not-found"
    stream.send_binary({"id": 4, **unknown})
    stream.send_binary({"id": 5, "clear": 3, **unknown})
    assert stream.receive()["problem"]["cause"] == 3
    assert stream.receive()["problem"]["type"] == "/problems/program-not-found"


def test_the_number_may_stand_anywhere(stream: Stream) -> None:
    stream.ask({"tensors": {"n": 0}, "id": 1})
    assert stream.ask({"steps": COUNT, "return": ["n"], "id": 2})[0]["values"]["n"]["data"] == 1
    stream.send_binary({"steps": [{"op": "mul", "inputs": ["n", "_v"]}], "id": 3}, _v=numpy.ones(2, numpy.float32))
    assert stream.receive()["id"] == 3
    stream.wire.send('{"id": 4}')
    assert stream.receive()["version"] == 4
    stream.wire.send('{"id": 5, "id": 6}')
    assert stream.receive()["problem"]["status"] == 422


@pytest.mark.parametrize(
    "frame",
    [
        {"steps": [{}]},
        {"gradients": [None]},
        {"clear": "2"},
        {"accept": "text/html"},
        {"surprise": 1},
        {"program": "p-0"},
        {"suspension": "b1"},
    ],
)
def test_what_is_wrong_in_a_frame_is_its_problem(stream: Stream, frame: dict[str, Any]) -> None:
    (answer,) = stream.ask({"id": 1, **frame})
    assert answer["problem"]["status"] in (404, 422)
    assert stream.ask({"id": 2, "clear": 1, "steps": []})[0]["version"] == 1


def test_a_frame_that_is_not_atomic_keeps_what_it_finished(server: str, session: str, stream: Stream) -> None:
    (answer,) = stream.ask({"id": 1, "atomic": False, "tensors": {"n": 5}, "steps": [*COUNT, *GONE]})
    assert answer["problem"]["finished"] == 2
    assert value(server, session, "n") == 6


def test_binary_frames_are_answered_in_kind(stream: Stream) -> None:
    stream.send_binary(
        {
            "id": 1,
            "tensors": {"w": {"requires_grad": True}},
            "steps": [{"op": "mul", "inputs": ["w", "_v"], "out": "y"}],
            "return": ["y"],
        },
        w=numpy.ones(3, numpy.float32),
        _v=numpy.arange(3, dtype=numpy.float64),
    )
    answer = stream.receive()
    assert (answer["id"], answer["version"]) == (1, 1)
    assert answer["values"]["y"] == {"shape": [3], "dtype": "float64"}
    numpy.testing.assert_array_equal(answer["arrays"]["y"], [0.0, 1.0, 2.0])
    stream.send_binary({"id": 2, "steps": GONE})
    assert stream.receive()["problem"]["status"] == 404


def test_a_frame_may_ask_for_the_other_form(stream: Stream) -> None:
    (answer,) = stream.ask({"id": 1, "tensors": {"n": 0.5}, "return": ["n"], "accept": SAFETENSORS})
    numpy.testing.assert_array_equal(answer["arrays"]["n"], numpy.float32(0.5))
    stream.send_binary({"id": 2, "return": ["n"], "accept": "application/json"})
    assert stream.receive()["values"]["n"]["data"] == 0.5


def test_who_comes_back_gets_what_it_missed(server: str, session: str) -> None:
    with opened(server, session) as stream:
        stream.ask({"id": 1, "tensors": {"n": 0}})
        first = stream.ask(*[{"id": id, "steps": COUNT, "return": ["n"]} for id in (2, 3)], {"id": 4, "steps": GONE})
    with opened(server, session, received=1, done=4) as stream:
        assert [stream.receive() for _ in first] == first
        again, skipped, cleared = stream.ask(
            {"id": 4, "steps": GONE}, {"id": 5, "steps": COUNT}, {"id": 6, "clear": 4, "steps": COUNT, "return": ["n"]}
        )
        assert again == first[-1]
        assert skipped["problem"]["cause"] == 4
        assert cleared["values"]["n"]["data"] == 3
    with opened(server, session, received=6, done=6) as stream:
        answers = stream.ask(*[{"id": id, "steps": COUNT} for id in (3, 4, 5, 6, 7)])
        assert [answer["id"] for answer in answers] == [3, 4, 5, 6, 7]
        assert answers[:2] == first[1:]
    assert value(server, session, "n") == 4


def test_streams_count_by_themselves(server: str, session: str, stream: Stream) -> None:
    stream.ask({"id": 1, "tensors": {"n": 0}})
    with opened(server, session, name="other") as other:
        assert other.ask({"id": 1, "steps": GONE})[0]["problem"]["status"] == 404
        assert stream.ask({"id": 2, "steps": COUNT})[0]["version"] == 2


def test_answers_come_while_others_follow_and_who_asks_for_the_session_has_a_turn_between_them(
    server: str, session: str, stream: Stream
) -> None:
    stream.ask({"id": 1, "tensors": {"n": 0}})
    frames = [{"id": id, "steps": [*COUNT, *SLOW], "return": ["n"]} for id in range(2, 32)]
    stream.send(*frames)
    assert stream.receive()["id"] == 2
    assert value(server, session, "n") < len(frames)
    assert [stream.receive()["values"]["n"]["data"] for _ in frames[1:]] == list(range(2, len(frames) + 1))


def test_a_second_connection_ends_the_first_and_no_frame_runs_twice(server: str, session: str) -> None:
    with opened(server, session) as first:
        first.ask({"id": 1, "tensors": {"n": 0}})
        frames = [{"id": id, "steps": [*COUNT, *SLOW], "return": ["n"]} for id in (2, 3, 4)]
        first.send(*frames)
        time.sleep(0.05)  # the first of them is being carried out
        with plain(server, session) as wire:
            second = Stream(wire)
            second.send({"hello": {"stream": "nb-7", "received": 1}})
            done = second.receive()["hello"]["done"]
            assert first.closing() == 4409
            second.send(*frames[done - 1 :])
            assert [second.receive()["values"]["n"]["data"] for _ in frames] == [1, 2, 3]
    assert value(server, session, "n") == 3


@pytest.mark.parametrize(
    "said",
    [
        ["{"],
        ["[]"],
        ['{"hello": {}}'],
        ['{"hello": {"stream": "a b"}}'],
        ['{"hello": {"stream": "a", "received": -1}}'],
        ['{"hello": {"stream": "a", "received": 1}}'],
        ['{"hello": {"stream": "a"}, "id": 1}'],
        [b"{}"],
        ['{"hello": {"stream": "a"}}', "{"],
        ['{"hello": {"stream": "a"}}', b"{"],
        ['{"hello": {"stream": "a"}}', '{"steps": []}'],
        ['{"hello": {"stream": "a"}}', '{"id": true}'],
        ['{"hello": {"stream": "a"}}', '{"id": 0}'],
        ['{"hello": {"stream": "a"}}', '{"id": 2, "steps": []}'],
        ['{"hello": {"stream": "a"}}', '{"hello": {"stream": "a"}}'],
    ],
)
def test_bad_frames_end_the_connection(server: str, session: str, said: list[str | bytes]) -> None:
    with plain(server, session) as wire:
        for message in said:
            wire.send(message)
        assert Stream(wire).closing() == 4400


def test_silence_instead_of_a_hello(start_server: Callable[..., str]) -> None:
    url = start_server(body_timeout=0.2)
    with plain(url, open_session(url)) as wire:
        assert Stream(wire).closing() == 4400


def test_too_large_frames(start_server: Callable[..., str]) -> None:
    url = start_server(json_bytes=1000, body_bytes=20_000)
    session = open_session(url)
    with opened(url, session) as stream:
        stream.send({"id": 1, "steps": [], "return": ["x" * 100] * 10})
        assert stream.closing() == 1009
    with opened(url, session) as stream:
        stream.send_binary({"id": 1}, x=numpy.zeros(4000, numpy.float32))
        assert stream.receive()["id"] == 1
        stream.send_binary({"id": 2}, x=numpy.zeros(6000, numpy.float32))
        assert stream.closing() == 1009


def test_without_a_session(start_server: Callable[..., str]) -> None:
    url = start_server(session_ttl=0.5)
    with plain(url, "/v1/sessions/s0-none") as wire:
        assert Stream(wire).closing() == 4404
    session = open_session(url)
    with opened(url, session) as stream:
        assert httpx.delete(f"{url}{session}").status_code == 204
        assert stream.closing() == 4404
    with opened(url, open_session(url)) as stream:
        time.sleep(0.6)
        assert httpx.get(f"{url}/v1/sessions").json()["items"] == []
        assert stream.closing() == 4404


def test_a_server_that_ends_says_so_and_logs_no_stream_before() -> None:
    server = Server({})
    session = open_session(server.url)
    refused(server.url, session, protocols=None)
    with opened(server.url, session) as stream:
        stream.ask({"id": 1})
        assert "stream" not in server.printed()
        server.stop()
        assert stream.closing() == 1012


def test_answers_are_kept_within_bytes(start_server: Callable[..., str]) -> None:
    url = start_server(stream_window=4, stream_bytes=3000)
    session = open_session(url)
    with opened(url, session) as stream:
        for id in range(1, 7):
            stream.ask({"id": id, "tensors": {"n": 0}})
        with opened(url, session, received=2, done=6) as again:
            assert [again.receive()["id"] for _ in range(4)] == [3, 4, 5, 6]
        with plain(url, session) as wire:
            late = Stream(wire)
            late.send({"hello": {"stream": "nb-7", "received": 1}})
            assert late.closing() == 4400
    with opened(url, session, received=6, done=6) as stream:
        for id in (7, 8):
            stream.ask({"id": id, "tensors": {"a": [0.5] * 600}, "return": ["a"]})
    with plain(url, session) as wire:
        late = Stream(wire)
        late.send({"hello": {"stream": "nb-7", "received": 6}})
        assert late.closing() == 4400
    with opened(url, session, received=7, done=8) as stream:
        assert stream.receive()["id"] == 8


def test_a_session_remembers_some_streams(start_server: Callable[..., str]) -> None:
    url = start_server(session_streams=2)
    session = open_session(url)
    with opened(url, session, name="a") as a:
        a.ask({"id": 1})
        with opened(url, session, name="b"), plain(url, session) as wire:
            third = Stream(wire)
            third.send({"hello": {"stream": "c"}})
            assert third.closing() == 4400
    with opened(url, session, name="c"), opened(url, session, name="b"):
        pass
    with opened(url, session, name="a", done=0):
        pass


def test_at_most_a_window_is_read_ahead(start_server: Callable[..., str]) -> None:
    url = start_server(stream_window=2)
    session = open_session(url)
    large = numpy.zeros(1 << 20, numpy.float32)
    with opened(url, session) as stream:
        sent = []

        def send() -> None:
            for id in range(1, 31):
                stream.send_binary({"id": id, "steps": SLOW if id == 1 else []}, x=large)
                sent.append(id)

        sender = threading.Thread(target=send)
        sender.start()
        assert stream.receive()["id"] == 1
        assert len(sent) < 20  # while the first one was carried out, the others did not fit on the way
        assert [stream.receive()["id"] for _ in range(29)] == list(range(2, 31))
        sender.join()


def test_requests_come_between_frames(server: str, session: str, stream: Stream) -> None:
    stream.send(*[{"id": id, "steps": SLOW} for id in range(1, 41)])
    assert stream.receive()["id"] == 1
    before = httpx.get(f"{server}{session}").json()["version"]
    assert httpx.post(f"{server}{session}/ops", json={"op": "ones", "size": []}).status_code == 200
    assert before < 41
    assert [stream.receive()["version"] for _ in range(39)][-1] == 41


def test_a_client_that_does_not_read_holds_up_nobody_and_is_cut_off(start_server: Callable[..., str]) -> None:
    url = start_server(body_timeout=0.5)
    session = open_session(url)
    with opened(url, session, close_timeout=0.1, max_queue=1) as stream:
        stream.ask({"id": 1, "tensors": {"n": 0}, "steps": [{"op": "zeros", "size": [2_000_000], "out": "big"}]})
        stream.send(*[{"id": id, "steps": COUNT, "return": ["big"], "accept": SAFETENSORS} for id in range(2, 62)])
        before, now = -1, 0
        while now != before:
            time.sleep(1)  # longer than the server waits
            before, now = now, value(url, session, "n")
        assert now < 60  # what is not read is not asked for either
        assert stream.is_cut_off()
    with opened(url, session, received=now, done=now + 1) as stream:
        assert stream.receive()["id"] == now + 1


def test_a_pass_is_suspended_and_resumed(server: str, session: str, stream: Stream) -> None:
    stream.ask({"id": 1, "tensors": steps.P, "steps": steps.DOUBLE})
    suspended, skipped = stream.ask(
        {"id": 2, "steps": [{"backward": {"tensors": ["loss"]}}], "return": ["p.grad"]}, {"id": 3, "steps": []}
    )
    assert suspended["suspended"]["name"] == "Double"
    assert skipped["problem"]["cause"] == 2
    id = suspended["suspended"]["id"]
    waiting, wrong = stream.ask(
        {
            "id": 4,
            "clear": 2,
            "suspension": id,
            "steps": [{"op": "mul", "inputs": ["_g0", 2], "out": "g"}],
            "return": ["g"],
        },
        {"id": 5, "suspension": id, "gradients": [[1.0]]},
    )
    assert waiting["suspended"]["id"] == id
    assert waiting["values"]["g"]["data"] == [2 * one for one in suspended["values"]["_g0"]["data"]]
    assert wrong["problem"]["type"] == "/problems/wrong-gradients"
    (ended,) = stream.ask({"id": 6, "clear": 5, "suspension": id, "gradients": ["g"]})
    assert ended["id"] == 6
    assert ended["values"]["p.grad"]["data"] == value(server, session, "p.grad")
    assert stream.ask({"id": 7})[0]["version"] == 3


def test_a_pass_that_began_by_a_request_stops_the_stream(server: str, session: str, stream: Stream) -> None:
    stream.ask({"id": 1, "tensors": steps.P, "steps": steps.DOUBLE})
    asked = httpx.post(f"{server}{session}/backward", json={"tensors": ["loss"]}).json()["suspended"]
    refused, ended = stream.ask({"id": 2}, {"id": 3, "clear": 2, "suspension": asked["id"], "gradients": [None]})
    assert refused["problem"]["type"] == "/problems/session-suspended"
    assert (ended["id"], ended["version"]) == (3, 2)


def test_who_may_open_a_stream(start_server: Callable[..., str]) -> None:
    url = start_server(cors_origins="https://page.example", allowed_hosts="127.0.0.1,gradwire.example")
    session = open_session(url)
    assert refused(url, session, origin="https://other.example") == "foreign-origin"
    assert refused(url, session, origin="null") == "foreign-origin"
    assert refused(url, session, protocols=None) == "malformed-request"
    assert refused(url, session, protocols=["gradwire.v9"]) == "malformed-request"
    for origin in (url, "https://page.example"):
        with opened(url, session, name=origin, origin=origin) as stream:
            assert stream.ask({"id": 1})[0]["id"] == 1
    with opened(url, session, protocols=["gradwire.v1", "bearer.TOKEN"]) as stream:
        assert stream.wire.subprotocol == "gradwire.v1"


def test_every_page_may_where_the_operator_says_so(start_server: Callable[..., str]) -> None:
    url = start_server(cors_origins="*")
    with opened(url, open_session(url), origin="https://other.example") as stream:
        assert stream.ask({"id": 1})[0]["id"] == 1


def test_a_foreign_host_is_refused(start_server: Callable[..., str]) -> None:
    url = start_server(allowed_hosts="gradwire.example")
    assert refused(url, "/v1/sessions/s0-1") == "malformed-request"


def test_without_an_upgrade(server: str, session: str) -> None:
    response = httpx.get(f"{server}{session}/stream")
    assert response.status_code == 426
    assert response.headers["upgrade"] == "websocket"
    assert response.json()["type"] == "/problems/upgrade-required"


def test_problems_carry_the_id_of_the_connection(server: str, session: str) -> None:
    with opened(server, session, additional_headers={"x-request-id": "mine"}) as stream:
        assert stream.wire.response is not None
        assert stream.wire.response.headers["x-request-id"] == "mine"
        assert stream.ask({"id": 1, "steps": GONE})[0]["problem"]["request_id"] == "mine"


def test_progress_comes_before_the_answer(stream: Stream) -> None:
    loop = {"repeat": {"times": 60, "collect": {"all": "n"}, "every": 20, "count": "i", "steps": COUNT}}
    frame = {"id": 1, "progress": True, "tensors": {"n": 0}, "steps": [loop], "return": ["all"]}
    stream.send(frame, {"id": 2, "steps": [loop]})
    told = []
    while "progress" in (answer := stream.receive()):
        assert answer["id"] == 1
        told.append(answer["progress"])
    assert answer["values"]["all"]["data"] == [20, 40, 60]
    assert told[0]["iteration"] == 20
    last = {"n": {"shape": [], "dtype": "int64", "data": 60}}
    assert told[-1] == {"pointer": "/steps/0", "iteration": 60, "values": last}
    assert "progress" not in stream.receive()
