"""Convolutions as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised

_SPACE = (5, 4, 3)
_KINDS = ("Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d")


def _space(kind: str) -> tuple[int, ...]:
    return _SPACE[: int(kind[-2])]


def they_begin_give_and_learn(torch: Any) -> Any:
    makes = {kind: getattr(torch.nn, kind) for kind in _KINDS}
    return [layer(torch, lambda m=m: m(2, 3, 2), numbers(torch, 2, 2, *_space(k))) for k, m in makes.items()]


def without_a_batch(torch: Any) -> Any:
    makes = {kind: getattr(torch.nn, kind) for kind in _KINDS}
    return [layer(torch, lambda m=m: m(2, 3, 2), numbers(torch, 2, *_space(k))) for k, m in makes.items()]


def groups_strides_and_no_bias(torch: Any) -> Any:
    makes = {kind: getattr(torch.nn, kind) for kind in _KINDS}
    options = {"stride": 2, "padding": 1, "groups": 2, "bias": False}
    return [layer(torch, lambda m=m: m(2, 4, 3, **options), numbers(torch, 1, 2, *_space(k))) for k, m in makes.items()]


def sizes_by_dimension(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 1, 2, 5, 6)
    return [
        layer(torch, lambda: nn.Conv2d(2, 2, (2, 3), (1, 2), (0, 1), (2, 1)), x),
        layer(torch, lambda: nn.ConvTranspose2d(2, 2, (2, 3), (2, 2), (0, 1), (1, 0), 1, True, (1, 2)), x),
        layer(torch, lambda: nn.Conv2d(2, 2, [2, 3], [1, 2]), x),
    ]


def padding_modes(torch: Any) -> Any:
    nn, found = torch.nn, []
    for mode in ("zeros", "reflect", "replicate", "circular"):
        found.append(layer(torch, lambda: nn.Conv1d(1, 1, 3, padding=2, padding_mode=mode), numbers(torch, 1, 1, 5)))
        x = numbers(torch, 1, 1, 4, 5)
        found.append(layer(torch, lambda: nn.Conv2d(1, 1, 3, padding=(1, 2), padding_mode=mode), x))
    return found


def padding_by_name(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 1, 1, 5, 4)
    makes = [
        lambda: nn.Conv2d(1, 2, 3, padding="same"),
        lambda: nn.Conv2d(1, 2, (2, 4), padding="same", padding_mode="circular"),
        lambda: nn.Conv2d(1, 2, (2, 3), dilation=(2, 1), padding="same", padding_mode="reflect"),
        lambda: nn.Conv2d(1, 2, 3, padding="valid"),
        lambda: nn.Conv2d(1, 2, 3, padding="valid", padding_mode="replicate"),
    ]
    return [layer(torch, make, x) for make in makes]


def an_output_size_chooses_among_those_there_are(torch: Any) -> Any:
    m, x = torch.nn.ConvTranspose2d(1, 1, 3, stride=2, padding=1), numbers(torch, 1, 1, 3, 3)
    down = torch.nn.Conv2d(1, 1, 3, stride=2, padding=1)
    print(m(x).shape, m(x, output_size=[6, 5]).shape, m(x, (1, 1, 6, 6)).shape, m(x[0], [1, 5, 6]).shape)
    print(m(down(torch.rand(1, 1, 6, 7)), output_size=torch.Size([6, 7])).shape)
    print(raised(lambda: m(x, [7, 5])), raised(lambda: m(x, [4, 5])), raised(lambda: m(x, [5])))
    print(raised(lambda: torch.nn.ConvTranspose1d(1, 1, 2)(torch.ones(1, 1, 3), [9])))


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    print(raised(lambda: nn.Conv2d(3, 4, 2, groups=2)), raised(lambda: nn.Conv2d(2, 3, 2, groups=2)))
    print(raised(lambda: nn.Conv1d(2, 2, 2, groups=0)), raised(lambda: nn.Conv1d(2, 2, 2, groups=-1)))
    print(raised(lambda: nn.Conv2d(1, 1, 2, padding="some")), raised(lambda: nn.Conv2d(1, 1, 2, 2, padding="same")))
    print(raised(lambda: nn.Conv2d(1, 1, 2, padding_mode="mirror")), raised(lambda: nn.Conv2d(1, 1)))
    print(raised(lambda: nn.ConvTranspose1d(1, 1, 2, padding_mode="reflect")))
    print(raised(lambda: nn.Conv2d(2, 2, 2)(torch.ones(1, 3, 4, 4))), raised(lambda: nn.Conv2d(1, 1, 2)(torch.ones(4))))
    print(raised(lambda: nn.Conv2d(1, 1, 2)(torch.ones(1, 1, 4, 4, dtype=torch.float64))))


def other_dtypes(torch: Any) -> Any:
    make = torch.nn.Conv1d
    return layer(torch, lambda: make(1, 2, 2, dtype=torch.float64), numbers(torch, 1, 1, 4).double())


def their_attributes(torch: Any) -> None:
    m = torch.nn.Conv2d(2, 4, 3, padding=(1, 2), groups=2)
    names = ("in_channels", "out_channels", "kernel_size", "stride", "padding", "dilation", "output_padding", "groups")
    print([getattr(m, name) for name in (*names, "transposed", "padding_mode", "_reversed_padding_repeated_twice")])
    t = torch.nn.ConvTranspose1d(2, 4, 3, output_padding=1, stride=2, groups=2)
    print([getattr(t, name) for name in (*names, "transposed", "padding_mode")], t)


def a_subclass_may_compute_with_another_weight(torch: Any) -> Any:
    class Standardized(torch.nn.Conv2d):
        def forward(self, input: Any) -> Any:
            weight = self.weight - self.weight.mean(dim=(1, 2, 3), keepdim=True)
            return self._conv_forward(input, weight, self.bias)

    return layer(torch, lambda: Standardized(1, 2, 2), numbers(torch, 1, 1, 3, 3))
