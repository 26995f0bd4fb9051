"""Results: the names of what a step gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import engine
from app.errors import invalid
from app.program.names import Name
from app.program.steps import Out

if TYPE_CHECKING:
    from app.program.run import Run

LAST = "_"


def name_results(run: Run, results: Any, out: Out, pointer: str) -> None:
    """Bind the results of a step to what `out` names, the first one to `_`."""
    several = isinstance(results, tuple | list)
    if results is None or (several and not results):
        pairs: list[tuple[Name | None, Any]] = []
        if out is not None:
            raise invalid("This step has no result to name with `out`.", pointer)
    elif isinstance(out, tuple):
        given = list(results) if several else [results]
        if len(given) != len(out):
            detail = f"`out` has {len(out)} names and the step {len(given)} results: write null for those not wanted."
            raise invalid(detail, pointer)
        pairs = [(cast(Name | None, name), tensor) for name, tensor in zip(out, given, strict=True)]
    elif several:
        names = [None if out is None else Name(f"{out}.{number}") for number in range(len(results))]
        pairs = list(zip(names, results, strict=True))
        if out is not None:
            run.parts[out] = tuple(name for name in names if name is not None)
    else:
        pairs = [(out, results)]
    run.bound = []
    for name, tensor in pairs:
        if name is None:
            continue
        if tensor is None:
            run.scope.leave_unbound(name)
        else:
            run.scope.bind(name, tensor)
        run.bound.append(str(name))
    if pairs and isinstance(pairs[0][1], engine.Tensor):
        run.scope.locals[LAST] = pairs[0][1]


def name_rows(run: Run, rows: Any, outs: Any, pointer: str) -> None:
    """Bind the results of a step that gives rows of them; the first one of all is `_`."""
    outs = [None] * len(rows) if outs is None else outs
    if len(outs) != len(rows):
        raise invalid(f"`out` has {len(outs)} rows and the step {len(rows)}.", pointer)
    bound: list[str] = []
    for number, (row, out) in reversed(list(enumerate(zip(rows, outs, strict=True)))):
        name_results(run, row, out, f"{pointer}/{number}")
        bound = run.bound + bound
    run.bound = bound
