"""Programs without a session: each in a context of its own, of which nothing is left but the answer.

So whatever a request says once more is answered as before, but for the numbers: where its plan computes these from the
arrays that it brings, nothing else is done.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from app import schemas
from app.answers import Answer, dump, infos, run_answer, tensors_answer
from app.errors import located
from app.program.arguments import Literal, Upload
from app.program.asking import Asking
from app.program.call import Reading, Text, read_request, read_uploads
from app.program.names import Name
from app.program.planned import PlannedBlock
from app.program.plans import Plans
from app.program.run import Run
from app.program.steps import Program
from app.progress import Progress
from app.state import State
from app.workers import Rest
from engine.plan import Deviation

OPTIONS = ("device", "dtype", "seed", "exact")
ANY = schemas.OpenSession()
SLICE = 1 << 20  # bytes that are looked through in no time


class Form:
    """How a request is answered whose text is known: the plan, what it takes, and what of the answer is always so."""

    def __init__(self, planned: PlannedBlock, inputs: Sequence[tuple[Name, Any]], run: Run, program: Program) -> None:
        self._planned = weakref.ref(planned)  # how many are kept is the plans' to say
        self._inputs = inputs
        self._device = run.context.device
        self._program = program
        found, told = run.answers(program)
        self._names = list(found)
        self._info = orjson.Fragment(dump(infos(told)))

    def fill(self, plans: Plans, uploads: Mapping[Name, Upload], media: str, elements: int) -> Answer | None:
        """The answer, with what has been uploaded; None where the program has to be carried out."""
        planned, program = self._planned(), self._program
        if planned is None or not plans.use((program.id, None, 1), planned):
            return None
        arrays = [uploads[name].array if array is None else array for name, array in self._inputs]
        try:
            with self._device.computing():
                found = planned.tell(arrays)
        except Deviation:
            return None
        document: dict[str, Any] = {"program": program.id, "values": {}, "info": self._info}
        try:
            return tensors_answer(document, dict(zip(self._names, found, strict=True)), None, media, elements)
        except Exception as error:
            raise located(error, "/return") from error


class Stateless:
    """A request to carry out a program without a session, at work."""

    def __init__(self, state: State, text: Text, media: str, progress: Progress | None) -> None:
        self.state = state
        self.text = text
        self.media = media
        self.progress = progress

    def begin(self) -> Answer | Rest[Answer]:
        """Carry it out on the event loop as far as that is known to be quick."""
        text = self.text
        reading = None
        if len(text.said) + len(text.data) <= SLICE:
            reading = self.state.programs.recall(text, OPTIONS)
        return Rest(self._carry_out) if reading is None else self._begin(reading)

    def _carry_out(self) -> Answer:
        programs, text = self.state.programs, self.text
        reading = programs.recall(text, OPTIONS) or read_request(text, programs, self.state.store.limits, OPTIONS)
        outcome = self._begin(reading)
        return outcome.work() if isinstance(outcome, Rest) else outcome

    def _begin(self, reading: Reading) -> Answer | Rest[Answer]:
        if reading.form is not None and self.progress is None:
            uploads = read_uploads(reading, self.text)
            answer: Answer | None = reading.form.fill(
                self.state.plans, uploads, self.media, self.state.settings.json_elements
            )
            if answer is not None:
                return answer
            reading.form = None
        wanted = schemas.OpenSession.model_validate(reading.fields) if reading.fields else ANY
        context = self.state.store.context(wanted.device, wanted.dtype, wanted.seed, wanted.exact)
        call = reading.call
        run = Run(context, {}, call.seconds(self.state.settings.program_seconds), plans=self.state.plans)
        run.progress = self.progress
        with context.computing():
            if reading.arrays:
                run.bind_all(read_uploads(reading, self.text))
            if call.tensors:
                run.bind_all(call.tensors)
            planned = None
            if self.progress is None:
                planned = self.state.plans.carry_out_quickly(run, (call.program.id, None, 1))
            if planned is None:
                return Rest(lambda: self._finish(run, reading, run.program(call.program)))
            if not run.tells_quickly(call.program):
                return Rest(lambda: self._finish(run, reading, run.block(())))
            answer = self._answer(run, reading)
            reading.form = self._form(planned, run, reading)
            return answer

    def _form(self, planned: PlannedBlock, run: Run, reading: Reading) -> Form | None:
        """The form of an answer that a plan just came to, if there can be one."""
        if not planned.is_told or reading.fields or reading.call.timeout or run.context.device.name != "cpu":
            return None
        inputs: list[tuple[Name, Any]] = []
        for name in map(Name, planned.names):
            literal, attached = reading.call.tensors.get(name), reading.arrays.get(name)
            if isinstance(literal, Literal):
                inputs.append((name, literal.array(run.context)))
            elif literal is None and attached is not None and attached.dtype is None and attached.device is None:
                inputs.append((name, None))
            else:
                return None
        return Form(planned, inputs, run, reading.call.program)

    def _finish(self, run: Run, reading: Reading, left: Asking) -> Answer:
        with run.context.computing():
            try:
                for question in left:
                    raise AssertionError(question)  # without an owner no step puts a function or hook into a graph
            finally:
                if run.progress is not None:
                    run.progress.end()
            return self._answer(run, reading)

    def _answer(self, run: Run, reading: Reading) -> Answer:
        program = reading.call.program
        return run_answer(run, program, self.media, {"program": program.id}, self.state.settings.json_elements)
