"""Channel: requests said on a stream, as frames with numbers, and their answers."""

from __future__ import annotations

from collections import deque

from gradwire.recording.exchange import Request
from gradwire.remote.calls import JSON, SAFETENSORS, Answer, Frame
from gradwire.remote.programs import Programs
from gradwire.remote.stream import Stream


class Channel:
    """What was said on one stream. Whoever is interrupted finds all said that was, and the rest not yet."""

    def __init__(self, stream: Stream, programs: Programs) -> None:
        self._stream = stream
        self._programs = programs
        self._said: deque[tuple[int, Request]] = deque()
        """Those of the requests under way that were said, with the numbers of their frames."""
        self._cleared = (0, 0)
        """The frame that failed last, and the number of the one that says so: until then the server skips them all."""

    def say(self, requests: deque[Request]) -> None:
        """Say those of the requests under way that were not said, up to one that goes alone."""
        said, stream = self._said, self._stream
        while said and (not requests or said[0][1] is not requests[0]):
            said.popleft()
        if said and said[-1][0] > stream.last:  # an interrupt came before it was sent
            said.pop()
        if said and said[0][0] == self._cleared[0]:  # and it is dealt with first
            return
        while len(said) < len(requests):
            request = requests[len(said)]
            if request.alone:
                break
            frame = self._frame(stream.last + 1, request)
            said.append((frame.number, request))
            stream.send(frame)

    def hear(self, wait: bool) -> Answer | None:
        """The answer to the first that was said; without waiting, None if it is not there yet."""
        return self._stream.hear(self._said[0][0], wait)

    def clear(self) -> None:
        """The first that was said failed: nothing is said until that is dealt with, and then first that it was."""
        self._cleared = self._said[0][0], self._stream.last + 1

    def say_again(self) -> None:
        """All that was said, the first of which failed, is to be said again."""
        self._said.clear()

    def _frame(self, number: int, request: Request) -> Frame:
        cause, by = self._cleared
        clear = f'"clear":{cause},' if number == by else ""
        is_text = not request.message.uploads
        form = f'"accept":"{JSON if request.few else SAFETENSORS}",' if is_text is not request.few else ""
        return Frame(number, b"".join(self._programs.body(request, f'"id":{number},{clear}{form}')), is_text)
