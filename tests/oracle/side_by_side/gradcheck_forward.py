"""torch.autograd.gradcheck: forward mode, and batches."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _double(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def right_ones_pass(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x, y = _double(torch, [[0.5, -1.5], [2.0, 0.25]]), _double(torch, [1.0, -2.0])
    for fast in (False, True):
        print(check(torch.tanh, x, check_forward_ad=True, fast_mode=fast))
        print(check(lambda a, b: (a @ b, b.exp()), (x, y), check_forward_ad=True, fast_mode=fast))
        print(check(lambda a, b: a @ b, (x, y), check_forward_ad=True, check_backward_ad=False, fast_mode=fast))


def complex_ones_pass(torch: Any) -> None:
    z = torch.tensor([1 + 2j, 0.5 - 1j], dtype=torch.complex128, requires_grad=True)
    for function in (lambda a: a * a, torch.abs, torch.real, lambda a: a.conj() * 2j):
        print(torch.autograd.gradcheck(function, z, check_forward_ad=True))


def batches_pass(torch: Any) -> None:
    x, y = _double(torch, [[0.5, -1.5], [2.0, 0.25]]), _double(torch, [1.0, -2.0])
    options = {"check_forward_ad": True, "check_batched_grad": True, "check_batched_forward_grad": True}
    print(torch.autograd.gradcheck(lambda a, b: (a @ b).sin(), (x, y), **options))
    print(torch.autograd.gradcheck(lambda a, b: (a * 2, b.prod()), (x, y), **options))


def second_derivatives_pass(torch: Any) -> None:
    x = _double(torch, [0.5, -1.5])
    check = torch.autograd.gradgradcheck
    print(check(torch.sin, x, check_fwd_over_rev=True), check(lambda a: a**3, x, check_fwd_over_rev=True))
    print(check(torch.sin, x, check_fwd_over_rev=True, check_rev_over_rev=False, check_undefined_grad=False))


def a_planted_wrong_one_is_found(torch: Any) -> None:
    x = _double(torch, [0.5, -1.5, 2.0])
    functions = (lambda a: a * a.detach(), lambda a: a**2 + (3 * a).detach(), lambda a: (2 * a).detach() - a)
    for function in functions:
        for fast in (False, True):
            options = {"check_forward_ad": True, "check_backward_ad": False, "fast_mode": fast}
            print(raised(lambda f=function, o=options: torch.autograd.gradcheck(f, x, **o), torch))
            print(torch.autograd.gradcheck(function, x, raise_exception=False, **options))


def what_excludes_each_other(torch: Any) -> None:
    x = _double(torch, [0.5, -1.5])
    check = torch.autograd.gradcheck
    print(raised(lambda: check(torch.sin, x, check_backward_ad=False), torch))
    print(raised(lambda: check(torch.sin, x, check_batched_forward_grad=True), torch))
    print(raised(lambda: check(torch.sin, x, check_forward_ad=True, check_backward_ad=False, check_batched_grad=True)))
