"""Random numbers of a GPU are those of torch.cuda from the same seed, and go on from the same state."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy
import pytest

torch = pytest.importorskip("torch")

from engine import Context  # noqa: E402

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a PyTorch that finds the GPU"),
]

SIZES = [(1,), (3,), (257,), (1000, 33), (1 << 21,)]
WAYS: dict[str, tuple[dict[str, Any], Any]] = {
    "rand": ({}, lambda size: torch.rand(size, device="cuda")),
    "randn": ({}, lambda size: torch.randn(size, device="cuda")),
    "randint": ({"high": 1000}, lambda size: torch.randint(1000, size, device="cuda")),
}
CLOSE = 2e-6
"""What normal numbers may differ by: the logarithm and the sine of two libraries."""


@pytest.fixture(params=[0, 7, 2**40 + 3])
def context(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Iterator[Context]:
    context = Context(pytestconfig.getoption("--device"), seed=request.param)
    torch.cuda.manual_seed(request.param)
    with context.computing():
        yield context


def same(ours: Any, theirs: Any) -> None:
    found, expected = ours.numpy(), theirs.cpu().numpy()
    assert (found.shape, found.dtype) == (expected.shape, expected.dtype)
    numpy.testing.assert_allclose(found, expected, rtol=CLOSE, atol=CLOSE)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("size", SIZES)
def test_equal_seeds_give_equal_numbers(context: Context, way: str, size: tuple[int, ...]) -> None:
    options, theirs = WAYS[way]
    for _ in range(2):
        same(context.run(way, (), {"size": size, **options}), theirs(size))
    same(context.run("rand", (), {"size": (5,)}), torch.rand(5, device="cuda"))


@pytest.mark.parametrize("change", ["uniform_", "normal_", "bernoulli_", "exponential_"])
def test_what_is_filled_is_the_same(context: Context, change: str) -> None:
    x = context.run("zeros", (), {"size": (4099,)})
    same(context.run(change, (x,), {}), getattr(torch.zeros(4099, device="cuda"), change)())


def test_masks_of_dropout_are_the_same(context: Context) -> None:
    ones = context.run("ones", (), {"size": (513, 7)})
    ours = context.run("nn.functional.dropout", (ones,), {"p": 0.3})
    same(ours, torch.nn.functional.dropout(torch.ones(513, 7, device="cuda"), 0.3))


def test_a_state_is_exchanged(context: Context) -> None:
    torch.rand(100, device="cuda")
    state = torch.cuda.get_rng_state()
    context.run("set_rng_state", (context.tensor(state.numpy().copy(), device="cpu"),), {})
    same(context.run("rand", (), {"size": (9,)}), torch.rand(9, device="cuda"))
    ours = context.run("get_rng_state", (), {}).numpy()
    numpy.testing.assert_array_equal(ours, torch.cuda.get_rng_state().numpy())
