"""The snippets that the SDK is compared with are what PyTorch makes of them."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from tests.oracle import make_sdk_snippets as snippets


def test_the_checked_in_snippets_are_up_to_date():
    assert snippets.PLACE.read_text(encoding="utf-8") == snippets.file_text()
