"""The generators of a context: a default one for each device, as PyTorch has them, and further ones by name."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine import devices
from engine.batching.generator import BatchedGenerator, drawing
from engine.devices import Device
from engine.errors import InvalidArgument, OpFailed
from engine.generator import Generator
from engine.modes import Modes
from engine.places import Places
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.journal import Restorable

HOST = "", "cpu"


class Randomness(Modes, Places):
    """What a context draws random numbers from.

    A default generator of CUDA begins, once it is drawn from, at the seed of the CPU's.
    """

    def __init__(self, seed: int | None) -> None:
        super().__init__()
        self._generators: Mapping[tuple[str, str], Any] = {} if seed is None else {HOST: Generator(seed)}
        """By name, or by the device of default ones; replaced where one begins, so that the journal can put it back."""
        self.drawn: tuple[Any, Any] | None = None
        """Within a checkpoint: the generator that was drawn from last, and its state before."""

    def keep(self, target: Restorable) -> None:
        """Let the journal remember a generator before it changes."""
        raise NotImplementedError

    @property
    def seed(self) -> int:
        """The seed that the default generators were last given."""
        return self.known_generator(None, devices.find("cpu")).seed  # type: ignore[no-any-return]

    @property
    def generators(self) -> Mapping[tuple[str, str], Any]:
        """Those that have begun: by name, or by the device of default ones."""
        return self._generators

    @property
    def has_several_defaults(self) -> bool:
        """Whether default generators of several devices have begun."""
        return sum(not name for name, _ in self._generators) > 1

    def manual_seed(self, seed: int | Tensor, generator: str | None = None, device: Device | None = None) -> None:
        """Seed all default generators, that of a device, or the one of that name.

        The latter is made at its first seed, on that device or the context's, and anew where it is to be on another.
        """
        number = seed.item() if isinstance(seed, Tensor) else seed
        if generator:
            known = self._generators.get((generator, ""))
            if known is None or device not in (None, devices.find(known.device)):
                self._begin((generator, ""), number, self.device if device is None else device)
                return
            seeded = [known]
        elif device is not None:
            self.known_generator(None, self.device)  # which is not to begin at this seed
            seeded = [self.known_generator(None, device)]
        elif HOST not in self._generators:
            self._begin(HOST, number, devices.find("cpu"))
            return
        else:
            seeded = [one for (name, _), one in self._generators.items() if not name]
        for one in seeded:
            with self.on(*one.where):
                self.keep(one)
                one.manual_seed(number)

    def generator(self, name: str | None = None, device: Device | None = None) -> Any:
        """The default generator of a device, or the one of that name, about to be drawn from for tensors on the device.

        Under vmap it draws for each example.
        """
        generator = self.known_generator(name, device)
        if name and device is not None and generator.device != device.name:
            raise OpFailed(
                f"The generator draws on {generator.device}, and the tensor is on {device.name}: use one that "
                "manual_seed makes with that device.",
                device=device.name,
            )
        with self.on(*generator.where):
            self.keep(generator)
            if self.regions:
                self.drawn = generator, generator.snapshot()
        levels = drawing(self.levels) if self.levels else ()
        return BatchedGenerator(generator, levels, devices.find(generator.device).xp) if levels else generator

    def known_generator(self, name: str | None = None, device: Device | None = None) -> Any:
        """The default generator of a device, the context's if none is told, or the one of that name, which must be."""
        key = (name, "") if name else ("", self.device.name if device is None else device.name)
        generator = self._generators.get(key)
        if generator is not None:
            return generator
        if name:
            raise InvalidArgument(
                f"There is no generator {name!r}: make it with manual_seed and that generator.", argument="generator"
            )
        # Few draw from one that nobody gave a seed: asking the system takes time.
        return self._begin(key, secrets.randbits(63) if key == HOST else self.seed, devices.find(key[1]))

    def has_generator(self, name: str, device: Device) -> bool:
        """Whether there is a generator of that name on the device; default ones, of the name "", are always there."""
        return not name or getattr(self._generators.get((name, "")), "device", None) == device.name

    def _begin(self, key: tuple[str, str], seed: int, device: Device) -> Any:
        where = devices.find(device.name)
        with self.on(where):
            generator = where.generator(seed)
        self._generators = {**self._generators, key: generator}
        return generator
