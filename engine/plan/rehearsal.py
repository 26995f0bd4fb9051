"""A rehearsal: a context in which a program is traced, on tensors that are like those of another context.

Nothing of that other context is changed. The tensors of the rehearsal have the numbers that they would have there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine import devices
from engine.context import Context
from engine.devices import Device
from engine.generator import Generator
from engine.node import InferenceVersion, Version
from engine.plan.arrays import TracedArray, traced
from engine.plan.module import TracedModule
from engine.plan.trace import Trace, Untraceable, Value
from engine.storage import is_dense
from engine.tensor import Tensor

DRAWS = frozenset(
    {
        "bits32", "bits64", "uniform", "normal", "log_normal", "cauchy", "geometric", "exponential", "integers",
        "permutation",
    }
)  # fmt: skip


class TracedDevice(Device):
    """A device whose array module traces."""

    def __init__(self, real: Device, trace: Trace) -> None:
        self.name = real.name
        self.real = real
        self.trace = trace
        self.xp = TracedModule(trace, real.xp)
        self.array_type = TracedArray

    def computing(self) -> Any:
        return self.real.computing()

    def to_host(self, array: Any) -> Any:
        return array.fixed("a tensor's value")

    def adopt(self, array: Any) -> tuple[Device, Any]:
        if type(array) is not TracedArray:
            if hasattr(array, "levels"):
                return super().adopt(array)
            raise Untraceable("an array of unknown origin")
        return self, array

    def constant(self, array: Any) -> TracedArray:
        """An array that is the same in every replay."""
        return traced(self.trace, self.trace.constant(array))


class TracedGenerator:
    """A generator, whose draws are calls that change it."""

    levels = ()

    def __init__(self, trace: Trace, source: Value) -> None:
        self._trace, self._source = trace, source

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in DRAWS:
            raise Untraceable(f"{name} of a generator")
        draw = getattr(Generator, name)

        def drawn(*args: Any, **options: Any) -> Any:
            given = self._trace.call(draw, (self._source, *args), options, (self._source,))
            return traced(self._trace, given)

        return drawn


class Rehearsal(Context):
    """A context that is like another one, where everything is traced."""

    def __init__(self, real: Context) -> None:
        super().__init__(real.device.name, real.dtype.name, 0, real.max_bytes, real.exact)
        if real.hooks.known or real.functions or real.levels or real.regions or real.anomaly:
            raise Untraceable("hooks, functions, or modes that are about single operations")
        self.real = real
        self.trace = Trace(real.device.xp)
        self._traced = self.device = TracedDevice(real.device, self.trace)
        self.grad_enabled, self.inference = real.grad_enabled, real.inference
        self.tensors, self.nodes, self._last_level = real.tensors, real.nodes, real._last_level
        self.named_levels, self.named_regions = real.named_levels, real.named_regions
        self.mirrors: dict[int, tuple[Tensor, Tensor, dict[str, Any]]] = {}
        """By the identity of a real tensor: it, its mirror, and how that began."""
        self.named: list[Tensor] = []
        """The real tensors that the program names, in the order in which it does first."""
        self.sources: dict[str, TracedGenerator] = {}
        self._versions: dict[int, Version] = {}

    def take(self, tensor: Tensor) -> Tensor:
        """The mirror of a real tensor that the program names."""
        if all(tensor is not one for one in self.named):
            self.named.append(tensor)
        return self._mirror(tensor)

    def _mirror(self, tensor: Tensor) -> Tensor:
        """The tensor of the rehearsal that stands for a real one, whose memory and state it has a copy of."""
        known = self.mirrors.get(id(tensor))
        if known is not None:
            return known[1]
        if not is_plain(tensor, self.real.device):
            raise Untraceable("an input that is part of a graph, a view, or has hooks")
        mirror = Tensor(self, traced(self.trace, self.trace.input(tensor.data.copy("K"))), self.device, tensor.id)
        mirror.requires_grad, mirror.follows, mirror.age = tensor.requires_grad, tensor.follows, tensor.age
        version = tensor._version
        if version is not None and id(version) not in self._versions:
            self._versions[id(version)] = Version(version.id)
            self._versions[id(version)].value = version.value
        mirror._version = self._versions.get(id(version))  # also in inference mode, where what is new has another
        self.mirrors[id(tensor)] = tensor, mirror, {}
        if tensor.grad is not None:
            mirror.grad = self._mirror(tensor.grad)
        self.mirrors[id(tensor)] = tensor, mirror, dict(mirror.__dict__)
        return mirror

    def place(self, array: Any, device: str | Device | None = None, requires_grad: bool = False) -> Tensor:
        name = str(device) if device is not None else self.device.name
        if devices.find(name) is not self.real.device:
            raise Untraceable("a tensor on another device")
        if isinstance(array, self.trace.array_type):
            array = self._traced.constant(array)
        return super().place(array, self.device, requires_grad)

    def manual_seed(self, seed: int, generator: str | None = None) -> None:
        raise Untraceable("a new seed")

    def generator(self, name: str | None = None) -> Any:
        source = self.sources.get(name or "")
        if source is None:
            real = self.real.known_generator(name)
            own = Generator(real.seed)
            own.restore(real.snapshot())
            source = self.sources[name or ""] = TracedGenerator(self.trace, self.trace.source(own))
        return source


def is_plain(tensor: Tensor, device: Device) -> bool:
    """Whether a tensor may be an input of a plan: a leaf, or outside the graph, that fills its memory."""
    return (
        type(tensor) is Tensor
        and tensor.device is device
        and tensor.base is None
        and tensor.made_by is None
        and not (tensor.retains_grad or tensor.hooks or tensor.views or tensor.turns or tensor._storage)
        and type(tensor._version) is not InferenceVersion
        and is_dense(tensor.data)
    )
