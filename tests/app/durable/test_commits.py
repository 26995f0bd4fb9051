"""Group commit: what is done is in the log, in the order of each session."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from concurrent.futures import Future

import pytest

from app.durable.commits import Commits
from app.durable.errors import StorageFailed
from app.durable.log import Log
from app.durable.records import Entry
from tests.app.durable.conftest import Logs
from tests.app.durable.test_storage import files_of_at_most


class Waiting(Commits):
    """Commits of which each can be waited for."""

    def __init__(self, log: Log) -> None:
        self.together = 0
        """How often some were committed together."""
        super().__init__(log, self._count)

    def _count(self) -> None:
        self.together += 1

    def put(self, session: int, entry: Entry) -> Future[None]:
        """Submit an entry; what is done when it is on the disk."""
        future: Future[None] = Future()

        def done(error: Exception | None) -> None:
            if error is None:
                future.set_result(None)
            else:
                future.set_exception(error)

        self.submit(session, entry, done)
        self.commit()
        return future


@pytest.fixture
def commits(logs: Logs) -> Iterator[Waiting]:
    """The commits of a log with two sessions."""
    log = logs.open(full=True)
    logs.begin(1, 2)
    made = Waiting(log)
    yield made
    made.close()


def test_threads_are_committed_in_their_order(logs: Logs, commits: Waiting) -> None:
    logs.begin(*range(3, 11))

    def appends(session: int) -> None:
        waiting: list[Future[None]] = []
        for number in range(1, 201):
            waiting.append(commits.put(session, Entry(number, {}, b"%d" % number)))
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
    assert 0 < commits.together < 10 * 200
    for session in range(1, 11):
        assert [entry.body for entry in log.entries(session)] == [b"%d" % number for number in range(1, 201)]


def test_what_follows_a_failure_fails_until_it_is_forgotten(logs: Logs, commits: Waiting) -> None:
    commits.put(1, Entry(1, {})).result()
    with files_of_at_most(1 << 20):
        failed = [commits.put(1, Entry(number, {}, bytes(60_000))) for number in range(2, 60)]
        errors = [one.exception() for one in failed]
    first = next(at for at, error in enumerate(errors) if error)
    assert all(isinstance(error, StorageFailed) for error in errors[first:])
    assert isinstance(commits.put(1, Entry(first + 2, {})).exception(), StorageFailed)
    commits.put(2, Entry(1, {})).result()
    commits.forget(1)
    commits.put(1, Entry(first + 2, {})).result()
    assert [session.last for session in logs.open().sessions()] == [first + 2, 1]


def test_a_session_that_errs_is_alone_in_it(logs: Logs, commits: Waiting) -> None:
    done = [commits.put(*one) for one in [(1, Entry(1, {})), (2, Entry(7, {})), (1, Entry(2, {})), (2, Entry(1, {}))]]
    errors = [one.exception() for one in done]
    assert errors[0] is errors[2] is None
    assert isinstance(errors[1], ValueError)
    commits.forget(2)
    commits.put(1, Entry(3, {})).result()
    assert logs.open().sessions()[0].last == 3


def test_what_cannot_be_encoded_fails_alone(commits: Waiting) -> None:
    assert isinstance(commits.put(1, Entry(1, {"fact": object()})).exception(), TypeError)
    commits.put(2, Entry(1, {})).result()


def test_closing_appends_what_waits(logs: Logs, commits: Waiting) -> None:
    done = [commits.put(1, Entry(number, {})) for number in range(1, 100)]
    commits.close()
    assert all(one.done() for one in done)
    with pytest.raises(StorageFailed, match="The log is closed"):
        commits.put(1, Entry(100, {}))
    assert logs.open().sessions()[0].last == 99
