"""gradcheck on a real server: what it finds, and what it costs in requests."""

from __future__ import annotations

from typing import Any

import pytest

import gradwire as torch
from gradwire.autograd.gradcheck import GradcheckError
from tests.client.conftest import Requests

pytestmark = pytest.mark.usefixtures("session")


def leaf(values: Any, dtype: Any = torch.float64) -> torch.Tensor:
    return torch.tensor(values, dtype=dtype, requires_grad=True)


def test_right_gradients_pass() -> None:
    x, y, z = leaf([[0.5, -1.5], [2.0, 0.25]]), leaf([1.0, -2.0]), leaf([1.5 + 2j, -1j], torch.complex128)
    assert torch.autograd.gradcheck(lambda x, y, n: (x @ y, x**n), (x, y, 3))
    assert torch.autograd.gradcheck(lambda y, z: (z.abs() * y, z**2 / y), (y, z), check_batched_grad=True)
    assert torch.autograd.gradgradcheck(lambda x, y: (x * y).tanh(), (x, y))
    assert x.tolist() == [[0.5, -1.5], [2.0, 0.25]]
    assert x.grad is None


@pytest.mark.parametrize("fast_mode", [False, True])
def test_a_wrong_gradient_is_found(fast_mode: bool) -> None:
    x, z = leaf([0.5, -1.5]), leaf([1.5 + 2j, -1j], torch.complex128)
    for wrong, input in ((lambda x: x * x.detach(), x), (lambda z: z * z.imag.detach(), z)):
        with pytest.raises(GradcheckError, match="Jacobian of output 0 by input 0"):
            torch.autograd.gradcheck(wrong, input, fast_mode=fast_mode)
        assert not torch.autograd.gradcheck(wrong, input, fast_mode=fast_mode, raise_exception=False)
    assert not torch.autograd.gradgradcheck(lambda x: x * x.detach() ** 2, x, raise_exception=False)


def test_what_is_not_recorded_may_not_depend_on_the_input() -> None:
    with pytest.raises(GradcheckError, match="no output is recorded"):
        torch.autograd.gradcheck(lambda x: x.detach(), leaf([0.5]))


def test_some_input_must_require_a_gradient() -> None:
    with pytest.raises(ValueError, match="none of them"):
        torch.autograd.gradcheck(torch.exp, torch.ones(2))
    with pytest.warns(UserWarning, match=r"float32"):
        torch.autograd.gradcheck(torch.exp, leaf([1.0], torch.float32), raise_exception=False)


def test_it_takes_few_requests(requests: Requests) -> None:
    x, y = leaf([float(n) / 10 for n in range(20)]), leaf([float(n) / 7 for n in range(20)])
    function = lambda x, y: (x * y).tanh()  # noqa: E731
    torch.autograd.gradcheck(function, (x, y))
    torch.autograd.gradgradcheck(function, (x, y))
    requests.new()
    torch.autograd.gradcheck(function, (x, y))
    assert requests.new() <= 2
    torch.autograd.gradgradcheck(function, (x, y))
    assert requests.new() <= 5


def test_gradients_of_several_inputs_may_come_where_a_request_ends() -> None:
    x, y = leaf([1.0, 2.0]), leaf([3.0, 4.0])
    product = (x * y).sum()
    found = [torch.autograd.grad(product, (x, y), retain_graph=True) for _ in range(600)]
    assert all(one.tolist() == [3.0, 4.0] and other.tolist() == [1.0, 2.0] for one, other in found)
