"""The families of operations: decorators that register a function with the dtype and shape rules its family shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine import shapes
from engine.errors import NotDifferentiable
from engine.op import FLOAT, KEEP, PROMOTE, SAME, Op, registry

FUNCTION = ("function",)
METHOD = ("method",)
"""The forms of an operation that PyTorch has: a function, a method of Tensor; both unless said."""
NETWORK = "neural network"

Register = Callable[[Callable[..., Any]], Op]
Promotion = str | Callable[[Mapping[str, Any]], str]


def operation(family: str, **options: Any) -> Register:
    """Register a function as it is described by the options of `Op`."""

    def register(function: Callable[..., Any]) -> Op:
        return registry.add(Op(function, family=family, **options))

    return register


def elementwise(promotion: Promotion = PROMOTE, **options: Any) -> Register:
    """Elementwise on broadcast inputs, with PyTorch's promotion; has an in-place variant.

    What takes several passes over its inputs is `blocked`; its gradient rules are in any case.
    """
    options = {"in_place": True, "shape": shapes.broadcast, **options}
    options = {"elementwise": options["shape"] is shapes.broadcast, **options}
    return operation("elementwise", promotion=promotion, **options)


def unary(domain: tuple[float, float] = (-2.0, 2.0), promotion: Promotion = FLOAT, **options: Any) -> Register:
    """Elementwise on one input; integers become floating point. Tested on numbers of `domain`."""
    options = {"cases": ({"input": (2, 3)}, {"input": ()}), **options}
    return elementwise(promotion, domain=domain, **options)


def binary(domain: tuple[float, float] = (-2.0, 2.0), promotion: Promotion = PROMOTE, **options: Any) -> Register:
    """Elementwise on two inputs, broadcast."""
    cases: Sequence[Mapping[str, Any]] = (
        {"input": (2, 3), "other": (2, 3)},
        {"input": (2, 3), "other": (3,)},
        {"input": (2, 1), "other": (1, 3)},
        {"input": (), "other": (2,)},
        {"input": (2, 3), "other": 1.5},
    )
    return elementwise(promotion, domain=domain, **{"cases": cases, **options})


def reduction(promotion: Promotion = PROMOTE, **options: Any) -> Register:
    """Over some or all dimensions, named by `dim`; `keepdim` keeps them with size 1."""
    options = {"shape": shapes.reduced, **options}
    return operation("reduction", promotion=promotion, **options)


def view(**options: Any) -> Register:
    """The same storage seen with another shape."""
    return operation("shape", promotion=KEEP, view=True, **options)


def reshaping(**options: Any) -> Register:
    """The same elements in another arrangement, copied."""
    return operation("shape", promotion=KEEP, **options)


def indexing(**options: Any) -> Register:
    """Elements chosen by indices or masks."""
    return operation("indexing", promotion=KEEP, **options)


def contraction(**options: Any) -> Register:
    """Products summed over shared dimensions; one dtype for all."""
    return operation("linear algebra", **{"promotion": SAME, **options})


def creation(**options: Any) -> Register:
    """New leaves, from sizes and numbers; works on the context."""
    return operation("creation", **{"variants": ("function",), **options})


def random(**options: Any) -> Register:
    """New leaves of random numbers, drawn from the context's generator."""
    return operation("random", **{"variants": ("function",), **options})


def composite(family: str, **options: Any) -> Register:
    """Written in other operations, from which it has its dtypes, shapes and gradients."""
    return operation(family, **options)


def attribute(**options: Any) -> Register:
    """What PyTorch offers as a method or attribute of a tensor beside arithmetic."""
    return operation("tensor", **{"variants": ("method",), **options})


def optimizer(**options: Any) -> Register:
    """A step of an optimizer: parameters, and what is kept for them, are changed in place and outside the graph."""
    return operation("optimizer", **{"outputs": (), "variants": (), "hidden": False, **options})


def no_gradient(what: str, advice: str = "detach() its input", exception: str = "RuntimeError") -> Callable[..., Any]:
    """The gradient rule of what PyTorch has no derivative of: backward through it raises.

    That is a NotImplementedError where PyTorch means to have one some day.
    """

    def rule(ops: Any, g: Any) -> Any:
        raise NotDifferentiable(f"{what} has no gradient, as in PyTorch: {advice}.", exception=exception)

    return rule
