"""What is fetched for a GPU host without a package registry."""

from __future__ import annotations

import re

from tests.gpu.wheels import requirements


def test_it_is_all_but_what_the_host_has() -> None:
    names = {re.split(r"[\[<>=]", entry)[0] for entry in requirements()}
    assert {"fastapi", "uvicorn", "orjson", "scipy", "httpx", "websockets", "pytest", "hypothesis"} <= names
    assert not {"numpy", "torch", "cupy-cuda13x", "gradwire"} & names
