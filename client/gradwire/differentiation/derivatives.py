"""Derivatives as results, recorded: gradients, products with Jacobians and Hessians, and these matrices."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.modes import grad_mode, looks_for_nan

ROWS: Final = ("jacobian", "hessian")
"""Kinds whose results are told in rows."""


def record_gradients(
    roots: Sequence[Handle],
    targets: Sequence[Handle],
    seeds: Sequence[Handle],
    *,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """As `grad`, of tensors that are known to fit; what comes of it is not asked for before it is used."""
    options = {"materialize_grads": materialize_grads}
    text, arguments = step(roots, targets, seeds, retain_graph, create_graph, options)
    like = [UNKNOWN] * len(targets)
    return tuple(record_step(text, arguments, like, retains(retain_graph, create_graph), create_graph))


def record_derivatives(
    kind: str,
    roots: Sequence[Handle],
    targets: Sequence[Handle],
    vectors: Sequence[Handle] = (),
    *,
    shapes: Sequence[tuple[tuple[int, ...], Handle]],
    inner: frozenset[int] = frozenset(),
    retain_graph: bool = True,
    create_graph: bool = False,
) -> list[Any]:
    """Derivatives of any kind, zeros where there are none, of tensors that are known to fit.

    `shapes` has for each result its shape, and a tensor that it is like otherwise; those of matrices come row by row.
    Of what the results may reach, `inner` are leaves that nobody else knows.
    """
    recorder = roots[0]._r
    options = {"materialize_grads": True}
    text, arguments = step(roots, targets, vectors, retain_graph, create_graph, options, kind)
    like = [UNKNOWN] * len(shapes)
    if not create_graph and all(describe(tensor) is not UNKNOWN for tensor in arguments):
        levels = tuple(sorted({level for tensor in arguments for level in describe(tensor).levels}))
        find = recorder.descriptions.find
        like = [find(shape, describe(one).dtype, describe(one).device, levels=levels) for shape, one in shapes]
    results = record_step(text, arguments, like, retain_graph, create_graph, inner)
    if recorder.waits and (recorder.owners or may_fail(roots)):
        recorder.line.send()  # owners are asked, and errors rise here
    return results


def step(
    roots: Sequence[Handle],
    targets: Sequence[Handle],
    vectors: Sequence[Handle | None],
    retain_graph: bool | None,
    create_graph: bool,
    options: dict[str, bool],
    kind: str = "vjp",
) -> tuple[str, list[Handle]]:
    """The step that gives derivatives: its text, and its arguments."""
    tangents = kind in ("jvp", "hvp")
    fields = [] if kind == "vjp" else [f'"kind":"{kind}"']
    fields += pass_fields(roots, () if tangents else vectors, retain_graph, create_graph)
    if tangents:
        fields.append(f'"tangents":[{slots(vectors)}]')
    fields.append(f'"inputs":[{slots(targets)}]')
    fields += [f'"{name}":true' for name, value in options.items() if value]
    if kind in ROWS:
        row = f"[{slots(targets)}]"
        out = ",".join([row] * len(roots if kind == "jacobian" else targets))
    else:
        out = slots(roots if kind == "jvp" else targets)
    fields.append(f'"out":[{out}]')
    arguments = [*roots, *(vector for vector in vectors if vector is not None), *targets]
    return f'{{"gradients":{{{",".join(fields)}}}}}', arguments


def record_step(
    text: str,
    arguments: Sequence[Handle],
    like: Sequence[Description],
    retains: bool,
    create_graph: bool,
    inner: frozenset[int] = frozenset(),
) -> list[Handle]:
    """Record the step; its results, as they are described."""
    recorder = arguments[0]._r
    ledger = recorder.ledger
    try:
        ledger.walked = first = record(recorder, text, arguments, len(like))
        if not retains:
            ledger.freed = first
    except BaseException:
        recorder.doubt()
        raise
    results = [recorder.new_tensor(recorder, number, one) for number, one in enumerate(like, first)]
    if create_graph:
        reached = ledger.leaves(arguments) - inner
        for result in results:
            result._l = ledger.stand_in(result._n, reached)
    return results


def pass_fields(
    roots: Sequence[Handle], seeds: Sequence[Handle | None], retain_graph: bool | None, create_graph: bool
) -> list[str]:
    """What a pass of either kind says of its roots, and of the graph."""
    return _fields(len(roots), [seed is not None for seed in seeds], retain_graph, create_graph)


@lru_cache(typed=True)
def backward_text(
    roots: int, seeds: tuple[bool, ...], retain_graph: bool | None, create_graph: bool, targets: int
) -> str:
    """The step of a backward pass from so many roots, which accumulates into so many targets, or none: into all leaves.

    `seeds` tells which roots are given gradients.
    """
    fields = _fields(roots, seeds, retain_graph, create_graph)
    if targets:
        fields.append(f'"inputs":[{slots(range(targets))}]')
    return f'{{"backward":{{{",".join(fields)}}}}}'


def _fields(roots: int, seeds: Sequence[bool], retain_graph: bool | None, create_graph: bool) -> list[str]:
    fields = [f'"tensors":[{slots(range(roots))}]']
    if any(seeds):
        given = ",".join(['"%s"' if there else "null" for there in seeds])
        fields.append(f'"gradients":[{given}]')
    if retain_graph is not None:
        fields.append(f'"retain_graph":{str(_flag(retain_graph)).lower()}')
    if _flag(create_graph):
        fields.append('"create_graph":true')
    return fields


def retains(retain_graph: bool | None, create_graph: bool) -> bool:
    """Whether a pass leaves the graph as it is, so that others can follow."""
    return bool(create_graph if retain_graph is None else retain_graph)


def may_fail(roots: Sequence[Handle]) -> bool:
    """Whether an earlier pass may have freed the graph, a saved value may have been changed, or NaN is looked for."""
    ledger = roots[0]._r.ledger
    return ledger.disturbed or looks_for_nan(grad_mode()) or min([root._n for root in roots]) < ledger.freed


def describe(tensor: Handle) -> Description:
    """What is known of a tensor; asked where the session may wait for it."""
    return tensor.describe() if tensor._r.waits else tensor._d


def slots(tensors: Sequence[Any]) -> str:
    """A slot for each of some tensors."""
    return ",".join(['"%s"'] * len(tensors))


def _flag(value: Any) -> bool:
    if value is True or value is False:
        return value
    if hasattr(value, "__index__"):
        return bool(value)
    raise TypeError(f"'{type(value).__name__}' object cannot be interpreted as an integer")
