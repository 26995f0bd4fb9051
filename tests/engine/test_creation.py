"""New tensors: dtypes, sizes and limits."""

from __future__ import annotations

from typing import Any

import numpy
import pytest

from engine import Context, devices, dtypes, errors


@pytest.mark.parametrize(
    ("op", "attributes", "dtype", "values"),
    [
        ("zeros", {"size": (2,)}, "float32", [0, 0]),
        ("ones", {"size": 2, "dtype": "int8"}, "int8", [1, 1]),
        ("full", {"size": (2,), "fill_value": 3}, "int64", [3, 3]),
        ("full", {"size": (2,), "fill_value": True}, "bool", [True, True]),
        ("full", {"size": (1,), "fill_value": 0.5}, "float32", [0.5]),
        ("full", {"size": (), "fill_value": 1j}, "complex64", 1j),
        ("arange", {"end": 3}, "int64", [0, 1, 2]),
        ("arange", {"start": 1, "end": 2, "step": 0.5}, "float32", [1, 1.5]),
        ("arange", {"start": 3, "end": 0, "step": -2, "dtype": "float64"}, "float64", [3, 1]),
        ("linspace", {"start": 0, "end": 1, "steps": 3}, "float32", [0, 0.5, 1]),
        ("linspace", {"start": 2, "end": 3, "steps": 1}, "float32", [2]),
        ("linspace", {"start": 2, "end": 3, "steps": 0}, "float32", []),
        ("logspace", {"start": 0, "end": 2, "steps": 3}, "float32", [1, 10, 100]),
        ("eye", {"n": 2, "m": 3}, "float32", [[1, 0, 0], [0, 1, 0]]),
        ("tril_indices", {"row": 2, "col": 2}, "int64", [[0, 1, 1], [0, 0, 1]]),
        ("triu_indices", {"row": 2, "col": 3, "offset": 1}, "int64", [[0, 0, 1], [1, 2, 2]]),
    ],
)
def test_values(context: Context, op: str, attributes: dict[str, Any], dtype: str, values: Any) -> None:
    made = context.run(op, (), attributes)
    assert dtypes.name(made.dtype) == dtype
    assert made.numpy().tolist() == values
    assert made.id
    assert made.is_leaf


def test_the_default_dtype(context: Context) -> None:
    context.set_dtype("float64")
    for op, attributes in (
        ("zeros", {"size": 1}),
        ("linspace", {"start": 0, "end": 1, "steps": 2}),
        ("rand", {"size": 1}),
    ):
        assert context.run(op, (), attributes).dtype == dtypes.float64


def test_likes(context: Context) -> None:
    x = context.tensor(numpy.ones((2, 3), numpy.float64), requires_grad=True)
    for op, attributes, value in (
        ("zeros_like", {}, 0), ("ones_like", {}, 1), ("full_like", {"fill_value": 2}, 2), ("empty_like", {}, 0),
    ):  # fmt: skip
        made = context.run(op, [x], attributes)
        assert (made.shape, made.dtype, made.requires_grad) == (x.shape, x.dtype, False)
        assert (made.numpy() == value).all()
        assert context.run(op, [x], {**attributes, "dtype": "float32", "requires_grad": True}).requires_grad
    assert context.run("new_full", [x], {"size": (2,), "fill_value": 7}).numpy().tolist() == [7, 7]
    assert context.run("new_zeros", [x], {"size": (1, 2)}).dtype == x.dtype


@pytest.mark.parametrize("op", ["zeros", "ones", "empty", "rand", "randn"])
def test_an_absurd_size_is_refused_before_memory_is_asked_for(context: Context, op: str) -> None:
    for size in ((10**6, 10**6, 10**6), (2**62, 4)):
        with pytest.raises(errors.LimitExceeded):
            context.run(op, (), {"size": size})
    with pytest.raises(errors.OpFailed):
        context.run(op, (), {"size": (2, -1)})


@pytest.mark.parametrize(
    ("op", "attributes", "error"),
    [
        ("arange", {"end": 10**15}, errors.LimitExceeded),
        ("arange", {"start": 0, "end": 1, "step": 0}, errors.OpFailed),
        ("arange", {"start": 1, "end": 0}, errors.OpFailed),
        ("arange", {"end": float("inf")}, errors.OpFailed),
        ("linspace", {"start": 0, "end": 1, "steps": 10**14}, errors.LimitExceeded),
        ("linspace", {"start": 0, "end": 1, "steps": -1}, errors.OpFailed),
        ("eye", {"n": 10**8}, errors.LimitExceeded),
        ("full", {"size": (10**13,), "fill_value": 1}, errors.LimitExceeded),
        ("full", {"size": (1,), "fill_value": 300, "dtype": "uint8"}, errors.OpFailed),
        ("full", {"size": (1,), "fill_value": 1j, "dtype": "float32"}, errors.OpFailed),
        ("zeros", {"size": (1,), "dtype": "int64", "requires_grad": True}, errors.NotDifferentiable),
        ("tril_indices", {"row": 10**7, "col": 10**7}, errors.LimitExceeded),
        ("randperm", {"n": 10**13}, errors.LimitExceeded),
    ],
)
def test_errors(context: Context, op: str, attributes: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        context.run(op, (), attributes)


def test_casts(context: Context) -> None:
    x = context.tensor(numpy.array([1.5, -2.5], numpy.float32), requires_grad=True)
    for name, dtype in (
        ("double", "float64"),
        ("half", "float16"),
        ("long", "int64"),
        ("bool", "bool"),
        ("cfloat", "complex64"),
    ):
        assert dtypes.name(context.run(name, [x]).dtype) == dtype
    assert context.run("float", [x]) is x
    assert context.run("to", [x], {"dtype": "float32"}) is x
    assert context.run("to", [x], {"dtype": "float32", "copy": True}) is not x
    assert context.run("to", [x], {"device": x.device.name}) is x
    with pytest.raises(errors.DeviceUnavailable):
        context.run("to", [x], {"device": "cuda:99"})
    known = " or ".join(repr(device.name) for device in devices.available())
    for name in ("gpu", "CUDA", "cuda:-1", ""):
        with pytest.raises(errors.DeviceUnavailable, match=f"^'{name}' is no device: use {known}.$"):
            context.run("to", [x], {"device": name})
