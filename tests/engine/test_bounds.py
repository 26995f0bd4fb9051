"""Windows that lie far apart or reach far out cost what they meet; what needs too much is refused before it is made."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy
import pytest

import engine
from engine import Context, errors

LIMIT = 64 << 20


@pytest.fixture
def small() -> Context:
    return Context(seed=0, max_bytes=LIMIT)


def ones(context: Context, *shape: int) -> Any:
    return context.tensor(numpy.ones(shape, numpy.float32))


def filled(context: Context, name: str, *args: Any, **options: Any) -> tuple[Any, int]:
    """An operation's result, and or the refusal, and the most that was allocated meanwhile."""
    tracemalloc.start()
    try:
        result = context.call(f"nn.functional.{name}", *args, **options)
    except errors.LimitExceeded as error:
        result = error
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return result, peak


def test_means_go_through_what_meets_the_input(small: Context) -> None:
    found, peak = filled(small, "avg_pool2d", ones(small, 1, 4, 4), kernel_size=2000, padding=1000)
    assert found.numpy().tolist() == [[[numpy.float32(16 / 2000**2)]]]
    assert peak < LIMIT


def test_norms_over_more_channels_than_there_are(small: Context) -> None:
    found, _ = filled(small, "local_response_norm", ones(small, 1, 4, 3), size=10**7, alpha=10**7, beta=1.0)
    numpy.testing.assert_allclose(found.numpy(), numpy.full((1, 4, 3), 1 / 5), rtol=1e-5)


def test_a_convolution_whose_kernel_meets_padding_alone(small: Context) -> None:
    input, weight = ones(small, 1, 1, 4), ones(small, 1, 1, 2)
    found, peak = filled(small, "conv1d", input, weight, padding=10**8, dilation=2 * 10**8)
    assert found.numpy().tolist() == [[[0, 0, 0, 0]]]
    assert peak < LIMIT


@pytest.mark.parametrize("channels", [1, 2])
def test_the_part_of_a_kernel_that_meets_the_input(context: Context, channels: int) -> None:
    weight = context.tensor(numpy.full((1, channels, 3), [2, 3, 5], numpy.float32), requires_grad=True)
    input = context.tensor(numpy.full((1, channels, 4), [1, 2, 3, 4], numpy.float32), requires_grad=True)
    found = context.call("nn.functional.conv1d", input, weight, padding=5, dilation=5)
    assert found.numpy().tolist() == [[[3 * channels * n for n in (1, 2, 3, 4)]]]
    of_input, of_weight = engine.gradients(context, [context.ops.sum(found)], [input, weight])
    assert of_input is not None
    assert of_input.numpy().tolist() == [[[3] * 4] * channels]
    assert of_weight is not None
    assert of_weight.numpy().tolist() == [[[0, 10, 0]] * channels]


def test_maxima_far_apart(small: Context) -> None:
    found, peak = filled(small, "max_pool1d", ones(small, 1, 1, 4), 2, 1, 5 * 10**7, 10**8)
    assert (found.numpy() == -numpy.inf).all()
    assert peak < LIMIT


@pytest.mark.parametrize(
    ("name", "shapes", "options"),
    [
        ("unfold", [(1, 4, 4)], {"kernel_size": 2, "padding": 10_000, "stride": 10_000}),
        ("fold", [(4, 9)], {"output_size": 4, "kernel_size": 2, "padding": 10_000, "stride": 10_000}),
        ("conv1d", [(1, 2, 4), (1, 2, 2)], {"padding": 10**8, "stride": 10**8}),
        ("conv2d", [(1, 1, 4, 4), (1, 1, 2, 2)], {"padding": 10_000, "stride": 10_000}),
        ("max_pool2d", [(1, 9, 9)], {"kernel_size": 20_000, "padding": 10_000, "stride": 10_000, "ceil_mode": True}),
    ],
)
def test_too_much_padding_is_refused(small: Context, name: str, shapes: Any, options: dict[str, Any]) -> None:
    error, peak = filled(small, name, *[ones(small, *shape) for shape in shapes], **options)
    assert isinstance(error, errors.LimitExceeded)
    assert peak < 1 << 20


def test_a_kernel_of_too_many_elements_is_refused(context: Context) -> None:
    error, _ = filled(context, "max_pool2d", ones(context, 1, 1001, 1001), 1001)
    assert isinstance(error, errors.LimitExceeded)


def test_a_global_maximum_of_a_large_plane(context: Context) -> None:
    plane = numpy.zeros((1, 1000, 1000), numpy.float32)
    plane[0, 300, [7, 9]] = plane[0, 400, 1] = 5
    values, indices = context.call("nn.functional.adaptive_max_pool2d", context.tensor(plane), 1, return_indices=True)
    assert (values.item(), indices.item()) == (5, 300_007)  # of equal ones the first
    plane[0, 500, [3, 4]] = plane[0, 20, 8] = numpy.nan
    values, indices = context.call("nn.functional.adaptive_max_pool2d", context.tensor(plane), 1, return_indices=True)
    assert numpy.isnan(values.item())
    assert indices.item() == 500_004  # of several NaN the last
