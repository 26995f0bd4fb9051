"""When a server that is away is asked again, and when it is given up: by a clock that goes as the test says."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable

import pytest

from gradwire.errors import NotSentError, ServerUnreachableError
from gradwire.remote.absence import LONGEST, MOST_LOSSES, Absence

URL = "http://127.0.0.1:1"
REFUSED = ConnectionRefusedError("refused")


class Clock:
    """A clock that goes on where somebody waits, and how long they waited each time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def wait(self, pause: float) -> None:
        self.pauses.append(pause)
        self.now += pause

    def until_given_up(self, pause: Callable[[], float]) -> ServerUnreachableError:
        """Wait again and again; what is raised in the end."""
        for _ in range(10_000):
            try:
                self.wait(pause())
            except ServerUnreachableError as error:
                return error
        raise AssertionError("it is never given up")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("gradwire.remote.absence.monotonic", clock)
    return clock


def test_pauses_grow_to_a_second_and_are_not_all_the_same(clock: Clock) -> None:
    absence = Absence(URL, 60.0)
    error = clock.until_given_up(lambda: absence.pause(REFUSED))
    first, second, *_ = clock.pauses
    assert first == 0
    assert 0 < second <= 0.05
    assert max(clock.pauses) <= LONGEST
    later = clock.pauses[10:]
    assert min(later) >= LONGEST / 2
    assert len(set(later)) > len(later) / 2
    assert 58 < sum(clock.pauses) <= 60
    assert isinstance(error, NotSentError)
    assert f"no gradwire server answers at {URL} (refused)." in str(error)
    assert str(error).endswith(f"It was tried for {clock.now - 1000:.0f} seconds (GRADWIRE_PATIENCE).")


def test_without_patience_there_is_no_second_attempt(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "gradwire"), pytest.raises(NotSentError) as told:
        Absence(URL, 0.0).pause(REFUSED)
    assert "tried" not in str(told.value)
    assert not caplog.records
    with pytest.raises(NotSentError):
        Absence(URL, 60.0, until=clock.now).pause(REFUSED)


def test_a_server_may_say_when_it_is_asked_again(clock: Clock) -> None:
    absence = Absence(URL, 10.0)
    clock.wait(absence.pause(REFUSED, after=4.0))
    assert clock.pauses == [4.0]
    with pytest.raises(ServerUnreachableError):
        absence.pause(REFUSED, after=7.0)


def test_a_connection_that_was_lost_begins_the_wait_anew_and_some_are_no_accident(clock: Clock) -> None:
    absence = Absence(URL, 10.0)
    for _ in range(MOST_LOSSES):
        clock.wait(absence.pause(REFUSED, lost=True))
        clock.wait(6.0)
    with pytest.raises(ServerUnreachableError) as told:
        absence.pause(REFUSED, lost=True)
    assert not isinstance(told.value, NotSentError)
    assert f"{MOST_LOSSES + 1} connections broke one after the other" in str(told.value)
    assert "GRADWIRE_PATIENCE" not in str(told.value)


def test_an_answer_makes_what_breaks_next_another_accident(clock: Clock) -> None:
    absence = Absence(URL, 10.0)
    for _ in range(3 * MOST_LOSSES):
        assert absence.pause(REFUSED, lost=True) == 0
        absence.end()
        absence.answered()


def test_what_may_have_arrived_was_not_just_never_sent(clock: Clock) -> None:
    absence = Absence(URL, 10.0)
    absence.pause(REFUSED, arrived=True)
    assert not isinstance(clock.until_given_up(lambda: absence.pause(REFUSED)), NotSentError)


def test_a_server_at_work_on_the_first_attempt_is_not_away(clock: Clock) -> None:
    absence = Absence(URL, 1.0)
    error = clock.until_given_up(lambda: absence.await_the_first(REFUSED, 600.0))
    assert 599 < sum(clock.pauses) <= 602
    assert max(clock.pauses) <= LONGEST
    assert not isinstance(error, NotSentError)


def test_it_is_told_once_and_when_it_is_over(clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    absence = Absence(URL, 60.0)
    with caplog.at_level(logging.INFO, "gradwire"):
        absence.end()
        for _ in range(5):
            absence.pause(REFUSED)
        clock.wait(3.0)
        absence.end()
        absence.end()
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("INFO", f"{URL} does not answer (refused): it is asked again for 60 s"),
        ("INFO", f"{URL} is there again after 3.0 s"),
    ]


def test_the_users_random_numbers_are_their_own() -> None:
    random.seed(0)
    before = random.getstate()
    absence = Absence(URL, 60.0)
    for _ in range(5):
        absence.pause(REFUSED)
    assert random.getstate() == before
