"""Sessions to and from files, and what is the same of them."""

from __future__ import annotations

from typing import Any

from tests.app.conftest import Client

FILE = "application/vnd.safetensors"
KEPT = "name", "shape", "dtype", "device", "requires_grad", "inference"
"""What an info says before and after."""


def export(client: Client, path: str = "S") -> bytes:
    """The file of a session."""
    response = client.get(path, headers={"accept": FILE})
    assert response.status_code == 200, response.text
    return response.content


def load(client: Client, file: bytes, query: str = "", **headers: str) -> Any:
    """The answer to a file that is imported."""
    return client.post(f"/v1/sessions{query}", content=file, headers={"content-type": FILE, **headers})


def imported(client: Client, file: bytes, query: str = "") -> str:
    """The path of the session that a file becomes."""
    response = load(client, file, query)
    assert response.status_code == 201, response.text
    return response.headers["location"]  # type: ignore[no-any-return]


def state(client: Client, path: str) -> dict[str, Any]:
    """All tensors and gradients of a session: what is kept of their infos, and their bytes."""
    found = {}
    names = [item["name"] for item in client.get(f"{path}/tensors?limit=1000").json()["items"]]
    for name in names:  # which grows
        answer = client.get(f"{path}/tensors/{name}?info")
        if answer.status_code == 404:
            found[name] = None
            continue
        info = answer.json()
        raw = client.get(f"{path}/tensors/{name}", headers={"accept": "application/octet-stream"}).content
        found[name] = {key: info.get(key) for key in KEPT}, raw
        if name.count(".grad") < 3:
            names.append(f"{name}.grad")
    return found


def told(client: Client, path: str, *names: str) -> list[Any]:
    """The infos of tensors."""
    return [client.get(f"{path}/tensors/{name}?info").json() for name in names]
