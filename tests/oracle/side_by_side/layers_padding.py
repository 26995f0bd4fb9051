"""Padding as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised

_SPACE = (4, 3, 3)


def _kinds(torch: Any) -> Any:
    for n in (1, 2, 3):
        for name in ("CircularPad", "ReflectionPad", "ReplicationPad", "ZeroPad"):
            yield n, getattr(torch.nn, f"{name}{n}d")


def alike_on_all_sides(torch: Any) -> Any:
    return [layer(torch, lambda k=k: k(1), numbers(torch, 1, 2, *_SPACE[:n])) for n, k in _kinds(torch)]


def side_by_side(torch: Any) -> Any:
    sides = (2, 1, 0, 1, 1, 2)
    return [layer(torch, lambda n=n, k=k: k(sides[: 2 * n]), numbers(torch, 2, *_SPACE[:n])) for n, k in _kinds(torch)]


def with_a_number(torch: Any) -> Any:
    makes = [getattr(torch.nn, f"ConstantPad{n}d") for n in (1, 2, 3)]
    return [layer(torch, lambda k=k: k(1, 3.5), numbers(torch, 1, *_SPACE[:n])) for n, k in enumerate(makes, 1)]


def of_less_than_nothing(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 1, 1, 4, 4)
    makes = [
        lambda: nn.ZeroPad2d((-1, 1, 0, -2)),
        lambda: nn.ConstantPad2d((-1, 2, 1, 0), 1),
        lambda: nn.ReplicationPad2d([1, 0, 2, 1]),
    ]
    return [layer(torch, make, x) for make in makes]


def their_attributes(torch: Any) -> None:
    nn = torch.nn
    print(
        nn.ZeroPad2d(1).padding, nn.ZeroPad2d(1).value, nn.ConstantPad1d((1, 2), 5).value, nn.ReflectionPad3d(2).padding
    )
    print(isinstance(nn.ZeroPad1d(1), nn.ConstantPad1d), isinstance(nn.ZeroPad3d(1), nn.ConstantPad3d))


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    for n in (1, 2, 3):
        m = getattr(nn, f"CircularPad{n}d")(1)
        print([raised(lambda m=m, rank=rank: m(torch.ones((3,) * rank))) for rank in (1, 2, 3, 4, 5, 6)])
    print(raised(lambda: nn.ReflectionPad1d(4)(torch.ones(1, 3))), raised(lambda: nn.ConstantPad1d(1)))
    print(raised(lambda: nn.ReflectionPad2d(1)(torch.ones(3))), raised(lambda: nn.ZeroPad2d()))
