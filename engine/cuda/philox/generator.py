"""The generator of a CUDA device."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, SupportsInt

import cupy
import numpy

from engine import dtypes
from engine.batching.level import Levels
from engine.cuda.philox import draws
from engine.devices import Device
from engine.draws import DRAWS
from engine.errors import OpFailed
from engine.generator import Generator
from engine.journal import Restorable

Array = Any
SEED = 8  # bytes
STATE = 16


class CudaGenerator(Restorable):
    """A stream of random numbers on a CUDA device, PyTorch's of the seed there.

    Its draws are those of `engine.draws`, as arrays on the device. To ask for its seed or state waits for the device.
    """

    id = 0
    levels: Levels = ()  # it draws for one example

    def __init__(self, device: Device, seed: SupportsInt) -> None:
        self.device = device.name
        self.where = (device,)
        self.source: Array = cupy.empty(2, numpy.uint64)
        """Seed and offset: what draws read and change, the same array as long as the generator is there."""
        self.manual_seed(seed)

    def __getattr__(self, name: str) -> Callable[..., Array]:
        if name not in DRAWS:
            raise AttributeError(f"a generator has no {name}")
        return functools.partial(self.function(name), self.source)

    @staticmethod
    def function(name: str) -> Callable[..., Array]:
        """A draw as a function, whose first argument is the `source`."""
        return getattr(draws, name)  # type: ignore[no-any-return]

    @property
    def seed(self) -> int:
        """The seed of the stream."""
        return int(self.source.get()[0])

    def manual_seed(self, seed: SupportsInt) -> None:
        """Start the stream of that seed."""
        draws.begin(self.source, int(seed))

    def twin(self) -> CudaGenerator:
        """Another one that goes on from where this one is."""
        other = CudaGenerator(self.where[0], 0)
        other.restore(self.source)
        return other

    def snapshot(self) -> Array:
        return self.source.copy()

    def restore(self, snapshot: Array) -> None:
        self.source[...] = snapshot

    def state(self) -> numpy.ndarray[Any, Any]:
        """The whole state as bytes, laid out as PyTorch's `torch.cuda.get_rng_state` does it."""
        return self.source.get().view(numpy.uint8)  # type: ignore[no-any-return]

    def set_state(self, state: numpy.ndarray[Any, Any]) -> None:
        """Go on from a state that `state` or PyTorch gave; of the seed alone, from its begin."""
        if state.dtype != dtypes.uint8 or state.shape not in ((STATE,), (SEED,)):
            raise OpFailed(f"The state of a generator on CUDA is {STATE} bytes (uint8).", op="set_rng_state")
        seed, offset = [*numpy.frombuffer(state.tobytes(), "<u8").tolist(), 0][:2]
        if offset % 4:
            raise OpFailed("These bytes are no state of a generator on CUDA.", op="set_rng_state")
        draws.begin(self.source, seed, offset)

    def one_by_one(self, sample: Callable[[Callable[[], float]], Array]) -> Array:
        """What `sample(draw)` makes of uniform numbers that it draws one by one, as many as it needs.

        These are drawn on the host, by a generator whose seed comes of this one's stream.
        """
        seed = int(draws.integers(self.source, 1, 0, 1 << 64).get()[0])
        return Generator(seed).one_by_one(sample)
