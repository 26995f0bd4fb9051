"""Tensors that require grad as NumPy arrays: only where nothing is recorded, as it is in most backward passes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised


def _all(x: Any) -> list[Any]:
    return [raised(x.numpy), raised(lambda: np.asarray(x)), raised(lambda: x.numpy(force=True))]


def a_tensor_that_requires_grad_is_an_array_where_nothing_is_recorded(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    with torch.no_grad():
        off = x.numpy().tolist(), np.asarray(x * 2).tolist(), _all(x)
    with torch.inference_mode():
        inference = x.numpy().tolist(), _all(x)
    with torch.no_grad(), torch.enable_grad():
        on = _all(x)
    return off, inference, on, _all(x), _all(x * 2), _all(x.detach())


def _exp(torch: Any) -> Any:
    class Exp(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, x: Any) -> Any:
            print(_all(x))
            y = x.exp()
            ctx.save_for_backward(y)
            return y

        @staticmethod
        def backward(ctx: Any, grad: Any) -> Any:
            (y,) = ctx.saved_tensors
            print(y.requires_grad, _all(y))
            return grad * y

    return Exp.apply


def what_a_function_saved_is_an_array_in_its_backward(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    _exp(torch)(x).sum().backward()
    torch.autograd.grad(_exp(torch)(x).sum(), x, create_graph=True)
    return x.grad


def a_hook_sees_tensors_as_arrays(torch: Any) -> Any:
    x = torch.tensor([1.0, 2.0], requires_grad=True)
    x.register_hook(lambda grad: print(_all(grad), _all(x)))
    (x * x).sum().backward()
    torch.autograd.grad((x * x).sum(), x, create_graph=True)
    return x.grad
