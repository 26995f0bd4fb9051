"""Print how entries of op_db compare."""

from __future__ import annotations

import argparse
from collections import Counter

from tests.oracle.op_db import page
from tests.oracle.op_db.comparing import compare
from tests.oracle.op_db.entries import chosen
from tests.oracle.op_db.refusing import of_engine, refused
from tests.oracle.op_db.worlds import EngineWorld


def main() -> None:
    """Compare the entries that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle.op_db", description=__doc__)
    parser.add_argument("patterns", nargs="*", default=["*"], help="names of entries, as 'linalg.*'")
    parser.add_argument("--errors", action="store_true", help="compare the exceptions of inputs that PyTorch refuses")
    parser.add_argument("-q", action="store_true", help="print only what does not pass")
    parser.add_argument("--page", action="store_true", help="write docs/operations.md")
    options = parser.parse_args()
    if options.page:
        page.PLACE.write_text(page.text(), encoding="utf-8")
        return
    totals: Counter[str] = Counter()
    for entry in chosen(options.patterns):
        world = EngineWorld()
        with world.context.computing():
            if options.errors:
                for theirs, ours, _, sample in refused(entry, world, of_engine):
                    totals["same" if ours == theirs else "other"] += 1
                    if ours != theirs:
                        print(f"{entry}: {theirs} in PyTorch, {ours or 'nothing'} here: {sample}", flush=True)
                continue
            outcome = compare(entry, world)
        totals[outcome.status] += 1
        if outcome.status != "pass" or not options.q:
            counted = ", ".join(f"{number} {status}" for status, number in outcome.found.items())
            print(f"{entry}: {outcome.status} ({counted})", flush=True)
        for status, reason in outcome.reasons.items():
            if status != "pass":
                print(f"    {status}: {reason}", flush=True)
    print(", ".join(f"{number} {status}" for status, number in totals.items()))


if __name__ == "__main__":
    main()
