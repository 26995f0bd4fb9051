"""Prepared requests: whatever a request says once more is answered as before, but for the numbers.

Where a plan computes these from the arrays that come with the request, and nothing else stays, nothing else is done.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

import engine
from app.answers import Answer, dump, infos, tensors_answer
from app.errors import located
from app.program.arguments import Literal, Upload
from app.program.call import Reading
from app.program.names import Name
from app.program.planned import PlannedBlock
from app.program.plans import Plans
from app.program.run import Run
from engine.plan import Deviation


class Prepared:
    """How a request is answered whose text is known: the plan, what it takes, and what of the answer is always so."""

    def __init__(self, planned: PlannedBlock, inputs: Sequence[tuple[Name, Any]], run: Run, reading: Reading) -> None:
        context, program = run.context, reading.call.program
        self._planned = weakref.ref(planned)  # how many are kept is the plans' to say
        self._inputs = inputs
        self._device = context.device
        self._id = program.id
        found, told = run.answers(program)
        self._names = list(found)
        self._info = orjson.Fragment(dump(infos(told)))
        self._numbers = context.tensors - run.before[0], context.nodes - run.before[1]

    def answer(
        self,
        plans: Plans,
        uploads: Mapping[Name, Upload],
        head: dict[str, Any],
        media: str,
        elements: int,
        context: engine.Context | None = None,
    ) -> Answer | None:
        """The answer, in the session of a context or without one; None where the program has to be carried out."""
        planned = self._planned()
        if planned is None or (context is not None and not self._suits(planned, context)):
            return None
        if not plans.use((self._id, None, 1), planned):
            return None
        arrays = [uploads[name].array if array is None else array for name, array in self._inputs]
        try:
            with self._device.computing():
                found = planned.tell(arrays)
        except Deviation:
            return None
        document = head | {"values": {}, "info": self._info}
        try:
            answer = tensors_answer(document, dict(zip(self._names, found, strict=True)), None, media, elements)
        except Exception as error:
            raise located(error, "/return") from error
        if context is not None:  # as if its tensors had been made
            context.tensors += self._numbers[0]
            context.nodes += self._numbers[1]
        return answer

    @staticmethod
    def _suits(planned: PlannedBlock, context: engine.Context) -> bool:
        return planned.plan.suits(context) and not (context.released or context.warnings)


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
    return Prepared(planned, inputs, run, reading)
