"""The layers of convolutional networks, forward and backward, at the sizes of ResNet's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy
import torch

import engine

from .run import Result, Run
from .timing import computed

Shape = tuple[int, ...]


@dataclass(frozen=True)
class Layer:
    """A layer: a function of `torch.nn.functional`, the shapes of its tensors, and the rest of its arguments."""

    name: str
    shapes: list[Shape]
    options: dict[str, Any] = field(default_factory=dict)


LAYERS = {
    "3x3, 64 channels at 56x56": Layer("conv2d", [(8, 64, 56, 56), (64, 64, 3, 3)], {"padding": 1}),
    "3x3, 128 channels at 28x28": Layer("conv2d", [(8, 128, 28, 28), (128, 128, 3, 3)], {"padding": 1}),
    "3x3, 256 channels at 14x14": Layer("conv2d", [(8, 256, 14, 14), (256, 256, 3, 3)], {"padding": 1}),
    "3x3, 512 channels at 7x7": Layer("conv2d", [(8, 512, 7, 7), (512, 512, 3, 3)], {"padding": 1}),
    "3x3 in steps of 2, 128 channels at 28x28": Layer(
        "conv2d", [(8, 128, 28, 28), (128, 128, 3, 3)], {"padding": 1, "stride": 2}
    ),
    "7x7 in steps of 2, 3 channels at 224x224": Layer(
        "conv2d", [(1, 3, 224, 224), (64, 3, 7, 7)], {"padding": 3, "stride": 2}
    ),
    "1x1, 64 to 256 channels at 56x56": Layer("conv2d", [(8, 64, 56, 56), (256, 64, 1, 1)]),
    "1x1 in steps of 2, 256 to 512 channels at 28x28": Layer(
        "conv2d", [(8, 256, 28, 28), (512, 256, 1, 1)], {"stride": 2}
    ),
    "3x3, 128 channels in 32 groups at 28x28": Layer(
        "conv2d", [(8, 128, 28, 28), (128, 4, 3, 3)], {"padding": 1, "groups": 32}
    ),
    "3x3, each of 64 channels alone at 56x56": Layer(
        "conv2d", [(8, 64, 56, 56), (64, 1, 3, 3)], {"padding": 1, "groups": 64}
    ),
    "3, 64 channels of length 1000": Layer("conv1d", [(16, 64, 1000), (64, 64, 3)], {"padding": 1}),
    "3x3x3, 16 channels at 16x32x32": Layer("conv3d", [(2, 16, 16, 32, 32), (16, 16, 3, 3, 3)], {"padding": 1}),
    "transposed 2x2 in steps of 2, 128 to 64 channels at 28x28": Layer(
        "conv_transpose2d", [(8, 128, 28, 28), (128, 64, 2, 2)], {"stride": 2}
    ),
    "largest of 3x3 in steps of 2, 64 channels at 112x112": Layer(
        "max_pool2d", [(8, 64, 112, 112)], {"kernel_size": 3, "stride": 2, "padding": 1}
    ),
    "largest of 2x2, 64 channels at 112x112": Layer("max_pool2d", [(8, 64, 112, 112)], {"kernel_size": 2}),
    "mean of 2x2, 64 channels at 112x112": Layer("avg_pool2d", [(8, 64, 112, 112)], {"kernel_size": 2}),
    "mean of all, 512 channels at 7x7": Layer("adaptive_avg_pool2d", [(8, 512, 7, 7)], {"output_size": 1}),
}


def results(run: Run) -> Iterator[Result]:
    """Per layer what PyTorch and the engine take for it."""
    for title, layer in LAYERS.items():
        context = engine.Context(seed=0)
        with context.computing():
            arrays = _arrays(layer)
            theirs = _theirs(layer, [torch.from_numpy(array).requires_grad_() for array in arrays])
            ours = _ours(context, layer, [context.tensor(array, requires_grad=True) for array in arrays])
            rows = run.compare({"PyTorch": computed(theirs), "engine": computed(ours)}, rounds=9)
            yield Result(f"{title}, forward and backward", "engine", rows)


def _arrays(layer: Layer) -> list[Any]:
    random = numpy.random.default_rng(0)
    return [random.normal(size=shape).astype(numpy.float32) for shape in layer.shapes]


def _theirs(layer: Layer, leaves: list[Any]) -> Callable[[], object]:
    function = getattr(torch.nn.functional, layer.name)
    seed = torch.ones_like(function(*leaves, **layer.options))
    return lambda: torch.autograd.grad(function(*leaves, **layer.options), leaves, seed)


def _ours(context: engine.Context, layer: Layer, leaves: list[Any]) -> Callable[[], object]:
    name = f"nn.functional.{layer.name}"
    seed = context.ops.ones_like(context.call(name, *leaves, **layer.options))
    return lambda: engine.gradients(context, [context.call(name, *leaves, **layer.options)], leaves, [seed])
