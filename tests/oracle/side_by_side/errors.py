"""The classes of exceptions, whether they rise at once or when the values are known."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.oracle.side_by_side.outcome import raised


def bounds_of_clamp(torch: Any) -> None:
    print(raised(lambda: torch.ones(2).clamp(), torch), raised(lambda: torch.clamp(torch.ones(2)), torch))
    print(torch.clamp(torch.ones(2), 3, 1), raised(lambda: torch.ones(2).clamp_(), torch))


def what_is_no_tensor(torch: Any) -> None:
    for data in (
        None,
        {},
        object(),
        "a",
        b"a",
        [None],
        [1, None],
        [[1], [None]],
        [1, "a"],
        {1},
        [[1], [2, 3]],
        [object()],
    ):
        print(
            raised(lambda data=data: torch.tensor(data)),
            raised(lambda data=data: torch.tensor(data, dtype=torch.float32)),
        )


def sizes_that_are_none(torch: Any) -> None:
    print([raised(lambda size=size: torch.ones(size), torch) for size in (-1, "a", 2.5, None, (2, -1), [2, "a"])])
    print(raised(torch.ones), raised(torch.zeros), raised(torch.rand), torch.ones(()), torch.zeros(size=()))
    x = torch.ones(2)
    for call in (x.view, x.reshape, x.expand, x.repeat, x.tile, x.flip, x.permute, x.new_zeros, x.resize_):
        print(raised(call))


def ranges(torch: Any) -> None:
    print(raised(lambda: torch.arange(0, 10, 0), torch), raised(lambda: torch.arange(10, 0, 1), torch))
    print(raised(lambda: torch.linspace(0, 1, -1), torch), raised(lambda: torch.linspace(0, 1)), raised(torch.arange))
    print(raised(lambda: torch.randint(0, 0, (2,)), torch), raised(lambda: torch.randint(5, 3, (2,)), torch))


def integers_that_require_grad(torch: Any) -> None:
    print(
        raised(lambda: torch.tensor([1], requires_grad=True)),
        raised(lambda: torch.ones(2).int().requires_grad_(), torch),
    )
    print(raised(lambda: torch.ones(2, dtype=torch.int64, requires_grad=True), torch))
    x = torch.ones(2)
    for wrong in (1, "a", None):
        print(raised(lambda wrong=wrong: setattr(x, "requires_grad", wrong)))


def attributes_that_cannot_be_set(torch: Any) -> None:
    x = torch.ones(2)
    print(
        [
            raised(lambda name=name: setattr(x, name, 3))
            for name in ("shape", "dtype", "grad_fn", "is_leaf", "ndim", "device")
        ]
    )
    print(raised(lambda: x.unheard_of))


def assignments(torch: Any) -> None:
    x = torch.ones(2, 3)
    for value in ([1, 2, 3], (1, 2, 3), "a", None, np.ones(3), np.float32(1), torch.ones(2), 1j, {}):
        print(raised(lambda value=value: x.__setitem__(0, value), torch))
    x[0, 0], x[0, 1], x[0, 2] = np.float64(2), np.int64(3), True
    print(x)


def indices(torch: Any) -> None:
    x = torch.ones(2, 3)
    wrong = (1.5, 2, -3, (0, 3), (0, 0, 0), {}, [0, 5], [0.5], slice(None, None, -1), (..., ...))
    print([raised(lambda index=index: x[index], torch) for index in wrong])
    tensors = (
        torch.tensor([0, 5]),
        torch.tensor([0.5]),
        torch.tensor([True]),
        torch.ones(2, 2).bool(),
        torch.tensor(7),
    )
    print(
        [raised(lambda index=index: x[index], torch) for index in tensors], raised(lambda: torch.tensor(1.0)[0], torch)
    )


def indices_whose_values_are_known_late(torch: Any) -> None:
    x, good, bad = torch.arange(3.0), torch.tensor([0, 2]), torch.tensor([0, 3])
    for take in (lambda i: x[i], lambda i: x.index_select(0, i), lambda i: x.gather(0, i), lambda i: x.take(i)):
        take(good)
        print(raised(lambda take=take: take(bad), torch))
    print(raised(lambda: x.__setitem__(bad, 1.0), torch))
    print(raised(lambda: torch.nn.functional.embedding(bad, torch.ones(3, 2)), torch))
    print(raised(lambda: torch.nn.functional.nll_loss(torch.ones(2, 3), bad), torch))


def dimensions(torch: Any) -> None:
    x = torch.ones(2, 3)
    print([raised(lambda dim=dim: x.sum(dim), torch) for dim in (2, -3, (0, 0), "a", 1.5)])
    print(
        raised(lambda: x.transpose(0, 2), torch),
        raised(lambda: x.permute(0), torch),
        raised(lambda: x.permute(0, 0), torch),
    )
    print(raised(lambda: x.unsqueeze(4), torch), raised(lambda: x.squeeze(2), torch), raised(lambda: x.size(2)))


def shapes(torch: Any) -> None:
    x = torch.ones(2, 3)
    print(raised(lambda: x + torch.ones(2), torch), raised(lambda: x @ x, torch), raised(lambda: x.view(4), torch))
    print(
        raised(lambda: x.view(-1, -1), torch),
        raised(lambda: x.expand(3, 3), torch),
        raised(lambda: x.add_(torch.ones(4, 2, 3)), torch),
    )
    print(raised(lambda: torch.cat([x, torch.ones(3, 2)]), torch), raised(lambda: torch.stack([x, x.T]), torch))
    print(
        raised(lambda: torch.cat([]), torch),
        raised(lambda: torch.stack([]), torch),
        raised(lambda: torch.dot(x, x), torch),
    )


def reductions_of_nothing(torch: Any) -> None:
    empty = torch.tensor([])
    for reduce in (torch.max, torch.argmax, torch.amax, torch.median, torch.mean, torch.sum, torch.prod, torch.any):
        print(raised(lambda reduce=reduce: reduce(empty), torch))
    print(raised(lambda: torch.ones(0, 3).min(0), torch), raised(lambda: torch.ones(0, 3).argmin(0), torch))


def equations_of_einsum(torch: Any) -> None:
    x = torch.ones(2, 3)
    for equation in ("ij,jk", "i!j", "ijk", "ij->ijj", "ij->k", "ij->", "i...", "ij->i->j", "", "IJ", "ij,ij", 3):
        print(equation, raised(lambda equation=equation: torch.einsum(equation, x), torch))
    print(raised(lambda: torch.einsum("ij,jk", x, x), torch), raised(lambda: torch.einsum("ij", "a")))


def matrices(torch: Any) -> None:
    singular, eye, wide = torch.zeros(2, 2), torch.eye(2), torch.ones(2, 3)
    for act in (
        torch.linalg.inv,
        torch.linalg.cholesky,
        torch.inverse,
        lambda x: torch.linalg.solve(x, eye),
        torch.linalg.det,
    ):
        act(eye)
        print([raised(lambda act=act, x=x: act(x), torch) for x in (singular, wide, torch.ones(2), eye.int())])
    print(raised(lambda: torch.linalg.inv(singular), torch), issubclass(torch.linalg.LinAlgError, RuntimeError))


def numbers_of_tensors(torch: Any) -> None:
    x = torch.ones(2)
    print(
        raised(x.item),
        raised(lambda: float(x)),
        raised(lambda: int(x)),
        raised(lambda: bool(x)),
        raised(lambda: complex(x)),
    )
    print(
        raised(lambda: bool(torch.ones(0))),
        raised(lambda: len(torch.tensor(1.0))),
        raised(lambda: list(torch.tensor(1.0))),
    )
    print(raised(lambda: int(torch.tensor(float("nan")))), raised(lambda: int(torch.tensor(float("inf")))))
    print(
        raised(lambda: range(torch.tensor(1.5))),
        raised(lambda: [1, 2][torch.tensor(True)]),
        raised(lambda: float(torch.tensor(1j))),
    )
    print(raised(lambda: torch.ones(1, requires_grad=True).numpy()), raised(lambda: hash(x)))


def what_failed_leaves_the_rest_as_it_was(torch: Any) -> Any:
    x, one, zero = torch.tensor([1.0, 2.0], requires_grad=True), torch.tensor([6, 4]), torch.tensor([2, 0])
    one // one
    before = x * 3
    print(raised(lambda: one // zero, torch), before, one, zero)
    before.sum().backward()
    return x.grad, before, one * 2
