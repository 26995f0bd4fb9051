"""A process that writes to a log until it is killed, and says on its standard output what was acknowledged.

    python -m tests.app.durable.writer DIRECTORY FULL SEED

Each line is a session, an entry, and what was done: `append` or `cut`.
"""

from __future__ import annotations

import os
import random
import sys
import threading
import time
from pathlib import Path

from app.durable.commits import Commits
from app.durable.log import Log
from app.durable.records import Entry, Key
from app.durable.sessions import Opened

SESSIONS = 4


def body(session: int, entry: int) -> bytes:
    """What an entry holds, of a length of its own, some of it large."""
    chance = random.Random(session << 32 | entry)
    return chance.randbytes(chance.choice([0, 10, 300, 5_000, 60_000, 150_000]))


def write(log: Log, commits: Commits | None, number: int, last: int, chance: random.Random) -> None:
    """Append to a session, and cut it now and then."""
    while True:
        last += 1
        content = body(number, last)
        stored = content if len(content) <= 1 << 16 else log.store(number, content)
        key = Key(f"key {last}", b"", b"answer", time.time()) if last % 2 else None
        entry = Entry(last, {"entry": last}, stored, key)
        if commits:
            done = threading.Event()
            commits.submit(number, entry, lambda error, done=done: done.set())
            commits.commit()
            done.wait()
        else:
            log.append([(number, entry)])
        os.write(1, b"%d %d append\n" % (number, last))
        if chance.random() < 0.05:
            log.snapshot_aside(number, last).write_bytes(b"state after %d" % last)
            log.cut(number, last, {"cut": last})
            os.write(1, b"%d %d cut\n" % (number, last))


def main() -> None:
    directory, full, seed = Path(sys.argv[1]), sys.argv[2] == "full", int(sys.argv[3])
    log = Log(directory, full)
    opened = {session.number: session for session in log.sessions()}
    for number in range(1, SESSIONS + 1):
        if number not in opened:
            log.open(Opened(number, f"s0-{number}", {}))
    commits = Commits(log, lambda: None) if full else None
    for number in range(1, SESSIONS + 1):
        last = opened[number].last if number in opened else 0
        arguments = (log, commits, number, last, random.Random(seed + number))
        threading.Thread(target=write, args=arguments).start()


if __name__ == "__main__":
    main()
