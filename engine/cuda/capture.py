"""Functions of arrays that go by CUDA graphs, for the addresses that they are called with.

A graph works at the addresses that it was captured with. So it has memory of its own; arguments that are others each
time are copied there before a launch, and results to fresh memory after it.
"""

from __future__ import annotations

import contextlib
import functools
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import Any

import cupy

from engine.cuda.graph import WIDEST, Function, Graph
from engine.plan.source import ask
from engine.storage import storage

Array = Any

RUNS = 3
"""How often a function runs plainly before it is captured: then its kernels are compiled, and what moves is known."""
GRAPHS = 4
"""How many graphs of a function are kept, for several addresses of what it writes into."""
CAPTURES = 16
"""How often it is captured at most: what moves more often runs plainly."""
COPIED = 1 << 20
"""Bytes that may be copied for each launch that is saved: an estimate, which nobody has measured."""


class Captured:
    """A function of arrays that writes into those at the places `written`, and makes so many calls.

    Once it has run some times it goes by graphs, where it can and that pays: to the same results. Where it makes
    choices, which the host asks about, what leads to these runs plainly before, and again in the graph.
    """

    def __init__(
        self, xp: Any, function: Function, written: Collection[int], calls: int, choices: int | None = 0
    ) -> None:
        self._xp = xp
        self._function = function
        self._written = frozenset(written)
        self._calls = calls
        self._choices = choices
        self._stream: Any = None
        self._runs = self._left = 0
        self._addresses: Sequence[int] = ()
        self._held: set[int] = set()
        """The places of what is used where it is, because changes are to be seen there."""
        self._moving: set[int] = set()
        """Those of what is not always at one address, and so fed."""
        self._graphs: OrderedDict[tuple[int, ...], Graph] = OrderedDict()
        """By the addresses of arguments, of what is fed only as far as it matters; the last used last."""

    @property
    def nbytes(self) -> int:
        """Bytes of the memory that its graphs keep for themselves."""
        return sum(graph.nbytes for graph in self._graphs.values())

    def __call__(self, *arrays: Array) -> Sequence[Array]:
        graph = None if self._choices is None else self._find(arrays)
        fresh = None if graph is None else self._room(graph)
        if graph is None or fresh is None:
            del graph
            return self._function(*arrays)
        if self._choices:
            self._choose(arrays, self._choices)
        return graph.launch(arrays, fresh)

    def _room(self, graph: Graph) -> list[Array] | None:
        """Fresh memory for results; where there is none, graphs are to have none either."""
        try:
            return graph.room()
        except MemoryError:
            self._left = 0
            self._graphs.clear()
            return None

    def _choose(self, arrays: Sequence[Array], left: int) -> None:
        """Ask about the choices, of which so many are left: before them nothing is changed."""

        def choose(value: Array, expected: bool) -> None:
            nonlocal left
            ask(value, expected)
            left -= 1
            if not left:
                raise _Answered

        with contextlib.suppress(_Answered):
            self._function(*arrays, choose=choose)

    def _find(self, arrays: Sequence[Array]) -> Graph | None:
        """The graph for these arguments, which may be captured now; None where they are not for one, or not yet."""
        stream = cupy.cuda.get_current_stream()
        if stream != self._stream:  # with which graphs have memory in common
            self._begin(stream, arrays)
        if not (self._left or self._graphs):
            return None
        addresses = [one.data.ptr for one in arrays]
        moved = {place for place, now in enumerate(addresses) if now != self._addresses[place]} - self._held
        self._addresses = addresses
        if not moved <= self._moving:
            self._moving |= moved
            self._graphs.clear()
        if self._runs < RUNS:
            self._runs += 1
            return None
        key = tuple([one % WIDEST if place in self._moving else one for place, one in enumerate(addresses)])
        if key in self._graphs:
            self._graphs.move_to_end(key)
        elif self._left:
            self._add(key, arrays)
        return self._graphs.get(key)

    def _begin(self, stream: Any, arrays: Sequence[Array]) -> None:
        """Be on another stream, or on the first one."""
        self._stream = stream
        self._graphs.clear()
        self._moving = set()
        self._runs = 0
        are_there = all(isinstance(one, cupy.ndarray) for one in arrays)
        self._left = CAPTURES if are_there else 0
        if self._left:
            self._addresses = [one.data.ptr for one in arrays]
            changed = {id(storage(arrays[place])) for place in self._written}
            self._held = {place for place, one in enumerate(arrays) if id(storage(one)) in changed}

    def _add(self, key: tuple[int, ...], arrays: Sequence[Array]) -> None:
        """Have a graph for arguments at these addresses, if there can be one."""
        self._left -= 1
        graph = None
        stream, allocate = cupy.cuda.get_current_stream(), cupy.cuda.get_allocator()
        pool = cupy.cuda.MemoryPool(functools.partial(_allocate, stream, allocate))
        pool.set_limit(0)  # CuPy's own for new pools, if it is told one: what is full gives back what a graph works in
        try:
            function = functools.partial(self._function, choose=_trust) if self._choices else self._function
            graph = Graph(self._xp, pool, function, arrays, self._moving)
        except Exception:  # noqa: BLE001  # whatever cannot be captured, or finds no memory: it goes on as it is
            self._left = 0
        if graph is None:
            pool.free_all_blocks()  # by now nobody has anything of it
            return
        if graph.copies >= self._calls or graph.copied > self._calls * COPIED:
            self._left = 0
            return
        self._graphs[key] = graph
        if len(self._graphs) > GRAPHS:
            self._graphs.popitem(last=False)


class _Answered(Exception):
    """All choices came out as they did when the function was traced."""


def _trust(value: Array, expected: bool) -> None:
    """Let a choice have been asked about."""


def _allocate(stream: Any, allocate: Callable[[int], Any], size: int) -> Any:
    """Memory that is in the order of a stream, whichever is current."""
    with stream:
        return allocate(size)
