"""A function whose backward is Python, forward and backward: what it costs that a pass on the server asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch

import gradwire

from .run import Result, Run
from .timing import looped


def _square(library: Any) -> Any:
    class Square(library.autograd.Function):  # type: ignore[misc]
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (x,) = ctx.saved_tensors
            return grad * 2 * x

    return Square.apply


def results(run: Run) -> Iterator[Result]:
    """A Function with PyTorch in process and with the SDK, and an operation of the server's own."""
    variants = {}
    for name, library, own in (
        ("PyTorch's Function, in process", torch, True),
        ("SDK, the server's own op", gradwire, False),
        ("SDK, a Function", gradwire, True),
    ):
        square = _square(library) if own else library.square
        x = library.ones(8, requires_grad=True)

        def work(square: Any = square, x: Any = x) -> Any:
            x.grad = None
            square(x).sum().backward()
            return x.grad.tolist()

        if work() != [2.0] * 8:
            raise AssertionError(f"{name}: a wrong gradient")
        variants[name] = looped(work)
    yield Result("a function of one's own on 8 numbers, forward and backward", "SDK", run.compare(variants))
