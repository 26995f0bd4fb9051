"""Op: an operation as the SDK knows it from the catalogue; and what turns Python arguments into a step's text."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from gradwire.devices import device
from gradwire.dtypes import dtype

TENSOR: Final = "tensor"
TENSORS: Final = "tensors"
NUMBER: Final = "number"
NUMBERS: Final = frozenset({int, float, bool, complex})


class Parameter(NamedTuple):
    """A parameter of an operation: PyTorch's name, the catalogue's kind, the default."""

    name: str
    kind: str
    default: Any = None
    required: bool = False
    numbers: bool = False  # may stand where tensors do
    variadic: bool = False
    keyword_only: bool = False


LENDING: Final = frozenset({"expand_as", "reshape_as", "type_as", "view_as"})
"""Operations whose second tensor only tells a shape or a dtype."""


FLAGGING: Final = frozenset({"detach_", "requires_grad_", "retain_grad"})
"""Operations that change what a tensor is to the graph, and no element."""


class Op:
    """An operation of the catalogue. Compared and hashed by identity."""

    __slots__ = (
        "by_value",
        "changes",
        "defaults",
        "elementwise",
        "lends",
        "makes_one",
        "name",
        "names",
        "outputs",
        "overwrites",
        "parameters",
        "place",
        "plain",
        "separate",
        "shapes_unknown",
        "single",
        "view",
        "writes",
    )

    def __init__(
        self,
        name: str,
        parameters: Sequence[Parameter],
        outputs: tuple[str, ...] = ("out",),
        view: bool = False,
        elementwise: bool = False,
        plain: bool = False,
        sized_by: str = "shapes",
        overwrites: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.name = name
        self.parameters = tuple(parameters)
        self.defaults = tuple(parameter.default for parameter in parameters)
        self.names = tuple(parameter.name for parameter in parameters)
        self.outputs = outputs
        self.view = view
        self.elementwise = elementwise
        self.single = len(outputs) == 1 and outputs[0][0] != "*"
        """One tensor comes of it."""
        self.plain = plain
        """Several results come as a tuple without names."""
        self.by_value = sized_by == "numbers"
        """Numbers decide about the shape of the result, as in arange."""
        self.shapes_unknown = sized_by == "contents"
        """Values decide about the shape of the result, as in nonzero: it has to be asked for each time."""
        self.separate = bool(parameters) and parameters[0].variadic and outputs[0][0] == "*"
        """Each result comes of one of the tensors, and no gradient of it reaches the others."""
        self.lends = name in LENDING
        """No gradient reaches any tensor but the first."""
        self.changes = name.endswith("_") or name in ("setitem", "retain_grad", "set_data")
        """The first tensor is what is changed, and the result."""
        self.writes = self.changes and name not in FLAGGING
        """What is changed are its elements."""
        self.overwrites = tuple([tuple(map(self.names.index, pair)) for pair in overwrites.items()])
        """Places of other tensors that it writes to, each with that of the argument by which it does."""
        makes = {"dtype", "device"} <= set(self.names) and not any(
            one.kind in (TENSOR, TENSORS) for one in self.parameters
        )
        self.place = self.names.index("device") if makes else None
        """Of what makes a tensor of nothing: the place of the argument that says on which device."""
        self.makes_one = self.single and not (self.view or self.changes or self.lends or self.overwrites)
        """What comes of it is one tensor of its own."""

    def __repr__(self) -> str:
        return f"<op {self.name}>"

    def writes_to(self, values: Sequence[Any]) -> bool:
        """Whether it writes to any other tensors of these arguments."""
        return any(
            values[at] is not None and values[by] is not None and values[by] is not False for at, by in self.overwrites
        )


def number_text(value: Any) -> str:
    """A Python number as JSON; a text in quotes."""
    kind = type(value)
    if kind is float:
        if isfinite(value):
            return repr(value)
        return '"NaN"' if value != value else '"Infinity"' if value > 0 else '"-Infinity"'
    if kind is int:
        return str(value)
    if kind is bool:
        return "true" if value else "false"
    if kind is complex:
        return f'{{"real":{number_text(value.real)},"imag":{number_text(value.imag)}}}'
    return json.dumps(value)


def constant_text(value: Any) -> str:
    """An attribute that is part of the signature, as JSON."""
    if isinstance(value, (dtype, device)):
        return json.dumps(value.name if isinstance(value, dtype) else str(value))
    if isinstance(value, (tuple, list)):
        return f"[{','.join(map(constant_text, value))}]"
    return "null" if value is None else number_text(value)


SLOT: Final = '"%s"'  # a tensor's name goes here
NUMBER_SLOT: Final = "%s"  # a number's text goes here


def step_text(op: Op, values: Sequence[Any], written: Sequence[Any]) -> str:
    """The step's JSON up to its results, with a slot for each tensor and number.

    `written` holds, for each parameter, its text with slots where the value is no constant, else None.
    """
    inputs: list[str] = []
    fields: list[str] = []
    state = "before"
    for parameter, value, text in zip(op.parameters, values, written, strict=True):
        dynamic = text is not None
        if parameter.kind in (TENSOR, TENSORS) and state != "after":
            state = "inside"
            inputs.append(text if dynamic else constant_text(value))
            continue
        if state == "inside":
            state = "after"
            fields.append(_inputs(inputs, op))
        if dynamic:
            fields.append(f'"{parameter.name}":{text}')
        elif value != parameter.default or type(value) is not type(parameter.default) or parameter.required:
            fields.append(f'"{parameter.name}":{constant_text(value).replace("%", "%%")}')
    if state == "inside":
        fields.append(_inputs(inputs, op))
    return ",".join([f'{{"op":"{op.name}"', *(field for field in fields if field)])


def _inputs(inputs: list[str], op: Op) -> str:
    while inputs and inputs[-1] == "null":
        inputs.pop()
    return f'"inputs":[{",".join(inputs)}]' if inputs else ""


class Signature:
    """An operation on tensors of certain descriptions in a certain grad mode: what to send, what comes of it."""

    __slots__ = ("count", "kinds", "mode", "outs", "outs_first", "plain", "several", "text")

    def __init__(
        self,
        text: str,
        kinds: Sequence[bool],
        count: int,
        mode: int,
        outs: tuple[Any, ...] = (),
        outs_first: bool = False,
        several: bool = False,
    ) -> None:
        self.text = text
        self.kinds = kinds
        """Of each argument, whether it is a tensor; the others are scalars."""
        self.plain = all(kinds)
        self.count = count
        """How many new tensors come of it."""
        self.mode = mode
        self.outs = outs
        self.outs_first = outs_first
        self.several = several
        """Whether the result is a tuple, be it of one."""
