"""See that CuPy has what we say it has, without a GPU: `python names.py`.

`stand_in/interface.txt` lists its names, with the loops of those that are a ufunc; `engine/cupy_names.txt` what the
engine uses, with parameters. Of cupyx.scipy.linalg, which cannot be loaded without all of CUDA's libraries, only the
names are looked at, in its source.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cupy
import cupyx.scipy.special

TESTS = Path(__file__).parents[1]
SOLVERS = Path(cupyx.__file__).parent / "scipy" / "linalg" / "__init__.py"
ROOTS = {"xp": cupy, "special": cupyx.scipy.special}
SUPPLIES = (TESTS.parent / "engine" / "cuda" / "supplies.py").read_text(encoding="utf-8")


MISSING = object()


def found(path: str) -> Any:
    """What a dotted name stands for; MISSING where there is nothing."""
    names = path.split(".")
    value: Any = importlib.import_module(names[0])
    for place, name in enumerate(names[1:], 2):
        try:
            value = getattr(value, name)
        except (AttributeError, ImportError):
            try:
                value = importlib.import_module(".".join(names[:place]))
            except ImportError:
                return MISSING
    return value


def solvers() -> set[str]:
    """The names in cupyx.scipy.linalg."""
    nodes = ast.walk(ast.parse(SOLVERS.read_text(encoding="utf-8")))
    return {alias.asname or alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}


def interface() -> Iterator[str]:
    """What is wrong with the list of the stand-in."""
    for line in (TESTS / "stand_in" / "interface.txt").read_text(encoding="utf-8").splitlines():
        path, *marks = line.split()
        if path.startswith("cupyx.scipy.linalg."):
            if path.rpartition(".")[2] not in solvers():
                yield f"interface.txt: CuPy has no {path}"
        elif (value := found(path)) is MISSING:
            yield f"interface.txt: CuPy has no {path}"
        elif marks[:1] == ["ufunc"] and (not isinstance(value, cupy.ufunc) or set(value.types) != set(marks[1:])):
            yield f"interface.txt: {path} has the loops {' '.join(getattr(value, 'types', ['of no ufunc']))}"


def parameters(value: Any) -> list[str] | None:
    """The names of a function's parameters, where they can be told."""
    try:
        return [re.sub(r"\W", "", name) for name in inspect.signature(value).parameters]
    except (TypeError, ValueError):
        return None


def names() -> Iterator[str]:
    """What is wrong with the list of what the engine uses."""
    for line in (TESTS / "engine" / "cupy_names.txt").read_text(encoding="utf-8").splitlines():
        path, _, rest = line.replace(" host", "").partition("(")
        root, _, name = path.partition(".")
        supplied = re.search(rf"\b{name.rpartition('.')[2]}\b", SUPPLIES)
        if line.endswith(" host") or supplied or root == "solvers":
            if root == "solvers" and not supplied and not line.endswith(" host") and name not in solvers():
                yield f"cupy_names.txt: cupyx.scipy.linalg has no {name}"
            continue
        value: Any = ROOTS[root]
        for part in name.split("."):
            value = getattr(value, part, None)
        if value is None:
            yield f"cupy_names.txt: CuPy has no {path}"
            continue
        told, listed = parameters(value), [one.strip("*") for one in rest.rstrip(")").split(", ") if one]
        if told is not None and listed and told[: len(listed)] != listed and not isinstance(value, cupy.ufunc):
            yield f"cupy_names.txt: {path} takes ({', '.join(told)}), not ({', '.join(listed)})"


if __name__ == "__main__":
    wrong = [*interface(), *names()]
    sys.stdout.writelines(f"{line}\n" for line in wrong)
    sys.stdout.write(f"CuPy {cupy.__version__}: {len(wrong)} names are not as we say\n")
    sys.exit(bool(wrong))
