"""Arguments: which of them a function is differentiated by, and what else transforms take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from gradwire.differentiation.derivatives import describe
from gradwire.func.recorded import Inputs
from gradwire.func.trees import leaves
from gradwire.recording.handle import Handle

Argnums = int | tuple[int, ...]

NO_GRADIENT: Final = "only Tensors of floating point dtype can require gradients"
NO_TANGENT: Final = "Expected primal to be floating point or complex"


class Chosen(NamedTuple):
    """The arguments that `argnums` chooses, and the whole list with others in their place."""

    inputs: Inputs
    arguments: list[Any]


def chosen(
    args: Sequence[Any], argnums: Argnums, rule: str = NO_GRADIENT, error: type[Exception] = RuntimeError
) -> Chosen:
    """The arguments of a call, with what stands in for those of these numbers."""
    numbers = _numbers(argnums, len(args))
    inputs = Inputs(tuple([args[number] for number in numbers]), rule, error)
    arguments = list(args)
    for number, stand_in in zip(numbers, inputs.rebuilt(), strict=True):
        arguments[number] = stand_in
    return Chosen(inputs, arguments)


def _numbers(argnums: Any, count: int) -> list[int]:
    """The places of arguments, counted from the front."""
    if not isinstance(argnums, int | tuple) or isinstance(argnums, bool):
        raise RuntimeError(f"argnums must be an int or a tuple of them, not {type(argnums).__name__}")
    given = argnums if isinstance(argnums, tuple) else (argnums,)
    if not given:
        raise RuntimeError("argnums is empty: it says by which arguments to differentiate")
    for number in given:
        if not isinstance(number, int):
            raise RuntimeError(f"argnums must be an int or a tuple of them, and {number!r} is neither")
        if not -count <= number < count:
            raise RuntimeError(f"argnums has {number}, and the function was given {count} positional arguments")
    numbers = [number % count for number in given]
    if len(set(numbers)) < len(numbers):
        raise RuntimeError(f"argnums names an argument twice: {given}")
    return numbers


def unpacked(result: Any, has_aux: bool, name: str) -> tuple[Any, Any]:
    """What a function returned: its output and, with has_aux, what it returned besides."""
    if not has_aux:
        return result, None
    if not (isinstance(result, tuple) and len(result) == 2):
        raise RuntimeError(f"{name}: with has_aux=True the function must return a tuple (output, aux)")
    _check_tensors(leaves(result[1]), f"{name}: aux must have tensors only")
    return result


def outputs_of(result: Any, name: str) -> list[Any]:
    """The tensors that a function returned."""
    found = leaves(result)
    if not found:
        raise RuntimeError(f"{name}: the function returned no tensor at all")
    _check_tensors(found, f"{name}: the function must return tensors only")
    return found


def check_floats(outputs: Sequence[Handle], name: str) -> None:
    """Refuse an output that has no gradient."""
    for output in outputs:
        kind = describe(output).dtype
        if not (kind.is_floating_point or kind.is_complex):
            raise RuntimeError(f"{name}: the function must return tensors of floats, not of {kind}")


def _check_tensors(values: Sequence[Any], rule: str) -> None:
    for value in values:
        if not isinstance(value, Handle):
            raise RuntimeError(f"{rule}, not {type(value).__name__}")
