"""Pooling as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised

_SPACE = (6, 5, 4)


def _x(torch: Any, n: int) -> Any:
    return numbers(torch, 1, 2, *_SPACE[:n])


def maxima(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n in (1, 2, 3):
        kind = getattr(nn, f"MaxPool{n}d")
        found.append(layer(torch, lambda kind=kind: kind(2), _x(torch, n)))
        found.append(layer(torch, lambda kind=kind: kind(3, 1, 1, ceil_mode=True), _x(torch, n)))
        found.append(layer(torch, lambda kind=kind: kind(2, stride=3, dilation=2, return_indices=True), _x(torch, n)))
    return found, layer(torch, lambda: nn.MaxPool2d((2, 3), (1, 2), padding=(1, 0)), _x(torch, 2)[0])


def the_way_back_from_maxima(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n in (1, 2, 3):
        out, places = getattr(nn, f"MaxPool{n}d")(2, return_indices=True)(_x(torch, n))
        back = getattr(nn, f"MaxUnpool{n}d")
        found.append(layer(torch, lambda back=back: back(2), out, places))
        found.append(back(2, stride=2)(out, places, output_size=_x(torch, n).shape))
    print(nn.MaxUnpool2d((2, 1), padding=(1, 0)), nn.MaxUnpool1d(3, 2))
    return found


def means(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n in (1, 2, 3):
        kind = getattr(nn, f"AvgPool{n}d")
        found.append(layer(torch, lambda kind=kind: kind(2), _x(torch, n)))
        found.append(layer(torch, lambda kind=kind: kind(3, 2, 1, True, False), _x(torch, n)))
    found.append(layer(torch, lambda: nn.AvgPool2d((2, 3), divisor_override=4), _x(torch, 2)))
    return found, layer(torch, lambda: nn.AvgPool3d((2, 2, 1), stride=(1, 2, 1), divisor_override=3), _x(torch, 3))


def norms(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n in (1, 2, 3):
        kind = getattr(nn, f"LPPool{n}d")
        found.append(layer(torch, lambda kind=kind: kind(2, 2), _x(torch, n)))
        found.append(layer(torch, lambda kind=kind: kind(3.0, 2, stride=1, ceil_mode=True), _x(torch, n)))
    return found


def to_a_size(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n in (1, 2, 3):
        mean, most = getattr(nn, f"AdaptiveAvgPool{n}d"), getattr(nn, f"AdaptiveMaxPool{n}d")
        makes = (lambda: mean(3), lambda: most(3), lambda: most((2,) * n), lambda: most(2, return_indices=True))
        found.append([layer(torch, make, _x(torch, n)) for make in makes])
    makes = [lambda: nn.AdaptiveAvgPool2d((2, None)), lambda: nn.AdaptiveMaxPool2d((None, 3))]
    return found, [layer(torch, make, _x(torch, 2)) for make in makes]


def windows_drawn_by_chance(torch: Any) -> Any:
    nn, found = torch.nn, []
    for n in (2, 3):
        kind, samples = getattr(nn, f"FractionalMaxPool{n}d"), torch.full((1, 2, n), 0.4)
        options = ({"output_size": 2}, {"output_ratio": 0.5}, {"output_size": (2,) * n, "return_indices": True})
        found.append([layer(torch, lambda o=o: kind(2, **o), _x(torch, n)) for o in options])
        found.append(layer(torch, lambda: kind(2, 3, _random_samples=samples), _x(torch, n)))
    return found


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    for kind in (nn.FractionalMaxPool2d, nn.FractionalMaxPool3d):
        print(raised(lambda kind=kind: kind(2)), raised(lambda kind=kind: kind(2, 2, 0.5)))
        print(raised(lambda kind=kind: kind(2, output_ratio=1.5)), raised(lambda kind=kind: kind(2, output_ratio=0)))
    print(raised(lambda: nn.FractionalMaxPool3d(0, 2)), raised(lambda: nn.FractionalMaxPool3d((1, 0, 1), 2)))
    print(
        raised(lambda: nn.MaxPool2d(2)(torch.ones(4))), raised(lambda: nn.AvgPool2d(2, padding=2)(torch.ones(1, 4, 4)))
    )
    print(raised(lambda: nn.MaxPool1d()), raised(lambda: nn.LPPool1d(2)), raised(lambda: nn.AdaptiveAvgPool1d()))
    print(
        raised(lambda: nn.MaxUnpool2d(2)(torch.ones(1, 1, 2, 2))), raised(lambda: nn.MaxPool2d(3)(torch.ones(1, 2, 2)))
    )


def their_attributes(torch: Any) -> None:
    nn = torch.nn
    print([vars(nn.MaxPool2d(2))[name] for name in ("kernel_size", "stride", "padding", "dilation", "ceil_mode")])
    print(nn.AvgPool1d(2).kernel_size, nn.AvgPool2d(2).kernel_size, nn.MaxUnpool3d(2).stride, nn.LPPool2d(2, 3).stride)
    print(
        nn.FractionalMaxPool2d(2, 3).output_size,
        nn.AdaptiveMaxPool2d(3).output_size,
        list(nn.MaxPool1d(2).state_dict()),
    )
