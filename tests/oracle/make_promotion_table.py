"""Make tests/engine/promotion_table.json: the dtypes of results, as PyTorch on a CPU has them.

    python tests/oracle/make_promotion_table.py

The file is one object. Dtypes stand by name; a result is a dtype's name, or "error" where PyTorch raises.

    torch      PyTorch's version
    dtypes     the names of the twelve dtypes
    numbers    the Python numbers that stand for their kinds: {"bool": true, "int": 2, "float": 2.5, "complex": "2j"}
    pairs      two operands meet. Each entry has
                   op              "add", "where" (of a bool condition, left, right), "pow", or in place "add_"
                   left, right     "tensor" (2 x 2), "0-dim" (shape ()), "number" (Python's, on the right alone)
                   default_dtype   PyTorch's default dtype while it ran
                   results         {left dtype: {right dtype or kind of number: result}}
               A 0-dim tensor on the left of a 2 x 2 one is left out: the order does not matter (test_promotion_table.py
               makes sure).
    single     one tensor. Each entry has
                   op              PyTorch's name
                   inputs          positional arguments: "x" the 2 x 2 tensor, "c" a 2 x 2 bool condition, or a number
                   attributes      arguments by name
                   default_dtype   as above
                   results         {dtype of x: result}

The elements are [[1, 0], [1, 1]] everywhere (0-dim: 1), so no error hangs on a value. Two things are PyTorch's own:
float16 with a complex number gives "complex32", which gradwire does not have; and some errors are no rule but a kernel
that PyTorch's CPU lacks ("not implemented for 'Bool'").
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch

PLACE = Path(__file__).parents[1] / "engine" / "promotion_table.json"

DTYPES = (
    *("float32", "float64", "float16", "bfloat16", "complex64", "complex128"),
    *("int8", "int16", "int32", "int64", "uint8", "bool"),
)
NUMBERS = {"bool": True, "int": 2, "float": 2.5, "complex": 2j}

PAIRS = (
    ("add", "tensor", "tensor", "float32"),
    ("add", "tensor", "0-dim", "float32"),
    ("add", "0-dim", "0-dim", "float32"),
    ("add", "tensor", "number", "float32"),
    ("add", "tensor", "number", "float64"),
    ("add", "0-dim", "number", "float32"),
    ("add", "0-dim", "number", "float64"),
    ("where", "tensor", "tensor", "float32"),
    ("where", "tensor", "0-dim", "float32"),
    ("where", "tensor", "number", "float32"),
    ("pow", "tensor", "number", "float32"),
    ("add_", "tensor", "tensor", "float32"),
    ("add_", "tensor", "0-dim", "float32"),
    ("add_", "tensor", "number", "float32"),
)

SINGLE: tuple[tuple[str, list[Any], dict[str, Any], str], ...] = (
    *((op, ["x"], {}, "float32") for op in ("sum", "prod", "mean", "std", "var", "max", "min", "argmax", "argmin")),
    *((op, ["x"], {}, "float32") for op in ("all", "any")),
    *((op, ["x"], {"dim": 0}, "float32") for op in ("cumsum", "cumprod", "logsumexp", "softmax", "log_softmax")),
    *((op, ["x"], {}, "float32") for op in ("exp", "log", "sqrt", "sin", "tanh", "sigmoid", "reciprocal", "erf")),
    *((op, ["x"], {}, "float32") for op in ("relu", "neg", "abs", "sign", "floor", "round", "square", "angle")),
    *((op, ["x"], {}, "float32") for op in ("isnan", "logical_not")),
    *((op, ["x", "x"], {}, "float32") for op in ("sub", "mul", "div", "eq", "lt", "maximum", "matmul")),
    *((op, ["x", 2], {}, "float32") for op in ("floor_divide", "remainder", "fmod", "eq", "div")),
    *((op, ["x", 2.5], {}, "float32") for op in ("floor_divide", "remainder", "fmod", "eq", "div")),
    ("div", ["x", 2], {"rounding_mode": "floor"}, "float32"),
    ("pow", ["x", "x"], {}, "float32"),
    ("pow", ["x", 2], {}, "float32"),
    ("pow", ["x", 2.0], {}, "float32"),
    ("pow", ["x", 0.5], {}, "float32"),
    ("pow", [2, "x"], {}, "float32"),
    ("pow", [2.5, "x"], {}, "float32"),
    ("clamp", ["x"], {"min": False, "max": True}, "float32"),
    ("clamp", ["x"], {"min": 0, "max": 1}, "float32"),
    ("clamp", ["x"], {"min": 0.5, "max": 1.5}, "float32"),
    ("clamp", ["x"], {"min": 0.5}, "float32"),
    ("where", ["c", "x", 2], {}, "float32"),
    ("where", ["c", 2.5, "x"], {}, "float32"),
    ("sum", ["x"], {"dtype": "float64"}, "float32"),
    ("mean", ["x"], {"dtype": "float32"}, "float32"),
    *((op, ["x"], {}, "float64") for op in ("exp", "mean", "sum")),
    ("div", ["x", "x"], {}, "float64"),
)


def operand(kind: str, dtype: str) -> Any:
    """An operand of a pair; of a number, `dtype` is its kind."""
    if kind == "number":
        return NUMBERS[dtype]
    return torch.tensor([[1, 0], [1, 1]] if kind == "tensor" else 1, dtype=getattr(torch, dtype))


def outcome(default_dtype: str, run: Callable[..., torch.Tensor], *arguments: Any) -> str:
    """The dtype of what `run` returns, or "error"."""
    try:
        torch.set_default_dtype(getattr(torch, default_dtype))
        return str(run(*arguments).dtype).removeprefix("torch.")
    except (RuntimeError, TypeError):
        return "error"
    finally:
        torch.set_default_dtype(torch.float32)


def meet(op: str, left: Any, right: Any) -> torch.Tensor:
    """A pair's result."""
    if op == "where":
        return torch.where(operand("tensor", "bool"), left, right)
    out: torch.Tensor = getattr(torch.Tensor if op.endswith("_") else torch, op)(left, right)
    return out


def pair(op: str, left: str, right: str, default_dtype: str) -> dict[str, Any]:
    """An entry of `pairs`."""
    results = {
        a: {
            b: outcome(default_dtype, meet, op, operand(left, a), operand(right, b))
            for b in (NUMBERS if right == "number" else DTYPES)
        }
        for a in DTYPES
    }
    return {"op": op, "left": left, "right": right, "default_dtype": default_dtype, "results": results}


def single(op: str, inputs: list[Any], attributes: dict[str, Any], default_dtype: str) -> dict[str, Any]:
    """An entry of `single`."""
    named = {key: getattr(torch, value) if key == "dtype" else value for key, value in attributes.items()}

    def run(dtype: str) -> torch.Tensor:
        tensors = {"x": operand("tensor", dtype), "c": operand("tensor", "bool")}
        given = [tensors[value] if isinstance(value, str) else value for value in inputs]
        out: torch.Tensor = getattr(torch, op)(*given, **named)
        return out

    results = {dtype: outcome(default_dtype, run, dtype) for dtype in DTYPES}
    return {"op": op, "inputs": inputs, "attributes": attributes, "default_dtype": default_dtype, "results": results}


def file_text() -> str:
    """The whole file: a row of a table a line."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # complex32 is experimental in PyTorch
        pairs = [pair(*row) for row in PAIRS]
        singles = [single(*row) for row in SINGLE]
    tables = []
    for entry in pairs:
        rows = ",\n   ".join(f"{json.dumps(a)}: {json.dumps(row)}" for a, row in entry.pop("results").items())
        tables.append(f'  {json.dumps(entry)[:-1]}, "results": {{\n   {rows}}}}}')
    head = {
        "torch": torch.__version__.partition("+")[0],
        "dtypes": DTYPES,
        "numbers": NUMBERS | {"complex": str(NUMBERS["complex"])},
    }
    parts = [f" {json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    for name, entries in (("pairs", tables), ("single", [f"  {json.dumps(entry)}" for entry in singles])):
        parts.append(f' "{name}": [\n' + ",\n".join(entries) + "\n ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    PLACE.parent.mkdir(exist_ok=True)
    PLACE.write_text(file_text(), encoding="utf-8")
