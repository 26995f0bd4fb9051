"""The same expressions in PyTorch and in the engine: values, shapes, dtypes, gradients, node names and exceptions."""

from __future__ import annotations

import builtins
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy
import pytest

import engine

torch = pytest.importorskip("torch")


class Mirror:
    """An engine tensor with PyTorch's methods, as far as the expressions below need them."""

    def __init__(self, tensor: Any) -> None:
        self.tensor = tensor

    def __getattr__(self, name: str) -> Any:
        op = engine.find(name)
        if name in ("T", "mT", "H", "data"):
            return call(self.tensor.context, name, (self,), {})
        return lambda *args, **kwargs: call(
            self.tensor.context, op.name if name == op.name else name, (self, *args), kwargs
        )

    def __getitem__(self, index: Any) -> Any:
        return call(self.tensor.context, "getitem", (self,), {"index": entries(index)})

    def __setitem__(self, index: Any, value: Any) -> None:
        call(self.tensor.context, "setitem", (self, value), {"index": entries(index)})

    def __gt__(self, other: Any) -> Any:
        return call(self.tensor.context, "gt", (self, other), {})

    def __mul__(self, other: Any) -> Any:
        return call(self.tensor.context, "mul", (self, other), {})

    def __neg__(self) -> Any:
        return call(self.tensor.context, "neg", (self,), {})

    def __add__(self, other: Any) -> Any:
        return call(self.tensor.context, "add", (self, other), {})


class Mirrored:
    """The engine under PyTorch's name."""

    def __init__(self, context: engine.Context) -> None:
        self.context = context

    def __getattr__(self, name: str) -> Any:
        if name in engine.dtypes.DTYPES:
            return name
        if name in ("float", "double", "long", "half"):
            return {"float": "float32", "double": "float64", "long": "int64", "half": "float16"}[name]
        engine.find(name)
        return lambda *args, **kwargs: call(self.context, name, args, kwargs)

    def tensor(self, data: Any, dtype: str | None = None, requires_grad: bool = False) -> Mirror:
        array = numpy.array(data)
        if dtype is None and array.dtype.kind in "fc":
            dtype = "float32" if array.dtype.kind == "f" else "complex64"
        if not array.size and dtype is None:
            dtype = "float32"
        return Mirror(self.context.tensor(array, dtype=dtype, requires_grad=requires_grad))


def entries(index: Any) -> tuple[Any, ...]:
    index = index if isinstance(index, tuple) else (index,)
    return tuple(unwrapped(entry) for entry in index)


def unwrapped(value: Any) -> Any:
    if isinstance(value, Mirror):
        return value.tensor
    if isinstance(value, list | tuple):
        return type(value)(unwrapped(item) for item in value)
    return value


def wrapped(value: Any) -> Any:
    if isinstance(value, engine.Tensor):
        return Mirror(value)
    return tuple(map(wrapped, value)) if isinstance(value, tuple) else value


def call(context: engine.Context, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Run an operation with PyTorch's arguments."""
    given = dict(kwargs)
    values = list(args)
    for parameter in engine.find(name).parameters:
        if not values:
            break
        if parameter.variadic and (parameter.kind == "tensors" or isinstance(values[0], int)):
            given[parameter.name], values = values, []
        else:
            given[parameter.name] = values.pop(0)
    if values:
        raise engine.errors.InvalidArgument(f"{name}: too many arguments")
    return wrapped(context.run(name, (), {key: unwrapped(value) for key, value in given.items()}))


SETUP = """
x = torch.arange(6.).reshape(2, 3).requires_grad_()
c = torch.arange(24.).reshape(2, 3, 4).requires_grad_()
i = torch.tensor([0, 1])
m = torch.tensor([[True, False, True], [False, True, True]])
y = c.clone()
"""

HERE = Path(__file__).parent
EXPRESSIONS = (HERE / "expressions.txt").read_text().splitlines()
STATEMENTS = (HERE / "assignments.txt").read_text().splitlines()


@pytest.fixture
def mirrored() -> Iterator[Mirrored]:
    context = engine.Context(seed=0)
    with context.computing():
        yield Mirrored(context)


def outcome(namespace: dict[str, Any], source: str, statement: bool) -> Any:
    """What a source gives or raises."""
    try:
        exec(SETUP, namespace)
        if not statement:
            return eval(source, namespace)
        exec(source, namespace)
        return namespace["y"]
    except engine.errors.EngineError as error:
        return getattr(builtins, error.exception)
    except Exception as error:  # noqa: BLE001 - whatever PyTorch raises is to be compared
        return type(error)


def compare(ours: Any, theirs: Any, source: str) -> None:
    if isinstance(theirs, type):
        assert isinstance(ours, type), f"{source}: PyTorch raises {theirs}, the engine gives {ours}"
        assert issubclass(theirs, ours) or issubclass(ours, theirs), f"{source}: {theirs} here, {ours} there"
        return
    assert not isinstance(ours, type), f"{source}: the engine raises {ours}"
    if isinstance(theirs, tuple | list):
        assert len(ours) == len(theirs)
        for one, other in zip(ours, theirs, strict=True):
            compare(one, other, source)
        return
    tensor = ours.tensor
    assert tensor.shape == tuple(theirs.shape)
    assert engine.dtypes.name(tensor.dtype) == str(theirs.dtype).removeprefix("torch.")
    numpy.testing.assert_allclose(
        tensor.numpy().astype(complex),
        theirs.detach().to(torch.complex128).resolve_conj().numpy(),
        rtol=1e-6,
        atol=1e-7,
    )
    assert tensor.requires_grad == theirs.requires_grad
    name = theirs.grad_fn and theirs.grad_fn.name().removeprefix("torch::autograd::")
    assert (tensor.node and tensor.node.name) == name


def compare_gradients(ours: dict[str, Any], theirs: dict[str, Any], result: Any, other: Any) -> None:
    results = list(zip(result, other, strict=True)) if isinstance(other, tuple | list) else [(result, other)]
    results = [(one, two) for one, two in results if two.requires_grad and not two.is_leaf]
    if not results:
        return
    weights = [torch.arange(1.0, two.numel() + 1).reshape(two.shape).to(two.dtype) for _, two in results]
    torch.autograd.backward([two for _, two in results], weights)
    context = result[0].tensor.context if isinstance(result, tuple) else result.tensor.context
    seeds = [context.tensor(weight.numpy()) for weight in weights]
    engine.backward(context, [one.tensor for one, _ in results], seeds)
    for name in ("x", "c"):
        gradient, expected = ours[name].tensor.grad, theirs[name].grad
        assert (gradient is None) == (expected is None)
        if expected is not None:
            numpy.testing.assert_allclose(gradient.numpy(), expected.numpy(), rtol=1e-6)


@pytest.mark.parametrize("source", [*EXPRESSIONS, *STATEMENTS])
def test_as_pytorch(mirrored: Mirrored, source: str) -> None:
    warnings.simplefilter("ignore")  # PyTorch's advice; pytest puts the filters back
    statement = source in STATEMENTS
    there, here = {"torch": torch}, {"torch": mirrored}
    theirs, ours = outcome(there, source, statement), outcome(here, source, statement)
    compare(ours, theirs, source)
    if not isinstance(theirs, type):
        compare_gradients(here, there, ours, theirs)
