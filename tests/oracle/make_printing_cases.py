"""Make tests/client/printing_cases.json: tensors and their texts, as PyTorch prints them.

    python tests/oracle/make_printing_cases.py

The file is a list of cases. `values`, repeated until `shape` is full, are the elements: numbers, true and false, or
text for what JSON has no number for ("nan", "-inf", "1-2j"). What else a case has are the arguments of
`gradwire.tensors.printing.tensor_text`. `text` holds the lines of the expected text.
"""

from __future__ import annotations

import json
import warnings
from itertools import cycle, islice
from math import prod
from pathlib import Path
from typing import Any

import torch

PLACE = Path(__file__).parents[1] / "client" / "printing_cases.json"

MADE_BY = {
    "MulBackward0": lambda x: x * 1,
    "CloneBackward0": lambda x: x.clone(),
    "LinalgVectorNormBackward0": lambda x: torch.linalg.vector_norm(x),
}


class tensor(torch.Tensor):  # noqa: N801 - its name is printed
    """A CPU tensor that says it lies on a GPU, so that PyTorch's own code prints the device."""

    __torch_function__ = torch._C._disabled_torch_function_impl
    device = torch.device("cuda:0")


def torch_text(
    x: torch.Tensor,
    *,
    default_dtype: str = "float32",
    requires_grad: bool = False,
    grad_fn: str | None = None,
    device: str = "cpu",
    options: dict[str, Any] | None = None,
) -> str:
    """What PyTorch prints for these contents, with the same choices as `tensor_text`."""
    before = torch._tensor_str.get_printoptions()
    try:
        torch.set_default_dtype(getattr(torch, default_dtype))
        torch.set_printoptions(**(options or {}))
        if grad_fn is not None:
            made = MADE_BY[grad_fn](x.requires_grad_())
            made.data.copy_(x.data)  # times one, a complex infinity is nan
            x = made
        elif device != "cpu":
            x = torch.Tensor._make_subclass(tensor, x, requires_grad)
        elif requires_grad:
            x = x.requires_grad_()
        return repr(x)
    finally:
        torch.set_printoptions(**before)
        torch.set_default_dtype(torch.float32)


def contents(dtype: str, shape: list[int], values: list[Any]) -> torch.Tensor:
    """The tensor of a case."""
    number = complex if dtype.startswith("complex") else float if "float" in dtype else int
    elements = [number(value) for value in islice(cycle(values), prod(shape))]
    return torch.tensor(elements, dtype=getattr(torch, dtype)).reshape(shape)


def case(values: list[Any], shape: list[int] | None = None, dtype: str = "float32", **choices: Any) -> dict[str, Any]:
    """One case with its text; a vector where no shape is given."""
    shape = [len(values)] if shape is None else shape
    text = torch_text(contents(dtype, shape, values), **choices)
    return {"dtype": dtype, "shape": shape, "values": values, **choices, "text": text.split("\n")}


IRRATIONAL = [0.5772156, -1.4142135, 2.7182818, 3.1415926, -0.6931471]
TEN = list(range(10))


def cases() -> list[dict[str, Any]]:
    """All cases, each for something that printing can get wrong."""
    return [
        # One number
        *(case([value], []) for value in (0, -0.0, 1, 1.5, -2, 1 / 3, "nan", "-inf", 12345678, 1e8, 1.0e-4, 9e-5)),
        *(case([1.5], [], dtype) for dtype in ("float64", "float16", "bfloat16", "complex64", "complex128")),
        *(case([7], [], dtype) for dtype in ("int8", "int16", "int32", "int64", "uint8")),
        case([True], [], "bool"),
        case(["1-2j"], [], "complex64"),
        case(["nan+infj"], [], "complex64"),
        # Whole, with digits, scientific
        case([1, 2, 3]),
        case([-1, 10, 100]),
        case([1, 2.5, -3]),
        case([0.1, 0.25, 1234.5]),
        case([1, 1000]),
        case([1, 1001]),
        case([1, 1e8]),
        case([100000001, 100000008], dtype="float64"),
        case([0.0001, 0.05]),
        case([0.00009, 0.05]),
        case([1e-40, 1e38]),
        case([5e-324, 1.7e308], dtype="float64"),
        case([-123456.789, 1e-7, 0]),
        case([0, -0.0, 0]),
        # What is not a number
        case([1, "nan", "inf"]),
        case([1.5, "nan", "-inf", 0]),
        case(["nan", "nan"]),
        case(["inf", "-inf", 0]),
        case([1e-9, "nan", "-inf", 5]),
        # Dtypes
        case([1.1, 2, 65504], dtype="float16"),
        case([0.1, -3, 2.5], dtype="bfloat16"),
        case([1e30, 0.0001], dtype="bfloat16"),
        case([0.1, 0.2], dtype="float64"),
        case([0.1, 0.2], dtype="float64", default_dtype="float64"),
        case([0.1, 0.2], dtype="float32", default_dtype="float64"),
        case(["1j"], dtype="complex128", default_dtype="float64"),
        case(["1j"], dtype="complex64", default_dtype="float64"),
        case(["1j"], dtype="complex64", default_dtype="float16"),
        case([True, False], dtype="bool"),
        case([1, -100, 23], dtype="int64"),
        case([0, 255], dtype="uint8"),
        case([-128, 5], [2, 2], "int8"),
        # Complex numbers
        case(["1+2j", "-1.5-0.25j", "0j"], dtype="complex64"),
        case(["1+2j", "-10-20j"], dtype="complex64"),
        case(["1e-9+1j", "2-1e9j", "nan-infj"], dtype="complex64"),
        case(["-0-0j", "0.5-0.0j"], dtype="complex128"),
        case(["0.1+0.2j", "-30.5-4j"], [3, 9], "complex64"),
        # Shapes
        case([], [0]),
        case([], [0, 3]),
        case([], [2, 0, 4], "int64"),
        case([], [0], "int64"),
        case([], [0], "complex64"),
        case([], [0, 2], requires_grad=True),
        case(IRRATIONAL, [2, 3]),
        case(IRRATIONAL, [2, 1, 2]),
        case(IRRATIONAL, [2, 2, 2, 2]),
        case([1], [1, 1, 1, 1, 1]),
        case(TEN, [1, 10]),
        # Wrapping
        case(TEN, [40], "int64"),
        case(IRRATIONAL, [20]),
        case(IRRATIONAL, [2, 11]),
        case(IRRATIONAL, [2, 2, 9]),
        case([True, False], [25], "bool"),
        case([1e10, 1e-10], [14], "float64"),
        case([2**62, -1], [8], "int64"),
        # Summaries
        case(TEN, [1000], "int64"),
        case(TEN, [1001], "int64"),
        case(IRRATIONAL, [1001]),
        case(IRRATIONAL, [30, 40]),
        case(IRRATIONAL, [4, 300]),
        case(IRRATIONAL, [200, 6]),
        case(IRRATIONAL, [11, 11, 11]),
        case(IRRATIONAL, [2, 8, 2, 40]),
        case([*[1] * 3, 1e9, *[0.5] * 6], [1010]),
        case(["1+2j", "0.5j"], [50, 50], "complex64"),
        case(TEN, [7, 300], "int32"),
        # Notes, and where their lines break
        case([1], [], requires_grad=True),
        case([1.5], [], grad_fn="MulBackward0"),
        case([0.1], [2], "float64", grad_fn="MulBackward0"),
        case(IRRATIONAL, [2, 3], grad_fn="MulBackward0"),
        case(IRRATIONAL, [3, 5], "float64", grad_fn="CloneBackward0"),
        case([1, 2], [7], "float16", requires_grad=True),
        *(case(IRRATIONAL, [length], requires_grad=True) for length in (4, 5, 6, 7, 8)),
        *(case([0.5], [1, length], grad_fn="CloneBackward0") for length in (4, 5, 6)),
        *(case([1], [length], "float64", grad_fn="MulBackward0") for length in (6, 7, 8, 9, 13, 14)),
        case([3], [], grad_fn="LinalgVectorNormBackward0"),
        case(IRRATIONAL, [1001], grad_fn="MulBackward0"),
        case([1, 2, 3], device="cuda:0"),
        case([0.25], [2, 2], "float16", device="cuda:0", requires_grad=True),
        case([], [0, 3], "float64", device="cuda:0"),
        case(IRRATIONAL, [2, 6], "float64", device="cuda:0", requires_grad=True),
        # Options
        case(IRRATIONAL, options={"precision": 2}),
        case(IRRATIONAL, options={"precision": 0}),
        case([1.5, 1e9], options={"precision": 8}),
        case(IRRATIONAL, options={"sci_mode": True}),
        case([1, 20, 0], options={"sci_mode": True}),
        case([1e-9, 1e9], options={"sci_mode": False}),
        case(TEN, [10], "int64", options={"threshold": 5}),
        case(TEN, [10], "int64", options={"threshold": 5, "edgeitems": 1}),
        case(TEN, [5, 5], "int64", options={"threshold": 5, "edgeitems": 0}),
        case(TEN, [3], "int64", options={"edgeitems": 0}),
        case(TEN, [40], "int64", options={"linewidth": 40}),
        case(IRRATIONAL, [3], options={"linewidth": 1}, grad_fn="MulBackward0"),
        case(IRRATIONAL, [40, 40], options={"profile": "short"}),
        case(TEN, [1001], "int64", options={"profile": "full"}),
        case(IRRATIONAL, [3], options={"profile": "short", "precision": 3}),
    ]


def file_text() -> str:
    """The whole file: a case a paragraph, with its text as it will be seen."""
    paragraphs = []
    for entry in cases():
        lines = ",\n  ".join(json.dumps(line) for line in entry.pop("text"))
        paragraphs.append(f'{json.dumps(entry)[:-1]}, "text": [\n  {lines}]}}')
    return "[\n" + ",\n".join(paragraphs) + "\n]\n"


if __name__ == "__main__":
    warnings.simplefilter("error")
    PLACE.write_text(file_text(), encoding="utf-8")
