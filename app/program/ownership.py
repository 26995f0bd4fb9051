"""Steps about what the client owns (API.md 10): functions and hooks, and what nodes have saved; a reader for each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from app.errors import invalid
from app.program.arguments import read_operand
from app.program.fields import Fields
from app.program.names import read_name
from app.program.nodes import read_node
from app.program.outs import read_out
from app.program.steps import AddHook, Function, Owner, RemoveHook, Saved
from engine import hooks

if TYPE_CHECKING:
    from app.program.parse import Parser

LONGEST = 128
_LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def read_function(parser: Parser, value: Any, pointer: str, at: str) -> Function:
    """A function of the client."""
    fields = Fields(value, at)
    elements = parser.limits.elements
    owner = _owner(fields)
    inputs = tuple(
        None if entry is None else read_operand(entry, f"{fields.place('inputs')}/{number}", elements)
        for number, entry in enumerate(fields.array("inputs"))
    )
    values = tuple(
        read_operand(entry, f"{fields.place('values')}/{number}", elements)
        for number, entry in enumerate(fields.array("values"))
    )
    if not any(entry is not None for entry in inputs):
        raise invalid("`inputs` names the tensors that the function was computed of.", fields.place("inputs"))
    if not values:
        raise invalid("`values` has what the function came to: names or literals.", fields.place("values"))
    saved = fields.names("saved")
    dirty = fields.places("dirty", len(inputs))
    non_differentiable = fields.places("non_differentiable", len(values))
    out = read_out(fields.take("out"), fields.place("out"))
    fields.end()
    return Function(pointer, owner, inputs, values, saved, dirty, non_differentiable, out)


def read_hook(parser: Parser, value: Any, pointer: str, at: str) -> AddHook:
    """A hook on a tensor, on several at once, or on a node."""
    fields = Fields(value, at)
    owner = _owner(fields)
    one, tensors, node = fields.name("tensor"), fields.names("tensors"), fields.text("node", None)
    if (one is not None) + bool(tensors) + (node is not None) != 1:
        raise invalid("A hook is on a `tensor`, on several `tensors`, or on a `node`: give one of them.", at)
    on = fields.text("on", None) or (hooks.GRADIENTS if tensors else hooks.INPUTS if node else hooks.GRADIENT)
    allowed = (hooks.GRADIENTS,) if tensors else (hooks.OUTPUTS, hooks.INPUTS) if node else hooks.KINDS
    if on not in allowed:
        raise invalid(f"`on` is one of {', '.join(allowed)} here.", fields.place("on"))
    if node is not None:
        read_node(node, fields.place("node"))
    first_only = bool(fields.boolean("first_only", False))
    if first_only and on != hooks.GRADIENTS:
        raise invalid("`first_only` is about the first of several `tensors`.", fields.place("first_only"))
    title = _label(fields, "title") if "title" in fields else None
    fields.end()
    return AddHook(pointer, owner, on, (one,) if one is not None else tensors, node, first_only, title)


def read_unhook(parser: Parser, value: Any, pointer: str, at: str) -> RemoveHook:
    """A hook's name, and whether it may be gone already."""
    fields = Fields(value, at)
    name = _label(fields, "name")
    missing_ok = bool(fields.boolean("missing_ok", False))
    fields.end()
    return RemoveHook(pointer, name, missing_ok)


def read_saved(parser: Parser, value: Any, pointer: str, at: str) -> Saved:
    """A node, and names for what it saved."""
    fields = Fields(value, at)
    node = read_node(fields.need("node"), fields.place("node"))
    named = Fields(fields.need("out"), fields.place("out"))
    out = tuple((key, read_name(entry, named.place(key))) for key, entry in named.rest().items())
    fields.end()
    return Saved(pointer, node, out)


def _owner(fields: Fields) -> Owner:
    name, tag = _label(fields, "name"), fields.text("tag", None)
    if tag is not None and not 0 < len(tag) <= LONGEST:
        raise invalid(f"`tag` is a text of at most {LONGEST} characters.", fields.place("tag"))
    returned = fields.take("return")
    if returned not in (None, []):
        detail = "`return` is an empty list, for gradients that stay on the server, or left out."
        raise invalid(detail, fields.place("return"))
    return Owner(name, tag, returned is None)


def _label(fields: Fields, key: str) -> str:
    """The name of a function or hook, which is no tensor's."""
    value = fields.need(key)
    if not isinstance(value, str) or len(value) > LONGEST or not _LABEL.fullmatch(value):
        detail = f"`{key}` is a letter, then letters, digits, `_`, `.` and `-`, at most {LONGEST} characters."
        raise invalid(detail, fields.place(key))
    return value
