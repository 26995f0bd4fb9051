"""Crossing: calls of PyTorch's functions, carried out by gradwire instead.

op_db describes an operation by a function that calls PyTorch. Inside a `Crossing` such calls arrive here with their
names and arguments; tensors are `Carrier`s, which hold gradwire's own.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import torch
from torch.overrides import TorchFunctionMode, resolve_name


class World(Protocol):
    """A place where operations run: the engine itself, or the SDK with a server."""

    def bring(self, tensor: torch.Tensor) -> Any:
        """A tensor like PyTorch's."""

    def take(self, tensor: Any) -> torch.Tensor:
        """A tensor as PyTorch's, detached."""

    def is_tensor(self, value: Any) -> bool:
        """Whether a value is a tensor of this world."""

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Run what PyTorch's documentation calls by that name, as in `linalg.qr` or `Tensor.add_`."""

    def gradients(
        self, tensors: Sequence[Any], inputs: Sequence[Any], seeds: Sequence[Any], create_graph: bool = False
    ) -> Sequence[Any]:
        """The gradients of tensors with respect to inputs."""

    def finish(self) -> None:
        """Wait until all that was called has run; late errors rise."""


class Carrier(torch.Tensor):
    """Stands where PyTorch expects a tensor, and holds another world's."""

    world: World
    tensor: Any

    @staticmethod
    def __new__(cls, world: World, tensor: Any) -> Carrier:
        carrier = torch.Tensor._make_subclass(cls, torch.empty(0))
        carrier.world = world
        carrier.tensor = tensor
        return carrier

    @classmethod
    def __torch_function__(
        cls, function: Any, types: Any, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        world = next(item.world for item in _flat([*args, *kwargs.values()]) if isinstance(item, Carrier))
        return Crossing(world).cross(function, args, kwargs)


FACTS: dict[str, Callable[[Any], Any]] = {
    "Tensor.shape": lambda tensor: torch.Size(tensor.shape),
    "Tensor.dtype": lambda tensor: getattr(torch, str(tensor.dtype).removeprefix("torch.")),
    "Tensor.device": lambda tensor: torch.device("cpu"),
    "Tensor.layout": lambda tensor: torch.strided,
    "Tensor.requires_grad": lambda tensor: bool(tensor.requires_grad),
    "Tensor.ndim": lambda tensor: len(tensor.shape),
    "Tensor.dim": lambda tensor: len(tensor.shape),
    "Tensor.numel": lambda tensor: math.prod(tensor.shape),
    "Tensor.is_complex": lambda tensor: "complex" in str(tensor.dtype),
    "Tensor.is_floating_point": lambda tensor: "float" in str(tensor.dtype),
    "Tensor.is_sparse": lambda tensor: False,
    "Tensor.is_quantized": lambda tensor: False,
    "Tensor.is_cuda": lambda tensor: False,
}
"""What PyTorch's own Python asks of tensors before it calls an operation."""


class Crossing(TorchFunctionMode):
    """While it is entered, PyTorch's functions run in another world."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world
        self.calls = 0  # that came through: some PyTorch refuses by itself

    def __torch_function__(
        self, function: Any, types: Any, args: Sequence[Any] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        return self.cross(function, args, kwargs or {})

    def cross(self, function: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Run PyTorch's function in the other world."""
        return self.named(spelled(function), args, kwargs)

    def named(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Run what PyTorch calls by that name in the other world."""
        with torch._C.DisableTorchFunction():
            args = self.unpacked(list(args))
            kwargs = {
                key: self.unpacked(value)
                for key, value in kwargs.items()
                if not (key in INERT and type(value) is type(INERT[key]) and value == INERT[key])
            }
            if name in FACTS:
                return FACTS[name](args[0])
            if name == "Tensor.size":
                return args[0].shape[args[1]] if len(args) > 1 else torch.Size(args[0].shape)
            self.calls += name != "manual_seed"
            return self.packed(self.world.call(name, args, kwargs))

    def unpacked(self, value: Any) -> Any:
        """The other world's tensors of carriers."""
        if isinstance(value, Carrier):
            return value.tensor
        if isinstance(value, torch.Tensor):
            return self.world.bring(value)
        if isinstance(value, torch.Size):
            return tuple(value)
        if isinstance(value, list | tuple):
            return type(value)(map(self.unpacked, value)) if type(value) in (list, tuple) else tuple(value)
        return value

    def packed(self, value: Any) -> Any:
        """Carriers of the other world's tensors."""
        if self.world.is_tensor(value):
            return Carrier(self.world, value)
        if isinstance(value, list | tuple):
            return tuple(map(self.packed, value))
        return value

    def carried(self, value: Any, known: dict[int, Any]) -> Any:
        """Carriers of PyTorch's tensors, in whatever lists; one for each, however often it stands there."""
        if isinstance(value, torch.Tensor):
            if id(value) not in known:
                known[id(value)] = Carrier(self.world, self.world.bring(value))
            return known[id(value)]
        if isinstance(value, list | tuple) and not isinstance(value, torch.Size):
            return type(value)([self.carried(item, known) for item in value])
        if isinstance(value, dict):
            return {key: self.carried(item, known) for key, item in value.items()}
        return value


INERT = {"inplace": False, "size_average": None, "reduce": None, "out": None, "options": None, "_stacklevel": 3}
"""Arguments that PyTorch's Python passes on with these values, which mean nothing."""
PLACES = {
    "functional.": "",
    "_C._nn.": "nn.functional.",
    "_C._linalg.linalg_": "linalg.",
    "_C._special.special_": "special.",
    "_C._fft.fft_": "fft.",
    "_VF.": "",
    "_C.TensorBase.": "Tensor.",
    "spmm": "mm",  # one function with two names
}
"""Where PyTorch keeps a function, and where its users find it."""


def spelled(function: Any) -> str:
    """PyTorch's public name of a function, without `torch.`: `linalg.qr`, `Tensor.add_`, of an attribute `Tensor.T`."""
    name = str(resolve_name(function) or _last_resort(function)).removeprefix("torch.").removesuffix(".__get__")
    if name.startswith("aten."):
        return name.split(".")[1]
    for kept, public in PLACES.items():
        if name.startswith(kept):
            return public + name.removeprefix(kept)
    return name


def _last_resort(function: Any) -> str:
    return str(function if str(function).startswith("aten.") else getattr(function, "__name__", function))


def _flat(values: Any) -> Any:
    for value in values:
        if isinstance(value, list | tuple):
            yield from _flat(value)
        else:
            yield value
