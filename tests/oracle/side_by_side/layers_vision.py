"""Layers that only move numbers: upsampling, shuffling and folding; and distances."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised


def another_size(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 1, 2, 2, 3)
    makes = [
        lambda: nn.Upsample(scale_factor=2),
        lambda: nn.Upsample((3, 4)),
        lambda: nn.Upsample(4, mode="nearest-exact"),
        lambda: nn.Upsample(scale_factor=(2, 1.5), mode="bilinear"),
        lambda: nn.Upsample(scale_factor=2, mode="bicubic", align_corners=True),
        lambda: nn.Upsample(scale_factor=1.5, mode="bilinear", recompute_scale_factor=True),
        lambda: nn.UpsamplingNearest2d(scale_factor=2),
        lambda: nn.UpsamplingBilinear2d(size=(3, 5)),
    ]
    found = [layer(torch, make, x) for make in makes]
    return found, layer(torch, lambda: nn.Upsample(scale_factor=2, mode="linear"), x[0])


def finer_and_coarser_images(torch: Any) -> Any:
    nn = torch.nn
    return [
        layer(torch, lambda: nn.PixelShuffle(2), numbers(torch, 1, 4, 2, 3)),
        layer(torch, lambda: nn.PixelUnshuffle(2), numbers(torch, 1, 1, 4, 2)),
        layer(torch, lambda: nn.ChannelShuffle(2), numbers(torch, 1, 4, 2)),
    ]


def blocks_as_columns(torch: Any) -> Any:
    nn = torch.nn
    return [
        layer(torch, lambda: nn.Unfold(2), numbers(torch, 1, 2, 3, 3)),
        layer(torch, lambda: nn.Unfold((2, 1), dilation=2, padding=1, stride=2), numbers(torch, 1, 1, 4, 3)),
        layer(torch, lambda: nn.Fold((3, 3), 2), numbers(torch, 1, 4, 4)),
        layer(torch, lambda: nn.Fold(4, (2, 2), stride=2, padding=1), numbers(torch, 1, 4, 9)),
    ]


def distances(torch: Any) -> Any:
    nn, x, y = torch.nn, numbers(torch, 3, 4), numbers(torch, 3, 4).flip(0)
    makes = [
        lambda: nn.PairwiseDistance(),
        lambda: nn.PairwiseDistance(1.0, 0.1, keepdim=True),
        lambda: nn.CosineSimilarity(),
        lambda: nn.CosineSimilarity(dim=0, eps=1e-6),
    ]
    print(nn.PairwiseDistance(3.0).norm, nn.CosineSimilarity(0).dim)
    return [layer(torch, make, x, y) for make in makes]


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    print(raised(lambda: nn.Upsample()(torch.ones(1, 1, 2))), raised(lambda: nn.Upsample(2, 2)(torch.ones(1, 1, 2))))
    print(
        raised(lambda: nn.Upsample(2, mode="cubic")(torch.ones(1, 1, 2))),
        raised(lambda: nn.PixelShuffle(2)(torch.ones(1, 3, 2, 2))),
    )
    print(
        raised(lambda: nn.PixelUnshuffle(2)(torch.ones(1, 3, 3, 2))),
        raised(lambda: nn.ChannelShuffle(2)(torch.ones(1, 3, 2))),
    )
    print(raised(lambda: nn.Unfold(4)(torch.ones(1, 1, 3, 3))), raised(lambda: nn.Fold(3, 2)(torch.ones(1, 3, 4))))
    print(raised(lambda: nn.CosineSimilarity(5)(torch.ones(2, 2), torch.ones(2, 2))), raised(lambda: nn.PixelShuffle()))
