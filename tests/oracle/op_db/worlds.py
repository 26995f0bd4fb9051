"""The worlds that op_db's calls are carried out in: the engine in this process, and the SDK with a server."""

from __future__ import annotations

import inspect
from collections.abc import Mapping, Sequence
from typing import Any

import ml_dtypes
import numpy
import torch

import engine
from engine import Context, Tensor, errors, registry
from engine.operators import Operators
from engine.shapes import broadcast

IGNORED = frozenset({"layout", "memory_format", "pin_memory", "non_blocking"})
"""Arguments about how memory is laid out, which gradwire does not offer."""
OPERATORS = {"__rdiv__": "__rtruediv__", "__iadd__": "add_", "__isub__": "sub_", "__imul__": "mul_"}
REVERSED = {"rmod": "remainder", "rand": "bitwise_and", "ror": "bitwise_or", "rxor": "bitwise_xor", "rmatmul": "matmul"}
"""Python's operators that the engine's own tensors lack."""


class Missing(Exception):
    """What PyTorch offers and gradwire does not."""


class Unsupported(Missing):
    """A dtype or layout that gradwire does not have."""


def check_supported(tensor: torch.Tensor) -> None:
    """Refuse what gradwire has no dtype or layout for."""
    if tensor.dtype not in SUPPORTED or tensor.layout is not torch.strided:
        raise Unsupported(f"{tensor.dtype} {tensor.layout}")


def storage_of(tensor: torch.Tensor) -> numpy.ndarray[Any, Any] | None:
    """All of the storage that a tensor shows a part of; None where it shows the whole."""
    elements = tensor.untyped_storage().nbytes() // tensor.element_size()
    if elements == tensor.numel() or not tensor.numel() or tensor.is_conj() or tensor.is_neg():
        return None
    return to_numpy(tensor.detach().as_strided((elements,), (1,), 0))


def to_numpy(tensor: torch.Tensor) -> numpy.ndarray[Any, Any]:
    """The values of PyTorch's tensor."""
    tensor = tensor.detach().resolve_conj().resolve_neg()
    if tensor.dtype is torch.bfloat16:
        return tensor.view(torch.uint16).numpy().copy().view(ml_dtypes.bfloat16)
    return tensor.numpy().copy()


def to_torch(array: numpy.ndarray[Any, Any]) -> torch.Tensor:
    """An array as PyTorch's tensor."""
    if array.dtype == ml_dtypes.bfloat16:
        return torch.from_numpy(array.astype(numpy.float32)).to(torch.bfloat16)
    return torch.from_numpy(numpy.array(array))


class EngineWorld:
    """The engine, called in this process by PyTorch's names."""

    def __init__(self) -> None:
        self.context = Context(seed=0)

    def bring(self, tensor: torch.Tensor) -> Tensor:
        check_supported(tensor)
        array = storage_of(tensor)
        if array is None:
            array = to_numpy(tensor)
        else:
            strides = [stride * array.itemsize for stride in tensor.stride()]
            array = numpy.lib.stride_tricks.as_strided(array[tensor.storage_offset() :], tensor.shape, strides)
        return self.context.tensor(array, requires_grad=tensor.requires_grad)

    def take(self, tensor: Tensor) -> torch.Tensor:
        return to_torch(tensor.numpy())

    def is_tensor(self, value: Any) -> bool:
        return isinstance(value, Tensor)

    def gradients(
        self, tensors: Sequence[Any], inputs: Sequence[Any], seeds: Sequence[Any], create_graph: bool = False
    ) -> Sequence[Any]:
        return engine.gradients(
            self.context, tensors, inputs, seeds, create_graph=create_graph, retain_graph=True, allow_unused=True
        )

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        name = name.removeprefix("Tensor.")
        if name in ("__getitem__", "__setitem__"):
            index = args[1] if isinstance(args[1], tuple) else (args[1],)
            rest = {"value": args[2]} if name == "__setitem__" else {}
            return self.context.run(name.strip("_"), (), {"input": args[0], "index": index, **rest})
        if name == "broadcast_shapes":
            return broadcast(*[(shape,) if isinstance(shape, int) else tuple(shape) for shape in args])
        if name == "item":
            return args[0].item()
        if kwargs.get("layout") not in (None, torch.strided):
            raise Unsupported(str(kwargs["layout"]))
        name = OPERATORS.get(name, name)
        if name.startswith("__") and not isinstance(args[0], Tensor):
            raise Missing(f"{name} of numbers")  # which Python has or has not
        if name.startswith("__") and hasattr(Operators, name):
            return getattr(args[0], name)(*args[1:])
        if name.startswith("__") and name.strip("_") in REVERSED:
            name, args = REVERSED[name.strip("_")], args[::-1]
        op = registry.get(name)
        if op is None:
            raise Missing(name)
        if kwargs.get("out") is not None:
            raise Missing("out=, which is the SDK's")
        given = _named(op, args, kwargs)
        result = self.context.run(name, (), given)
        return (result[0], result[1:]) if name == "histogramdd" else result  # a list among the results is flat in steps

    def finish(self) -> None:
        """Nothing is left to do: all was done at once."""


def _named(op: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments by name, as PyTorch's overloads mean them."""
    names = [parameter.name for parameter in op.parameters]
    args = list(args)
    if op.name == "to":
        return _to(args, kwargs)
    for place, parameter in enumerate(op.parameters):
        if parameter.variadic and place < len(args) and not isinstance(args[place], list | tuple):
            args[place:] = [args[place:]]
    if len(args) > len(names):
        raise errors.InvalidArgument(f"{op.name} takes {len(names)} arguments.")
    given = dict(zip(names, args, strict=False))
    for name, value in kwargs.items():
        if name not in names and name in IGNORED:
            continue
        name = {"self": names[0] if names else name, "axis": "dim", "keepdims": "keepdim"}.get(name, name)
        if name in given:
            raise errors.InvalidArgument(f"{op.name}: {name} is given twice.")
        given[name] = _value(value)
    given = {name: _value(value) for name, value in given.items()}
    if "other" in names and isinstance(given.get("dim"), Tensor):  # max(input, other)
        given["other"] = given.pop("dim")
    if "unbiased" in names and isinstance(given.get("dim"), bool):  # std(input, unbiased)
        given["unbiased"] = given.pop("dim")
    if "low" in names and isinstance(given.get("high"), list | tuple):  # randint(high, size)
        given["size"] = given.pop("high")
    if "low" in names and "high" not in given and "low" in given:
        given["high"] = given.pop("low")
    return given


def _to(args: Sequence[Any], kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of to(dtype), to(device, dtype, non_blocking, copy) and to(other) by name."""
    given: dict[str, Any] = {"input": args[0]}
    flags = [value for value in args[1:] if isinstance(value, bool)]
    if len(flags) > 1:
        given["copy"] = flags[1]
    for value in args[1:]:
        if isinstance(value, Tensor):
            given["dtype"] = value.dtype.name
        elif isinstance(value, torch.dtype):
            given["dtype"] = _value(value)
        elif not isinstance(value, bool):
            given["device"] = str(value)
    return given | {name: _value(value) for name, value in kwargs.items() if name not in IGNORED}


def _value(value: Any) -> Any:
    """PyTorch's dtypes and devices as the engine names them."""
    if isinstance(value, torch.dtype):
        return str(value).removeprefix("torch.")
    return str(value) if isinstance(value, torch.device) else value


class SdkWorld:
    """The SDK, speaking HTTP with a server."""

    def __init__(self, session: Any) -> None:
        import gradwire

        self.session = session
        self.torch = gradwire

    def bring(self, tensor: torch.Tensor) -> Any:
        check_supported(tensor)
        dtype = getattr(self.torch, str(tensor.dtype).removeprefix("torch."))
        storage = storage_of(tensor)
        array = to_numpy(tensor) if storage is None else storage
        if tensor.dtype is torch.bfloat16:
            array = array.astype(numpy.float32)
        brought = self.torch.tensor(array, dtype=dtype)
        if storage is not None:
            brought = brought.as_strided(tuple(tensor.shape), tensor.stride(), tensor.storage_offset())
        return brought.requires_grad_(tensor.requires_grad)

    def take(self, tensor: Any) -> torch.Tensor:
        return to_torch(tensor.detach().numpy())

    def is_tensor(self, value: Any) -> bool:
        return isinstance(value, self.torch.Tensor)

    def gradients(
        self, tensors: Sequence[Any], inputs: Sequence[Any], seeds: Sequence[Any], create_graph: bool = False
    ) -> Sequence[Any]:
        return self.torch.autograd.grad(  # type: ignore[no-any-return]
            tensors, inputs, seeds, create_graph=create_graph, retain_graph=True, allow_unused=True
        )

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if kwargs.get("layout") not in (None, torch.strided):
            raise Unsupported(str(kwargs["layout"]))
        if name.startswith("Tensor.__") and not self.is_tensor(args[0]):
            raise Missing(f"{name} of numbers")  # which Python has or has not
        found: Any = self.torch
        for part in name.split("."):
            try:
                found = inspect.getattr_static(found, part) if found is self.torch.Tensor else getattr(found, part)
            except AttributeError:
                raise Missing(name) from None
        if isinstance(found, property):
            return found.fget(*args)  # type: ignore[misc]
        kwargs = {key: self._value(value) for key, value in kwargs.items() if key not in IGNORED}
        return found(*map(self._value, args), **kwargs)

    def finish(self) -> None:
        self.torch.flush()

    def _value(self, value: Any) -> Any:
        if isinstance(value, torch.dtype):
            return getattr(self.torch, str(value).removeprefix("torch."))
        return self.torch.device(str(value)) if isinstance(value, torch.device) else value


SUPPORTED = frozenset(
    {torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.complex64, torch.complex128}
    | {torch.int8, torch.int16, torch.int32, torch.int64, torch.uint8, torch.bool}
)
