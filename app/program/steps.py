"""The steps of a program, as read from JSON: what to do, with which names, and where in the request it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.program.arguments import Literal, Upload
from app.program.names import Name

Out: TypeAlias = Name | tuple["Out", ...] | None
"""A name, one a result, or one a result of each row of results."""
Block: TypeAlias = tuple["Step", ...]


@dataclass(frozen=True, slots=True)
class Step:
    """Something that a program does; `pointer` is its place in the request."""

    pointer: str


@dataclass(frozen=True, slots=True)
class Operation(Step):
    """An operation of the catalogue, by the name that was given."""

    name: str
    inputs: tuple[Any, ...]
    constants: dict[str, Any]
    named: dict[str, Any]
    out: Out
    places: dict[str, str]


@dataclass(frozen=True, slots=True)
class Backward(Step):
    """A backward pass that accumulates into `.grad`."""

    tensors: tuple[Name, ...]
    gradients: tuple[Name | Literal | None, ...] | None
    inputs: tuple[Name, ...] | None
    options: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gradients(Step):
    """Derivatives of roots with respect to inputs, as results; `vectors` are gradients or tangents."""

    kind: str
    tensors: tuple[Name, ...]
    inputs: tuple[Name, ...]
    vectors: tuple[Name | Literal | None, ...] | None
    options: dict[str, Any]
    out: Out


@dataclass(frozen=True, slots=True)
class Owner:
    """What is told of a function or hook when its owner is asked, and when it is gone with its graph."""

    name: str
    tag: str | None
    sends: bool
    """Whether the gradients that came are sent, rather than kept for steps."""


@dataclass(frozen=True, slots=True)
class Function(Step):
    """Values that the client computed of inputs, as a function whose gradient it computes, too."""

    owner: Owner
    inputs: tuple[Name | Literal | None, ...]
    values: tuple[Name | Literal, ...]
    saved: tuple[Name, ...]
    dirty: tuple[int, ...]
    non_differentiable: tuple[int, ...]
    out: Out


@dataclass(frozen=True, slots=True)
class AddHook(Step):
    """Something that the client wants to be asked about in every pass: on tensors, or on a node of the graph."""

    owner: Owner
    on: str
    tensors: tuple[Name, ...]
    node: str | None
    first_only: bool
    title: str | None


@dataclass(frozen=True, slots=True)
class RemoveHook(Step):
    """A hook that is to be asked no more."""

    name: str
    missing_ok: bool


@dataclass(frozen=True, slots=True)
class Saved(Step):
    """Names for the values that a node of the graph has saved."""

    node: str
    out: tuple[tuple[str, Name], ...]


@dataclass(frozen=True, slots=True)
class GradMode(Step):
    """Recording on or off, and anomaly mode, for a block of steps, or from here on where there is none.

    None leaves a mode as it is.
    """

    enabled: bool | None
    inference: bool
    anomaly: bool | None
    steps: Block | None


@dataclass(frozen=True, slots=True)
class Mapped:
    """A name for one example of a tensor, or for all results: another name, and the dimension of the examples."""

    name: Name
    tensor: Name
    dim: int


@dataclass(frozen=True, slots=True)
class VMap(Step):
    """A block of steps for one example, carried out for all examples of the inputs at once.

    A `level` with a name begins where `size` says so, and goes on in later steps that name it.
    """

    level: str | None
    size: int | None
    randomness: str
    inputs: tuple[Mapped, ...]
    steps: Block
    outputs: tuple[Mapped, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint(Step):
    """A block of steps whose results are computed again for backward; with a name it can go on in later ones."""

    region: str | None
    continues: bool
    steps: Block


@dataclass(frozen=True, slots=True)
class Bind(Step):
    """Names for tensors and literals."""

    pairs: tuple[tuple[Name, Name | Literal | Upload], ...]


@dataclass(frozen=True, slots=True)
class Delete(Step):
    """Names to forget, gradients to set to None."""

    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a loop keeps of its rounds: their count, and values of each `every`-th."""

    count: Name | None
    collect: tuple[tuple[Name, Name], ...]
    every: int


@dataclass(frozen=True, slots=True)
class Repeat(Step):
    """A block of steps, a number of times."""

    times: int
    steps: Block
    tally: Tally


@dataclass(frozen=True, slots=True)
class While(Step):
    """A block of steps, as long as a condition holds that `test` computes before each round."""

    test: Block
    condition: Name
    rounds: int
    steps: Block
    tally: Tally


@dataclass(frozen=True, slots=True)
class If(Step):
    """One of two blocks of steps."""

    condition: Name
    then: Block
    otherwise: Block


@dataclass(frozen=True, slots=True)
class Stretch:
    """Steps of a program that are the same round several times; `id` is that of the program of one round, and `size`
    how many steps that is, with those within others."""

    id: str
    steps: Block
    times: int
    size: int

    def round(self, number: int) -> Block:
        """The steps of one round, with their own places in the request."""
        length = len(self.steps) // self.times
        return self.steps[number * length : (number + 1) * length]


@dataclass(frozen=True, slots=True)
class Program:
    """Steps, and the names whose values and infos are answered; `info` None means what was bound."""

    steps: Block
    returns: tuple[Name, ...] = ()
    info: tuple[Name, ...] | None = ()
    id: str | None = None
    stretches: tuple[Stretch, ...] = ()
    """Of a long program in which something is repeated: its parts."""


@dataclass(frozen=True, slots=True)
class Call:
    """A program with all that one request says about carrying it out."""

    program: Program
    tensors: dict[Name, Any] = field(default_factory=dict)
    atomic: bool = True
    timeout: float | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    """What the program calls variables of the session, and what these are called there, where that differs."""

    def seconds(self, most: float) -> float:
        """How long it may take where nothing may take longer than `most`."""
        return most if self.timeout is None or self.timeout > most else self.timeout
