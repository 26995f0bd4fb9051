"""Definitions: how an operation of the catalogue is written as a function or as a method."""

from __future__ import annotations

import keyword
from typing import Any

from tools.documentation import documentation, literal

ATTRIBUTES = frozenset({"T", "mT", "H", "mH", "real", "imag"})
"""Methods that PyTorch has as attributes."""
IN_PLACE = "in place"
"""Stands for the namespace of functions that change their first argument."""
TRUTHS = frozenset({"equal", "allclose"})
"""Operations whose result PyTorch gives as a Python bool."""
OVERLOADS = (
    ("dim: Int |", "dim: Int | Tensor |", ("dim", "other"), "isinstance(dim, Handle)", "dim, other = None, dim"),
    ("", "", ("dim", "unbiased"), "isinstance(dim, bool)", "dim, unbiased = None, dim"),
    (
        "high: Int |",
        "high: Sizes |",
        ("low", "high", "size"),
        "isinstance(high, (list, tuple))",
        "low, high, size = 0, low, high",
    ),
    ("", "", ("low", "high"), "high is None", "low, high = 0, low"),
)
"""Where PyTorch has a second signature, as max(input, other): a type and how it is widened, parameters in their order,
when it is meant, and which argument is which then."""

NUMPY = {"dim": "axis", "keepdim": "keepdims"}
"""Parameters that PyTorch takes by NumPy's names, too."""
IN_PYTHON = frozenset({"norm", "split", "unique", "unique_consecutive"})
"""Functions that do not take them, as PyTorch has them in Python; so are those of nn.functional and masked."""

UNPINNED = frozenset({"to", "manual_seed", "get_rng_state", "set_rng_state"})
"""Operations that are told a device and do not take `pin_memory`, which the others take for nothing; nor do windows of
torch.signal."""

TYPES = {
    "tensor": "Operand",
    "tensors": "Sequence[Tensor]",
    "number": "Number",
    "numbers": "Numbers",
    "integer": "Int",
    "integers": "Sizes",
    "boolean": "Bool",
    "text": "Text",
    "dtype": "Dtype",
    "device": "Device",
    "index": "Any",
}


def constant(name: str) -> str:
    """The name of an operation's entry in the table."""
    return f"ATTRIBUTE_{name}" if name in ATTRIBUTES else name.replace(".", "__").upper()


def takes_out(entry: dict[str, Any]) -> bool:
    """Whether a function can write into given tensors, `out=`: if it makes a fixed number of new ones."""
    makes = bool(entry["outputs"]) and not entry["view"] and entry["outputs"][0][0] != "*"
    return makes and not entry["op"].startswith("nn.functional.") and entry["op"] not in TRUTHS


def definition(entry: dict[str, Any], op: str, name: str, prefix: str | None) -> list[str]:
    """What records the operation: a function of the namespace `prefix`, or for None a method."""
    method = prefix is None
    arguments = entry["arguments"]
    shown = [safe(argument["name"]) for argument in arguments]
    signature: list[str] = []
    values: list[str] = []
    starred = False
    prelude: list[str] = []
    optional = False
    # a method's own tensor, which is not the first argument of all: polygamma(n, input)
    own_place = next((i for i, a in enumerate(arguments) if a["kind"] == "tensor"), 0) if method else -1
    if method:
        signature.append("self")
    others = numpy_names(entry, prefix)
    for place, (argument, own) in enumerate(zip(arguments, shown, strict=True)):
        kind = TYPES[argument["kind"]]
        if argument["kind"] == "number" and isinstance(argument.get("default"), str):
            kind = "Number | Text"
        if argument["name"] == "generator":
            kind = "Generator"
        if place == own_place:
            values.append("self")
            continue
        if argument.get("variadic"):
            every = f"{own}s" if not own.endswith("s") else f"all_{own}"
            element = "Tensor | Sequence[Tensor]" if argument["kind"] == "tensors" else "Sizes"
            signature += [f"*{every}: {element}", f"{own}: {kind} | None = None"]
            gathered = "several" if argument["kind"] == "tensors" else "spread"
            values.append(f"{gathered}({every}, {own})")
            starred = True
            continue
        if argument.get("keyword_only") and not starred:
            signature.append("*")
            starred = True
        required = argument.get("required") and not optional and own not in others
        optional = optional or not required
        if required:
            signature.append(f"{own}: {'Tensor' if place == 0 and argument['kind'] == 'tensor' else kind}")
        elif argument.get("default") is None:
            signature.append(f"{own}: {kind} | None = None")
        else:
            signature.append(f"{own}: {kind} = {literal(argument['default'])}")
        values.append(own)
    for own, (other, kind) in others.items():
        signature += ([] if starred else ["*"]) + [f"{other}: {kind} | None = None"]
        prelude.append(f"    if {other} is not None:\n        {own} = {other}")
        starred = True
    for narrow, wide, parameters, condition, assignment in OVERLOADS:
        if parameters == tuple(own for own in shown if own in parameters):
            prelude.append(f"    if {condition}:\n        {assignment}")
            signature = [text.replace(narrow, wide) for text in signature]
    given = f"({', '.join(values)}{',' if len(values) == 1 else ''})"
    recorded = f"call(table.{constant(op)}, {given})"
    returns = result(entry)
    if prefix == "nn.functional" and entry["in_place"]:
        place = signature.index("*") if "*" in signature else len(signature)
        signature.insert(place, "inplace: Bool = False")
        prelude.append(f"    if inplace:\n        return call(table.{constant(entry['in_place'])}, {given})")
    if "device" in shown and entry["op"] not in UNPINNED and prefix != "signal.windows":
        signature += ([] if starred else ["*"]) + ["pin_memory: Bool = False"]
        starred = True
    if prefix not in (None, IN_PLACE) and takes_out(entry):
        several = len(entry["outputs"]) > 1
        signature += ([] if starred else ["*"]) + [f"out: {'Sequence[Tensor]' if several else 'Tensor'} | None = None"]
        prelude.append(f"    if out is not None:\n        return write(out, table.{constant(op)}, {given})")
    if entry["op"] in TRUTHS:
        returns, recorded = "Bool", f"bool({recorded})"
    lines = [
        f"def {name}({', '.join(signature)}) -> {returns}:",
        *documentation(entry, name, method),
        *prelude,
        f"    return {recorded}",
        "",
    ]
    if method and entry["op"] in ATTRIBUTES:
        lines.insert(0, "@property")
    return ["    " + line.replace("\n", "\n    ") if line else line for line in lines] if method else [*lines, ""]


def numpy_names(entry: dict[str, Any], prefix: str | None) -> dict[str, tuple[str, str]]:
    """The parameters that have a name of NumPy's besides: it, and their type."""
    arguments = {argument["name"]: argument for argument in entry["arguments"]}
    required = [name for name, argument in arguments.items() if argument.get("required")]
    if prefix in ("nn.functional", "masked") or entry["op"] in IN_PYTHON or "dim" in required[:-1]:
        return {}
    return {own: (NUMPY[own], TYPES[argument["kind"]]) for own, argument in arguments.items() if own in NUMPY}


def result(entry: dict[str, Any]) -> str:
    """The type of what an operation returns."""
    outputs = entry["outputs"]
    if not outputs:
        return "None"
    if outputs[0].startswith("*"):
        return "tuple[Tensor, ...]"
    return "Tensor" if len(outputs) == 1 else "Any"


def safe(name: str) -> str:
    """An argument's name as Python allows it."""
    return f"{name}_" if keyword.iskeyword(name) else name
