"""Generator: a stream of random numbers of the session, beside its default one."""

from __future__ import annotations

from itertools import count
from secrets import randbits
from typing import Any, Final, Self

from gradwire._generated.table import OPS
from gradwire.devices import device, placed
from gradwire.tensors.named import Named

DEFAULT_SEED: Final = 67280421310721
"""PyTorch's, of a generator that was not seeded."""
SEED_BYTES: Final = 8
"""A state begins with the seed."""
_names: Final = (f"generator{number}" for number in count())


class Generator(metaclass=Named, home="torch._C"):
    """Random numbers in PyTorch's order, for the argument `generator` of random operations.

    `name` is the generator's name in the session, None for a default one: that of a device, or of the session's and, to
    seed them, of all at once.
    """

    def __init__(self, device: Any = None) -> None:
        self.name: str | None = next(_names)
        self._place = placed(device)
        self.manual_seed(DEFAULT_SEED)

    @property
    def device(self) -> device:
        """Where its numbers are made: on the session's device, unless it was told where."""
        from gradwire.recording.state import state

        return self._place or state.recorder().device

    def __repr__(self) -> str:
        return f"<torch._C.Generator object at {hex(id(self))}>"

    def manual_seed(self, seed: int) -> Self:
        """Begin the numbers of this seed."""
        from gradwire.recording.dispatch import call

        if type(seed) is not int:
            raise RuntimeError(f"a seed is an integer, not {type(seed).__name__}")
        if not -(2**63) <= seed < 2**64:
            raise ValueError(f"a seed has 64 bits, and {seed} does not fit")
        call(OPS["manual_seed"], (seed - 2**64 if seed >= 2**63 else seed, self.name, self._place))
        return self

    def seed(self) -> int:
        """Begin the numbers of a seed drawn by chance, and return it."""
        seed = drawn_seed()
        self.manual_seed(seed)
        return seed

    def get_state(self) -> Any:
        """Where it stands, as a tensor of bytes like PyTorch's."""
        from gradwire.recording.dispatch import call

        return call(OPS["get_rng_state"], (self.name, self._place))

    def set_state(self, new_state: Any) -> Self:
        """Go on from a state that get_state gave."""
        from gradwire.recording.dispatch import call

        call(OPS["set_rng_state"], (new_state, self.name, self._place))
        return self

    def initial_seed(self) -> int:
        """The seed that it began with, also where it was drawn by chance or came with a state."""
        return int.from_bytes(self.get_state().numpy()[:SEED_BYTES].tobytes(), "little")

    @classmethod
    def default(cls, device: Any = None) -> Self:
        """The default generator, of a device or of all, of whichever session is the current one."""
        generator = cls.__new__(cls)
        generator.name, generator._place = None, placed(device)
        return generator

    @classmethod
    def named(cls, name: str, seed: Any) -> Self:
        """The session's generator of that name, begun at a seed that may be a tensor: it need not be known here."""
        from gradwire.recording.dispatch import call

        generator = cls.__new__(cls)
        generator.name, generator._place = name, None
        call(OPS["manual_seed"], (seed, name, None))
        return generator


def drawn_seed() -> int:
    """A seed drawn by chance."""
    return randbits(63)


default_generator: Final = Generator.default()
