"""What is said to be absent is PyTorch's, and absent."""

from __future__ import annotations

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

from gradwire.absent import INSTEAD

torch = pytest.importorskip("torch")

README = (Path(__file__).parents[2] / "client" / "README.md").read_text()
SECTION = README.partition("### Absent")[2].partition("\n### ")[0]
THERE = {"torch.save", "torch.load", "torch.nn", "torch.cuda", "torch.backends"}
"""What the section names for another reason."""
NAMES = sorted(set(re.findall(r"`((?:torch|Tensor)\.[\w.]+)(?:\(\))?`", SECTION)) - THERE)


def _has(package: str, name: str) -> bool:
    try:
        resolve_name(f"{package}.{name.removeprefix('torch.')}")
    except (AttributeError, ImportError):
        return False
    return True


def test_the_section_is_found() -> None:
    assert len(NAMES) > 30
    assert all(f"`{name}`" in SECTION and _has("gradwire", name) for name in THERE)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_readme_calls_absent_is(name: str) -> None:
    assert _has("torch", name)
    assert not _has("gradwire", name)


@pytest.mark.parametrize("name", INSTEAD)
def test_what_has_a_hint_is_absent(name: str) -> None:
    assert _has("torch", name)
    module, _, last = name.rpartition(".")
    with pytest.raises(AttributeError, match=f"{last}': ") as caught:
        getattr(resolve_name(f"gradwire.{module}".rstrip(".")), last)
    assert str(caught.value).endswith(INSTEAD[name])
