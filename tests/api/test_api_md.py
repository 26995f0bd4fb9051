"""The examples of docs/api.md, carried out in page order against a real server; its OpenAPI document fits them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.api.document import Document

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
SHOWN_ID = "s0-4f1c"
REST = "…"
FILE = b"the last file that came"
TOLERANCE = {"float32": 1.3e-6, "float64": 1e-7, "float16": 1e-3, "bfloat16": 1.6e-2}  # torch.testing.assert_close's
SMALLEST = {"float32": 1.2e-7, "float64": 2.3e-16, "float16": 1e-3, "bfloat16": 8e-3}  # what one is rounded by


class Talk(NamedTuple):
    """What the page shows of a stream: frames that are sent, then those that come."""

    turns: list[tuple[list[Any], list[Any]]]


class Example(NamedTuple):
    """A request of the page and the answer that it shows."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any
    status: int
    answer_headers: dict[str, str]
    answer: Any


def read_examples() -> list[Example | Talk]:
    blocks = re.findall(r"^```\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [example for block in blocks for example in read_block(block)]


def read_block(block: str) -> list[Example | Talk]:
    entries = [entry for entry in re.split(r"^(?=[<>] )", block, flags=re.MULTILINE) if entry]
    if entries[0].startswith("> {"):
        frames = [
            (direction, [json.loads(entry[2:]) for entry in group])
            for direction, group in groupby(entries, lambda entry: entry[0])
        ]
        return [Talk([(asked, answered) for (_, asked), (_, answered) in zip(frames[::2], frames[1::2], strict=True)])]
    asked, answered = entries[::2], entries[1::2]
    assert all(entry[0] == ">" for entry in asked), "a request without an answer"
    assert all(entry[0] == "<" for entry in answered), "an answer without a request"
    return [read_example(*pair) for pair in zip(asked, answered, strict=True)]


def read_example(asked: str, answered: str) -> Example:
    request = re.fullmatch(r"> (\w+) (\S+)((?: [\w-]+: \S+)*)(?: (\{.*|\(that file\)))?", join(asked))
    answer = re.fullmatch(r"< (\d+)((?: [\w-]+: \S+)*)(?: (\{.*|\(a file\)))?", join(answered))
    assert request, asked
    assert answer, answered
    method, path, headers, body = request.groups()
    status, answer_headers, document = answer.groups()
    return Example(
        method,
        path,
        read_headers(headers),
        FILE if body == "(that file)" else body and json.loads(body),
        int(status),
        read_headers(answer_headers),
        FILE if document == "(a file)" else document and json.loads(document),
    )


def join(text: str) -> str:
    return re.sub(r"\s*\n\s*", " ", text.strip())


def read_headers(text: str) -> dict[str, str]:
    return dict(entry.split(": ", 1) for entry in re.findall(r"[\w-]+: \S+", text))


def compare(shown: Any, got: Any, at: str = "", dtype: str = "float32", open_ended: bool = False) -> None:
    """Every shown field is there, and nothing else unless the page says so."""
    if shown == REST:
        return
    if isinstance(shown, dict):
        assert isinstance(got, dict), at
        dtype = got.get("dtype", dtype)
        expected = {key: value for key, value in shown.items() if key != REST}
        if open_ended or REST in shown:
            assert expected.keys() <= got.keys(), f"{at}: {got}"
        else:
            assert expected.keys() == got.keys(), f"{at}: {got}"
        for key, value in expected.items():
            compare(value, got[key], f"{at}/{key}", dtype)
    elif isinstance(shown, list):
        rest = bool(shown) and shown[-1] == REST
        assert isinstance(got, list), at
        assert len(got) >= len(shown) - 1 if rest else len(got) == len(shown), f"{at}: {got}"
        for number, value in enumerate(shown[:-1] if rest else shown):
            compare(value, got[number], f"{at}/{number}", dtype)
    elif isinstance(shown, float):
        assert isinstance(got, float), f"{at}: {got}"
        assert got == pytest.approx(shown, rel=TOLERANCE[dtype], abs=SMALLEST[dtype]), at
    elif isinstance(shown, str) and REST in shown:
        assert re.fullmatch(".*".join(map(re.escape, shown.split(REST))), got), f"{at}: {got}"
    else:
        assert (type(shown), shown) == (type(got), got), at


def hold_talk(talk: Talk, url: str) -> None:
    with connect(url.replace("http", "ws", 1), subprotocols=[Subprotocol("gradwire.v1")], proxy=None) as stream:
        for asked, answered in talk.turns:
            for frame in asked:
                stream.send(json.dumps(frame))
            for frame in answered:
                compare(frame, json.loads(stream.recv(timeout=30)), f"stream {frame}")


@pytest.mark.cpu_only("the page shows a server on the CPU")
def test_examples_in_page_order(start_server: Callable[..., str]) -> None:
    identity = SHOWN_ID
    url, file = start_server(), b""
    with httpx.Client(base_url=url, timeout=60) as client:
        declared = Document(client.get("/openapi.json").json())
        for example in read_examples():
            if isinstance(example, Talk):
                hold_talk(example, f"{url}/v1/sessions/{identity}/stream")
                continue
            path = re.sub("^S", f"/v1/sessions/{identity}", example.path).replace(SHOWN_ID, identity)
            where = f"{example.method} {example.path}"
            if example.body == FILE:
                content: dict[str, Any] = {"content": file}
            else:
                content = {"json": json.loads(json.dumps(example.body).replace(SHOWN_ID, identity))}
            response = client.request(example.method, path, headers=example.headers, **content)
            assert response.status_code == example.status, f"{where}: {response.text}"
            if identity == SHOWN_ID:
                identity = response.json()["id"]
            for name, value in example.answer_headers.items():
                assert response.headers[name] == value.replace(SHOWN_ID, identity), where
            if example.answer is None:
                assert not response.content, where
            elif example.answer == FILE:
                file = response.content
            else:
                shown = json.loads(json.dumps(example.answer).replace(SHOWN_ID, identity))
                compare(shown, response.json(), where, open_ended=response.status_code >= 400)
            declared.check_answer(example.method, path.split("?")[0], response)
            if isinstance(example.body, dict) and response.is_success:
                declared.check_request(example.method, path, example.body)
