"""The classes of torch.nn: which there are, where they are, and what they are made with."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

import gradwire

torch = pytest.importorskip("torch")

README = Path(__file__).parents[2] / "client" / "README.md"
LAYERS = sorted(name for name, found in vars(torch.nn).items() if isinstance(found, type))
WAYS = ("GRU", "LSTM", "RNN")
"""Classes that PyTorch lets take anything, as they are made in several ways."""
REST = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
OURS = [name for name in LAYERS if hasattr(gradwire.nn, name)]


def test_the_missing_ones_are_named_in_the_readme() -> None:
    line = re.search(r"^- Of `torch\.nn` there are not: (.*?)\.$", README.read_text(), re.MULTILINE | re.DOTALL)
    assert line is not None
    assert re.findall(r"`(\w+)`", line[1]) == [name for name in LAYERS if name not in OURS]


def test_there_are_no_others() -> None:
    classes = {name for name, found in vars(gradwire.nn).items() if isinstance(found, type)}
    assert classes <= set(LAYERS)


@pytest.mark.parametrize("name", OURS)
def test_it_is_where_pytorch_has_it(name: str) -> None:
    ours, theirs = getattr(gradwire.nn, name), getattr(torch.nn, name)
    assert repr(ours) == repr(theirs)
    assert getattr(gradwire.nn.modules, name, ours) is ours


@pytest.mark.parametrize("name", OURS)
def test_it_is_made_and_called_with_pytorchs_arguments(name: str) -> None:
    ours, theirs = getattr(gradwire.nn, name), getattr(torch.nn, name)
    for method in ("__init__", "forward"):
        if hasattr(theirs, method) and name not in WAYS:
            assert _arguments(ours, method) == _arguments(theirs, method)


@pytest.mark.parametrize("name", OURS)
def test_it_is_a_subclass_of_what_it_is_in_pytorch(name: str) -> None:
    ours, theirs = getattr(gradwire.nn, name), getattr(torch.nn, name)
    bases = {base.__name__ for base in theirs.__mro__ if base.__module__.startswith("torch.nn")}
    assert bases <= {base.__name__ for base in ours.__mro__}


def _arguments(cls: type, method: str) -> list[tuple[Any, str, Any]]:
    """Kind, name and default of each argument; what takes all that are left has no name that matters."""
    parameters = inspect.signature(getattr(cls, method)).parameters.values()
    return [
        (one.kind, "" if one.kind in REST else one.name, getattr(one.default, "__name__", one.default))
        for one in parameters
    ]
