"""Random numbers: PyTorch's, of generators by name, put back with the journal."""

from __future__ import annotations

from fractions import Fraction

import numpy
import pytest

from engine import Context, backward, dtypes, errors
from engine.generator import Generator


def test_the_seed_gives_pytorchs_numbers() -> None:
    """As torch.manual_seed(0) and these calls print them."""
    context = Context("cpu", seed=0)
    with context.computing():
        assert numpy.round(context.run("rand", (), {"size": 3}).numpy(), 4).tolist() == pytest.approx(
            [0.4963, 0.7682, 0.0885]
        )
        assert context.run("randint", (), {"high": 10, "size": 5}).numpy().tolist() == [0, 3, 9, 7, 3]
        context.run("manual_seed", (), {"seed": 0})
        normal = context.run("randn", (), {"size": 4}).numpy()
        assert normal.tolist() == pytest.approx([1.5410, -0.2934, -2.1788, 0.5684], abs=1e-4)
        context.run("manual_seed", (), {"seed": 0})
        assert context.run("randperm", (), {"n": 5}).numpy().tolist() == [4, 0, 1, 3, 2]


def test_generators_by_name(context: Context) -> None:
    context.run("manual_seed", (), {"seed": 5, "generator": "g"})
    first = context.run("rand", (), {"size": 3, "generator": "g"}).numpy()
    context.run("rand", (), {"size": 3})
    context.run("manual_seed", (), {"seed": 5, "generator": "g"})
    assert (context.run("rand", (), {"size": 3, "generator": "g"}).numpy() == first).all()
    with pytest.raises(errors.InvalidArgument, match="manual_seed"):
        context.run("rand", (), {"size": 3, "generator": "other"})


def test_a_seed_may_be_a_tensor(context: Context) -> None:
    seed = context.run("randint", (), {"high": 1 << 62, "size": ()})
    context.run("manual_seed", (), {"seed": seed, "generator": "g"})
    first = context.run("randperm", (), {"n": 9, "generator": "g"}).numpy()
    context.run("manual_seed", (), {"seed": seed.item(), "generator": "g"})
    assert (context.run("randperm", (), {"n": 9, "generator": "g"}).numpy() == first).all()


@pytest.mark.parametrize("seed", [0.5, True, 1 << 63, 1j])
def test_a_seed_is_an_integer_of_64_bits(context: Context, seed: object) -> None:
    with pytest.raises(errors.InvalidArgument, match="integer of at most 64 bits"):
        context.run("manual_seed", (), {"seed": seed})


def test_a_state_goes_on_where_it_was(context: Context) -> None:
    context.run("randn", (), {"size": 3})
    state = context.run("get_rng_state")
    first = context.run("randn", (), {"size": 7}).numpy()
    assert context.run("set_rng_state", [state]) is None
    assert (context.run("randn", (), {"size": 7}).numpy() == first).all()
    with pytest.raises(errors.OpFailed):
        context.run("set_rng_state", [context.run("zeros", (), {"size": 5056, "dtype": "uint8"})])
    with pytest.raises(errors.OpFailed):
        context.run("set_rng_state", [context.run("zeros", (), {"size": 3})])


def test_what_was_drawn_is_put_back(context: Context) -> None:
    journal = context.begin()
    first = context.run("randn", (), {"size": 3}).numpy()
    journal.rollback()
    assert (context.run("randn", (), {"size": 3}).numpy() == first).all()


@pytest.mark.parametrize("op", ["uniform_", "normal_", "exponential_", "random_", "bernoulli_"])
def test_what_is_overwritten_at_random_has_no_gradient(context: Context, op: str) -> None:
    x = context.tensor(numpy.ones(4, numpy.float32), requires_grad=True)
    y = context.run(op, [context.run("mul", [x, 2.0])])
    assert y.node is not None
    backward(context, [context.run("sum", [y])])
    assert x.grad is not None
    assert not x.grad.numpy().any()
    with pytest.raises(errors.InPlaceOnLeaf):
        context.run(op, [x])


def test_all_dtypes_stay_in_bounds(context: Context) -> None:
    for dtype in ("float16", "bfloat16", "float32", "float64"):
        numbers = context.run("rand", (), {"size": 20_000, "dtype": dtype}).numpy()
        assert 0 <= numbers.min() <= numbers.max() < 1
    numbers = context.run("randint", (), {"low": -3, "high": 4, "size": 1000}).numpy()
    assert set(numbers.tolist()) == set(range(-3, 4))


@pytest.mark.parametrize(
    ("op", "attributes"),
    [
        ("randint", {"low": 3, "high": 3, "size": 1}),
        ("randint", {"high": 300, "size": 1, "dtype": "int8"}),
        ("normal", {"mean": 0.0, "std": -1.0, "size": 1}),
        ("normal", {"mean": 0.0, "std": 1.0}),
        ("rand", {"size": 1, "dtype": "int64"}),
    ],
)
def test_errors(context: Context, op: str, attributes: dict[str, object]) -> None:
    with pytest.raises(errors.EngineError):
        context.run(op, (), attributes)


def _columns(context: Context, *size: int) -> object:
    """Ones whose columns lie in memory one after the other."""
    return context.run("permute", [context.run("ones", (), {"size": size[::-1]})], {"dims": (1, 0)})


@pytest.mark.parametrize("op", ["rand_like", "uniform_"])
def test_numbers_fill_memory_in_its_order(context: Context, op: str) -> None:
    context.run("manual_seed", (), {"seed": 0})
    rows = context.run("rand", (), {"size": (2, 3)}).numpy()
    context.run("manual_seed", (), {"seed": 0})
    numbers = context.run(op, [_columns(context, 3, 2)])
    assert (numbers.numpy() == rows.T).all()
    assert numbers.data.strides == (4, 12)


def test_dropout_fills_memory_in_its_order() -> None:
    """As torch.nn.functional.dropout(torch.ones(2, 3).t()) after torch.manual_seed(0)."""
    context = Context("cpu", seed=0)
    dropped = context.run("nn.functional.dropout", [_columns(context, 3, 2)])
    assert dropped.numpy().reshape(-1).tolist() == [0, 0, 0, 0, 2, 0]


def test_normal_numbers_are_made_in_pairs_where_memory_is_not_contiguous() -> None:
    """As torch.ones(5, 7).t().normal_() after torch.manual_seed(0)."""
    context = Context("cpu", seed=0)
    numbers = context.run("normal_", [_columns(context, 7, 5)]).numpy()
    assert numbers[:4, 0].tolist() == pytest.approx([1.5410, -0.2934, -2.1788, 0.5684], abs=1e-4)


@pytest.mark.parametrize("dtype", [dtypes.float32, dtypes.float64])
def test_uniform_numbers_are_rounded_once(dtype: dtypes.Dtype) -> None:
    low, high = dtype.type(-0.1), dtype.type(0.7)
    units, numbers = Generator(0).uniform(500, dtype), Generator(0).uniform(500, dtype, float(low), float(high))
    width, least = Fraction(float(high - low)), Fraction(float(low))
    assert numbers.tolist() == [float(dtype.type(float(Fraction(one) * width + least))) for one in units.tolist()]


def test_a_seed_for_one_device(context: Context) -> None:
    context.run("manual_seed", (), {"seed": 5, "device": "cpu"})
    first = context.run("rand", (), {"size": 3, "device": "cpu"}).numpy()
    context.run("manual_seed", (), {"seed": 5, "generator": "g", "device": "cpu"})
    numbers = context.run("rand", (), {"size": 3, "generator": "g", "device": "cpu"}).numpy()
    assert (numbers == first).all()
    assert (first == Generator(5).uniform(3, dtypes.float32)).all()
    with pytest.raises(errors.DeviceUnavailable):
        context.run("manual_seed", (), {"seed": 5, "device": "cuda:99"})
