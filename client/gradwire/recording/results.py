"""Results: the tensors that come of a recorded step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gradwire.recording.handle import Handle
from gradwire.recording.learning import settle
from gradwire.recording.ops import Op, Signature
from gradwire.recording.recorder import NOBODY, Recorder
from gradwire.return_types import named


def results(
    op: Op, recorder: Recorder, signature: Signature, step: tuple[Any, ...], leaves: frozenset[int], source: Any
) -> Any:
    """Record the step of an operation seen before, and what it returns; `source` is its first argument.

    Of a view whose first argument is no tensor, `source` are all its tensors.
    """
    try:
        recorder.append(step)
        return _results(op, recorder, signature, step[3], leaves, source)
    except BaseException:
        if op.changes:
            source._l = recorder.union(source._l, leaves)
            recorder.doubt(source)
        raise


def _results(op: Op, recorder: Recorder, signature: Signature, number: int, leaves: frozenset[int], source: Any) -> Any:
    if op.changes:
        target: Handle = source
        target._l = leaves
        settle(target, signature.outs[0])
        recorder.changed(target, signature.outs[0], target._l if op.writes else NOBODY)
        return target
    if op.lends:
        leaves = source._l
    if not signature.several:
        description = signature.outs[0]
        result = recorder.new_tensor(recorder, number, description)
        if description.requires_grad and not description.is_leaf:
            result._l = leaves
        elif description.requires_grad and not op.view:  # a view that is a leaf accumulates nothing
            result._l = frozenset((number,))
        if op.view:
            recorder.related(result, source if isinstance(source, Handle) else source[0])
        return result
    parts: list[Handle | None] = []
    for place, description in enumerate(signature.outs):
        if description is None:
            parts.append(None)
            continue
        of: Handle = source if isinstance(source, Handle) else source[place if op.separate else 0]
        part = recorder.new_tensor(recorder, next(recorder.numbers) if place else number, description)
        if description.requires_grad and not description.is_leaf:
            part._l = of._l if op.separate else leaves
        if op.view:
            recorder.related(part, of)
        parts.append(part)
    return gather(op, parts)


def gather(op: Op, results: Sequence[Handle | None]) -> Any:
    """Several results as PyTorch returns them: a tuple, with named fields where they have names; some may be None."""
    if len(op.outputs) == len(results) > 1 and not op.plain:
        return named(op)(results)
    return tuple(results)
