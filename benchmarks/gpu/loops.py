"""The work that is measured, written once for PyTorch and for the SDK."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy

from benchmarks.timing import Stopwatch, looped

RATE = 0.01


@dataclass(frozen=True)
class Place:
    """A library with PyTorch's names, the device that it computes on, and whether it compiles what it runs."""

    library: Any
    device: str
    compiles: bool = False

    def compiled(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is run there."""
        if not self.compiles:
            return function
        made: Callable[..., Any] = self.library.compile(function, mode="reduce-overhead")
        return made


@dataclass(frozen=True)
class Network:
    """A network, the shape of its inputs and outputs, its loss, and the floating operations of a step."""

    build: Callable[[Any], Any]
    shape: tuple[int, ...]
    outputs: int
    loss: str
    flops: float
    dtype: str = "float32"
    learns: bool = True

    def data(self) -> tuple[Any, Any]:
        """Inputs, and the targets of the loss."""
        random = numpy.random.default_rng(0)
        x = random.normal(size=self.shape).astype(numpy.float32)
        if self.loss == "cross_entropy":
            return x, random.integers(0, self.outputs, self.shape[0])
        return x, random.normal(size=(*self.shape[:-1], self.outputs)).astype(numpy.float32)


class Loop:
    """A network at the beginning of its training, in a place."""

    def __init__(self, network: Network, place: Place) -> None:
        library, dtype = place.library, getattr(place.library, network.dtype)
        library.manual_seed(0)
        self._model = network.build(library).to(place.device, dtype)
        x, y = map(library.from_numpy, network.data())
        self._x = x.to(place.device, dtype)
        self._y = y.to(place.device, dtype) if network.loss == "mse_loss" else y.to(place.device)
        criterion, model = getattr(library.nn.functional, network.loss), self._model
        self._loss = place.compiled(lambda x, y: criterion(model(x), y))
        self._optimizer = library.optim.SGD(model.parameters(), lr=RATE if network.learns else 0.0)
        self._learns = network.learns

    def __call__(self, steps: int) -> float:
        """Run so many steps, and read the last one's loss."""
        for _ in range(steps):
            self._optimizer.zero_grad()
            loss = self._loss(self._x, self._y)
            loss.backward()
            if self._learns:
                self._optimizer.step()
        last: float = loss.item()
        return last


def chain(place: Place, size: int) -> Callable[[int], float]:
    """Ten elementwise operations on so many numbers, without gradients; a number of the last result is read."""
    x = place.library.linspace(-1, 1, size, device=place.device)

    def ten(x: Any) -> Any:
        for _ in range(3):
            x = (x * 1.5 + 0.3).relu()
        return x * 0.5

    compiled = place.compiled(ten)

    def run(steps: int) -> float:
        for _ in range(steps):
            y = compiled(x)
        last: float = y[-1].item()
        return last

    return run


def windows(run: Callable[[int], object], steps: int) -> Stopwatch:
    """The stopwatch of a step: so many are run between two looks at a value. The first, which are slow, are over."""
    for _ in range(3):
        run(steps)
    return looped(lambda: run(steps), steps)


def perceptron(widths: tuple[int, ...], batch: int, loss: str, dtype: str = "float32") -> Network:
    """A multilayer perceptron: each product is computed forward, and twice backward, but for the data's gradient."""

    def build(library: Any) -> Any:
        nn, layers = library.nn, []
        for inputs, outputs in pairwise(widths):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        return nn.Sequential(*layers[:-1])

    products = [2.0 * batch * inputs * outputs for inputs, outputs in pairwise(widths)]
    return Network(build, (batch, widths[0]), widths[-1], loss, 3 * sum(products) - products[0], dtype)


def transformer_block(width: int, heads: int, length: int, batch: int) -> Network:
    """Attention and two linear layers, each after a norm and added to what came; forward and backward, no update."""

    def build(library: Any) -> Any:
        nn, functional = library.nn, library.nn.functional

        class Block(nn.Module):  # type: ignore[misc, name-defined]
            def __init__(self) -> None:
                super().__init__()
                self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
                self.attention, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
                self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

            def forward(self, x: Any) -> Any:
                parts = self.attention(self.norm1(x)).view(batch, length, 3, heads, width // heads)
                query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
                seen = functional.scaled_dot_product_attention(query, key, value)
                x = x + self.out(seen.transpose(1, 2).reshape(batch, length, width))
                return x + self.down(functional.gelu(self.up(self.norm2(x))))

        return Block()

    linear, attention = 2.0 * batch * length * 12 * width**2, 4.0 * batch * length**2 * width
    return Network(build, (batch, length, width), width, "mse_loss", 3 * (linear + attention), learns=False)
