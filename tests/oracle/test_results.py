"""Several results have the names that PyTorch gives them, or none."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from gradwire._generated import table  # noqa: E402
from gradwire.recording.ops import Op  # noqa: E402
from gradwire.recording.results import gather  # noqa: E402

SEVERAL = [op for op in table.OPS.values() if len(op.outputs) > 1]


@pytest.mark.parametrize("op", SEVERAL, ids=lambda op: op.name)
def test_names_are_pytorchs(op: Op) -> None:
    found = gather(op, [object()] * len(op.outputs))
    expected = getattr(torch.return_types, op.name.replace(".", "_"), None)
    assert getattr(found, "__match_args__", None) == getattr(expected, "__match_args__", None)
    assert expected is None or repr(found).startswith(f"torch.return_types.{expected.__name__}(")
