"""Dtypes and types that operations refuse, by the classes of exceptions."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised

DTYPES = ("float32", "bfloat16", "complex64", "int64", "uint8", "bool")


def _of_each(torch: Any, calls: Iterable[Callable[[Any], Any]]) -> None:
    """What each call raises of tensors of each dtype."""
    for call in calls:
        given = [torch.ones(2, dtype=getattr(torch, name)) for name in DTYPES]
        print([raised(lambda x=x, call=call: call(x), torch) for x in given])


def bits_of_floats(torch: Any) -> None:
    _of_each(
        torch, (operator.inv, torch.bitwise_not, lambda x: x & x, lambda x: x | 1, lambda x: x ^ x, lambda x: x << 1)
    )


def differences_of_booleans(torch: Any) -> None:
    mask = torch.tensor([True, False])
    _of_each(
        torch, (lambda x: x - mask, lambda x: mask - x, lambda x: x - True, lambda x: 1 - x, lambda x: x - 1, torch.neg)
    )
    _of_each(torch, (lambda x: x.sub_(mask), lambda x: x + mask, lambda x: torch.rsub(x, 1), lambda x: x - mask[0]))


def order_of_complex_numbers(torch: Any) -> None:
    _of_each(torch, (lambda x: x < x, lambda x: x >= 1, torch.max, torch.argmin, torch.sort, torch.median, torch.relu))
    _of_each(
        torch, (lambda x: torch.maximum(x, x), lambda x: x.amax(0), lambda x: x.clamp(0), torch.sign, torch.unique)
    )


def functions_of_some_dtypes_only(torch: Any) -> None:
    _of_each(
        torch, (torch.floor, torch.ceil, torch.frac, torch.erf, torch.lgamma, torch.abs, torch.sqrt, torch.signbit)
    )
    _of_each(torch, (lambda x: torch.atan2(x, x), lambda x: torch.gcd(x, x), lambda x: torch.hypot(x, x)))
    _of_each(torch, (torch.frexp, torch.logit, torch.i0, torch.isposinf, lambda x: torch.nextafter(x, x)))


def functions_of_networks_of_some_dtypes_only(torch: Any) -> None:
    functional = torch.nn.functional
    _of_each(torch, (functional.gelu, functional.silu, functional.elu, functional.softplus, functional.hardtanh))
    _of_each(torch, (lambda x: functional.softmax(x, 0), lambda x: functional.log_softmax(x, 0), functional.leaky_relu))


def reductions_of_some_dtypes_only(torch: Any) -> None:
    _of_each(torch, (torch.mean, torch.std, torch.norm, torch.prod, torch.cumsum, lambda x: x.logsumexp(0)))
    _of_each(
        torch, (lambda x: torch.cumsum(x, 0), lambda x: torch.mode(x), lambda x: x.topk(1), torch.nanmean, torch.all)
    )


def quotients(torch: Any) -> None:
    _of_each(
        torch, (lambda x: x // 1, lambda x: x % 2, lambda x: x / 0, lambda x: x // 0, lambda x: x % 0, lambda x: 3 % x)
    )
    _of_each(torch, (lambda x: torch.fmod(x, 0), lambda x: torch.fmod(x, x), lambda x: torch.remainder(3, x)))


def integers_divided_by_zeros(torch: Any) -> None:
    one, zero = torch.tensor([4, 6]), torch.tensor([2, 0])
    for divide in (operator.floordiv, operator.mod, torch.fmod, torch.remainder, torch.floor_divide):
        divide(one, one)
        print(raised(lambda divide=divide: divide(one, zero), torch))
    print(one / zero, raised(lambda: one.floor_divide_(zero), torch))


def powers(torch: Any) -> None:
    whole = torch.tensor([1, 2])
    print(raised(lambda: whole**-1, torch), raised(lambda: whole ** torch.tensor([-1, 1]), torch))
    print(raised(lambda: torch.tensor([True]) ** 2, torch), raised(lambda: whole.pow_(0.5), torch))


def operands_of_other_types(torch: Any) -> None:
    x = torch.ones(2)
    for act in (operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt, operator.matmul):
        print(
            [raised(lambda act=act, other=other: act(x, other)) for other in ("a", None, [1, 2], (1, 2), {}, object())]
        )
        print(
            [raised(lambda act=act, other=other: act(other, x)) for other in ("a", None, [1, 2], (1, 2), {}, object())]
        )
    print(x == "a", x != None, raised(lambda: x & 1.5, torch), raised(lambda: x @ 2))  # noqa: E711


def arrays_before_a_tensor(torch: Any) -> None:
    x, array = torch.ones(2), np.ones(2)
    for act in (operator.add, operator.sub, operator.mul, operator.pow, operator.floordiv, operator.matmul):
        print(raised(lambda act=act: act(array, x)))
    print(np.float64(2) * x, np.int64(3) - x, x + np.float64(1), x * np.int32(2))


def arguments_of_other_types(torch: Any) -> None:
    print(raised(lambda: torch.exp(2.0)), raised(lambda: torch.exp([1.0])), raised(lambda: torch.exp()))
    print(raised(lambda: torch.exp(torch.ones(2), 3)), raised(lambda: torch.add(torch.ones(2), "a")))
    print(raised(lambda: torch.clamp(torch.ones(2), "a")), raised(lambda: torch.ones(2).sum("a")))
    print(
        raised(lambda: torch.arange("a")), raised(lambda: torch.full((2,), "a")), raised(lambda: torch.full((2,), None))
    )
    print(raised(lambda: torch.stack(torch.ones(2), "a")), raised(lambda: torch.cat([torch.ones(2), 3])))
