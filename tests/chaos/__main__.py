"""`make chaos`: the storm at its full length, and its figures; `python -m tests.chaos --seed 7` for another one."""

from __future__ import annotations

import argparse
import random
import time

from tests.chaos.storm import Storm
from tests.conftest import Server

ROW = "{:<12}{:>8}{:>15}{:>15}{:>15}{:>10}"


def main() -> None:
    """Let a server of each durability be killed, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", default=f"{random.getrandbits(32)}", help="what chance begins with")
    parser.add_argument("--kills", type=int, default=30, help="how often at least the server is killed")
    parser.add_argument("--changes", type=int, default=5000, help="how many changes at least are acknowledged")
    said = parser.parse_args()
    print(f"8 clients that check every reply, seed {said.seed}", flush=True)
    print(ROW.format("durability", "kills", "acknowledged", "answered again", "slowest answer", "seconds"), flush=True)
    for durability in ("process", "full"):
        server = Server(
            {"GRADWIRE_DURABILITY": durability, "GRADWIRE_SNAPSHOT_ENTRIES": "50", "GRADWIRE_LOG_LEVEL": "warning"}
        )
        began = time.monotonic()
        try:
            storm = Storm(server, said.seed)
            storm.rage(said.kills, said.changes)
        finally:
            server.stop()
        again, slowest = sum(one.again for one in storm.clients), max(one.slowest for one in storm.clients)
        figures = storm.kills, storm.acknowledged, again, f"{slowest:.2f} s", f"{time.monotonic() - began:.0f}"
        print(ROW.format(durability, *figures), flush=True)


if __name__ == "__main__":
    main()
