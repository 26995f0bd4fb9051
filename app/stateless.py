"""Programs without a session: each in a context of its own, of which nothing is left but the answer."""

from __future__ import annotations

from app import schemas
from app.answers import Answer, run_answer
from app.errors import invalid
from app.prepared import Prepared, prepare
from app.program.asking import Asking
from app.program.call import Reading, Text, read_request, read_uploads
from app.program.run import Run
from app.progress import Progress
from app.state import State
from app.workers import Rest

OPTIONS = ("device", "dtype", "seed", "exact")
ANY = schemas.OpenSession()
SLICE = 1 << 20  # bytes that are looked through in no time


def answer_prepared(state: State, reading: Reading, text: Text, media: str) -> Answer | None:
    """The answer of a request that is prepared; None where its program has to be carried out."""
    prepared: Prepared | None = reading.prepared
    if prepared is None:
        return None
    answer = prepared.answer(state.plans, read_uploads(reading, text), media, state.settings.json_elements)
    if answer is None:
        reading.prepared = None
    return answer


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
        if self.progress is None:
            answer = answer_prepared(self.state, reading, self.text, self.media)
            if answer is not None:
                return answer
        wanted = schemas.OpenSession.model_validate(reading.fields) if reading.fields else ANY
        context = self.state.store.context(wanted.device, wanted.dtype, wanted.seed, wanted.exact, self.state.lanes)
        call = reading.call
        if call.names:
            raise invalid("`names` gives a session's variables other names: here are none.", "/names")
        run = Run(context, {}, call.seconds(self.state.settings.program_seconds), plans=self.state.plans)
        run.progress = self.progress
        with context.computing():
            if reading.arrays:
                run.bind_all(read_uploads(reading, self.text))
            if call.tensors:
                run.bind_all(call.tensors)
            if self.progress is not None or not run.carries_out_quickly(call.program):
                return Rest(lambda: self._finish(run, reading, run.program(call.program)))
            answer = self._answer(run, reading)
            reading.prepared = prepare(run, reading)
            return answer

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
