"""The comparisons on a GPU, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy
import torch

import gradwire
from benchmarks.run import Run
from benchmarks.timing import Stopwatch, looped, measure

from .ceilings import NUMBERS, finish
from .loops import Loop, Network, Place, chain, perceptron, transformer_block, windows

OURS = "SDK"
EAGER = "PyTorch eager"
COMPILED = "PyTorch compiled"
COPY = "copy"
UPLOAD = 25_000_000
ROUNDS = 9
ROUND_SECONDS = 0.2
TOLERANCES = {"float32": 1e-3, "bfloat16": 5e-2}


@dataclass(frozen=True)
class Work:
    """What was measured: each variant's seconds in each round, and how many times faster ours should be than others."""

    name: str
    seconds: dict[str, list[float]]
    aims: dict[str, float]
    flops: float = 0.0
    bytes: float = 0.0
    dtype: str = "float32"
    missing: dict[str, str] = field(default_factory=dict)
    """Variants that did not run, and why."""


@dataclass(frozen=True)
class Setting:
    """The session's server, PyTorch's device and the server's, and whether PyTorch compiles."""

    run: Run
    theirs: str
    ours: str
    compiles: bool = True

    def places(self) -> dict[str, Place]:
        """Who computes where."""
        places = {EAGER: Place(torch, self.theirs), OURS: Place(gradwire, self.ours)}
        return places | ({COMPILED: Place(torch, self.theirs, compiles=True)} if self.compiles else {})


def works(setting: Setting) -> Iterator[Work]:
    """All of them; the SDK's session is to be open."""
    size = setting.run.size
    small, large = {EAGER: 3.0, COMPILED: 1.0}, {EAGER: 0.9}
    wide = (size(4096),) * 4
    yield _network(setting, "MLP 10-32-32-1, batch 32", perceptron((10, 32, 32, 1), 32, "mse_loss"), 100, small)
    yield _network(
        setting, "MLP 784-256-128-10, batch 64", perceptron((784, 256, 128, 10), 64, "cross_entropy"), 100, small
    )
    for dtype in TOLERANCES:
        network = perceptron(wide, size(1024), "mse_loss", dtype)
        yield _network(setting, f"MLP 4096 wide, three layers, batch 1024, {dtype}", network, 10, large)
    yield _chain(setting, size(NUMBERS))
    block = transformer_block(size(512, 16), 8, size(256), size(32, 2))
    yield _network(setting, "transformer block, d=512, 8 heads, 32×256, forward and backward", block, 10, {EAGER: 0.7})
    yield from _transfers(setting, size(UPLOAD))


def _network(setting: Setting, name: str, network: Network, steps: int, aims: dict[str, float]) -> Work:
    loops = {who: partial(Loop, network, place) for who, place in setting.places().items()}
    stopwatches, missing = _stopwatches(loops, steps, TOLERANCES[network.dtype])
    seconds = measure(stopwatches, rounds=min(ROUNDS, setting.run.rounds), round_seconds=_patience(setting))
    return Work(name, seconds, aims, flops=network.flops, dtype=network.dtype, missing=missing)


def _chain(setting: Setting, count: int) -> Work:
    chains = {who: partial(chain, place, count) for who, place in setting.places().items()}
    stopwatches, missing = _stopwatches(chains, 10, 1e-5)
    source = torch.zeros(count, device=setting.theirs)
    target = torch.empty_like(source)

    def copy() -> None:
        for _ in range(10):
            target.copy_(source)
        finish(setting.theirs)

    seconds = measure(
        stopwatches | {COPY: looped(copy, 10)},
        rounds=min(ROUNDS, setting.run.rounds),
        round_seconds=_patience(setting),
    )
    return Work("chain of 10 operations, 1e8 floats", seconds, {COPY: 0.8}, bytes=2.0 * source.nbytes, missing=missing)


def _stopwatches(
    makers: Mapping[str, Callable[[], Callable[[int], float]]], steps: int, tolerance: float
) -> tuple[dict[str, Stopwatch], dict[str, str]]:
    """The stopwatches of those that run, after a look whether they come to the same; and why others do not run."""
    found: dict[str, Stopwatch] = {}
    missing: dict[str, str] = {}
    values: dict[str, float] = {}
    for who, make in makers.items():
        try:
            values[who] = make()(5)
            found[who] = windows(make(), steps)
        except Exception as error:
            if who != COMPILED:  # which asks for a compiler that a host may lack
                raise
            missing[who] = f"{type(error).__name__}: {error}".splitlines()[0]
    numpy.testing.assert_allclose(list(values.values()), values[EAGER], rtol=tolerance)
    return found, missing


def _transfers(setting: Setting, count: int) -> Iterator[Work]:
    array = numpy.arange(count, dtype=numpy.float32)
    plain, there, remote = torch.from_numpy(array), torch.zeros(count, device=setting.theirs), gradwire.tensor(array)
    remote = remote.to(setting.ours)
    pinned = torch.empty(count, pin_memory=setting.theirs != "cpu")

    def then_finish(work: Callable[[], Any]) -> Stopwatch:
        def done() -> None:
            work()
            finish(setting.theirs)

        return looped(done)

    up = {
        "PyTorch, pinned": then_finish(lambda: there.copy_(pinned, non_blocking=True)),
        "PyTorch, pageable": then_finish(lambda: there.copy_(plain)),
        OURS: looped(lambda: gradwire.tensor(array, device=setting.ours)[-1].item()),
    }
    down = {
        "PyTorch, pinned": then_finish(lambda: pinned.copy_(there, non_blocking=True)),
        "PyTorch, pageable": then_finish(lambda: there.cpu()),
        OURS: looped(lambda: remote.add_(1).cpu().numpy()),
    }
    for name, variants in (("100 MB up", up), ("100 MB down", down)):
        seconds = measure(variants, rounds=min(ROUNDS, setting.run.rounds), round_seconds=_patience(setting))
        yield Work(name, seconds, {}, bytes=float(array.nbytes))


def _patience(setting: Setting) -> float:
    return ROUND_SECONDS * setting.run.patience
