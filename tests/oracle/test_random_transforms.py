"""Random functions under random transforms, which nest, give the same as in PyTorch."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from typing import Any

import numpy
import pytest

import gradwire

torch = pytest.importorskip("torch")

SIZE = 3
ROWS = 4
Step = Callable[[Any, Any, Any], Any]


def into_part(torch: Any, y: Any, w: Any) -> Any:
    z = y.clone()
    z[1:].mul_(w[1:])
    return z


def copied(torch: Any, y: Any, w: Any) -> Any:
    z = y.clone()
    z[::2].copy_(w[::2] * y[0])
    return z


def put(torch: Any, y: Any, w: Any) -> Any:
    z = y.clone()
    z[1] = (w * y).sum()
    return z


def centred(torch: Any, y: Any, w: Any) -> Any:
    variance, mean = torch.var_mean(torch.cat([y, y * w]))
    return (y - mean) / (variance + 1)


STEPS: tuple[Step, ...] = (
    into_part,
    copied,
    put,
    centred,
    lambda torch, y, w: torch.sin(y * 2),
    lambda torch, y, w: (y * 0.3).exp() + w.mean(),
    lambda torch, y, w: torch.cumsum(y, 0) ** 2,
    lambda torch, y, w: torch.softmax(y, -1) * w,
    lambda torch, y, w: y / (1 + torch.linalg.vector_norm(y)),
    lambda torch, y, w: (y.unsqueeze(1) @ w.unsqueeze(0)) @ y,
    lambda torch, y, w: y[torch.tensor([2, 0, 1])],
    lambda torch, y, w: torch.where(y > 0.1, y * 2, w),
    lambda torch, y, w: torch.sort(y)[0] * w,
    lambda torch, y, w: y * torch.prod(y * 0.5 + 1),
    lambda torch, y, w: y - torch.logsumexp(y, 0),
    lambda torch, y, w: torch.cat([y[1:] * 2, y[:1]]),
    lambda torch, y, w: torch.gather(y, 0, torch.argsort(y)) * w,
    lambda torch, y, w: torch.zeros_like(y).scatter_add(0, torch.tensor([0, 2, 0]), y),
    lambda torch, y, w: torch.tril(y.unsqueeze(0) * w.unsqueeze(1)).sum(0),
    lambda torch, y, w: torch.linalg.solve(torch.eye(SIZE) * 3 + torch.outer(y, w) * 0.1, y),
    lambda torch, y, w: y * y.detach(),
    lambda torch, y, w: torch.einsum("i,j,j->i", y, w, y),
    lambda torch, y, w: torch.nn.functional.layer_norm(y * 2, (SIZE,)) + y,
    lambda torch, y, w: torch.stack([y, w, y * w]).mean(0),
    lambda torch, y, w: torch.tanh(y).abs() + w,
)
WAYS = (
    *("each_gradient", "jacobian", "forward", "hessian", "product", "gradient_twice", "each_jacobian", "each_of_each"),
    *("each_product", "gradient_of_each", "each_hessian", "jacobian_of_each", "hessian_product", "jacobian_twice"),
)


def transformed(torch: Any, way: str, steps: list[Step], x: Any, w: Any, rows: Any) -> Any:
    """What a transform of the function that takes these steps gives."""

    def function(x: Any, w: Any) -> Any:
        y = x * 1.0
        for step in steps:
            y = step(torch, y, w)
        return y

    def number(x: Any, w: Any) -> Any:
        return (function(x, w) ** 2).sum()

    func, vmap, both = torch.func, torch.func.vmap, (0, 1)

    def product(one: Any, w: Any) -> Any:
        return func.jvp(lambda y: function(y, w), (one,), (one.cos(),))

    def of_each(rows: Any, w: Any) -> Any:
        return vmap(function, (0, None))(rows, w)

    ways: dict[str, Callable[[], Any]] = {
        "each_gradient": lambda: vmap(func.grad(number, both), (0, None))(rows, w),
        "jacobian": lambda: func.jacrev(function, both)(x, w),
        "forward": lambda: func.jacfwd(function, both)(x, w),
        "hessian": lambda: func.hessian(number, both)(x, w),
        "product": lambda: product(x, w),
        "gradient_twice": lambda: func.grad(lambda x, w: (func.grad(number)(x, w) * w).sum(), both)(x, w),
        "each_jacobian": lambda: vmap(func.jacrev(function, both))(rows, rows.flip(0)),
        "each_of_each": lambda: vmap(of_each, (None, 0))(rows, rows.flip(1)),
        "each_product": lambda: vmap(product, (0, None))(rows, w),
        "gradient_of_each": lambda: func.grad(lambda rows, w: (of_each(rows, w) ** 2).sum(), both)(rows, w),
        "each_hessian": lambda: vmap(func.hessian(number), (0, None))(rows, w),
        "jacobian_of_each": lambda: func.jacrev(lambda w: of_each(rows, w))(w),
        "hessian_product": lambda: func.jvp(func.grad(lambda x: number(x, w)), (x,), (w,)),
        "jacobian_twice": lambda: func.jacrev(func.jacrev(function, 0), 1)(x, w),
    }
    return ways[way]()


def arrays(found: Any) -> list[Any]:
    """The values in nested tuples of tensors."""
    if isinstance(found, tuple | list):
        return [array for one in found for array in arrays(one)]
    return [numpy.array(found.tolist()).reshape(tuple(found.shape))]


@pytest.mark.parametrize("seed", range(80))
def test_it_comes_to_the_same(server: str, seed: int) -> None:
    chosen = random.Random(seed)
    steps = [chosen.choice(STEPS) for _ in range(chosen.randrange(1, 6))]
    way = WAYS[seed % len(WAYS)]
    values = numpy.random.default_rng(seed).uniform(-1, 1, (2 + ROWS, SIZE)).tolist()

    def found(torch: Any) -> list[Any]:
        x, w, *rows = (torch.tensor(row, dtype=torch.float64) for row in values)
        return arrays(transformed(torch, way, steps, x, w, torch.stack(rows)))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = found(torch)
        with gradwire.Session(server):
            ours = found(gradwire)
    assert len(ours) == len(theirs)
    for one, other in zip(ours, theirs, strict=True):
        numpy.testing.assert_allclose(one, other, rtol=1e-6, atol=1e-9)
