"""Generators seeded, and their states kept and put back.

https://docs.pytorch.org/docs/stable/random.html
"""

from __future__ import annotations

from typing import Any

from engine.errors import InvalidArgument
from engine.families import random
from engine.parameters import Array, Device, Seed, Text

Context = Any


@random(outputs=(), cases=({"seed": 0},))
def manual_seed(context: Context, seed: Seed, generator: Text | None = None, device: Device | None = None) -> Any:
    """Start the stream of a seed: in the session's generators, that of one device, or one of a name, made by this."""
    is_tensor = hasattr(seed, "item")
    if not is_tensor and (type(seed) is not int or not -(1 << 63) <= seed < 1 << 63):
        raise InvalidArgument(
            f"manual_seed: seed must be an integer of at most 64 bits, or a tensor of one, got {seed!r:.80}.",
            op="manual_seed",
            argument="seed",
        )
    context.manual_seed(seed, generator, device)


@random(cases=({},))
def get_rng_state(context: Context, generator: Text | None = None, device: Device | None = None) -> Any:
    """The state of a generator, as PyTorch's bytes, on the CPU."""
    source = context.generator(generator, device)
    with context.on(*source.where):
        state = source.state()
    tensor = context.place(state, "cpu")
    context.number(tensor)
    return tensor


@random(outputs=())
def set_rng_state(
    context: Context, new_state: Array, generator: Text | None = None, device: Device | None = None
) -> Any:
    """Let a generator go on from a state that get_rng_state gave."""
    source, state = context.generator(generator, device), new_state.numpy()
    with context.on(*source.where):
        source.set_state(state)
