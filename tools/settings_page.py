"""The page of settings, docs/settings.md, from app/settings.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo

from app.settings import Settings

INTRODUCTION = """# Settings

The server is told everything by its environment. A variable that is empty counts as not set; one whose value cannot be
kept stops the start with a line that names it. `python -m app --host --port` come before their variables.

A name that is nearly a setting's is told in the log; others are not looked at. The SDK has variables of its own:
`GRADWIRE_URL`, `GRADWIRE_TOKEN`, `GRADWIRE_PATIENCE` and `GRADWIRE_EXACT` ([client/README.md](../client/README.md)).

Where several values are possible they have commas between them. Sizes are in bytes, times in seconds.

*Written by `make generate` from [app/settings.py](../app/settings.py).*
"""
SECTIONS = {
    "host": "Address and logs",
    "tokens": "Who may call",
    "shard": "Computing",
    "data_dir": "What outlives the server",
    "session_ttl": "Sessions",
    "host_bytes": "Memory and sizes",
    "program_steps": "Programs and graphs",
}
"""The headings, each above the setting that it begins with."""
UNITS = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def page() -> str:
    """The text of the page."""
    properties = Settings.model_json_schema()["properties"]
    lines = [INTRODUCTION]
    for name, field in Settings.model_fields.items():
        if name in SECTIONS:
            lines.append(f"\n## {SECTIONS[name]}\n\n| variable | values | default | what |\n|---|---|---|---|\n")
        variable = f"`{Settings.model_config['env_prefix']}{name.upper()}`"
        what = str(field.description).replace("|", "\\|")
        lines.append(f"| {variable} | {_values(properties[name])} | {_default(name, field)} | {what} |\n")
    return "".join(lines)


def _values(schema: dict[str, Any]) -> str:
    """What a setting may be."""
    schema = next((kind for kind in schema.get("anyOf", ()) if kind["type"] != "null"), schema)
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    bounds = [
        f"{sign} {schema[bound]:g}"
        for bound, sign in (("minimum", "≥"), ("exclusiveMinimum", ">"), ("maximum", "≤"))
        if bound in schema
    ]
    kind = {"boolean": "`true`, `false`", "array": "texts", "string": schema.get("format", "text")}
    return " ".join([kind.get(schema["type"], schema["type"]), ", ".join(bounds)]).strip()


def _default(name: str, field: FieldInfo) -> str:
    """What a setting is where nobody chose; what follows from the machine says so itself."""
    if field.default_factory is not None:
        return str(field.default_factory.__doc__)
    value = field.default
    if value is None or value in ((), frozenset()):
        return "none"
    if isinstance(value, bool):
        return f"`{value}`".lower()
    if name.endswith("_bytes") and value:
        size, unit = next((size, unit) for size, unit in UNITS if value % size == 0)
        return f"`{value}` ({value // size} {unit})"
    return f"`{value.as_posix() if isinstance(value, Path) else value}`"
