"""An operation: one function, its gradient rules beside it, and the registry from which all else is derived.

There are three ways to write the function; its first parameter tells them apart:

    xp        a kernel: plain arrays in, plain arrays out, through NumPy's or CuPy's names
    ops       a composite, written in other operations
    context   direct: works on tensors and the context themselves (creation, in-place changes, modes)
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.batching.broadcasting import batch
from engine.batching.module import BatchedModule
from engine.blocks import in_blocks
from engine.errors import UnknownOp
from engine.near_names import near_names
from engine.parameters import Parameter, read_parameters

Shape = tuple[int, ...]

# How the dtypes of inputs meet; an operation may choose by its attributes.
NUMBERS = "numbers"  # as PROMOTE; booleans are refused
PROMOTE = "promote"  # inputs are cast to what PyTorch's promotion gives
FLOAT = "float"  # likewise, and integers become the default floating dtype
SAME = "same"  # inputs must have one dtype
KEEP = "keep"  # inputs stay as they are


@dataclass(frozen=True)
class Rule:
    """The gradient with respect to one input: a function of `ops`, `g` and what else its parameters name."""

    function: Callable[..., Any]
    reads: tuple[str, ...]
    elementwise: bool


@dataclass(frozen=True)
class Recipe:
    """What one application of an operation saves for its gradients, given which inputs want one."""

    op: Op
    wanted: int  # a bit per input
    rules: tuple[tuple[int, Rule], ...]
    inputs: tuple[tuple[int, str, bool], ...]  # position, name, whether promotion casts it
    shapes: tuple[tuple[int, str], ...]
    outputs: tuple[tuple[int, str], ...]
    reads: bool  # whether any rule reads anything but the incoming gradient


class Op:
    """An operation of the catalogue: its function, parameters, dtype and shape rules, and gradient rules."""

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        family: str,
        name: str | None = None,
        aliases: Sequence[str] = (),
        outputs: Sequence[str] = ("out",),
        detached: Sequence[str] = (),
        promotion: str | Callable[[Mapping[str, Any]], str] = KEEP,
        shape: Callable[..., Any] | None = None,
        grows: bool = False,
        view: bool = False,
        in_place: bool = False,
        overwrites: Mapping[str, str] | None = None,
        elementwise: bool = False,
        blocked: bool = False,
        adjoint: bool = False,
        moves: bool = False,
        gathers: bool = False,
        random: bool = False,
        halves: bool = True,
        sized_by: str = "shapes",
        variants: Sequence[str] = ("function", "method"),
        hidden: bool | None = None,
        grad_fn: Sequence[str] = (),
        variant: Callable[..., int] | None = None,
        domain: tuple[float, float] = (-2.0, 2.0),
        cases: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        self.function = in_blocks(function) if blocked and elementwise else function
        self.name = name or function.__name__
        self.family = family
        self.aliases = tuple(aliases)
        self.outputs = tuple(outputs)
        self.is_single = len(self.outputs) == 1 and self.outputs[0][0] != "*"  # else a rule's `g` is a tuple
        self.detached = frozenset(map(self.outputs.index, detached))  # outputs that have no gradient
        self.promotion = promotion
        self.shape = shape
        self.view = view
        self.in_place = in_place
        # tensors that are written to, and by which argument: they are where it is given, neither None nor False
        self.overwrites = dict(overwrites or {})
        self.elementwise = elementwise and self.is_single
        self.adjoint = adjoint  # whether rules take and give PyTorch's gradients, whose conjugates others have
        self.moves = moves  # the result is on the device of its attribute `device`
        self.gathers = gathers  # from whatever devices: to that of its first input
        self.random = random
        self.halves = halves  # whether it takes float16 and bfloat16
        self.sized_by = sized_by  # what decides about the shape of the result: "shapes", "numbers" or "contents"
        self.variants = tuple(variants)
        # only others are built from it: no part of the catalogue; unless said, what begins with an underscore
        self.hidden = self.name.startswith("_") if hidden is None else hidden
        self.grad_fn = tuple(grad_fn) or (f"{_camel(self.name)}Backward0",)
        self.variant = variant
        self.domain = domain
        self.cases = tuple(cases)
        self.summary = (inspect.getdoc(function) or "").split("\n")[0]
        self.kind = next(iter(inspect.signature(function).parameters))
        self.parameters: tuple[Parameter, ...] = read_parameters(function)
        self.tensors = tuple(parameter for parameter in self.parameters if parameter.is_tensor)
        self.has_lists = any(parameter.kind == "tensors" for parameter in self.tensors)
        self.tensors_first = self.parameters[: len(self.tensors)] == self.tensors and not any(
            parameter.keyword_only for parameter in self.tensors
        )
        self.promoted = tuple(not parameter.plain for parameter in self.tensors)
        self.plain = sum(1 << i for i, parameter in enumerate(self.tensors) if parameter.plain)
        self.defaults = {p.name: p.default for p in self.parameters if not p.is_tensor and not p.required}
        self.checks_size = grows or self.has_lists or len(self.tensors) > 2
        self.is_plain = self.tensors_first and not random
        self.rules: dict[int, Rule] = {}
        self.shared: dict[str, Rule] = {}
        self.ruled = 0  # a bit per input that has a rule
        self.recipe = functools.cache(self._recipe)

    def __repr__(self) -> str:
        return f"<op {self.name}>"

    def gradient(self, **rules: Callable[..., Any]) -> Op:
        """Give the gradient rule of each named input: `(ops, g, ...)`, the rest of its parameters read by name.

        A rule may read inputs, `<input>_shape`, outputs by their names, and attributes. It is plain linear algebra, the
        transposed Jacobian applied to `g`: complex conjugation, broadcasting and casts are undone by the walk. `g` is a
        tuple, with None for what got no gradient, where the operation has several outputs.
        """
        names = [parameter.name for parameter in self.tensors]
        for name, function in rules.items():
            if name not in names:
                raise TypeError(f"{self.name} has no input {name}, which a gradient rule is given for")
            self.rules[names.index(name)] = self._rule(name, function)
            self.ruled |= 1 << names.index(name)
        return self

    def sharing(self, **parts: Callable[..., Any]) -> Op:
        """Name what the rules of several inputs have in common, to be given before them: they read it by that name.

        It is a function like a rule, and computed once.
        """
        for name, function in parts.items():
            self.shared[name] = self._rule(name, function)
        return self

    def batching(self, rule: Callable[..., Any]) -> Callable[..., Any]:
        """Give the rule that stands for the kernel under vmap, where it is not to be run on batched arrays as it is.

        Called as the kernel is, with a batched module first, it folds the examples into dimensions of the kernel's.
        """
        kernel = self.function

        @functools.wraps(kernel)
        def function(module: Any, *values: Any, **attributes: Any) -> Any:
            if type(module) is not BatchedModule:
                return kernel(module, *values, **attributes)
            arrays = [batch(value, module.physical) if hasattr(value, "dtype") else value for value in values]
            return rule(module, *arrays, **attributes)

        self.function = function
        return rule

    def _rule(self, name: str, function: Callable[..., Any]) -> Rule:
        reads = tuple(inspect.signature(function).parameters)[2:]
        names = [parameter.name for parameter in self.tensors]
        readable = {*names, *(f"{name}_shape" for name in names), *self.outputs, *(p.name for p in self.parameters)}
        unknown = set(reads) - readable - set(self.shared)
        if unknown:
            raise TypeError(f"the gradient rule of {self.name} for {name} reads what is not there: {unknown}")
        elementwise = self.elementwise and bool(reads) and not any(one.endswith("_shape") for one in reads)
        return Rule(function, reads, elementwise and not self.shared)

    def _recipe(self, wanted: int) -> Recipe:
        """What to save where the inputs at the set bits of `wanted` want gradients."""
        rules = tuple((position, rule) for position, rule in self.rules.items() if wanted >> position & 1)
        reads = {name for _, rule in rules for name in rule.reads}
        reads |= {name for part, rule in self.shared.items() if part in reads for name in rule.reads}
        names = [parameter.name for parameter in self.tensors]
        return Recipe(
            op=self,
            wanted=wanted,
            rules=rules,
            inputs=tuple((i, name, self.promoted[i]) for i, name in enumerate(names) if name in reads),
            shapes=tuple((i, f"{name}_shape") for i, name in enumerate(names) if f"{name}_shape" in reads),
            outputs=tuple((i, name) for i, name in enumerate(self.outputs) if name in reads),
            reads=bool(reads),
        )

    def call(self, first: Any, inputs: Sequence[Any], attributes: Mapping[str, Any]) -> Any:
        """Run the function on inputs in the order of `tensors`."""
        if self.tensors_first:
            return self.function(first, *inputs, **attributes)
        named = {parameter.name: value for parameter, value in zip(self.tensors, inputs, strict=True)}
        return self.function(first, **named, **attributes)


class Registry:
    """All operations by name, alias and in-place name."""

    def __init__(self) -> None:
        self._ops: dict[str, Op] = {}
        self._names: dict[str, Op] = {}

    def add(self, op: Op) -> Op:
        """Register an operation under its name and aliases."""
        for name in (op.name, *op.aliases):
            if name in self._names:
                raise ValueError(f"two operations are named {name}")
            self._names[name] = op
        self._ops[op.name] = op
        return op

    def find(self, name: str) -> Op:
        """The operation of that name or alias; `UnknownOp` suggests near names."""
        op = self.get(name)
        if op is None:
            raise UnknownOp(self._advice(name), op=name)
        return op

    def get(self, name: str) -> Op | None:
        """The operation of that name, alias or in-place name, or None."""
        op = self._names.get(name)
        if op is None and name.endswith("_"):
            op = self._names.get(name[:-1])
            return op if op is not None and op.in_place else None
        return op

    def is_in_place(self, name: str) -> bool:
        """Whether a name means the in-place variant of an operation: `add_` does, `requires_grad_` is one by itself."""
        return name.endswith("_") and name not in self._names

    def public(self) -> Iterable[Op]:
        """The operations of the catalogue: not those that only others are built from."""
        return (op for op in self._ops.values() if not op.hidden)

    def __iter__(self) -> Any:
        return iter(self._ops.values())

    def _advice(self, name: str) -> str:
        known = [one for one, op in self._names.items() if not op.hidden]
        in_place = [f"{one}_" for one in known if self._names[one].in_place]
        near = near_names(name, known, in_place)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        return f"There is no operation {name!r}. {hint}GET /v1/ops lists them all."


registry = Registry()


def _camel(name: str) -> str:
    words = name.replace(".", "_").split("_")
    return "".join(word[:1].upper() + word[1:] for word in words)
