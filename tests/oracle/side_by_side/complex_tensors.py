"""Complex tensors in the graph: what they accumulate, what backward asks of them, their parts, changes in place."""

from __future__ import annotations

import warnings
from typing import Any

from tests.oracle.side_by_side.outcome import raised, slopes

Z = [1.5 + 2.0j, -0.5 + 1.0j, 0.25 - 0.75j]
W = [0.5 - 1.0j, 2.0 + 0.25j, -1.0 - 1.0j]


def _leaf(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.complex128, requires_grad=True)


def single_and_double_precision_meet(torch: Any) -> Any:
    single = torch.tensor(Z, requires_grad=True)
    real = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
    integers = torch.tensor([1, 2, 3])
    return {
        "with_double": slopes(torch, lambda z, x: z * x, single, real),
        "with_integers": slopes(torch, lambda z: z * integers, single),
        "with_a_number": slopes(torch, lambda x: x * (1 + 2j), real),
        "cast": slopes(torch, lambda z: z.to(torch.complex128) ** 2, single),
        "from_real": slopes(torch, lambda x: x.to(torch.complex64) * 1j, real),
    }


def casting_to_real_drops_the_imaginary_part(torch: Any) -> Any:
    z = torch.tensor(Z, requires_grad=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # PyTorch says so once in a process
        return slopes(torch, lambda z: z.to(torch.float32) * 2, z)


def a_complex_tensor_accumulates_a_complex_gradient(torch: Any) -> Any:
    z = torch.tensor(Z, requires_grad=True)
    z.abs().sum().backward()
    print(z.grad)
    (z.real * 2).sum().backward()
    print(z.grad, z.grad.dtype, z.grad.is_leaf)
    z.grad = torch.tensor(W)
    z.imag.sum().backward()
    return z.grad


def its_gradient_must_be_complex(torch: Any) -> None:
    z = torch.tensor(Z, requires_grad=True)

    def assign(value: Any) -> None:
        z.grad = value

    print(raised(lambda: assign(torch.ones(3)), torch))
    print(raised(lambda: assign(torch.ones(3, dtype=torch.complex128)), torch))
    print(z.grad)


def a_complex_scalar_needs_its_gradient(torch: Any) -> Any:
    z = torch.tensor(Z, requires_grad=True)
    print(raised(lambda: z.sum().backward(), torch))
    print(raised(lambda: torch.autograd.grad((z * z).mean(), z), torch))
    print(raised(lambda: (z * z)[0].backward(), torch))
    print(z.grad)
    z.sum().backward(torch.tensor(1j))
    return z.grad


def a_seed_is_complex_just_where_its_root_is(torch: Any) -> None:
    z = torch.tensor(Z, requires_grad=True)
    print(raised(lambda: z.sum().backward(torch.tensor(1.0)), torch))
    print(raised(lambda: z.abs().sum().backward(torch.tensor(1j)), torch))
    print(raised(lambda: torch.autograd.grad(z * 2, z, torch.ones(3)), torch))
    print(z.grad)


def a_real_leaf_behind_complex_ones_takes_the_real_part(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    y = x * (1 + 2j)
    y.backward(torch.tensor([1j, 3 - 1j]))
    return y, x.grad


def requires_grad_may_be_asked_of_complex_tensors_alone_beside_floats(torch: Any) -> Any:
    print(torch.ones(2, dtype=torch.complex64, requires_grad=True))
    print(torch.ones(2, dtype=torch.complex128).requires_grad_())
    print(torch.randn(2, dtype=torch.complex64, requires_grad=True).is_leaf)
    print(raised(lambda: torch.ones(2, dtype=torch.int64).requires_grad_(), torch))
    print(raised(lambda: torch.ones(2, dtype=torch.bool, requires_grad=True), torch))
    z = torch.ones(2, dtype=torch.complex64, requires_grad=True)
    return z.real, z.imag, z.conj(), z.abs(), z.detach(), torch.view_as_real(z)


def steepest_descent_needs_no_conjugate(torch: Any) -> None:
    z = torch.tensor(2 + 1j, requires_grad=True)
    for _ in range(3):
        ((z - (1 - 1j)).abs() ** 2).backward()
        with torch.no_grad():
            z -= 0.25 * z.grad
        z.grad = None
        print(z)


def in_place_on_complex_tensors(torch: Any) -> Any:
    z = _leaf(torch, Z)
    out = z * 1
    out.mul_(2j).add_(z.conj()).div_(1 + 1j)
    out[0] = z[1] ** 2
    (grad,) = torch.autograd.grad(out, z, torch.full_like(out.detach(), 1 + 0.5j))
    print(raised(lambda: z.mul_(2), torch))
    print(raised(lambda: torch.ones(2).mul_(1j), torch))
    return out.detach(), grad


def the_parts_are_views_to_be_written_into(torch: Any) -> Any:
    z = _leaf(torch, Z)
    x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
    out = z * 1
    out.real.mul_(3)
    out.imag.copy_(x)
    torch.view_as_real(out)[0, 0] = 7
    (out.abs() ** 2).sum().backward()
    return out.detach(), z.grad, x.grad


def the_parts_of_a_leaf_may_be_written_without_recording(torch: Any) -> Any:
    z = torch.tensor(Z, requires_grad=True)
    print(raised(lambda: z.real.zero_(), torch))
    with torch.no_grad():
        z.real.zero_()
    (z.abs() ** 2).sum().backward()
    return z, z.grad


def broadcasting_is_undone(torch: Any) -> Any:
    z = _leaf(torch, [[1 + 1j], [2 - 1j]])
    x = torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64, requires_grad=True)
    scalar = torch.tensor(2.0, requires_grad=True)
    return slopes(torch, lambda z, x, s: z * x * s, z, x, scalar)


def what_has_no_order_is_refused(torch: Any) -> None:
    z = torch.tensor(Z, requires_grad=True)
    for name in ("max", "min", "sort", "relu", "sign", "floor", "clamp_min", "median", "argmax"):
        function = getattr(torch, name)
        print(
            name, raised(lambda function=function, name=name: function(z, *([0] if name == "clamp_min" else [])), torch)
        )
    print(raised(lambda: z < z, torch))
