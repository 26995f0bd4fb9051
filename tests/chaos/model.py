"""What a session must be: rules of plain Python and NumPy that foretell every answer, to the bit."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy

from tests.app.steps import backward, function, hook, op, without_recording

SIZE = 4
LARGE = 9_000  # numbers, which are more than the 64 kB that stand in an entry
MISSING, FREED, MODIFIED = "tensor-not-found", "graph-freed", "saved-value-modified"


@dataclass(frozen=True)
class Deed:
    """One thing that is asked of a session, and what it must answer."""

    steps: list[Any]
    version: int
    """Of the session afterwards."""
    values: dict[str, Any] = field(default_factory=dict)
    tensors: dict[str, Any] = field(default_factory=dict)
    arrays: dict[str, Any] = field(default_factory=dict)
    """What is bound that travels as bytes."""
    fields: dict[str, Any] = field(default_factory=dict)
    suspension: str | None = None
    """The pass that it goes on with."""
    asks: str | None = None
    """The pass that it is answered with, which waits for its client."""
    meets: str | None = None
    """The problem that it is answered with."""

    @property
    def changes(self) -> bool:
        """Whether the session is another afterwards."""
        return self.meets is None or self.fields.get("atomic") is False

    def program(self) -> dict[str, Any]:
        """What is sent."""
        said: dict[str, Any] = {"steps": self.steps, **self.fields}
        if self.tensors:
            said["tensors"] = self.tensors
        if self.suspension is None:
            said["return"] = list(self.values)
        return said

    def check(self, answer: Any) -> None:
        """Refuse another answer than the one foretold."""
        if self.meets is not None:
            assert answer.get("type") == f"/problems/{self.meets}", (self, answer)
            return
        assert "type" not in answer, (self, answer)
        if self.asks is not None:
            assert answer["suspended"]["id"] == self.asks, (self, answer)
            return
        assert answer["version"] == self.version, (self, answer)
        for name, value in self.values.items():
            found = answer["values"][name]
            is_right = found is value if value is None else found and numpy.array_equal(found["data"], value)
            assert is_right, (name, self, answer)


class Graph(NamedTuple):
    """The sum of w w c, as recorded: what its gradient is made of, and the version of w that it needs."""

    w: Any
    c: float
    version: int


class Model:
    """A session as it must be; what it is asked next changes it at once."""

    def __init__(self, chance: random.Random, seed: int) -> None:
        self.chance = chance
        self.version = 0
        self.count = 0.0
        """How often all additions were made."""
        self.w = numpy.arange(1.0, 1 + SIZE)
        self.gradient: Any = None
        self.graph: Graph | None = None
        self.is_freed = False
        self.changes = 0
        """Of w, in place."""
        self.suspended = 0
        self.seed(seed)

    def seed(self, seed: int) -> None:
        """Let random numbers begin anew."""
        self._random = numpy.random.RandomState(seed)

    def begin(self) -> Deed:
        """The first thing that is asked."""
        tensors = {
            "n": {"data": self.count, "dtype": "float64"},
            "w": {"data": self.w.tolist(), "dtype": "float64", "requires_grad": True},
        }
        return self._deed([], tensors=tensors)

    def look(self) -> Deed:
        """All there is, and the gradient of what is recorded."""
        values = {"n": self.count, "w": self.w.copy(), "w.grad": self.gradient}
        return self._deed([], values)

    def next(self) -> Iterator[Deed]:
        """Some things to be asked next, one after the other."""
        kinds = [self.add, self.add, self.repeat, self.search, self.fail, self.stop_halfway, self.forward]
        kinds += [self.walk_back, self.walk_back, self.change, self.draw, self.upload, self.own, self.clear]
        made = self.chance.choice(kinds)()
        yield from made if isinstance(made, tuple) else (made,)

    def _deed(self, steps: list[Any], *said: Any, **more: Any) -> Deed:
        self.version += 1
        return Deed(steps, self.version, *said, **more)

    def _added(self, times: float) -> dict[str, float]:
        self.count += times
        return {"n": self.count}

    def add(self) -> Deed:
        """An addition, by a program that is seen again and again."""
        k = self.chance.randrange(1, 10)
        return self._deed([op("add_", "n", "_k")], self._added(k), {"_k": {"data": k, "dtype": "float64"}})

    def repeat(self) -> Deed:
        """Additions in a loop."""
        times = self.chance.randrange(1, 30)
        return self._deed([{"repeat": {"times": times, "steps": [op("add_", "n", 1)]}}], self._added(times))

    def search(self) -> Deed:
        """Additions until a value decides that they are enough."""
        k = self.chance.randrange(1, 9)
        test = [op("sub", "n", "_most"), op("lt", "_", 0)]
        most = {"_most": {"data": self.count + k, "dtype": "float64"}}
        return self._deed([{"while": {"test": test, "steps": [op("add_", "n", 1)]}}], self._added(k), most)

    def fail(self) -> Deed:
        """Additions that are undone."""
        steps = [op("add_", "n", 1), op("rand", size=[3]), op("add", "n", "gone")]
        return Deed(steps, self.version, fields={"atomic": True}, meets=MISSING)

    def stop_halfway(self) -> Deed:
        """Additions that stand, although what follows them fails."""
        self._added(2)
        return self._deed(
            [op("add_", "n", 2), op("add", "n", "gone"), op("add_", "n", 1)], fields={"atomic": False}, meets=MISSING
        )

    def forward(self) -> Deed:
        """A graph, to be walked back later."""
        c = float(self.chance.randrange(1, 5))
        self.graph, self.is_freed = Graph(self.w.copy(), c, self.changes), False
        steps = [op("mul", "w", "w"), op("mul", "_", "_c"), op("sum", "_", out="loss")]
        return self._deed(steps, {"loss": (self.w**2).sum() * c}, {"_c": {"data": c, "dtype": "float64"}})

    def walk_back(self) -> Deed:
        """A pass over what was recorded, or the error that PyTorch has for it."""
        graph, retains = self.graph, self.chance.random() < 0.3
        steps = [backward("loss", retain_graph=retains)]
        meets = MISSING if graph is None else FREED if self.is_freed else None
        if graph is None or meets:
            return Deed(steps, self.version, meets=meets)
        if graph.version != self.changes:
            return Deed(steps, self.version, meets=MODIFIED)
        self.is_freed = not retains
        return self._deed(steps, self._accumulated(2 * graph.w * graph.c))

    def _accumulated(self, gradient: Any) -> dict[str, Any]:
        self.gradient = gradient if self.gradient is None else self.gradient + gradient
        return {"w.grad": self.gradient}

    def change(self) -> Deed:
        """A step of training."""
        self.changes += 1
        self.w = self.w % 50 + 1
        steps = [without_recording(op("remainder_", "w", 50), op("add_", "w", 1))]
        return self._deed(steps, {"w": self.w.copy()})

    def clear(self) -> Deed:
        """No gradient."""
        self.gradient = None
        return self._deed([{"delete": ["w.grad"]}], {"w.grad": None})

    def draw(self) -> Deed:
        """Random numbers, which have to go on."""
        size = self.chance.randrange(1, 9)
        drawn = self._random.randint(0, 1 << 32, size, numpy.uint32) & ((1 << 24) - 1)
        values = (drawn * 2.0**-24).astype(numpy.float32)
        return self._deed([op("rand", size=[size], out="r"), op("to", "r", dtype="float64", out="r")], {"r": values})

    def upload(self) -> Deed:
        """A large array."""
        array = self.large()
        return self._deed([op("sum", "big", out="s")], {"s": array.sum()}, arrays={"big": array})

    def large(self) -> Any:
        """An array that is stored beside its entry."""
        whole = numpy.random.default_rng(self.chance.getrandbits(32)).integers(
            0, 1000, LARGE + self.chance.randrange(999)
        )
        return whole.astype(numpy.float64)

    def own(self) -> tuple[Deed, ...]:
        """A pass that asks its client twice, of a function and of a hook."""
        version, name = self.version, f"h{self.suspended}"
        c = float(self.chance.randrange(1, 5))
        steps = [op("mul", "w", 1, out="u"), hook(name, tensor="u")]
        steps += [
            function("Double", ["u"], [(2 * self.w).tolist()], out=["v"]),
            op("mul", "v", c),
            op("sum", "_", out="own"),
        ]
        asks = [f"b{self.suspended + place}" for place in (1, 2)]
        self.suspended += 2
        values = self._accumulated(numpy.full(SIZE, 6 * c))
        self.version += 2
        return (
            Deed(steps, version + 1),
            Deed([backward("own")], version + 2, values, asks=asks[0]),
            Deed([], version + 2, fields={"gradients": [[2 * c] * SIZE]}, suspension=asks[0], asks=asks[1]),
            Deed([], version + 2, values, fields={"gradients": [[6 * c] * SIZE]}, suspension=asks[1]),
        )
