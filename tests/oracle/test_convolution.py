"""Convolution and pooling at sizes for which the engine has ways of its own, compared with PyTorch."""

from __future__ import annotations

from typing import Any

import numpy
import pytest
import torch

import engine

NAN, INF = float("nan"), float("inf")

LAYERS: dict[str, tuple[str, list[tuple[int, ...]], dict[str, Any]]] = {
    "rows of the kernel apart": ("conv2d", [(2, 32, 40, 40), (24, 32, 3, 3)], {"padding": 1}),
    "rows apart, in steps": ("conv2d", [(2, 64, 60, 60), (20, 32, 5, 3)], {"stride": (2, 1), "groups": 2}),
    "rows apart, dilated": ("conv3d", [(1, 32, 12, 14, 14), (9, 32, 3, 1, 2)], {"dilation": (2, 1, 3)}),
    "few filters": ("conv2d", [(2, 16, 9, 9), (3, 16, 3, 3)], {"padding": 2, "dilation": 2}),
    "few filters, turned": ("conv_transpose2d", [(2, 16, 9, 9), (16, 3, 4, 4)], {"stride": 2, "padding": 1}),
    "few filters for small images": ("conv2d", [(5, 24, 7, 8), (12, 24, 3, 2), (12,)], {"padding": (2, 1)}),
    "few in groups": ("conv2d", [(6, 40, 8, 7), (10, 20, 3, 3), (10,)], {"padding": 4, "dilation": 3, "groups": 2}),
    "few for many lines": ("conv1d", [(1300, 32, 12), (16, 32, 9), (16,)], {"padding": 4}),
    "few at their gradients": ("conv3d", [(4, 12, 4, 5, 6), (30, 12, 2, 3, 2), (30,)], {"padding": (0, 1, 1)}),
    "each channel alone": ("conv2d", [(3, 40, 50, 50), (40, 1, 3, 3)], {"stride": 2, "padding": 1, "groups": 40}),
    "no copy": ("conv1d", [(2, 12, 300), (40, 12, 1)], {}),
    "several inputs at once": ("conv2d", [(9, 70, 6, 6), (64, 70, 3, 3)], {"padding": 1}),
    "wide output padding": ("conv_transpose1d", [(2, 4, 7), (4, 9, 3)], {"dilation": 3, "output_padding": 2}),
    "large windows": ("avg_pool2d", [(2, 3, 33, 20)], {"kernel_size": (16, 9), "ceil_mode": True}),
    "many planes": ("max_pool2d", [(8, 40, 40, 40)], {"kernel_size": 3, "stride": 2, "padding": 1}),
}


@pytest.mark.parametrize("layer", LAYERS)
def test_layer(layer: str) -> None:
    name, shapes, options = LAYERS[layer]
    arrays = [numpy.random.default_rng(0).normal(size=shape) for shape in shapes]
    theirs = [torch.tensor(array, requires_grad=True) for array in arrays]
    expected = getattr(torch.nn.functional, name)(*theirs, **options)
    seed = numpy.random.default_rng(1).normal(size=tuple(expected.shape))
    context = engine.Context(seed=0)
    with context.computing():
        ours = [context.tensor(array, requires_grad=True) for array in arrays]
        out = context.call(f"nn.functional.{name}", *ours, **options)
        found = engine.gradients(context, [out], ours, [context.tensor(seed)])
    wanted = torch.autograd.grad(expected, theirs, torch.tensor(seed))
    numpy.testing.assert_allclose(out.numpy(), expected.detach().numpy(), rtol=1e-9, atol=1e-9)
    for one, other in zip(found, wanted, strict=True):
        assert one is not None
        numpy.testing.assert_allclose(one.numpy(), other.numpy(), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("values", [[0.0, 1.0], [NAN, 1.0, 0.0], [-INF, 1.0], [-INF], [-INF, NAN]])
@pytest.mark.parametrize("dilation", [1, 2])
def test_ties_and_special_numbers(values: list[float], dilation: int) -> None:
    array = numpy.random.default_rng(0).choice(values, size=(2, 3, 8, 9))
    options: dict[str, Any] = {"kernel_size": 3, "stride": 2, "padding": 1, "dilation": dilation, "ceil_mode": True}
    context = engine.Context(seed=0)
    for name, given in (("max_pool2d", options), ("adaptive_max_pool2d", {"output_size": (3, 5)})):
        expected = getattr(torch.nn.functional, name)(torch.tensor(array), **given, return_indices=True)
        with context.computing():
            found = context.call(f"nn.functional.{name}", context.tensor(array), **given, return_indices=True)
        for one, other in zip(found, expected, strict=True):
            numpy.testing.assert_array_equal(one.numpy(), other.numpy())
