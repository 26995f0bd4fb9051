"""Prepared requests: whatever a request says once more is answered as before, but for the numbers.

Where a plan computes these from the arrays that come with the request, and nothing else stays, nothing else is done.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from typing import Any

import engine
from app.answers import Answer, template_answer
from app.program.arguments import Literal, Upload
from app.program.call import Reading
from app.program.names import Name
from app.program.planned import PlannedBlock
from app.program.plans import Key, Plans
from app.program.run import Run
from app.template import Template
from engine.plan import Deviation


class Prepared:
    """How a request is answered whose text is known: the plan, what it takes, and what of the answer is always so."""

    def __init__(self, planned: PlannedBlock, inputs: Sequence[tuple[Name, Any]], template: Template, run: Run) -> None:
        context = run.context
        self._planned = weakref.ref(planned)  # how many are kept is the plans' to say
        self._key: Key = (template.program, None, 1)
        self._inputs = inputs
        self._template = template
        self._device = context.device
        self._numbers = context.tensors - run.before[0], context.nodes - run.before[1]

    def suits(self, context: engine.Context) -> bool:
        """Whether it answers in a session of this context."""
        planned = self._planned()
        return planned is not None and planned.plan.suits(context) and not (context.released or context.warnings)

    def answer(
        self, plans: Plans, uploads: Mapping[Name, Upload], media: str, elements: int, version: int | None = None
    ) -> Answer | None:
        """The answer, which in a session has a version; None where the program has to be carried out."""
        planned = self._planned()
        if planned is None:
            return None
        arrays = [uploads[name].array if array is None else array for name, array in self._inputs]
        try:
            with self._device.computing():
                found = planned.tell(arrays)
        except Deviation:
            planned.deviations += 1
            return None
        plans.use(self._key)
        return template_answer(self._template, version, found, media, elements)

    def count(self, context: engine.Context) -> None:
        """Count on in a session as if its tensors had been made."""
        context.tensors += self._numbers[0]
        context.nodes += self._numbers[1]


def prepare(run: Run, reading: Reading) -> Prepared | None:
    """What a request is answered by from now on that a plan just carried out; None where that must be done anew."""
    planned, call = run.planned, reading.call
    if planned is None or not planned.is_told or reading.fields or call.timeout or run.context.device.name != "cpu":
        return None
    inputs: list[tuple[Name, Any]] = []
    for name in map(Name, planned.names):
        literal, attached = call.tensors.get(name), reading.arrays.get(name)
        if isinstance(literal, Literal):
            inputs.append((name, literal.array(run.context)))
        elif literal is None and attached is not None and attached.dtype is None and attached.device is None:
            inputs.append((name, None))
        else:
            return None
    assert planned.template is not None
    return Prepared(planned, inputs, planned.template, run)
