"""docs/operations.md: which operations there are, how they compare with PyTorch's database, and what is absent."""

from __future__ import annotations

import functools
import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import engine
from engine import registry
from tests.oracle.op_db.entries import Entry, entries

ROOT = Path(__file__).parents[3]
PLACE = ROOT / "docs" / "operations.md"
ABSENT = Path(__file__).with_name("absent.toml")
USAGE = ROOT.parent / "shared" / "pytorch" / "op_usage.json"
STATUSES = ("pass", "partial", "missing")


class Absence(NamedTuple):
    """Why an entry does not pass."""

    status: str
    reason: str


@functools.cache
def absences() -> dict[str, Absence]:
    """The entries that do not pass, by name; `missing` are not offered, `partial` refuse some samples."""
    listed = tomllib.loads(ABSENT.read_text(encoding="utf-8"))
    return {
        name: Absence(status, reason)
        for status, reasons in listed.items()
        for reason, names in reasons.items()
        for name in names
    }


def family(entry: Entry) -> str:
    """The family of an entry's operation."""
    if entry.info.name.startswith("__"):
        return "operator"
    op = registry.get(entry.info.name) or registry.get(entry.info.name + "_")
    return "not an operation" if op is None else op.family


HEAD = """# Operations

Written by `make operations` from the registry of operations; the comparison with PyTorch is run by
`make test-oracle`, which fails if a line here is not so.

PyTorch 2.13 tests itself with a database of operations and sample inputs (`op_db`). Each of its entries that a CPU can
run goes through gradwire: all samples in float64, compared in values, shapes, dtypes, gradients and gradients of
gradients (these may have a number where PyTorch's come to 0 / 0); one sample forward in each of float32, float16,
bfloat16, complex64, int64 and bool; and two again over HTTP, through the SDK. The wrong inputs of the database are
refused with PyTorch's class of exception. An entry **passes** if all that is so, is **partial** if some samples are
refused, and **missing** if it is not offered. None differs.

"""

EXAMPLES = (
    "`GET /v1/ops/{op}` has its arguments, a schema and an example, which runs as it stands (only `retain_grad` and "
    "`set_rng_state` need a tensor first)."
)


def text() -> str:
    """The whole page."""
    return HEAD + "\n".join([*_counts(), "", *_absent(), "", *_operations()])


def _counts() -> list[str]:
    counts: dict[str, Counter[str]] = {}
    for entry in entries().values():
        absence = absences().get(entry.name)
        counts.setdefault(family(entry), Counter())[absence.status if absence else "pass"] += 1
    lines = [f"| family | {' | '.join(STATUSES)} |", f"|---{'|---:' * len(STATUSES)}|"]
    total: Counter[str] = sum(counts.values(), Counter())
    for name, found in [*sorted(counts.items()), ("**all**", total)]:
        lines.append(f"| {name} | {' | '.join(str(found[status]) for status in STATUSES)} |")
    return lines


def _absent() -> list[str]:
    lines = ["## What does not pass", "", "| entry of op_db | | why |", "|---|---|---|"]
    lines += [f"| `{name}` | {status} | {reason} |" for name, (status, reason) in sorted(absences().items())]
    return lines


def _operations() -> list[str]:
    lines = ["## Every operation", "", EXAMPLES, ""]
    families: dict[str, list[dict[str, object]]] = {}
    for entry in engine.catalogue():
        families.setdefault(entry["family"], []).append(entry)
    for name, members in sorted(families.items()):
        lines += [f"### {name}", "", "| operation | aliases | in place | gradient | |", "|---|---|---|---|---|"]
        for entry in members:
            aliases = " ".join(f"`{alias}`" for alias in entry["aliases"])  # type: ignore[attr-defined]
            in_place = f"`{entry['in_place']}`" if entry["in_place"] else ""
            gradient = "yes" if entry["differentiable"] else ""
            summary = str(entry["summary"]).replace("|", "\\|")
            lines.append(f"| `{entry['op']}` | {aliases} | {in_place} | {gradient} | {summary} |")
        lines.append("")
    return lines


def most_used(count: int = 150) -> list[str]:
    """The names that PyTorch's users call most, the most used first."""
    return [name for name, _ in json.loads(USAGE.read_text(encoding="utf-8"))[:count]]


def offers(name: str) -> bool:
    """Whether all entries of op_db with that name pass; where there is none, whether the operation is there."""
    own = [entry for entry in entries().values() if entry.info.name == name]
    if not own:
        return registry.get(name) is not None
    return all(entry.name not in absences() for entry in own)
