"""gradcheck and gradgradcheck: the gradients of a function, compared with its finite differences.

All that a check needs is recorded before anything is asked for, so that it takes few requests, and not one per element.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from gradwire.autograd.batches import seeds_agree, tangents_agree
from gradwire.autograd.jacobians import Probes, close, fetched, jacobians, random_like, zeros_like
from gradwire.differentiation.derivatives import record_gradients
from gradwire.differentiation.passes import grad
from gradwire.tensors.tensor import Tensor

Function = Callable[..., Any]


class GradcheckError(RuntimeError):
    """The gradients of a function are not what its finite differences are."""


def gradcheck(
    func: Function,
    inputs: Tensor | Sequence[Any],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_batched_forward_grad: bool = False,
    check_forward_ad: bool = False,
    check_backward_ad: bool = True,
    fast_mode: bool = False,
    masked: bool | None = None,
) -> bool:
    """Compare the gradients of func at the inputs that require grad with finite differences, of step eps.

    True where they are close; else GradcheckError, or False with raise_exception=False. Checked besides: gradients
    computed twice agree (nondet_tol), those of zero are zero, those of some outputs alone (check_undefined_grad) and
    of a batch (check_batched_grad) are right; and the same in forward mode (check_forward_ad,
    check_batched_forward_grad). fast_mode compares along random directions, not element by element.
    check_grad_dtypes and masked change nothing: a gradient always has its tensor's dtype, and no tensor is sparse.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html
    """
    if not (check_forward_ad or check_backward_ad):
        raise AssertionError("gradcheck has nothing to check: set check_backward_ad=True")
    if check_batched_grad and not check_backward_ad:
        raise AssertionError("check_batched_grad=True needs check_backward_ad=True")
    if check_batched_forward_grad and not check_forward_ad:
        raise AssertionError("check_batched_forward_grad=True needs check_forward_ad=True")
    arguments = _tuple(inputs)
    targets = _targets(arguments)
    outputs = _tuple(func(*arguments))
    roots = _recorded(outputs)
    try:
        _compare(
            func,
            arguments,
            targets,
            outputs,
            Probes(eps, fast_mode),
            atol,
            rtol,
            nondet_tol,
            (check_backward_ad, check_forward_ad),
        )
        if check_batched_forward_grad and not tangents_agree(roots, targets):
            raise GradcheckError("a batch of tangents gives other changes than one after the other")
        if check_batched_grad and not seeds_agree(roots, targets):
            raise GradcheckError("a batch of gradients gives others than one after the other")
        if check_undefined_grad and check_backward_ad and len(roots) > 1:
            _check_undefined(roots, targets)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(
    func: Function,
    inputs: Tensor | Sequence[Any],
    grad_outputs: Tensor | Sequence[Tensor] | None = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    gen_non_contig_grad_outputs: bool = False,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    check_fwd_over_rev: bool = False,
    check_rev_over_rev: bool = True,
    fast_mode: bool = False,
    masked: bool = False,
) -> bool:
    """As gradcheck, for the gradients of func as functions of the inputs and of grad_outputs, random if left out.

    https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradgradcheck.html
    """
    if not (check_fwd_over_rev or check_rev_over_rev):
        raise AssertionError("gradgradcheck has nothing to check: set check_rev_over_rev=True")
    if check_undefined_grad and not check_rev_over_rev:
        raise AssertionError("check_undefined_grad=True needs check_rev_over_rev=True")
    if check_batched_grad and not check_rev_over_rev:
        raise AssertionError("check_batched_grad=True needs check_rev_over_rev=True")
    arguments = _tuple(inputs)
    if grad_outputs is None:
        seeds = tuple([random_like(one, strided=gen_non_contig_grad_outputs) for one in _recorded(func(*arguments))])
    else:
        seeds = _tuple(grad_outputs)
    return gradcheck(
        _Gradient(func, len(arguments)),
        arguments + seeds,
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        nondet_tol=nondet_tol,
        check_undefined_grad=check_undefined_grad,
        check_grad_dtypes=check_grad_dtypes,
        check_batched_grad=check_batched_grad,
        check_forward_ad=check_fwd_over_rev,
        check_backward_ad=check_rev_over_rev,
        fast_mode=fast_mode,
        masked=masked,
    )


class _Gradient:
    """The gradients of a function as a function, of its arguments and of the gradients of its results.

    Which inputs it uses is asked once, so that the calls after the first one are recorded and no more.
    """

    def __init__(self, function: Function, count: int) -> None:
        self._function = function
        self._count = count
        self._used: list[int] | None = None

    def __call__(self, *given: Any) -> tuple[Any, ...]:
        arguments, seeds = given[: self._count], given[self._count :]
        outputs = _recorded(self._function(*arguments))
        targets = _recorded(arguments)
        if self._used is None:
            found = grad(outputs, targets, seeds, create_graph=True, allow_unused=True)
            self._used = [place for place, gradient in enumerate(found) if gradient is not None]
            return tuple([found[place] for place in self._used])
        return record_gradients(outputs, [targets[place] for place in self._used], seeds, create_graph=True)


def _compare(
    func: Function,
    arguments: tuple[Any, ...],
    targets: Sequence[Tensor],
    outputs: tuple[Any, ...],
    probes: Probes,
    atol: float,
    rtol: float,
    nondet_tol: float,
    modes: tuple[bool, bool],
) -> None:
    """Compare the Jacobian of each output by each input, measured and differentiated in reverse or forward mode."""
    places = [place for place, output in enumerate(outputs) if output.requires_grad]
    roots = [outputs[place] for place in places]
    given = targets, roots or outputs, places or range(len(outputs)), probes
    found = jacobians(lambda: _tuple(func(*arguments)), *given, *modes)
    if not roots and any(measured.any() for by_input in found.measured for measured in by_input):
        raise GradcheckError(f"no output is recorded, and yet they depend on the inputs: {found.measured}")
    for place, root, differentiated, differences in zip(
        places, roots, found.differentiated, found.measured, strict=False
    ):
        for number, target in enumerate(targets):
            (first, second), measured = differentiated[number], differences[number]
            if not probes.close(first, measured, root, target, atol, rtol):
                raise GradcheckError(
                    f"the Jacobian of output {place} by input {number} is not what its finite differences are,\n"
                    f"measured:\n{measured}\ndifferentiated:\n{first}"
                )
            if not np.all(np.abs(first - second) <= nondet_tol):
                raise GradcheckError(
                    f"the gradients of output {place} by input {number} differ by more than nondet_tol = {nondet_tol} "
                    f"when they are computed twice:\n{first}\n{second}"
                )
    for place, changes, differences in zip(places, found.pushed, found.measured, strict=False):
        for number, (moved, measured) in enumerate(zip(changes, differences, strict=True)):
            if not close(moved, measured, atol, rtol):
                raise GradcheckError(
                    f"the Jacobian of output {place} by input {number} in forward mode is not what its finite "
                    f"differences are,\nmeasured:\n{measured}\ndifferentiated:\n{moved}"
                )
    for number, gradient in enumerate(found.of_zero):
        if np.any(gradient != 0):
            raise GradcheckError(
                f"the gradient by input {number} is not zero where those of the outputs are: multiply by them"
            )


def _check_undefined(roots: Sequence[Tensor], targets: Sequence[Tensor]) -> None:
    """Let each output in turn get no gradient, and the others one of zero."""
    results: list[Tensor] = []
    try:
        for place in range(len(roots)):
            others = [*roots[:place], *roots[place + 1 :]]
            zeros = zeros_like(others)
            results += record_gradients(others, targets, zeros, retain_graph=True, materialize_grads=True)
        values = fetched(results)
    except RuntimeError as error:
        raise GradcheckError(f"backward needs the gradient of every output, and one may be missing: {error}") from error
    if any(np.any(value != 0) for value in values):
        raise GradcheckError("a gradient is not zero where those of the outputs are zero or missing")


def _targets(arguments: Sequence[Any]) -> list[Tensor]:
    """The inputs to check."""
    targets = []
    for place, argument in enumerate(arguments):
        if not (isinstance(argument, Tensor) and argument.requires_grad):
            continue
        if argument.dtype.name not in ("float64", "complex128"):
            warnings.warn(
                f"Input #{place} is {argument.dtype}: finite differences need double precision, "
                "so this check will likely fail.",
                stacklevel=3,
            )
        targets.append(argument)
    if not targets:
        raise ValueError("gradcheck needs an input that requires grad, and none of them does")
    return targets


def _recorded(values: Any) -> tuple[Any, ...]:
    """The tensors that require grad."""
    return tuple([value for value in _tuple(values) if isinstance(value, Tensor) and value.requires_grad])


def _tuple(values: Any) -> tuple[Any, ...]:
    return tuple(values) if isinstance(values, (tuple, list)) else (values,)
