"""torch.autograd.gradcheck: what passes, what is found, what is refused."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _double(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.float64, requires_grad=True)


def _complex(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.complex128, requires_grad=True)


def right_gradients_pass(torch: Any) -> Any:
    check = torch.autograd.gradcheck
    x, y = _double(torch, [[0.5, -1.5], [2.0, 0.25]]), _double(torch, [1.0, -2.0])
    print(check(torch.tanh, x))
    print(check(torch.tanh, (x,)))
    print(check(torch.tanh, [x]))
    print(check(lambda x, y: x @ y, (x, y)))
    print(check(lambda x, y: (x * y, y.exp()), (x, y)))
    print(check(lambda x, y: [x * y, y.exp()], (x, y)))
    print(check(torch.nn.functional.linear, (x, x, y)))
    print(x.grad, y.grad)
    return x, y


def a_planted_wrong_gradient_is_found(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x = _double(torch, [0.5, -1.5, 2.0])
    functions = {
        "detached": lambda x: x * x.detach(),
        "part": lambda x: x**2 + (3 * x).detach(),
        "sign": lambda x: (2 * x).detach() - x,
        "one_element": lambda x: torch.cat([x[:2].exp(), x[2:].exp().detach() * x[2:]]),
        "data": lambda x: x * x.data,
        "item": lambda x: x * x.sum().item(),
    }
    for name, function in functions.items():
        print(name, raised(lambda function=function: check(function, x)), check(function, x, raise_exception=False))
    print(x.tolist())


def the_tolerance_decides(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x = _double(torch, [1.0, 2.0])
    wrong = lambda x: x + (1e-4 * x).detach()  # noqa: E731
    print(check(wrong, x, raise_exception=False), check(wrong, x, rtol=1e-5, raise_exception=False))
    print(check(wrong, x, rtol=0, atol=2e-4, raise_exception=False), check(wrong, x, rtol=0, raise_exception=False))
    print(check(lambda x: x**3, x, eps=0.5, raise_exception=False), check(lambda x: x**3, x, eps=0.5, atol=1))


def a_kink_within_eps_is_not_differentiable(torch: Any) -> None:
    check = torch.autograd.gradcheck
    print(check(torch.relu, _double(torch, [1e-3, -1e-3])))
    print(check(torch.relu, _double(torch, [1e-3, 0.0]), raise_exception=False))
    print(check(torch.abs, _double(torch, [0.0]), raise_exception=False))
    print(check(torch.sqrt, _double(torch, [0.0, 1.0]), raise_exception=False))


def inputs_that_require_no_gradient_are_passed_on(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x, fixed = _double(torch, [0.5, -1.5]), torch.tensor([2.0, 3.0], dtype=torch.float64)
    print(check(lambda x, n, fixed, text, nothing: (x**n * fixed, text)[0], (x, 3, fixed, "text", None)))
    print(check(lambda index, x: x[index], (torch.tensor([1, 1, 0]), x)))
    print(check(lambda fixed, x: x * fixed.detach(), (fixed, x)))


def some_input_must_require_a_gradient(torch: Any) -> None:
    check, second = torch.autograd.gradcheck, torch.autograd.gradgradcheck
    fixed = torch.tensor([2.0, 3.0], dtype=torch.float64)
    print(raised(lambda: check(torch.exp, fixed)), raised(lambda: check(torch.exp, (fixed,), raise_exception=False)))
    print(raised(lambda: check(lambda n: n, (3,))), raised(lambda: check(torch.exp, ())))
    print(raised(lambda: second(torch.exp, fixed)))


def single_precision_is_warned_of_and_fails(torch: Any) -> None:
    x = torch.tensor([0.5, -1.5], requires_grad=True)
    print(torch.autograd.gradcheck(torch.exp, x, raise_exception=False))
    print(torch.autograd.gradcheck(torch.exp, x, eps=1e-2, atol=1e-2))


def each_input_of_less_precision_is_warned_of(torch: Any) -> None:
    x = torch.tensor([0.5, -1.5], requires_grad=True)
    z = torch.tensor([0.5j, -1.5], requires_grad=True)
    y = _double(torch, [1.0, 2.0])
    print(torch.autograd.gradcheck(lambda x, y, z: x * y * z, (x, y, z), eps=1e-2, atol=1e-2, rtol=1e-2))


def what_an_output_leaves_unused_has_no_slope(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x, y = _double(torch, [0.5, -1.5]), _double(torch, [1.0, -2.0])
    print(check(lambda x, y: x.exp(), (x, y)))
    print(check(lambda x, y: (x.exp(), y.sin()), (x, y)))
    print(check(lambda x, y: x.exp() + y.detach(), (x, y), raise_exception=False))


def outputs_that_are_not_recorded(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x = _double(torch, [0.5, -1.5])
    print(raised(lambda: check(lambda x: x.detach() * 2, x)))
    print(check(lambda x: x.detach() * 2, x, raise_exception=False))
    print(check(lambda x: (x.exp(), x.detach()), x))
    print(check(lambda x: (x.detach(), x.exp()), x))
    print(check(lambda x: (x.exp(), x.argmax()), x))
    print(check(lambda x: x.sort(), x), check(lambda x: x.topk(1), x))


def complex_functions(torch: Any) -> None:
    check = torch.autograd.gradcheck
    z, w = _complex(torch, [1.5 + 2j, -0.5 + 1j]), _complex(torch, [0.5 - 1j, 2 + 0.25j])
    x = _double(torch, [0.5, 1.5])
    functions = {
        "holomorphic": lambda z, w, x: z**3 / w,
        "conjugate": lambda z, w, x: z.conj() * w.real,
        "to_real": lambda z, w, x: z.abs() + w.angle(),
        "mixed": lambda z, w, x: x * z + w.imag,
        "from_real": lambda z, w, x: torch.complex(x, x * x) * z,
        "several": lambda z, w, x: (z * w, x * w.abs(), torch.polar(x, x * x)),
        "unused": lambda z, w, x: z.exp(),
        "views": lambda z, w, x: torch.view_as_real(z) * torch.view_as_complex(torch.stack([x, x * x], -1)),
        "matrices": lambda z, w, x: torch.outer(z, w.conj()) @ z,
        "transform": lambda z, w, x: torch.fft.fft(z * x),
    }
    for name, function in functions.items():
        print(name, check(function, (z, w, x)))


def wrong_gradients_of_complex_functions_are_found(torch: Any) -> None:
    check = torch.autograd.gradcheck
    z = _complex(torch, [1.5 + 2j, -0.5 + 1j])
    functions = {
        "real_part": lambda z: z * z.real.detach(),
        "imaginary_part": lambda z: torch.complex(z.real, z.imag.detach()),
        "of_an_imaginary_output": lambda z: torch.complex(z.real, z.real.detach()),
        "conjugate": lambda z: (z.conj() - z).detach() + z,
        "abs": lambda z: z.abs() * z.abs().detach(),
    }
    for name, function in functions.items():
        print(
            name, check(function, z, raise_exception=False), check(function, z, fast_mode=True, raise_exception=False)
        )


def fast_mode(torch: Any) -> None:
    check, second = torch.autograd.gradcheck, torch.autograd.gradgradcheck
    x, y, z = _double(torch, [[0.5, -1.5], [2.0, 0.25]]), _double(torch, [1.0, -2.0]), _complex(torch, [1j, 2.0])
    print(check(lambda x, y: (x @ y, x.exp()), (x, y), fast_mode=True))
    print(check(lambda y, z: z * y + y.exp(), (y, z), fast_mode=True))
    print(check(lambda x: x * x.detach(), x, fast_mode=True, raise_exception=False))
    print(raised(lambda: check(lambda x: x * x.detach(), x, fast_mode=True)))
    print(check(lambda x: x.detach(), x, fast_mode=True, raise_exception=False))
    print(second(lambda x, y: (x @ y).tanh(), (x, y), fast_mode=True))


def noise_is_found(torch: Any) -> None:
    torch.manual_seed(0)
    x = _double(torch, [0.5, -1.5, 2.0])
    print(torch.autograd.gradcheck(lambda x: x * torch.rand(3, dtype=torch.float64), x, raise_exception=False))


def what_the_function_holds_moves_as_well(torch: Any) -> None:
    weight, x = _double(torch, [0.5, -1.5]), _double(torch, [1.0, 2.0])
    print(torch.autograd.gradcheck(lambda x, _: (x * weight).exp(), (x, weight)))
    print(torch.autograd.gradcheck(lambda x, _: (x * weight.detach()).exp(), (x, weight), raise_exception=False))
    print(weight, x)


def inputs_need_not_be_leaves(torch: Any) -> None:
    x = _double(torch, [0.5, -1.5])
    y = x * 2
    print(torch.autograd.gradcheck(torch.exp, y), torch.autograd.gradcheck(lambda y, x: y * x, (y, x)))
    print(torch.autograd.gradcheck(lambda y: y * y.detach(), y, raise_exception=False))
    print(y.tolist(), x.tolist())


def expanded_inputs_are_refused(torch: Any) -> None:
    x = torch.ones(1, dtype=torch.float64).expand(3).requires_grad_()
    print(raised(lambda: torch.autograd.gradcheck(torch.exp, x)))
    print(raised(lambda: torch.autograd.gradcheck(torch.exp, x, raise_exception=False)))


def transposed_and_sliced_inputs(torch: Any) -> None:
    x = torch.arange(6, dtype=torch.float64).reshape(2, 3).T.requires_grad_()
    y = torch.arange(6, dtype=torch.float64)[::2].requires_grad_()
    print(torch.autograd.gradcheck(lambda x, y: x.sin() * y[:, None], (x, y)))
    print(x.tolist(), y.tolist())


def views_in_place_changes_and_the_input_itself(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x = _double(torch, [[0.5, -1.5], [2.0, 0.25]])
    print(check(lambda x: x.clone().mul_(x), x), check(lambda x: x.T, x), check(lambda x: x.view(4)[1:], x))
    print(check(lambda x: x, x), check(lambda x: (x, x), x), check(lambda x: x.unbind(), x))


def scalars_and_empty_tensors(torch: Any) -> None:
    check, second = torch.autograd.gradcheck, torch.autograd.gradgradcheck
    print(check(torch.exp, _double(torch, 0.5)), second(torch.exp, _double(torch, 0.5)))
    print(check(torch.exp, _double(torch, [])), check(lambda x: x.sum(), _double(torch, [])))


def nothing_to_check_is_refused(torch: Any) -> None:
    check, second = torch.autograd.gradcheck, torch.autograd.gradgradcheck
    x = _double(torch, [0.5])
    print(raised(lambda: check(torch.exp, x, check_backward_ad=False)))
    print(raised(lambda: check(torch.exp, x, check_backward_ad=False, check_batched_grad=True)))
    print(raised(lambda: check(torch.exp, x, check_batched_forward_grad=True)))
    print(raised(lambda: second(torch.exp, x, check_rev_over_rev=False)))
    print(raised(lambda: check(torch.exp, x, tolerance=1)), raised(lambda: check(torch.exp)))
    print(raised(lambda: check(torch.exp, x, 1e-6)))


def errors_of_the_function_pass_through(torch: Any) -> None:
    check = torch.autograd.gradcheck
    x = _double(torch, [0.5, 1.5])

    def fails(x: Any) -> Any:
        raise KeyError("no")

    print(raised(lambda: check(fails, x)), raised(lambda: check(fails, x, raise_exception=False)))
    print(raised(lambda: check(lambda x: x @ torch.ones(3, dtype=torch.float64), x)))
    print(raised(lambda: check(lambda x: None, x)), raised(lambda: check(lambda x: 1.0, x)))


def all_the_further_checks(torch: Any) -> None:
    x, y = _double(torch, [0.5, -1.5]), _double(torch, [1.0, -2.0])
    options = {"check_batched_grad": True, "check_grad_dtypes": True, "nondet_tol": 1e-8, "masked": False}
    print(torch.autograd.gradcheck(lambda x, y: (x * y, y.exp()), (x, y), **options))
    print(torch.autograd.gradcheck(lambda x, y: (x * y, y.exp()), (x, y), check_undefined_grad=False, masked=True))
    print(torch.autograd.gradgradcheck(lambda x, y: (x * y, y.exp()), (x, y), **options))
