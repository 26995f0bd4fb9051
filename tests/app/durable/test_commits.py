"""Group commit: what is done is in the log, in the order of each session."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from app.durable.commits import Commits
from app.durable.errors import StorageFailed
from app.durable.records import Entry
from tests.app.durable.conftest import Logs
from tests.app.durable.test_storage import files_of_at_most


@pytest.fixture
def commits(logs: Logs) -> Iterator[Commits]:
    """The commits of a log with two sessions."""
    log = logs.open(full=True)
    logs.begin(1, 2)
    made = Commits(log)
    yield made
    made.close()


def test_threads_are_committed_in_their_order(logs: Logs, commits: Commits) -> None:
    logs.begin(*range(3, 11))

    def appends(session: int) -> None:
        waiting: list[Future[None]] = []
        for number in range(1, 201):
            waiting.append(commits.submit(session, Entry(number, {}, b"%d" % number)))
            if random.random() < 0.1:
                waiting[-1].result()
                assert all(one.done() for one in waiting)
        waiting[-1].result()

    threads = [threading.Thread(target=appends, args=(session,)) for session in range(1, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = logs.open()
    for session in range(1, 11):
        assert [entry.body for entry in log.entries(session)] == [b"%d" % number for number in range(1, 201)]


def test_what_follows_a_failure_fails_until_it_is_forgotten(logs: Logs, commits: Commits) -> None:
    commits.submit(1, Entry(1, {})).result()
    with files_of_at_most(1 << 20):
        failed = [commits.submit(1, Entry(number, {}, bytes(60_000))) for number in range(2, 60)]
        errors = [one.exception() for one in failed]
    first = next(at for at, error in enumerate(errors) if error)
    assert all(isinstance(error, StorageFailed) for error in errors[first:])
    assert isinstance(commits.submit(1, Entry(first + 2, {})).exception(), StorageFailed)
    commits.submit(2, Entry(1, {})).result()
    commits.forget(1)
    commits.submit(1, Entry(first + 2, {})).result()
    assert [session.last for session in logs.open().sessions()] == [first + 2, 1]


def test_a_session_that_errs_is_alone_in_it(logs: Logs, commits: Commits) -> None:
    done = [
        commits.submit(*one) for one in [(1, Entry(1, {})), (2, Entry(7, {})), (1, Entry(2, {})), (2, Entry(1, {}))]
    ]
    errors = [one.exception() for one in done]
    assert errors[0] is errors[2] is None
    assert isinstance(errors[1], ValueError)
    commits.forget(2)
    commits.submit(1, Entry(3, {})).result()
    assert logs.open().sessions()[0].last == 3


def test_a_caller_who_gives_up_changes_nothing(commits: Commits) -> None:
    done = commits.submit(1, Entry(1, {}))
    assert not done.cancel()
    commits.submit(1, Entry(2, {})).result()


def test_what_cannot_be_encoded_fails_alone(commits: Commits) -> None:
    assert isinstance(commits.submit(1, Entry(1, {"fact": object()})).exception(), TypeError)
    commits.submit(2, Entry(1, {})).result()


def test_closing_appends_what_waits(logs: Logs, commits: Commits) -> None:
    done = [commits.submit(1, Entry(number, {})) for number in range(1, 100)]
    commits.close()
    assert all(one.done() for one in done)
    with pytest.raises(StorageFailed, match="The log is closed"):
        commits.submit(1, Entry(100, {}))
    assert logs.open().sessions()[0].last == 99
