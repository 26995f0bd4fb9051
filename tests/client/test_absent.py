"""Asking for what is absent."""

from __future__ import annotations

import pytest

import gradwire as torch


def test_what_is_absent_says_what_to_do_instead() -> None:
    with pytest.raises(AttributeError, match="'set_num_threads': the server computes"):
        torch.set_num_threads(1)
    with pytest.raises(AttributeError, match=r"'nothing'$"):
        torch.nothing  # noqa: B018
    assert not hasattr(torch, "compile")
