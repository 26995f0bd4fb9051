"""Jacobians of a function, differentiated and measured, as matrices of real numbers with a row per output element.

A complex number is a pair of real ones, so that Wirtinger's derivatives need no further thought: the gradient of the
real part of an output is what comes of the seed 1, that of the imaginary part what comes of 1j.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from gradwire.creation import tensor
from gradwire.differentiation.derivatives import record_derivatives, record_gradients
from gradwire.differentiation.grad_modes import no_grad
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.tensors.tensor import Tensor

Array = np.ndarray[Any, Any]


class Probes:
    """Along what a function is moved, by eps, and what its outputs are weighed with: each element, or one direction."""

    def __init__(self, eps: float, fast: bool) -> None:
        self.eps = eps
        self._fast = fast
        self._generator = np.random.default_rng(0)
        self._directions: dict[Tensor, Array] = {}

    def of(self, like: Tensor) -> Array:
        """The directions for a tensor, a row each."""
        if not self._fast:
            return np.eye(_width(like))
        if like not in self._directions:
            direction = self._generator.random((1, _width(like)))
            self._directions[like] = direction / (np.linalg.norm(direction) or 1)
        return self._directions[like]

    def close(self, found: Array, measured: Array, output: Tensor, input: Tensor, atol: float, rtol: float) -> bool:
        """Whether the differentiated rows of a Jacobian and its measured columns are those of the same matrix."""
        if self._fast:
            weights, direction = self.of(output), self.of(input)
            return close(found @ direction.T, weights @ measured, atol * weights.sum() * direction.sum(), rtol)
        if input.is_complex():
            found, measured = found.view(np.complex128), measured.view(np.complex128)
        return close(found, measured, atol, rtol)


class Jacobians(NamedTuple):
    """What was found out about a function, by the number of an output, then of an input."""

    differentiated: list[list[tuple[Array, Array]]]
    """Gradients, a row per direction of the output; computed twice."""
    measured: list[list[Array]]
    """Differences, a column per direction of the input."""
    pushed: list[list[Array]]
    """The same in forward mode, of the outputs that are recorded; empty where it was not asked for."""
    of_zero: list[Array]
    """By the number of an input: its gradient where that of every output is zero."""


def jacobians(
    function: Callable[[], tuple[Any, ...]],
    inputs: Sequence[Tensor],
    outputs: Sequence[Tensor],
    places: Sequence[int],
    probes: Probes,
    backward: bool = True,
    forward: bool = False,
) -> Jacobians:
    """Record all that a check needs, and fetch it in one request.

    The outputs, of which the function gives new ones at these places, are differentiated if they are recorded, in
    reverse mode (`backward`), in forward mode or in both.
    """
    roots = [output for output in outputs if output.requires_grad]
    rows = [[_rows(root, inputs, probes) for _ in range(2)] for root in roots if backward]
    columns = [_columns(roots, inputs, input, probes) for input in inputs if forward and roots]
    of_zero = (
        record_gradients(roots, inputs, zeros_like(roots), retain_graph=True, materialize_grads=True)
        if roots and backward
        else []
    )
    runs = [_runs(function, places, input, value, probes) for input, value in zip(inputs, fetched(inputs), strict=True)]
    rows, of_zero, columns, runs = fetched([rows, of_zero, columns, runs])
    return Jacobians(
        [
            [
                (_matrix([row[number] for row in first], input), _matrix([row[number] for row in second], input))
                for number, input in enumerate(inputs)
            ]
            for first, second in rows
        ],
        [
            [
                np.ascontiguousarray(
                    _matrix([(ahead[number] - behind[number]) / (2 * probes.eps) for ahead, behind in run], output).T
                )
                for run in runs
            ]
            for number, output in enumerate(outputs)
        ],
        [
            [np.ascontiguousarray(_matrix([changes[number] for changes in column], root).T) for column in columns]
            for number, root in enumerate(roots)
            if columns
        ],
        of_zero,
    )


def _rows(root: Tensor, inputs: Sequence[Tensor], probes: Probes) -> list[tuple[Tensor, ...]]:
    """The gradients of each element of an output, or of its weighed sum."""
    return [
        record_gradients([root], inputs, [_like(direction, root)], retain_graph=True, materialize_grads=True)
        for direction in probes.of(root)
    ]


def _columns(roots: Sequence[Tensor], inputs: Sequence[Tensor], input: Tensor, probes: Probes) -> list[list[Tensor]]:
    """How the outputs change, in forward mode, when an input is moved along each direction and the others stay."""
    shapes = [(root.shape, root) for root in roots]
    still = zeros_like(inputs)
    found = []
    for direction in probes.of(input):
        tangents = [_like(direction, one) if one is input else zero for one, zero in zip(inputs, still, strict=True)]
        found.append(record_derivatives("jvp", roots, inputs, tangents, shapes=shapes))
    return found


def _runs(
    function: Callable[[], tuple[Any, ...]], places: Sequence[int], input: Tensor, value: Array, probes: Probes
) -> list[list[list[Tensor]]]:
    """What the function gives where an input was moved ahead and behind, in place, along each direction.

    So what the function holds on to besides its arguments, such as the parameters of a module, moves as well.
    """
    data = input.data
    try:
        runs = []
        for direction in probes.of(input):
            move = probes.eps * direction
            run = []
            for moved in (value + move, value - move):
                data.copy_(_like(moved, input))
                outputs = function()
                run.append([_kept(outputs[place]) for place in places])
            runs.append(run)
        return runs
    finally:
        data.copy_(_like(value, input))


def _kept(output: Tensor) -> Tensor:
    """A copy of a tensor as it is by then, of which nothing is asked."""
    with no_grad():
        number = record(output._r, '{"op":"clone","inputs":["%s"],"out":"%s"}', [output], 1)
    return output._r.new_tensor(output._r, number, UNKNOWN)  # type: ignore[return-value]


def fetched(tensors: Any) -> Any:
    """Nested lists of tensors as vectors of real numbers, nested alike, in one request."""
    found = list(_flat(tensors))
    return _nested(tensors, iter(found[0]._r.line.fetch_arrays(found) if found else []))


def random_like(like: Tensor, *batch: int, strided: bool = False) -> Tensor:
    """A leaf that requires grad, of random numbers between -1 and 1; strided has gaps between its elements."""
    numbers = np.random.default_rng(like.numel()).uniform(-1, 1, (*batch, _width(like)))
    made = _like(numbers, like, *batch)
    if strided and like.numel() > 1:
        made = made.unsqueeze(-1).repeat(*(1,) * like.ndim, 2)[..., 0]
    return made.requires_grad_()


def zeros_like(tensors: Sequence[Tensor]) -> list[Tensor]:
    """Zeros for each of the tensors."""
    return [_like(np.zeros(_width(one)), one) for one in tensors]


def close(found: Any, expected: Any, atol: float = 1e-8, rtol: float = 1e-5) -> bool:
    """Whether all numbers are close; NaN never is."""
    return bool(np.allclose(found, expected, rtol, atol))


def _flat(tensors: Any) -> Iterator[Handle]:
    if isinstance(tensors, Handle):
        yield tensors
    else:
        for item in tensors:
            yield from _flat(item)


def _nested(tensors: Any, arrays: Iterator[Array]) -> Any:
    return _real(next(arrays)) if isinstance(tensors, Handle) else [_nested(item, arrays) for item in tensors]


def _real(array: Array) -> Array:
    """An array as a vector, of pairs if it is complex."""
    return array.astype(np.complex128 if array.dtype.kind == "c" else np.float64).reshape(-1).view(np.float64)


def _like(numbers: Array, like: Tensor, *batch: int) -> Tensor:
    """The tensor that a vector of real numbers is, or a batch of them."""
    values = numbers.view(np.complex128) if like.is_complex() else numbers
    return tensor(values.reshape((*batch, *like.shape)), dtype=like.dtype, device=like.device)


def _width(like: Tensor) -> int:
    """How many real numbers a tensor has."""
    return like.numel() * (2 if like.is_complex() else 1)


def _matrix(rows: Sequence[Array], like: Tensor) -> Array:
    """Vectors as rows of a matrix, each as wide as a tensor."""
    return np.array(rows, np.float64).reshape(len(rows), _width(like))
