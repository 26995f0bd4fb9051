"""Kernels use names and arguments that CuPy has: told from their source, since CuPy need not be here.

`cupy_names.txt` lists the names that are used, each as CuPy 14.2 or `engine.cuda.supplies` has it: with parameters
where it is a function. What ends in `host` is computed there with SciPy, which is slow. Look up in CuPy what is new
before it is listed: whether it is there, what it takes, and what it makes of bfloat16, NaN and empty arrays.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[2] / "engine"
LIST = Path(__file__).with_name("cupy_names.txt")
SOURCES = [path for path in sorted(ENGINE.rglob("*.py")) if "cuda" not in path.parts and path.name != "libraries.py"]
ROOTS = ("xp", "special", "solvers")  # the array module, and what gives SciPy's modules for it
LACKING = {"ctypes", "getfield", "resize", "setfield", "setflags", "to_device"}  # of NumPy's arrays, in CuPy's

Parameters = tuple[str, ...]


def listed() -> dict[str, Parameters | None]:
    """The parameters of each name; None where they are not told."""
    names: dict[str, Parameters | None] = {}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        entry = re.fullmatch(r"([\w.]+)(?:\((.+)\)| host)?", line)
        assert entry, line
        assert entry[1] not in names, line
        names[entry[1]] = tuple(entry[2].split(", ")) if entry[2] else None
    return names


def chain(node: ast.expr) -> str:
    """The name of a chain of attributes, such as xp.linalg.svd or special(xp).erf, without (xp); "" for other ones."""
    names: list[str] = []
    while isinstance(node, ast.Attribute) and node.attr not in ROOTS:
        names.append(node.attr)
        node = node.value
    if isinstance(node, ast.Call):
        node = node.func
    root = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return ".".join([root, *names[::-1]]) if names and root in ROOTS else ""


def used(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The lines and names of chains that are no part of a longer one."""
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and id(node) not in inner and chain(node):
            yield node.lineno, chain(node)


def misfits(tree: ast.AST, names: dict[str, Parameters | None]) -> Iterator[tuple[int, str]]:
    """The lines and parameters of functions that are called with other arguments."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        parameters = names.get(chain(node.func))
        if parameters is None or parameters[0].startswith("*"):
            continue
        keywords = {keyword.arg for keyword in node.keywords}
        if len(node.args) + len(keywords) > len(parameters) or not keywords <= {*parameters, None}:
            yield node.lineno, f"{chain(node.func)}({', '.join(parameters)})"


def of(path: Path) -> str:
    return path.relative_to(ENGINE).as_posix()


@pytest.mark.parametrize("source", SOURCES, ids=of)
def test_cupy_has_what_kernels_use(source: Path) -> None:
    names, tree = listed(), ast.parse(source.read_text(encoding="utf-8"))
    unknown = [f"engine/{of(source)}:{line}: {name}" for line, name in used(tree) if name not in names]
    assert not unknown, f"not in {LIST.name}: see whether CuPy has it"
    wrong = [f"engine/{of(source)}:{line}: {call}" for line, call in misfits(tree, names)]
    assert not wrong, "CuPy's functions do not take these arguments"


@pytest.mark.parametrize("source", [path for path in SOURCES if "ops" in path.parts], ids=of)
def test_cupys_arrays_have_what_kernels_use(source: Path) -> None:
    found = [node for node in ast.walk(ast.parse(source.read_text())) if isinstance(node, ast.Attribute)]
    assert not [f"engine/{of(source)}:{node.lineno}: {node.attr}" for node in found if node.attr in LACKING]


def test_only_what_is_used_is_listed() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES]
    assert listed().keys() == {name for tree in trees for _, name in used(tree)}
