"""The functions of torch that are no operations of the catalogue, or more than one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from gradwire._generated.table import OPS
from gradwire.devices import default_device, device
from gradwire.dtypes import dtype
from gradwire.generators import Generator, default_generator
from gradwire.recording.dispatch import call
from gradwire.recording.origins import warn
from gradwire.recording.state import state
from gradwire.sizes import Size
from gradwire.tensors.tensor import Tensor
from gradwire.tensors.typed import meant


def manual_seed(seed: Any) -> Generator:
    """Seed the session's generator: the numbers are PyTorch's."""
    return default_generator.manual_seed(int(seed))


def seed() -> int:
    """Seed the session's generator by chance, and return the seed."""
    return default_generator.seed()


def initial_seed() -> int:
    """The seed that the session's generator began with."""
    return default_generator.initial_seed()


def get_default_dtype() -> dtype:
    """The dtype of floats that say none."""
    return state.default_dtype


def get_default_device() -> device:
    """The device of tensors that say none: what was chosen by set_default_device or a block, else the session's."""
    return default_device() or state.recorder().device


def set_float32_matmul_precision(precision: str) -> None:
    """Choose how products of float32 matrices are computed on GPUs, in every session: "highest" in float32, "high" and
    "medium" in TF32, which has 10 bits of fraction.

    https://docs.pytorch.org/docs/stable/generated/torch.set_float32_matmul_precision.html
    """
    if precision in ("highest", "high", "medium"):
        state.set_matmul_precision(precision)
    else:
        warn(f"{precision} is none of 'highest', 'high' and 'medium': the precision stays as it is")


def get_float32_matmul_precision() -> str:
    """How products of float32 matrices are computed on GPUs: "highest", "high" or "medium"."""
    return state.matmul_precision


def set_default_dtype(d: Any) -> None:
    """Choose the dtype of floats that say none."""
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise TypeError(f"only floating-point types are supported as the default type, not {d}")
    state.set_default_dtype(d)


def set_default_tensor_type(t: Any) -> None:
    """Choose the dtype of floats that say none by one of the older tensor classes, or its name."""
    warn("set_default_tensor_type is PyTorch's older set_default_dtype: use that")
    kind, place = meant(t)
    if place is not None and place.type == "cuda":
        raise NotImplementedError(
            "the default is a dtype here: choose the device with torch.set_default_device('cuda')"
        )
    set_default_dtype(kind)


def is_tensor(obj: Any) -> bool:
    """Whether an object is a tensor."""
    return isinstance(obj, Tensor)


def is_floating_point(input: Tensor) -> bool:
    """Whether the dtype is a real floating type."""
    return input.is_floating_point()


def is_complex(input: Tensor) -> bool:
    """Whether the dtype is complex."""
    return input.is_complex()


def is_inference(input: Tensor) -> bool:
    """Whether a tensor was made in inference mode, or views what was."""
    return input.is_inference()


def numel(input: Tensor) -> int:
    """The number of elements."""
    return input.numel()


def is_nonzero(input: Tensor) -> bool:
    """Whether the one element of a tensor is not zero."""
    return input.is_nonzero()


def get_device(input: Tensor) -> int:
    """The number of a tensor's GPU, -1 on the CPU."""
    return input.get_device()


def where(condition: Tensor, input: Any = None, other: Any = None) -> Any:
    """Elements of input where condition holds, else of other; with condition alone, where it holds.

    https://docs.pytorch.org/docs/stable/generated/torch.where.html
    """
    if input is None and other is None:
        return tuple(call(OPS["nonzero"], (condition, *OPS["nonzero"].defaults[1:])).unbind(1))
    return call(OPS["where"], (condition, input, other))


def histogramdd(
    input: Tensor,
    bins: Any,
    *,
    range: Sequence[float] | None = None,
    weight: Tensor | None = None,
    density: bool = False,
) -> Any:
    """How many rows of input lie in each cell, and the edges of the bins, a tensor of them for each column.

    https://docs.pytorch.org/docs/stable/generated/torch.histogramdd.html
    """
    hist, *edges = call(OPS["histogramdd"], (input, bins, range, weight, density))
    return Histogram(hist, tuple(edges))


class Histogram(NamedTuple):
    """What histogramdd returns."""

    hist: Tensor
    bin_edges: tuple[Tensor, ...]


def broadcast_shapes(*shapes: Any) -> Size:
    """The shape that tensors of these shapes broadcast to; RuntimeError where they do not.

    https://docs.pytorch.org/docs/stable/generated/torch.broadcast_shapes.html
    """
    try:
        return Size(np.broadcast_shapes(*shapes))
    except ValueError as error:
        raise RuntimeError(f"Shape mismatch: {error}") from None


def flush() -> None:
    """Send what the current session has recorded, and wait until it is carried out."""
    state.recorder().line.send()
