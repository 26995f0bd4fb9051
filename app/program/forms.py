"""Steps of one key, what is done, with the body that its endpoint takes (API.md 8): a reader for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.errors import Problem, invalid
from app.program.arguments import Literal, read_operand
from app.program.fields import Fields, place
from app.program.mapping import read_vmap
from app.program.names import Name, read_name
from app.program.outs import read_out, read_out_of_rows
from app.program.ownership import read_function, read_hook, read_saved, read_unhook
from app.program.steps import Backward, Bind, Checkpoint, Delete, Gradients, GradMode, If, Repeat, Step, Tally, While

if TYPE_CHECKING:
    from app.program.parse import Parser

KINDS = {
    "vjp": ("gradients", ("is_grads_batched",)),
    "jvp": ("tangents", ()),
    "hvp": ("tangents", ()),
    "jacobian": (None, ()),
    "hessian": (None, ()),
}
"""The kinds of derivatives: the vectors that each takes, and options of its own."""
IN_ROWS = ("jacobian", "hessian")


def read_backward(parser: Parser, value: Any, pointer: str, at: str) -> Backward:
    """A backward pass."""
    fields = Fields(value, at)
    tensors = _roots(fields)
    gradients = read_seeds(fields, parser.limits.elements)
    given = "inputs" in fields
    inputs = fields.names("inputs")
    if given and not inputs:
        raise invalid("`inputs` is empty: leave it out to reach every leaf.", fields.place("inputs"))
    options = {key: fields.boolean(key, default) for key, default in (("retain_graph", None), ("create_graph", False))}
    fields.end()
    return Backward(pointer, tensors, gradients, inputs or None, options)


def read_gradients(parser: Parser, value: Any, pointer: str, at: str) -> Gradients:
    """Gradients as results."""
    fields = Fields(value, at)
    kind = fields.text("kind", "vjp") or ""
    if kind not in KINDS:
        raise invalid(f"`kind` is one of {', '.join(KINDS)}.", fields.place("kind"))
    vectors, own = KINDS[kind]
    tensors = _roots(fields)
    inputs = fields.names("inputs")
    if not inputs:
        raise invalid("`inputs` names the tensors whose gradients are wanted.", fields.place("inputs"))
    given = None if vectors is None else read_vectors(fields, vectors, parser.limits.elements)
    if given is None and vectors == "tangents":
        raise invalid("`tangents` has a name or a literal for each input.", fields.place("tangents"))
    options: dict[str, Any] = {"retain_graph": fields.boolean("retain_graph", None)}
    for key in ("create_graph", "allow_unused", "materialize_grads", *own):
        options[key] = fields.boolean(key, False)
    read = read_out_of_rows if kind in IN_ROWS else read_out
    out = read(fields.take("out"), fields.place("out"))
    fields.end()
    return Gradients(pointer, kind, tensors, inputs, given, options, out)


def _roots(fields: Fields) -> tuple[Name, ...]:
    tensors = fields.names("tensors")
    if not tensors:
        raise invalid("`tensors` names the roots of the backward pass.", fields.place("tensors"))
    return tensors


def read_seeds(fields: Fields, elements: int) -> tuple[Name | Literal | None, ...] | None:
    """The `gradients` of roots, or of the inputs of a function."""
    return read_vectors(fields, "gradients", elements)


def read_vectors(fields: Fields, key: str, elements: int) -> tuple[Name | Literal | None, ...] | None:
    """A list of names, literals, and null for none."""
    if key not in fields:
        return None
    at = fields.place(key)
    return tuple(
        None if entry is None else read_operand(entry, f"{at}/{number}", elements)
        for number, entry in enumerate(fields.array(key))
    )


def read_grad_mode(parser: Parser, value: Any, pointer: str, at: str) -> GradMode:
    """A grad mode, with a block or from here on."""
    fields = Fields(value, at)
    enabled, inference, anomaly = (fields.boolean(key, None) for key in ("enabled", "inference", "anomaly"))
    if enabled is inference is anomaly is None:
        raise invalid("`enabled`, `inference` or `anomaly` says the mode.", at)
    if enabled and inference:
        raise invalid("Nothing is recorded in inference mode: `enabled` cannot be true there.", at)
    steps = parser.block(fields.take("steps"), fields.place("steps")) if "steps" in fields else None
    fields.end()
    if enabled is None and inference is not None:
        enabled = not inference
    return GradMode(pointer, enabled, bool(inference), anomaly, steps)


def read_checkpoint(parser: Parser, value: Any, pointer: str, at: str) -> Checkpoint:
    """A block whose results are computed again for backward."""
    fields = Fields(value, at)
    region, continues = fields.text("region", None), bool(fields.boolean("continues", False))
    if continues and region is None:
        raise invalid("`region` names what `continues`.", fields.place("continues"))
    steps = parser.block(fields.need("steps"), fields.place("steps"))
    fields.end()
    return Checkpoint(pointer, region, continues, steps)


def read_bind(parser: Parser, value: Any, pointer: str, at: str) -> Bind:
    """Names for tensors and literals."""
    pairs = Fields(value, at).rest().items()
    elements = parser.limits.elements
    read = [(read_name(key, place(at, key)), read_operand(entry, place(at, key), elements)) for key, entry in pairs]
    return Bind(pointer, tuple(read))


def read_delete(parser: Parser, value: Any, pointer: str, at: str) -> Delete:
    """Names to forget."""
    if not isinstance(value, list):
        raise invalid("`delete` is a list of names.", at)
    return Delete(pointer, tuple(read_name(entry, f"{at}/{number}") for number, entry in enumerate(value)))


def read_repeat(parser: Parser, value: Any, pointer: str, at: str) -> Repeat:
    """A loop of a number of rounds."""
    fields = Fields(value, at)
    times = fields.integer("times", None)
    if times is None:
        raise invalid("`times` is missing.", fields.place("times"))
    _check_rounds(parser, times, fields.place("times"))
    tally = _tally(fields)
    steps = parser.block(fields.need("steps"), fields.place("steps"))
    fields.end()
    return Repeat(pointer, times, steps, tally)


def read_while(parser: Parser, value: Any, pointer: str, at: str) -> While:
    """A loop with a condition."""
    fields = Fields(value, at)
    test = parser.block(fields.take("test"), fields.place("test"))
    condition = fields.name("condition") or Name("_")
    rounds = fields.integer("max", parser.limits.rounds)
    assert rounds is not None
    _check_rounds(parser, rounds, fields.place("max"))
    tally = _tally(fields)
    steps = parser.block(fields.need("steps"), fields.place("steps"))
    fields.end()
    return While(pointer, test, condition, rounds, steps, tally)


def read_if(parser: Parser, value: Any, pointer: str, at: str) -> If:
    """A choice between two blocks."""
    fields = Fields(value, at)
    condition = fields.name("condition") or Name("_")
    then = parser.block(fields.take("then"), fields.place("then"))
    otherwise = parser.block(fields.take("else"), fields.place("else"))
    fields.end()
    return If(pointer, condition, then, otherwise)


def _check_rounds(parser: Parser, rounds: int, pointer: str) -> None:
    if rounds > parser.limits.rounds:
        detail = f"A loop makes at most {parser.limits.rounds} rounds here."
        raise Problem("loop-limit", detail, pointer=pointer, limit=parser.limits.rounds)


def _tally(fields: Fields) -> Tally:
    collect = fields.take("collect") or {}
    at = fields.place("collect")
    pairs = tuple(
        (read_name(key, place(at, key)), read_name(entry, place(at, key)))
        for key, entry in Fields(collect, at).rest().items()
    )
    every = fields.integer("every", 1, least=1)
    assert every is not None
    return Tally(fields.name("count"), pairs, every)


READERS: dict[str, Callable[[Parser, Any, str, str], Step]] = {
    "backward": read_backward,
    "gradients": read_gradients,
    "grad_mode": read_grad_mode,
    "vmap": read_vmap,
    "checkpoint": read_checkpoint,
    "bind": read_bind,
    "delete": read_delete,
    "repeat": read_repeat,
    "while": read_while,
    "if": read_if,
    "function": read_function,
    "hook": read_hook,
    "unhook": read_unhook,
    "saved": read_saved,
}
