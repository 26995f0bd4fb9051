"""Write what is generated: the SDK's part of that name from the engine's catalogue, and the page of settings.

    python tools/generate.py            writes the files
    python tools/generate.py --check    tells which files are out of date, and fails if any is

Each operation becomes an entry of a table, a function where PyTorch has one, and methods of Tensor.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SDK = Path("client/gradwire/_generated")
SETTINGS = Path("docs/settings.md")
sys.path[:0] = [str(ROOT), str(ROOT / "client")]

from tools.definitions import IN_PLACE, constant, definition, literal, safe  # noqa: E402

HANDWRITTEN = frozenset(
    {
        "data",
        "set_data",
        "to",
        "retain_grad",
        "item",
        "tolist",
        "grad",
        "getitem",
        "setitem",
        "where",
        "size",
        "manual_seed",
        "histogramdd",
        "ctc_loss",
        "type_as",
        "view",
        "view_dtype",
    }
    | {"float", "double", "half", "bfloat16", "cfloat", "cdouble", "char", "short", "int", "long", "byte", "bool"}
)
"""What Tensor or the namespace does itself."""

PLAIN = frozenset(
    {"lu", "svd_lowrank", "pca_lowrank", "native_batch_norm", "native_layer_norm", "native_group_norm"}
    | {"var_mean", "std_mean", "unique", "unique_consecutive"}
    | {"gru", "lstm", "lstm_cell", "rnn_relu", "rnn_tanh"}
    | {"_pack_padded_sequence", "_packed_rnn", "_pad_packed_sequence"}
)
"""Whose several results PyTorch gives as a tuple without names, as all of nn.functional's."""

MARK = '"""{title}. Written by tools/generate.py from the catalogue; not to be edited."""\n\n# fmt: off\n'
HEADER = (
    MARK
    + """
# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwire._generated import table
from gradwire.out import write
from gradwire.recording.dispatch import call, several, spread
from gradwire.recording.handle import Handle

if TYPE_CHECKING:
    from gradwire.generators import Generator
    from gradwire.kinds import Bool, Device, Dtype, Int, Number, Numbers, Operand, Sizes, Text
    from gradwire.tensors.tensor import Tensor
"""
)


def table(catalogue: Sequence[dict[str, Any]]) -> str:
    """The table of operations."""
    lines = [
        MARK.format(title="The operations of the catalogue"),
        "# ruff: noqa: E501\n\nfrom __future__ import annotations\n",
        "from typing import Final\n",
        "from gradwire.recording.ops import Op, Parameter\n",
    ]
    pairs = []
    for entry in catalogue:
        parameters = ", ".join(map(parameter, entry["arguments"]))
        parameters += "," if len(entry["arguments"]) == 1 else ""
        for name in filter(None, (entry["op"] if entry["variants"] else None, entry["in_place"])):
            options = ""
            if entry["outputs"] != ["out"]:
                options += f", outputs={tuple(entry['outputs'])!r}"
            if entry["view"] and name == entry["op"]:
                options += ", view=True"
            if entry["op"] in PLAIN or entry["op"].startswith("nn.functional."):
                options += ", plain=True"
            if entry["overwrites"]:
                options += f", overwrites={entry['overwrites']!r}"
            if entry["family"] == "elementwise":
                options += ", elementwise=True"
            if entry["sized_by"] != "shapes":
                options += f', sized_by="{entry["sized_by"]}"'
            lines.append(f'{constant(name)}: Final = Op("{name}", ({parameters}){options})')
            pairs.append(f'    "{name}": {constant(name)},')
    return "\n".join([*lines, "", "OPS: Final[dict[str, Op]] = {", *pairs, "}", ""])


def parameter(argument: dict[str, Any]) -> str:
    """A parameter's entry in the table."""
    options = ""
    if argument.get("default") is not None:
        options += f", {literal(argument['default'])}"
    for flag in ("required", "numbers", "variadic", "keyword_only"):
        if argument.get(flag):
            options += f", {flag}=True"
    return f'Parameter("{argument["name"]}", "{argument["kind"]}"{options})'


def functions(catalogue: Iterable[dict[str, Any]], prefix: str, title: str) -> str:
    """The functions of one namespace."""
    lines = [HEADER.format(title=title)]
    public: list[str] = []
    for entry in catalogue:
        here = [name for space, _, name in (full.rpartition(".") for full in names(entry)) if space == prefix]
        if not here or here[0] in HANDWRITTEN:
            continue
        if "function" in entry["variants"]:
            lines += ["", *definition(entry, entry["op"], safe(here[0]), prefix)][:-1]
            lines += [f"\n{other} = {safe(here[0])}" for other in here[1:]]
            public += here
        if entry["in_place"] and (prefix == "nn.functional" or (prefix == "" and of_one_tensor(entry))):
            lines += ["", *definition(entry, entry["in_place"], f"{here[0]}_", IN_PLACE)][:-1]
            public.append(f"{here[0]}_")
    lines += ["", f"__all__ = {sorted(public)!r}", ""]
    return "\n".join(lines)


def of_one_tensor(entry: dict[str, Any]) -> bool:
    """Whether it works element by element on one tensor: such operations PyTorch has as functions in place too."""
    required = [argument for argument in entry["arguments"] if argument.get("required")]
    return entry["family"] in ("elementwise", "tensor") and [argument["kind"] for argument in required] == ["tensor"]


def methods(catalogue: Iterable[dict[str, Any]]) -> str:
    """The methods of Tensor."""
    lines = [
        HEADER.format(title="The methods of Tensor"),
        "",
        "class Methods:",
        '    """The operations of the catalogue, on self."""',
        "",
        "    __slots__ = ()",
        "",
    ]
    for entry in catalogue:
        plain = [name for name in names(entry) if "." not in name]
        name, others = (plain[0], plain[1:]) if plain else (entry["op"].rpartition(".")[2], [])
        if "method" in entry["variants"] and name not in HANDWRITTEN:
            lines += definition(entry, entry["op"], name, None)
            for other in others:
                lines += [f"    {other} = {name}", ""]
        if entry["in_place"] and "." not in entry["in_place"]:
            lines += definition(entry, entry["in_place"], entry["in_place"], None)
            lines += [line for other in others for line in (f"    {other}_ = {entry['in_place']}", "")]
    return "\n".join(lines)


def files(catalogue: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The generated files by name."""
    entries = sorted(catalogue, key=lambda entry: entry["op"])
    return {
        "__init__.py": '"""What tools/generate.py writes from the engine\'s catalogue."""\n',
        "table.py": table(entries),
        "methods.py": methods(entries),
        "functions.py": functions(entries, "", "The functions of torch"),
        **{
            f"{prefix.replace('.', '_')}.py": functions(entries, prefix, f"The functions of torch.{prefix}")
            for prefix in sorted({name.rpartition(".")[0] for entry in entries for name in names(entry)} - {""})
        },
    }


def names(entry: dict[str, Any]) -> list[str]:
    """All names of an operation."""
    return [entry["op"], *entry["aliases"]]


def main(arguments: Sequence[str]) -> int:
    """Write the files, or check them."""
    import engine
    from tools import settings_page
    from tools.errors import raises

    catalogue = [{**entry, "raises": raises(engine.find(entry["op"]))} for entry in engine.catalogue()]
    written = {SDK / name: text for name, text in files(catalogue).items()} | {SETTINGS: settings_page.page()}
    outdated = [path for path, text in written.items() if not _same(ROOT / path, text)]
    if "--check" in arguments:
        print(*(f"{path} is out of date: run tools/generate.py" for path in outdated), sep="\n")
        return 1 if outdated else 0
    (ROOT / SDK).mkdir(exist_ok=True)
    for path in outdated:
        (ROOT / path).write_text(written[path], encoding="utf-8")
        print(f"wrote {path}")
    return 0


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
