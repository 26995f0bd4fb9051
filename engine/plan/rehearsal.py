"""A rehearsal: a context in which a program is traced, on tensors that are like those of another context.

Nothing of that other context is changed. The tensors of the rehearsal have the numbers that they would have there.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy

from engine import devices
from engine.context import Context
from engine.devices import Device
from engine.draws import DRAWS
from engine.generator import Generator
from engine.node import Node, Version
from engine.plan.arrays import TracedArray, traced
from engine.plan.earlier import LOOKED_INTO, Earlier, EarlierRegions, EarlierViews
from engine.plan.likeness import may_be_taken, may_be_walked
from engine.plan.module import TracedModule
from engine.plan.trace import Trace, Untraceable, Value
from engine.storage import Copies
from engine.tape import Recomputed
from engine.tensor import Tensor

MOST_NODES = 300
"""Of a graph from before that a plan may walk over: each is looked at again whenever it runs."""


class Link(NamedTuple):
    """How one input leads to another: their places, and the way."""

    owner: int
    way: Callable[[Any], Any]
    target: int


class Input:
    """A real tensor or node, and what stands for it in a rehearsal."""

    def __init__(self, real: Any) -> None:
        self.real = real
        self.is_tensor = isinstance(real, Tensor)
        self.mirror: Any = None
        self.before: dict[str, Any] = {}
        """The attributes that the mirror began with; none of a node that nothing is known of."""


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

    def __init__(self, trace: Trace, own: Any) -> None:
        self._trace, self._own, self._source = trace, own, trace.source(own.source)

    def manual_seed(self, seed: int | Value) -> None:
        """Start the stream of a seed."""
        if type(self._own) is not Generator:
            raise Untraceable("a seed of a generator that is not the CPU's")
        self._trace.call(Generator.manual_seed, (self._source, seed), {}, (self._source,))

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in DRAWS:
            raise Untraceable(f"{name} of a generator")
        draw = self._own.function(name)

        def drawn(*args: Any, **options: Any) -> Any:
            given = self._trace.call(draw, (self._source, *args), options, (self._source,))
            return traced(self._trace, given)

        return drawn


class Rehearsal(Context):
    """A context that is like another one, where everything is traced."""

    def __init__(self, real: Context) -> None:
        super().__init__(real.device.name, real.dtype.name, 0, real.max_bytes, real.exact, real.lanes)
        if real.hooks.known or real.functions or real.levels or real.regions or real.anomaly:
            raise Untraceable("hooks, functions, or modes that are about single operations")
        self.real = real
        self.trace = Trace(real.device.xp)
        self._traced = self.device = self.current = TracedDevice(real.device, self.trace)
        self.grad_enabled, self.inference = real.grad_enabled, real.inference
        self.tensors, self.nodes, self._last_level = real.tensors, real.nodes, real._last_level
        self.matmul_precision = real.matmul_precision
        self.named_levels, self.named_regions = real.named_levels, EarlierRegions(real.named_regions)
        self.inputs: list[Input] = []
        """All that is taken from the other context, in the order in which it is come to."""
        self.links: list[Link] = []
        """How these lead to one another, each once it is found."""
        self.named: list[Tensor] = []
        """The real tensors that the program names, in the order in which it does first."""
        self.arrays: list[int] = []
        """For each array of the trace's inputs, the place of the first tensor that has it."""
        self.sources: dict[tuple[str, str], TracedGenerator] = {}
        """By the name of the generator, none of a default one, and its device."""
        self.reseeds = False
        """Whether the program seeds all default generators."""
        self._places: dict[int, int] = {}
        self._versions: dict[int, Version] = {}
        self._copies = Copies(real.device.xp)
        self._traced_arrays: dict[int, TracedArray] = {}

    def end(self) -> None:
        """Let go of all arrays: it is full of circles, in which they would stay until Python's collector comes by."""
        trace = self.trace
        self.__dict__.clear()
        trace.__dict__.clear()

    def take(self, tensor: Tensor) -> Tensor:
        """The mirror of a real tensor that the program names: its memory and state are copies."""
        if all(tensor is not one for one in self.named):
            self.named.append(tensor)
        return self._mirror(tensor)  # type: ignore[no-any-return]

    def _mirror(self, real: Any) -> Any:
        """What stands for a real tensor or node."""
        place = self._places.get(id(real))
        if place is None:
            place = self._places[id(real)] = len(self.inputs)
            self.inputs.append(Input(real))
            if self.inputs[place].is_tensor:
                self._begin_tensor(place, real)
            else:
                self._begin_node(place, real)
        return self.inputs[place].mirror

    def _begin_tensor(self, place: int, tensor: Tensor) -> None:
        if not may_be_taken(tensor, self.real.device):
            raise Untraceable("an input that has hooks, was turned in place, or was made in inference mode")
        mirror = self.inputs[place].mirror = Tensor(self, self._array(place, tensor.data), self.device, tensor.id)
        mirror.requires_grad, mirror.follows, mirror.age = tensor.requires_grad, tensor.follows, tensor.age
        version = tensor._version
        if version is not None and id(version) not in self._versions:
            self._versions[id(version)] = Version(version.id)
            self._versions[id(version)].value = version.value
        mirror._version = self._versions.get(id(version))  # also in inference mode, where what is new has another
        for name in ("grad", "base", "made_by", "_view_made_by"):
            found = getattr(tensor, name)
            if found is not None:
                setattr(mirror, name, self._mirrored(place, (name,), found))
        if tensor.base is not None:
            mirror.replay, mirror.restriction = tensor.replay, tensor.restriction
            mirror._view_version = tensor._view_version
        if tensor.views:
            mirror.views = EarlierViews()
        self.inputs[place].before = mirror.snapshot()

    def _array(self, place: int, array: Any) -> TracedArray:
        """The traced array of a real one: one object for each, which tensors may share."""
        if id(array) not in self._traced_arrays:
            self.arrays.append(place)
            self._traced_arrays[id(array)] = traced(self.trace, self.trace.input(self._copies.copy(array)))
        return self._traced_arrays[id(array)]

    def _begin_node(self, place: int, node: Node) -> None:
        if node.device is not self.real.device:
            raise Untraceable("an input that a vmap made")
        self.inputs[place].mirror = Earlier(self, place, node.age)

    def look_into(self, earlier: Earlier) -> None:
        """Let a node of the rehearsal be as the real one is."""
        one = self.inputs[earlier.place]
        if not may_be_walked(one.real, self.real.device):
            raise Untraceable("a backward pass over a graph from before with hooks, functions, or changes in place")
        if sum(type(known.mirror) is Earlier and bool(known.before) for known in self.inputs) == MOST_NODES:
            raise Untraceable(f"a backward pass over more than {MOST_NODES} nodes from before")
        for name in LOOKED_INTO:
            setattr(earlier, name, self._mirrored(earlier.place, (name,), getattr(one.real, name)))
        one.before = earlier.snapshot()

    def _mirrored(self, owner: int, way: tuple[Any, ...], value: Any) -> Any:
        """A value that an input has, with what stands for tensors and nodes."""
        if isinstance(value, Tensor | Node):
            mirror = self._mirror(value)
            leads = functools.partial(_follow, way) if len(way) > 1 else operator.attrgetter(*way)
            self.links.append(Link(owner, leads, self._places[id(value)]))
            return mirror
        if isinstance(value, Recomputed):
            raise Untraceable("a backward pass over what a checkpoint from before computes again")
        if type(value) in (tuple, list):
            return type(value)(self._mirrored(owner, (*way, number), one) for number, one in enumerate(value))
        return value

    def place(self, array: Any, device: str | Device | None = None, requires_grad: bool = False) -> Tensor:
        name = str(device) if device is not None else self.device.name
        if devices.find(name) is not self.real.device:
            raise Untraceable("a tensor on another device")
        if isinstance(array, numpy.ndarray):
            array = self.real.device.from_host(array)
        if isinstance(array, self.trace.array_type):
            array = self._traced.constant(array)
        return super().place(array, self.device, requires_grad)

    def manual_seed(self, seed: int | Tensor, generator: str | None = None, device: Device | None = None) -> None:
        if not generator and device is None:
            self.reseeds = True
            if self.real.has_several_defaults:
                raise Untraceable("a seed of the generators of several devices")
        self.generator(generator, device).manual_seed(seed.data.value if isinstance(seed, Tensor) else seed)

    def generator(self, name: str | None = None, device: Device | None = None) -> Any:
        where = self.device if device is None else device
        if where.name != self.device.name:
            raise Untraceable("a generator of another device")
        key = name or "", where.name
        if key not in self.sources:
            own = self.real.known_generator(name, self.real.device)
            if own.device != where.name:
                raise Untraceable("a generator of another device")
            self.sources[key] = TracedGenerator(self.trace, own.twin())
        return self.sources[key]


def _follow(way: tuple[Any, ...], owner: Any) -> Any:
    """What an attribute of an input is, or a part of it."""
    found = getattr(owner, way[0])
    for number in way[1:]:
        found = found[number]
    return found
