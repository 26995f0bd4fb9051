"""Snippets run with the SDK print what they print with PyTorch, and raise what they raise there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gradwire
from tests.client.snippets import outcome

PLACE = Path(__file__).parent / "snippets.json"
SUBJECTS = json.loads(PLACE.read_text(encoding="utf-8"))
CASES = {code: expected for snippets in SUBJECTS.values() for code, expected in snippets.items()}


@pytest.mark.parametrize("code", CASES)
@pytest.mark.usefixtures("session")
def test_it_does_as_pytorch_does(code: str) -> None:
    found = outcome(gradwire, code)
    if code in SUBJECTS["absent so far"]:
        assert found in (CASES[code], {"raises": "AttributeError"})
    else:
        assert found == CASES[code]
