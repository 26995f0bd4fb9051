"""Snippets: a few lines of Python each, run with PyTorch or with the SDK as `torch`."""

from __future__ import annotations

import ast
import warnings
from typing import Any

import numpy as np

GIVEN = """
x = torch.tensor([[1.0, -2.0, 3.0], [4.0, 0.5, -6.0]])
y = torch.tensor([[2.0, 2.0, 3.0], [1.0, 4.0, 3.0]])
v = torch.tensor([3.0, 1.0, 2.0])
i = torch.tensor([2, 0, 1])
m = torch.tensor([[True, False, True], [False, True, False]])
w = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
F = torch.nn.functional
"""
"""What every snippet finds there."""


def outcome(torch: Any, code: str) -> dict[str, Any]:
    """What the snippet comes to: {"prints": lines} of its last expression, or {"raises": names of exception classes}.

    The classes are the exception's own and those it derives from, as far as they are Python's.
    """
    names: dict[str, Any] = {"torch": torch, "np": np}
    exec(GIVEN, names)
    body = ast.parse(code).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(ast.Module(body, []), "snippet", "exec"), names)
            value = None if last is None else eval(compile(ast.Expression(last.value), "snippet", "eval"), names)
            getattr(torch, "flush", lambda: None)()  # the SDK raises some errors no sooner
            return {"prints": str(value).split("\n")}
        except Exception as error:  # noqa: BLE001
            return {"raises": next(kind.__name__ for kind in type(error).__mro__ if kind.__module__ == "builtins")}
