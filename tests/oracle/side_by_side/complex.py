"""Gradients of complex numbers: the conjugate of Wirtinger's derivative, as of real and imaginary parts."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import slopes

Z = [1.5 + 2.0j, -0.5 + 1.0j, 0.25 - 0.75j]
W = [0.5 - 1.0j, 2.0 + 0.25j, -1.0 - 1.0j]


def _leaf(torch: Any, values: Any) -> Any:
    return torch.tensor(values, dtype=torch.complex128, requires_grad=True)


def holomorphic_functions_have_the_conjugate_of_their_derivative(torch: Any) -> Any:
    functions = {
        "square": lambda z: z * z,
        "power": lambda z: z**3,
        "fraction": lambda z: z ** (0.5),
        "complex_power": lambda z: z ** (1 + 0.5j),
        "exp": torch.exp,
        "log": torch.log,
        "sqrt": torch.sqrt,
        "rsqrt": torch.rsqrt,
        "reciprocal": torch.reciprocal,
        "sin": torch.sin,
        "cos": torch.cos,
        "tan": torch.tan,
        "sinh": torch.sinh,
        "cosh": torch.cosh,
        "tanh": torch.tanh,
        "asin": torch.asin,
        "acos": torch.acos,
        "atan": torch.atan,
        "asinh": torch.asinh,
        "acosh": torch.acosh,
        "atanh": torch.atanh,
        "sigmoid": torch.sigmoid,
        "expm1": torch.expm1,
        "log1p": torch.log1p,
        "log2": torch.log2,
        "log10": torch.log10,
        "exp2": torch.exp2,
        "square_": torch.square,
        "sinc": torch.sinc,
    }
    return {name: slopes(torch, function, _leaf(torch, Z)) for name, function in functions.items()}


def functions_that_are_not_holomorphic(torch: Any) -> Any:
    functions = {
        "abs": torch.abs,
        "squared": lambda z: z.abs() ** 2,
        "angle": torch.angle,
        "real": torch.real,
        "imag": torch.imag,
        "conj": torch.conj,
        "conj_physical": torch.conj_physical,
        "sgn": torch.sgn,
        "product": lambda z: z * z.conj(),
        "parts": lambda z: z.real * z.imag,
        "view": lambda z: torch.view_as_real(z) ** 2,
        "real_of_square": lambda z: (z * z).real,
        "to_real_and_back": lambda z: torch.complex(z.imag, z.real),
        "polar": lambda z: torch.polar(z.abs(), z.angle()),
        "vdot": lambda z: torch.vdot(z, z),
        "norm": lambda z: torch.linalg.vector_norm(z),
        "norm_1": lambda z: torch.linalg.vector_norm(z, 1),
        "norm_inf": lambda z: torch.linalg.vector_norm(z, float("inf")),
        "std": lambda z: z.std(),
        "var": lambda z: z.var(),
    }
    return {name: slopes(torch, function, _leaf(torch, Z)) for name, function in functions.items()}


def functions_of_two_complex_numbers(torch: Any) -> Any:
    functions = {
        "add": lambda z, w: torch.add(z, w, alpha=2j),
        "sub": lambda z, w: torch.sub(z, w, alpha=3),
        "mul": lambda z, w: z * w,
        "div": lambda z, w: z / w,
        "pow": lambda z, w: z**w,
        "dot": lambda z, w: z.dot(w),
        "vdot": lambda z, w: torch.vdot(z, w),
        "outer": lambda z, w: torch.outer(z, w.conj()),
        "matmul": lambda z, w: z @ w,
        "mean": lambda z, w: (z * w.conj()).mean(),
        "where": lambda z, w: torch.where(z.real > 0, z, w),
        "addcmul": lambda z, w: torch.addcmul(z, z, w, value=2),
        "addcdiv": lambda z, w: torch.addcdiv(z, z, w, value=0.5j),
        "lerp": lambda z, w: torch.lerp(z, w, 0.3),
        "cat": lambda z, w: torch.cat([z, w * 2j]),
        "einsum": lambda z, w: torch.einsum("i,j->ij", z, w),
        "prod": lambda z, w: (z * w).prod(),
        "cumprod": lambda z, w: (z * w).cumprod(0),
        "cumsum": lambda z, w: (z * w).cumsum(0),
    }
    return {name: slopes(torch, function, _leaf(torch, Z), _leaf(torch, W)) for name, function in functions.items()}


def a_real_operand_has_a_real_gradient(torch: Any) -> Any:
    x = torch.tensor([0.5, -1.5, 2.0], dtype=torch.float64, requires_grad=True)
    functions = {
        "add": lambda x, z: x + z,
        "sub": lambda x, z: z - x,
        "mul": lambda x, z: x * z,
        "div": lambda x, z: x / z,
        "divided": lambda x, z: z / x,
        "pow": lambda x, z: z**x,
        "base": lambda x, z: x.abs() ** z,
        "stack": lambda x, z: torch.stack([x + 0j, z]),
        "cat": lambda x, z: torch.cat([x, z]),
        "complex": lambda x, z: torch.complex(x, x * 2) * z,
        "polar": lambda x, z: torch.polar(x.abs(), x) * z,
        "exp": lambda x, z: (1j * x).exp() * z,
        "addcmul": lambda x, z: torch.addcmul(x, x, z),
    }
    return {name: slopes(torch, function, x, _leaf(torch, Z)) for name, function in functions.items()}


def at_the_origin(torch: Any) -> Any:
    functions = {
        "abs": torch.abs,
        "angle": torch.angle,
        "sgn": torch.sgn,
        "norm": lambda z: torch.linalg.vector_norm(z),
        "square": lambda z: z**2,
        "zeroth_power": lambda z: z**0,
        "power": lambda z: z ** torch.tensor(2 + 0j, dtype=torch.complex128),
        "polar": lambda z: torch.polar(z.abs(), z.angle()),
        "prod": torch.prod,
    }
    zeros = [0j, 0j, 1 + 1j]
    return {name: slopes(torch, function, _leaf(torch, zeros)) for name, function in functions.items()}


def second_derivatives(torch: Any) -> Any:
    def second(function: Any) -> Any:
        z = _leaf(torch, Z)
        out = function(z)
        seed = torch.full_like(out.detach(), 1 - 2j if out.is_complex() else 1)
        (first,) = torch.autograd.grad(out, z, seed, create_graph=True)
        return first.detach(), slopes(torch, lambda z: first, z)

    functions = {
        "cube": lambda z: z**3,
        "exp": torch.exp,
        "log": torch.log,
        "reciprocal": lambda z: 1 / z,
        "abs": torch.abs,
        "angle": torch.angle,
        "squared": lambda z: (z * z.conj()).real,
        "sgn": torch.sgn,
        "tanh": torch.tanh,
        "norm": lambda z: torch.linalg.vector_norm(z),
        "prod": torch.prod,
        "polar": lambda z: torch.polar(z.abs(), z.angle()),
        "view": lambda z: torch.view_as_real(z * z) ** 2,
    }
    return {name: second(function) for name, function in functions.items()}


def matrices(torch: Any) -> Any:
    a = _leaf(torch, [[2 + 1j, 0.5j], [1.0, 3 - 1j]])
    functions = {
        "matmul": lambda a: a @ a.mH,
        "adjoint": lambda a: a.adjoint() * 2j,
        "inverse": torch.linalg.inv,
        "determinant": torch.linalg.det,
        "trace": torch.trace,
        "solve": lambda a: torch.linalg.solve(a, a[:, 0] * 1j),
        "norm": torch.linalg.matrix_norm,
        "kron": lambda a: torch.kron(a, a.conj()),
        "svdvals": torch.linalg.svdvals,
        "cholesky": lambda a: torch.linalg.cholesky(a @ a.mH),
        "expm": torch.linalg.matrix_exp,
        "slogdet": lambda a: torch.linalg.slogdet(a)[1],
    }
    return {name: slopes(torch, function, a) for name, function in functions.items()}


def transforms(torch: Any) -> Any:
    z = _leaf(torch, Z)
    x = torch.tensor([1.0, -2.0, 0.5, 3.0], dtype=torch.float64, requires_grad=True)
    return {
        "fft": slopes(torch, torch.fft.fft, z),
        "ifft": slopes(torch, torch.fft.ifft, z),
        "rfft": slopes(torch, torch.fft.rfft, x),
        "irfft": slopes(torch, torch.fft.irfft, z),
        "hfft": slopes(torch, torch.fft.hfft, z),
        "spectrum": slopes(torch, lambda x: torch.fft.rfft(x).abs() ** 2, x),
    }
