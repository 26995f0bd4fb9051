"""torch.autograd.gradgradcheck: gradients of gradients, and gradients within what is checked."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _double(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def _complex(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.complex128, requires_grad=True)


def second_derivatives_pass(torch: Any) -> None:
    check = torch.autograd.gradgradcheck
    x, y, z = _double(torch, [0.5, -1.5]), _double(torch, [1.0, -2.0]), _complex(torch, [0.5 - 1j, 2 + 0.25j])
    print(check(lambda x: x**3, x), check(lambda x, y: x * y, (x, y)), check(lambda x, y: (x * y, y.exp()), (x, y)))
    print(check(lambda z: z.abs(), z), check(lambda x, z: x * z**2, (x, z)))
    print(check(lambda x: x * 2, x), check(lambda x, n: x**n, (x, 2)))
    print(check(lambda x, y: x.exp(), (x, y)))


def a_wrong_second_derivative_is_found(torch: Any) -> None:
    x = _double(torch, [0.5, -1.5])
    wrong = lambda x: x * x.detach() ** 2  # noqa: E731
    print(torch.autograd.gradgradcheck(wrong, x, raise_exception=False))
    print(raised(lambda: torch.autograd.gradgradcheck(wrong, x)))
    print(torch.autograd.gradgradcheck(torch.relu, x), torch.autograd.gradgradcheck(torch.abs, x))


def gradients_of_outputs_may_be_given(torch: Any) -> None:
    x = _double(torch, [0.5, -1.5])
    seed, fixed = _double(torch, [1.0, -2.0]), torch.tensor([1.0, -2.0], dtype=torch.float64)
    print(torch.autograd.gradgradcheck(torch.exp, x, seed), torch.autograd.gradgradcheck(torch.exp, x, (fixed,)))
    print(torch.autograd.gradgradcheck(lambda x: (x.exp(), x.sin()), (x,), (seed, fixed)))
    print(torch.autograd.gradgradcheck(torch.exp, x, gen_non_contig_grad_outputs=True))
    print(seed.tolist(), fixed.tolist(), x.tolist())


def gradients_within_the_function(torch: Any) -> None:
    x = _double(torch, [0.5, -1.5])

    def penalty(x: Any) -> Any:
        (slope,) = torch.autograd.grad((x**3).sum(), x, create_graph=True)
        return slope**2

    print(torch.autograd.gradcheck(penalty, x), torch.autograd.gradgradcheck(penalty, x))
