"""Docstrings of the SDK: what an operation does, its arguments, an example of shapes, errors, and PyTorch's page."""

from __future__ import annotations

from typing import Any


def literal(value: Any) -> str:
    """A default as Python writes it."""
    if isinstance(value, str) and value in ("NaN", "Infinity", "-Infinity"):
        return {"NaN": 'float("nan")', "Infinity": 'float("inf")', "-Infinity": 'float("-inf")'}[value]
    if isinstance(value, list):
        value = tuple(value)
    return f'"{value}"' if isinstance(value, str) else repr(value)


def documentation(entry: dict[str, Any], name: str, method: bool) -> list[str]:
    """The docstring: what it does, its arguments, and PyTorch's page."""
    summary = entry["summary"].replace("\\", "\\\\").replace('"""', "'''")
    arguments = [
        f"        {argument['name']}: {argument['kind']}"
        + ("" if argument.get("required") else f", by default {literal(argument.get('default'))}")
        for argument in entry["arguments"][1 if method else 0 :]
    ]
    page = f"torch.Tensor.{name}" if method else f"torch.{entry['op']}"
    head = [f'    """{summary}', ""]
    if arguments:
        head += ["    Args:", *arguments, ""]
    head += shapes(entry)
    if entry.get("raises"):
        head += ["    Raises:", *(f"        {exception}: {when}" for when, exception in entry["raises"].items()), ""]
    return [*head, f"    {address(page)}", '    """']


def address(name: str) -> str:
    """PyTorch's page about a name, or the place on it where a whole namespace has one page."""
    pages = "https://docs.pytorch.org/docs/stable"
    namespace = name.split(".")[1]
    return (
        f"{pages}/{namespace}.html#{name}" if namespace in ("special", "masked") else f"{pages}/generated/{name}.html"
    )


def shapes(entry: dict[str, Any]) -> list[str]:
    """An example of the shapes of tensors and results."""
    seen = entry.get("shapes", {})
    inputs = {name: shape for name, shape in seen.get("inputs", {}).items() if shape is not None}
    if not inputs or not seen["outputs"]:
        return []
    options = {key: value for key, value in entry["example"].items() if key not in ("op", "inputs", "out")}
    given = [f"{name} {shape}" for name, shape in inputs.items()] + [f"{key}={v}" for key, v in options.items()]
    return ["    Shapes, for example:", f"        {', '.join(given)} → {', '.join(map(str, seen['outputs']))}", ""]
