"""torch.cuda.random: the session's random numbers on GPUs, each of which has a generator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gradwire.cuda.devices import device_count, index
from gradwire.devices import device as Device
from gradwire.generators import Generator, drawn_seed


def default_generator(device: Any = None) -> Generator:
    """The default generator of a GPU, of the current one by default."""
    return Generator.default(Device("cuda", index(device)))


def manual_seed(seed: int) -> None:
    """Seed the generator of the current GPU: the numbers are PyTorch's."""
    default_generator().manual_seed(int(seed))


def manual_seed_all(seed: int) -> None:
    """Seed the generators of all GPUs."""
    for number in range(device_count()):
        default_generator(number).manual_seed(int(seed))


def seed() -> None:
    """Seed the generator of the current GPU by chance."""
    default_generator().seed()


def seed_all() -> None:
    """Seed the generators of all GPUs by chance, with the same seed."""
    manual_seed_all(drawn_seed())


def initial_seed() -> int:
    """The seed that the generator of the current GPU began with."""
    return default_generator().initial_seed()


def get_rng_state(device: Any = "cuda") -> Any:
    """Where the generator of a GPU stands, as a tensor of bytes like PyTorch's, on the CPU."""
    return default_generator(device).get_state()


def get_rng_state_all() -> list[Any]:
    """Where the generators of all GPUs stand."""
    return [get_rng_state(number) for number in range(device_count())]


def set_rng_state(new_state: Any, device: Any = "cuda") -> None:
    """Let the generator of a GPU go on from a state that get_rng_state gave."""
    default_generator(device).set_state(new_state)


def set_rng_state_all(new_states: Iterable[Any]) -> None:
    """Let the generators of all GPUs go on from states that get_rng_state_all gave."""
    for number, state in enumerate(new_states):
        set_rng_state(state, number)
