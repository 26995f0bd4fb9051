"""Lazy convolutions and norms: layers that take their number of channels from the first input."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import numbers, raised

_SPACE = (4, 3, 3)
_CONVOLUTIONS = [f"LazyConv{kind}{n}d" for kind in ("", "Transpose") for n in (1, 2, 3)]
_NORMS = [f"Lazy{kind}Norm{n}d" for kind in ("Batch", "Instance") for n in (1, 2, 3)]


def _begun(torch: Any, m: Any, *lead: int) -> Any:
    """What a layer is before and after its first input, what it gives, and what it then has."""
    print(m, type(m).__name__, m.has_uninitialized_params(), list(m.state_dict()))
    n = int(type(m).__name__[-2])
    torch.manual_seed(0)
    out = m(torch.ones(*lead, *_SPACE[:n]) * torch.arange(1.0, _SPACE[n - 1] + 1))
    out.sum().backward() if out.requires_grad else None
    print(m, type(m).__name__, hasattr(m, "_initialize_hook"))
    return out.detach(), dict(m.state_dict()), [p.grad for p in m.parameters()]


def convolutions(torch: Any) -> Any:
    return [_begun(torch, getattr(torch.nn, name)(3, 2), 2, 4) for name in _CONVOLUTIONS]


def convolutions_without_a_batch_or_bias(torch: Any) -> Any:
    options = {"stride": 2, "groups": 2, "bias": False}
    return [_begun(torch, getattr(torch.nn, name)(4, 3, **options), 2) for name in _CONVOLUTIONS]


def norms(torch: Any) -> Any:
    return [_begun(torch, getattr(torch.nn, name)(), 2, 3) for name in _NORMS]


def norms_of_less(torch: Any) -> Any:
    found = [_begun(torch, getattr(torch.nn, name)(track_running_stats=False, bias=False), 2, 3) for name in _NORMS]
    return found, [_begun(torch, getattr(torch.nn, name)(affine=False, momentum=0.5), 2, 3) for name in _NORMS]


def a_state_gives_them_their_sizes(torch: Any) -> Any:
    nn, found = torch.nn, []
    for lazy, full in ((nn.LazyConv1d(2, 2), nn.Conv1d(3, 2, 2)), (nn.LazyBatchNorm1d(), nn.BatchNorm1d(3))):
        print(lazy.load_state_dict(full.state_dict()), lazy.has_uninitialized_params())
        x = numbers(torch, 2, 3, 4)
        found.append(torch.equal(lazy(x), full(x)))
    return found


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    print(
        raised(lambda: nn.LazyConv2d(3, 2)(torch.ones(3))),
        raised(lambda: nn.LazyConv1d(4, 2, groups=2)(torch.ones(3, 4))),
    )
    print(raised(lambda: nn.LazyConv2d(3, 2, padding_mode="mirror")), raised(lambda: nn.LazyConvTranspose1d(3)))
    print(raised(lambda: nn.LazyBatchNorm2d()(torch.ones(2, 3))), raised(lambda: nn.LazyConv2d(3, 2).weight.shape))
